"""From a dossier to its whole advice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from overture.advice.analysis import CONCEPTS, Analysis, infeasible_proposals, refuse_infeasible
from overture.advice.audiences import audiences
from overture.advice.audit import Audit, Progress, analyses
from overture.advice.comparison import break_even, dominated, same_everywhere
from overture.advice.gaps import gaps
from overture.advice.goals import goals_of, verdict
from overture.advice.matrix import cell_replies, matrix
from overture.advice.memberships import reports
from overture.advice.outcomes import outcome
from overture.advice.recommendation import deciding, dominated_by, recommended, straws
from overture.advice.results import (
    Advice,
    BreakEven,
    Comparison,
    Trace,
    VariantResult,
    WorldAdvice,
)
from overture.advice.warnings import warnings
from overture.dossier import DO_NOTHING, Diagnostic, Dossier, DossierError, names_of
from overture.dossier.checks import claim_mistakes
from overture.dossier.entries import Variant
from overture.files.nodes import Span, follow
from overture.files.schema import word_span
from overture.logic import show
from overture.model import Kept, open_assumptions
from overture.model.limits import refuse_many_alike, refuse_too_large

# on a longer menu only comparisons with what is recommended are drawn up
LONG_MENU = 40


def _within_limits(worlds: tuple[Analysis, ...]) -> tuple[Analysis, ...]:
    """The worlds. Raises `LimitReached` where there are too many, or too many packages on the menu."""
    refuse_too_large(worlds[0].dossier, len(worlds), worlds[0].menu_length)
    return worlds


def _contexts(analysis: Analysis) -> list[dict[str, tuple[int, ...]]]:
    """Where each proposal ends: at the settlements, and in the cells of each named reply."""
    found = [{name: analysis.settled(p) for name, p in analysis.menu.items()}]
    for reply in analysis.dossier.replies:
        cells = {name: cell_replies(analysis, p, reply) for name, p in analysis.menu.items()}
        found.append({name: replies for name, replies in cells.items() if replies})
    return found


def _straws(worlds: Sequence[Analysis]) -> set[str]:
    """The proposals that are straw options in every world."""
    return set.intersection(*(straws(a, _contexts(a)) for a in worlds))


def _comparisons(analysis: Analysis, chosen: Sequence[str]) -> tuple[Comparison, ...]:
    menu = analysis.menu
    found = []
    names, of_chosen = set(chosen), [name for name in menu if name in set(chosen)]
    score = {name: analysis.score(p) for name, p in menu.items()}
    for they in (None, *analysis.dossier.replies):
        for name, p in menu.items():
            rivals = list(menu) if len(menu) <= LONG_MENU or name in names else of_chosen
            rivals = [rival for rival in rivals if rival != name]
            for rival, how in zip(rivals, dominated(analysis, p, [menu[r] for r in rivals], they), strict=True):
                if how:
                    found.append(Comparison(name, rival, they, how, score[name] < score[rival]))
    return tuple(found)


def _break_evens(analysis: Analysis, chosen: Sequence[str], first: dict[str, str]) -> tuple[BreakEven, ...]:
    """The recommended over each rival under each named reply where it loses something."""
    found = []
    for name in chosen:
        for rival, q in analysis.menu.items():
            for they in analysis.dossier.replies if rival not in chosen else ():
                balances = {
                    (tuple(dict.fromkeys(first[k] for k in b.gain)), tuple(dict.fromkeys(first[k] for k in b.loss)))
                    for b in break_even(analysis, analysis.menu[name], q, they)
                    if b.loss
                }
                found += [BreakEven(name, rival, they, gain, loss) for gain, loss in sorted(balances)]
    return tuple(found)


def world_advice(analysis: Analysis, straw: set[str], same: dict[str, str]) -> WorldAdvice:
    """The advice in one world."""
    menu = analysis.menu
    chosen = recommended(analysis)
    refuse_many_alike(analysis.dossier, len(chosen), len(menu))
    under = {c: recommended(analysis, c) for c in CONCEPTS}
    rivals = list(menu) if len(menu) <= LONG_MENU else list(dict.fromkeys((*chosen, DO_NOTHING)))
    return WorldAdvice(
        proposals={name: outcome(analysis, name, dominated_by(analysis, name, rivals), name in straw) for name in menu},
        matrix=matrix(analysis),
        recommended=chosen,
        recommended_under={c: names for c, names in under.items() if set(names) != set(chosen)},
        deciding=deciding(analysis, chosen),
        comparisons=_comparisons(analysis, chosen),
        break_even=_break_evens(analysis, chosen, same),
        audiences=audiences(analysis),
    )


def _edits(dossier: Dossier) -> tuple[dict[str, Any], ...]:
    words = {"true": True, "false": False}
    return tuple(
        {k: words.get(v, v) if k == "to" and isinstance(v, str) else v for k, v in edit.as_json().items()}
        for edit in dossier.edits
    )


def _variant(dossier: Dossier, variant: Variant, kept: Kept, audit: bool, progress: Progress | None) -> VariantResult:
    edited = dossier.edited(variant.edits)
    problems = claim_mistakes(edited, variant)
    if problems:
        raise DossierError(problems, dossier.file, dossier.text)
    worlds = _within_limits(analyses(edited, kept))
    menu = worlds[0].menu
    goals = {
        name: {g.id: tuple(verdict(a, g, p) for a in worlds) for g in goals_of(worlds[0])} for name, p in menu.items()
    }
    checked = Audit(edited, variant.claims, worlds, kept)
    claims = checked.run(progress, try_edits=audit)
    return VariantResult(
        tuple(recommended(a) for a in worlds), worlds[0].left_off, goals, claims, tuple(checked.skipped)
    )


def _variants(
    dossier: Dossier, kept: Kept, audit: bool, progress: Progress | None
) -> tuple[dict[str, VariantResult], list[Diagnostic]]:
    """The variants. One whose edits no longer apply to an edited dossier is left out, with a warning."""
    found: dict[str, VariantResult] = {}
    problems: list[Diagnostic] = []
    for variant in dossier.variants.values():
        try:
            found[variant.id] = _variant(dossier, variant, kept, audit, progress)
        except DossierError as error:
            if not dossier.edits:
                span = _failing_edit(dossier, variant)
                again = [
                    replace(d, message=f"in the variant `{variant.id}`: {d.message}", span=d.span or span)
                    for d in error.diagnostics
                ]
                raise DossierError(again, dossier.file, dossier.text) from None
            message = f"the variant `{variant.id}` cannot be made from the edited dossier: {error}"
            hint = "the rest of the answer stands without it"
            problems.append(Diagnostic("W301", message, dossier.name_span(variant.id), hint))
    return found, problems


def _failing_edit(dossier: Dossier, variant: Variant) -> Span | None:
    """The place of the path of the first edit of a variant that cannot be made."""
    for i, edit in enumerate(variant.edits):
        try:
            dossier.edited(variant.edits[: i + 1])
        except DossierError:
            kind = next(iter(edit.as_json()))
            node = follow(dossier.root, ("variants", variant.id, "edits", i, kind))
            return word_span(node, dossier.lines)
    return dossier.name_span(variant.id)


def advise(
    dossier: Dossier,
    *,
    audit: bool = True,
    everything: bool = False,
    kept: Kept | None = None,
    progress: Progress | None = None,
) -> Advice:
    """The whole advice for a dossier.

    `audit`: try every claim against the edits that it may rest on. `everything`:
    put every feasible package on the menu. `kept`: truths kept from an earlier
    version of the dossier, which makes a what-if fast. `progress` is called with
    (done, all) during the audit.

    Raises `DossierError` for mistakes that show only when the states are built,
    `LimitReached` where the dossier is too large.

    >>> from overture.dossier import read
    >>> from overture.library import case
    >>> advise(read(case("first-case"))).recommended
    ('offer is talks',)
    """
    kept = kept or Kept()
    worlds = _within_limits(analyses(dossier, kept, everything))
    for analysis in worlds:
        refuse_infeasible(analysis)
    first = worlds[0]
    straw = _straws(worlds)
    same = same_everywhere(worlds, first.own_statements)
    by_world = tuple(world_advice(a, straw, same) for a in worlds)
    checked = Audit(dossier, dossier.claims, worlds, kept)
    claims = checked.run(progress, try_edits=audit)
    variants, problems = _variants(dossier, kept, audit, progress)
    if dossier.edits:
        hint = "it leaves the menu"
        problems += [Diagnostic("W302", d.message, d.span, hint) for d in infeasible_proposals(first)]
    space = first.space
    advice = Advice(
        title=dossier.head.title,
        as_of=dossier.head.as_of.isoformat(),
        proposer=dossier.proposer,
        sha256=dossier.sha256,
        edits=_edits(dossier),
        worlds=tuple(dict(a.model.world) for a in worlds),
        open=open_assumptions(dossier, first.model.definitions),
        cells=space.packages * space.replies,
        feasible=int(first.model.feasible.sum()),
        packages=len(first.feasible_packages),
        start={o.qualified: o.today for o in dossier.options.values()},
        menu=tuple(first.menu),
        left_off=first.left_off,
        by_world=by_world,
        treaties=reports(first),
        claims=claims,
        variants=variants,
        skipped_edits=tuple(checked.skipped),
        trace={key: _trace(dossier, key) for key in names_of(dossier) if key != DO_NOTHING},
        diagnostics=tuple(d.as_json() for d in (*warnings(dossier, worlds), *problems)),
        audited=audit,
    )
    return replace(advice, gaps=gaps(dossier, advice, worlds))


def _trace(dossier: Dossier, key: str) -> Trace:
    """Where an entry stands, and the formula that a reader may doubt."""
    span = dossier.span(key)
    entry = dossier.entry(key)
    formulas = (getattr(entry, name, None) for name in ("when", "want", "holds", "rule"))
    formula = next((f for f in formulas if f is not None and not isinstance(f, str)), None)
    return Trace(span.line if span else None, span.column if span else None, show(formula) if formula else "")
