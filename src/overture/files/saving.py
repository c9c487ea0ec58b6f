"""Saving a file of the user: whole or not at all, never over what somebody else has written meanwhile."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from overture.files.text import decode, read_bytes

_BOM = b"\xef\xbb\xbf"
_number = count()  # two saves of one program never share a temporary file


class CannotSave(Exception):
    """A file that cannot be written; the message says why in words of the user."""


class Exists(CannotSave):
    """There is a file of this name already."""


class Conflict(CannotSave):
    """Somebody else has changed the file since it was read."""


@dataclass(frozen=True)
class Version:
    """A file as it was read: its text to work on, its bytes to know it again."""

    path: Path
    data: bytes
    text: str

    def encoded(self, text: str) -> bytes:
        """A new text as the bytes of this file: with the byte order mark where it had one."""
        return (_BOM if self.data.startswith(_BOM) else b"") + text.encode("utf-8")


def read_version(path: Path) -> Version:
    """A file with its text. Raises `DossierError` where it is missing, too large or not UTF-8."""
    data = read_bytes(path)
    return Version(path, data, decode(data, str(path)))


def save(version: Version, text: str) -> Version:
    """Put a new text in the place of the one that was read. Raises `Conflict` or `CannotSave`.

    A kill at any moment leaves the old file or the new one.
    """
    data = version.encoded(text)
    target = _behind_links(version.path)
    try:
        now = target.read_bytes()
    except FileNotFoundError:
        raise Conflict(f"`{version.path}` has gone meanwhile; nothing was written") from None
    except OSError as error:
        raise CannotSave(_refused(version.path, error)) from None
    if now != version.data:
        raise Conflict(f"`{version.path}` was changed by somebody else meanwhile; nothing was written")
    _replace(target, data, version.path)
    return Version(version.path, data, text)


def create(path: Path, text: str) -> None:
    """Write a new file. Raises `Exists` where there is one, `CannotSave` where the system refuses."""
    target = path
    if os.path.lexists(target):
        raise Exists(f"`{path}` is there already; nothing was written")
    try:
        temporary = _written_beside(target, text.encode("utf-8"), None)
    except OSError as error:
        raise CannotSave(_refused(path, error)) from None
    try:
        # a link, unlike a move, never takes the place of a file that has come about meanwhile
        os.link(temporary, target)
    except FileExistsError:
        raise Exists(f"`{path}` is there already; nothing was written") from None
    except OSError:  # a system without links
        if os.path.lexists(target):
            raise Exists(f"`{path}` is there already; nothing was written") from None
        try:
            os.replace(temporary, target)
        except OSError as error:
            raise CannotSave(_refused(path, error)) from None
    finally:
        with suppress(OSError):
            temporary.unlink()
    _settle(target.parent)


def write_over(path: Path, content: str | bytes) -> bool:
    """Write a file whole, over one that may be there; true if there was one. Raises `CannotSave`."""
    target = _behind_links(path)
    there = target.exists()
    _replace(target, content.encode("utf-8") if isinstance(content, str) else content, path)
    return there


def _behind_links(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _replace(target: Path, data: bytes, shown: Path) -> None:
    try:
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
        temporary = _written_beside(target, data, mode)
        try:
            os.replace(temporary, target)
        finally:
            with suppress(OSError):
                temporary.unlink()
    except OSError as error:
        raise CannotSave(_refused(shown, error)) from None
    _settle(target.parent)


def _written_beside(target: Path, data: bytes, mode: int | None) -> Path:
    """A file with the data in the folder of the target, on the disk before it takes the target's name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name[:80]}.{os.getpid()}.{next(_number)}.part")
    try:
        with open(temporary, "wb") as file:
            if mode is not None:
                os.chmod(temporary, mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def _settle(folder: Path) -> None:
    """Let the new name in a folder reach the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _refused(path: Path, error: OSError) -> str:
    return f"`{path}` cannot be written: {(error.strerror or 'the system refused').lower()}"
