"""The courses that were considered: what each gains and loses against doing nothing, and why it is not advised."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from overture.advice.results import Settlement
from overture.diagrams import mark
from overture.dossier import DO_NOTHING
from overture.papers.content import Sentence, Sign, strong
from overture.papers.english import capital, counted, ended, listed, number
from overture.papers.naming import entry_label, statement_label, statement_text
from overture.papers.options import setting_phrase
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.cases import in_each_case, sentence_by_sentence
from overture.papers.sentences.decision.goals import where_it_ends
from overture.papers.sentences.decision.recommendation import course
from overture.papers.sentences.grounds.firmness import firmness
from overture.papers.truth import State

MOST = 6  # statements named in one sentence


@dataclass(frozen=True)
class Change:
    """A statement that a course gains or loses against doing nothing, or may, as events go one way or another."""

    statement: str
    gained: bool
    surely: bool


def changes(case: Case, name: str, world: int = 0) -> tuple[Change, ...]:
    """The proposer's statements by which a course and doing nothing differ where they settle.

    Surely: in every settlement of either. Else it may be so, where they do not end alike.
    """
    if name == DO_NOTHING:
        return ()
    here, there = _words(case, name, world), _words(case, DO_NOTHING, world)
    found = []
    for key, ends in here.items():
        base = there.get(key, ends)
        if ends == base:
            continue
        surely = len(ends) == len(base) == 1
        if True in ends and False in base:
            found.append(Change(key, True, surely))
        if False in ends and True in base:
            found.append(Change(key, False, surely))
    return tuple(found)


def _words(case: Case, name: str, world: int) -> dict[str, set[bool]]:
    outcome = case.outcome(name, world)
    found: dict[str, set[bool]] = {}
    settlements: tuple[Settlement, ...] = outcome.settlements if outcome else ()
    for settlement in settlements:
        for here in settlement.here:
            for key, word in here.statements.get(case.dossier.proposer, {}).items():
                found.setdefault(key, set()).add(word != "failed")
    return found


def others(case: Case, chosen: str) -> tuple[tuple[Sentence, ...], ...]:
    """A paragraph for each other course of the menu: what it is, what becomes of the goals, what decides against it."""
    found = []
    for name in case.shown:
        if name == chosen:
            continue
        label, text = capital(case.called(name).strip("“”")), _what_it_is(case, name)
        told = say(strong(label), f": {text}" if text != f"{label}." else ".", trace=(name,))
        found.append((told, *sentence_by_sentence(case, partial(_judged, of=case, name=name))))
    left = case.left_out
    if left > 0:
        text = f"{capital(counted(left, 'more course was', 'more courses were'))} compared."
        found.append((say(text, trace=("proposals",)),))
    return tuple(found)


def named(case: Case, name: str) -> Sentence:
    """A course at the head of a row."""
    return say(capital(case.label(name)), trace=(name,))


def _what_it_is(case: Case, name: str) -> str:
    if name == DO_NOTHING:
        return "no step is taken."
    return ended(course(case, name).removeprefix(f"{case.called(name)}: "))


def _aims(case: Case, name: str) -> dict[str, str]:
    """Each goal with what becomes of it."""
    outcome = case.outcome(name)
    return {g: v for g, v in (outcome.goals if outcome else {}).items() if case.dossier.statements[g].goal}


def _judged(case: Case, of: Case, name: str) -> tuple[Sentence, ...]:
    """What becomes of the goals in one case, whether the course is advised in that of all, what decides against it."""
    return (*_becomes(case, name), *_advised(of, name), *_against(case, name))


def _becomes(case: Case, name: str) -> tuple[Sentence, ...]:
    """What becomes of the goals, and what loses those that are lost."""
    goals = _aims(case, name)
    told = [
        f"{verb} {_names(case, tuple(keys))}"
        for word, verb in (("kept", "keeps"), ("open", "leaves open"))
        if (keys := [g for g, v in goals.items() if v == word])
    ]
    held = tuple(g for g, v in goals.items() if v != "lost")
    kept = (say(f"It {listed(told)}.", trace=(name, *held)),) if told else ()
    return (*kept, *_loses(case, name, tuple(g for g, v in goals.items() if v == "lost")))


def _names(case: Case, goals: tuple[str, ...], last: str = "and") -> str:
    return listed([f"“{statement_label(case.dossier, g)}”" for g in goals], last)


def _loses(case: Case, name: str, lost: tuple[str, ...]) -> tuple[Sentence, ...]:
    """The goals that a course loses, with what the others do that loses them.

    That is a move without which the goal would be kept, or what is done instead of a reply that would keep it.
    Where there is neither, it is told where events end.
    """
    by_cause: dict[tuple[tuple[tuple[str, str], ...], str], list[str]] = {}
    for goal in lost:
        acts, reply = _alone(case, name, goal), ""
        if not acts:
            acts, reply = _instead(case, name, goal)
        by_cause.setdefault((tuple(acts.items()), reply), []).append(goal)
    found = []
    for (acts_, reply), keys in by_cause.items():
        acts, goals = dict(acts_), tuple(keys)
        it = "it" if len(goals) == 1 else "they"
        why = f": {setting_phrase(case.dossier, acts)}" if acts else _ends(case, name, goals)
        why += f"; were the reply “{entry_label(case.dossier, reply)}”, {it} would be kept" if reply else ""
        options = tuple(o.rpartition(".")[2] for o in acts)
        found.append(say(f"It loses {_names(case, goals)}{why}.", trace=(name, *goals, reply, *options)))
    return tuple(found)


def _ends(case: Case, name: str, lost: tuple[str, ...]) -> str:
    """Where events end, and that no named reply would keep what is lost."""
    outcome = case.outcome(name)
    if outcome is None or not any(s.course for s in outcome.settlements):
        return "" if name == DO_NOTHING else "; nobody then moves"
    possible = [c for c in case.first.matrix.get(name, {}).values() if c.possible]
    never = possible and all(g in c.failed for g in lost for c in possible)
    it = "it" if len(lost) == 1 else "them"
    more = f"; no reply that the file names would keep {it}" if never else ""
    return f"; events end so: {where_it_ends(case, name)}{more}"


def _rests(case: Case, name: str) -> Settlement | None:
    """Where events end, if that is in one state alone."""
    outcome = case.outcome(name)
    ends = outcome.settlements if outcome else ()
    return ends[0] if len(ends) == 1 and len(ends[0].states) == 1 else None


def _alone(case: Case, name: str, goal: str) -> dict[str, str]:
    """The moves each of which loses a goal: without it alone the goal is kept, as far as options and facts tell."""
    settlement = _rests(case, name)
    if settlement is None:
        return {}
    state = case.state(name, settlement)
    want = case.dossier.statements[goal].want
    found = {}
    for option, value in settlement.states[0].items():
        without = State({**state.setting, option: case.advice.start[option]}, state.world)  # treaties would follow
        if case.true_in(without, want):
            found[option] = value
    return found


def _instead(case: Case, name: str, goal: str) -> tuple[dict[str, str], str]:
    """Of the replies that would keep a goal the one nearest to where events rest, and what is done there instead."""
    settlement = _rests(case, name)
    if settlement is None:
        return {}, ""
    state = {**case.advice.start, **settlement.states[0]}
    found = []
    for reply, cell in case.first.matrix.get(name, {}).items():
        if not cell.possible or goal not in cell.held:
            continue
        options = ((case.dossier.option(o), value) for o, value in case.dossier.replies[reply].settings.items())
        wanted = {option.qualified: value for option, value in options if option is not None}
        acts = {o: state[o] for o, value in wanted.items() if o in state and state[o] != value}
        moved = {o: value for o, value in acts.items() if value != case.advice.start.get(o)}  # no answer is no reason
        if acts:
            found.append((moved or acts, reply))
    return min(found, key=lambda pair: len(pair[0])) if found else ({}, "")


def _advised(case: Case, name: str) -> tuple[Sentence, ...]:
    advised = case.advised_in(name)
    if not advised:
        return ()
    beside = (n for w in advised for n in case.advice.by_world[w].recommended if n != name)
    tied = tuple(dict.fromkeys(beside))
    apart = f"; by what we want it is not told apart from {case.called_all(tied, 'or')}" if tied else ""
    if len(advised) == len(case.worlds):
        text = f"It is advised as well{apart}." if tied else "It is the course that is advised."
        return (say(text, trace=(name, *tied)),)
    return (say(f"It is advised {case.when(advised)}{apart}.", trace=(name, *tied, *case.open_trace())),)


def _against(case: Case, name: str) -> tuple[Sentence, ...]:
    """What decides against a course, where it is not advised."""
    if name in case.first.recommended:
        return ()
    found = []
    goals = _aims(case, name)
    deciding = case.first.deciding.get(name)
    if deciding and goals.get(deciding) != "lost":
        text = f"What decides against it: it misses “{statement_text(case.dossier, deciding)}”."
        found.append(say(text, trace=(name, deciding)))
    outcome = case.outcome(name)
    if outcome and outcome.dominated_by:
        by = outcome.dominated_by
        text = f"Reply by reply it is worse than {case.called_all(by, 'and', 2)}, whatever the weights."
        found.append(say(text, trace=(name, *by)))
    return tuple(found)


def advantages(case: Case, name: str) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """What a course gains and what it loses against doing nothing, as the two sides of an options paper."""
    where: dict[Change, list[int]] = {}
    for world in case.worlds:
        for change in changes(case, name, world):
            where.setdefault(change, []).append(world)

    def told(gained: bool) -> tuple[Sentence, ...]:
        some = [(c, tuple(worlds)) for c, worlds in where.items() if c.gained is gained]
        shown = tuple(_told(case, name, c, worlds) for c, worlds in some[:MOST])
        more = tuple(c.statement for c, _ in some[MOST:])
        if more:
            return (*shown, say(f"and {number(len(more))} more", trace=(name, *more)))
        return shown or (say("none against doing nothing", trace=(name,)),)

    return told(True), told(False)


def _told(case: Case, name: str, change: Change, where: tuple[int, ...]) -> Sentence:
    text = statement_text(case.dossier, change.statement)
    if not change.surely:
        text = f"It may {'gain' if change.gained else 'miss'} “{text}”, as events go one way or another"
    elif not change.gained:
        text = f"It misses “{text}”"
    everywhere = len(where) == len(case.worlds)
    when = "" if everywhere else f", {case.when(where)}"
    trace = (name, change.statement, *(() if everywhere else case.open_trace()))
    return say(f"{capital(text)}{when}", trace=trace)


def price(case: Case, name: str) -> tuple[Sentence, ...]:
    """What the course costs against doing nothing, where it settles."""
    return sentence_by_sentence(case, lambda view: _price(view, name))


def _price(case: Case, name: str) -> tuple[Sentence, ...]:
    if name == DO_NOTHING:
        return ()
    lost = [c for c in changes(case, name) if not c.gained]
    surely = tuple(c.statement for c in lost if c.surely)
    maybe = tuple(c.statement for c in lost if not c.surely)
    if not lost:
        return (say("Against doing nothing it loses nothing that the file asks for.", trace=(name,)),)
    parts = [
        f"{verb} {listed([f'“{statement_label(case.dossier, k)}”' for k in keys[:MOST]])}{end}"
        for verb, keys, end in (("loses", surely, ""), ("may lose", maybe, ", as events go one way or another"))
        if keys
    ]
    return (say(f"The price: against doing nothing it {listed(parts)}.", trace=(name, *surely, *maybe)),)


def goal_lines(case: Case, name: str) -> tuple[tuple[Sentence, ...], ...]:
    """Each goal with what becomes of it after a course that is not the advised one, in each case that is open."""
    lines = []
    for key in _aims(case, name):
        text = statement_text(case.dossier, key)
        values = case.by_value(lambda w, k=key: case.verdict(name, k, w))  # type: ignore[misc]
        for verdict, where in values.items():
            when, more = ("", ()) if len(values) == 1 else (f", {case.when(where)}", case.open_trace())
            told = ended(f"{text.rstrip('.')}{when}")
            lines.append((say(Sign(mark("goal", verdict)), trace=(name, key)), say(told, trace=(name, key, *more))))
    return tuple(lines)


def wordings(case: Case, name: str) -> tuple[tuple[Sentence, ...], ...]:
    """Which wording of the advised course was chosen over which, and how firmly, where this one is advised."""

    def told(view: Case) -> tuple[tuple[Sentence, ...], ...]:
        return tuple((say(*first.pieces, ": ", *second.pieces, trace=(*first.trace, *second.trace)),)
                     for first, second in firmness(view))  # fmt: skip

    return in_each_case(case, told, case.advised_in(name))
