"""The obligations after a fact, told in the vocabulary of a question: who assists, how, to whom one reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from overture.treaties.answers.citing import Article, of_entry
from overture.treaties.duties.obligations import Obligation, bearing, due, obligations
from overture.treaties.semantics.state import State
from overture.treaties.text.phrases import DUTIES, Task, firmness, parse_task
from overture.treaties.text.records import Event

NOBODY = "nobody"
DEFAULT_KEYS = ("assist", "how", "consult", "report")


def fact_answer(
    state: State, fact: Event, treaties: Sequence[str], keys: Sequence[str], expect: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any], tuple[Article, ...], tuple[str, ...]]:
    """What a fact obliges whom to do: one entry for each key that is asked for.

    Keys: a kind of duty (`assist`, `consult`, `report`), `how`, a treaty (who assists
    under it), `TREATY_how`, a state (how it must assist, strictest first), or a word
    of what is to be done. Where the answer means what `expect` says, it is told in the
    words of `expect`: `the 13 other parties` and a list of the thirteen are one answer. Beside
    the answers stands what each means, the states by name.
    """
    found = obligations(state, fact, treaties)
    told: dict[str, Any] = {}
    meant: dict[str, Any] = {}
    for key in keys or DEFAULT_KEYS:
        answer, same = _for_key(state, key, found, treaties, expect.get(key))
        if keys or key == "assist" or answer not in (NOBODY, "none"):
            told[key] = expect[key] if same and key in expect else answer
            meant[key] = _meant(state, key, answer, found)
    articles: dict[Article, None] = {}
    for o in found:
        if o.value.no is not True or o.task == "assist":
            articles.update(dict.fromkeys((o.treaty, art) for art in o.articles))
    for treaty in treaties:
        if state.in_force(treaty).yes is not True:
            articles.update(dict.fromkeys(of_entry(state, treaty)))
    return told, meant, tuple(articles), tuple(sentence(o) for o in found if o.value.no is not True)


def _meant(state: State, key: str, answer: Any, found: Sequence[Obligation]) -> Any:
    """The states behind `the 13 other parties`; any other answer as it is."""
    if not (isinstance(answer, str) and re.fullmatch(r"the \d+ other parties", answer)):
        return answer
    kind = key if key in DUTIES else "assist"
    mine = [o for o in found if o.task == kind and (key not in state.system.treaties or o.treaty == key)]
    return list(dict.fromkeys(s for o in mine if not o.condition for s in o.bound))


def _for_key(
    state: State, key: str, found: Sequence[Obligation], treaties: Sequence[str], expected: Any
) -> tuple[Any, bool]:
    """The answer for one key, and whether what is expected means the same."""
    helping = [o for o in found if o.task == "assist"]
    if key.endswith("_how") and key.removesuffix("_how") in state.system.treaties:
        hows = _hows(o for o in helping if o.treaty == key.removesuffix("_how"))
        return _plain(hows, "none"), _same_texts(hows, expected)
    if key == "how":
        hows = _hows(helping)
        return _plain(hows, "none"), _same_texts(hows, expected)
    if key in state.system.treaties:
        return _bearers(state, [o for o in helping if o.treaty == key], expected)
    if key in ("report", "inform"):
        mine = [o for o in found if o.task == key and o.value.no is not True]
        whom = tuple(dict.fromkeys(o.whom for o in mine))
        return _plain(whom, NOBODY), _same_texts(whom, expected)
    if key in DUTIES:
        return _bearers(state, [o for o in found if o.task == key], expected)
    if key in state.system.universe:
        hows = _hows(o for o in helping if key in o.bound)
        answer = list(hows) or NOBODY
        return answer, _same_texts(hows, expected) or answer == expected
    standing = [o for o in found if re.search(rf"\b{re.escape(key)}\b", o.words)]
    if any(o.task == "agree" for o in standing):
        return "unknown", expected == "unknown"  # what is still to be agreed is not absent
    if standing:
        return _bearers(state, standing, expected)
    return "none", expected == "none"


def _hows(found: Iterable[Obligation]) -> tuple[str, ...]:
    """How assistance is owed under each article that applies, strictest first."""
    order = ("strict", "discretion", "own processes")
    hows = {o.how or "without qualification": None for o in found if o.bound}
    return tuple(sorted(hows, key=lambda h: order.index(firmness(h))))


def _plain(texts: Sequence[str], empty: str) -> Any:
    return empty if not texts else texts[0] if len(texts) == 1 else list(texts)


def _same_texts(texts: Sequence[str], expected: Any) -> bool:
    wanted = [expected] if isinstance(expected, str) else list(expected or ())
    return sorted(map(str, wanted)) == sorted(texts)


def _bearers(state: State, found: Sequence[Obligation], expected: Any) -> tuple[Any, bool]:
    """Who bears duties of one kind, and whether what is expected names the same."""
    arising = [o for o in found if o.value.no is not True and not o.condition and not o.only_acting]
    waiting = [o for o in found if o.value.no is not True and o.condition.startswith("if ")]
    if arising:
        bound = tuple(dict.fromkeys(s for o in arising for s in o.bound))
        if not bound:
            opened = any(o.open or o.value.word == "unknown" for o in arising)
            return ("unknown", expected == "unknown") if opened else (NOBODY, expected == NOBODY)
        others = len(arising) == 1 and arising[0].all_others
        answer: Any = f"the {len(bound)} other parties" if others and not arising[0].attackers else list(bound)
        return answer, _names_the_same(bound, others, expected)
    if waiting:
        answer = f"every party {waiting[0].condition}"
        return answer, any(expected == f"every party {o.condition}" for o in waiting)
    acting = [o for o in found if o.value.no is not True and o.only_acting]
    if acting:
        return "every party that acts", expected == "every party that acts"
    return NOBODY, expected == NOBODY


def _names_the_same(bound: Sequence[str], others: bool, expected: Any) -> bool:
    if isinstance(expected, list | tuple):
        return set(map(str, expected)) == set(bound)
    words = str(expected)
    if words in ("every other party", "all other parties", "the other parties"):
        return others
    number = re.fullmatch(r"the (\d+) other parties", words)
    if number:
        return others and int(number[1]) == len(bound)
    return [words] == list(bound)


def sentence(o: Obligation) -> str:
    """One obligation in a sentence."""
    who = "every party that acts" if o.only_acting else ", ".join(o.bound) or ", ".join(s for s, _ in o.bearers)
    how = f", {o.how}" if o.how else ""
    doing = f"must not {o.words}" if o.forbidden else f"must {o.words}{how}"
    if o.task == "assist" and o.to:
        doing = f"must assist {o.to}{how}"
    condition = f", {o.condition}" if o.condition else ""
    unknown = " (not known whether it arises)" if o.value.word == "unknown" else ""
    party = f"; {', '.join(o.attackers)} attacks and is itself a party" if o.attackers else ""
    return f"{o.treaty} {o.art}: {who} {doing}{condition}{unknown}{party}"


def duty_bearers(state: State, words: str, treaties: Sequence[str]) -> tuple[Any, tuple[Article, ...]]:
    """Who owes a kind of conduct on the day: nobody, or those who bear a duty that has arisen."""
    try:
        task: Task = parse_task(words)
    except ValueError:
        task = Task(words, "", words)
    who: dict[str, None] = {}
    articles: dict[Article, None] = {}
    unknown = False
    for treaty in treaties:
        for provision, duty in state.system.duties(treaty, state.day):
            if duty.do is None or duty.do.kind != task.kind:
                continue
            articles[treaty, provision.art] = None
            arises = due(state, treaty, provision, duty)
            if duty.when is not None and duty.when.kind == "organ":
                arises = arises & state.done(duty.when.what, treaty, duty.when.whom)
            elif duty.when is not None:
                hit = [e for e in state.facts if e.fact_kind == duty.when.what]
                arises = arises & (state.in_force(treaty) if hit else ~state.in_force(treaty))
            for name, value in bearing(state, treaty, duty):
                both = arises & value
                if both.yes is True:
                    who[name] = None
                unknown = unknown or both.word == "unknown"
    answer: Any = list(who) or ("unknown" if unknown else NOBODY)
    return answer, tuple(articles)
