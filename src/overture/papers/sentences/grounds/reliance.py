"""Page one: what the answer rests on, the author's own switches first, and what would change it."""

from __future__ import annotations

from typing import Any

from overture.diagrams.marks import mark
from overture.dossier import DO_NOTHING
from overture.dossier.entries import LIKELIHOODS, Assumption, Claim
from overture.papers.conditions import parts
from overture.papers.content import Sentence, Sign, code, strong
from overture.papers.english import capital, counted, ended, joined, listed, number, uncapital
from overture.papers.naming import cited_short, entry_label, entry_text, statement_label
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.edits import named_support, supposition, target, targets, whose
from overture.papers.sentences.grounds.turned import CHANGES, advised_then

Edit = dict[str, Any]
MOST = 3  # on page one; the rest are counted, and the audit has them all


def _about_answer(case: Case, claim: Claim, name: str = "") -> str | None:
    """Whether a claim is about the goal or the advice: how its failure is told.

    `name`: a course that is not advised; then only what it does to the goals counts.
    """
    after = claim.after or (DO_NOTHING,)
    if name and name not in after:
        return None
    chosen = {name} if name else {n for w in case.advice.by_world for n in w.recommended}
    for word in ("kept", "lost", "open"):
        goal = getattr(claim, word)
        if goal:
            name = _goal_name(case, goal)
            if chosen & set(after):
                return f"{name} is not {word}"
            each = "each of " if len(after) > 1 else ""
            return f"{name} is no longer {word} by {each}{case.called_all(after, 'and', 2)}"
    if claim.recommended and chosen & set(claim.recommended):
        return CHANGES
    return None


def _goal_name(case: Case, goal: str) -> str:
    goals = [s for s in case.dossier.statements.values() if s.goal and s.owner == case.dossier.proposer]
    return "the goal" if len(goals) == 1 and goals[0].id == goal else f"“{statement_label(case.dossier, goal)}”"


def supports(case: Case, about: str = "") -> list[tuple[Edit, list[tuple[str, str]]]]:
    """Each edit that overturns a claim about the goal or the advice, with those claims and how they fail.

    Claims about what is recommended come first; of the edits, assumptions. `about`: another course than the advised.
    """
    found: dict[str, tuple[Edit, list[tuple[str, str]]]] = {}
    ranked: dict[str, tuple[int, int]] = {}
    for key, result in case.advice.claims.items():
        claim = case.dossier.claims.get(key)
        told = _about_answer(case, claim, about) if claim else None
        if claim is None or told is None:
            continue
        about_us = told == CHANGES or " by " not in told
        for i, edit in enumerate(result.rests_on):
            open_ = is_open(case, edit)
            assumed = open_ or isinstance(case.dossier.entry(target(edit)), Assumption)
            name = target(edit) if open_ else repr(sorted(edit.items()))
            fails = advised_then(case, result.then[i]) if told == CHANGES and result.then else told
            if open_:
                fails = f"{'if it is so' if edit.get('to') is True else 'if not'}, {fails}"
            found.setdefault(name, (edit, []))[1].append((key, fails))
            order = 0 if about_us and told != CHANGES else 1 if about_us else 2
            weight = (order if assumed else order + 3, len(ranked))
            ranked[name] = min(ranked.get(name, weight), weight)
    return [found[name] for name in sorted(found, key=lambda n: ranked[n])]


def rest_sentences(case: Case, most: int = MOST, about: str = "") -> list[tuple[Sentence, Sentence]]:
    """What the answer rests on, each with its margin note. `about`: another course than the advised."""
    edits = supports(case, about)
    if not edits:
        return [] if _tested(case, about) else _untested(case)
    told: list[tuple[Sentence, Sentence]] = []
    for edit, claims in edits[:most]:
        trace = (*targets(edit), *(k for k, _ in claims))
        fails = list(dict.fromkeys(t for _, t in claims))
        parts = [strong(ended(_headline(case, edit)) + " "), ended(_body(case, edit, because=not told)) + " "]
        parts.append(
            ". ".join(map(capital, together(fails))) + "."
            if is_open(case, edit)
            else f"If it is otherwise, {listed(fails)}."
        )
        sign = Sign(mark("claim", "rests on"), hidden=True)
        told.append((say(sign, *parts, trace=trace, basis="judgement"), _margin(case, edit)))
    return told


def together(fails: list[str]) -> list[str]:
    """What fails under one condition, the condition told once.

    >>> together(["if not, the goal is lost", "if not, the advice changes"])
    ['if not, the goal is lost and the advice changes']
    """
    by: dict[str, list[str]] = {}
    for told in fails:
        condition, _, what = told.partition(", ")
        by.setdefault(condition, []).append(what)
    return [f"{condition}, {listed(what)}" for condition, what in by.items()]


def hanging(case: Case, name: str) -> list[tuple[Sentence, Sentence]]:
    """The open assumptions on which the goals hang after a course, each with its margin note."""
    hang: dict[str, list[str]] = {}
    outcome = case.outcome(name)
    goals = [g for g in (outcome.goals if outcome else ()) if case.dossier.statements[g].goal]
    for goal in goals:
        for where in case.by_value(lambda w, g=goal: case.verdict(name, g, w)).values():  # type: ignore[misc]
            for part in parts(case.advice.worlds, where, tuple(case.advice.open)):
                for key in part:
                    hang[key] = list(dict.fromkeys([*hang.get(key, ()), goal]))
    found = []
    for key, on in hang.items():
        edit = {"set": f"{key}.taken"}
        names = listed([_goal_name(case, g) for g in on])
        pieces = (
            Sign(mark("claim", "rests on"), hidden=True), strong(f"{_headline(case, edit)}. "),
            f"{ended(_body(case, edit, because=True))} On it {'hangs' if len(on) == 1 else 'hang'} {names}.",
        )  # fmt: skip
        told = say(*pieces, trace=(key, name, *on), basis="judgement")
        found.append((told, _margin(case, edit, tried=False)))
    return found


def _tested(case: Case, about: str = "") -> tuple[str, ...]:
    """The claims about the goal or the advice that were tested."""
    return tuple(
        key
        for key, claim in case.dossier.claims.items()
        if key in case.advice.claims and _about_answer(case, claim, about) is not None
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
    what = "No claim" if case.dossier.assumptions else "No assumption and no claim"
    return say(
        f"The rankings as they are written. {what} about the answer is named, so nothing was turned to test it.",
        trace=makers, basis="judgement",
    )  # fmt: skip


def rest_left_out(case: Case, most: int = MOST) -> Sentence | None:
    """How many supports page one does not print."""
    left = supports(case)[most:]
    if not left:
        return None
    names = [named_support(case, e) for e, _ in left]
    shown = listed([*names[:2], *([f"{number(len(names) - 2)} more"] if len(names) > 2 else [])])
    return say(f"Also on {shown}.", trace=tuple(t for e, _ in left for t in targets(e)))


def is_open(case: Case, edit: Edit) -> bool:
    """Whether an edit closes an open assumption."""
    return target(edit) in case.advice.open


def _headline(case: Case, edit: Edit) -> str:
    key = target(edit)
    if is_open(case, edit):
        return "An open question"
    if "drop" in edit or "move" in edit:
        if key not in case.own_statements():
            return "A reading of what others want"
        return "One of our own aims" if "drop" in edit else "The order of our aims"
    return whose(case, key)


def _body(case: Case, edit: Edit, because: bool) -> str:
    key = target(edit)
    entry = case.dossier.entry(key)
    text = f"whether {case.open_says(key)}" if is_open(case, edit) else supposition(case, edit)
    text = text[5:] if text.startswith("that ") else text
    reason = entry.because if because and entry is not None and "together" not in edit else ""
    return joined([text, uncapital(reason)]) if reason and len(text) + len(reason) < 190 else text


def _margin(case: Case, edit: Edit, tried: bool = True) -> Sentence:
    key = target(edit)
    entry = case.dossier.entry(key)
    pieces: list[object] = [strong(capital(entry.basis if entry and entry.basis else "judgement"))]
    basis = entry.basis if entry and entry.basis else "judgement"
    cited = cited_short(case.dossier, entry.from_) if entry else ()
    pieces.append(f", {listed(cited[:2])}. " if cited else ". ")
    if isinstance(entry, Assumption) and entry.likelihood:
        told_so = is_open(case, edit) or entry.taken is not False
        pieces.append(f"Likelihood: {entry.likelihood if told_so else opposite(entry.likelihood)}. ")
    if tried and is_open(case, edit):
        pieces.append("Of the claims that hang on it no other edit was tried. ")
    pieces.append(code(key))
    return say(*pieces, trace=targets(edit), basis=basis, sources=cited)  # type: ignore[arg-type]


def opposite(likelihood: str) -> str:
    """The likelihood word of the contrary: the yardstick reads the same from both ends.

    >>> opposite("unlikely"), opposite("roughly even"), opposite("almost certain")
    ('likely', 'roughly even', 'almost no chance')
    """
    return LIKELIHOODS[len(LIKELIHOODS) - 1 - LIKELIHOODS.index(likelihood)]


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
        lost = goal_changes(case, key)
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
            then = advised_then(case, result.recommended, brief=True)
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
        if set(sets) == set(base):
            return "the advice still hangs on what is open"
        names = tuple(dict.fromkeys(n for some in sets for n in some))
        return f"{case.called_all(names, 'or')}, by what is open"
    return f"{case.called_all(sets[0], 'or')}, whatever else is open"


def changes_left(case: Case) -> Sentence | None:
    """How the variants that page one does not print turn out."""
    left = len(case.advice.variants) - len(change_pairs(case))
    if left < 1:
        return None
    return say(f"{capital(counted(left, 'more variant'))}: see “Variants”.", trace=tuple(case.advice.variants))


def goal_changes(case: Case, key: str) -> str:
    """What becomes of the goals in a variant, for the proposal recommended now."""
    result = case.advice.variants[key]
    told = []
    for goal, verdicts in result.goals.get(case.chosen, {}).items():
        statement = case.dossier.statements.get(goal)
        outcomes = [case.outcome(case.chosen, w) for w in case.worlds]
        now = tuple(o.goals[goal] for o in outcomes if o is not None and goal in o.goals)
        same = now == tuple(verdicts) if len(now) == len(verdicts) else set(now) == set(verdicts)
        if statement is None or not statement.goal or not now or same:
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
                goal_changes(case, key),
            )
        )
    return rows
