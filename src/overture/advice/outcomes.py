"""What one proposal leads to: its settlements with their courses, and the verdict on each goal."""

from __future__ import annotations

from overture.advice.analysis import CONCEPTS, Analysis, Ending
from overture.advice.goals import goals_of, serving, verdict, ways
from overture.advice.memberships import clashes, status
from overture.advice.moves import course, due, first_gain, held_back
from overture.advice.results import Here, Outcome, Settlement, Step
from overture.arguments import STATUSES
from overture.conflict import stable
from overture.conflict.moves.courses import best_improvement
from overture.logic.syntax import Status

# of a settlement with more states, so many are told one by one
MOST_TOLD = 200


def argument_statuses(analysis: Analysis, package: int, reply: int) -> dict[str, str]:
    """The status of every argument in one state."""
    found = {}
    for argument in analysis.dossier.arguments:
        word = "not on the table"
        if analysis.model.truth(Status("on_table", argument))[package, reply]:
            word = next(
                w
                for w in STATUSES[1:]
                if analysis.model.truth(Status(w, argument))[package, reply]  # type: ignore[arg-type]
            )
        found[argument] = word
    return found


def support_gone(analysis: Analysis, statuses: dict[str, str], package: int, reply: int) -> tuple[str, ...]:
    """Arguments that stand though something on which they rest is groundless or out."""
    gone = []
    for argument in analysis.dossier.arguments.values():
        if statuses[argument.id] != "stands":
            continue
        for support in argument.rests_on:
            out = analysis.model.truth(Status("answered", support))[package, reply]
            if out or statuses[support] == "groundless":
                gone.append(argument.id)
                break
    return tuple(gone)


def statement_words(analysis: Analysis, package: int, reply: int) -> dict[str, dict[str, str]]:
    """Of every decision maker's statements: held, failed or does not arise."""
    found: dict[str, dict[str, str]] = {}
    for actor in analysis.dossier.decision_makers:
        words = {}
        for s in analysis.dossier.preferences[actor]:
            if not analysis.model.truth(s.if_)[package, reply]:
                words[s.id] = "does not arise"
            else:
                words[s.id] = "held" if analysis.model.truth(s.want)[package, reply] else "failed"
        found[actor] = words
    return found


def stable_under(analysis: Analysis, package: int, ending: Ending) -> tuple[str, ...]:
    """The concepts under which every state of the settlement is an equilibrium of the conflict after the package."""
    return tuple(c for c in CONCEPTS if all(_equilibria(analysis, package, c)[r] for r in ending.replies))


def _equilibria(analysis: Analysis, package: int, concept: str) -> list[bool]:
    key = ("equilibria", concept)
    memo: dict[object, dict[int, list[bool]]] = analysis.__dict__.setdefault("_stable", {})
    if key not in memo:
        packages = list(analysis.menu.values())
        conflict = analysis.model.after(packages)
        mask = conflict.feasible
        for dm in range(len(analysis.space.opponents)):
            mask = mask & stable(conflict, dm, concept)
        rows = mask.reshape(len(packages), -1)
        memo[key] = {p: rows[i].tolist() for i, p in enumerate(packages)}
    return memo[key][package]


def undone(analysis: Analysis, package: int, ending: Ending) -> Step | None:
    """The best move of its own by which the proposer would leave its proposal where it ends: by the fewest options.

    Options that are final stay as proposed. Not asked of doing nothing.
    """
    if package == analysis.space.today_package:
        return None
    space, us = analysis.space, analysis.dossier.proposer
    hold = [i for i in range(space.own) if space.options[i].final]
    own = space.package_index(package)
    for reply in ending.replies:
        found = best_improvement(analysis.full_conflict, 0, (*own, *space.reply_index(reply)), hold=hold)
        if found is not None:
            better = found[: space.own]
            gains = first_gain(analysis, us, package, reply, reply, space.package(better))
            sets = {
                o.qualified: o.values[new]
                for o, old, new in zip(space.options, own, better, strict=False) if old != new
            }  # fmt: skip
            return Step(us, sets, gains)
    return None


def here(analysis: Analysis, package: int, reply: int) -> Here:
    """What is so in one state."""
    statuses = argument_statuses(analysis, package, reply)
    return Here(
        arguments=statuses,
        support_gone=support_gone(analysis, statuses, package, reply),
        statements=statement_words(analysis, package, reply),
        treaties={t: status(analysis, t, package, reply) for t in analysis.dossier.treaties},
        incompatible=clashes(analysis, package, reply),
        due=due(analysis, package, reply),
    )


def settlement(analysis: Analysis, package: int, ending: Ending) -> Settlement:
    """An ending in the words of the dossier."""
    space, left = analysis.space, undone(analysis, package, ending)
    return Settlement(
        states=tuple(space.setting(space.reply_index(r), space.own) for r in ending.replies),
        stable_under=stable_under(analysis, package, ending),
        course=course(analysis, package, ending),
        here=tuple(here(analysis, package, r) for r in ending.replies[:MOST_TOLD]),
        kept_to=left is None if package != space.today_package else None,
        undone=left,
        held_back=held_back(analysis, package, ending),
    )


def outcome(analysis: Analysis, name: str, dominated: tuple[str, ...], is_straw: bool) -> Outcome:
    """Everything about one proposal of the menu."""
    package = analysis.menu[name]
    space = analysis.space
    goals = goals_of(analysis)
    ours = {g.id: verdict(analysis, g, package) for g in goals}
    under = {}
    for concept in CONCEPTS:
        theirs = {g.id: verdict(analysis, g, package, concept) for g in goals}
        if theirs != ours:
            under[concept] = theirs
    aims = [g for g in goals if g.goal]
    return Outcome(
        package=space.setting(space.package_index(package)),
        settlements=tuple(settlement(analysis, package, e) for e in analysis.endings(package)),
        goals=ours,
        ways_lost={g.id: ways(analysis, g, serving(goals, g), package, lost=True) for g in aims},
        ways_kept_without={g.id: ways(analysis, g, serving(goals, g), package, lost=False) for g in aims},
        depends_on_foresight=tuple(under),
        goals_under=under,
        dominated_by=dominated,
        straw=is_straw,
    )
