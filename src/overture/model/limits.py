"""How large a dossier may be: the time and the room that its analysis will take, estimated before it begins.

The figures are measured on a machine of two cores; see docs/decisions/limits-by-estimate.md. An
estimate counts what can be counted without computing: settings, worlds, packages on the menu, what the
others' options allow, statements and named replies.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from overture.dossier import Dossier
from overture.dossier.entries import Option
from overture.logic import atoms
from overture.logic.syntax import Is, Name, Step
from overture.model.space import LimitReached, in_powers, space_of
from overture.model.truths import MAX_KEPT_BYTES

MAX_OPTIONS = 60
MAX_SECONDS = 60.0
MAX_BYTES = 1_000_000_000

SIDE_BY_SIDE = 1 << 20
"""States that are analysed at a time: packages are taken together up to so many."""

MOST_ENDINGS = 5_000
"""Settlements of one proposal."""

MOST_FACTORS = 24
"""Options that a message writes out."""

HANDFUL = 8
"""Proposals that an author might name where none is named."""

_START, _START_BYTES = 1.5, 70_000_000  # the program itself
_STATE = 1.0e-6  # seconds for each state after a package of the menu, all concepts together
_PASS = 0.5e-6  # more for each, and each pass over the moves of one opponent
_STATEMENT = 1.0e-8  # for each state and statement
_CLASS = 1.0e-4  # for each class of settings and stretch of states
_VALUE = 0.6e-8  # for each reply and statement at which a package is held against another
_FALL_BACK = 4.0e-8  # for each reply, statement and option, where rules make replies impossible
_BALANCE = 0.3e-3  # for each rival of what is recommended, and named reply
_PACKAGE, _PAIR = 2.0e-3, 2.0e-6  # for each package on the menu, and each pair of them


@dataclass(frozen=True)
class Size:
    """What an analysis grows with."""

    options: tuple[Option, ...]
    proposer: str
    statements: tuple[int, ...]  # of the proposer, then of every opponent
    replies: int  # named
    constrained: bool  # whether a rule or a need can make a state infeasible
    worlds: int
    menu: int  # packages on it; 0 where all that are feasible will be on it
    named: bool = True  # whether proposals are named

    @property
    def cells(self) -> int:
        return math.prod(len(o.values) for o in self.options)

    @property
    def after(self) -> int:
        """The settings of the others' options: the states after one package."""
        return math.prod(len(o.values) for o in self.options if o.owner != self.proposer)

    @property
    def packages(self) -> int:
        return math.prod(len(o.values) for o in self.options if o.owner == self.proposer)

    @property
    def passes(self) -> float:
        """How many moves are looked at for each state while everyone's foresight is worked out once."""
        by_owner = {dm: math.prod(_targets(o) for o in mine) for dm, mine in self._of_others().items()}
        return sum(by_owner.values()) * max(1.0, (len(by_owner) - 1) / 2) if len(by_owner) > 1 else 0.0

    @property
    def classes(self) -> float:
        """The settings, of each opponent, that differ in what may become of them."""
        return sum(math.prod(float(_classes(o)) for o in mine) for mine in self._of_others().values())

    @property
    def movers(self) -> int:
        """How many of the others have an option."""
        return len(self._of_others())

    def _of_others(self) -> dict[str, list[Option]]:
        found: dict[str, list[Option]] = {}
        for option in self.options:
            if option.owner != self.proposer:
                found.setdefault(option.owner, []).append(option)
        return found


def _staying(option: Option) -> int:
    """The values of an option that stay once chosen."""
    if isinstance(option.final, bool):
        return len(option.values) - 1 if option.final else 0
    return len(set(option.final))


def _classes(option: Option) -> int:
    """Values that can be exchanged freely are one class; of a final option every value is one of its own."""
    staying = _staying(option)
    return staying + (staying < len(option.values)) + (option.no_return and staying < len(option.values) - 1)


def _targets(option: Option) -> float:
    """The targets of all classes together, for each value of the option: 1 where any may become any other."""
    staying, size = _staying(option), len(option.values)
    return (staying + size * (_classes(option) - staying)) / size


@dataclass(frozen=True)
class Cost:
    """What an analysis without the audit will take."""

    seconds: float
    bytes: float

    @property
    def excess(self) -> float:
        """How many times the limit it is."""
        return max(self.seconds / MAX_SECONDS, self.bytes / MAX_BYTES)


def cost(size: Size) -> Cost:
    """The estimate. It is meant for large dossiers, and rather too high than too low."""
    after, worlds, menu, movers = float(size.after), size.worlds, float(max(1, size.menu)), size.movers
    cells, laid, own = float(size.cells), menu * after, size.statements[0]
    held = 1 + size.replies
    compared = menu * after * held * own
    seconds = worlds * (
        laid * (_STATE + _PASS * size.passes) * (1 + size.replies / 10)
        + size.classes * (10 + size.replies) * math.ceil(laid / SIDE_BY_SIDE) * _CLASS
        + cells * sum(size.statements) * _STATEMENT
        + compared * min(menu, 40) * _VALUE
        + (compared * _FALL_BACK * len(size.options) if size.constrained else 0.0)
        + menu * _PACKAGE * (1 + size.replies / 10)
        + menu**2 * _PAIR * held
    )
    statements = sum(size.statements)
    kept = min(float(MAX_KEPT_BYTES), worlds * cells * statements)
    each = cells * (statements + 8 * len(size.statements)) + laid * 40 + menu * 50_000
    compared_at_once = laid * 4 * own if menu > HANDFUL else 0.0
    conflict = laid * 10 * (1 + movers) + min(laid, SIDE_BY_SIDE) * 24 * movers
    room = worlds * each + kept + compared_at_once + conflict
    return Cost(_START + seconds, _START_BYTES + room)


def size_of(dossier: Dossier, worlds: int, menu: int) -> Size:
    """The size of a dossier with so many worlds and packages on the menu."""
    options = space_of(dossier).options
    return Size(
        options,
        dossier.proposer,
        tuple(len(dossier.preferences.get(dm, ())) for dm in (dossier.proposer, *dossier.opponents)),
        len(dossier.replies),
        bool(dossier.rules) or any(o.needs is not None for o in options),
        worlds,
        menu,
        bool(dossier.proposals),
    )


def refuse_too_large(dossier: Dossier, worlds: int, menu: int | None = None) -> None:
    """Raises `LimitReached` where the estimate is beyond the limit, with what makes it so.

    `menu`: how many packages are on the menu. Before that is known, those that must be are counted.
    """
    proposals = len(dossier.proposals) + 1
    if menu is None:
        worlds = 1 if _may_exclude(dossier) else worlds
    size = size_of(dossier, worlds, menu or (proposals if dossier.proposals else 1))
    if menu is None and not dossier.proposals and not size.constrained:
        size = replace(size, menu=size.packages)
    if len(size.options) > MAX_OPTIONS or cost(size).excess > 1:
        raise LimitReached(_too_large(size, everything=bool(menu and menu > proposals and dossier.proposals)))


def refuse_many_alike(dossier: Dossier, chosen: int, menu: int) -> None:
    """Raises `LimitReached` where too many proposals are recommended alike to hold each against every rival."""
    pairs = chosen * (menu - chosen) * len(dossier.replies)
    if pairs * _BALANCE > MAX_SECONDS:
        raise LimitReached(
            f"{chosen:,} of the {menu:,} proposals on the menu are recommended alike; to hold each of them against "
            f"every other under {len(dossier.replies)} named replies takes {in_powers(pairs)} comparisons. Name the "
            "packages that are in earnest under `proposals:`, or say with further statements which of them is better"
        )


def _may_exclude(dossier: Dossier) -> bool:
    """Whether a rule speaks of no option, so that it may leave fewer worlds."""
    return any(
        not any(isinstance(a, Is | Step) or (isinstance(a, Name) and dossier.option(a.name)) for a in atoms(rule.rule))
        for rule in dossier.rules.values()
    )


def _without(size: Size, out: Option) -> Size:
    """The size without an option; where all packages are on the menu, with fewer of them."""
    left = tuple(o for o in size.options if o is not out)
    packages = math.prod(len(o.values) for o in left if o.owner == size.proposer)
    return replace(size, options=left, menu=min(size.menu, packages))


def _to_drop(size: Size) -> list[Option]:
    """A few options without which it would be within the limit, those that help most first."""
    out: list[Option] = []
    many = sorted(size.options, key=lambda o: len(o.values))
    while len(many) > MAX_OPTIONS:
        out.append(many.pop())
    size = replace(size, options=tuple(o for o in size.options if o in many))
    while size.options and cost(size).excess > 1:
        best = min(size.options, key=lambda o: cost(_without(size, o)).excess)
        out.append(best)
        size = _without(size, best)
    return out


def _product(options: Sequence[Option]) -> str:
    """The product behind the number of settings, by actor: `us: offer 3 x tone 4; them: reply 3`."""
    told, rest = options[:MOST_FACTORS], options[MOST_FACTORS:]
    parts = [
        f"{owner}: " + " x ".join(f"{o.id} {len(o.values)}" for o in of_owner)
        for owner, of_owner in groupby(told, key=lambda o: o.owner)
    ]
    more = f"; and {len(rest)} more options" if rest else ""
    return "; ".join(parts) + more


def _beyond(size: Size) -> str:
    """Which limit is passed, and by how much."""
    if len(size.options) > MAX_OPTIONS:
        return f"{MAX_OPTIONS} options are the most"
    found = cost(size)
    if found.bytes / MAX_BYTES >= found.seconds / MAX_SECONDS:
        return f"to analyse them would take about {_told(found.bytes / 1e9)} GB of memory; 1 GB is the most"
    return f"to analyse them would take about {_told(found.seconds / 60)} minutes; one minute is the most"


def _told(number: float) -> str:
    return f"{number:.1f}" if number < 10 else in_powers(round(number))


def _too_large(size: Size, everything: bool) -> str:
    """Why the analysis stops, what makes the dossier so large, and what would bring it under the limit."""
    worlds = f" in each of {size.worlds} worlds" if size.worlds > 1 else ""
    menu = f" and {in_powers(size.menu)} packages on the menu" if size.menu > HANDFUL else ""
    drop = _to_drop(size)
    names = ", ".join(f"`{o.qualified}`" for o in drop[:MOST_FACTORS])
    more = f" and {len(drop) - MOST_FACTORS} more" if len(drop) > MOST_FACTORS else ""
    ways = [f"without {names}{more}, or with fewer wordings of them"]
    if len(size.options) <= MAX_OPTIONS:
        if everything and cost(replace(size, menu=min(size.menu, HANDFUL))).excess <= 1:
            ways.append("without `--all`")
        elif not size.named and cost(replace(size, menu=min(size.menu, HANDFUL))).excess <= 1:
            ways.append("with the packages that are in earnest named under `proposals:`, so that not all are compared")
        taken = next((n for n in range(1, 7) if cost(replace(size, worlds=max(1, size.worlds >> n))).excess <= 1), 7)
        if size.worlds > 1 and taken < 7:
            ways.append(f"with {taken} of the open assumptions taken")
    return (
        f"this dossier has {in_powers(size.cells)} settings of its {len(size.options)} options "
        f"({_product(size.options)}){worlds}{menu}; {_beyond(size)}. Rules do not make the settings fewer, for every "
        f"one is looked at. It would be within the limit {'; or '.join(ways)}"
    )


def many_courses(package: str, why: str) -> str:
    """The message where events after one package cannot be followed."""
    return (
        f"events after `{package or 'doing nothing'}` cannot be followed: {why}. So many courses come from others who "
        "rank many states alike: say with further statements what they would rather have, or take options out"
    )
