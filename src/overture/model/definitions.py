"""What each name of a dossier means, as a formula over other names, and in which order to compute them."""

from __future__ import annotations

from functools import cached_property

from overture import treaties as law
from overture.arguments import ancestors
from overture.dossier import Dossier
from overture.dossier.entries import Treaty as TreatyEntry
from overture.files.fields import Done
from overture.logic import TRUE, Formula, atoms, show
from overture.logic.syntax import Atom, BoundToHelp, InForce, Is, Membership, Name, Status, Step
from overture.model.decisions import decision_of
from overture.model.operation import Operation


class Circle(Exception):
    """Definitions that depend on each other; `names` is the whole circle, first name repeated at the end."""

    def __init__(self, names: tuple[str, ...], ids: tuple[str, ...]) -> None:
        super().__init__(" → ".join(names))
        self.names, self.ids = names, ids


class Definitions:
    """The meaning of every proposition of a dossier."""

    def __init__(self, dossier: Dossier, order: tuple[Atom, ...] | None = None) -> None:
        """`order`: that of a dossier of which this one is a version with fewer dependences."""
        self.dossier = dossier
        if order is not None:
            self.order = order

    @cached_property
    def operation(self) -> Operation:
        """The treaties of the library that run by their full articles."""
        return Operation(self.dossier, self.treaties)

    @cached_property
    def treaties(self) -> dict[str, law.Treaty]:
        """The treaties as rules, groups told by their members."""
        return {t.id: self._treaty(t) for t in self.dossier.treaties.values()}

    def members(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(m for name in names for m in self.dossier.members(name)))

    def acts(self, given: dict[str, Done | Formula]) -> tuple[dict[str, Formula], frozenset[str]]:
        """Acts by member: a formula each, and who is done. What is said of a member itself overrides its group."""
        formulas: dict[str, Formula] = {}
        done: set[str] = set()
        for name in sorted(given, key=lambda n: self.dossier.members(n) == (n,)):
            act = given[name]
            for member in self.dossier.members(name):
                formulas[member] = TRUE if isinstance(act, Done) else act
                (done.add if isinstance(act, Done) else done.discard)(member)
        return formulas, frozenset(done)

    def _treaty(self, entry: TreatyEntry) -> law.Treaty:
        ratified, ratified_done = self.acts(dict(entry.ratified))
        applies, entries = {}, {}
        parties = self.members(entry.parties)
        deciding = parties or self.members(entry.signatories)
        if entry.entry:
            applies = self.acts(dict(entry.entry.applies))[0]
            consents: dict[str, dict[str, Done | Formula]] = {}
            for candidate in (*entry.entry.consents, *entry.entry.applies):
                for member in self.dossier.members(candidate):
                    consents.setdefault(member, dict(entry.entry.consents.get(candidate, {})))
            for candidate, given in consents.items():
                formulas, done = self.acts(given)
                entries[candidate] = decision_of(
                    entry.entry.rule.consent, tuple(p for p in deciding if p != candidate), formulas, done,
                    f"consent_{candidate}_{entry.id}", self.members,
                )  # fmt: skip
        decisions = {}
        for key, decision in entry.decisions.items():
            formulas, done = self.acts(dict(decision.in_favour))
            decisions[key] = decision_of(
                decision.rule, deciding, formulas, done, f"consent_{key}_{entry.id}", self.members
            )
        everyone = ("every party", "every other party")
        return law.Treaty(
            id=entry.id,
            stage=entry.stage,
            parties=parties,
            signatories=self.members(entry.signatories),
            ratified=ratified,
            ratified_done=ratified_done,
            named=self.acts(dict(entry.named))[0],
            observers=self.acts(dict(entry.observers))[0],
            applies=applies,
            entries=entries,
            in_force=None if entry.in_force is None or isinstance(entry.in_force, str) else entry.in_force,
            lapses=entry.lapses,
            decisions=decisions,
            duties=tuple(
                law.Duty(
                    () if set(d.bearer) & set(everyone) else self.members(d.bearer),
                    () if set(d.to) & set(everyone) else self.members(d.to),
                    d.do, d.art,
                )
                for d in entry.duties
            ),
        )  # fmt: skip

    @cached_property
    def attacks(self) -> tuple[tuple[str, str], ...]:
        return tuple((a.id, t) for a in self.dossier.arguments.values() for t in a.attacks)

    @cached_property
    def limits(self) -> tuple[tuple[str, str], ...]:
        return tuple((a.id, t) for a in self.dossier.arguments.values() for t in a.limits)

    @cached_property
    def _relevant(self) -> dict[str, tuple[str, ...]]:
        return {}

    def relevant(self, argument: str) -> tuple[str, ...]:
        """The arguments on which the status of this one depends, itself first."""
        if argument not in self._relevant:
            self._relevant[argument] = ancestors(argument, (*self.attacks, *self.limits))
        return self._relevant[argument]

    def of(self, atom: Atom) -> Formula | None:
        """The formula that an atom stands for; nothing for options, assumptions and statuses."""
        match atom:
            case Name(name):
                if name in self.dossier.facts:
                    return self.dossier.facts[name].when
                if name in self.dossier.decisions:
                    treaty, _ = self.dossier.decisions[name]
                    return law.decided(self.treaties[treaty].decisions[name])
                return None
            case Membership(actor, word, treaty_id):
                if self.operation.concerns(atom) and self.dossier.members(actor) == (actor,):
                    return None
                rules = self.treaties[treaty_id]
                meaning = {"party": law.party, "named": law.named, "invited": law.invited, "observes": law.observes}[
                    word
                ]
                members = self.dossier.members(actor)
                if members == (actor,):
                    return meaning(rules, actor)
                return law.conjunction(tuple(Membership(m, word, treaty_id) for m in members))
            case InForce(treaty_id):
                return None if self.operation.concerns(atom) else law.in_force(self.treaties[treaty_id])
            case BoundToHelp(actor, helped):
                pairs = [(a, h) for a in self.dossier.members(actor) for h in self.dossier.members(helped)]
                if pairs == [(actor, helped)]:
                    return law.bound_to_help(self.treaties, actor, helped)
                return law.conjunction(tuple(BoundToHelp(a, h) for a, h in pairs if a != h))
            case _:
                return None

    def below(self, atom: Atom) -> tuple[Atom, ...]:
        """The defined atoms that an atom's meaning mentions."""
        if isinstance(atom, Status):
            formulas: list[Formula] = []
            for name in self.relevant(atom.argument):
                argument = self.dossier.arguments[name]
                formulas += [argument.when, argument.ground or TRUE]
        elif self.operation.concerns(atom) and self.of(atom) is None:
            formulas = list(self.operation.formulas)
        else:
            formula = self.of(atom)
            formulas = [formula] if formula is not None else []
        return tuple(dict.fromkeys(a for f in formulas for a in atoms(f) if self.defined(a)))

    def defined(self, atom: Atom) -> bool:
        if isinstance(atom, Name):
            return atom.name in self.dossier.facts or atom.name in self.dossier.decisions
        return not isinstance(atom, Is | Step)

    def roots(self) -> tuple[Atom, ...]:
        """Every proposition that a dossier defines."""
        names: list[Atom] = [Name(f) for f in (*self.dossier.facts, *self.dossier.decisions)]
        names += [Status("stands", a) for a in self.dossier.arguments]
        for treaty in self.treaties.values():
            names.append(InForce(treaty.id))
            names += [Membership(a, "party", treaty.id) for a in treaty.everybody()]
            names += [Membership(a, "observes", treaty.id) for a in treaty.observers]
            names += [Membership(a, "invited", treaty.id) for a in treaty.entries]
        return tuple(names)

    @cached_property
    def order(self) -> tuple[Atom, ...]:
        """The defined propositions in order of dependence. Raises `Circle`."""
        done: dict[Atom, None] = {}
        for root in self.roots():
            # an explicit stack: a long chain of facts must not exhaust Python's
            path: dict[Atom, None] = {}
            stack: list[tuple[Atom, bool]] = [(_one(root), False)]
            while stack:
                atom, leaving = stack.pop()
                if leaving:
                    del path[atom]
                    done[atom] = None
                    continue
                if atom in done:
                    continue
                if atom in path:
                    names = list(path)
                    circle = [*names[names.index(atom) :], atom]
                    raise Circle(tuple(show(a) for a in circle), tuple(dict.fromkeys(map(self.id_of, circle))))
                path[atom] = None
                stack.append((atom, True))
                stack += [(_one(a), False) for a in reversed(self.below(atom))]
        return tuple(done)

    def id_of(self, atom: Atom) -> str:
        """The id of the dossier to which a proposition belongs."""
        match atom:
            case Name(name):
                return name
            case Membership():
                return atom.treaty
            case InForce(treaty_id):
                return treaty_id
            case Status():
                return atom.argument
            case BoundToHelp(actor):
                return actor
            case Is(option) | Step(option):
                return option
            case _:
                raise AssertionError(f"a condition of a treaty stands in no dossier: {atom}")


def _one(atom: Atom) -> Atom:
    """All status words of an argument depend on the same things."""
    return Status("stands", atom.argument) if isinstance(atom, Status) else atom
