"""Page one: what the answer rests on, the author's own switches first, and what would change it."""

from __future__ import annotations

from typing import Any

from overture.diagrams.marks import mark
from overture.dossier import DO_NOTHING
from overture.dossier.entries import Assumption, Claim
from overture.papers.content import Sentence, Sign, code, strong
from overture.papers.english import capital, counted, ended, listed, number, uncapital
from overture.papers.naming import cited_short, entry_label, entry_text, statement_label
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.edits import supposition, target, targets, whose

Edit = dict[str, Any]
MOST = 3  # on page one; the rest are counted, and the audit has them all
_SURE = ("almost no chance", "very unlikely", "very likely", "almost certain")


def _about_answer(case: Case, claim: Claim) -> str | None:
    """Whether a claim is about the goal or the advice: how its failure is told."""
    after = claim.after or (DO_NOTHING,)
    chosen = {n for w in case.advice.by_world for n in w.recommended}
    for word in ("kept", "lost", "open"):
        goal = getattr(claim, word)
        if goal:
            name = _goal_name(case, goal)
            if chosen & set(after):
                return f"{name} is not {word}"
            return f"{name} is no longer {word} by {case.called_all(after, 'and', 2)}"
    if claim.recommended and chosen & set(claim.recommended):
        return "the advice changes"
    return None


def _goal_name(case: Case, goal: str) -> str:
    goals = [s for s in case.dossier.statements.values() if s.goal and s.owner == case.dossier.proposer]
    return "the goal" if len(goals) == 1 and goals[0].id == goal else f"“{statement_label(case.dossier, goal)}”"


def supports(case: Case) -> list[tuple[Edit, list[tuple[str, str]]]]:
    """Each edit that overturns a claim about the goal or the advice, with those claims and how they fail.

    Claims about what is recommended come first; of the edits, assumptions.
    """
    found: dict[str, tuple[Edit, list[tuple[str, str]]]] = {}
    ranked: dict[str, tuple[int, int]] = {}
    for key, result in case.advice.claims.items():
        claim = case.dossier.claims.get(key)
        told = _about_answer(case, claim) if claim else None
        if claim is None or told is None:
            continue
        about_us = told == "the advice changes" or " by " not in told
        for edit in result.rests_on:
            open_ = _open(case, edit)
            assumed = open_ or isinstance(case.dossier.entry(target(edit)), Assumption)
            name = target(edit) if open_ else repr(sorted(edit.items()))
            fails = told
            if open_:
                fails = f"{'if it is so' if edit.get('to') is True else 'if not'}, {told}"
            found.setdefault(name, (edit, []))[1].append((key, fails))
            order = 0 if about_us and "the advice changes" not in told else 1 if about_us else 2
            weight = (order if assumed else order + 3, len(ranked))
            ranked[name] = min(ranked.get(name, weight), weight)
    return [found[name] for name in sorted(found, key=lambda n: ranked[n])]


def rest_sentences(case: Case, most: int = MOST) -> list[tuple[Sentence, Sentence]]:
    """What the answer rests on, each with its margin note."""
    edits = supports(case)
    if not edits:
        return [] if _tested(case) else _untested(case)
    told: list[tuple[Sentence, Sentence]] = []
    for edit, claims in edits[:most]:
        trace = (*targets(edit), *(k for k, _ in claims))
        fails = list(dict.fromkeys(t for _, t in claims))
        parts = [strong(ended(_headline(case, edit)) + " "), ended(_body(case, edit, because=not told)) + " "]
        parts.append(
            ". ".join(map(capital, _together(fails))) + "."
            if _open(case, edit)
            else f"If it is otherwise, {listed(fails)}."
        )
        sign = Sign(mark("claim", "rests on"), hidden=True)
        told.append((say(sign, *parts, trace=trace, basis="judgement"), _margin(case, edit)))
    return told


def _together(fails: list[str]) -> list[str]:
    """What fails under one condition, the condition told once.

    >>> _together(["if not, the goal is lost", "if not, the advice changes"])
    ['if not, the goal is lost and the advice changes']
    """
    by: dict[str, list[str]] = {}
    for told in fails:
        condition, _, what = told.partition(", ")
        by.setdefault(condition, []).append(what)
    return [f"{condition}, {listed(what)}" for condition, what in by.items()]


def _tested(case: Case) -> tuple[str, ...]:
    """The claims about the goal or the advice that were tested."""
    return tuple(
        key
        for key, claim in case.dossier.claims.items()
        if key in case.advice.claims and _about_answer(case, claim) is not None
    )


def nothing_tested(case: Case) -> Sentence:
    """Where neither a claim nor an assumption tells what the answer hangs on."""
    makers = tuple(case.dossier.preferences)
    tested = _tested(case)
    if tested:
        return say(
            "The rankings as they are written. No single edit that was tried overturns "
            f"{'the claim' if len(tested) == 1 else 'the claims'} about it.",
            trace=(*tested, *makers), basis="judgement",
        )  # fmt: skip
    return say(
        "The rankings as they are written. No assumption and no claim about the answer is "
        "named, so nothing was turned to test it.",
        trace=makers, basis="judgement",
    )  # fmt: skip


def rest_left_out(case: Case, most: int = MOST) -> Sentence | None:
    """How many supports page one does not print."""
    left = supports(case)[most:]
    if not left:
        return None
    names = [entry_label(case.dossier, target(e)) for e, _ in left]
    shown = listed([f"“{n}”" for n in names[:2]] + ([f"{number(len(names) - 2)} more"] if len(names) > 2 else []))
    return say(f"Besides: {shown}.", trace=tuple(t for e, _ in left for t in targets(e)))


def _open(case: Case, edit: Edit) -> bool:
    return target(edit) in case.advice.open


def _headline(case: Case, edit: Edit) -> str:
    key = target(edit)
    if _open(case, edit):
        return "An open question"
    if "drop" in edit or "move" in edit:
        return "A reading of what others want" if key not in case.own_statements() else "The order of our aims"
    return whose(case, key)


def _body(case: Case, edit: Edit, because: bool) -> str:
    key = target(edit)
    entry = case.dossier.entry(key)
    text = f"whether {case.open_says(key)}" if _open(case, edit) else supposition(case, edit)
    text = text[5:] if text.startswith("that ") else text
    reason = entry.because if because and entry is not None and "together" not in edit else ""
    return f"{text}; {reason}" if reason and len(text) + len(reason) < 190 else text


def _margin(case: Case, edit: Edit) -> Sentence:
    key = target(edit)
    entry = case.dossier.entry(key)
    pieces: list[object] = [strong(capital(entry.basis if entry and entry.basis else "judgement"))]
    basis = entry.basis if entry and entry.basis else "judgement"
    cited = cited_short(case.dossier, entry.from_) if entry else ()
    pieces.append(f", {listed(cited[:2])}. " if cited else ". ")
    if isinstance(entry, Assumption) and entry.likelihood:
        pieces.append(f"Likelihood: {entry.likelihood}. ")
    pieces.append(code(key))
    return say(*pieces, trace=targets(edit), basis=basis, sources=cited)  # type: ignore[arg-type]


def _untested(case: Case) -> list[tuple[Sentence, Sentence]]:
    """Where no claim about the answer is tested: the judgements that are taken for true."""
    told = []
    for key, entry in case.dossier.assumptions.items():
        if entry.taken is None or (entry.basis or "judgement") != "judgement":
            continue
        text = entry_text(case.dossier, key)
        taken = text if entry.taken else f"it is not so that {text}"
        pieces = (
            Sign(mark("claim", "rests on"), hidden=True),
            strong("Taken, and not tested by a claim. "),
            ended(taken),
        )
        told.append((say(*pieces, trace=(key,), basis="judgement"), _margin(case, {"set": f"{key}.taken"})))
    return told[:MOST]


# what would change it


def change_pairs(case: Case) -> tuple[tuple[Sentence, Sentence], ...]:
    """The named variants in which something changes, with what is advised then: new advice first."""
    pairs: list[tuple[int, tuple[Sentence, Sentence]]] = []
    same = []
    base = tuple(w.recommended for w in case.advice.by_world)
    for key, result in case.advice.variants.items():
        variant = case.dossier.variants[key]
        why = variant.why or variant.text or entry_label(case.dossier, key)
        lost = _goal_changes(case, key)
        if len(set(base)) > 1:
            then = _of_several(case, result.recommended, base)
        elif set(result.recommended) == set(base) or (
            len(result.recommended) < len(base) and set(result.recommended) <= set(base)
        ):
            if not lost:
                same.append((key, why))
                continue
            then = f"the advice stays, but {lost}"
        else:
            names = tuple(dict.fromkeys(n for names in result.recommended for n in names))
            known = {n: case.called(n) for n in names}
            then = f"{listed([known[n] for n in names], 'or')} instead"
        told = {n for names in base for n in names}
        new = any(n not in told for names in result.recommended for n in names)
        pair = (say(f"If {uncapital(why)}", trace=(key,)), say(ended(then), trace=(key, case.chosen)))
        pairs.append((0 if new else 1 if lost else 2, pair))
    if same and len(pairs) < MOST:
        key, why = same[0]
        pairs.append((3, (say(f"If {uncapital(why)}", trace=(key,)), say("The advice stays.", trace=(key,)))))
    # one place is kept for the first variant in which the advice stays and a goal is lost
    other, lost_then, rest = ([pair for kind, pair in pairs if kind in kinds] for kinds in ((0,), (1,), (2, 3)))
    places = MOST - len(lost_then[:1])
    return tuple([*other[:places], *lost_then[:1], *other[places:], *lost_then[1:], *rest][:MOST])


def _of_several(case: Case, now: tuple[tuple[str, ...], ...], base: tuple[tuple[str, ...], ...]) -> str:
    """What is advised in a variant, where the advice hangs on what is open already."""
    sets = list(dict.fromkeys(now))
    if len(sets) > 1:
        return "the advice still hangs on what is open" if set(sets) == set(base) else (
            "it hangs on what is open: " + listed([case.called_all(names, "or") for names in sets], "or")
        )  # fmt: skip
    return f"{case.called_all(sets[0], 'or')}, whatever else is open"


def changes_left(case: Case) -> Sentence | None:
    """How the variants that page one does not print turn out."""
    left = len(case.advice.variants) - len(change_pairs(case))
    if left < 1:
        return None
    return say(f"{capital(counted(left, 'more variant'))}: see “Variants”.", trace=tuple(case.advice.variants))


def _goal_changes(case: Case, key: str) -> str:
    """What becomes of the goals in a variant, for the proposal recommended now."""
    outcome = case.outcome(case.chosen)
    result = case.advice.variants[key]
    told = []
    for goal, verdicts in result.goals.get(case.chosen, {}).items():
        statement = case.dossier.statements.get(goal)
        now = outcome.goals.get(goal) if outcome else None
        if statement is None or not statement.goal or now is None or set(verdicts) == {now}:
            continue
        values = tuple(dict.fromkeys(verdicts))
        told.append(f"{_goal_name(case, goal)} is {values[0] if len(values) == 1 else listed(values, 'or')}")
    return listed(told)


def all_changes(case: Case) -> list[tuple[str, str, str, str]]:
    """Every variant: id, why, what is advised, what becomes of the goals."""
    rows = []
    for key, result in case.advice.variants.items():
        variant = case.dossier.variants[key]
        names = tuple(dict.fromkeys(n for names in result.recommended for n in names))
        advised = listed([case.called(n) for n in names], "or")
        rows.append(
            (
                key,
                variant.why or variant.text or entry_label(case.dossier, key),
                advised,
                _goal_changes(case, key),
            )
        )
    return rows
