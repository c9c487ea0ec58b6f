"""What to watch: what can be observed, would change the advice or the goal if it turned, and which way it points."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from overture.dossier.entries import Assumption, Fact
from overture.papers.content import Cell, Column, Row, Sentence, Table, code
from overture.papers.english import capital, counted, ended, listed, number, uncapital
from overture.papers.naming import cited_short, entry_label, entry_text
from overture.papers.options import setting_phrase
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.edits import target, targets, whose
from overture.papers.sentences.grounds.audit import asserted_text
from overture.papers.sentences.grounds.reliance import goal_changes, supports, together
from overture.papers.sentences.grounds.turned import CHANGES, about_advice, advised_then
from overture.papers.sentences.others.reply_picture import word_in

MOST, MOST_NAMED = 12, 4
Edit = dict[str, Any]


@dataclass
class Indicator:
    """Something to watch: what is taken now, what it would mean if it turned, and what that overturns."""

    key: str
    changes: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)  # claims and variants that say so
    against: bool = False
    other: bool = False  # it points to another course, or to another way to the same
    mends: bool = False  # a claim that is contradicted now would hold


def found(case: Case) -> tuple[Indicator, ...]:
    """Assumptions whose turn would change the advice or the goal, those against what is advised first."""
    indicators: dict[str, Indicator] = {}
    for edit, claims in supports(case):
        for part in edit.get("together", [edit]):
            key = target(part)
            if not isinstance(case.dossier.entry(key), Assumption) and key not in case.advice.open:
                continue
            one = indicators.setdefault(key, Indicator(key))
            beside = " (with another)" if "together" in edit else ""
            for claim, fails in claims:
                one.changes.append((fails if key in case.advice.open else _low(fails)) + beside)
                one.keys.append(claim)
                one.against |= "is not kept" in fails or "is kept" in fails
                one.other |= about_advice(case, claim)
    for claim, edits in _contradicted(case).items():
        for edit in edits:
            if isinstance(case.dossier.entry(target(edit)), Assumption):
                one = indicators.setdefault(target(edit), Indicator(target(edit)))
                one.changes.append(f"“{asserted_text(case, claim, case.dossier.claims[claim])}” holds after all")
                one.keys.append(claim)
                one.mends = True
    for key, variant in case.dossier.variants.items():
        name = target(variant.edits[0].as_json()) if len(variant.edits) == 1 else ""
        change = _variant(case, key)
        if change and name in case.advice.open:
            turned = variant.edits[0].as_json().get("to") in (True, "true")
            change = f"If {'so' if turned else 'not'}, {uncapital(change)}"
        if change and isinstance(case.dossier.entry(name), Assumption):
            one = indicators.setdefault(name, Indicator(name))
            one.changes.append(change)
            one.keys.append(key)
            one.against |= "lost" in change
            one.other |= "advised" in change or "told apart" in change or "hangs on" in change
    return tuple(sorted(indicators.values(), key=lambda i: (not i.against, not i.other)))


def _contradicted(case: Case) -> dict[str, tuple[Edit, ...]]:
    """The claims about a goal or the advice that are contradicted, with the edits under which they would hold."""
    claims = case.dossier.claims
    return {
        key: result.holds_if for key, result in case.advice.claims.items()
        if result.verdict == "contradicted" and key in claims
        and claims[key].test in ("recommended", "kept", "lost", "open")
    }  # fmt: skip


def _low(fails: str) -> str:
    for start in ("if not, ", "if it is so, "):
        fails = fails.removeprefix(start)
    return fails


def _variant(case: Case, key: str) -> str:
    """What a variant changes in the advice or the goal of what is advised now."""
    result = case.advice.variants.get(key)
    if result is None:
        return ""
    base = {w.recommended for w in case.advice.by_world}
    if not set(result.recommended) <= base:
        return advised_then(case, result.recommended)
    return goal_changes(case, key)


def finding(case: Case) -> Sentence:
    """How many things are worth watching, and which of them first."""
    all_found = found(case)
    moves = turns(case)
    trace = (*(i.key for i in all_found), *moves) or (case.chosen,)
    if not all_found and not moves:
        taken = [k for k, a in case.dossier.assumptions.items()]
        names = [f"“{entry_label(case.dossier, k)}”" for k in taken[:MOST_NAMED]]
        more = [f"{number(len(taken) - MOST_NAMED)} more"] if len(taken) > MOST_NAMED else []
        may = f" What is assumed and may turn: {listed([*names, *more])}." if taken else ""
        return say(f"The claims of the file name nothing to watch.{may}", trace=(*trace, *taken))
    n = len(all_found) + len(moves)
    text = f"{capital(counted(n, 'thing'))} to watch: {'if it turned, it' if n == 1 else 'each alone, if it turned,'} "
    text += "would change the advice, or what is said of the goal."
    if all_found:
        text += f" The first: “{entry_label(case.dossier, all_found[0].key)}”."
    return say(text, trace=trace)


def table(case: Case) -> Table | None:
    """Each indicator: what to watch, what is taken, what it would change, and how we would know."""
    rows = [_row(case, i) for i in found(case)[:MOST]] + [_turn(case, r, w) for r, w in turns(case).items()]
    if not rows:
        return None
    columns = (Column("Watch whether", 36), Column("Taken now", 17), Column("If it turns", 30), Column("Points"))
    left = len(found(case)) - MOST
    caption = "Indicators: what would change the advice or the goal"
    return Table(caption + (f"; {number(left)} more are in the audit" if left > 0 else ""), columns, tuple(rows))


def _row(case: Case, one: Indicator) -> Row:
    entry = case.dossier.entry(one.key)
    so = _so(case, one.key)
    text = case.open_says(one.key) if one.key in case.advice.open else entry_text(case.dossier, one.key)
    cited = cited_short(case.dossier, entry.from_) if entry else ()
    likely = getattr(entry, "likelihood", None)
    now = "open" if so is None else "so" if so else "not so"
    cells: list[Cell] = [
        (say(ended(text)[:-1], trace=(one.key,), basis="judgement", sources=cited),
         *((say(", ".join(cited[:2]), trace=(one.key,), sources=cited),) if cited else ())),
        (say(capital(now) + (f"; likelihood: {likely}" if likely else ""), trace=(one.key,)),),
        (say(_if_it_turns(one), trace=(one.key, *one.keys)),),
        (say(_points(one), trace=(one.key, case.chosen)),),
    ]  # fmt: skip
    return Row(tuple(cells))


def _if_it_turns(one: Indicator) -> str:
    """What changes; of what is open, which way it turns for each."""
    found = _once(one.changes)
    by_way = [c for c in found if c.startswith(("if not, ", "if it is so, "))]
    others = [c for c in found if c not in by_way]
    told = [*together(by_way), *([listed(others[:3])] if others else [])]
    return " ".join(ended(t) for t in told)


def _once(changes: list[str]) -> list[str]:
    """The changes, each once; that the advice changes is not said beside what is advised then."""
    found = list(dict.fromkeys(changes))
    return [c for c in found if c != CHANGES] if any("then" in c for c in found) else found


def _points(one: Indicator) -> str:
    if one.against and one.other:
        return "against what is advised, and to another course"
    if one.against:
        return "against what is advised"
    if one.other:
        return "to another course"
    return "for what the file claims, and is contradicted now" if one.mends else "for courses now set aside"


def _so(case: Case, key: str) -> bool | None:
    """Whether it is taken to be so; not known where it is open or nothing tells."""
    entry = case.dossier.entry(key)
    if isinstance(entry, Assumption):
        return entry.taken
    outcome = case.outcome(case.chosen)
    if not isinstance(entry, Fact) or outcome is None or not outcome.settlements:
        return None
    return case.true_in(case.state(case.chosen, outcome.settlements[0]), entry.when)


def turns(case: Case) -> dict[str, str]:
    """The named replies to what is advised on which events do not settle and under which a goal fares otherwise."""
    outcome = case.outcome(case.chosen)
    goals = [s.id for s in case.dossier.preferences.get(case.dossier.proposer, ()) if s.goal]
    if outcome is None or len(goals) != 1:
        return {}
    now = outcome.goals.get(goals[0])
    settled = [state for s in outcome.settlements for state in s.states]
    found_: dict[str, str] = {}
    for reply in case.dossier.replies:
        cell = case.first.matrix.get(case.chosen, {}).get(reply)
        word = word_in(case, case.chosen, reply, goals[0])
        if cell and word and word != now and not any(s in cell.states for s in settled):
            found_[reply] = word
    return found_


def _turn(case: Case, reply: str, word: str) -> Row:
    """A reply that would come otherwise than foreseen."""
    settings = case.dossier.replies[reply].settings
    phrase = case.dossier.replies[reply].text or setting_phrase(case.dossier, settings)
    goal = next(s.id for s in case.dossier.preferences[case.dossier.proposer] if s.goal)
    points = "against what is advised" if word != "kept" else "for what is advised"
    cells: list[Cell] = [
        (say(capital(phrase), trace=(reply,)),),
        (say("Not so: events settle otherwise", trace=(reply, case.chosen)),),
        (say(f"The goal is {word}.", trace=(case.chosen, reply, goal)),),
        (say(points, trace=(reply, case.chosen)),),
    ]
    return Row(tuple(cells))


# key assumptions


def assumptions_finding(case: Case) -> Sentence:
    """How many assumptions there are, and how many of them carry a claim."""
    keys = tuple(case.dossier.assumptions)
    carrying = [k for k in keys if _carried(case, k)]
    text = f"{capital(counted(len(keys), 'assumption'))}; "
    some = "it" if len(keys) == 1 else "all" if len(carrying) == len(keys) else number(len(carrying))
    some += " of them" if len(keys) > 1 else ""
    text += f"claims rest on {some}." if carrying else "no claim was found to rest on any."
    return say(text, trace=keys)


def assumptions(case: Case) -> Table:
    """Every assumption: how it is taken, how likely it is said to be, whose it is, and what rests on it."""
    rows = []
    for key, entry in case.dossier.assumptions.items():
        so = "open" if entry.taken is None else "so" if entry.taken else "not so"
        carried = _carried(case, key)
        shown = [asserted_text(case, c, case.dossier.claims[c]) for c in carried[:1]]
        rests = "nothing that was tested" if not carried else f"“{shown[0]}”"
        if len(carried) > 1:
            rests += f" and {counted(len(carried) - 1, 'other claim')}"
        mended = _mended(case, key)
        if mended:
            told = listed([f"“{asserted_text(case, c, case.dossier.claims[c])}”" for c in mended[:2]])
            verb = "is" if len(mended[:2]) == 1 else "are"
            rests = f"{rests}; " if carried else ""
            rests += f"if it turned, {told} would hold, which {verb} contradicted now"
        cited = cited_short(case.dossier, entry.from_)
        cells: list[Cell] = [
            (say(ended(entry_text(case.dossier, key))[:-1], trace=(key,), basis="judgement", sources=cited),
             say(code(key), trace=(key,))),
            (say(capital(so) + (f"; likelihood: {entry.likelihood}" if entry.likelihood else ""), trace=(key,)),),
            (say(capital(whose(case, key)) + (f"; {', '.join(cited[:2])}" if cited else ""), trace=(key,),
                 sources=cited),),
            (say(capital(rests), trace=(key, *carried, *mended)),),
        ]  # fmt: skip
        rows.append(Row(tuple(cells)))
    columns = (Column("Assumption", 36), Column("Taken as", 17), Column("Whose", 20), Column("What rests on it"))
    return Table("Key assumptions", columns, tuple(rows), caption_hidden=True)


def _carried(case: Case, key: str) -> list[str]:
    """The claims that rest on an assumption."""
    results = case.advice.claims.items()
    return [c for c, r in results if c in case.dossier.claims and any(key in targets(e) for e in r.rests_on)]


def _mended(case: Case, key: str) -> list[str]:
    """The contradicted claims that would hold if an assumption turned."""
    results = case.advice.claims.items()
    return [c for c, r in results if c in case.dossier.claims and any(key in targets(e) for e in r.holds_if)]
