"""The advice as data: frozen, ids and values only, no prose.

`Advice` holds what is common to all base worlds and one `WorldAdvice` for each.
`overture.advice.export` turns it into the JSON of the contract; papers turn it
into sentences.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from overture.advice.compare import Change

# What differs from the status quo: qualified option -> value.
Setting = dict[str, str]


@dataclass(frozen=True)
class PassedOver:
    """Another setting of the options that a move sets, and the statement of the mover that it would have lost."""

    sets: Setting
    loses: str


@dataclass(frozen=True)
class Step:
    """One move of a course of events: who, and which of its options it sets to what.

    `gains`: the first statement of the mover that the move makes true.
    `due`: the contingencies that are due where the move is made, before it.
    """

    actor: str
    sets: Setting
    gains: str | None = None
    passed_over: tuple[PassedOver, ...] = ()
    due: tuple[str, ...] = ()


@dataclass(frozen=True)
class HeldMove:
    """A move by which its owner would gain, and the `course` by which the others would answer it.

    `at`: `start`, where nobody has answered the proposal yet, or `end`, where events settle.
    """

    actor: str
    at: str
    sets: Setting
    gains: str | None
    course: tuple[Step, ...]


@dataclass(frozen=True)
class TreatyStatus:
    """Who is what to a treaty in a state. Group names are told by their members."""

    named: tuple[str, ...]
    parties: tuple[str, ...]
    observers: tuple[str, ...]
    in_force: bool
    invited: tuple[str, ...] = ()
    # candidate -> the parties whose consent to its entry would be given here
    consenting: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ratified: tuple[str, ...] = ()  # the signatories that have ratified here


@dataclass(frozen=True)
class Clash:
    """Two treaties that may not bind the same actor, and whom both bind."""

    treaties: tuple[str, str]
    art: str
    actors: tuple[str, ...]


@dataclass(frozen=True)
class Here:
    """What is so in one state."""

    arguments: dict[str, str]  # argument -> status
    support_gone: tuple[str, ...]  # arguments that stand though what they rest on does not
    statements: dict[str, dict[str, str]]  # actor -> statement -> held | failed | does not arise
    treaties: dict[str, TreatyStatus]
    incompatible: tuple[Clash, ...]
    due: tuple[str, ...]  # contingencies that become due


@dataclass(frozen=True)
class Settlement:
    """Where a course of events ends: one state (a stable reply) or several (keeps moving among them).

    `arguments`, `statements` and the rest are those of the first state; `here` has them state by state.
    """

    states: tuple[Setting, ...]
    stable_under: tuple[str, ...]
    course: tuple[Step, ...]
    here: tuple[Here, ...]
    kept_to: bool | None  # None: not asked of doing nothing
    held_back: tuple[HeldMove, ...] | None = None  # None: not looked at, the conflict is too large
    undone: Step | None = None  # where it is not kept to: what the proposer would do instead, and for what

    @property
    def arguments(self) -> dict[str, str]:
        return self.here[0].arguments

    @property
    def support_gone(self) -> tuple[str, ...]:
        return self.here[0].support_gone

    @property
    def statements(self) -> dict[str, dict[str, str]]:
        return self.here[0].statements

    @property
    def treaties(self) -> dict[str, TreatyStatus]:
        return self.here[0].treaties

    @property
    def incompatible(self) -> tuple[Clash, ...]:
        return tuple(dict.fromkeys(clash for here in self.here for clash in here.incompatible))

    @property
    def due(self) -> tuple[str, ...]:
        """The contingencies that become due in some state of it."""
        return tuple(dict.fromkeys(key for here in self.here for key in here.due))


@dataclass(frozen=True)
class Way:
    """A way to lose a goal although a statement that serves it holds (or to keep it although it fails)."""

    departures: Setting
    through: str
    live: bool


@dataclass(frozen=True)
class Outcome:
    """What one proposal leads to in one world."""

    package: Setting
    settlements: tuple[Settlement, ...]
    goals: dict[str, str]  # kept | lost | open
    ways_lost: dict[str, tuple[Way, ...]]
    ways_kept_without: dict[str, tuple[Way, ...]]
    depends_on_foresight: tuple[str, ...]
    goals_under: dict[str, dict[str, str]]
    dominated_by: tuple[str, ...]
    straw: bool


@dataclass(frozen=True)
class Cell:
    """A cell of the reply matrix: where the rest settles when the reply is held."""

    possible: bool
    states: tuple[Setting, ...] = ()
    held: tuple[str, ...] = ()  # statements of the proposer true in every state
    failed: tuple[str, ...] = ()  # false in every state
    stand: tuple[str, ...] = ()  # arguments that stand in every state
    # each of the others -> the place of this reply among those possible after the proposal, 1 the best for it
    places: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Comparison:
    better: str
    than: str
    they: str | None  # a named reply, or None for all replies
    how: str  # whatever the weights | in this order | lexicographically
    settles_worse: bool


@dataclass(frozen=True)
class BreakEven:
    """`of` is better than `over` under this reply unless `loss` weighs more than `gain` together."""

    of: str
    over: str
    they: str
    gain: tuple[str, ...]
    loss: tuple[str, ...]


@dataclass(frozen=True)
class EntryReport:
    """Whose consent a candidate needs, told in the four words; who blocks."""

    consents_needed: tuple[str, ...]
    given: tuple[str, ...]
    refused: tuple[str, ...]
    pending: tuple[str, ...]
    unknown: tuple[str, ...]
    blocking: tuple[str, ...]  # each alone
    blocking_sets: tuple[tuple[str, ...], ...] = ()  # where nobody blocks alone
    sets_left_out: bool = False  # more sets than are told
    rule: str = "every party"  # in the words of the language
    enough: int = 0  # how many consents decide


@dataclass(frozen=True)
class RatificationReport:
    done: tuple[str, ...]
    refused: tuple[str, ...]
    pending: tuple[str, ...]
    unknown: tuple[str, ...]
    pivotal: tuple[str, ...]  # not done, and each alone can keep it out of force


@dataclass(frozen=True)
class DecisionReport:
    in_favour: tuple[str, ...]
    not_in_favour: tuple[str, ...]
    pending: tuple[str, ...]
    unknown: tuple[str, ...]
    blocking: tuple[str, ...]
    blocking_sets: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class TreatyReport:
    today: TreatyStatus
    entry: dict[str, EntryReport]
    ratification: RatificationReport | None
    decisions: dict[str, DecisionReport]


@dataclass(frozen=True)
class ClaimResult:
    verdict: str  # follows | rests on | contradicted | cannot be assessed
    rests_on: tuple[dict[str, Any], ...]  # edits in the form of the command line, in order of doubt
    where: tuple[str, ...]
    worlds: tuple[bool, ...]  # the test in each base world
    foresight: dict[str, Any]  # concept -> test (by world), where it differs
    expect: str | None
    reason: str = ""  # why it cannot be assessed
    # of a claim about what is recommended: for each edit of `rests_on` what is recommended then, by world
    then: tuple[tuple[tuple[str, ...], ...], ...] = ()
    holds_if: tuple[dict[str, Any], ...] = ()  # of a contradicted claim: the edits under which it would hold


@dataclass(frozen=True)
class VariantResult:
    recommended: tuple[tuple[str, ...], ...]  # by world
    left_off: tuple[str, ...]
    goals: dict[str, dict[str, tuple[str, ...]]]  # proposal -> goal -> verdict by world
    claims: dict[str, ClaimResult]
    skipped_edits: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Gap:
    """Something missing, as a question. `about` is the id that it concerns.

    `line` is the YAML that answers it, with `"(to be written)"` for each text. It goes
    after line `after_line` of the file on lines of its own, or into line `in_line`
    at `column`, in the place of `instead`. It is empty where no one line answers.
    """

    code: str
    about: str
    question: str
    line: str = ""
    where: str = ""  # the path of what it belongs to
    after_line: int | None = None  # neither: what it belongs to is not in the file, but added by an edit
    in_line: int | None = None
    column: int | None = None
    instead: str = ""
    asks: tuple[str, ...] = ()  # the critical questions of a kind of argument
    hangs: bool = False  # whether verdicts hang on the answer


@dataclass(frozen=True)
class Audience:
    """An audience and what it reacted to."""

    actor: str
    to: str
    signs: tuple[str, ...]
    swing: bool  # against it, and also against what it is meant to stop
    fixed: bool  # backs what it is meant to stop: not predicted to change
    objections: tuple[str, ...]  # the stated ones; none: *answered* cannot be assessed
    answered: dict[str, bool]  # after each proposal
    condition_met: dict[str, bool]  # `changes_if`, after each proposal


@dataclass(frozen=True)
class Trace:
    """Where an entry stands in the dossier, and its formula where it has one."""

    line: int | None  # None: not in the file, but added by an edit
    column: int | None
    formula: str


@dataclass(frozen=True)
class WorldAdvice:
    """The advice in one base world."""

    proposals: dict[str, Outcome]
    matrix: dict[str, dict[str, Cell]]
    recommended: tuple[str, ...]
    recommended_under: dict[str, tuple[str, ...]]  # by concept, where it differs
    deciding: dict[str, str | None]  # rival -> the statement that decides against it
    comparisons: tuple[Comparison, ...]
    break_even: tuple[BreakEven, ...]
    audiences: tuple[Audience, ...] = ()


@dataclass(frozen=True)
class Advice:
    """The whole result for a dossier."""

    title: str
    as_of: str
    proposer: str
    sha256: str
    edits: tuple[dict[str, Any], ...]
    worlds: tuple[dict[str, bool], ...]  # the base worlds: assumption -> value
    open: dict[str, str]  # open assumption -> what it says
    cells: int  # settings of all options, feasible or not
    feasible: int  # states that the rules allow
    packages: int  # feasible settings of the proposer's options
    start: Setting  # the status quo, every option
    menu: tuple[str, ...]
    left_off: tuple[str, ...]
    by_world: tuple[WorldAdvice, ...]
    treaties: dict[str, TreatyReport]
    claims: dict[str, ClaimResult] = field(default_factory=dict)
    variants: dict[str, VariantResult] = field(default_factory=dict)
    skipped_edits: tuple[dict[str, Any], ...] = ()
    gaps: tuple[Gap, ...] = ()
    diagnostics: tuple[dict[str, Any], ...] = ()
    trace: dict[str, Trace] = field(default_factory=dict)  # id -> where it stands
    audited: bool = True  # whether the claims were tried against the edits that they may rest on

    @property
    def recommended(self) -> tuple[str, ...]:
        """The recommended proposals of the first world."""
        return self.by_world[0].recommended

    def compare(self, other: Advice) -> tuple[Change, ...]:
        """What changes from this advice to the other, by key."""
        from overture.advice.compare import compare

        return compare(self, other)
