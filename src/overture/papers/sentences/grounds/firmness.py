"""Page one: how firm each choice is. Structural choices are told from thresholds."""

from __future__ import annotations

from overture.advice.results import ClaimResult, Comparison
from overture.dossier.entries import Claim, Option
from overture.logic import Formula
from overture.logic.syntax import Membership, Name
from overture.papers.content import Sentence, strong
from overture.papers.english import capital, counted, listed, number
from overture.papers.naming import entry_label, statement_label, treaty
from overture.papers.options import actor, is_plural, value_label
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.edits import short_supposition, target, targets
from overture.papers.sentences.grounds.thresholds import thresholds
from overture.papers.truth import atoms_in

Pair = tuple[Sentence, Sentence]
MOST = 6
_WHATEVER = "whatever the weights"


def firmness(case: Case) -> tuple[Pair, ...]:
    """Wordings that are better whatever the weights, then thresholds, then what holds in this order only."""
    wordings = _wordings(case)
    pairs = [*wordings, *thresholds(case, most=1), *_rivals(case)]
    return tuple(pairs[:MOST])


def _wordings(case: Case) -> list[Pair]:
    """Claims that one wording is worse than another, grouped by how they hold and by which of the two is advised."""
    firm: dict[tuple[str, bool], list[str]] = {}
    resting: dict[tuple[str, bool], list[str]] = {}
    for key, result in case.advice.claims.items():
        claim = case.dossier.claims.get(key)
        if claim is None or claim.variant is None or result.verdict not in ("follows", "rests on"):
            continue
        taken = _taken(case, claim)
        if taken is not None:
            groups = firm if result.verdict == "follows" else resting
            groups.setdefault((_held(case, claim), taken), []).append(key)
    found = [(taken, how, keys) for groups in (firm, resting) for (how, taken), keys in groups.items()]
    return [_wording(case, how, taken, keys) for taken, how, keys in sorted(found, key=lambda f: not f[0])]


def _taken(case: Case, claim: Claim) -> bool | None:
    """Whether what is advised has the better wording or, in some open case, the worse; nothing where it has neither."""
    advised = [case.outcome(n, w) for w in case.worlds for n in case.advice.by_world[w].recommended]
    packages = [{**case.advice.start, **outcome.package} for outcome in advised if outcome]

    def has(package: dict[str, str], setting: dict[str, object] | None) -> bool:
        options = [(case.dossier.option(name), value) for name, value in (setting or {}).items()]
        return all(o is not None and package.get(o.qualified) == _value(o, v) for o, v in options)

    if any(has(p, claim.variant) for p in packages):
        return False
    return True if any(has(p, claim.worse_than) for p in packages) else None


def _wording(case: Case, how: str, taken: bool, keys: list[str]) -> Pair:
    """Some wordings that hold in one way: those that are advised, or those that speak against what is advised."""
    results = [case.advice.claims[k] for k in keys]
    texts = list(dict.fromkeys(_choice(case, case.dossier.claims[k], taken) for k in keys))
    stands, trace = _stands(case, results)
    label = say(capital("; ".join(texts)), trace=tuple(keys))
    if not taken:
        text = f" reply by reply this would be better {how}{f', {stands}' if stands else ''}. "
        text += "What is advised says otherwise: it is advised for where events end."
        return label, say(strong("Against the advice:"), text, trace=(*keys, *trace, case.chosen))
    if stands and how == _WHATEVER:  # what firm means is said where nothing limits it
        return label, say(strong("Firm"), f" {stands}.", trace=(*keys, *trace))
    head = f"Firm {stands}:" if stands else "Firm:"
    return label, say(strong(head), f" better {how}.", trace=(*keys, *trace))


def _stands(case: Case, results: list[ClaimResult]) -> tuple[str, tuple[str, ...]]:
    """`while it stands that X`: what the claims rest on first, and how much more there is."""
    first = list({repr(r.rests_on[0]): r.rests_on[0] for r in results if r.rests_on}.values())
    every = {repr(e): e for r in results for e in r.rests_on}
    if not first:
        return "", ()
    told = [short_supposition(case, e) for e in first]
    wants, others = [], []
    for edit, text in zip(first, told, strict=True):
        statement = case.dossier.statements.get(target(edit)) if "drop" in edit else None
        if statement is None:
            others.append(f"“{text}”")
        else:
            who, label = actor(case.dossier, statement.owner), statement_label(case.dossier, statement.id)
            wants.append(f"{who} {'want' if is_plural(case.dossier, statement.owner) else 'wants'} “{label}”")
    parts = [f"it stands that {listed(others)}"] if others else []
    more = len(every) - len(first)
    rest = f" (and {counted(more, 'more thing')} besides)" if more else ""
    return f"while {listed([*parts, *wants])}{rest}", tuple(t for e in every.values() for t in targets(e))


def _choice(case: Case, claim: Claim, taken: bool) -> str:
    """The wording that is better and the one that is worse: `examine, not join`."""
    without = "no:" if taken else "without"
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
            parts.append(f"{without} “{label}”" if _value(option, value) == "yes" else f"“{label}”")
    return " and ".join(parts) or claim.short or claim.text


def _value(option: Option, value: object) -> str:
    """A value as the option has it: `yes` and `no` where YAML read a truth."""
    if option.choices:
        return str(value)
    return "yes" if str(value).lower() in ("yes", "true") else "no"


def _held(case: Case, claim: Claim) -> str:
    """How a claim says that one is better, and under which reply if it names one."""
    words = {
        "in this order": "in this order of importance only",
        "lexicographically": "in this order of importance only",
    }
    under = f" under {_reply(case, claim.they)}" if claim.they else ""
    return f"{words.get(claim.how, claim.how)}{under}"


def _reply(case: Case, key: str) -> str:
    return f"“{entry_label(case.dossier, key)}”"


def _rivals(case: Case) -> list[Pair]:
    """The rivals by the strongest sense in which the recommended is better, reply by reply."""
    over: dict[str, list[str]] = {}
    compared = {c.than: c for c in case.first.comparisons if c.better == case.chosen and c.they is None}
    priced = {b.over for b in case.first.break_even if b.of == case.chosen}
    stronger = {c.better for c in _better_rivals(case)}  # told with the cautions
    for rival in case.advice.menu:
        if rival in case.first.recommended or rival in priced or rival in stronger:
            continue
        how = compared[rival].how if rival in compared else "settles better"
        over.setdefault("this order" if how in ("in this order", "lexicographically") else how, []).append(rival)
    pairs = []
    for how, rivals in over.items():
        trace = (case.chosen, *rivals)
        told = {
            _WHATEVER: (strong("Firm:"), " better whatever the weights, reply by reply."),
            "this order": (strong("In this order only:"), " another order of our aims can turn it."),
            "settles better": (strong("By the reply that it earns:"), " events end better; "
        "against one and the same reply neither is better."),
        }[how]  # fmt: skip
        pairs.append((say(f"Over {case.called_all(tuple(rivals), 'and', 3)}", trace=trace), say(*told, trace=trace)))
    return pairs


def in_which_case(case: Case) -> Sentence | None:
    """Which cases what is told here is true of, where several are open; told is the first."""
    told, every = _told(case), [_told(here) for here in case.each]
    so = case.one_world(lambda w: all(x in every[w] for x in told), "This")
    if so is None and any(x not in told for here in every for x in here):
        return say("This is so in each case; in some there is more to say.", trace=case.open_trace())
    return so


def _told(case: Case) -> list[str]:
    pairs = [f"{choice.plain} {how.plain}" for choice, how in firmness(case)]
    return [*pairs, *(s.plain for s in (*cautions(case), *reminders(case)))]


def cautions(case: Case) -> tuple[Sentence, ...]:
    """What must be said beside the advice: better replies, who can withhold consent, what is limited only."""
    return (*_better_told(case), *_entries(case, asked=True), *_remaining(case))


def reminders(case: Case) -> tuple[Sentence, ...]:
    """What else speaks against reading the advice as stronger than it is."""
    return tuple(_entries(case, asked=False))[:2]


def _better_told(case: Case) -> list[Sentence]:
    """The rivals that are better whatever the weights, and whether they settle worse all the same."""
    found = []
    of: dict[tuple[str, bool], list[str]] = {}
    for c in _better_rivals(case):
        of.setdefault((c.than, c.settles_worse), []).append(c.better)
    by: dict[tuple[tuple[str, ...], bool], list[str]] = {}
    for (than, worse), rivals in of.items():
        by.setdefault((tuple(rivals), worse), []).append(than)
    for (better, worse), thans in by.items():
        rivals = list(better)
        one = len(rivals) == 1
        end = (
            f"but {'it settles' if one else 'they settle'} worse"
            if worse
            else f"and {'settles' if one else 'settle'} no worse"
        )
        found.append(
            say(
                f"Reply by reply {case.called_all(tuple(rivals), 'and', 3)} {'is' if one else 'are'} better "
                f"than {case.called_all(tuple(thans))} whatever the weights, {end}.",
                trace=(*thans, *rivals),
            )
        )
    return found


def _better_rivals(case: Case) -> list[Comparison]:
    return [
        c for c in case.first.comparisons
        if c.than in case.first.recommended and c.they is None and c.how == _WHATEVER
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
        for want in wanted for a in atoms_in(case.dossier, want) if isinstance(a, Membership)
    ) or (act is not None and bool(package & _options(case, act)))  # fmt: skip


def _options(case: Case, formula: Formula) -> set[str]:
    """The ids of the options that a formula speaks of."""
    names = (a.name if isinstance(a, Name) else getattr(a, "option", "") for a in atoms_in(case.dossier, formula))
    return {option.id for n in names if n and (option := case.dossier.option(n)) is not None}
