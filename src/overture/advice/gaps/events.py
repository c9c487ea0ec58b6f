"""What may come: replies that nobody considered, other ways to lose a goal, days and what can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import numpy as np

from overture.advice.audit import analyses
from overture.advice.gaps.additions import Item
from overture.advice.gaps.case import TEXT, Case
from overture.advice.goals import threats
from overture.advice.results import Gap, Setting
from overture.dossier import DO_NOTHING, DossierError
from overture.dossier.entries import Statement, plain_value
from overture.dossier.names import formulas
from overture.logic import atoms
from overture.logic.syntax import Is, Name, Step
from overture.model import LimitReached


def replies(case: Case) -> Iterator[Gap]:
    """No named reply; or one that can be given, and that no formula mentions and no reply names."""
    dossier, add = case.dossier, case.additions
    others = [o for o in dossier.options.values() if o.owner != dossier.proposer]
    if not dossier.replies:
        new: dict[str, Item] = {}
        for option in others[:1]:
            new = {add.fresh(f"{option.id}_{v}"): {"text": TEXT, option.id: v}
                   for v in option.values if v != option.today}  # fmt: skip
        question = "Which replies should the proposals be held against? None is named."
        yield case.gap("G16", "replies", question, add.add(("replies",), new or {add.fresh("no_reply"): {}}))
        return
    mentioned = _mentioned(case)
    possible = _possible(case)
    for option in others:
        if not any((option.id, v) in mentioned for v in option.values):
            continue  # that nobody cares about it is a warning
        unsaid = [v for v in option.values
                  if v != option.today and (option.id, v) not in mentioned and (option.id, v) in possible]  # fmt: skip
        if unsaid:
            new = {add.fresh(f"{option.id}_{v}"): {"text": TEXT, option.id: v} for v in unsaid}
            yield case.gap(
                "G22", option.id, f"What if `{option.id}` is {' or '.join(unsaid)}? No formula mentions it and no "
                "reply names it.", add.add(("replies",), new),
            )  # fmt: skip


def _mentioned(case: Case) -> set[tuple[str, str]]:
    """Options with the values that some formula or named reply speaks of."""
    dossier = case.dossier
    found = set()
    for formula, _ in formulas(dossier):
        for atom in atoms(formula):
            option = dossier.option(atom.option if isinstance(atom, Is | Step) else getattr(atom, "name", ""))
            if option is None:
                continue
            if isinstance(atom, Is):
                found |= {(option.id, v) for v in atom.values}
            elif isinstance(atom, Step):
                found |= {(option.id, v) for v in option.values}
            elif isinstance(atom, Name):
                found |= {(option.id, "yes"), (option.id, "no")}
    for reply in dossier.replies.values():
        for name, value in reply.settings.items():
            option = dossier.option(name)
            if option is not None:
                found.add((option.id, plain_value(option, value)))
    return found


def _possible(case: Case) -> set[tuple[str, str]]:
    """Options of the others with the values that are feasible after some proposal on the menu."""
    found = set()
    for analysis in case.worlds:
        space = analysis.space
        feasible = np.any(analysis.model.feasible[sorted(set(analysis.menu.values()))], axis=0)
        by_axis = feasible.reshape(space.shape[space.own :])
        for axis, option in enumerate(space.options[space.own :]):
            found |= {(option.id, v) for i, v in enumerate(option.values) if np.take(by_axis, i, axis).any()}
    return found


def unnamed_settlements(case: Case) -> Iterator[Gap]:
    """Where events settle after what is recommended, if no named reply leads there."""
    dossier, add = case.dossier, case.additions
    if not dossier.replies:
        return
    named = [_qualified(case, reply.settings) for reply in dossier.replies.values()]
    for proposal in case.advice.recommended:
        missing: list[Setting] = []
        for world in case.advice.by_world:
            for settlement in world.proposals[proposal].settlements if proposal in world.proposals else ():
                for state in settlement.states:
                    whole = {**case.advice.start, **state}
                    covered = any(reply.items() <= whole.items() for reply in named)
                    if proposal != DO_NOTHING and not covered and state not in missing:
                        missing.append(state)
        if missing:
            new: dict[str, Item] = {}
            for number, state in enumerate(missing, start=1):
                short = {o.rpartition(".")[2]: v for o, v in state.items()} or _as_it_is(case)
                new[add.fresh(f"settled_{number}")] = {"text": TEXT, **short}
            yield case.gap(
                "G23", proposal, f"What if events go as they would after `{proposal}`: {_told(missing[0])}? No named "
                "reply covers it.", add.add(("replies",), new),
            )  # fmt: skip


def _qualified(case: Case, settings: Setting) -> Setting:
    found = {}
    for name, value in settings.items():
        option = case.dossier.option(name)
        if option is not None:
            plain = value if option.choices else {"true": "yes", "false": "no"}.get(value, value)
            found[option.qualified] = plain
    return found


def _as_it_is(case: Case) -> Setting:
    """The first option of the others as it is now: the reply that nobody moves."""
    dossier = case.dossier
    return {o.id: o.today for o in [o for o in dossier.options.values() if o.owner != dossier.proposer][:1]}


def _told(setting: Setting) -> str:
    parts = [f"{option.rpartition('.')[2]} is {value}" for option, value in setting.items()]
    return " and ".join(parts) or "nobody moves"


def single_ways(case: Case) -> Iterator[Gap]:
    """A goal that only one way threatens, or none. `because` at the goal says what else was considered."""
    dossier, add = case.dossier, case.additions
    for goal in dossier.preferences[dossier.proposer]:
        if not goal.goal or goal.because:
            continue
        ways = _threats(case, goal)
        if {} in ways or len(ways) > 1 or _threatened_by_an_assumption(case, goal, ways):
            continue
        addition = add.add(add.path(goal.id), {"because": TEXT}, "what else was considered")
        after = f"after `{case.advice.recommended[0]}`"
        if ways:
            yield case.gap(
                "G20", goal.id, f"What else could defeat `{goal.id}`? Only one way is modelled in which it is lost "
                f"{after}: {_told(ways[0])}.", addition,
            )  # fmt: skip
        else:
            yield case.gap("G21", goal.id, f"What could defeat `{goal.id}`? Nothing that others can do {after} "
                           "does.", addition)  # fmt: skip


def _threats(case: Case, goal: Statement) -> list[Setting]:
    """The ways in which a goal is lost after what is recommended, in some base world; two at the most."""
    found: list[Setting] = []
    for analysis in case.worlds:
        for way in threats(analysis, goal, analysis.menu[case.advice.recommended[0]], most=2):
            if way not in found:
                found.append(way)
    return found


def _threatened_by_an_assumption(case: Case, goal: Statement, known: list[Setting]) -> bool:
    """Whether some assumption, turned, opens another way."""
    analysis = case.worlds[0]
    for assumption in case.dossier.assumptions.values():
        if assumption.taken is None:
            continue
        with suppress(DossierError, LimitReached):  # turned, it may make what is so now infeasible
            edit = {"set": f"{assumption.id}.taken", "to": not assumption.taken}
            edited = case.dossier.edited([edit], check=False)
            (other, *_) = analyses(edited, analysis.model.table.kept, like=analysis.model.definitions)
            package = analysis.menu[case.advice.recommended[0]]
            if any(way not in known for way in threats(other, goal, package, most=2)):
                return True
    return False


def days(case: Case) -> Iterator[Gap]:
    """By when; and whether what is said can be taken back."""
    dossier, add = case.dossier, case.additions
    own = [o for o in dossier.options.values() if o.owner == dossier.proposer]
    if dossier.sources and not any(o.deadline for o in dossier.options.values()):
        addition = add.add(add.path(own[0].id), {"deadline": dossier.head.as_of.isoformat()}, "the last day for it")
        question = f"By when must `{dossier.proposer}` decide? No option has a deadline."
        yield case.gap("G26", dossier.proposer, question, addition)
    if not any(o.final or o.no_return for o in own):
        yield case.gap(
            "G27", dossier.proposer, f"Can `{dossier.proposer}` take back what it says? None of its options is final.",
            add.add(add.path(own[0].id), {"final": "true"}),
        )  # fmt: skip
