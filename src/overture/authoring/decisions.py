"""The record of a decision in a file beside the dossier: what was approved, by whom, when, and the file's hash."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date
from pathlib import Path

import yaml

from overture.files.nodes import Mapping, plain
from overture.files.text import compose, read_file
from overture.papers import Decision


class BadRecord(ValueError):
    """A record that cannot be read."""


def record_beside(dossier: Path) -> Path:
    """Where the decision on a dossier is recorded.

    >>> record_beside(Path("cases/crisis.yaml")).as_posix()
    'cases/crisis.decision.yaml'
    """
    return dossier.with_name(f"{dossier.stem}.decision.yaml")


def text_of(decision: Decision) -> str:
    """The record as the file has it.

    >>> print(text_of(Decision("offer", "minister", "2024-02-01", "ab12", {"us.offer": "talks"})), end="")
    proposal: offer
    by: minister
    'on': '2024-02-01'
    sha256: ab12
    package:
      us.offer: talks
    """
    return yaml.safe_dump(asdict(decision), sort_keys=False, allow_unicode=True)


def recorded(dossier: Path) -> Decision | None:
    """The decision recorded beside a dossier, or nothing where none is. Raises `BadRecord`, `DossierError`."""
    path = record_beside(dossier)
    if not path.exists():
        return None
    root, _ = compose(read_file(path), str(path))
    found = plain(root) if isinstance(root, Mapping) else None
    if not isinstance(found, dict) or set(found) != {f.name for f in fields(Decision)}:
        wanted = ", ".join(f.name for f in fields(Decision))
        raise BadRecord(f"`{path}` is no record of a decision: it has the fields {wanted}")
    package = found["package"] or {}
    if not isinstance(package, dict) or not all(isinstance(v, str) for v in package.values()):
        raise BadRecord(f"`{path}` is no record of a decision: `package` names options and their values")
    texts = {key: found[key] for key in ("proposal", "by", "on", "sha256")}
    for key, value in texts.items():
        if not isinstance(value, str) or not value.strip():
            raise BadRecord(f"`{path}` is no record of a decision: `{key}` is a text")
    try:
        date.fromisoformat(texts["on"])
    except ValueError:
        raise BadRecord(f"`{path}`: `on` is a day, as in 2030-02-01") from None
    return Decision(**texts, package={str(k): str(v) for k, v in package.items()})
