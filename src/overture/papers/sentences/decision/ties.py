"""Courses that tie for the advice: which of them to name, and what it changes to add what only some of them say."""

from __future__ import annotations

from overture.advice.results import Outcome, WorldAdvice
from overture.dossier import DO_NOTHING
from overture.papers.content import Sentence
from overture.papers.english import capital, counted, listed
from overture.papers.naming import argument, entry_label, treaty
from overture.papers.options import actor, readable
from overture.papers.sentences.case import Case, say
from overture.papers.verbs import is_verb

MOST = 2  # arguments, or replies, that are named in one sentence


def told_apart(case: Case, names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Of courses that tie: those to name, and those that only add to one of them, each after that one."""
    package = {n: set(o.package.items()) if (o := case.outcome(n)) else set() for n in names}
    kept, added = [], []
    for name in names:
        cores = [n for n in names if n != DO_NOTHING and package[n] < package[name]]
        if cores:
            added.append((min(cores, key=lambda n: len(package[n])), name))
        else:
            kept.append(name)
    return tuple(kept), tuple(added)


def no_difference(case: Case, added: tuple[tuple[str, str], ...], where: str = "") -> tuple[Sentence, ...]:
    """That it does not matter to our aims whether something is added, and what it changes besides.

    `where`: the words for the case in which that is so, where the advice differs by case.
    """
    by_effect: dict[tuple[bool, tuple[str, ...]], dict[str, None]] = {}
    of: dict[tuple[bool, tuple[str, ...]], list[str]] = {}
    for core, name in added:
        effect = _alike_to_us(case, core, name), _effects(case, core, name)
        by_effect.setdefault(effect, {}).update(dict.fromkeys(_options(case, core, name)))
        of.setdefault(effect, []).extend((core, name))
    found = []
    for (alike, effects), options in by_effect.items():
        told = [_named(case, key) for key in options]
        verb = "makes" if len(told) == 1 else "make"
        aims = "does not turn the advice" if len(told) == 1 else "do not turn the advice"
        to_aims = f"{verb} no difference to our aims" if alike else aims
        text = f"{capital(where + listed(told))} {to_aims if effects or not alike else f'{verb} no difference'}"
        it = "it" if len(told) == 1 else "they"
        text += f", but {it} {listed([_agreeing(e, len(told) == 1) for e in effects])}." if effects else "."
        ids = tuple(o.id for key in options if (o := case.dossier.option(key)) is not None)
        found.append(say(text, trace=tuple(dict.fromkeys((*of[alike, effects], *ids)))))
    return tuple(found)


def _options(case: Case, core: str, name: str) -> tuple[str, ...]:
    one, two = case.outcome(core), case.outcome(name)
    extra = dict(set((two.package if two else {}).items()) - set((one.package if one else {}).items()))
    return tuple(o.qualified for o in case.dossier.options.values() if o.qualified in extra)


def _named(case: Case, key: str) -> str:
    option = case.dossier.option(key)
    if option is None:
        return readable(key)
    verb = is_verb(option.text.split(" ", 1)[0]) if option.text and not option.choices else False
    return f"to {option.text} or not" if verb else f"“{option.short or option.text or readable(option.id)}”"


def _agreeing(effect: str, one: bool) -> str:
    """An effect told of one thing, or of many."""
    verb, _, rest = effect.partition(" ")
    return effect if one else f"{verb.removesuffix('s')} {rest}"


def _both(case: Case, core: str, name: str) -> list[tuple[WorldAdvice, Outcome, Outcome]]:
    """The worlds in which both are advised, with what they lead to."""
    return [
        (w, w.proposals[core], w.proposals[name]) for w in case.advice.by_world
        if {core, name} <= set(w.recommended)
    ]  # fmt: skip


def _alike_to_us(case: Case, core: str, name: str) -> bool:
    """Whether each of the proposer's statements fares alike, in every way in which events may go."""
    us = case.dossier.proposer

    def fates(outcome: Outcome) -> set[tuple[tuple[str, str], ...]]:
        return {tuple(h.statements.get(us, {}).items()) for s in outcome.settlements for h in s.here}

    return all(fates(one) == fates(two) for _, one, two in _both(case, core, name))


def _effects(case: Case, core: str, name: str) -> tuple[str, ...]:
    """What is told of the two that is not the same: where events end, arguments, the others, treaties, replies."""
    both = _both(case, core, name)
    pairs = [(one, two) for _, one, two in both]
    found = []
    if any([s.states for s in one.settlements] != [s.states for s in two.settlements] for one, two in pairs):
        found.append("changes where events end")
    found += _arguments(case, pairs)
    others = [
        a for a in case.dossier.decision_makers if a != case.dossier.proposer
        and any(_of(one, "statements", a) != _of(two, "statements", a) for one, two in pairs)
    ]  # fmt: skip
    if others:
        found.append(f"changes what is in it for {listed([actor(case.dossier, a) for a in others])}")
    bound = [t for t in case.dossier.treaties if any(_of(a, "treaties", t) != _of(b, "treaties", t) for a, b in pairs)]
    if bound:
        found.append(f"changes how {listed([treaty(case.dossier, t) for t in bound[:MOST]])} "
                     f"{'stands' if len(bound) == 1 else 'stand'}")  # fmt: skip
    if any([s.due for s in one.settlements] != [s.due for s in two.settlements] for one, two in pairs):
        found.append("changes which contingencies fall due")
    found += _heard(case, [w for w, _, _ in both], core, name)
    replies = [
        r for r in case.dossier.replies
        if any(w.matrix.get(core, {}).get(r) != w.matrix.get(name, {}).get(r) for w, _, _ in both)
    ]  # fmt: skip
    if replies and not found:
        told = [f"“{entry_label(case.dossier, r)}”" for r in replies[:MOST]]
        found.append(f"changes what comes of the reply {listed(told, 'or')}")
    if any([s.kept_to for s in one.settlements] != [s.kept_to for s in two.settlements] for one, two in pairs):
        found.append("changes whether we would keep to it ourselves")
    return tuple(found)


def _heard(case: Case, worlds: list[WorldAdvice], core: str, name: str) -> list[str]:
    """Whose objections are answered, or whose condition is met, with one of the two alone."""
    told: dict[str, dict[str, None]] = {}
    for a in (a for w in worlds for a in w.audiences):
        for before, after, gains, loses in (
            (a.answered.get(core), a.answered.get(name), "answers the objections of", "leaves open the objections of"),
            (a.condition_met.get(core), a.condition_met.get(name), "meets the condition of", "misses the condition of"),
        ):
            if before != after:
                told.setdefault(gains if after else loses, {})[actor(case.dossier, a.actor)] = None
    return [f"{verb} {listed(list(names))}" for verb, names in told.items()]


def _of(outcome: Outcome, field: str, key: str) -> list[object]:
    return [getattr(h, field).get(key) for s in outcome.settlements for h in s.here]


def _arguments(case: Case, pairs: list[tuple[Outcome, Outcome]]) -> list[str]:
    """The arguments whose status turns, the objections first."""
    turned: dict[tuple[str, str, str], None] = {}
    for one, two in pairs:
        for key in case.dossier.arguments:
            before, after = (sorted({str(word) for word in _of(o, "arguments", key)}) for o in (one, two))
            if before != after:
                turned.setdefault((key, " or ".join(before), " or ".join(after)))
    order = sorted(turned, key=lambda t: not case.dossier.arguments[t[0]].opposes)
    shown = [t for t in order if case.dossier.arguments[t[0]].opposes][:MOST] or order[:1]
    more = len({k for k, _, _ in order} - {k for k, _, _ in shown})
    told = [f"turns “{argument(case.dossier, key)}” from “{was}” to “{now}”" for key, was, now in shown]
    return [*told, f"changes {counted(more, 'more argument')}"] if more else told
