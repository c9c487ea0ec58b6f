"""The syntax tree of the formula language.

A formula is a small immutable tree. Every atom knows where it stands in the
text (`at`, a pair of character offsets) so that a mistake can be underlined;
positions take no part in equality.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

At = tuple[int, int]
NOWHERE: At = (0, 0)

StatusWord = Literal["stands", "limited", "refuted", "groundless", "disputed", "answered", "on_table"]
STATUS_WORDS: tuple[StatusWord, ...] = (
    "stands", "limited", "refuted", "groundless", "disputed", "answered", "on_table",
)  # fmt: skip
MembershipWord = Literal["party", "named", "invited", "observes"]


@dataclass(frozen=True)
class Truth:
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True)
class Name:
    """A name alone: a yes/no option, a fact, an assumption or a decision."""

    name: str
    at: At = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Is:
    """`option is value` or `option is (value or value)`."""

    option: str
    values: tuple[str, ...]
    at: At = field(default=NOWHERE, compare=False)
    values_at: tuple[At, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Step:
    """`option is at least value` or `at most`, for choices marked `ordered`."""

    option: str
    bound: Literal["least", "most"]
    value: str
    at: At = field(default=NOWHERE, compare=False)
    value_at: At = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Membership:
    """`x is party to t`, `x is named in t`, `x is invited to t`, `x observes t`."""

    actor: str
    word: MembershipWord
    treaty: str
    at: At = field(default=NOWHERE, compare=False)
    treaty_at: At = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class InForce:
    """`t is in force`."""

    treaty: str
    at: At = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class BoundToHelp:
    """`x is bound to help y`: a treaty in force puts a duty of assistance on x towards y."""

    actor: str
    helped: str
    at: At = field(default=NOWHERE, compare=False)
    helped_at: At = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Status:
    """`stands(a)` and its like: the status of an argument."""

    word: StatusWord
    argument: str
    at: At = field(default=NOWHERE, compare=False)


Quantity = Literal["one", "every", "every other", "some", "more than", "at least"]


@dataclass(frozen=True)
class Who:
    """Of whom a condition of a treaty speaks.

    `one`: the state `group` names (`x` is whoever acts). Else members of a group
    (`party`, `signatory`, or one that the file declares) of the treaty `of`, by
    default this one: every, every other than x, some, more than a share
    (`share`, as in a majority), at least a share, or at least `number` of them.
    """

    quantity: Quantity
    group: str
    of: str = ""
    number: int = 0
    share: tuple[int, int] = (0, 1)


@dataclass(frozen=True)
class Deed:
    """An act that is done: `every signatory deposited`, `every party consents to x`."""

    who: Who
    act: str
    to: str = ""
    treaty: str = ""
    at: At = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Standing:
    """What somebody is to a treaty, or a group that the file declares: `x is invited`, `x is european`."""

    who: Who
    word: str
    treaty: str = ""
    at: At = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Happens:
    """A fact of the day: `armed attack against a member`."""

    fact: str
    who: Who
    at: At = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class OrganDecides:
    """An organ decides, on somebody or on the act at hand: `assembly decides by two thirds`, `substantive vote`.

    `organ` is empty for the organ whose act it is; `how` is the matter or the share that the text names.
    """

    organ: str
    how: str
    to: str = ""
    at: At = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Not:
    part: Formula


@dataclass(frozen=True)
class And:
    parts: tuple[Formula, ...]


@dataclass(frozen=True)
class Or:
    parts: tuple[Formula, ...]


@dataclass(frozen=True)
class Implies:
    premise: Formula
    conclusion: Formula


@dataclass(frozen=True)
class Iff:
    left: Formula
    right: Formula


@dataclass(frozen=True)
class Count:
    """`at least n of (A; B)`, `at most n of`, `exactly n of`."""

    bound: Literal["at least", "at most", "exactly"]
    number: int
    parts: tuple[Formula, ...]


TreatyAtom = Deed | Standing | Happens | OrganDecides
Atom = Name | Is | Step | Membership | InForce | BoundToHelp | Status | TreatyAtom
Formula = Truth | Atom | Not | And | Or | Implies | Iff | Count

TRUE = Truth(True)
FALSE = Truth(False)


def parts_of(formula: Formula) -> tuple[Formula, ...]:
    """The direct sub-formulas."""
    match formula:
        case Not(part):
            return (part,)
        case And(parts) | Or(parts):
            return parts
        case Count():
            return formula.parts
        case Implies(a, b) | Iff(a, b):
            return (a, b)
        case _:
            return ()


def atoms(formula: Formula) -> Iterator[Atom]:
    """Every atom of a formula, from left to right.

    >>> from overture.logic import parse
    >>> [type(a).__name__ for a in atoms(parse("reply is refuse and not swing"))]
    ['Is', 'Name']
    """
    stack: list[Formula] = [formula]
    while stack:
        node = stack.pop()
        below = parts_of(node)
        if below:
            stack.extend(reversed(below))
        elif not isinstance(node, Truth):
            yield node  # type: ignore[misc]
