"""The moves between the outcomes that matter: what is sent, who then moves, where it rests, what is held back."""

from __future__ import annotations

from dataclasses import dataclass

from overture.advice.results import HeldMove, Settlement, Step
from overture.diagrams import Arrow, Box, box_figure, can_be_boxed, mark
from overture.dossier import DO_NOTHING
from overture.papers.content import Block, Bullets, Figure, Sentence, Subheading
from overture.papers.english import capital, counted, ended, listed, number, ordinal
from overture.papers.naming import statement_label
from overture.papers.options import actor, setting_label
from overture.papers.sentences.case import Case, say

TITLE = "Where each course leads, and who moves"
_HEADINGS = ("What is sent", "Who then moves, in order", "Where it rests", "Moves held back")
Key = tuple[object, ...]


@dataclass(frozen=True)
class Path:
    """The courses that lead through the same moves to the same verdicts."""

    names: tuple[str, ...]
    settlement: Settlement
    verdicts: tuple[tuple[str, str], ...]  # goal -> kept | lost, in every state of the settlement, else open
    place: int  # in the ranking of the proposer among the paths, 1 the best


def paths(case: Case) -> tuple[Path, ...]:
    """Every way in which a printed course may settle, in the first world; the recommended first."""
    found: dict[Key, list[str]] = {}
    told: dict[Key, tuple[Settlement, tuple[tuple[str, str], ...]]] = {}
    for name in case.shown:
        outcome = case.outcome(name)
        for settlement in outcome.settlements if outcome else ():
            verdicts = tuple((g, _verdict(settlement, case.dossier.proposer, g)) for g in _goals(case))
            moves = tuple((s.actor, tuple(s.sets.items())) for s in settlement.course)
            held = tuple((h.actor, tuple(h.sets.items()), h.at) for h in settlement.held_back or ())
            rank = () if verdicts else _worst(case, settlement)
            key = (moves, tuple(_frozen(s) for s in settlement.states), verdicts, held, rank)
            told.setdefault(key, (settlement, verdicts))
            names = found.setdefault(key, [])
            if name not in names:
                names.append(name)
    order = sorted({_worst(case, s) for s, _ in told.values()}, reverse=True)
    return tuple(
        Path(tuple(names), *told[key], order.index(_worst(case, told[key][0])) + 1) for key, names in found.items()
    )


def _worst(case: Case, settlement: Settlement) -> tuple[bool, ...]:
    """How the proposer's statements fare in the worst state of a settlement, the most important first."""
    us = case.dossier.proposer
    own = case.dossier.preferences.get(us, ())
    return min(tuple(here.statements.get(us, {}).get(s.id) != "failed" for s in own) for here in settlement.here)


def _frozen(setting: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(setting.items()))


def _goals(case: Case) -> tuple[str, ...]:
    return tuple(s.id for s in case.dossier.preferences.get(case.dossier.proposer, ()) if s.goal)


def _verdict(settlement: Settlement, who: str, goal: str) -> str:
    words = {here.statements.get(who, {}).get(goal, "failed") != "failed" for here in settlement.here}
    return "open" if len(words) > 1 else "kept" if True in words else "lost"


def figures(case: Case) -> tuple[Block, ...]:
    """One figure; several where one would be too full; the list alone where even one course has no room."""
    found = paths(case)
    if len(found) < 2 and not (found and found[0].settlement.course):
        return ()
    views: list[list[Path]] = []
    for path in found:
        if views and can_be_boxed(*_drawn(case, [*views[-1], path])):
            views[-1].append(path)
        else:
            views.append([path])
    if not all(can_be_boxed(*_drawn(case, view)) for view in views):
        return Subheading(TITLE), Bullets(tuple(_told(case, p) for p in found))
    blocks = []
    for i, view in enumerate(views):
        title = TITLE if i == 0 else f"{TITLE}: {counted(len(view), 'further way')}"
        names = tuple(dict.fromkeys(n for p in view for n in p.names))
        boxes, arrows = _drawn(case, view)
        svg = box_figure(
            f"moves{i}", title, _description(case, view), _HEADINGS[: len(boxes)], boxes, arrows,
        )  # fmt: skip
        blocks.append(Figure(title, _note(case, view, names), svg, Bullets(tuple(_told(case, p) for p in view))))
    return tuple(blocks)


def _note(case: Case, view: list[Path], names: tuple[str, ...]) -> Sentence:
    held = any(p.settlement.held_back for p in view)
    text = "The heavy box is what is advised. "
    if held:
        text += "A broken line is a move that its owner would gain by and does not make, since others would answer it."
    elif all(p.settlement.held_back is not None for p in view):
        text += "Nobody holds back a move for fear of an answer."
    return say(text.strip(), trace=names)


def _description(case: Case, view: list[Path]) -> str:
    ends = [f"{case.label(p.names[0])} ends in {_rest_title(case, p).lower()}" for p in view]
    return ended("; ".join(ends))


def _drawn(case: Case, view: list[Path]) -> tuple[list[list[Box]], list[Arrow]]:
    sent: dict[str, Box] = {}
    moves: dict[str, Box] = {}
    rests: dict[str, Box] = {}
    held: dict[str, Box] = {}
    arrows: dict[tuple[str, str], Arrow] = {}

    def join(source: str, target: str, word: str, held_: bool = False) -> None:
        arrows.setdefault((source, target), Arrow(source, target, word, "held" if held_ else "leads"))

    for path in view:
        start = f"s{len(sent)}"
        sent[start] = _sent_box(case, start, path)
        rest = f"r {path.verdicts or path.place} {len(path.settlement.states) > 1}"
        rests.setdefault(rest, _rest_box(case, rest, path))
        last = start
        if path.settlement.course:
            last = f"m {[(s.actor, *s.sets.items()) for s in path.settlement.course]}"
            moves.setdefault(last, Box(last, "", "\n".join(_steps(case, path.settlement.course))))
            join(start, last, "then")
        join(last, rest, "ends" if path.settlement.course else "no move")
        for move in path.settlement.held_back or ():
            box = _held_box(case, move)
            held.setdefault(box.id, box)
            join(start if move.at == "start" else last, box.id, "held back", True)
    layers = [list(sent.values()), list(moves.values()), list(rests.values()), list(held.values())]
    return (layers if held else layers[:3]), list(arrows.values())


def _sent_box(case: Case, key: str, path: Path) -> Box:
    first, *others = path.names
    text = listed([case.called(n) for n in others]) if others else ""
    if first == DO_NOTHING and not others and not path.settlement.course:
        text = "all as it is today"
    chosen = any(n in case.first.recommended for n in path.names)
    return Box(key, case.label(first), text, border="heavy" if chosen else "plain")


def _steps(case: Case, course: tuple[Step, ...]) -> list[str]:
    return [f"{i}. {setting_label(case.dossier, s.sets)}" for i, s in enumerate(course, 1)]


def _rest_title(case: Case, path: Path) -> str:
    if not path.verdicts:
        return f"{capital(ordinal(path.place))} for {actor(case.dossier, case.dossier.proposer)}"
    goal, word = path.verdicts[0]
    return f"Goal {word}" if len(path.verdicts) == 1 else f"{capital(statement_label(case.dossier, goal))}: {word}"


def _rest_box(case: Case, key: str, path: Path) -> Box:
    more = [f"{capital(statement_label(case.dossier, g))}: {word}" for g, word in path.verdicts[1:]]
    quiet = f"Events keep moving among {number(len(path.settlement.states))} states" * (len(path.settlement.states) > 1)
    sign = mark("goal", path.verdicts[0][1]) if path.verdicts else None
    return Box(key, _rest_title(case, path), "\n".join(more), quiet, sign)


def _held_box(case: Case, move: HeldMove) -> Box:
    answer = listed([setting_label(case.dossier, s.sets) for s in move.course])
    key = f"h {move.actor} {sorted(move.sets.items())} {answer}"
    return Box(key, setting_label(case.dossier, move.sets), "", f"the answer: {answer}", border="broken")


def _named(case: Case, path: Path) -> str:
    """The courses of a path, in quotation marks where the list could not be read without."""
    names = [case.label(path.names[0]), *(case.called(n) for n in path.names[1:])]
    unclear = len(names) > 1 and any(" and " in n or ", " in n for n in names)
    return listed([n if n[:1] == "“" else f"“{n}”" for n in names] if unclear else names)


def _told(case: Case, path: Path) -> tuple[Sentence, ...]:
    """One way in words: what is sent, who moves, where it rests, what is held back."""
    names = _named(case, path)
    course = path.settlement.course
    told = f"then {'; '.join(_steps(case, course))}; it ends" if course else "all as it is today, with no move"
    more = [_rest_title(case, path), *(f"{statement_label(case.dossier, g)}: {w}" for g, w in path.verdicts[1:])]
    if len(path.settlement.states) > 1:
        more.append(f"events keep moving among {number(len(path.settlement.states))} states")
    options = tuple(o.rpartition(".")[2] for s in course for o in s.sets)
    found = [say(ended(f"{names}: {told}: {'; '.join(more)}"), trace=(*path.names, *options, *_goals(case)))]
    for move in path.settlement.held_back or ():
        box = _held_box(case, move)
        text = f"Held back: {box.title}; {box.quiet}"
        trace = (path.names[0], *(o.rpartition(".")[2] for o in move.sets), *((move.gains,) if move.gains else ()))
        found.append(say(ended(text), trace=trace))
    return tuple(found)
