"""Which edit of a dossier changes which conclusion: each edit made alone on the old version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from overture.advice.advise import advise
from overture.advice.compare import Change
from overture.advice.results import Advice
from overture.dossier import Dossier
from overture.files.diagnostics import DossierError
from overture.model import Kept

MOST = 12  # edits that are tried one by one


@dataclass(frozen=True)
class Attributed:
    """A change of a conclusion, and the edits that each alone make it. None: only several together, or not tried."""

    change: Change
    by: tuple[str, ...]


def attributed(
    old: Dossier, changes: Sequence[Change], edits: Sequence[tuple[str, dict[str, Any] | None]],
    before: Advice, *, audit: bool, kept: Kept | None = None, progress: Callable[[int, int], None] | None = None,
) -> tuple[Attributed, ...]:  # fmt: skip
    """For each change the names of the edits that bring it about alone.

    `edits`: a name and an edit each; without an edit it is not tried. One edit alone needs no trying.
    """
    tried = [(name, edit) for name, edit in edits if edit is not None]
    if len(edits) == 1:
        return tuple(Attributed(c, (edits[0][0],)) for c in changes)
    by: dict[tuple[str, ...], list[str]] = {}
    wanted = {c.key: c.new for c in changes}
    for i, (name, edit) in enumerate(tried[:MOST] if changes else []):
        if progress is not None:
            progress(i, len(tried[:MOST]))
        try:
            alone = advise(old.edited([edit]), audit=audit, kept=kept or Kept())
        except DossierError:
            continue  # it needs another edit to make sense
        for change in before.compare(alone):
            if change.key in wanted and wanted[change.key] == change.new:
                by.setdefault(change.key, []).append(name)
    if progress is not None and tried:
        progress(len(tried[:MOST]), len(tried[:MOST]))
    return tuple(Attributed(c, tuple(by.get(c.key, ()))) for c in changes)
