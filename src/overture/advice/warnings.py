"""Warnings: what is allowed but is probably not meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from overture.advice.analysis import Analysis
from overture.dossier import Diagnostic, Dossier
from overture.dossier.names import formulas
from overture.dossier.entries import Statement
from overture.logic import TRUE, atoms
from overture.logic.syntax import BoundToHelp, Is, Membership, Name, Step

_ABOVE = ("likely", "very likely", "almost certain")
_BELOW = ("unlikely", "very unlikely", "almost no chance")


def warnings(dossier: Dossier, worlds: Sequence[Analysis]) -> tuple[Diagnostic, ...]:
    """All warnings, in the order of their codes."""
    found = [
        *_unused_options(dossier), *_unused_actors(dossier), *_late_sources(dossier), *_unsourced(dossier),
        *_taken_against_likelihood(dossier), *_same_statements(dossier, worlds), *_conditions(dossier, worlds),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda d: d.code))


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
            yield Diagnostic("W101", f"no formula mentions the option `{option.id}`", dossier.span(option.id),
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
    for argument in dossier.arguments.values():
        used |= {who for use in argument.used for who in (*use.by, use.in_)}
    for document in dossier.documents.values():
        used |= {*document.to, document.via, document.signed}
    for section in ("facts", "claims", "assumptions", "rules", "arguments"):
        used |= {who for entry in getattr(dossier, section).values() for who in entry.by}
    for actor in dossier.actors.values():
        if actor.id not in used:
            yield Diagnostic("W102", f"the actor `{actor.id}` is never used", dossier.span(actor.id),
                             "say what it does or says, or leave it out")  # fmt: skip


def _late_sources(dossier: Dossier) -> Iterator[Diagnostic]:
    as_of = dossier.head.as_of.isoformat()
    late = {s.id for s in dossier.sources.values() if s.date and s.date > as_of[: len(s.date)]}
    for section in ("reports", "facts", "assumptions", "arguments", "claims", "rules", "options", "treaties"):
        entries = getattr(dossier, section)
        for entry in entries.values() if isinstance(entries, dict) else entries:
            for citation in entry.from_:
                if citation.source in late and entry.basis != "reconstruction":
                    yield Diagnostic(
                        "W103", f"`{entry.id}` cites `{citation.source}`, which is later than {as_of}",
                        dossier.span(entry.id), "mark it `basis: reconstruction`, or move it to `hindsight`",
                    )  # fmt: skip


def _unsourced(dossier: Dossier) -> Iterator[Diagnostic]:
    if not dossier.sources:
        return   # one question asks for all of them
    for fact in dossier.facts.values():
        if not fact.from_ and fact.basis is None:
            yield Diagnostic("W104", f"`{fact.id}` has neither source nor basis", dossier.span(fact.id),
                             "add `from:`, or `basis: judgement`")  # fmt: skip


def _taken_against_likelihood(dossier: Dossier) -> Iterator[Diagnostic]:
    for a in dossier.assumptions.values():
        against = (a.taken is True and a.likelihood in _BELOW) or (a.taken is False and a.likelihood in _ABOVE)
        if against:
            taken = "true" if a.taken else "false"
            yield Diagnostic("W105", f"`{a.id}` is called {a.likelihood} but taken as {taken}",
                             dossier.span(a.id, "taken"), "leave `taken` out to see both worlds")  # fmt: skip


def _same_statements(dossier: Dossier, worlds: Sequence[Analysis]) -> Iterator[Diagnostic]:
    """Statements of one actor that hold in the same, or opposite, states, or separate no two states."""
    for actor, statements in dossier.preferences.items():
        where = {
            s.id: np.concatenate([a.truth(s)[a.model.feasible] for a in worlds]) for s in statements
        }
        for number, s in enumerate(statements):
            if (where[s.id].all() or not where[s.id].any()) and not _hangs_on_an_assumption(worlds[0], s):
                yield Diagnostic("W106", f"`{s.id}` of `{actor}` separates no two states", dossier.span(s.id),
                                 "it changes no verdict; look for a slip in its formula")  # fmt: skip
                continue
            for other in statements[:number]:
                if (where[s.id] == where[other.id]).all():
                    yield Diagnostic("W107", f"`{s.id}` and `{other.id}` hold in exactly the same states",
                                     dossier.span(s.id), "one of them is enough")  # fmt: skip
                elif (where[s.id] != where[other.id]).all():
                    yield Diagnostic("W108", f"`{s.id}` and `{other.id}` hold in opposite states",
                                     dossier.span(s.id), f"`{other.id}` stands higher and decides")  # fmt: skip


def _hangs_on_an_assumption(analysis: Analysis, statement: Statement) -> bool:
    """Whether another world could make the statement matter."""
    definitions = analysis.model.definitions
    pending = list(atoms(analysis.model.satisfied(statement)))
    seen = set(pending)
    while pending:
        atom = pending.pop()
        if isinstance(atom, Name) and atom.name in analysis.model.world:
            return True
        found = definitions.below(atom) if definitions.defined(atom) else ()
        meaning = definitions.of(atom)
        found = (*found, *(atoms(meaning) if meaning is not None else ()))
        new = [a for a in found if a not in seen]
        seen.update(new)
        pending += new
    return False


def _conditions(dossier: Dossier, worlds: Sequence[Analysis]) -> Iterator[Diagnostic]:
    """A condition that somebody can change by its own move."""
    analysis = worlds[0]
    space = analysis.space
    for actor, statements in dossier.preferences.items():
        for s in statements:
            if s.if_ == TRUE:
                continue
            truth = np.broadcast_to(analysis.model.table.of(s.if_), analysis.model.table.of(s.if_).shape)
            who = list(dict.fromkeys(
                option.owner
                for axis, option in enumerate(space.options)
                if truth.ndim == len(space.options) and truth.shape[axis] > 1
                and not (truth == truth.take([0], axis)).all()
            ))  # fmt: skip
            if who:
                yield Diagnostic(
                    "W109", f"the condition of `{s.id}` of `{actor}` can be changed by {', '.join(who)}: "
                    "whoever makes it fail does the owner a favour", dossier.span(s.id, "if"),
                    "where both are meant together, write `want: condition and want`",
                )  # fmt: skip
