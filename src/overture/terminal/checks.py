"""What `overture check` prints: warnings, and claims that differ from what they expect."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from overture.advice.results import Advice, ClaimResult
from overture.dossier import Diagnostic, Dossier
from overture.dossier.edits import show_edit
from overture.files.nodes import Span
from overture.terminal.views import rests


def all_claims(advice: Advice) -> dict[str, ClaimResult]:
    """The claims of the dossier and those of its variants."""
    found = dict(advice.claims)
    for variant in advice.variants.values():
        found.update(variant.claims)
    return found


def differing(advice: Advice) -> dict[str, ClaimResult]:
    """The claims whose verdict is not the one expected."""
    return {k: c for k, c in all_claims(advice).items() if c.expect is not None and c.expect != c.verdict}


def as_json(advice: Advice) -> dict[str, Any]:
    """The same for programs: warnings, verdicts, and the claims that differ."""
    claims = all_claims(advice)
    return {
        "diagnostics": list(advice.diagnostics),
        "claims": {k: {"verdict": c.verdict, "expect": c.expect} for k, c in claims.items()},
        "differing": list(differing(advice)),
    }


def diagnostic(told: dict[str, Any]) -> Diagnostic:
    """A warning of the result as a diagnostic again."""
    span = Span(told["line"], told["column"], told["end_line"], told["end_column"]) if "line" in told else None
    return Diagnostic(told["code"], told["message"], span, told["hint"], fix=told["fix"])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def show(console: Console, dossier: Dossier, advice: Advice) -> None:
    """Warnings with their places, then the claims that differ, then a count."""
    for told in advice.diagnostics:
        console.print(diagnostic(told).show(dossier.file, dossier.lines), soft_wrap=True)
    for key, claim in differing(advice).items():
        span = dossier.span(key)
        place = f"{dossier.file}:{span.line}: " if span else ""
        console.print(
            f"{place}the claim `{key}` expects `{claim.expect}`; the verdict is `{claim.verdict}`", soft_wrap=True
        )
        detail = claim.reason or rests(claim.rests_on)
        if detail:
            console.print("    " + detail.replace("\n", "\n    "), soft_wrap=True)
    claims = all_claims(advice)
    counts = {
        word: sum(c.verdict == word for c in claims.values())
        for word in ("follows", "rests on", "contradicted", "cannot be assessed")
    }
    told_counts = ", ".join(f"{n} {word}" for word, n in counts.items() if n)
    expecting = sum(c.expect is not None for c in claims.values())
    wrong = len(differing(advice))
    skipped = advice.skipped_edits
    if skipped:
        console.print(
            f"{_count(len(skipped), 'edit')} could not be tried in the audit: "
            + ", ".join(map(show_edit, skipped[:3]))
            + (" and more" if len(skipped) > 3 else "")
        )
    audited = (
        f"{_count(len(claims), 'claim')} ({told_counts}); {expecting - wrong} of {expecting} verdicts are as expected"
    )
    console.print(
        f"{len(dossier.lines)} lines, no mistakes, {_count(len(advice.diagnostics), 'warning')}; "
        f"{audited if claims else 'no claim is stated'}"
    )
