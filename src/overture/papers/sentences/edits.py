"""Edits in words: what a claim rests on, and whose judgement that is."""

from __future__ import annotations

from typing import Any

from overture.dossier.entries import Argument, Assumption, Entry, Fact, Rule, Statement
from overture.papers.english import listed
from overture.papers.naming import entry_label, entry_text, statement_label, statement_text
from overture.papers.options import actor, actor_label, is_plural, readable
from overture.papers.sentences.case import Case, negated_would, supposed_all

_CONCEPTS = {
    "nash": "nobody counts on any counter-move", "gmr": "everybody fears any counter-move",
    "smr": "everybody fears counter-moves that it cannot "
        "answer", "seq": "everybody fears credible counter-moves only",
    "sseq": "everybody fears credible counter-moves that it cannot answer",
}  # fmt: skip


def concept(name: str) -> str:
    """A stability concept as a way of looking ahead."""
    return _CONCEPTS.get(name, name)


def target(edit: dict[str, Any]) -> str:
    """The id that an edit changes."""
    if "together" in edit:
        return target(edit["together"][0])
    path = str(edit.get("set") or edit.get("drop") or edit.get("move") or edit.get("add") or "")
    return path.split(".")[0]


def targets(edit: dict[str, Any]) -> tuple[str, ...]:
    parts = edit.get("together", [edit])
    return tuple(t for t in (target(p) for p in parts) if t)


def command(edit: dict[str, Any]) -> str:
    """The edit as it is given on the command line.

    >>> command({"set": "swing.taken", "to": False}), command({"drop": "quiet"})
    ('--set swing.taken=false', '--drop quiet')
    """
    if "together" in edit:
        return " ".join(command(e) for e in edit["together"])
    if "set" in edit:
        value = edit.get("to")
        return f"--set {edit['set']}={str(value).lower() if isinstance(value, bool) else value}"
    if "drop" in edit:
        return f"--drop {edit['drop']}"
    if "move" in edit:
        return f"--move {edit['move']}={edit.get('before')}"
    return ""


def supposition(case: Case, edit: dict[str, Any]) -> str:
    """What is taken for granted, and the edit turns: `that ...`."""
    dossier = case.dossier
    if "together" in edit:
        return supposed_all(supposition(case, e) for e in edit["together"])
    if edit.get("order_of_moves"):
        return "the order of moves"
    key = target(edit)
    entry = dossier.entry(key)
    if "move" in edit:
        mine, other = (statement_label(dossier, str(edit[k])) for k in ("move", "before"))
        return f"that “{other}” weighs more than “{mine}”"
    if str(edit.get("set", "")).endswith(".foresight"):
        return f"how far {actor(dossier, key)} looks ahead"
    if key in case.advice.open:
        return f"that {case.supposed(key, edit.get('to') is False)}"
    if isinstance(entry, Statement):
        wants = "want" if is_plural(dossier, entry.owner) else "wants"
        return f"that {actor(dossier, entry.owner)} {wants}: {statement_text(dossier, key)}"
    if isinstance(entry, Assumption):
        text = entry_text(dossier, key)
        return f"that {text}" if edit.get("to") is False else f"that {negated_would(text)}"
    if isinstance(entry, Argument):
        return f"that it can be said: {entry.claim}"
    if isinstance(entry, Rule):
        return f"that {entry.text or entry.because or entry_label(dossier, key)}"
    return f"that {entry_text(dossier, key)}" if entry else readable(key)


def short_supposition(case: Case, edit: dict[str, Any]) -> str:
    """The same for a narrow column."""
    dossier = case.dossier
    key = target(edit)
    entry = dossier.entry(key)
    if "together" in edit:
        return supposed_all(supposition(case, e).removeprefix("that ") for e in edit["together"])
    if "move" in edit or edit.get("order_of_moves") or entry is None:
        return supposition(case, edit).removeprefix("that ")
    if isinstance(entry, Statement):
        return f"{actor_label(dossier, entry.owner)}: {statement_label(dossier, key)}"
    if key in case.advice.open:
        return case.supposed(key, edit.get("to") is False)
    label = entry_label(dossier, key)
    if isinstance(entry, Assumption) and edit.get("to") is not False:
        return f"not: {label}"
    return label


def named_support(case: Case, edit: dict[str, Any]) -> str:
    """What an edit turns, as a thing that a conclusion rests on: a want, an order, or what is said to be so."""
    dossier, key = case.dossier, target(edit)
    entry = dossier.entry(key)
    if "move" in edit:
        mine, other = (statement_label(dossier, str(edit[k])) for k in ("before", "move"))
        return f"the order of “{mine}” and “{other}”"
    if isinstance(entry, Statement) and "drop" in edit:
        verb = "want" if is_plural(dossier, entry.owner) else "wants"
        return f"what {actor(dossier, entry.owner)} {verb} (“{statement_label(dossier, key)}”)"
    if isinstance(entry, Assumption) and key not in case.advice.open and edit.get("to") is not False:
        return f"“{entry_label(dossier, key)}” not being so"
    return f"“{short_supposition(case, edit)}”"


def whose(case: Case, key: str) -> str:
    """Whose judgement or inference it is: `the analyst's judgement`."""
    entry = case.dossier.entry(key)
    basis = (entry.basis if entry else None) or _default_basis(entry)
    by = [who for who in (entry.by if entry else ()) if who]
    if not by:
        return f"the author’s own {basis}" if basis in ("judgement", "inference") else basis
    if by[0] not in case.dossier.actors:
        return f"the {by[0]}’s own {basis}"
    return f"{basis} of {listed([actor(case.dossier, who) for who in by])}"


def _default_basis(entry: Entry | None) -> str:
    if isinstance(entry, Assumption):
        return "judgement"
    return "report" if isinstance(entry, Fact) and entry.from_ else "judgement"
