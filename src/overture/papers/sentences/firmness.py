"""Page one: how firm each choice is. Structural choices are told from thresholds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from overture.advice.results import ClaimResult, Comparison
from overture.dossier import DO_NOTHING
from overture.dossier.entries import Claim, Option
from overture.logic import Formula
from overture.logic.syntax import Atom, Membership, Name, atoms
from overture.papers.content import Sentence, strong
from overture.papers.english import capital, counted, listed, number
from overture.papers.naming import entry_label, statement_label, treaty
from overture.papers.options import actor, value_label
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.edits import short_supposition, targets

Pair = tuple[Sentence, Sentence]
MOST = 6
_LONG = 150  # characters of gains on page one; the section on replies names all


def firmness(case: Case) -> tuple[Pair, ...]:
    """Wordings that are better whatever the weights, then thresholds, then what holds in this order only."""
    wordings = _wordings(case)
    pairs = [*wordings, *_thresholds(case, most=1), *_rivals(case)]
    return tuple(pairs[:MOST])


def _wordings(case: Case) -> list[Pair]:
    """Claims that one wording is worse than another, grouped by how they hold."""
    firm: list[tuple[str, Claim, ClaimResult]] = []
    resting: list[tuple[str, Claim, ClaimResult]] = []
    for key, result in case.advice.claims.items():
        claim = case.dossier.claims.get(key)
        if claim is None or claim.variant is None or result.verdict not in ("follows", "rests on"):
            continue
        (firm if result.verdict == "follows" else resting).append((key, claim, result))
    pairs: list[Pair] = []
    by_how: dict[str, list[str]] = {}
    for key, claim, _ in firm:
        by_how.setdefault(claim.how, []).append(key)
    for how, names in by_how.items():
        keys = tuple(names)
        texts = [_choice(case, case.dossier.claims[k]) for k in keys]
        pairs.append((say(capital("; ".join(dict.fromkeys(texts))), trace=keys),
                      say(strong("Firm:"), f" better {_how(how)}.", trace=keys)))  # fmt: skip
    if resting:
        keys = tuple(k for k, *_ in resting)
        texts = [_choice(case, c) for _, c, _ in resting]
        on = list(dict.fromkeys(short_supposition(case, r.rests_on[0]) for *_, r in resting if r.rests_on))
        stands = listed([f"“{o}”" for o in on])
        trace = (*keys, *(t for *_, r in resting for e in r.rests_on for t in targets(e)))
        pairs.append((say(capital("; ".join(dict.fromkeys(texts))), trace=keys),
                      say(strong("Firm while it stands that:"), f" {stands}.", trace=trace)))  # fmt: skip
    return pairs


def _choice(case: Case, claim: Claim) -> str:
    """The wording that is better and the one that is worse: `examine, not join`."""
    worse, better = claim.variant or {}, claim.worse_than or {}
    parts = []
    for name, value in worse.items():
        option = case.dossier.option(name)
        if option is None:
            continue
        mine = value_label(case.dossier, name, _value(option, better.get(name, option.today)))
        theirs = value_label(case.dossier, name, _value(option, value))
        if option.choices:
            parts.append(f"“{mine}”, not “{theirs}”")
        else:
            label = value_label(case.dossier, name, "yes")
            parts.append(f"no: “{label}”" if _value(option, value) == "yes" else f"“{label}”")
    return " and ".join(parts) or claim.short or claim.text


def _value(option: Option, value: object) -> str:
    """A value as the option has it: `yes` and `no` where YAML read a truth."""
    if option.choices:
        return str(value)
    return "yes" if str(value).lower() in ("yes", "true") else "no"


def _how(how: str) -> str:
    return {
        "in this order": "in this order of importance only",
        "lexicographically": "in this order of importance only",
    }.get(how, how)


@dataclass(frozen=True)
class Threshold:
    """One break-even, with the rivals and the replies of which it is told."""

    over: tuple[str, ...]
    under: tuple[str, ...]
    gain: tuple[str, ...]
    loss: tuple[str, ...]
    sure: bool  # whatever else the others do beside the reply


def grouped_break_evens(case: Case) -> list[Threshold]:
    """Break-evens of the recommended; rivals are told together only where all else is the same."""
    mine = [b for b in case.first.break_even if b.of == case.chosen]
    several = Counter((b.over, b.they) for b in mine)
    of_rival: dict[tuple[str, tuple[str, ...], tuple[str, ...], bool], list[str]] = {}
    for b in mine:
        of_rival.setdefault((b.over, b.gain, b.loss, several[b.over, b.they] == 1), []).append(b.they)
    found: dict[Threshold, list[str]] = {}
    for (over, gain, loss, sure), replies in of_rival.items():
        found.setdefault(Threshold((), tuple(replies), gain, loss, sure), []).append(over)
    return [replace(told, over=tuple(rivals)) for told, rivals in found.items()]


def threshold_text(case: Case, t: Threshold, brief: bool = False) -> str:
    """`better under refusal, unless L weighs more than G together`."""
    under = "under every named reply" if len(t.under) == len(case.dossier.replies) > 1 else (
        "under " + listed([_reply(case, r) for r in t.under], "or")
    )  # fmt: skip
    loss = listed([f"“{statement_label(case.dossier, s)}”" for s in t.loss])
    gains = [f"“{statement_label(case.dossier, s)}”" for s in t.gain]
    shown = gains[:2] if brief and sum(map(len, gains)) > _LONG and len(gains) > 3 else gains
    gain = listed([*shown, f"{number(len(gains) - 2)} more gains"] if len(shown) < len(gains) else shown)
    if not t.gain:
        what = f"it gains nothing and loses {loss}" if t.sure else f"it may gain nothing and lose {loss}"
        return f"{under} {what}; it is advised for the reply that it earns"
    together = " together" if len(t.gain) > 1 else ""
    verb = "weighs" if len(t.loss) == 1 else "weigh"
    may = "" if t.sure else " in some of what may follow"
    return f"better {under}{may}, unless {loss} {verb} more than {gain}{together}"


def _reply(case: Case, key: str) -> str:
    return f"“{entry_label(case.dossier, key)}”"


def _thresholds(case: Case, most: int = 99) -> list[Pair]:
    pairs: list[Pair] = []
    groups = grouped_break_evens(case)
    for t in sorted(groups, key=lambda t: (DO_NOTHING not in t.over, not t.sure))[:most]:
        trace = (case.chosen, *t.over, *t.gain, *t.loss)
        label = f"Over {case.called_all(t.over, 'and', 2)}"
        text = f" {threshold_text(case, t, brief=most < 9)}."
        pairs.append((say(label, trace=(case.chosen, *t.over)), say(strong("A threshold:"), text, trace=trace)))
    return pairs


def thresholds(case: Case) -> tuple[Pair, ...]:
    """Every threshold, for the section on replies."""
    return tuple(_thresholds(case))


def _rivals(case: Case) -> list[Pair]:
    """The rivals by the strongest sense in which the recommended is better, reply by reply."""
    over: dict[str, list[str]] = {}
    compared = {c.than: c for c in case.first.comparisons if c.better == case.chosen and c.they is None}
    thresholds = {b.over for b in case.first.break_even if b.of == case.chosen}
    stronger = {c.better for c in _better_rivals(case)}  # told with the cautions
    for rival in case.advice.menu:
        if rival in case.first.recommended or rival in thresholds or rival in stronger:
            continue
        how = compared[rival].how if rival in compared else "settles better"
        over.setdefault("this order" if how in ("in this order", "lexicographically") else how, []).append(rival)
    pairs = []
    for how, rivals in over.items():
        trace = (case.chosen, *rivals)
        told = {
            "whatever the weights": (strong("Firm:"), " better whatever the weights, reply by reply."),
            "this order": (strong("In this order only:"), " another order of our aims can turn it."),
            "settles better": (strong("By the reply that it earns:"), " it settles better; "
        "reply by reply neither is better."),
        }[how]  # fmt: skip
        pairs.append((say(f"Over {case.called_all(tuple(rivals), 'and', 3)}", trace=trace), say(*told, trace=trace)))
    return pairs


def compared(case: Case, world: int) -> object:
    """All that is told here of one world."""
    here = case.advice.by_world[world]
    return here.recommended, here.comparisons, here.break_even


def cautions(case: Case) -> tuple[Sentence, ...]:
    """What must be said beside the advice: better replies, who can withhold consent, what is limited only."""
    return (*_better_told(case), *_entries(case, asked=True), *_remaining(case))


def reminders(case: Case) -> tuple[Sentence, ...]:
    """What else speaks against reading the advice as stronger than it is."""
    return tuple(_entries(case, asked=False))[:2]


def _better_told(case: Case) -> list[Sentence]:
    """The rivals that are better whatever the weights, and whether they settle worse all the same."""
    found = []
    by: dict[tuple[str, bool], list[str]] = {}
    for c in _better_rivals(case):
        by.setdefault((c.than, c.settles_worse), []).append(c.better)
    for (than, worse), rivals in by.items():
        one = len(rivals) == 1
        end = (
            f"but {'it settles' if one else 'they settle'} worse"
            if worse
            else f"and {'settles' if one else 'settle'} no worse"
        )
        found.append(
            say(
                f"Reply by reply {case.called_all(tuple(rivals), 'and', 3)} {'is' if one else 'are'} better "
                f"than {case.called(than)} whatever the weights, {end}.",
                trace=(than, *rivals),
            )
        )
    return found


def _better_rivals(case: Case) -> list[Comparison]:
    return [
        c for c in case.first.comparisons
        if c.than in case.first.recommended and c.they is None and c.how == "whatever the weights"
    ]  # fmt: skip


def _remaining(case: Case) -> list[Sentence]:
    """The arguments that are limited although what makes them true is still so."""
    found = []
    outcome = case.outcome(case.chosen)
    for settlement in outcome.settlements[:1] if outcome else ():
        state = case.state(case.chosen, settlement)
        remains = [
            a for a, status in settlement.arguments.items()
            if status == "limited" and case.dossier.arguments[a].ground is not None
            and case.dossier.arguments[a].opposes
            and case.true_in(state, case.dossier.arguments[a].ground)
        ]  # fmt: skip
        if remains:
            names = listed([f"“{case.dossier.arguments[a].short or case.dossier.arguments[a].claim}”" for a in remains])
            verb = "is" if len(remains) == 1 else "are"
            found.append(
                say(
                    f"{capital(names)} {verb} limited, not gone: "
                    f"{'its' if len(remains) == 1 else 'their'} ground remains.",
                    trace=tuple(remains),
                )
            )
    return found


def _entries(case: Case, asked: bool) -> list[Sentence]:
    """Entries that some can still stop alone: those that the goal or the advice hangs on, or the others."""
    alike: dict[tuple[str, int, int, tuple[str, ...]], list[str]] = {}
    for key, report in case.advice.treaties.items():
        for candidate, entry in report.entry.items():
            if entry.blocking and _hangs(case, key, candidate) is asked:
                needed = len(entry.consents_needed)
                alike.setdefault((key, entry.enough or needed, needed, entry.blocking), []).append(candidate)
    found = []
    for (key, enough, needed, blocking), candidates in alike.items():
        missing = len(blocking)
        who = (
            f"{actor(case.dossier, blocking[0])} alone"
            if missing == 1
            else f"each of the {number(missing)}{'' if missing == needed else ' still to give theirs'} alone"
        )
        entering = listed([actor(case.dossier, c) for c in candidates])
        each = " each" if len(candidates) > 1 else ""
        found.append(
            say(
                f"{capital(treaty(case.dossier, key))} takes in {entering} only with "
                f"{counted(enough, 'consent')}{each}, and {who} can withhold its own.",
                trace=(key, *candidates, *blocking),
            )
        )
    return found[:2]


def _hangs(case: Case, key: str, candidate: str) -> bool:
    """Whether the goal names the entry, or what is advised asks for it."""
    dossier = case.dossier
    wanted = (s.want for s in dossier.preferences.get(dossier.proposer, ()) if s.goal)
    entry = dossier.treaties[key].entry
    act = entry.applies.get(candidate) if entry else None
    outcome = case.outcome(case.chosen)
    package = {o.rpartition(".")[2] for o in (outcome.package if outcome else {})}
    return any(
        a.treaty == key and candidate in dossier.members(a.actor)
        for want in wanted for a in _all_atoms(case, want) if isinstance(a, Membership)
    ) or (act is not None and bool(package & _options(case, act)))  # fmt: skip


def _all_atoms(case: Case, formula: Formula) -> tuple[Atom, ...]:
    """The atoms of a formula, those of the facts that it names included. Facts go in no circle."""
    found: list[Atom] = []
    for atom in atoms(formula):
        if isinstance(atom, Name) and atom.name in case.dossier.facts:
            found += _all_atoms(case, case.dossier.facts[atom.name].when)
        else:
            found.append(atom)
    return tuple(found)


def _options(case: Case, formula: Formula) -> set[str]:
    """The ids of the options that a formula speaks of."""
    names = (a.name if isinstance(a, Name) else getattr(a, "option", "") for a in _all_atoms(case, formula))
    return {option.id for n in names if n and (option := case.dossier.option(n)) is not None}
