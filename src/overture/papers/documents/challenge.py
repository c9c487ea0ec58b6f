"""The sections of a brief in which its own analysis is challenged: flips, indicators, red hat, dissent.

No sentence is written here.
"""

from __future__ import annotations

from collections.abc import Callable

from overture.papers.content import Block, Paragraph, Section, Sentence, Subheading
from overture.papers.documents.front import yardstick_for
from overture.papers.sentences.case import Case
from overture.papers.sentences.grounds import flips, remainder
from overture.papers.sentences.occasions import beside
from overture.papers.sentences.others import indicators, red_hat


def _lede(sentence: Sentence, told: Sentence | None = None) -> Paragraph:
    return Paragraph((sentence,) if told is None else (told, sentence), "lede")


def overturned(case: Case) -> Section | None:
    """What overturns what, edit by edit, and the named variants."""
    drawn = flips.figures(case)
    variants = bool(case.advice.variants)
    if not drawn and not variants:
        return None
    blocks: tuple[Block, ...] = ()
    if drawn:
        blocks = (_lede(flips.finding(case)), *drawn)
        yardsticks = [y for y in map(yardstick_for, drawn) if y]
        blocks += tuple(yardsticks[:1])
    if variants:
        found = remainder.variants_finding(case)
        told = _lede(found) if not drawn else Paragraph((found,))
        head = (Subheading("Named variants"),) if drawn else ()
        blocks += (*head, told, remainder.variants(case))
    if not drawn:
        return Section("variants", "Variants", blocks)
    return Section("variants", "What would overturn this, and variants", blocks, "Variants")


def watched(case: Case) -> Section | None:
    """Indicators to watch, and the key assumptions."""
    table = indicators.table(case)
    assumed = bool(case.dossier.assumptions)
    if table is None and not assumed:
        return None
    blocks: tuple[Block, ...] = (_lede(indicators.finding(case)),)
    if table is not None:
        blocks += (table,)
    if assumed:
        tables = indicators.assumptions(case)
        blocks += (Subheading("Key assumptions"), Paragraph((indicators.assumptions_finding(case),)), tables)
        yardstick = yardstick_for(tables)
        blocks += (yardstick,) if yardstick else ()
    return Section("watch", "Indicators to watch, and key assumptions", blocks, "Indicators")


def other_side(case: Case) -> Section | None:
    """The case as each of the others sees it."""
    sides = red_hat.sides(case)
    if not sides:
        return None
    which = case.one_world(lambda w: red_hat.told(case, w))
    return Section("red-hat", "Red hat: their best case and next move", (_lede(red_hat.finding(case), which), *sides),
                   "Red hat")  # fmt: skip


def dissent(case: Case, other: Case) -> Section:
    """Two analysts of one case: where they differ, side by side; what they share is counted."""
    tables: tuple[tuple[str, Callable[[Case, Case], Block | None]], ...] = (
        ("Courses", beside.courses), ("Claims", beside.claims), ("Arguments", beside.arguments),
        ("Assumptions", beside.assumptions), ("Rankings", beside.rankings),
    )  # fmt: skip
    blocks: tuple[Block, ...] = (_lede(beside.finding(case, other)), beside.advice(case, other))
    for head, made in tables:
        table = made(case, other)
        if table is not None:
            blocks += (Subheading(head), table)
    blocks += (Paragraph(beside.shared(case, other), "small"),)
    return Section("dissent", "Dissent: the other analyst’s paper beside this one", blocks, "Dissent")
