"""What changed between two versions of a dossier, and in its conclusions, told in the words of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from overture.dossier import DO_NOTHING
from overture.dossier.difference import Difference
from overture.dossier.entries import Document
from overture.papers.content import Cell, Column, Row, Sentence, Table, code
from overture.papers.english import capital, counted, listed, number
from overture.papers.history import is_for
from overture.papers.naming import argument, entry_label, statement_label, treaty
from overture.papers.options import choice_text, setting_phrase
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.edits import command
from overture.papers.sentences.occasions.request import advised
from overture.papers.sentences.wording import beginning, passage_words

MOST = 200  # characters of a value
MOST_EDITS = 3  # that a claim rests on
_KINDS = {
    "added": "is new", "dropped": "was taken out", "changed": "was changed", "reordered": "was put in another order",
}  # fmt: skip


@dataclass(frozen=True)
class Conclusion:
    """A conclusion that changed: its key, old and new value, and the edits that each alone change it."""

    key: tuple[str, ...]
    old: Any
    new: Any
    by: tuple[str, ...]


def finding(
    old: Case, new: Case, found: Sequence[Conclusion], edits: Sequence[Difference], unrelated: bool = False
) -> Sentence:
    """How many conclusions changed, and what becomes of the advice; `unrelated`: the files have no option in common."""
    if not edits:
        return say("The two files say the same.", trace=("title",))
    trace = tuple(d.id for d in edits)
    if unrelated:
        return say(
            "These are two different decisions: no option of the one is in the other, so what follows compares little.",
            trace=trace,
        )
    what = counted(len(edits), "entry", "entries")
    verb = "differs" if len(edits) == 1 else "differ"
    if not found:
        return say(f"{capital(what)} {verb}; no conclusion changes.", trace=trace)
    turned = any(c.key == ("recommended",) for c in found)
    advice = _advice_now(old, new) if turned else "The advice stays."
    conclusions = counted(len(found), "conclusion")
    changes = "changes" if len(found) == 1 else "change"
    named = new.advice.recommended if turned else ()
    return say(f"{capital(what)} {verb}, and {conclusions} {changes}. {advice}", trace=(*trace, *named))


def _advice_now(old: Case, new: Case) -> str:
    """What the advice becomes; of a course that is still advised that it is no longer told apart from another."""
    before, after = ({w.recommended for w in case.advice.by_world} for case in (old, new))
    if len(before) == len(after) == 1:
        (was,), (now,) = before, after
        beside = tuple(n for n in now if n not in was)
        if beside and set(was) <= set(now):
            is_ = "is" if len(was) == 1 else "are"
            still = f"{capital(new.called_all(was))} {is_} still advised"
            return f"{still}, but no longer told apart from {new.called_all(beside, 'or')}."
    return f"The advice becomes: {advised(new)}."


def words_left(old: Case, new: Case, before: Document | None, after: Document | None) -> tuple[Sentence, ...]:
    """Where an option or a choice says something else now, the passages of the note for it that were left as they were.

    A passage is for a choice where its condition names it, may hold with it, and does not hold with some other.
    """
    if before is None or after is None:
        return ()
    kept = {passage_words(p) for p in before.passages}
    found = []
    for option in new.dossier.options.values():
        was = old.dossier.options.get(option.id)
        for value in option.values if option.choices else ("yes",):
            if was is None or value not in was.values or choice_text(was, value) == choice_text(option, value):
                continue
            same = [p for p in after.passages if passage_words(p) in kept]
            left = [p for p in same if is_for(new.dossier, p.when, option, value)]
            if not left:
                continue
            name = code(f"{option.id} is {value}" if option.choices else option.id)
            told = listed([f"“{beginning(p.text or p.quote)}”" for p in left])
            those = "this passage of the note, which is" if len(left) == 1 else "these passages of the note, which are"
            text = f" changed; {those} for it, did not: {told}."
            found.append(say("The words of ", name, text, trace=(option.id, after.id)))
    return tuple(found)


def entries(edits: Sequence[Difference]) -> Table:
    """What differs in the file."""
    rows = []
    for edit in edits:
        for i, (name, old, new) in enumerate(edit.fields or (("", "", ""),)):
            label = f"{edit.path}.{name}" if name else edit.path
            part = "added" if not old else "dropped" if not new else "changed"
            kind = part if edit.kind == "changed" and name else edit.kind
            told = say(code(label), f" {_KINDS[kind]}" if not i or kind != "changed" else "", trace=(edit.id,))
            was, now = (say(_cut(value) or "–", trace=(edit.id,)) for value in (old, new))
            rows.append(Row(((told,), (was,), (now,))))
    columns = (Column("Entry", 36), Column("Was"), Column("Is now"))
    return Table("What differs in the file", columns, tuple(rows))


def conclusions(old: Case, new: Case, found: Sequence[Conclusion]) -> Table:
    """Every conclusion that changed, with the edit that changes it."""
    rows = []
    for c in found:
        trace = tuple(str(k) for k in c.key)
        by: Cell = tuple(say(code(name), trace=trace) for name in c.by) or (
            say("several of the edits together", trace=trace),
        )
        what = say(capital(named(old, new, c.key)), trace=trace)
        was, now = (_lines(case, c.key, v, trace) for case, v in ((old, c.old), (new, c.new)))
        rows.append(Row(((what,), was, now, by)))
    columns = (Column("Conclusion", 28), Column("Was"), Column("Is now"), Column("By which edit", 22))
    return Table("Which conclusions changed, and by which edit", columns, tuple(rows))


def _lines(case: Case, key: tuple[str, ...], value: Any, trace: tuple[str, ...]) -> Cell:
    """A value in a cell; of several edits a line for each of the first."""
    if key[-1] == "rests_on" and isinstance(value, list) and value:
        shown = tuple(say(code(command(edit)), trace=trace) for edit in value[:MOST_EDITS])
        more = len(value) - MOST_EDITS
        return (*shown, say(f"and {number(more)} more", trace=trace)) if more > 0 else shown
    return tuple(say(line, trace=trace) for line in lines_of(case, key, value))


def lines_of(case: Case, key: tuple[str, ...], value: Any) -> tuple[str, ...]:
    """A value in words; where it differs by what is open, each one once with the number of cases."""
    if not _differs(case, key, value):
        return (_cut(_value(case, key, value)),)
    told = Counter(_cut(_value(case, key, v)) for v in value)
    if len(told) == 1:
        return tuple(told)
    (first, times), *rest = told.items()
    head = f"in {number(times)} of {number(len(value))} cases: {first}"
    return (head, *(f"in {number(n)}: {text}" for text, n in rest))


def _differs(case: Case, key: tuple[str, ...], value: Any) -> bool:
    """Whether a value is a list with one for each case that is open: what is the same in all is no such list."""
    if not isinstance(value, list) or len(value) < 2:
        return False
    inner = [v for v in value if v is not None]
    if key[0] in ("goals", "deciding", "foresight"):
        return True
    if key[0] == "arguments":
        return len(value) == len(case.worlds)
    if key[0] == "settlements":
        return all(isinstance(v, list | tuple) and (not v or not isinstance(v[0], dict)) for v in inner)
    if key[0] in ("recommended", "dominated_by") or key[-1] == "recommended":
        return all(isinstance(v, list | tuple) for v in inner)
    return False


def named(old: Case, new: Case, key: tuple[str, ...]) -> str:
    """A conclusion in words."""

    def label(of: Callable[[Case], str], name: str) -> str:
        """From whichever version knows the name."""
        for case in (new, old):
            if case.dossier.entry(name) is not None or name in case.advice.menu or name == DO_NOTHING:
                return of(case)
        return name

    def called(name: str) -> str:
        return label(lambda c: c.called(name), name)

    def entry(name: str) -> str:
        return label(lambda c: entry_label(c.dossier, name), name)

    match key:
        case ("recommended",):
            return "what is advised"
        case ("menu",) | ("left_off",):
            return "the courses that are compared"
        case ("gaps",):
            return "what is missing"
        case ("open", name):
            says = next((c.open_says(name) for c in (new, old) if name in c.advice.open), name)
            return f"whether “{entry(name) if new.dossier.entry(name) or old.dossier.entry(name) else says}” is open"
        case ("deciding", rival):
            return f"what {called(rival)} misses, which decides against it"
        case ("goals", name, goal):
            return f"“{label(lambda c: statement_label(c.dossier, goal), goal)}” after {called(name)}"
        case ("settlements", name):
            return f"where {called(name)} settles"
        case ("dominated_by", name):
            return f"what is better than {called(name)} whatever the weights"
        case ("straw", name):
            return f"whether {called(name)} is best under some order of our aims"
        case ("foresight", name):
            return f"under which foresight {called(name)} ends otherwise"
        case ("arguments", name, a):
            return f"“{label(lambda c: argument(c.dossier, a), a)}” after {called(name)}"
        case ("claims", claim, "verdict"):
            return f"the claim “{entry(claim)}”"
        case ("claims", claim, "rests_on"):
            return f"what the claim “{entry(claim)}” rests on"
        case ("variants", variant, "recommended"):
            return f"what is advised in the variant “{entry(variant)}”"
        case ("variants", variant, "claims", claim, _):
            return f"the claim “{entry(claim)}” in the variant “{entry(variant)}”"
        case ("treaties", name, *rest):
            told = " ".join(entry(r).replace("_", " ") for r in rest)
            return f"{label(lambda c: treaty(c.dossier, name), name)}: {told}"
        case _:
            return " · ".join(key)


def _value(case: Case, key: tuple[str, ...], value: Any) -> str:
    """A value of a conclusion in words."""
    if key[0] == "open":
        return "–" if value is None else "open"
    if value is None or value == [] or value == ():
        return "–" if value is None else "none"
    if isinstance(value, bool):
        return "yes" if value is not (key[0] == "straw") else "no"  # a straw option is best under no order
    if isinstance(value, dict):
        if set(value) & {"set", "drop", "move", "together"}:
            return command(value)
        if all(isinstance(k, str) and isinstance(v, str) for k, v in value.items()):
            known = all(case.dossier.option(k) is not None for k in value)
            return setting_phrase(case.dossier, value) if known else ", ".join(f"{k}: {v}" for k, v in value.items())
        return "; ".join(f"{k}: {_value(case, key, v)}" for k, v in value.items()) or "all as it is"
    if isinstance(value, list | tuple):
        told = list(dict.fromkeys("all as it is" if v == {} else _value(case, key, v) for v in value))
        if key[0] == "gaps":
            return counted(len(value), "question")
        last = "or" if key[0] == "arguments" else "and"
        return listed(told, last) if all(isinstance(v, str) for v in value) else " / ".join(told)
    text = str(value)
    if key[0] in ("goals", "arguments") or key[-1] == "verdict":  # a word for what is so, no id
        return text
    if key[0] in ("recommended", "menu", "left_off", "dominated_by") or key[-1] == "recommended":
        return case.called(text) if text in case.advice.menu or text == DO_NOTHING else text
    return entry_label(case.dossier, text)


def _cut(text: str) -> str:
    return text if len(text) <= MOST else f"{text[: MOST - 1]}…"
