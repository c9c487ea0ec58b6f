"""`overture check --watch`: a dossier is read again on every save, and what changed is told."""

from __future__ import annotations

import os
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from overture.cli.app import Edits, source, terminal
from overture.cli.exits import FINE, BadCommand
from overture.dossier import Dossier, DossierError, read
from overture.files.text import read_file
from overture.model import Kept, LimitReached
from overture.terminal import checks
from overture.terminal.watch import Checked, Seen, changes, started

if TYPE_CHECKING:
    from overture.advice.results import Advice

DEBOUNCE = 200  # milliseconds in which the steps of one save are taken together
PATIENCE = 2.0  # seconds for which a file may be away while an editor saves it
MOST_KEPT = 300_000  # truths and results of earlier versions; then they are computed anew


class _Outdated(Exception):
    """The file was saved again while it was being audited."""


class _Watched:
    """One file, what it last said, and what may be used again."""

    def __init__(self, case: str, edits: Edits | None, console: Console) -> None:
        self.case, self.edits, self.console = case, edits, console
        self.path = Path(case).resolve()
        self.kept = Kept()
        self.stamp = self._stamp()

    def _stamp(self) -> tuple[int, ...] | None:
        """What tells one saved version from another; nothing while the file is away."""
        try:
            found = os.stat(self.path)
        except OSError:
            return None
        # an empty file is one that is being written
        return (found.st_ino, found.st_size, found.st_mtime_ns) if found.st_size else None

    def moved(self) -> bool:
        """Whether the file has been saved since it was last read. A file that is away is waited for a moment."""
        patient_until = time.monotonic() + PATIENCE
        while (stamp := self._stamp()) is None and time.monotonic() < patient_until:
            time.sleep(0.05)
        return stamp != self.stamp

    def check(self, audit: bool) -> tuple[Checked, Dossier | None]:
        """One check of the file as it is now."""
        if not audit:
            self.stamp = self._stamp()
        if len(self.kept.keys) + len(self.kept.memo) > MOST_KEPT:
            self.kept = Kept()
        try:
            dossier = read(read_file(Path(self.case)), self.case, self.edits.parsed() if self.edits else ())
            advice = self._advice(dossier, audit)
        except DossierError as error:
            return Checked(self.case, tuple(error.text.splitlines()), error.diagnostics), None
        return Checked(self.case, tuple(dossier.lines), advice=advice, audited=audit), dossier

    def _advice(self, dossier: Dossier, audit: bool) -> Advice:
        from overture.advice import advise

        def stop_if_outdated(done: int, total: int) -> None:
            if self._stamp() != self.stamp:
                raise _Outdated

        return advise(dossier, audit=audit, kept=self.kept, progress=stop_if_outdated)

    def first(self) -> Seen:
        """The usual check, once."""
        self.stamp = self._stamp()
        try:
            checked, dossier = self.check(audit=True)
        except _Outdated:
            return self.first()
        except LimitReached as limit:
            self.tell([f"stopped at a limit: {limit}"])
            return started(Checked(self.case))
        if dossier is not None and checked.advice is not None:
            checks.show(self.console, dossier, checked.advice)
        else:
            self.tell([d.show(self.case, checked.lines) for d in checked.mistakes])
        return started(checked)

    def again(self, seen: Seen) -> Seen:
        """What a save changed: at once all but the verdicts, which take an audit, and then these."""
        self.console.print(f"\n{datetime.now():%H:%M:%S}  saved")
        told = False
        try:
            for audit in (False, True):
                checked, _ = self.check(audit)
                found = changes(seen, checked)
                told = told or bool(found)
                self.tell(found)
                seen = seen.then(checked)
                if checked.mistakes:
                    break
        except _Outdated:
            return seen
        except LimitReached as limit:
            self.tell([f"stopped at a limit: {limit}"])
            return seen
        if not told:
            self.tell([_still(checked)])
        self.tell([])
        return seen

    def tell(self, lines: list[str]) -> None:
        for line in lines:
            self.console.print(line, soft_wrap=True)
        self.console.file.flush()


def _still(checked: Checked) -> str:
    number = len(checked.mistakes)
    return f"nothing changed; {number} mistake{'s' if number > 1 else ''}" if number else "nothing changed"


def watch(case: str, edits: Edits | None) -> int:
    """Check a file, and again on every save, until it is interrupted."""
    from watchfiles import watch as saves

    if not os.path.exists(case):
        source(case)  # what is wrong with the name
        raise BadCommand(f"`{case}` is a shipped case, which does not change; watch a file of your own")
    watched = _Watched(case, edits, terminal())
    names = {Path(case).name, watched.path.name}
    try:
        seen = watched.first()
        watched.tell([f"watching {case}; Ctrl-C ends it"])
        # the folder, since an editor may put a new file in the place of the old one; and now and then
        # without any notice, since not every system gives one
        for _ in saves(watched.path.parent, watch_filter=lambda _, path: Path(path).name in names, debounce=DEBOUNCE,
                       step=50, recursive=False, rust_timeout=500, yield_on_timeout=True):  # fmt: skip
            while watched.moved():
                seen = watched.again(seen)
    except KeyboardInterrupt:
        pass
    return FINE
