"""What changed between two advices, key by key: the one list behind what-if, flips and redline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from overture.advice.export import collapsed, plain
from overture.advice.results import Advice, Outcome

Key = tuple[str, ...]


_BY_PROPOSAL = {"deciding", "goals", "settlements", "dominated_by", "straw", "foresight", "arguments"}
NOT_AUDITED = "holds (not audited)"


def told_verdict(verdict: str, audited: bool) -> str:
    """A verdict as it may be told: that a claim follows shows only where edits were tried against it.

    >>> told_verdict("follows", True), told_verdict("follows", False), told_verdict("contradicted", False)
    ('follows', 'holds (not audited)', 'contradicted')
    """
    return NOT_AUDITED if verdict == "follows" and not audited else verdict


@dataclass(frozen=True)
class Change:
    """One difference: where, what it was, what it is now (None: not there)."""

    key: Key
    old: Any
    new: Any


def facts_of(advice: Advice) -> Iterator[tuple[Key, Any]]:
    """Everything that a comparison looks at, with its key."""
    worlds = advice.by_world
    yield ("recommended",), collapsed([w.recommended for w in worlds])
    yield ("menu",), list(advice.menu)
    yield ("left_off",), list(advice.left_off)
    yield ("gaps",), [f"{gap.code} {gap.about}" for gap in advice.gaps]
    for name, says in advice.open.items():
        yield ("open", name), says
    for rival in dict.fromkeys(r for w in worlds for r in w.deciding):
        yield ("deciding", rival), collapsed([w.deciding.get(rival) for w in worlds])
    for name in worlds[0].proposals:
        outcomes = [w.proposals[name] for w in worlds]
        for goal in outcomes[0].goals:
            yield ("goals", name, goal), collapsed([o.goals[goal] for o in outcomes])
        yield ("settlements", name), collapsed([[s.states for s in o.settlements] for o in outcomes])
        yield ("dominated_by", name), collapsed([o.dominated_by for o in outcomes])
        yield ("straw", name), outcomes[0].straw
        yield ("foresight", name), collapsed([o.depends_on_foresight for o in outcomes])
        for argument in outcomes[0].settlements[0].arguments:
            yield ("arguments", name, argument), collapsed([_statuses(o, argument) for o in outcomes])
    for treaty, report in advice.treaties.items():
        for word, value in plain(report.today).items():
            yield ("treaties", treaty, "today", word), value
        for candidate, entry in report.entry.items():
            for word, value in plain(entry).items():
                yield ("treaties", treaty, "entry", candidate, word), value
    for key, claim in advice.claims.items():
        yield ("claims", key, "verdict"), told_verdict(claim.verdict, advice.audited)
        if told_verdict(claim.verdict, advice.audited) != NOT_AUDITED:  # nobody looked for what it rests on
            yield ("claims", key, "rests_on"), plain(claim.rests_on)
    for key, variant in advice.variants.items():
        yield ("variants", key, "recommended"), collapsed(variant.recommended)
        for name, result in variant.claims.items():
            yield ("variants", key, "claims", name, "verdict"), told_verdict(result.verdict, advice.audited)


def _statuses(outcome: Outcome, argument: str) -> Any:
    """Each status that an argument has where events settle, once: how many settlements there are is told elsewhere."""
    found = list(dict.fromkeys(s.arguments[argument] for s in outcome.settlements))
    return found[0] if len(found) == 1 else found


def compare(old: Advice, new: Advice) -> tuple[Change, ...]:
    """What differs, in the order of the old advice and then of what is new.

    >>> from overture.advice import advise
    >>> from overture.dossier import read
    >>> from overture.library import case
    >>> dossier = read(case("first-case"))
    >>> changed = dossier.edited([{"add": "rules", "item": {"id": "no_talks", "rule": "offer is not talks"}}])
    >>> [c.new for c in compare(advise(dossier), advise(changed)) if c.key == ("recommended",)]
    [['do_nothing']]
    """
    before, after = dict(facts_of(old)), dict(facts_of(new))
    # of a proposal that is on one menu only, that is all there is to say
    menus = set(old.menu) ^ set(new.menu)
    keys = [*before, *(k for k in after if k not in before)]
    keys = [k for k in keys if not (k[0] in _BY_PROPOSAL and k[1] in menus)]
    changes = [Change(k, before.get(k), after.get(k)) for k in keys]
    return tuple(c for c in changes if c.old != c.new)
