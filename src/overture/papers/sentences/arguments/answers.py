"""Questions that a spokesman will be asked, with the answers of the file that stand, or a blank that says so."""

from __future__ import annotations

from overture.diagrams import mark
from overture.dossier.entries import Argument
from overture.papers.content import Cell, Column, Piece, Row, Sentence, Sign, Table
from overture.papers.english import capital, counted, ended, listed, number
from overture.papers.naming import argument, cited_short
from overture.papers.sentences.arguments import objections as raised
from overture.papers.sentences.arguments.argumentation import thing
from overture.papers.sentences.case import Case, say
from overture.papers.truth import State

NONE, FALLEN, PARTLY, MET = "none", "fallen", "partly", "met"
BLANK = {
    NONE: "no answer is in the file", FALLEN: "no answer that stands is in the file",
    PARTLY: "no answer that stands in every case is in the file",
}  # fmt: skip


def objections(case: Case, name: str) -> tuple[Argument, ...]:
    """The objections to a course that stand, or are limited or disputed only, in some case in which it can settle."""
    return tuple(a for a in raised.objections(case, name) if _where(case, name, a))


def _where(case: Case, name: str, a: Argument) -> tuple[State, ...]:
    """The states in which an objection is still to be met, over all worlds and settlements."""
    return tuple(
        s for w in case.worlds for s in raised.states(case, name, w) if s.arguments.get(a.id) in raised.REMAIN
    )


def answered(case: Case, name: str, a: Argument) -> str:
    """Whether the file has an answer that stands wherever an objection is still to be met."""
    found = raised.answers(case, a)
    if not found:
        return NONE
    here = [any(s.arguments.get(b.id) == "stands" for b in found) for s in _where(case, name, a)]
    if all(here):
        return MET
    return PARTLY if any(_ever_stands(case, name, b) for b in found) else FALLEN


def _ever_stands(case: Case, name: str, b: Argument) -> bool:
    """Whether an answer stands somewhere that the course can settle."""
    return any(s.arguments.get(b.id) == "stands" for w in case.worlds for s in raised.states(case, name, w))


def told(case: Case, name: str, a: Argument) -> tuple[Sentence, ...]:
    """Each answer of the file to an argument: as it is worded where it stands, and else why it does not."""
    return tuple(answer(case, name, a, b) for b in raised.answers(case, a))


def answer(case: Case, name: str, a: Argument, b: Argument, verb: str = "") -> Sentence:
    """One answer to an argument, told by what it does to it where a `verb` is given: `What limits it: ...`."""
    sources = cited_short(case.dossier, b.from_)
    by_world = case.by_value(lambda w: _failing(case, name, b, w))
    fails = {why: where for why, where in by_world.items() if why}
    claim = b.claim.rstrip(".")
    if not fails:
        return say(f"What {verb} it: {claim}." if verb else ended(claim), trace=(a.id, b.id), sources=sources)
    told = [
        listed([words for words, _ in why], "or") + (f" {case.when(where)}" if len(fails) > 1 else "")
        for why, where in fails.items()
    ]
    if () in by_world:
        where_ = case.when(by_world[()])
        told = [t.partition(", as it would ")[0] if t.endswith(where_) else t for t in told]  # not said twice
        lead = f"What {verb} it {where_}" if verb else capital(where_)
        text = f"{lead}: {claim}. Otherwise it is {'; '.join(told)}."
    else:
        ever = _ever_stands(case, name, b)
        word = "does not stand in every case" if ever else "does not stand after this course"
        text = f"The answer in the file, “{claim}”, {word}: it is {'; '.join(told)}."
    keys = (key for why in fails for _, ids in why for key in ids)
    open_ = case.open_trace() if len(by_world) > 1 else ()
    return say(text, trace=(a.id, b.id, name, *keys, *open_), sources=sources)


def _failing(case: Case, name: str, b: Argument, world: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Why an answer does not stand, in each state of one world in which it does not."""
    here = raised.states(case, name, world)
    return tuple(dict.fromkeys(raised.why_not(case, s, b) for s in here if s.arguments.get(b.id) != "stands"))


def finding(case: Case, name: str) -> Sentence:
    """How many objections remain, to how many of them nothing answers, and which are to something else."""
    found, other = objections(case, name), raised.elsewhere(case, name)
    trace = (name, *(a.id for a in (*found, *other)))
    besides = ""
    if other:
        quoted = listed([f"“{argument(case.dossier, a.id)}”" for a in other])
        besides = f" Not counted, since this course does not contain what {_they(len(other))}: {quoted}."
    if not found:
        return say(f"Where {case.called(name)} settles, no objection stands.{besides}", trace=trace)
    n = len(found)
    lacking = [(kind, len(some)) for kind, some in _by_kind(case, name).items() if some]
    left = [f"to {f'{number(m)} more' if i else _of(m, n)} {BLANK[kind]}" for i, (kind, m) in enumerate(lacking)]
    own = sum(not raised.by_others(case, a) for a in found)
    by = f", {'and it is' if n == 1 else 'all' if own == n else number(own)} raised on our own side" if own else ""
    text = f"{capital(counted(n, 'objection'))} {'is' if n == 1 else 'are'} to be met{by}"
    return say(f"{'; '.join((text, *left))}.{besides}", trace=trace)


def _they(n: int) -> str:
    return "it opposes" if n == 1 else "they oppose"


def _of(n: int, all_: int) -> str:
    return "it" if all_ == 1 else "all of them" if n == all_ else f"{number(n)} of them"


def _by_kind(case: Case, name: str) -> dict[str, list[Argument]]:
    """The objections that nothing answers, and those whose answers do not stand."""
    found: dict[str, list[Argument]] = {kind: [] for kind in BLANK}
    for a in objections(case, name):
        kind = answered(case, name, a)
        if kind != MET:
            found[kind].append(a)
    return found


def table(case: Case, name: str) -> Table | None:
    """Each objection that stands or is limited, who raises it, and the answer on record."""
    rows = tuple(_row(case, name, a) for a in objections(case, name))
    if not rows:
        return None
    columns = (
        Column("If it is said that", 30), Column("Who says it", 18), Column("Status", 16),
        Column("The answer on record"),
    )  # fmt: skip
    return Table("Objections, with the answer on record", columns, rows, "plain", caption_hidden=True)


def _row(case: Case, name: str, a: Argument) -> Row:
    by = raised.users(a)
    head: Cell = (
        say(ended(a.claim), trace=(a.id,), sources=cited_short(case.dossier, a.from_)),
        say(f"Of {thing(case, a.opposes or '')}.", trace=(a.id, a.opposes or "")),
    )
    who: Cell = (say(capital(raised.named_users(case, a)) if by else "not stated", trace=(a.id, *by), basis="report"),)
    if not raised.by_others(case, a):
        who = (*who, say("on our own side", trace=(a.id, *by)))
    kind = answered(case, name, a)
    blank = (say(f"[{capital(BLANK[kind])}.]", trace=(a.id,)),) if kind != MET else ()
    return Row((head, who, _status(case, name, a), (*told(case, name, a), *blank)))


def _status(case: Case, name: str, a: Argument) -> Cell:
    """The status of an objection: one mark, or one for each case that the file leaves open."""
    by_world = case.by_value(lambda w: raised.statuses(case, name, a.id, w))
    lines = []
    for words, where in by_world.items():
        pieces: list[Piece | Sign] = []
        for word in words:
            pieces += [*([Piece(" or ")] if pieces else []), Sign(mark("argument", word))]
        when = f" {case.when(where)}" if len(by_world) > 1 else ""
        trace = (a.id, *(case.open_trace() if when else ()))
        lines.append(say(*pieces, *([Piece(when)] if when else []), trace=trace))
    return tuple(lines)


def unanswered(case: Case, name: str) -> tuple[Sentence, ...]:
    """The objections without an answer that stands, each as something to be written, with what there is."""
    found: list[Sentence] = []
    for kind, some in _by_kind(case, name).items():
        for a in some:
            found.append(say(f"To “{argument(case.dossier, a.id)}” {BLANK[kind]}.", trace=(a.id,)))
            fallen = (b for b in raised.answers(case, a) if not raised.always_stands(case, name, b))
            found += [answer(case, name, a, b) for b in fallen]
    return tuple(found)
