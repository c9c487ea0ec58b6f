"""Questions to treaties, in the forms of a treaty file: what is asked, on which day, what is supposed.

An answer is one word or a small table in the vocabulary of the files, with the
articles it rests on. It is worked out under each reading, date and practice that
is contested; where that makes a difference it is `disputed`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from overture.files.diagnostics import did_you_mean
from overture.logic import UNKNOWN, YES, Tri, all_of
from overture.treaties.answers import citing
from overture.treaties.answers.alternatives import choices, under_each
from overture.treaties.answers.citing import Article
from overture.treaties.answers.duty_answers import duty_bearers, fact_answer
from overture.treaties.answers.findings import Answer, Finding, joined
from overture.treaties.answers.orders import order
from overture.treaties.answers.supposing import UnreadQuestion, a_day, event_of, known_text, read_as, suitable, suppose
from overture.treaties.duties.commitments import clash
from overture.treaties.semantics.admissibility import Attempt, Verdict, judge
from overture.treaties.semantics.fold import attempts, play, replace_state, supposed
from overture.treaties.semantics.state import State
from overture.treaties.text.phrases import DUTIES, parse_place
from overture.treaties.text.records import Question, VoteEvent
from overture.treaties.text.system import System
from overture.treaties.voting.stoppers import blocking, of_entry
from overture.treaties.voting.votes import Practice, stopping, tally


def status_words(question: Question) -> tuple[str, str]:
    """What a `status` question asks: a word, and of whom (nobody for the treaty itself)."""
    given = question.status
    if isinstance(given, Mapping):
        words = {k: v for k, v in given.items() if k != "treaty"}
        if len(words) != 1:
            raise UnreadQuestion("a status is asked of one word, as in `{party: STATE}`")
        word, who = next(iter(words.items()))
        if not isinstance(who, str):
            raise UnreadQuestion("a status is asked of one state, as in `{party: STATE}`")
        return str(word), str(who)
    return str(given), ""


def ask(system: System, question: Question, treaty: str) -> Answer:
    """Answer a question put to a treaty. Raises `UnreadQuestion` where it cannot be read.

    `treaty`: the one in whose file the question stands.
    """
    forms: dict[str, Callable[[System], Finding]] = {
        "try": lambda s: _try(s, question, treaty),
        "status": lambda s: _status(s, question, treaty),
        "fact": lambda s: _fact(s, question, treaty),
        "vote": lambda s: _vote(s, question, treaty),
        "duty": lambda s: _duty(s, question, treaty),
        "conflict": lambda s: _conflict(s, question, treaty),
        "order": lambda s: order(s, question, treaty),
    }
    for name in question.with_:
        if name not in system.treaties:
            raise UnreadQuestion(f"unknown treaty `{name}` after `with`; name its file as well")
    known_text(system, question.treaty)
    answering = forms[question.form]
    day = _day(question)
    concerned = {treaty, *question.with_, _about(question, treaty), *_conflicting(question)}

    def same(one: Finding, other: Finding) -> bool:
        return bool((one.meaning or one.answer) == (other.meaning or other.answer))

    found = under_each(system, choices(system, concerned, day), answering, same)
    answer = joined([found.base, *(f for _, f in found.differing)])
    return Answer(
        question, treaty, answer, found.base, tuple((told, f.answer) for told, f in found.differing)
    )


def _day(question: Question) -> date:
    if question.try_ and "on" in question.try_:
        return a_day(str(question.try_["on"]))
    return question.on


def _about(question: Question, treaty: str) -> str:
    given = question.treaty or str((question.try_ or {}).get("treaty", ""))
    if isinstance(question.status, Mapping):
        given = str(question.status.get("treaty", given))
    return given or treaty


def _conflicting(question: Question) -> tuple[str, ...]:
    return tuple(map(str, question.conflict.get("treaties", ()))) if question.conflict else ()


def played(system: System, question: Question, treaty: str) -> tuple[System, State]:
    """The state on the day of the question, with what it supposes."""
    day = _day(question)
    system = suppose(system, question.suppose, treaty, question.on)
    state = play(system, day).at(day)
    facts = tuple(e.event for e in system.supposed if e.event.fact is not None and e.event.on <= day)
    if facts:
        state = replace_state(state, facts=(*state.facts, *facts))
    return system, state


# forms --------------------------------------------------------------------------------------------


def _names(given: Any) -> tuple[str, ...]:
    if given is None or given == "":
        return ()
    return tuple(map(str, given)) if isinstance(given, list | tuple) else (str(given),)


TRY_KEYS = frozenset({"act", "by", "of", "treaty", "instrument", "effect", "consents", "on", "vote"})


def _try(system: System, question: Question, treaty: str) -> Finding:
    given = dict(question.try_ or {})
    unknown = set(given) - TRY_KEYS
    if unknown:
        raise UnreadQuestion(f"unknown key `{sorted(unknown)[0]}` in `try`; known: {', '.join(sorted(TRY_KEYS))}")
    day = _day(question)
    about = _about(question, treaty)
    if about not in system.treaties:
        raise UnreadQuestion(f"unknown treaty `{about}`")
    vote = given.pop("vote", None)
    keys = {k: v for k, v in given.items() if k in ("act", "by", "of", "instrument", "effect", "consents")}
    words = str(keys.get("by", ""))
    if words.startswith("parties of "):
        keys.pop("by")
    event = event_of(keys, day)
    known_text(system, event.instrument)
    if not words.startswith("parties of "):
        event = suitable(system, event, about)
    # what the log has of the same act on that day is what is being asked
    same = [
        e.event for e in system.log
        if e.event.act == event.act and system.on(e) == day and e.of == (event.instrument or about)
        and set(e.event.by) & set(event.by or e.event.by) and (not event.of or set(event.of) & set(e.event.of))
    ]  # fmt: skip
    system, state = played(system.leaving_out(same), question, treaty)
    if words.startswith("parties of "):
        of = words.removeprefix("parties of ").strip()
        if of not in system.treaties:
            raise UnreadQuestion(f"unknown treaty `{of}`")
        parties = [s for s in state.concerned(of) if state.standing("party", of, s).yes is True]
        event = event.model_copy(update={"by": tuple(parties)})
    ballots = _ballots(system, vote, day) if vote else None
    tried = attempts(state, supposed(event, about)) or [Attempt(str(event.act), about)]
    verdicts = tuple(judge(state, Attempt(a.act, a.treaty, a.by, a.to, a.effect, a.consents, ballots)) for a in tried)
    value = all_of(v.value for v in verdicts)
    deciding = next((v for v in verdicts if v.value.word == value.word), verdicts[0])
    word = {"true": "admissible", "false": "refused", "unknown": "unknown"}[value.word]
    return Finding(
        word,
        citing.of_verdict(state, deciding),
        blocking(state, deciding),
        (),
        _left_open(state, deciding),
        state,
        verdicts,
    )


def _ballots(system: System, given: Any, day: date) -> Callable[[str, str, str], Tri]:
    vote = read_as(VoteEvent, given if isinstance(given, Mapping) else {}, "this vote cannot be read: ")

    def carried(treaty: str, organ: str, matter: str) -> Tri:
        if organ != vote.organ:
            return UNKNOWN
        found = system.organ(organ, treaty)
        result = tally(found[1], vote, day, practice=practice(system, treaty, organ)) if found else None
        return UNKNOWN if result is None or result.adopted is None else YES if result.adopted else ~YES

    return carried


def _left_open(state: State, verdict: Verdict) -> tuple[str, ...]:
    """What stays unknown of an act: conditions that nobody can judge, and what the text does not speak of."""
    found = [need.says for need in verdict.open]
    file = state.system.treaties.get(verdict.attempt.treaty)
    silent = file.text.silent if file is not None and file.text else ()
    nouns = {"accede": "accession", "deposit": "ratification", "denounce": "denunciation", "invite": "invitation"}
    if verdict.attempt.act in nouns and "depositary" in silent:
        found.append(f"how {nouns[verdict.attempt.act]} is effected")
    if verdict.attempt.act in ("accede", "deposit") and "entry into force" in silent:
        found.append("when the treaty enters into force")
    return tuple(found)


def _status(system: System, question: Question, treaty: str) -> Finding:
    system, state = played(system, question, treaty)
    about = _about(question, treaty)
    word, who = status_words(question)
    if about not in system.treaties and about not in system.instruments:
        raise UnreadQuestion(f"unknown treaty `{about}`")
    if not who:
        return _treaty_status(state, about, word)
    value, articles = _standing(state, about, word, who)
    return Finding(value.word, articles, state=state)


def _treaty_status(state: State, treaty: str, word: str) -> Finding:
    articles = citing.of_entry(state, treaty)
    if word == "in_force":
        value = state.in_force(treaty)
        stop = of_entry(state, treaty) if treaty in state.system.treaties else ()
        return Finding(value.word, articles, stop, _pivotal(state, treaty, stop), state=state)
    if word == "can_still_enter_into_force":
        possible = ~state.over(treaty) & (YES if _attainable(state, treaty) else ~YES) & ~state.in_force(treaty)
        return Finding(possible.word, articles, state=state)
    if word == "ended":
        return Finding(state.over(treaty).word, articles, state=state)
    raise UnreadQuestion(
        f"unknown status `{word}`; known: in_force, can_still_enter_into_force, ended, or {{party: STATE}}, "
        "{signatory: STATE}, {deposited: STATE}, {bound: STATE}, {invited: STATE}, {observer: STATE}, {vote: STATE}"
    )


def _attainable(state: State, treaty: str) -> bool:
    """Whether entry into force is still possible if everything not done were done."""
    open_log = State(
        state.system, state.day, state.records, state.begun, state.not_yet, state.maybe, state.ended, state.gone,
        propositions=state.propositions, anything=True,
    )  # fmt: skip
    return open_log.begins(treaty).no is not True


def _pivotal(state: State, treaty: str, stop: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """Those who alone can stop entry into force and are known not to have done their part."""
    single = [s[0] for s in stop if len(s) == 1]
    return tuple(s for s in single if all(state.done(act, treaty, s).no is True for act in ("deposit",)))


_WORDS = {
    "party": "party", "member": "party", "signatory": "signatory", "contracting_state": "contracting state",
    "contracting state": "contracting state", "observer": "observer", "invited": "invited", "named": "named",
    "former_party": "former party", "former party": "former party", "third_state": "third state",
    "third state": "third state", "bound": "bound", "permanent": "permanent",
}  # fmt: skip
DONE = {"deposited": "deposit", "signed": "sign", "acceded": "accede", "accepted": "accept", "ratified": "ratify",
         "denounced": "denounce"}  # fmt: skip


def _standing(state: State, treaty: str, word: str, who: str) -> tuple[Tri, tuple[Article, ...]]:
    if word in DONE:
        act = DONE[word]
        articles = tuple(
            (home, p.art)
            for home, p, _ in (state.system.powers(treaty, act, state.day) if treaty in state.system.treaties else ())
        )
        return state.done(act, treaty, who), articles or citing.of_entry(state, treaty)
    if word == "vote":
        return state.standing("party", treaty, who), citing.of_standing(state, "party", treaty, who)
    if word not in _WORDS:
        raise UnreadQuestion(f"unknown status `{word}`; known: {', '.join(sorted({*_WORDS, *DONE, 'vote'}))}")
    return state.standing(_WORDS[word], treaty, who), citing.of_standing(state, _WORDS[word], treaty, who)


def _fact(system: System, question: Question, treaty: str) -> Finding:
    system, state = played(system, question, treaty)
    event = event_of({"fact": question.fact}, question.on)
    for place in event.fact_part("at"):
        try:
            parse_place(place)
        except ValueError as error:
            raise UnreadQuestion(f"{error}, found `{place}`") from None
    wanted = (treaty, *question.with_) if question.with_ else (_about(question, treaty),)
    expect = question.expect if isinstance(question.expect, Mapping) else {}
    answer, meaning, articles, says = fact_answer(state, event, wanted, tuple(expect), expect)
    return Finding(answer, articles, state=state, says=says, meaning=meaning)


def practice(system: System, treaty: str, organ: str) -> Practice:
    """What stops a decision of an organ, as the reading taken says."""
    clause = f"{treaty} {organ}"
    return Practice(_true(system.reading(clause, "abstention_stops")), _true(system.reading(clause, "absence_stops")))


def _true(value: object) -> bool:
    return value is True or value in ("true", "yes")


def _vote(system: System, question: Question, treaty: str) -> Finding:
    system, state = played(system, question, treaty)
    vote = question.vote
    assert vote is not None
    found = system.organ(vote.organ, treaty)
    if found is None:
        raise UnreadQuestion(f"unknown organ `{vote.organ}`")
    home, organ = found
    members = None
    if organ.members in ("every party", "every member"):
        values = [state.standing("party", home, s) for s in state.concerned(home)]
        members = sum(v.yes is True for v in values) if not any(v.word == "unknown" for v in values) else None
    result = tally(organ, vote, question.on, members, practice(system, home, vote.organ))
    return Finding(
        result.word, ((home, result.art),) if result.art else (),
        stopping(vote.organ, organ, result.matter, question.on),
        result.stopped_by, state=state, says=(result.says,),
    )  # fmt: skip


def _duty(system: System, question: Question, treaty: str) -> Finding:
    system, state = played(system, question, treaty)
    given = question.duty or {}
    if len(given) != 1 or not set(given) <= {"act", "do"}:
        raise UnreadQuestion("a duty is asked of one kind of conduct: `duty: {do: assist}`")
    words = str(next(iter(given.values())))
    near = did_you_mean(words, DUTIES)
    if near and words not in DUTIES:
        raise UnreadQuestion(f"no duty is called `{words}`; {near}")
    answer, articles = duty_bearers(state, words, (treaty, *question.with_))
    return Finding(answer, articles, state=state)


def _conflict(system: System, question: Question, treaty: str) -> Finding:
    system, state = played(system, question, treaty)
    treaties = _conflicting(question)
    if set(question.conflict or {}) - {"state", "treaties"}:
        raise UnreadQuestion("a conflict is asked of a state and two treaties: `{state: x, treaties: [one, other]}`")
    if len(set(treaties)) != 2 or any(t not in system.treaties for t in treaties):
        raise UnreadQuestion("a conflict is asked of two treaties that are told: `{state: x, treaties: [one, other]}`")
    found = clash(state, *treaties)
    return Finding(found.value.word, (*found.clauses, *found.prevails), state=state)

