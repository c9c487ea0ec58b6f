"""Tables of an advice for the terminal. Ids stand beside names, because edits need them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from overture.advice.compare import Change, told_verdict
from overture.advice.conflict_table import ConflictTable
from overture.advice.results import Advice, Settlement, WorldAdvice
from overture.dossier import Dossier
from overture.dossier.edits import show_edit
from overture.papers.conditions import parts

MARKS = {
    "follows": "●",
    "rests on": "▲",
    "contradicted": "✕",
    "cannot be assessed": "◌",
    "stands": "■",
    "limited": "⬓",
    "refuted": "☒",
    "groundless": "⊓",
    "disputed": "◪",
    "not on the table": "⬚",
    "kept": "◆",
    "open": "⬙",
    "lost": "◇̸",
}
_STYLES = {
    "follows": "blue",
    "kept": "blue",
    "stands": "blue",
    "rests on": "yellow",
    "open": "yellow",
    "limited": "yellow",
    "disputed": "yellow",
    "contradicted": "red",
    "lost": "red",
    "refuted": "red",
    "groundless": "red",
}


def marked(word: str) -> Text:
    """A verdict with its mark: shape, then word, then colour."""
    return Text(f"{MARKS.get(word, '')} {word}".strip(), style=_STYLES.get(word, ""))


def table_of(*columns: str, title: str = "") -> Table:
    """An empty table in the house style: no boxes, a quiet head."""
    table = Table(
        title=title or None, title_justify="left", title_style="bold", box=None, pad_edge=False, header_style="dim"
    )
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def joined(names: Iterable[str], none: str = "nobody") -> str:
    """Names in a row, or the word for none."""
    return ", ".join(names) or none


def setting(values: dict[str, str], none: str = "nothing changes") -> str:
    """A setting of options in words of the language."""
    """Options with their values, as a formula says it."""
    return ", ".join(f"{o.rpartition('.')[2]} is {v}" for o, v in values.items()) or none


def where_it_settles(s: Settlement) -> str:
    """The state of a stable reply, or the states among which events keep moving."""
    """The state of a settlement, or the states among which the others keep moving."""
    if len(s.states) == 1:
        return setting(s.states[0], "all stays as it is now")
    return "keeps moving among: " + "; or ".join(setting(state, "all as it is now") for state in s.states)


def told_alike(advice: Advice, shown: Callable[[WorldAdvice], object]) -> Iterator[tuple[str, WorldAdvice]]:
    """The first of the worlds that come to the same, and which those are, by as few assumptions as tell it."""
    groups: list[tuple[object, list[int]]] = []
    for number, world in enumerate(advice.by_world):
        what = shown(world)
        alike = next((numbers for other, numbers in groups if other == what), None)
        if alike is None:
            groups.append((what, [number]))
        else:
            alike.append(number)
    for _, numbers in groups:
        yield if_worlds(advice, numbers) if len(advice.by_world) > 1 else "", advice.by_world[numbers[0]]


def if_worlds(advice: Advice, numbers: Sequence[int]) -> str:
    """Some of the base worlds, told by as few open assumptions as tell them from the rest."""
    if len(numbers) == len(advice.worlds):
        return "whatever is open"
    return "if " + " or if ".join(
        " and ".join(name if value else f"not {name}" for name, value in part.items())
        for part in parts(advice.worlds, numbers, tuple(advice.open))
    )


def proposals(console: Console, dossier: Dossier, advice: Advice) -> None:
    """Where each proposal settles, what it keeps, and how it stands against the rest."""
    groups = list(told_alike(advice, _proposal_rows))
    for number, (told, world) in enumerate(groups):
        goals = list(next(iter(world.proposals.values())).goals)
        title = "Proposals and where events end" + (f": {told}" if told else "")
        table = table_of("proposal", "settles where", *goals, "remarks", title=title)
        for name, where, verdicts, remarks in _proposal_rows(world):
            style = "bold" if name in world.recommended else ""
            table.add_row(Text(name, style=style), where, *map(marked, verdicts), remarks)
        console.print(table)
        if number + 1 < len(groups):
            console.print()
    if advice.left_off:
        console.print(f"Left off the menu, because the rules forbid them: {', '.join(advice.left_off)}")


def _proposal_rows(world: WorldAdvice) -> list[tuple[str, str, tuple[str, ...], str]]:
    """Each proposal with where it settles, its verdicts on the goals, and remarks."""
    rows = []
    for name, outcome in world.proposals.items():
        remarks = []
        if name in world.recommended:
            remarks.append("recommended")
        if outcome.dominated_by:
            remarks.append(f"reply by reply {outcome.dominated_by[0]} is better whatever the weights")
        if outcome.straw:
            remarks.append("straw option")
        if outcome.depends_on_foresight:
            remarks.append("depends on foresight: " + ", ".join(outcome.depends_on_foresight))
        if any(s.kept_to is False for s in outcome.settlements):
            remarks.append("we would not keep to it ourselves")
        where = "\n".join(where_it_settles(s) for s in outcome.settlements)
        rows.append((name, where, tuple(outcome.goals.values()), "; ".join(remarks)))
    return rows


def arguments(console: Console, dossier: Dossier, advice: Advice) -> None:
    """The ledger: each argument's status where each proposal settles."""
    if not dossier.arguments:
        console.print("No argument is stated.")
        return

    def shown(world: WorldAdvice) -> object:
        return {
            n: [[(h.arguments, h.support_gone) for h in s.here] for s in o.settlements]
            for n, o in world.proposals.items()
        }

    for told, world in told_alike(advice, shown):
        title = "Arguments where each proposal settles" + (f": {told}" if told else "")
        table = table_of("argument", "status", "after", title=title)
        for key, argument in dossier.arguments.items():
            places: dict[str, list[str]] = {}
            for name, outcome in world.proposals.items():
                words = list(dict.fromkeys(h.arguments[key] for s in outcome.settlements for h in s.here))
                gone = any(key in h.support_gone for s in outcome.settlements for h in s.here)
                word = words[0] if len(words) == 1 else " or ".join(words)
                places.setdefault(word + (" (its stated support is gone)" if gone else ""), []).append(name)
            for number, (word, names) in enumerate(places.items()):
                mark = MARKS.get(word.partition(" (")[0], "")
                label = f"{key}: {argument.short or argument.claim}" if number == 0 else ""
                table.add_row(label, Text(f"{mark} {word}".strip(), style=_STYLES.get(word, "")), ", ".join(names))
        console.print(table)
    audiences(console, dossier, advice)


def audiences(console: Console, dossier: Dossier, advice: Advice) -> None:
    """Who reacted how, and after which proposals their stated objections are answered."""
    found = advice.by_world[0].audiences
    if not found:
        return
    table = table_of("audience", "to", "reaction", "objections", "answered after", title="Audiences")
    for a in found:
        told = (
            "cannot be assessed: no objection is stated"
            if not a.objections
            else joined((name for name, yes in a.answered.items() if yes), "no proposal")
        )
        if a.signs == ("for",):
            told = ""
        name = dossier.actors[a.actor].name + (" (swing)" if a.swing else "")
        if a.fixed and told:
            told += "; backs what it would stop, so not predicted to change"
        table.add_row(name, a.to, ", ".join(a.signs), ", ".join(a.objections), told)
    console.print(table)


_WORST_FIRST = ("contradicted", "rests on", "cannot be assessed", "follows")


def claims(console: Console, dossier: Dossier, advice: Advice) -> None:
    """The audit, worst first."""
    if not advice.claims:
        console.print("No claim is stated.")
        return
    table = table_of("verdict", "claim", "text", "rests on; the edit that overturns it", title="Claims")
    for word in _WORST_FIRST:
        for key, result in advice.claims.items():
            if result.verdict != word:
                continue
            told = marked(word) if (says := told_verdict(word, advice.audited)) == word else Text(says)
            table.add_row(told, key, dossier.claims[key].text, result.reason or rests(result.rests_on))
    console.print(table)


def rests(edits: Sequence[dict[str, Any]], most: int = 3) -> str:
    """The edits that overturn a claim, the likeliest first; the rest are counted."""
    shown = [" ".join(map(show_edit, e["together"])) if "together" in e else show_edit(e) for e in edits[:most]]
    more = [f"and {len(edits) - most} more"] if len(edits) > most else []
    return "\n".join([*shown, *more])


def ranking(console: Console, dossier: Dossier, advice: Advice) -> None:
    """How each decision maker ranks the outcomes that matter."""
    world = advice.by_world[0]
    outcomes: dict[tuple[str, str], tuple[list[str], Settlement]] = {}
    for name, outcome in world.proposals.items():
        for s in outcome.settlements:
            outcomes.setdefault((setting(outcome.package), where_it_settles(s)), ([], s))[0].append(name)
    for actor in dossier.decision_makers:
        score = {
            key: tuple(word == "failed" for word in s.statements[actor].values()) for key, (_, s) in outcomes.items()
        }
        places = {failed: place for place, failed in enumerate(sorted(set(score.values())), start=1)}
        table = table_of(
            "",
            "after",
            "settles where",
            "the first statement that fails",
            title=f"{dossier.actors[actor].name} ({actor}), best first",
        )
        for key in sorted(outcomes, key=lambda key: score[key]):
            names, s = outcomes[key]
            failed = next((k for k, word in s.statements[actor].items() if word == "failed"), "none")
            table.add_row(str(places[score[key]]), ", ".join(names), where_it_settles(s), failed)
        console.print(table)
        console.print()
    if len(advice.worlds) > 1:
        told = {name: advice.worlds[0][name] for name in advice.open if name in advice.worlds[0]}
        console.print(f"The first of {len(advice.worlds)} worlds, in which {taken(told)}; {OTHERS}")


OTHERS = "`--set NAME.taken=true` shows others."


def taken(world: Mapping[str, bool]) -> str:
    """What is taken to be so in a world, in words."""
    return ", ".join(f"{name} is {'so' if so else 'not so'}" for name, so in world.items())


MOST_EQUILIBRIA = 12
"""Equilibria of one concept that are told on the screen; JSON has them all."""


def conflict(console: Console, told: ConflictTable) -> None:
    """The equilibria of the whole conflict, the proposer a player like the others."""
    table = table_of("concept", "equilibria", "states", title="Equilibria of the full conflict")
    named: set[int] = set()
    hidden = False
    for concept, numbers in {**told.equilibria, "own foresight": told.settled_by_foresight}.items():
        first = numbers[:MOST_EQUILIBRIA].tolist()
        named.update(first)
        hidden |= len(numbers) > len(first)
        table.add_row(concept, str(len(numbers)), told.called.listed(numbers.tolist(), MOST_EQUILIBRIA) or "none")
    console.print(table)
    if named:
        console.print("What is so in them")
    for number in sorted(named):
        console.print(f"{told.called.label(number)}: {setting(told.state(number))}")
    for remark in told.called.remarks(named):
        console.print(f"{remark}.")
    if hidden:
        console.print("`--format json` has all equilibria, and what is so in every state.")
    ahead = {concept: [p for p, c in told.foresight.items() if c == concept] for concept in told.foresight.values()}
    own = "; ".join(f"{concept} for {', '.join(who) if len(ahead) > 1 else 'all'}" for concept, who in ahead.items())
    console.print(f"Own foresight, as the dossier has it: {own}.")
    if told.worlds > 1:
        console.print(f"The first of {told.worlds} worlds, in which {taken(told.world)}; {OTHERS}")
    console.print(
        "A proposer that cannot take its proposal back is stable in its place; the advice rests on "
        "the settlements after each proposal, not on this table. `overture explain CASE --state NUMBER`, or the "
        "name of a state in place of its number, says why a state is stable, or is not."
    )


def changes(console: Console, found: Sequence[Change]) -> None:
    """What changed, and nothing else."""
    if not found:
        console.print("Nothing changes.")
        return
    table = table_of("what", "was", "is now")
    for change in found:
        old, new = change.old, change.new
        if change.key == ("gaps",) and old and new:  # of a long list of questions, those that come and go
            old, new = [g for g in old if g not in change.new], [g for g in new if g not in change.old]
        table.add_row(" · ".join(change.key), value_told(old), value_told(new))
    console.print(table)


def value_told(value: Any) -> str:
    """A value of the result as a cell of a table."""
    if value is None:
        return "–"
    if isinstance(value, dict):
        if set(value) & {"set", "drop", "move", "add", "order_of_moves"}:
            return show_edit(value)
        return setting(value, "all as it is now")
    if isinstance(value, list | tuple):
        return "; ".join(value_told(v) for v in value) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
