"""Flips: which single edit overturns which conclusion about the goal or the advice."""

from __future__ import annotations

from typing import Any

from overture.diagrams import Arrow, Box, box_figure, can_be_boxed, mark
from overture.dossier.entries import Assumption
from overture.papers.content import Block, Bullets, Figure, Sentence, Subheading
from overture.papers.english import capital, counted, ended, listed, number
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.edits import short_supposition, target, targets, whose
from overture.papers.sentences.grounds.reliance import is_open, supports

TITLE = "What overturns what"
HEADINGS = ("What is taken to be so", "What becomes of the conclusion")
MOST_VIEWS, MOST_LISTED = 2, 20
IF_NOT, IF_SO = "if not", "if it is so"
Flip = tuple[dict[str, Any], list[tuple[str, str]]]  # an edit, and the claims that it overturns with how they fail


def figures(case: Case) -> tuple[Block, ...]:
    """One figure, or two; the list alone where the words have no room."""
    found = supports(case)
    if not found:
        return ()
    views: list[list[Flip]] = []
    left: list[Flip] = []
    for flip in found:
        if left or (len(views) == MOST_VIEWS and not can_be_boxed(*_drawn(case, [*views[-1], flip]))):
            left.append(flip)
        elif views and can_be_boxed(*_drawn(case, [*views[-1], flip])):
            views[-1].append(flip)
        else:
            views.append([flip])
    if not all(can_be_boxed(*_drawn(case, v)) for v in views):
        return Subheading(TITLE), *_listed(case, found)
    blocks: list[Block] = []
    for i, view in enumerate(views):
        title = TITLE if i == 0 else f"{TITLE}: further edits"
        boxes, arrows = _drawn(case, view)
        svg = box_figure(f"flips{i}", title, _description(case, view), HEADINGS, boxes, arrows)
        blocks.append(Figure(title, _note(case, view), svg, Bullets(tuple((_told(case, f),) for f in view))))
    return *blocks, *_listed(case, left)


def _listed(case: Case, flips: list[Flip]) -> tuple[Block, ...]:
    """The flips that are not drawn; of many the first, and how many more the audit has."""
    if not flips:
        return ()
    items = [(_told(case, f),) for f in flips[:MOST_LISTED]]
    more = flips[MOST_LISTED:]
    if more:
        trace = tuple(t for edit, _ in more for t in targets(edit))
        items.append((say(f"{capital(counted(len(more), 'more edit'))}: see the audit.", trace=trace),))
    return (Bullets(tuple(items)),)


# a claim that is true in one case and false in another rests on what is open; the audit then tries nothing else
UNTRIED = "Of a claim that hangs on what is open no other edit was tried."


def finding(case: Case) -> Sentence:
    """How many single edits overturn the advice or a verdict on the goal."""
    found = supports(case)
    trace = tuple(t for edit, claims in found for t in (*targets(edit), *(k for k, _ in claims)))
    if not found:
        return say("No single edit that was tried overturns what is claimed of the goal or the advice.",
                   trace=tuple(case.advice.claims) or ("claims",))  # fmt: skip
    assumed = sum(isinstance(case.dossier.entry(target(e)), Assumption) for e, _ in found)
    text = f"{capital(counted(len(found), 'single edit'))} {'overturns' if len(found) == 1 else 'overturn'} "
    text += "what is claimed of the goal or the advice"
    if 0 < assumed < len(found):
        text += f"; {number(assumed)} of them {'is an assumption' if assumed == 1 else 'are assumptions'}"
    return say(f"{text}. {UNTRIED if any(is_open(case, e) for e, _ in found) else ''}".rstrip(), trace=trace)


def _note(case: Case, view: list[Flip]) -> Sentence:
    trace = tuple(t for edit, _ in view for t in targets(edit))
    return say("Each edit by itself, all else as it is in the file.", trace=trace)


def _description(case: Case, view: list[Flip]) -> str:
    return ended(f"{counted(len(view), 'edit')}; each line leads to a conclusion that it overturns")


def _drawn(case: Case, view: list[Flip]) -> tuple[list[list[Box]], list[Arrow]]:
    edits: list[Box] = []
    conclusions: dict[str, Box] = {}
    arrows: list[Arrow] = []
    for i, (edit, claims) in enumerate(view):
        edits.append(Box(f"e{i}", capital(short_supposition(case, edit)), "", _basis(case, edit)))
        for word, fails in _fails(claims):
            conclusions.setdefault(fails, Box(f"c{fails}", capital(fails), mark=_sign(fails)))
            arrows.append(Arrow(f"e{i}", f"c{fails}", word))
    return [edits, list(conclusions.values())], arrows


def _sign(fails: str) -> Any:
    return mark("goal", "lost") if "not kept" in fails or "no longer kept" in fails else mark("claim", "contradicted")


def _fails(claims: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """On which answer each conclusion falls, and how it falls."""
    found = []
    for _, told in claims:
        so = next((word for word in (IF_NOT, IF_SO) if told.startswith(f"{word}, ")), "")
        found.append(("if so" if so == IF_SO else IF_NOT, told.removeprefix(f"{so}, ")))
    return tuple(dict.fromkeys(found))


def _basis(case: Case, edit: dict[str, Any]) -> str:
    """Whose it is, and how likely it is said to be."""
    key = target(edit)
    entry = case.dossier.entry(key)
    if entry is None or "move" in edit:
        return "the order of the statements" if "move" in edit else ""
    likely = getattr(entry, "likelihood", None)
    return f"{whose(case, key)}{f'; likelihood: {likely}' if likely else ''}"


def _told(case: Case, flip: Flip) -> Sentence:
    edit, claims = flip
    basis = _basis(case, edit)
    text = f"{capital(short_supposition(case, edit))}{f' ({basis})' if basis else ''}."
    for word in (IF_NOT, "if so"):
        fails = [told for when, told in _fails(claims) if when == word]
        text += f" {capital(word)}, {listed(fails)}." if fails else ""
    return say(text, trace=(*targets(edit), *(k for k, _ in claims)), basis="judgement")
