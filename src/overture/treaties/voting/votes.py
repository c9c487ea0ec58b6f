"""A vote in an organ: the count, the number needed on that day, who stopped it, who could stop it.

Ballots for, against, abstaining, absent and not taking part are told apart.
Whether a matter is procedural is an input. Where that is itself put to a vote, the
preliminary question comes first, and a permanent member may stop both (the double
veto; statement of the sponsoring powers, San Francisco, 7 June 1945).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from overture.treaties.text.entries import Organ, Voting
from overture.treaties.text.records import VoteEvent

T = TypeVar("T")


@dataclass(frozen=True)
class Tally:
    """What became of a vote; `adopted` is nothing where the numbers or the rule are not known."""

    adopted: bool | None
    in_favour: int
    needed: int | None
    stopped_by: tuple[str, ...] = ()  # who stopped it alone
    art: str = ""
    matter: str = ""
    says: str = ""
    preliminary: Tally | None = None

    @property
    def word(self) -> str:
        return "unknown" if self.adopted is None else "adopted" if self.adopted else "rejected"


def latest(dated: Mapping[date, T] | None, day: date) -> T | None:
    """The value that holds on a day, of values by the day from which they hold."""
    if not dated:
        return None
    days = [d for d in dated if d <= day]
    return dated[max(days)] if days else None


def voting_on(organ: Organ, matter: str) -> Voting | None:
    """How an organ decides a matter: by its name, or as one that a wider matter includes.

    >>> from overture.treaties.text.entries import Organ
    >>> organ = Organ(voting=({"matter": "important", "rule": "two thirds", "includes": ["admission"]},))
    >>> voting_on(organ, "admission").matter
    'important'
    """
    for voting in organ.voting:
        if matter == voting.matter or matter in voting.includes:
            return voting
    return None


def veto_holders(organ: Organ, voting: Voting, day: date) -> tuple[str, ...]:
    """Who can stop a decision alone by voting against it."""
    names = [name.strip() for given in voting.veto for name in given.strip("[]").split(",")]
    permanent = latest(organ.permanent, day) or ()
    return tuple(dict.fromkeys(s for name in names for s in (permanent if name == "permanent" else (name,)) if s))


@dataclass(frozen=True)
class Practice:
    """What stops a decision beside a vote against it, as the clause is read."""

    abstention_stops: bool = False
    absence_stops: bool = False


def tally(
    organ: Organ, vote: VoteEvent, day: date, members: int | None = None, practice: Practice | None = None
) -> Tally:
    """Count a vote under the rule of its day.

    `members`: how many sit in the organ, for a rule that counts them all and an organ
    without a fixed number of seats.
    """
    practice = practice or Practice()
    preliminary = None
    matter = vote.matter
    if vote.preliminary is not None:
        preliminary = tally(organ, vote.preliminary, day, members, practice)
        # unless the organ decides that it is procedural, the matter is one of substance
        matter = "procedural" if preliminary.adopted else "substantive"
    voting = voting_on(organ, matter)
    favour = vote.in_favour
    number = favour if isinstance(favour, int) else len(favour)
    if voting is None:
        return Tally(
            None, number, None, matter=matter, says=f"no rule for the matter `{matter}`", preliminary=preliminary
        )
    art = voting.art or organ.art
    out = set(vote.disputants) if voting.not_voting else set()
    stopped = tuple(s for s in veto_holders(organ, voting, day) if s not in out and _stops(s, vote, practice))
    weights = latest(voting.weights, day)
    if weights is not None and not isinstance(favour, int):
        number = sum(weights.get(s, 0) for s in favour)
    needed = latest(voting.votes, day)
    if needed is None and voting.majority is not None:
        present = number + sum(int(a) if a.isdecimal() else 1 for a in vote.against)
        counting = present if voting.majority.present else (members or latest(organ.seats, day))
        needed = voting.majority.needed(counting) if counting else None
    if needed is None:
        return Tally(None, number, None, stopped, art, matter, "how many are needed is not known", preliminary)
    adopted = number >= needed and not stopped and needed > 0
    says = f"{number} in favour, {needed} needed"
    if stopped:
        says += f"; stopped by {', '.join(stopped)}"
    return Tally(adopted, number, needed, stopped, art, matter, says, preliminary)


def _stops(state: str, vote: VoteEvent, practice: Practice) -> bool:
    return (
        state in vote.against
        or (practice.abstention_stops and state in vote.abstain)
        or (practice.absence_stops and state in (*vote.absent, *vote.not_voting))
    )


def stopping(name: str, organ: Organ, matter: str, day: date) -> tuple[tuple[str, ...], ...]:
    """The minimal sets of members that can keep an organ from deciding: each veto, then numbers.

    >>> from datetime import date
    >>> from overture.treaties.text.entries import Organ
    >>> council = Organ(seats=11, permanent=["a", "b"], voting=({"matter": "m", "votes": 7, "veto": "permanent"},))
    >>> stopping("security_council", council, "m", date(1954, 3, 26))
    (('a',), ('b',), ('any 5 of 11 council members',))
    """
    voting = voting_on(organ, matter)
    if voting is None:
        return ()
    found: list[tuple[str, ...]] = [(s,) for s in veto_holders(organ, voting, day)]
    seats, votes = latest(organ.seats, day), latest(voting.votes, day)
    body = name.replace("_", " ").split()[-1]
    if seats and votes and voting.weights is None:
        found.append((f"any {seats - votes + 1} of {seats} {body} members",))
    elif voting.majority is not None:
        top, bottom = voting.majority.share
        rest = {(2, 3): "more than a third", (1, 2): "half", (3, 4): "more than a quarter", (4, 5): "more than a fifth"}
        if (top, bottom) == (1, 1):
            found.append((f"any member of the {body}",))
        else:
            of = f"of the {body}" + (" present and voting" if voting.majority.present else "")
            found.append((f"{rest[top, bottom]} {of}",))
    return tuple(found)
