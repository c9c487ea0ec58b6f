"""What changed from one check of a file to the next, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from overture.advice.compare import facts_of
from overture.advice.results import Advice
from overture.dossier import Diagnostic
from overture.terminal.checks import all_claims, diagnostic
from overture.terminal.views import value_told

MOST_NEW = 20  # an open bracket makes a hundred mistakes, and one of them is the mistake
MOST_GONE = 10


@dataclass(frozen=True)
class Checked:
    """One check: the mistakes of the file, or what it says once it reads."""

    file: str
    lines: tuple[str, ...] = ()
    mistakes: tuple[Diagnostic, ...] = ()
    advice: Advice | None = None
    audited: bool = False  # whether the verdicts on claims are those of the whole audit

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        return tuple(map(diagnostic, self.advice.diagnostics)) if self.advice else ()


@dataclass(frozen=True)
class Seen:
    """The last check, and the last ones in which the file could be read: what the next is compared with."""

    last: Checked
    advised: Checked | None = None
    audited: Checked | None = None

    def then(self, new: Checked) -> Seen:
        """What has been seen once this check has been told."""
        advised = new if new.advice else self.advised
        audited = new if new.audited else self.audited
        return Seen(new, advised, audited)


def started(first: Checked) -> Seen:
    """What has been seen after the first check."""
    return Seen(first).then(first)


def changes(seen: Seen, new: Checked) -> list[str]:
    """The lines that tell what a check brings that was not so before.

    What cannot be seen while the file has mistakes is neither told as gone nor as
    changed; it is compared with the last check in which the file could be read.

    >>> before = Checked("a.yaml", mistakes=(Diagnostic("D104", "unknown actor `usr`"),))
    >>> changes(started(before), Checked("a.yaml"))
    ['gone: D104 unknown actor `usr`']
    """
    told = [*_diagnostics(seen.last.mistakes, new.mistakes, new)]
    if new.advice is None:
        return told
    old = seen.advised
    told += _diagnostics(old.warnings if old else (), new.warnings, new)
    if old is not None and old.advice is not None:
        told += _events(old.advice, new.advice)
    before = seen.audited if new.audited else None
    if before is not None and before.advice is not None:
        told += _verdicts(before.advice, new.advice)
    return told


def _diagnostics(old: Sequence[Diagnostic], new: Sequence[Diagnostic], check: Checked) -> Iterable[str]:
    """Those that are new, with their places, and those that are gone; a line that has moved is no change."""
    known = Counter((d.code, d.message) for d in old)
    fresh = []
    for d in new:
        if known[d.code, d.message]:
            known[d.code, d.message] -= 1
        else:
            fresh.append(d)
    yield from ("new: " + d.show(check.file, check.lines) for d in fresh[:MOST_NEW])
    if len(fresh) > MOST_NEW:
        yield f"and {len(fresh) - MOST_NEW} more that are new"
    gone = {key: left for key, left in known.items() if left}
    if not new and len(gone) > MOST_GONE:
        yield f"gone: all {len(old)} of them"
        return
    for (code, message), left in gone.items():
        yield f"gone: {code} {message}" + (f" ({left} times)" if left > 1 else "")



_TOLD = ("recommended", "menu", "settlements", "goals", "open")


def _events(old: Advice, new: Advice) -> Iterable[str]:
    """What is advised, where events settle, what becomes of goals."""
    before = {k: v for k, v in facts_of(old) if k[0] in _TOLD}
    after = {k: v for k, v in facts_of(new) if k[0] in _TOLD}
    for key in [*before, *(k for k in after if k not in before)]:
        if before.get(key) != after.get(key):
            yield f"{' · '.join(key)}: {value_told(before.get(key))} → {value_told(after.get(key))}"


def _verdicts(old: Advice, new: Advice) -> Iterable[str]:
    before, after = all_claims(old), all_claims(new)
    for key in [*before, *(k for k in after if k not in before)]:
        was = before[key].verdict if key in before else None
        claim = after.get(key)
        now = claim.verdict if claim else None
        if was != now:
            expected = f" (expects `{claim.expect}`)" if claim and claim.expect and claim.expect != now else ""
            yield f"claim `{key}`: {value_told(was)} → {value_told(now)}{expected}"

