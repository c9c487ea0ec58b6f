"""The short phrases of a treaty file: who bears a duty, what triggers it, where it holds, what an act brings about.

Each is read into a small value. A phrase that cannot be read raises ValueError
with what was expected, in the analyst's words; nothing is passed over in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from overture.logic import FACTS
from overture.treaties.text.calendar import Period, parse_period

_PLURAL = {"parties": "party", "signatories": "signatory", "members": "member",
           "contracting states": "contracting state",
           "negotiating states": "negotiating state", "participants": "party"}  # fmt: skip
_NAME = r"[\w-]+"

JOINT = ("the parties together", "the members", "the parties", "every party")
"""Whose power it is where all act together."""


def singular(group: str) -> str:
    """The word for a member of a group: `parties` is `party`; the name of a declared group stays."""
    return _PLURAL.get(group, group)


@dataclass(frozen=True)
class Bearer:
    """Who bears a duty, or towards whom it is owed."""

    groups: tuple[str, ...]
    other: bool = False  # not the one attacked or concerned
    acts: bool = False  # only those that take measures
    text: str = ""


def parse_bearer(text: str) -> Bearer:
    """Read who bears a duty: `every other party`, `every party that acts`, `signatories and contracting states`.

    >>> parse_bearer("every other party").other
    True
    """
    words = text.strip()
    acts = words.endswith(" that acts")
    rest = words.removesuffix(" that acts")
    other = rest.startswith("every other ")
    rest = re.sub(r"^(every other|every|each|all|the|a) ", "", rest)
    groups = tuple(singular(part.strip()) for part in re.split(r" and |;", rest))
    for group in groups:
        if not re.fullmatch(rf"{_NAME}|party attacked|contracting state|negotiating state", group):
            raise ValueError(
                "expected who, as in `every other party`, `every party that acts` or `every NAME` of a declared group"
            )
    return Bearer(groups, other, acts, words)


TriggerKind = Literal["fact", "asks", "sees", "measures", "organ"]


@dataclass(frozen=True)
class Trigger:
    """What makes a duty arise."""

    kind: TriggerKind
    what: str  # the fact, what is asked for or seen, or what the organ does
    whom: str = ""  # the group to which who is attacked, asks or sees must belong; the organ
    also: str = ""  # further objects of the fact that make the duty arise
    text: str = ""

    @property
    def condition(self) -> str:
        """How a duty that has not arisen is told: `if one asks`."""
        if self.kind == "asks":
            return "if one asks"
        if self.kind == "sees":
            return f"if one sees {re.sub(r' (on|to|against) (a|any) (party|member)$', '', self.what)}"
        return f"if {self.text}"


_ASKS = r"asks for|asks|calls for|calls|requests"
_SEES = r"declares|sees|thinks that there is|thinks|considers"


def parse_trigger(text: str) -> Trigger:
    """Read what makes a duty arise.

    >>> parse_trigger("armed attack on a party").kind
    'fact'
    >>> parse_trigger("a party declares a threat of armed attack on a party").condition
    'if one sees a threat of armed attack'
    """
    words = " ".join(text.split())
    for fact in FACTS:
        found = re.fullmatch(
            rf"(?:an? )?{fact} (?:on|against|to|in) (?:an? |any |every )?({_NAME})(?: or (?:on )?(.+))?", words
        )
        if found:
            return Trigger("fact", fact, singular(found[1]), found[2] or "", words)
    found = re.fullmatch(rf"(?:an? |any )({_NAME}) (?:{_ASKS}) (.+)", words)
    if found:
        return Trigger("asks", found[2], singular(found[1]), "", words)
    found = re.fullmatch(rf"(?:an? |any )({_NAME}) (?:{_SEES}) (.+)", words)
    if found:
        return Trigger("sees", found[2], singular(found[1]), "", words)
    if re.match(r"(measures|action) (under|in|taken|of)\b", words):
        return Trigger("measures", words, "", "", words)
    found = re.fullmatch(r"(regional activity)\b.*", words)
    if found:
        return Trigger("fact", found[1], "", "", words)
    found = re.fullmatch(rf"(?:the )?({_NAME}) (decides|calls|recommends|determines|authorises)(?: .*)?", words)
    if found:
        return Trigger("organ", found[2].removesuffix("s") if found[2] != "decides" else "decide", found[1], "", words)
    raise ValueError(
        "expected what makes the duty arise, as in `armed attack on a party`, `a party asks for the Council`, "
        "`a party declares a threat to a party`, `measures under 5` or `council decides`"
    )


@dataclass(frozen=True)
class Task:
    """What a duty demands or forbids."""

    kind: str  # one of DUTIES or PROHIBITIONS
    whom: str = ""  # to whom one reports, with whom one cooperates
    text: str = ""


DUTIES = (
    "assist", "consult", "report", "inform", "cooperate", "agree", "carry out", "make forces available", "settle",
    "refrain", "accept inspection", "exchange information",
)  # fmt: skip
PROHIBITIONS = ("use force", "conflicting engagement", "conduct")
_TASKS: tuple[tuple[str, str], ...] = (
    (r"(?:report|reports)(?: at once)? to (?P<whom>.+)", "report"),
    (r"keep (?P<whom>.+) informed", "inform"),
    (r"inform (?P<whom>.+)", "inform"),
    (r"co-?operate(?: closely)?(?: with (?P<whom>.+))?", "cooperate"),
    (r"(?:assist|help|give aid)\b.*", "assist"),
    (r"(?:meet and consult|consult|meet)\b.*", "consult"),
    (r"agree\b.*", "agree"),
    (r"(?:carry (?:it )?out|carry out .+|comply|apply the measures).*", "carry out"),
    (r"(?:make forces available|send forces|provide forces).*", "make forces available"),
    (r"settle\b.*", "settle"),
    (r"refrain\b.*", "refrain"),
    (r"(?:accept|admit) inspection.*", "accept inspection"),
    (r"exchange information.*", "exchange information"),
)
_FORBIDDEN: tuple[tuple[str, str], ...] = (
    (r"(?:attack|use|threaten|resort to).*", "use force"),
    (r"(?:conclude|join|enter|take part|make).*", "conflicting engagement"),
    (r".+", "conduct"),
)


def parse_task(text: str) -> Task:
    """Read what a duty demands: `assist`, `report to the Security Council`, `cooperate with nat`.

    >>> parse_task("report to the Security Council")
    Task(kind='report', whom='Security Council', text='report to the Security Council')
    """
    words = " ".join(text.split())
    for pattern, kind in _TASKS:
        found = re.fullmatch(pattern, words)
        if found:
            whom = found.groupdict().get("whom") or ""
            return Task(kind, re.sub(r"^the ", "", whom), words)
    raise ValueError("expected one of " + ", ".join(f"`{d}`" for d in DUTIES))


def parse_prohibition(text: str) -> Task:
    """Read what a duty forbids. What is neither force nor an engagement is kept as conduct, in its own words."""
    words = " ".join(text.split())
    return next(Task(kind, "", words) for pattern, kind in _FORBIDDEN if re.fullmatch(pattern, words))


@dataclass(frozen=True)
class Place:
    """What is hit, and in which region: `occupation forces in europe`; a bare name is territory."""

    kind: str
    region: str

    def __str__(self) -> str:
        return f"{self.kind} in {self.region}"


PLACES = ("territory", "occupation forces", "forces", "islands", "vessels", "aircraft")


def parse_place(text: str) -> Place:
    """Read a place.

    >>> str(parse_place("occupation forces in europe")), str(parse_place("territory of turkey"))
    ('occupation forces in europe', 'territory in turkey')
    """
    words = re.sub(r"(of|by) (a party|the parties|parties) ", "", " ".join(text.split()))
    # the words of a text that limit a region are for the reader: `a part of europe where ...`
    words = re.sub(r"\bin or over\b", "in", words)
    words = re.sub(rf"\ba part of ({_NAME}) where .+$", r"\1", words)
    found = re.fullmatch(rf"(?:({'|'.join(PLACES)}) (?:in|of|on|over)(?: the)? )?({_NAME})", words)
    if found:
        return Place(found[1] or "territory", found[2])
    found = re.fullmatch(rf"({_NAME}) ({'|'.join(PLACES)})", words)
    if found:
        return Place(found[2], found[1])
    raise ValueError(
        "expected a place, as in `territory in europe`, `vessels in mediterranean` or the name of a region"
    )


@dataclass(frozen=True)
class Effect:
    """What an act brings about for the state that it concerns."""

    kind: Literal["invited", "party", "contracting state", "member", "observer", "leaves", "other"]
    when: Literal["at once", "notice", "end of term"] = "at once"
    text: str = ""


def parse_effect(text: str) -> Effect:
    """Read the effect of an act: `x is a party`, `x ceases to be a party when the notice has run`.

    What changes nobody's standing (`text changed`) is kept in its own words.

    >>> parse_effect("x ceases to be a party at the end of the term").when
    'end of term'
    """
    words = " ".join(text.split())
    found = re.fullmatch(r"x is (?:an? )?(invited|party|contracting state|member|observer)", words)
    if found:
        return Effect(found[1], "at once", words)  # type: ignore[arg-type]
    found = re.fullmatch(
        r"x ceases to be (?:an? )?(?:party|member)( when the notice has run| at the end of the term|)", words
    )
    if found:
        when: Literal["at once", "notice", "end of term"] = "at once"
        if found[1]:
            when = "notice" if "notice" in found[1] else "end of term"
        return Effect("leaves", when, words)
    if re.match(r"x (is|ceases|becomes)\b", words):
        raise ValueError(
            "expected `x is invited`, `x is a party`, `x is a contracting state`, `x is a member` or `x ceases to be a "
            "party`, with `when the notice has run` or `at the end of the term`"
        )
    return Effect("other", "at once", words)


@dataclass(frozen=True)
class Majority:
    """How many must be in favour: a share of those who count, or all of them."""

    share: tuple[int, int]
    more: bool  # more than the share, not just the share
    present: bool  # of those present and voting only
    text: str

    def needed(self, counting: int) -> int:
        """How many of so many must be in favour.

        >>> parse_majority("two thirds of members present and voting").needed(60), parse_majority("majority").needed(60)
        (40, 31)
        """
        top, bottom = self.share
        return counting * top // bottom + 1 if self.more else -(-counting * top // bottom)


def parse_majority(text: str) -> Majority | None:
    """Read a voting rule in words; nothing for one that another text lays down."""
    words = " ".join(text.split())
    present = "present" in words
    if words.startswith("as laid down"):
        return None
    if re.match(r"(unanimous|unanimity|unanimously|every|common accord)\b", words):
        return Majority((1, 1), False, present, words)
    for phrase, share in (("two thirds", (2, 3)), ("three quarters", (3, 4)), ("four fifths", (4, 5))):
        if re.match(rf"(?:a |at least )?{phrase}\b", words):
            return Majority(share, False, present, words)
    if re.match(r"(?:an? )?(?:simple |absolute )?majority\b", words):
        return Majority((1, 2), True, present, words)
    raise ValueError(
        "expected `unanimous`, `majority`, `two thirds`, `three quarters`, with `of members present and voting`"
    )


def parse_renewal_unless(text: str) -> Period:
    """Read how long before the end of a term it must be denounced: `denounced 1 year before the end`."""
    found = re.fullmatch(r"denounced (.+) before the end(?: of the term)?", " ".join(text.split()))
    if not found:
        raise ValueError("expected `denounced 1 year before the end`")
    return parse_period(found[1])


FIRMNESS = ("own processes", "discretion", "strict")


def firmness(how: str) -> str:
    """How firm a duty of assistance is, by its qualification.

    `strict`: aid is owed and its measure is not the bearer's choice, as in *all aid in its power*;
    `discretion`: the bearer judges what is needed, as in *as it deems necessary*;
    `own processes`: also subject to its constitution, as in *in accordance with its constitutional processes*.

    >>> [firmness(h) for h in ("all aid in its power", "as it deems necessary", "all means it considers necessary")]
    ['strict', 'discretion', 'discretion']
    """
    if re.search(r"constitution", how):
        return "own processes"
    if re.search(r"\b(deem|deems|consider|considers|judge|judges|thinks|sees fit|free to decide)\b", how):
        return "discretion"
    return "strict"
