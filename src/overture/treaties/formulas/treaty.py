"""A treaty in brief, and what its words mean as formulas.

The short form of a treaty is compiled: *is party to*, *is invited to*, *is in
force* and the rest become formulas over the acts of the parties, so that one
evaluator, one search for circles and one explanation serve treaties and facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from overture.logic import FALSE, TRUE, Formula
from overture.logic.syntax import And, Count, InForce, Membership, Name, Not, Or


@dataclass(frozen=True)
class DecisionRule:
    """How many of the deciding parties must be in favour, and who must be among them.

    `number` of None stands for every party, "majority" and "two thirds" for shares.
    """

    number: int | str | None = None
    among_them: tuple[str, ...] = ()

    def needed(self, deciding: int) -> int:
        """How many consents are needed of so many parties.

        >>> [DecisionRule(n).needed(14) for n in (None, "majority", "two thirds", 9)]
        [14, 8, 10, 9]
        """
        if self.number is None:
            return deciding
        if self.number == "majority":
            return deciding // 2 + 1
        if self.number == "two thirds":
            return -(-2 * deciding // 3)
        return int(self.number)


@dataclass(frozen=True)
class Decision:
    """A decision that the deciding parties take together; `consents` lacks those whom nobody modelled.

    A consent is a formula; `done` holds those that were given on the date.
    """

    rule: DecisionRule
    deciding: tuple[str, ...]
    consents: Mapping[str, Formula]
    done: frozenset[str] = frozenset()
    unknown_name: str = ""  # the proposition that stands for the consents nobody modelled

    @property
    def unknown(self) -> tuple[str, ...]:
        """The deciding parties whom nobody modelled."""
        return tuple(p for p in self.deciding if p not in self.consents)

    def consent(self, party: str) -> Formula:
        """That the party consents; one proposition stands for all whom nobody modelled."""
        return self.consents.get(party, Name(self.unknown_name))


@dataclass(frozen=True)
class Duty:
    """A duty in brief. An empty tuple stands for every party."""

    bearers: tuple[str, ...] = ()
    towards: tuple[str, ...] = ()
    do: str = "assist"
    art: str = ""


@dataclass(frozen=True)
class Treaty:
    """A treaty in brief, with groups told by their members."""

    id: str
    stage: str = "draft"  # draft | signed | in force
    parties: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    ratified: Mapping[str, Formula] = field(default_factory=dict)
    ratified_done: frozenset[str] = frozenset()
    named: Mapping[str, Formula] = field(default_factory=dict)
    observers: Mapping[str, Formula] = field(default_factory=dict)
    applies: Mapping[str, Formula] = field(default_factory=dict)
    entries: Mapping[str, Decision] = field(default_factory=dict)  # candidate -> the decision to invite it
    in_force: Formula | None = None  # None: every signatory ratified, for a treaty that is signed
    lapses: Formula = FALSE
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    duties: tuple[Duty, ...] = ()

    @property
    def unratified(self) -> tuple[str, ...]:
        """Signatories of whose ratification nobody said anything.

        Where no ratification is told and a formula says when the treaty is in force, none is asked.
        """
        if self.stage == "in force" or (not self.ratified and self.in_force is not None):
            return ()
        return tuple(s for s in self.signatories if s not in self.ratified)

    def ratification(self, signatory: str) -> Formula:
        """That the signatory has ratified."""
        if signatory in self.ratified:
            return self.ratified[signatory]
        if not self.ratified and self.in_force is not None:
            return TRUE
        return Name(f"ratification_{signatory}_{self.id}") if signatory in self.unratified else FALSE

    def everybody(self) -> tuple[str, ...]:
        """Every actor that can be something to this treaty."""
        groups = (self.parties, self.signatories, self.named, self.observers, self.applies, self.entries)
        return tuple(dict.fromkeys(actor for group in groups for actor in group))


def conjunction(parts: tuple[Formula, ...]) -> Formula:
    """All of the parts; constants are taken out."""
    parts = tuple(p for p in parts if p != TRUE)
    if FALSE in parts:
        return FALSE
    return TRUE if not parts else parts[0] if len(parts) == 1 else And(parts)


def disjunction(parts: tuple[Formula, ...]) -> Formula:
    """One of the parts at least; constants are taken out."""
    parts = tuple(p for p in parts if p != FALSE)
    if TRUE in parts:
        return TRUE
    return FALSE if not parts else parts[0] if len(parts) == 1 else Or(parts)


def decided(decision: Decision) -> Formula:
    """The decision is taken: enough of the deciding parties are in favour, and those who must be."""
    consents = tuple(decision.consent(p) for p in decision.deciding)
    needed = decision.rule.needed(len(decision.deciding))
    if not consents:
        return FALSE  # nobody is there to decide
    must = tuple(decision.consent(p) for p in decision.rule.among_them)
    enough: Formula = Count("at least", needed, consents)
    if needed == len(consents):
        enough = conjunction(consents)
    return conjunction((*must, enough))


def in_force(treaty: Treaty) -> Formula:
    """The treaty is in force."""
    if treaty.stage == "in force":
        begun: Formula = TRUE
    elif treaty.in_force is not None:
        begun = treaty.in_force
    elif treaty.signatories:
        begun = conjunction(tuple(treaty.ratification(s) for s in treaty.signatories))
    else:
        begun = FALSE
    return conjunction(
        (begun, FALSE if treaty.lapses == TRUE else TRUE if treaty.lapses == FALSE else Not(treaty.lapses))
    )


def named(treaty: Treaty, actor: str) -> Formula:
    """The text names the actor as a participant, in force or not."""
    # what the dossier says of the text itself comes before what follows from a seat at the table
    if actor in treaty.named:
        return treaty.named[actor]
    return TRUE if actor in treaty.parties or actor in treaty.signatories else FALSE


def invited(treaty: Treaty, actor: str) -> Formula:
    """The parties have decided to invite the actor, and it has not done its own act yet."""
    decision = treaty.entries.get(actor)
    if decision is None:
        return FALSE
    applied = treaty.applies.get(actor, FALSE)
    return FALSE if applied == TRUE else conjunction((decided(decision), TRUE if applied == FALSE else Not(applied)))


def party(treaty: Treaty, actor: str) -> Formula:
    """The actor is bound by the treaty, and it is in force for it."""
    bound: list[Formula] = []
    if actor in treaty.parties:
        bound.append(TRUE)
    if actor in treaty.signatories:
        bound.append(treaty.ratification(actor))
    if not treaty.parties and not treaty.signatories:
        bound.append(named(treaty, actor))
    if actor in treaty.entries and actor in treaty.applies:
        bound.append(conjunction((decided(treaty.entries[actor]), treaty.applies[actor])))
    terms = disjunction(tuple(bound))
    return FALSE if terms == FALSE else conjunction((InForce(treaty.id), terms))


def observes(treaty: Treaty, actor: str) -> Formula:
    """The actor observes the treaty: neither named in it nor party to it."""
    if actor not in treaty.observers:
        return FALSE
    is_more: Formula = Or((Membership(actor, "named", treaty.id), Membership(actor, "party", treaty.id)))
    return conjunction((treaty.observers[actor], Not(is_more)))


def bound_to_help(treaties: Mapping[str, Treaty], actor: str, helped: str) -> Formula:
    """Some treaty in force puts a duty of assistance on the actor towards the other."""
    if actor == helped:
        return FALSE
    ways: list[Formula] = []
    for treaty in treaties.values():
        for duty in treaty.duties:
            if duty.do != "assist" or (duty.bearers and actor not in duty.bearers):
                continue
            if duty.towards and helped not in duty.towards:
                continue
            # a bearer must be bound; one named as helped need not be party itself
            must = [Membership(actor, "party", treaty.id)]
            if not duty.towards:
                must.append(Membership(helped, "party", treaty.id))
            ways.append(conjunction(tuple(must)))
    return disjunction(tuple(ways))
