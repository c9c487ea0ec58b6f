"""Page one of the brief: six panels, each with how we know in its margin. No sentence is written here."""

from __future__ import annotations

from overture.dossier.entries import LIKELIHOODS
from overture.papers.content import Block, Bullets, Pairs, Panel, Paragraph, Sentence
from overture.papers.documents.fit import fit, fits, head
from overture.papers.documents.note import passages_at
from overture.papers.english import counted, day, listed
from overture.papers.options import actor, actor_label
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.decision import goals, motives, recommendation, ties
from overture.papers.sentences.grounds import firmness, reliance, traces
from overture.papers.sentences.wording import passage_sentences
from overture.papers.walk import sentences_of

MOST_META = 90  # characters of a line under the title
MOST_PASSAGES, MOST_LENGTH = 4, 420  # more of a note than this is printed as its choices


def meta(case: Case) -> tuple[tuple[str, str], ...]:
    """The lines under the title: for whom, whose decision, as of which day."""
    head = case.dossier.head
    found = [("For", head.submit_to)] if head.submit_to else []
    found += [
        ("Decision of", actor_label(case.dossier, head.proposer)),
        ("What is known as of", day(head.as_of)),
    ]
    document = next((d for d in case.dossier.documents.values() if d.passages and d.to), None)
    if document is not None and len(document.to) <= 3:
        found.append(
            (
                "Decision on",
                f"{document.form or document.id.replace('_', ' ')} to {_addressees(case, document.to)}",
            )
        )
    return tuple(found)


def _addressees(case: Case, to: tuple[str, ...]) -> str:
    names = listed([actor(case.dossier, t) for t in to])
    return names if len(names) <= MOST_META else counted(len(to), "addressee")


def panels(case: Case, approved: tuple[Sentence, ...] = ()) -> tuple[Panel, ...]:
    """The panels that have something to say, as much of them as fits on a page. `approved`: what was approved."""
    taken = head(case.dossier.head.title, case.dossier.head.handling or "", meta(case))
    full = fit(_panels(case, reliance.MOST, approved), True, taken)
    if fits(full, taken):
        return full
    fewer = fit(_panels(case, reliance.MOST - 1, approved), False, taken)
    return fewer if fits(fewer, taken) else fit(_panels(case, 1, approved), False, taken)


def _panels(case: Case, supports: int, approved: tuple[Sentence, ...]) -> tuple[Panel, ...]:
    found = (_advice(case, approved), _note(case), _goal(case), _rests(case, supports), _changes(case), _firm(case))
    return tuple(p for p in found if p is not None)


def _advice(case: Case, approved: tuple[Sentence, ...]) -> Panel:
    blocks: tuple[Block, ...] = (Paragraph(recommendation.recommended_sentences(case), "advice"),)
    blocks = (Paragraph(approved), *blocks) if approved else blocks
    asked, world = recommendation.question(case), recommendation.world_told(case)
    if asked:
        blocks = (Paragraph((asked,), "small"), *blocks)
    told = (*motives.reason_of_the_reply(case), *((world,) if world else ()))
    blocks += (Paragraph(told),) if told else ()
    return Panel("Recommendation", blocks, recommendation.why_recommended(case), traces.ADVICE)


def _note(case: Case) -> Panel | None:
    tied = (ties.told_apart(case, w.recommended)[0] for w in case.advice.by_world)
    several = tuple(dict.fromkeys(n for names in tied for n in names))
    if len(several) > 1:
        return _several(case, several)
    document, passages = passages_at(case.dossier, case.state(case.chosen))
    length = sum(len(p.text or p.quote) for p in passages)
    if document is not None and 0 < len(passages) <= MOST_PASSAGES and length <= MOST_LENGTH:
        lines = passage_sentences(case, document, passages)
    else:
        lines = recommendation.choices_said(case, case.chosen)
    if not lines:
        return None
    margin = (recommendation.sources_of_wording(case, lines),)
    title = "What the note says" if document is not None and document.id == "note" else "What is said and done"
    return Panel(title, (Bullets(lines, "lines"),), margin)


def _several(case: Case, names: tuple[str, ...]) -> Panel | None:
    """What each of several recommended courses says."""
    blocks: list[Block] = []
    lines: list[tuple[Sentence, ...]] = []
    for name in names[:3]:
        said = recommendation.choices_said(case, name)
        lines += said
        if said:
            blocks += [Paragraph((recommendation.name_of(case, name),)), Bullets(said, "lines")]
    if not blocks:
        return None
    return Panel("What is said and done", tuple(blocks), (recommendation.sources_of_wording(case, tuple(lines)),))


def _goal(case: Case) -> Panel | None:
    lines = goals.goal_lines(case)
    if not lines:
        return Panel("Where it ends", (Paragraph((goals.settles_sentence(case, case.chosen),)),), ())
    blocks: tuple[Block, ...] = (Bullets(lines, "verdicts"),)
    contrast = goals.goal_contrast(case)
    if contrast:
        blocks += (Paragraph(contrast),)
    many = sum(s.goal for s in case.dossier.preferences.get(case.dossier.proposer, ())) > 1
    return Panel("The goals" if many else "The goal", blocks, goals.goal_margin(case), traces.GOAL)


def _rests(case: Case, most: int) -> Panel:
    told = reliance.rest_sentences(case, most)
    if not told:
        return Panel("What this rests on", (Paragraph((reliance.nothing_tested(case),)),))
    first, *others = [(Bullets(((s,),), "pills"), (m,)) for s, m in told]
    more: list[tuple[Block, tuple[Sentence, ...]]] = list(others)
    left = reliance.rest_left_out(case, most)
    if left is not None:
        more.append((Paragraph((left,)), ()))
    return Panel("What this rests on", (first[0],), first[1], more=tuple(more))


def _changes(case: Case) -> Panel | None:
    pairs = reliance.change_pairs(case)
    if not pairs:
        return None
    left = reliance.changes_left(case)
    margin = (traces.one_at_a_time(case),) if left is None else (traces.one_at_a_time(case), left)
    return Panel("What would change it", (Pairs(pairs),), margin, traces.CHANGES)


def _firm(case: Case) -> Panel | None:
    pairs = firmness.firmness(case)
    warned, reminded = firmness.cautions(case), firmness.reminders(case)
    blocks: tuple[Block, ...] = (Pairs(pairs, "firm"),) if pairs else ()
    if warned:
        blocks += (Paragraph(warned, "caution"),)
    if reminded:
        blocks += (Paragraph(reminded),)
    one = firmness.in_which_case(case)
    margin = (traces.over_packages(case), *((one,) if one else ()))
    return Panel("How firm each choice is", blocks, margin, traces.FIRM) if blocks else None


def yardstick(case: Case, shown: tuple[Panel, ...]) -> Paragraph | None:
    """The likelihood words, where one of them is printed on the page."""
    return yardstick_for(Paragraph(tuple(s for p in shown for s in _sentences(p))))


def yardstick_for(block: Block) -> Paragraph | None:
    """The likelihood words, where one of them is printed in a block."""
    text = " ".join(s.plain for s in sentences_of(block))
    if not any(f": {word}" in text for word in LIKELIHOODS):
        return None
    return Paragraph((yardstick_sentence(),), "small")


def yardstick_sentence() -> Sentence:
    """The yardstick (ICD 203)."""
    from overture.papers.content import strong

    words = (
        "almost no chance 1–5 in 100 · very unlikely 5–20 · unlikely 20–45 · roughly even 45–55 · "
        "likely 55–80 · "
        "very likely 80–95 · almost certain 95–99 (ICD 203)"
    )
    return say(strong("Likelihood words:"), f" {words}", trace=("likelihood",), basis="fact")


def _sentences(panel: Panel) -> tuple[Sentence, ...]:
    more = (x for b, margin in panel.more for x in (*sentences_of(b), *margin))
    return (*panel.margin, *(s for b in panel.blocks for s in sentences_of(b)), *more)
