"""What the paper still lacks: proposals in earnest, assertions to audit, words for the note."""

from __future__ import annotations

from collections.abc import Iterator

from overture.advice.gaps.additions import Addition, Item
from overture.advice.gaps.case import JUDGED, TEXT, Case
from overture.advice.results import Gap
from overture.dossier.entries import Claim


def proposals(case: Case) -> Iterator[Gap]:
    """No proposal is named."""
    if not case.dossier.proposals:
        new: dict[str, Item] = {"text": TEXT, **case.chosen_package}
        yield case.gap(
            "G15", "proposals", "Which packages are in earnest? None is named, so all feasible ones are compared.",
            case.additions.add(("proposals",), {case.additions.fresh("first_proposal"): new}),
        )  # fmt: skip


def assertions(case: Case) -> Iterator[Gap]:
    """No claim, or one that cannot be tested."""
    dossier, add = case.dossier, case.additions
    if not dossier.claims:
        test: dict[str, Item] = {"holds": case.in_a_settlement}
        if case.chosen in dossier.proposals:
            test = {"recommended": case.chosen}
        yield case.gap(
            "G13", "claims", "What does the paper assert? No claim can be audited.",
            add.add(("claims",), {add.fresh("main_claim"): {"text": TEXT, **JUDGED, **test}}),
        )  # fmt: skip
    for key, result in case.advice.claims.items():
        # an author who expects it knows that it cannot be tested
        if result.verdict == "cannot be assessed" and result.expect != "cannot be assessed":
            question = f"How could `{key}` be tested: {result.reason}?"
            yield case.gap("G14", key, question, _test(case, dossier.claims[key]))


def _test(case: Case, claim: Claim) -> Addition:
    """What makes a claim testable; nothing where what it names is not there."""
    dossier, add = case.dossier, case.additions
    path = add.path(claim.id)
    if claim.test is None:
        new: dict[str, Item] = {"holds": case.in_a_settlement}
        if claim.after is None and case.chosen in dossier.proposals:
            new = {"after": [case.chosen], **new}
        return add.add(path, new)
    if claim.test == "audience":
        said: dict[str, Item] = {"claim": TEXT, "opposes": claim.to or "", "used": {"by": claim.audience or ""}}
        return add.add(("arguments",), {add.fresh(f"objection_of_{claim.audience}"): said})
    if claim.test == "break_even" and claim.they is None and dossier.replies:
        return add.add(path, {"they": next(iter(dossier.replies))})
    return Addition(where=".".join(map(str, path)))


def note(case: Case) -> Iterator[Gap]:
    """No passage is written."""
    dossier, add = case.dossier, case.additions
    if not any(d.passages for d in dossier.documents.values()):
        passage: dict[str, Item] = {"text": TEXT}
        yield case.gap(
            "G17", "documents", "What would the note say? No passage is written.",
            add.add(("documents",), {add.fresh("note"): {"title": TEXT, "passages": [passage]}}),
        )  # fmt: skip
