"""Warnings: what is allowed but is probably not meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from overture.advice.analysis import Analysis
from overture.advice.audiences import AGAINST
from overture.advice.audit import analyses
from overture.dossier import Diagnostic, Dossier, DossierError
from overture.dossier.entries import Entry, Statement
from overture.dossier.names import all_claims, citing, formulas
from overture.files.nodes import Path, Span, follow
from overture.files.schema import word_in, word_span
from overture.logic import TRUE, atoms
from overture.logic.syntax import BoundToHelp, Is, Membership, Name, Step

_ABOVE = ("likely", "very likely", "almost certain")
_BELOW = ("unlikely", "very unlikely", "almost no chance")


def warnings(dossier: Dossier, worlds: Sequence[Analysis]) -> tuple[Diagnostic, ...]:
    """All warnings, in the order of their codes, and of one code in the order of the file."""
    found = [
        *_unused_options(dossier), *_unused_actors(dossier), *_late_sources(dossier), *_unsourced(dossier),
        *_taken_against_likelihood(dossier), *_same_statements(dossier, worlds), *_conditions(dossier, worlds),
        *_exclusive_conditions(dossier, worlds), *_answer_first(dossier, worlds[0]),
        *_unlimited_arguments(dossier), *_objections_beside(dossier),
    ]  # fmt: skip
    return tuple(sorted(dict.fromkeys(found), key=lambda d: (d.code, d.span or Span(0, 0, 0, 0))))


def _mentioned(dossier: Dossier) -> set[str]:
    names: set[str] = set()
    for formula, _ in formulas(dossier):
        for atom in atoms(formula):
            if isinstance(atom, Name):
                names.add(atom.name.rpartition(".")[2])
            elif isinstance(atom, Is | Step):
                names.add(atom.option.rpartition(".")[2])
            elif isinstance(atom, Membership):
                names.add(atom.actor)
            elif isinstance(atom, BoundToHelp):
                names |= {atom.actor, atom.helped}
    return names


def _unused_options(dossier: Dossier) -> Iterator[Diagnostic]:
    used = _mentioned(dossier)
    for option in dossier.options.values():
        if option.id not in used:
            yield Diagnostic("W101", f"no formula mentions the option `{option.id}`", dossier.name_span(option.id),
                             "nobody cares about it: say what it changes, or leave it out")  # fmt: skip


def _unused_actors(dossier: Dossier) -> Iterator[Diagnostic]:
    used = _mentioned(dossier) | set(dossier.decision_makers) | {dossier.proposer}
    for report in dossier.reports:
        used |= {report.of, *report.via}
    for actor in dossier.actors.values():
        used |= {*actor.members, *([actor.of] if actor.of else ())}
    for treaty in dossier.treaties.values():
        used |= {*treaty.parties, *treaty.signatories, *treaty.ratified, *treaty.named, *treaty.observers}
        if treaty.entry:
            used |= {*treaty.entry.applies, *treaty.entry.consents}
            used |= {p for c in treaty.entry.consents.values() for p in c}
        used |= {p for d in treaty.decisions.values() for p in d.in_favour}
        used |= {p for d in treaty.duties for p in (*d.bearer, *d.to)}
        used |= {word for act in treaty.acts for word in act.split()}
    for argument in dossier.arguments.values():
        used |= {who for use in argument.used for who in (*use.by, use.in_)}
    for document in dossier.documents.values():
        used |= {*document.to, document.via, document.signed}
    for claim, _ in all_claims(dossier):
        used |= {*(claim.blocking or ()), *(claim.entry or ()), claim.audience or ""}
    used |= {who for figure in dossier.figures.values() for who in figure.values}
    used |= {who for source in dossier.sources.values() for who in (source.author, *source.known_to)}
    used |= {who for entry, _ in citing(dossier) for who in entry.by}
    for actor in dossier.actors.values():
        if actor.id not in used:
            yield Diagnostic("W102", f"the actor `{actor.id}` is never used", dossier.name_span(actor.id),
                             "say what it does or says, or leave it out")  # fmt: skip


def _late_sources(dossier: Dossier) -> Iterator[Diagnostic]:
    as_of = dossier.head.as_of.isoformat()
    late = {
        s.id for s in dossier.sources.values()
        if s.date and s.date > as_of[: len(s.date)] and s.basis != "reconstruction"
    }  # fmt: skip
    for entry, path in citing(dossier):
        for i, citation in enumerate(entry.from_):
            if citation.source in late and entry.basis != "reconstruction":
                at = follow(dossier.root, (*path, "from", i))
                yield Diagnostic(
                    "W103", f"{_told(entry, path)} cites `{citation.source}`, which is later than {as_of}",
                    word_in(at, citation.source, dossier.lines),
                    "mark it `basis: reconstruction`, or move it to `hindsight`",
                )  # fmt: skip


def _told(entry: Entry, path: Path) -> str:
    """An entry by its id; a part without an id by the entry of which it is a part."""
    if entry.id:
        return f"`{entry.id}`"
    names = [str(step) for step in path[1:] if isinstance(step, str)]
    return f"a part of `{names[0]}`" if names else f"an entry of `{path[0]}`"


def _unsourced(dossier: Dossier) -> Iterator[Diagnostic]:
    """Facts and reports of which nobody says how they are known. A preference without source is a judgement."""
    if not dossier.sources:
        return  # one question asks for all of them
    for fact in dossier.facts.values():
        if not fact.from_ and fact.basis is None:
            yield Diagnostic("W104", f"`{fact.id}` has neither source nor basis", dossier.name_span(fact.id),
                             "add `from:`, or `basis: judgement`; `basis: fact` where `when` only says what is "
                             "meant by it")  # fmt: skip
    for i, report in enumerate(dossier.reports):
        if not report.from_ and report.basis is None:
            node = follow(dossier.root, ("reports", i, "of"))
            yield Diagnostic("W104", f"what is reported of `{report.of}` has neither source nor basis",
                             word_span(node, dossier.lines), "add `from:`, or `basis: judgement`")  # fmt: skip


def _field(dossier: Dossier, key: str, name: str) -> Span | None:
    """The place of one field of an entry."""
    path = dossier.path(key)
    return word_span(follow(dossier.root, (*path, name)), dossier.lines) if path else None


def _taken_against_likelihood(dossier: Dossier) -> Iterator[Diagnostic]:
    for a in dossier.assumptions.values():
        against = (a.taken is True and a.likelihood in _BELOW) or (a.taken is False and a.likelihood in _ABOVE)
        if against:
            taken = "true" if a.taken else "false"
            yield Diagnostic("W105", f"`{a.id}` is called {a.likelihood} but taken as {taken}",
                             _field(dossier, a.id, "taken"), "leave `taken` out to see both worlds")  # fmt: skip


def _same_statements(dossier: Dossier, worlds: Sequence[Analysis]) -> Iterator[Diagnostic]:
    """Statements of one actor that hold in the same, or opposite, states, or separate no two states."""
    for actor, statements in dossier.preferences.items():
        where = {s.id: np.concatenate([a.truth(s)[a.model.feasible] for a in worlds]) for s in statements}
        for number, s in enumerate(statements):
            if where[s.id].all() or not where[s.id].any():
                if _separates_in_another_world(dossier, worlds[0], s):
                    continue
                yield Diagnostic("W106", f"`{s.id}` of `{actor}` separates no two states", dossier.name_span(s.id),
                                 "it changes no verdict; look for a slip in its formula")  # fmt: skip
                continue
            for other in statements[:number]:
                if (where[s.id] == where[other.id]).all():
                    yield Diagnostic("W107", f"`{s.id}` and `{other.id}` hold in exactly the same states",
                                     dossier.name_span(s.id), "one of them is enough",
                                     dossier.name_span(other.id))  # fmt: skip
                elif (where[s.id] != where[other.id]).all():
                    yield Diagnostic("W108", f"`{s.id}` and `{other.id}` hold in opposite states",
                                     dossier.name_span(s.id), f"`{other.id}` stands higher and decides",
                                     dossier.name_span(other.id))  # fmt: skip


def _separates_in_another_world(dossier: Dossier, analysis: Analysis, statement: Statement) -> bool:
    """Whether the statement tells two states apart once some assumption is turned."""
    for a in dossier.assumptions.values():
        if a.taken is None:
            continue
        try:
            edited = dossier.edited([{"set": f"{a.id}.taken", "to": not a.taken}], check=False)
            for other in analyses(edited, analysis.model.table.kept, like=analysis.model.definitions):
                where = other.truth(statement)[other.model.feasible]
                if where.any() and not where.all():
                    return True
        except DossierError:
            continue  # turned, it makes the status quo infeasible
    return False


def _conditions(dossier: Dossier, worlds: Sequence[Analysis]) -> Iterator[Diagnostic]:
    """A condition that somebody can change by its own move."""
    space = worlds[0].space
    for actor, statements in dossier.preferences.items():
        for s in statements:
            if s.if_ == TRUE:
                continue
            truths = [analysis.model.table.of(s.if_) for analysis in worlds]
            who = list(dict.fromkeys(
                option.owner
                for axis, option in enumerate(space.options)
                if any(
                    truth.ndim == len(space.options) and truth.shape[axis] > 1
                    and not (truth == truth.take([0], axis)).all() for truth in truths
                )
            ))  # fmt: skip
            if who:
                yield Diagnostic(
                    "W109", f"the condition of `{s.id}` of `{actor}` can be changed by {', '.join(who)}: "
                    "whoever makes it fail does the owner a favour", _field(dossier, s.id, "if"),
                    "where both are meant together, write `want: condition and want`",
                )  # fmt: skip


def _exclusive_conditions(dossier: Dossier, worlds: Sequence[Analysis]) -> Iterator[Diagnostic]:
    """Statements of one actor whose conditions exclude each other, where their order changes a settlement."""
    table = worlds[0].model.table
    menu = tuple(worlds[0].menu.values())
    settled = [[a.settled(p) for p in menu] for a in worlds]
    for actor in dossier.opponents:
        statements = dossier.preferences[actor]
        conditional = [i for i, s in enumerate(statements) if s.if_ != TRUE]
        for i, j in combinations(conditional, 2):
            first, second = statements[i].if_, statements[j].if_
            if any((a.model.truth(first) & a.model.truth(second) & a.model.feasible).any() for a in worlds):
                continue
            swapped = list(statements)
            swapped[i], swapped[j] = swapped[j], swapped[i]
            other = replace(dossier, preferences={**dossier.preferences, actor: tuple(swapped)})
            again = [[a.settled(p) for p in menu] for a in analyses(other, table.kept)]
            if again != settled:
                ids = statements[i].id, statements[j].id
                yield Diagnostic(
                    "W110", f"the conditions of `{ids[0]}` and `{ids[1]}` of `{actor}` exclude each other, yet their "
                    "order changes where events settle", _field(dossier, ids[1], "if"),
                    "write both into one `want`", _field(dossier, ids[0], "if"),
                )  # fmt: skip


def _answer_first(dossier: Dossier, analysis: Analysis) -> Iterator[Diagnostic]:
    """An opponent that wishes above all to answer: then any first answer is an improvement."""
    space = analysis.space
    feasible = analysis.model.feasible.reshape(space.shape)
    for actor in dossier.opponents:
        statements = dossier.preferences[actor]
        if not statements or len(statements) == 1:
            continue
        want = analysis.truth(statements[0]).reshape(space.shape)
        for axis, option in enumerate(space.options):
            if option.owner != actor or len(option.values) < 3:
                continue
            today = space.today[axis]
            at_now = feasible.take([today], axis) & ~want.take([today], axis)
            elsewhere = [v for v in range(len(option.values)) if v != today]
            away = feasible.take(elsewhere, axis) & ~want.take(elsewhere, axis)
            if at_now.any() and not away.any():
                yield Diagnostic(
                    "W111", f"`{actor}` wishes above all to answer (`{statements[0].id}`): any first answer is an "
                    f"improvement for it, and so a credible sanction", dossier.name_span(statements[0].id),
                    "move the statement down",
                )  # fmt: skip


def _unlimited_arguments(dossier: Dossier) -> Iterator[Diagnostic]:
    met = {t for a in dossier.arguments.values() for t in (*a.limits, *a.attacks)}
    for a in dossier.arguments.values():
        if a.opposes and a.ground is None and a.id not in met:
            yield Diagnostic("W112", f"no move limits the argument `{a.id}`", dossier.name_span(a.id),
                             "say what answers it, or leave it standing knowingly")  # fmt: skip


def _objections_beside(dossier: Dossier) -> Iterator[Diagnostic]:
    """An audience against a choice that uses an argument against its option, or the other way: they do not meet.

    An objection is against what it names; whether it is against the other too, only the analyst knows.
    """
    asked: list[tuple[str, str, str, Path]] = [
        (r.of, r.to, f"what is reported of `{r.of}`", ("reports", i, "to"))
        for i, r in enumerate(dossier.reports) if r.sign in AGAINST
    ]  # fmt: skip
    asked += [
        (c.audience, c.to, f"`{c.id}`", (*path, "to")) for c, path in all_claims(dossier) if c.audience and c.to
    ]  # fmt: skip
    told: set[tuple[str, str]] = set()
    for who, to, what, path in asked:
        used = [a for a in dossier.arguments.values() if a.opposes and any(who in use.by for use in a.used)]
        near = [a for a in used if _beside(dossier, to, a.opposes or "")]
        if (who, to) in told or not near or any(a.opposes == to for a in used):
            continue
        told.add((who, to))
        first = near[0]
        place = word_span(follow(dossier.root, path), dossier.lines)
        yield Diagnostic(
            "W113", f"{what} is about `{to}`, and the argument that `{who}` uses, `{first.id}`, opposes "
            f"`{first.opposes}`: it does not count as an objection to it", place,
            f"where both are about the same, name the same in both: `opposes: {to}`, or `to: {first.opposes}`",
            _field(dossier, first.id, "opposes"),
        )  # fmt: skip


def _beside(dossier: Dossier, key: str, other: str) -> bool:
    """Whether one of two names an option and the other a choice of it, or both the same in other words."""
    (option, value), (second, another) = _part(dossier, key), _part(dossier, other)
    return option == second != "" and (value == another or not value or not another)


def _part(dossier: Dossier, key: str) -> tuple[str, str]:
    """The option that a report or an argument is about, and the choice of it; nothing where it is none."""
    if option := dossier.option(key):
        return option.id, ""
    name, _, value = key.partition(" is ") if " is " in key else key.rpartition(".")
    option = dossier.option(name)
    return (option.id, value) if option else ("", "")
