"""Page one: how firm each choice is. Structural choices are told from thresholds."""

from __future__ import annotations

from overture.advice.results import BreakEven, ClaimResult, Comparison
from overture.dossier import DO_NOTHING
from overture.dossier.entries import Claim, Option
from overture.papers.content import Sentence, strong
from overture.papers.english import capital, listed, number
from overture.papers.naming import entry_label, statement_label
from overture.papers.options import value_label
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


def grouped_break_evens(
    case: Case, rival: str | None = None
) -> list[tuple[tuple[str, ...], tuple[str, ...], BreakEven]]:
    """Break-evens with equal gains and losses told once: rivals, replies, one of them."""
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[BreakEven]] = {}
    for b in case.first.break_even:
        if b.of == case.chosen and (rival is None or b.over == rival):
            found.setdefault((b.gain, b.loss), []).append(b)
    return [
        (tuple(dict.fromkeys(b.over for b in same)), tuple(dict.fromkeys(b.they for b in same)), same[0])
        for same in found.values()
    ]


def threshold_text(case: Case, b: BreakEven, replies: tuple[str, ...], brief: bool = False) -> str:
    """`better under refusal, unless L weighs more than G together`."""
    under = "under every named reply" if len(replies) == len(case.dossier.replies) > 1 else (
        "under " + listed([_reply(case, r) for r in replies], "or")
    )  # fmt: skip
    loss = listed([f"“{statement_label(case.dossier, s)}”" for s in b.loss])
    gains = [f"“{statement_label(case.dossier, s)}”" for s in b.gain]
    shown = gains[:2] if brief and sum(map(len, gains)) > _LONG and len(gains) > 3 else gains
    gain = listed([*shown, f"{number(len(gains) - 2)} more gains"] if len(shown) < len(gains) else shown)
    if not b.gain:
        return f"{under} it gains nothing and loses {loss}; it is advised for the reply that it earns"
    together = " together" if len(b.gain) > 1 else ""
    verb = "weighs" if len(b.loss) == 1 else "weigh"
    return f"better {under}, unless {loss} {verb} more than {gain}{together}"


def _reply(case: Case, key: str) -> str:
    return f"“{entry_label(case.dossier, key)}”"


def _thresholds(case: Case, most: int = 99) -> list[Pair]:
    pairs: list[Pair] = []
    groups = grouped_break_evens(case)
    order = sorted(range(len(groups)), key=lambda i: (DO_NOTHING not in groups[i][0], i))
    for i in order[:most]:
        rivals, replies, b = groups[i]
        trace = (b.of, *rivals, *b.gain, *b.loss)
        label = f"Over {case.called_all(rivals, 'and', 2)}"
        pairs.append(
            (
                say(label, trace=(b.of, *rivals)),
                say(
                    strong("A threshold:"),
                    f" {threshold_text(case, b, replies, brief=most < 9)}.",
                    trace=trace,
                ),
            )
        )
    return pairs


def thresholds(case: Case) -> tuple[Pair, ...]:
    """Every threshold, for the section on replies."""
    return tuple(_thresholds(case))


def _rivals(case: Case) -> list[Pair]:
    """The rivals by the strongest sense in which the recommended is better, reply by reply."""
    over: dict[str, list[str]] = {}
    compared = {c.than: c for c in case.first.comparisons if c.better == case.chosen and c.they is None}
    thresholds = {b.over for b in case.first.break_even if b.of == case.chosen}
    stronger = {c.better: c.how for c in _better_rivals(case)}
    for rival in case.advice.menu:
        if rival in case.first.recommended or rival in thresholds:
            continue
        how = (
            compared[rival].how
            if rival in compared
            else "in spite"
            if rival in stronger
            else "settles better"
        )
        over.setdefault("this order" if how in ("in this order", "lexicographically") else how, []).append(
            rival
        )
    pairs = []
    for how, rivals in over.items():
        trace = (case.chosen, *rivals)
        told = {
            "whatever the weights": (strong("Firm:"), " better whatever the weights, reply by reply."),
            "this order": (strong("In this order only:"), " another order of our aims can turn it."),
            "settles better": (strong("By the reply that it earns:"), " it settles better; "
        "reply by reply neither is better."),
            "in spite": (strong("By the reply that it earns only:"), " reply by reply the "
        "other is better whatever the weights."),
        }[how]  # fmt: skip
        pairs.append(
            (say(f"Over {case.called_all(tuple(rivals), 'and', 3)}", trace=trace), say(*told, trace=trace))
        )
    return pairs


def cautions(case: Case) -> tuple[Sentence, ...]:
    """What speaks against reading the advice as stronger than it is."""
    found: list[Sentence] = []
    told = {p.plain for pair in firmness(case) for p in pair}
    for c in _better_rivals(case):
        if any("earns only" in t for t in told):
            continue
        worse = " but it settles worse" if c.settles_worse else ""
        found.append(
            say(
                f"Reply by reply {case.called(c.better)} is better than {case.called(c.than)} "
                f"{_how(c.how)},{worse or ' at equal settlements'}.",
                trace=(c.better, c.than),
            )
        )
    found += _entries(case)
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
            names = listed(
                [f"“{case.dossier.arguments[a].short or case.dossier.arguments[a].claim}”" for a in remains]
            )
            verb = "is" if len(remains) == 1 else "are"
            found.append(
                say(
                    f"{names} {verb} limited, not gone: "
                    f"{'its' if len(remains) == 1 else 'their'} ground remains.",
                    trace=tuple(remains),
                )
            )
    return tuple(found[:3])


def _better_rivals(case: Case) -> list[Comparison]:
    return [
        c for c in case.first.comparisons
        if c.than in case.first.recommended and c.they is None and c.how == "whatever the weights"
    ]  # fmt: skip


def _entries(case: Case) -> list[Sentence]:
    from overture.papers.naming import treaty
    from overture.papers.options import actor

    found = []
    for key, report in case.advice.treaties.items():
        for candidate, entry in report.entry.items():
            open_ones = len(entry.blocking)
            if open_ones < 2:
                continue
            needed = len(entry.consents_needed)
            who = "each of them" if open_ones == needed else f"each of the {number(open_ones)} not given"
            found.append(
                say(
                    f"{capital(treaty(case.dossier, key))} takes in "
                    f"{actor(case.dossier, candidate)} only with "
                    f"{number(needed)} consents, and {who} alone can withhold.",
                    trace=(key, candidate),
                )
            )
    return found[:1]
