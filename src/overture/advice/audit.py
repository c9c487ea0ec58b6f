"""The audit of claims: follows, rests on X, contradicted, cannot be assessed.

A claim that holds in every base world is tried against single edits of the
dossier, one doubt at a time; those that make it false are what it rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise, product
from typing import Any

from overture.advice.analysis import CONCEPTS, Analysis
from overture.advice.claims import Answer, CannotAssess, Meaning, test
from overture.advice.comparison import same_everywhere
from overture.advice.recommendation import recommended
from overture.advice.results import ClaimResult
from overture.dossier import DO_NOTHING, Dossier, DossierError
from overture.dossier.entries import Claim, Statement
from overture.model import Definitions, Kept, LimitReached, models

Progress = Callable[[int, int], None]
Then = tuple[tuple[str, ...], ...]  # what is recommended, by world

# each word's interval in the yardstick of ICD 203, in percent
YARDSTICK = {
    "almost no chance": (1, 5), "very unlikely": (5, 20), "unlikely": (20, 45), "roughly even": (45, 55),
    "likely": (55, 80), "very likely": (80, 95), "almost certain": (95, 99),
}  # fmt: skip
_DOUBTED = ("inference", "judgement")


def _doubted(basis: str | None) -> bool:
    return basis in _DOUBTED


def _statement_doubted(statement: Statement) -> bool:
    """A statement without a source is a judgement."""
    return _doubted(statement.basis) or (statement.basis is None and not statement.from_)


def doubts(dossier: Dossier) -> Iterator[dict[str, Any]]:
    """The edits that a claim may rest on, the likeliest to turn first: assumptions, facts and arguments,
    statements, rules, swaps of neighbouring statements, foresight. A ranking given as outcomes is not
    taken apart: its statements are nested, and make sense only together."""

    def chance_of_turning(taken: bool, word: str | None) -> float:
        low, high = YARDSTICK.get(word or "", (50, 50))
        middle = (low + high) / 2
        return 100 - middle if taken else middle

    taken = [a for a in dossier.assumptions.values() if a.taken is not None]
    for a in sorted(taken, key=lambda a: -chance_of_turning(bool(a.taken), a.likelihood)):
        yield {"set": f"{a.id}.taken", "to": not a.taken}
    for basis in _DOUBTED:
        for entry in (*dossier.facts.values(), *dossier.arguments.values()):
            if entry.basis == basis:
                yield {"set": f"{entry.id}.when", "to": False}
    written = [s for actor, s in dossier.preferences.items() if not dossier.ranks_outcomes(actor)]
    for statements in written:
        for statement in statements:
            if _statement_doubted(statement):
                yield {"drop": statement.id}
    for rule in dossier.rules.values():
        if _doubted(rule.basis):
            yield {"drop": rule.id}
    for statements in written:
        for first, second in pairwise(statements):
            yield {"move": second.id, "before": first.id}
    for opponent in dossier.opponents:
        for concept in CONCEPTS:
            if concept != dossier.foresight(opponent):
                yield {"set": f"{opponent}.foresight", "to": concept}


def analyses(
    dossier: Dossier, kept: Kept, everything: bool = False, like: Definitions | None = None, menu: int | None = None
) -> tuple[Analysis, ...]:
    """One analysis for each base world. What is infeasible in one of them is on no menu.

    `menu` as for `models`.
    """
    found = tuple(Analysis(model, everything) for model in models(dossier, kept, like, menu))
    for analysis in found:
        analysis.elsewhere = tuple(a for a in found if a is not analysis)
    return found


class Audit:
    """The verdict on each claim of a dossier (or of one of its variants)."""

    def __init__(self, dossier: Dossier, claims: dict[str, Claim], worlds: Sequence[Analysis], kept: Kept) -> None:
        self.dossier, self.claims, self.worlds, self.kept = dossier, claims, worlds, kept
        self.skipped: list[dict[str, Any]] = []
        own = dossier.preferences[dossier.proposer]
        self.meaning = Meaning(dossier, same_everywhere(worlds, own))

    def run(self, progress: Progress | None = None, try_edits: bool = True) -> dict[str, ClaimResult]:
        """All verdicts. With `try_edits` false, only whether the claims hold in the base worlds."""
        found: dict[str, ClaimResult] = {}
        standing: dict[str, list[tuple[dict[str, Any], Then]]] = {}
        fallen: dict[str, list[dict[str, Any]]] = {}
        for key, claim in self.claims.items():
            try:
                answers = self._answers(claim, self.worlds)
            except CannotAssess as reason:
                found[key] = self._result(claim, "cannot be assessed", reason=str(reason))
                continue
            found[key] = self._in_base_worlds(claim, answers)
            if found[key].verdict == "follows":
                standing[key] = []
            elif found[key].verdict == "contradicted":
                fallen[key] = []
        if try_edits and (standing or fallen):
            self._try_edits(standing, fallen, progress)
            for key, mends in fallen.items():
                found[key] = replace(found[key], holds_if=tuple(mends))
            for key, rests in standing.items():
                if rests:
                    edits, then = zip(*rests, strict=True)
                    told = then if self.claims[key].recommended is not None else ()
                    found[key] = replace(found[key], verdict="rests on", rests_on=edits, then=told)
        return found

    def fits(self, claim: Claim) -> list[bool]:
        """Whether the claim holds in each base world in which it can be assessed.

        Raises `CannotAssess` where there is none.
        """
        return [fit(claim, [answer]) for answer in self._answers(claim, self.worlds) if answer is not None]

    def _result(
        self, claim: Claim, verdict: str, rests: Sequence[dict[str, Any]] = (), worlds: Sequence[bool] = (),
        foresight: dict[str, Any] | None = None, reason: str = "",
    ) -> ClaimResult:  # fmt: skip
        where = tuple(str(c) for c in claim.from_)
        return ClaimResult(verdict, tuple(rests), where, tuple(worlds), foresight or {}, claim.expect, reason)

    def _answers(self, claim: Claim, worlds: Sequence[Analysis], everybody: str | None = None) -> list[Answer | None]:
        """The answer in each world; None where the claim cannot be assessed there.

        Raises `CannotAssess` where that is so in all of them.
        """
        answers: list[Answer | None] = []
        why = CannotAssess("")
        for analysis in worlds:
            try:
                answers.append(test(analysis, claim, self.meaning, everybody))
            except CannotAssess as reason:
                answers.append(None)
                why = reason
        if not any(a is not None for a in answers):
            raise why
        return answers

    def _in_base_worlds(self, claim: Claim, found: list[Answer | None]) -> ClaimResult:
        """The verdict before any edit is tried."""
        answers = [a for a in found if a is not None]
        fits = [fit(claim, [a]) for a in answers]
        assessed = [w for w, a in zip(self.worlds, found, strict=True) if a is not None]
        foresight = self._under_each_concept(claim, fits)

        def result(verdict: str, rests: Sequence[dict[str, Any]] = ()) -> ClaimResult:
            told = self._result(claim, verdict, rests, fits, foresight)
            if claim.recommended is None:
                return told
            return replace(told, then=tuple(self._recommended_under(edit) for edit in rests))

        if fit(claim, answers):
            return result("follows")
        if claim.likelihood is None:
            return result("rests on", self._settings(fits, assessed)) if any(fits) else result("contradicted")
        if _opposite(claim.likelihood, answers):
            return result("contradicted")
        rests: list[dict[str, Any]] = []
        if any(any(a.values) and not all(a.values) for a in answers):
            rests.append({"order_of_moves": True})
        never = [_opposite(claim.likelihood, [a]) for a in answers]
        return result("rests on", [*self._settings([not n for n in never], assessed), *rests])

    def _under_each_concept(self, claim: Claim, fits: list[bool]) -> dict[str, Any]:
        """The test with everybody under each concept, where it differs: one value, or one for each world."""
        found: dict[str, Any] = {}
        for concept in CONCEPTS:
            try:
                answers = self._answers(claim, self.worlds, concept)
            except CannotAssess:
                continue
            under = [fit(claim, [a]) for a in answers if a is not None]
            if under != fits:
                found[concept] = under[0] if len(set(under)) == 1 else under
        return found

    def _settings(self, fits: list[bool], worlds: Sequence[Analysis]) -> list[dict[str, Any]]:
        """The smallest settings of open assumptions under which the claim fails."""
        first = worlds[0].model.world
        names = [n for n in first if len({a.model.world[n] for a in worlds}) > 1]
        minimal: list[dict[str, bool]] = []
        for size in range(1, len(names) + 1):
            for chosen in combinations(names, size):
                for values in product((False, True), repeat=size):
                    setting = dict(zip(chosen, values, strict=True))
                    if any(m.items() <= setting.items() for m in minimal):
                        continue
                    inside = [f for f, a in zip(fits, worlds, strict=True) if setting.items() <= a.model.world.items()]
                    if inside and not any(inside):
                        minimal.append(setting)
        edits = [[{"set": f"{n}.taken", "to": v} for n, v in setting.items()] for setting in minimal]
        return [e[0] if len(e) == 1 else {"together": e} for e in edits]

    def _would_hold(self, claim: Claim, worlds: Sequence[Analysis]) -> bool:
        try:
            return fit(claim, [a for a in self._answers(claim, worlds) if a is not None])
        except CannotAssess:
            return False

    def _recommended_under(self, edit: dict[str, Any]) -> Then:
        """What is recommended in the base worlds that have the settings of an edit."""
        parts = edit.get("together", [edit])
        setting = {str(e["set"]).removesuffix(".taken"): e["to"] for e in parts if "set" in e}
        return tuple(recommended(a) for a in self.worlds if setting.items() <= a.model.world.items())

    def _proposals_wanted(self, standing: Collection[str]) -> set[str] | None:
        """The proposals whose settlements the claims ask for; None stands for the whole menu."""
        wanted: set[str] = set()
        for key in standing:
            claim = self.claims[key]
            if claim.recommended is not None:
                return None
            wanted |= set(claim.after or (DO_NOTHING,))
        return wanted

    def _try_edits(
        self,
        standing: dict[str, list[tuple[dict[str, Any], Then]]],
        fallen: dict[str, list[dict[str, Any]]],
        progress: Progress | None,
    ) -> None:
        """Which edits overturn the claims that stand, and under which those that are contradicted would hold."""
        edits = list(doubts(self.dossier))
        definitions = self.worlds[0].model.definitions
        wanted = self._proposals_wanted([*standing, *fallen])
        for number, edit in enumerate(edits):
            if progress:
                progress(number, len(edits))
            try:
                worlds = analyses(self.dossier.edited([edit], check=False), self.kept, like=definitions)
            except (DossierError, LimitReached):
                self.skipped.append(edit)
                continue
            for analysis in worlds:
                analysis.together = tuple(analysis.named[n] for n in wanted if n in analysis.named) if wanted else None
            for key, rests in standing.items():
                claim = self.claims[key]
                try:
                    answers = [a for a in self._answers(claim, worlds) if a is not None]
                except CannotAssess:
                    if edit not in self.skipped:
                        self.skipped.append(edit)
                    continue
                if not fit(claim, answers):
                    then = tuple(map(recommended, worlds)) if claim.recommended is not None else ()
                    rests.append((edit, then))
            for key, mends in fallen.items():
                if self._would_hold(self.claims[key], worlds):
                    mends.append(edit)
        if progress:
            progress(len(edits), len(edits))


def fit(claim: Claim, answers: Sequence[Answer]) -> bool:
    """Whether the answers are what the claim says: true everywhere, or as often as its likelihood word."""
    values = [v for a in answers for v in a.values]
    if claim.likelihood is None:
        return all(values)
    if claim.likelihood == "roughly even":
        return any(values) and not all(values)
    return all(values) if YARDSTICK[claim.likelihood][0] >= 55 else not any(values)


def _opposite(word: str, answers: Sequence[Answer]) -> bool:
    values = [v for a in answers for v in a.values]
    if word == "roughly even":
        return all(values) or not any(values)
    return not any(values) if YARDSTICK[word][0] >= 55 else all(values)
