"""What every sentence is made from: a dossier, its advice, and a few questions to both."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from overture.advice.results import Advice, Outcome, Settlement, WorldAdvice
from overture.dossier import DO_NOTHING, Dossier
from overture.papers.conditions import parts
from overture.papers.content import Basis, Sentence, sentence
from overture.papers.english import counted, listed
from overture.papers.naming import decision_text, proposal_label, treaty
from overture.papers.options import actor, is_plural
from overture.papers.truth import State, holds
from overture.papers.verbs import negated

T = TypeVar("T", bound=Hashable)
MOST_PARTS = 3  # of a condition on open assumptions; the rest are counted
MOST_SHOWN = 9  # proposals in a table; on a longer menu the recommended and a few rivals


@dataclass(frozen=True, eq=False)
class Case:
    """A dossier with its advice."""

    dossier: Dossier
    advice: Advice

    @cached_property
    def first(self) -> WorldAdvice:
        return self.advice.by_world[0]

    @property
    def chosen(self) -> str:
        """The recommended proposal of the first world."""
        return self.advice.recommended[0]

    def outcome(self, name: str, world: int = 0) -> Outcome | None:
        return self.advice.by_world[world].proposals.get(name)

    def label(self, name: str) -> str:
        outcome = self.outcome(name)
        return proposal_label(self.dossier, name, outcome.package if outcome else None)

    def called(self, name: str) -> str:
        """The proposal in running text: by the short name that the file gives it, else in quotation marks."""
        if name == DO_NOTHING:
            return "doing nothing"
        entry = self.dossier.proposals.get(name)
        if entry is not None and entry.short:
            return entry.short
        label = self.label(name)
        return f"“{label[:1].lower() + label[1:]}”"

    def called_all(self, names: tuple[str, ...], last: str = "and", most: int = 4) -> str:
        shown = [self.called(n) for n in names[:most]]
        if len(names) > 1 and any(" and " in s or ", " in s for s in shown):  # else the list cannot be read
            shown = [s if s[:1] == "“" or n == DO_NOTHING else f"“{s}”" for n, s in zip(names, shown, strict=False)]
        more = len(names) - len(shown)
        return listed([*shown, counted(more, "other")] if more else shown, last)

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The proposals that tables print: the recommended of every world, doing nothing, then the menu."""
        named = [n for w in self.advice.by_world for n in w.recommended]
        rest = [n for n in self.advice.menu if n not in (*named, DO_NOTHING)]
        return tuple(dict.fromkeys([*named, DO_NOTHING, *rest]))[:MOST_SHOWN]

    @property
    def left_out(self) -> int:
        return len(self.advice.menu) - len(self.shown)

    def own_statements(self) -> tuple[str, ...]:
        return tuple(s.id for s in self.dossier.preferences.get(self.dossier.proposer, ()))

    def state(self, name: str, settlement: Settlement | None = None, world: int = 0) -> State:
        """The state after a proposal: the others as they are today, or where it settles."""
        outcome = self.outcome(name, world)
        setting = {**self.advice.start, **(outcome.package if outcome else {})}
        base = self.advice.worlds[world] if self.advice.worlds else {}
        if settlement is None:
            today = {key: report.today for key, report in self.advice.treaties.items()}
            return State(setting, base, {}, today if name == DO_NOTHING else {})
        return State({**setting, **settlement.states[0]}, base, settlement.arguments, settlement.treaties)

    def true_in(self, state: State, formula: object) -> bool | None:
        return holds(self.dossier, state, formula)  # type: ignore[arg-type]

    # several base worlds

    @property
    def worlds(self) -> range:
        return range(len(self.advice.by_world))

    @cached_property
    def each(self) -> tuple[Case, ...]:
        """The case as it would be if each of its worlds were the only one."""
        if len(self.worlds) == 1:
            return (self,)
        pairs = zip(self.advice.by_world, self.advice.worlds, strict=True)
        return tuple(
            Case(self.dossier, replace(self.advice, by_world=(told,), worlds=(world,))) for told, world in pairs
        )

    def verdict(self, name: str, goal: str, world: int = 0) -> str:
        """What becomes of a goal after a proposal: kept, lost or open."""
        outcome = self.outcome(name, world)
        return outcome.goals.get(goal, "open") if outcome else "open"

    @property
    def one_advice(self) -> bool:
        """Whether the same is recommended in every world."""
        return len({w.recommended for w in self.advice.by_world}) == 1

    def advised_in(self, name: str) -> tuple[int, ...]:
        """The worlds in which a proposal is recommended."""
        return tuple(w for w in self.worlds if name in self.advice.by_world[w].recommended)

    def by_value(self, value: Callable[[int], T]) -> dict[T, tuple[int, ...]]:
        """The worlds in which a value is so, for each value that it takes."""
        found: dict[T, list[int]] = {}
        for world in self.worlds:
            found.setdefault(value(world), []).append(world)
        return {key: tuple(where) for key, where in found.items()}

    def when(self, where: tuple[int, ...]) -> str:
        """The worlds in words, by as few open assumptions as tell them from the rest: `if X`, `if not X`."""
        if len(where) == len(self.worlds):
            return "in each case"
        found = parts(self.advice.worlds, where, tuple(self.advice.open))
        told = [supposed_all(self.supposed(name, value) for name, value in part.items()) for part in found]
        more = len(told) - MOST_PARTS
        words = ", or if ".join(told[:MOST_PARTS])
        return f"if {words}" + (f" (and in {counted(more, 'more case')})" if more > 0 else "")

    def open_says(self, name: str) -> str:
        """What an open assumption says; of what the treaties leave unknown, in the names of the dossier."""
        return unknown_act(self.dossier, self.advice, name) or self.advice.open.get(name, name)

    def supposed(self, name: str, value: bool) -> str:
        says = self.open_says(name)
        return says if value else negated_would(says)

    def told_for(self, value: Callable[[int], object]) -> tuple[int, ...] | None:
        """The worlds that come to the same as the first; nothing where all do."""
        here = value(0)
        same = tuple(w for w in self.worlds if value(w) == here)
        return same if len(same) < len(self.worlds) else None

    def one_world(self, value: Callable[[int], object], this: str = "What follows") -> Sentence | None:
        """What a section that tells the first world only must say before it does."""
        same = self.told_for(value)
        if same is None:
            return None
        return say(f"{this} is so {self.when(same)}; otherwise it differs.", trace=self.open_trace())

    def open_trace(self) -> tuple[str, ...]:
        return tuple(self.advice.open)


def unknown_act(dossier: Dossier, advice: Advice, name: str) -> str:
    """What an assumption says that stands for a consent or a ratification that nobody modelled."""
    if name in dossier.assumptions:
        return ""
    for key, report in advice.treaties.items():
        for who in report.ratification.unknown if report.ratification else ():
            if name == f"ratification_{who}_{key}":
                verb = "ratify" if is_plural(dossier, who) else "ratifies"
                return f"{actor(dossier, who)} {verb} {treaty(dossier, key)}"
        for candidate, entry in report.entry.items():
            if name == f"consent_{candidate}_{key}":
                to = f"the entry of {actor(dossier, candidate)} into {treaty(dossier, key)}"
                return f"{_consenting(dossier, entry.unknown)} to {to}"
        for decision, found in report.decisions.items():
            if name == f"consent_{decision}_{key}":
                decided = dossier.decisions[decision][1]
                text = (decided.short or decided.text).rstrip(".")
                clause = not negated(text).startswith("not so: ")  # what is decided is told by a verb
                to = f"decision that {text}" if text and clause else decision_text(dossier, decision)
                return f"{_consenting(dossier, found.unknown)} to the {to}"
    return ""


def _consenting(dossier: Dossier, who: tuple[str, ...]) -> str:
    if len(who) > 3:
        return f"the {counted(len(who), 'party', 'parties')} not asked agree"
    verb = "agree" if len(who) > 1 or any(is_plural(dossier, w) for w in who) else "agrees"
    return f"{listed([actor(dossier, w) for w in who])} {verb}"


def negated_would(says: str) -> str:
    """What an open assumption says, denied.

    >>> negated_would("enough agree"), negated_would("the court is asked")
    ('it is not so that enough agree', 'the court is not asked')
    """
    found = negated(says)
    return f"it is not so that {says}" if found.startswith("not so: ") else found


def supposed_all(parts: Iterable[str]) -> str:
    """Several things supposed, what is denied as a whole last: else its denial would reach what follows.

    >>> supposed_all(["it is not so that enough agree", "the court is asked"])
    'the court is asked and it is not so that enough agree'
    """
    return listed(sorted(parts, key=lambda said: "it is not so that " in said))


def say(*pieces: object, trace: tuple[str, ...], basis: Basis = "computed", sources: tuple[str, ...] = ()) -> Sentence:
    """A sentence whose trace is never empty."""
    return sentence(*pieces, trace=tuple(t for t in trace if t) or ("title",), basis=basis, sources=sources)  # type: ignore[arg-type]
