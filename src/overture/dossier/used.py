"""Treaties of the library in a dossier: `use:` names one, `acts:` says what hangs on decisions still open.

The log up to the date gives what is so; nothing later is read. The entry is filled
with what a treaty in brief would say (parties, ratifications, consents), so that
every table and paper can tell it; its memberships are found by the fold of the full
articles (`model/operation.py`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from overture import library
from overture.dossier.entries import Actor, Duty, EntryClause, EntryRule, Treaty
from overture.files.diagnostics import Diagnostic, DossierError, meant
from overture.files.fields import AtLeast, Done
from overture.files.nodes import Mapping as MappingNode
from overture.files.nodes import Node, Scalar, Span, follow
from overture.logic import TRUE, Formula, FormulaError, atoms, parse_condition
from overture.logic.syntax import Deed
from overture.treaties.semantics.fold import play
from overture.treaties.semantics.state import State
from overture.treaties.text.reading import open_texts
from overture.treaties.text.system import System

MAY_STAND_BESIDE = frozenset({
    "id", "use", "acts", "name", "aliases", "stops", "incompatible_with", "decisions", "from_", "by", "basis",
    "because", "confidence", "short",
})  # fmt: skip
# what a party or an applicant does, as `acts` may name it
ACTS = frozenset({"accede", "apply", "deposit", "ratify", "sign", "consent", "accept", "denounce", "invite", "declare"})


@dataclass(frozen=True)
class Act:
    """One act that is bound to a formula: `ussr applies: wording is not silent`."""

    act: str
    by: tuple[str, ...]  # states, groups told by their members
    to: str
    formula: Formula
    about: str = ""  # an instrument under the treaty


@lru_cache(maxsize=64)
def system_of(names: tuple[str, ...], until: date, own: frozenset[str] = frozenset()) -> System:
    """The library treaties of these names, and those they refer to, with their logs up to a day.

    `own`: ids that the dossier tells itself, which are not taken from the library.
    """
    texts = [(library.treaty(name) or "", name) for name in names]
    return open_texts(texts, lambda name: None if name in own else library.treaty(name), until, strict=False).system


@lru_cache(maxsize=64)
def state_of(names: tuple[str, ...], until: date, own: frozenset[str] = frozenset()) -> State:
    """What the logs say is so on a day."""
    return play(system_of(names, until, own), until).at(until)


def key_of(name: str) -> str:
    """The id that a shipped treaty gives itself."""
    return library.treaties().get(name, name)


def parse_act(words: str) -> Deed:
    """Who does what: `france deposits`, `all14 consent to ussr`. Raises `FormulaError`.

    >>> parse_act("all14 consent to ussr").act
    'consent'
    """
    formula = parse_condition(words)
    if not isinstance(formula, Deed) or formula.who.quantity != "one" or formula.act not in ACTS:
        raise FormulaError(
            "expected who does what, as in `A deposits`, `A applies` or `B consents to A`", 0, len(words)
        )
    return formula


def acts_of(entry: Treaty, actors: Mapping[str, Actor]) -> list[Act]:
    """The acts of an entry; an application is the applicant's own act of acceding."""
    found = []
    for words, formula in entry.acts.items():
        deed = parse_act(words)
        act = {"apply": "accede", "ratify": "deposit"}.get(deed.act, deed.act)
        to = deed.to
        system_key = key_of(entry.use)
        about = to if act == "accept" else deed.treaty if deed.treaty != system_key else ""
        found.append(Act(act, spread(deed.who.group, actors), "" if act == "accept" else to, formula, about))
    return found


def spread(name: str, actors: Mapping[str, Actor], above: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """A group told by its members, to any depth."""
    entry = actors.get(name)
    if entry is None or not entry.members or name in above:
        return (name,)
    return tuple(dict.fromkeys(m for member in entry.members for m in spread(member, actors, above | {name})))


_kept: dict[tuple[int, int, date], tuple[object, object, dict[str, Treaty], list[Diagnostic]]] = {}


def fill_in(
    treaties: dict[str, Treaty], actors: dict[str, Actor], day: date, root: Node
) -> tuple[dict[str, Treaty], list[Diagnostic]]:
    """The treaties of a dossier, those of the library filled in; and what is wrong with how they are used."""
    if not any(t.use or t.acts for t in treaties.values()):
        return treaties, []
    key = (id(treaties), id(actors), day)
    if key not in _kept or _kept[key][0] is not treaties or _kept[key][1] is not actors:
        if len(_kept) > 64:
            _kept.clear()
        _kept[key] = (treaties, actors, *_resolved(treaties, actors, day, root))
    return _kept[key][2], _kept[key][3]


def _resolved(
    treaties: dict[str, Treaty], actors: dict[str, Actor], day: date, root: Node
) -> tuple[dict[str, Treaty], list[Diagnostic]]:
    problems: list[Diagnostic] = []
    for entry in treaties.values():
        problems += _mistakes(entry, actors, root)
    if problems:
        return treaties, problems
    names = tuple(t.use for t in treaties.values() if t.use)
    own = frozenset(t.id for t in treaties.values() if not t.use)
    try:
        state = state_of(names, day, own)
    except DossierError as error:  # a shipped treaty with a mistake
        return treaties, [Diagnostic("D402", f"a treaty of the library cannot be read: {error}")]
    return {key: filled(entry, state, actors) if entry.use else entry for key, entry in treaties.items()}, []


def _mistakes(entry: Treaty, actors: Mapping[str, Actor], root: Node) -> list[Diagnostic]:
    def at(*path: str) -> Node:
        return follow(root, ("treaties", entry.id, *path))

    def key_at(*path: str) -> Span | None:
        above = at(*path[:-1])
        key = above.key(path[-1]) if isinstance(above, MappingNode) else None
        return key.span if key else above.span

    def key_of_act(words: str) -> Scalar | None:
        acts = at("acts")
        return acts.key(words) if isinstance(acts, MappingNode) else None

    found: list[Diagnostic] = []
    if not entry.use:
        if entry.acts:
            message = "`acts` bind the acts of a treaty of the library"
            found.append(Diagnostic("D111", message, key_at("acts"), "add `use:`"))
        return found
    if library.treaty(entry.use) is None:
        known = [*library.treaties(), *library.treaties().values()]
        hint, fix = meant(entry.use, known, f"the library has: {', '.join(library.treaties())}")
        return [Diagnostic("D402", f"the library has no treaty `{entry.use}`", at("use").span, hint, fix=fix)]
    for name in sorted(entry.model_fields_set - MAY_STAND_BESIDE):
        hint = "the articles and the log of the library say it; bind what is open under `acts`"
        found.append(Diagnostic("D111", f"`{name}` cannot stand beside `use`", key_at(name), hint))
    system = system_of((entry.use,), date.max)
    for words in entry.acts:
        place = key_at("acts", words)
        try:
            deed = parse_act(words)
        except FormulaError as error:
            found.append(Diagnostic("D106", f"the act `{words}` cannot be read: {error.message}", place, error.hint))
            continue
        written = follow(root, ("actors",))
        named = {*actors, *(key for key, _ in written.items())} if isinstance(written, MappingNode) else {*actors}
        for name in dict.fromkeys((deed.who.group, deed.to) if deed.act == "consent" else (deed.who.group,)):
            if name not in named and isinstance(written, MappingNode):
                hint, fix = meant(name, named)
                word = _word_of_key(key_of_act(words), name)
                fix = fix if word else ""
                found.append(Diagnostic("D104", f"unknown actor `{name}`", word or place, hint, fix=fix))
        if deed.act in ("deposit", "ratify", "consent") and deed.who.group in actors:
            strange = [s for s in spread(deed.who.group, actors) if s not in system.universe]
            if strange:
                hint, _ = meant(strange[0], system.universe, "name its states as the library does")
                message = f"the library's {entry.use} knows no `{strange[0]}`"
                word = _word_of_key(key_of_act(words), deed.who.group)
                found.append(Diagnostic("D104", message, word or place, hint))
    return found


def _word_of_key(key: Scalar | None, word: str) -> Span | None:
    """The place of a word in a key that stands in one line without quotation marks."""
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", key.text) if key and word and not key.quoted else None
    if found is None or key is None or key.span is None:
        return None
    line, column, *_ = key.span
    return Span(line, column + found.start(), line, column + found.end())


def filled(entry: Treaty, state: State, actors: Mapping[str, Actor]) -> Treaty:
    """What a treaty in brief would say of a treaty of the library, on the date and with the acts that are bound."""
    key = key_of(entry.use)
    file = state.system.treaties[key]
    acts = acts_of(entry, actors)
    parties = tuple(s for s in state.concerned(key) if state.standing("party", key, s).yes is True)
    in_force = state.in_force(key).yes is True
    named = state.system.members(key, "signatory") or ()
    signatories = tuple(s for s in named if not in_force or s not in parties)
    ratified: dict[str, Done | Formula] = {}
    deposits = {s: a.formula for a in acts if a.act == "deposit" for s in a.by}
    for s in signatories:
        record = state.records.get(("deposit", key, s, ""))
        if record is not None and record.value.yes is True:
            ratified[s] = Done(record.on)
        elif s in deposits:
            ratified[s] = deposits[s]
    observers = {
        s: TRUE
        for _, clause in state.system.clauses(key, state.day)
        if isinstance(clause.observer, tuple) for s in clause.observer
    }  # fmt: skip
    return entry.model_copy(update={
        "name": entry.name or file.name,
        "depositary": file.depositary.state if file.depositary else "",
        "stage": "in force" if in_force else "draft" if file.kind == "draft" else "signed",
        "signed": file.signed.on if file.signed else None,
        "parties": parties if in_force else (), "signatories": signatories, "ratified": ratified,
        "observers": observers, "entry": _entry(state, key, acts), "duties": _duties(state, key),
    })  # fmt: skip


def _entry(state: State, key: str, acts: list[Act]) -> EntryClause | None:
    """How others enter: the article on invitation, or on accession where others must consent to it."""
    for act in ("invite", "accede", "admit"):
        for _, provision, power in state.system.powers(key, act, state.day):
            rule = next((r for c in power.needs for r in _consent_rule(c)), None)
            if rule is None:
                continue
            consents: dict[str, dict[str, Done | Formula]] = {}
            for one in acts:
                for candidate in _consents_to(state, one):
                    consents.setdefault(candidate, {}).update(dict.fromkeys(one.by, one.formula))
            applies = {s: one.formula for one in acts if one.act == "accede" for s in one.by}
            if not consents and not applies:
                return None
            for (done, treaty, by, to), record in state.records.items():
                if done == "consent" and treaty == key and to in {*consents, *applies} and record.value.yes is True:
                    consents.setdefault(to, {})[by] = Done(record.on)
            return EntryClause(
                rule=EntryRule(art=provision.art, says=provision.says, consent=rule), applies=applies, consents=consents
            )
    return None


def _consents_to(state: State, act: Act) -> tuple[str, ...]:
    """The candidates to whom an act consents, itself or by accepting the protocol that invites them."""
    if act.act == "consent":
        return (act.to,)
    _, instrument = state.system.instruments.get(act.about, ("", None))
    return instrument.of if act.act == "accept" and instrument and "consent" in instrument.counts_as else ()


def _consent_rule(condition: Formula) -> list[str | AtLeast]:
    """The decision rule in a condition that asks for consents."""
    found: list[str | AtLeast] = []
    for atom in atoms(condition):
        if isinstance(atom, Deed) and atom.act == "consent":
            who = atom.who
            if who.quantity in ("every", "every other"):
                found.append("every party")
            elif who.number:
                found.append(AtLeast(who.number))
            elif who.share == (2, 3):
                found.append("two thirds")
            elif who.quantity == "more than" and who.share == (1, 2):
                found.append("majority")
    return found


def _duties(state: State, key: str) -> tuple[Duty, ...]:
    """The duties of assistance in an armed attack, which `is bound to help` reads."""
    return tuple(
        Duty(art=p.art, says=p.says, do="assist", when="armed attack", where=d.where, how=d.how)
        for p, d in state.system.duties(key, state.day)
        if d.do is not None and d.do.kind == "assist" and d.when is not None and d.when.what == "armed attack"
    )
