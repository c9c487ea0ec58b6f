"""The test of a claim in one world."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from overture import treaties as law
from overture.advice.analysis import Analysis
from overture.advice.audiences import answered, objections
from overture.advice.comparison import break_even, dominance, same_everywhere, variant_worse
from overture.advice.goals import serving, verdict, ways
from overture.advice.matrix import cell_replies
from overture.advice.recommendation import recommended
from overture.dossier import DO_NOTHING, Dossier
from overture.dossier.entries import Claim, Statement, plain_value
from overture.logic import TRUE


@dataclass(frozen=True)
class Meaning:
    """What the goals, gains and losses that a claim names are: as in the unedited dossier.

    `same`: for each of the proposer's statements the first that holds in exactly the same states.
    """

    dossier: Dossier
    same: dict[str, str]


class CannotAssess(Exception):
    """Why a claim cannot be assessed, in the analyst's words."""


@dataclass(frozen=True)
class Answer:
    """Of a test: the values it takes over the states that it looks at (one value for most tests)."""

    values: tuple[bool, ...]

    @property
    def true(self) -> bool:
        return all(self.values)


def test(analysis: Analysis, claim: Claim, meaning: Meaning, everybody: str | None = None) -> Answer:
    """Whether a claim is true in one world. Raises `CannotAssess`.

    `meaning`: what the goals, gains and losses that the claim names are. `everybody`:
    one concept in the place of all foresight.
    """
    return _Test(analysis, claim, meaning, everybody).answer()


class _Test:
    def __init__(self, analysis: Analysis, claim: Claim, meaning: Meaning, everybody: str | None) -> None:
        self.analysis, self.claim, self.meaning, self.everybody = analysis, claim, meaning, everybody

    def answer(self) -> Answer:
        kind = self.claim.test
        if kind is None:
            raise CannotAssess("it has no test")
        found = getattr(self, f"test_{kind}")()
        return found if isinstance(found, Answer) else Answer((bool(found),))

    # what a claim names

    def package(self, name: str) -> int:
        package = self.analysis.named.get(name)
        if package is None:
            raise CannotAssess(f"the proposal `{name}` is not in this dossier")
        if not self.analysis.possible(package):
            raise CannotAssess(f"the proposal `{name}` is infeasible here")
        return package

    @property
    def after(self) -> list[int]:
        return [self.package(name) for name in self.claim.after or (DO_NOTHING,)]

    def statement(self, key: str | None) -> Statement:
        found = self.meaning.dossier.statements.get(key or "")
        if found is None:
            raise CannotAssess(f"the statement `{key}` is not in this dossier")
        return found

    def settled(self, package: int) -> tuple[int, ...]:
        return self.analysis.settled(package, self.everybody)

    # the tests

    def test_holds(self) -> Answer:
        claim, analysis = self.claim, self.analysis
        assert claim.holds is not None
        truth = analysis.model.truth(claim.holds)
        condition = analysis.model.truth(claim.if_ if claim.if_ is not None else TRUE)
        values: list[bool] = []
        looked = False
        for package in self.after:
            replies = self.replies(package)
            looked = looked or bool(len(replies))
            rows = [r for r in replies if condition[package, r]]
            values += [bool(v) for v in truth[package, rows]]
        if not looked:
            raise CannotAssess("the reply that it supposes is feasible with none of its proposals")
        if claim.likelihood is not None and not values:
            raise CannotAssess("its condition holds in none of the states that it is about")
        return Answer(tuple(values))

    def replies(self, package: int) -> list[int]:
        """The states, as replies, at which a `holds` is tested."""
        claim, analysis = self.claim, self.analysis
        feasible = analysis.model.feasible[package]
        if claim.they is not None:
            if claim.they not in analysis.dossier.replies:
                raise CannotAssess(f"the reply `{claim.they}` is not in this dossier")
            if claim.at == "settlements":
                return list(cell_replies(analysis, package, claim.they))
            completions = analysis.completions(analysis.reply(claim.they))
            return [int(r) for r in np.flatnonzero(feasible & completions)]
        if claim.at == "start":
            return [analysis.space.today_reply]
        if claim.at == "every reply":
            return [int(r) for r in np.flatnonzero(feasible)]
        return list(self.settled(package))

    def test_recommended(self) -> bool:
        names = self.claim.recommended or ()
        for name in names:
            self.package(name)
        found = recommended(self.analysis, self.everybody)
        menu = self.analysis.menu
        return {menu[n] for n in found} == {menu[n] for n in names}

    def _goal(self, key: str | None, wanted: str) -> bool:
        statement = self.statement(key)
        return all(verdict(self.analysis, statement, p, self.everybody) == wanted for p in self.after)

    def _way(self, goal: Statement) -> bool:
        wanted = {}
        for name, value in (self.claim.way or {}).items():
            option = self.analysis.dossier.option(name)
            if option is None:
                raise CannotAssess(f"the option `{name}` is not in this dossier")
            wanted[option.qualified] = plain_value(option, value)
        means = serving(self.meaning.dossier.preferences[self.meaning.dossier.proposer], goal)
        return all(
            any(
                w.live and wanted.items() <= w.departures.items()
                for w in ways(self.analysis, goal, means, p, True, self.everybody)
            )
            for p in self.after
        )

    def test_kept(self) -> bool:
        return self._goal(self.claim.kept, "kept")

    def test_lost(self) -> bool:
        lost = self._goal(self.claim.lost, "lost")
        return lost and (self.claim.way is None or self._way(self.statement(self.claim.lost)))

    def test_open(self) -> bool:
        return self._goal(self.claim.open, "open")

    def test_better(self) -> bool:
        p, q = self.package(self.claim.better or ""), self.package(self.claim.than or "")
        found = dominance(self.analysis, p, q, self._they(), self.claim.how)
        if found is None:
            raise CannotAssess("the reply that it supposes is feasible with none of its proposals")
        return all(found)

    def _they(self) -> str | None:
        they = self.claim.they
        if they is not None and they not in self.analysis.dossier.replies:
            raise CannotAssess(f"the reply `{they}` is not in this dossier")
        return they

    def test_variant(self) -> bool:
        variant, than = ({k: str(v) for k, v in (s or {}).items()} for s in (self.claim.variant, self.claim.worse_than))
        for setting in (variant, than):
            for name in setting:
                if self.analysis.dossier.option(name) is None:
                    raise CannotAssess(f"the option `{name}` is not in this dossier")
        return variant_worse(self.analysis, variant, than, self.claim.how, self._they())

    def test_break_even(self) -> bool:
        p, q = (self.package(name) for name in self.claim.break_even or ())
        they = self._they()
        statements = self.meaning.dossier.preferences[self.meaning.dossier.proposer]
        if they is None:
            raise CannotAssess("it does not say under which reply")
        found = break_even(self.analysis, p, q, they, statements)
        if not found:
            raise CannotAssess("the reply that it supposes is feasible with none of its proposals")
        first = same_everywhere([self.analysis], statements)

        def merged(ids: Iterable[str]) -> set[str]:
            return {first.get(key, key) for key in ids}

        def meant(ids: tuple[str, ...]) -> set[str]:
            """The statements named, and those that say the same in the unedited dossier."""
            same = self.meaning.same
            named = {same.get(key, key) for key in ids}
            return merged([*ids, *(key for key, one in same.items() if one in named)])

        given = self.claim.model_fields_set
        return all(
            ("gain" not in given or merged(b.gain) == meant(self.claim.gain))
            and ("loss" not in given or merged(b.loss) == meant(self.claim.loss))
            for b in found
        )

    def test_blocking(self) -> bool:
        definitions = self.analysis.model.definitions
        if self.claim.entry is not None:
            candidate, treaty = self.claim.entry
            decision = definitions.treaties[treaty].entries.get(candidate) if treaty in definitions.treaties else None
        else:
            treaty = self.analysis.dossier.decisions.get(self.claim.decision or "", ("", None))[0]
            decision = definitions.treaties[treaty].decisions.get(self.claim.decision or "") if treaty else None
        if decision is None:
            raise CannotAssess("nobody modelled this decision")
        return set(law.consents(decision).alone) == set(definitions.members(self.claim.blocking or ()))

    def test_audience(self) -> Answer:
        claim, analysis = self.claim, self.analysis
        actor, to = claim.audience or "", claim.to or ""
        if not objections(analysis, actor, to):
            raise CannotAssess("no objection of this audience is stated")
        wanted = claim.is_ != "not answered"
        return Answer(tuple(answered(analysis, actor, to, p, r) == wanted for p in self.after for r in self.settled(p)))
