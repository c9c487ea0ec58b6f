"""What is held back, what is missing, where it comes from."""

from __future__ import annotations

from collections import Counter

from overture.advice.results import Gap
from overture.dossier.names import citing
from overture.papers.content import Cell, Column, Row, Sentence, Table
from overture.papers.english import capital, counted, day, ended, listed, number
from overture.papers.naming import cited_short, entry_label, formula_text, treaty
from overture.papers.options import actor, readable, setting_phrase
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.grounds.audit import claim_text
from overture.papers.sentences.grounds.reliance import all_changes

_RELIABILITY = {
    "A": "A, reliable", "B": "B, usually reliable", "C": "C, fairly reliable", "D": "D, not usually reliable",
    "E": "E, unreliable", "F": "F, cannot be judged",
}  # fmt: skip
_MOST_TOGETHER = 6


# held back


def contingencies(case: Case, name: str = "") -> Table:
    """Demands and steps that are not in today's paper, with the condition under which each falls due.

    `name`: the course that the paper is for, by default the advised one.
    """
    name = name or case.chosen
    rows = []
    for c in case.dossier.contingencies.values():
        source = cited_short(case.dossier, c.from_) or tuple(
            w if w not in case.dossier.actors else actor(case.dossier, w) for w in c.by
        )
        when = formula_text(case.dossier, c.when)
        when += _so(case, name, c.id)
        cells: list[Cell] = [
            (say(ended(c.text)[:-1], trace=(c.id,)),), (say(c.form or "not stated", trace=(c.id,)),),
            (say(capital(when), trace=(c.id,)),),
            (say(", ".join(source[:2]), trace=(c.id,), sources=cited_short(case.dossier, c.from_)),),
        ]  # fmt: skip
        rows.append(Row(tuple(cells)))
    columns = (Column("What", 38), Column("Form", 18), Column("When it falls due"), Column("Source", 12))
    return Table("Contingencies", columns, tuple(rows), caption_hidden=True)


SETTLES, MAY, ON_THE_WAY = "settles", "may", "on the way"


def _due(case: Case, name: str, world: int) -> dict[str, str]:
    """The contingencies that a course makes due: where it settles, in some of its ends only, or on the way there."""
    outcome = case.outcome(name, world)
    ends = outcome.settlements if outcome else ()
    found: dict[str, str] = {}
    for key in case.dossier.contingencies:
        if any(key in s.due for s in ends):
            found[key] = SETTLES if all(key in s.due for s in ends) else MAY
        elif any(key in step.due for s in ends for step in s.course):
            found[key] = ON_THE_WAY
    return found


def _after(case: Case, name: str, key: str, world: int) -> str:
    """After which move of the course a contingency falls due."""
    outcome = case.outcome(name, world)
    for settlement in outcome.settlements if outcome else ():
        for i, step in enumerate(settlement.course):
            if key in step.due:
                return f"once {setting_phrase(case.dossier, settlement.course[i - 1].sets)}" if i else "at once"
    return ""


def _so(case: Case, name: str, key: str) -> str:
    """In brackets after a condition: where it is so, and in which cases."""

    def told(world: int) -> str:
        kind = _due(case, name, world).get(key)
        where = f"so where {case.called(name)} settles"
        if kind == ON_THE_WAY:
            return f"so on the way to where {case.called(name)} settles: {_after(case, name, key, world)}"
        return {SETTLES: where, MAY: f"{where} in one of its ways"}.get(kind or "", "")

    values = case.by_value(told)
    if len(values) == 1:
        (text,) = values
        return f" ({text})" if text else ""
    return f" ({'; '.join(f'{text}, {case.when(where)}' for text, where in values.items() if text)})"


def held_back(case: Case, name: str = "") -> tuple[Sentence, ...]:
    """How many contingencies the course makes due, in each case that the file leaves open."""
    name = name or case.chosen
    values = case.by_value(lambda w: tuple(sorted(Counter(_due(case, name, w).values()).items())))
    keys = tuple(case.dossier.contingencies)
    none = "None of these is in today’s paper"
    if len(values) == 1:
        (counts,) = values
        text = _how_many(case, name, dict(counts))
        return (say(f"{none}, and {text}." if not counts else f"{none}. {capital(text)}.", trace=keys),)
    found = [say(f"{none}.", trace=keys)]
    for counts, where in values.items():
        text = f"{capital(case.when(where))}, {_how_many(case, name, dict(counts))}."
        found.append(say(text, trace=(*keys, *case.open_trace())))
    return tuple(found)


def _how_many(case: Case, name: str, counts: dict[str, int]) -> str:
    settles = f"where {case.called(name)} settles"
    before = f"on the way to {settles}" if set(counts) == {ON_THE_WAY} else "on the way there"
    ends = {SETTLES: settles, MAY: f"{settles} in some of its ways only", ON_THE_WAY: before}
    told = [
        f"{counted(counts[kind], 'falls due', 'fall due')} {where}" for kind, where in ends.items() if kind in counts
    ]
    return listed(told) or f"none falls due {settles}"


# variants


def variants(case: Case) -> Table:
    """Every named variant with what is advised then."""
    rows = []
    for key, why, advised, goals in all_changes(case):
        changes = tuple(case.advice.variants[key].recommended)
        base = {w.recommended for w in case.advice.by_world}
        same = set(changes) <= base
        as_now = "as now" if len(base) == 1 or set(changes) == base else "one of those advised now"
        cells: list[Cell] = [
            (say(capital(why), trace=(key,)),),
            (say(f"{capital(advised)}{f' ({as_now})' if same else ''}", trace=(key,)),),
            (say(capital(goals) if goals else "as now", trace=(key,)),),
        ]
        rows.append(Row(tuple(cells)))
    columns = (Column("If", 46), Column("Advised then", 28), Column("Goals after what is advised now"))
    return Table("What would be advised in each variant", columns, tuple(rows))


def advice_turns(case: Case, key: str) -> bool:
    """Whether another course is advised in a variant: in some open case, where it leaves the same cases open."""
    now = tuple(w.recommended for w in case.advice.by_world)
    then = case.advice.variants[key].recommended
    return now != then if len(now) == len(then) else not set(then) <= set(now)


def variants_finding(case: Case) -> Sentence:
    base = {w.recommended for w in case.advice.by_world}
    turned = tuple(k for k in case.advice.variants if advice_turns(case, k))
    total = len(case.advice.variants)
    if not turned and len(base) > 1:
        settled = tuple(k for k, r in case.advice.variants.items() if len(set(r.recommended)) == 1)
        what = "no longer hangs" if settled else "still hangs"
        where = _all_of(total) if len(settled) in (0, total) else f"{number(len(settled))} of {number(total)} variants"
        return say(f"The advice {what} on what is open in {where}.", trace=tuple(case.advice.variants))
    if not turned:
        return say(
            f"The advice stays in {_all_of(total)}.",
            trace=tuple(case.advice.variants),
        )
    return say(
        f"The advice turns in {_all_of(total)}."
        if len(turned) == total
        else f"The advice turns in {number(len(turned))} of {counted(total, 'variant')}.",
        trace=turned,
    )


def _all_of(total: int) -> str:
    return {1: "the one variant", 2: "both variants"}.get(total, f"all {number(total)} variants")


# missing


def questions(case: Case) -> tuple[tuple[Sentence, ...], ...]:
    """What the file leaves open, as questions; questions of one kind are asked once."""
    by_code: dict[str, list[Gap]] = {}
    for gap in case.advice.gaps:
        by_code.setdefault(gap.code, []).append(gap)
    found: list[tuple[Sentence, ...]] = []
    for code, gaps in by_code.items():
        together = _together(case, code, gaps)
        if together is not None:
            found.append((together,))
        else:
            found += [(_question(case, g),) for g in gaps]
    return tuple(found)


def _together(case: Case, code: str, gaps: list[Gap]) -> Sentence | None:
    """One question for several gaps of a kind."""
    names = [_name(case, g) for g in gaps]
    shown = listed(
        [f"“{n}”" for n in names[:_MOST_TOGETHER]]
        + ([f"{len(names) - _MOST_TOGETHER} others"] if len(names) > _MOST_TOGETHER else [])
    )
    plain = listed(names[:_MOST_TOGETHER])
    text = {
        "G02": f"Would {plain} consent? Nobody has asked.",
        "G04": f"How do we know that these can be done: {shown}? No source is named.",
        "G05": f"On what basis is it said: {shown}? Fact, report, inference or judgement?",
        "G08": f"What could be said against {plain}? No argument opposes it.",
        "G09": f"What answers {shown}? Nothing limits {'it' if len(names) == 1 else 'them'}.",
        "G10": f"How likely is it: {shown}?",
        "G11": f"How do we know what {plain} {'wants' if len(names) == 1 else 'want'}? The ranking has no source.",
        "G19": f"Who speaks for {plain}? Their answer or consent counts, and no report says what they think.",
        "G20": f"What else could defeat {shown}? Only one way is modelled.",
        "G21": f"What could defeat {shown}? Nothing is modelled that does.",
        "G14": f"How could {'this be' if len(names) == 1 else 'these be'} tested: {shown}?",
    }.get(code)
    return say(text, trace=tuple(g.about for g in gaps)) if text else None


def _name(case: Case, gap: Gap) -> str:
    dossier = case.dossier
    if gap.about in dossier.actors:
        return actor(dossier, gap.about)
    if gap.about in dossier.claims:
        return claim_text(case, gap.about, dossier.claims[gap.about])
    if gap.about in dossier.options:
        option = dossier.options[gap.about]
        return option.short or (option.ask.rstrip("?") if option.ask else option.text) or readable(option.id)
    if gap.about in case.advice.menu:
        return case.called(gap.about).strip("“”")
    return entry_label(dossier, gap.about)


def _question(case: Case, gap: Gap) -> Sentence:
    """The question as it was asked, ids replaced by what they say."""
    text = gap.question
    for name in (gap.about,):
        called = _name(case, gap) if name in case.dossier.actors else f"“{_name(case, gap)}”"
        text = text.replace(f"`{name}`", called)
    for t in case.dossier.treaties:
        text = text.replace(f"`{t}`", treaty(case.dossier, t))
    if gap.about in case.advice.open:
        text = text.replace(case.advice.open[gap.about], case.open_says(gap.about))
    text = " ".join((text, *gap.asks))
    return say(text.replace("`", ""), trace=(gap.about,))


def missing_finding(case: Case) -> Sentence:
    n = len(questions(case))
    return say(
        f"{capital(counted(n, 'question'))} that the file leaves open.",
        trace=tuple(g.about for g in case.advice.gaps),
    )


# sources


def sources(case: Case) -> Table:
    """Every source with its date and how far it is trusted."""
    hind = _only_hindsight(case)
    rows = []
    for s in case.dossier.sources.values():
        if s.id in hind:
            continue
        title = f"{s.author}: {s.title}" if s.author else s.title
        trust = _RELIABILITY.get(s.reliability or "", s.reliability or "not stated")
        if s.credibility:
            trust += f"; {s.credibility}"
        reference = "; ".join(filter(None, (s.ref, f"published {day(s.published)}" if s.published else "")))
        cells: list[Cell] = [
            (say(title, trace=(s.id,), sources=(s.title,)),), (say(s.kind or "–", trace=(s.id,)),),
            (say(day(s.date) if s.date else "–", trace=(s.id,)),),
            (say(trust, trace=(s.id,)),), (say(reference or "–", trace=(s.id,)),),
        ]  # fmt: skip
        rows.append(Row(tuple(cells)))
    columns = (
        Column("Source", 34),
        Column("Kind", 13),
        Column("Date", 14),
        Column("Reliability", 14),
        Column("Reference"),
    )
    return Table("Sources", columns, tuple(rows), caption_hidden=True)


def _only_hindsight(case: Case) -> set[str]:
    """Sources that say nothing of the time before the day of the dossier.

    Those that hindsight alone cites, or that are later and nothing before it cites; and of the later ones those
    that are called a reconstruction.
    """
    dossier, day_of = case.dossier, str(case.dossier.head.as_of)
    before = {c.source for entry, _ in citing(dossier) for c in entry.from_}
    after = {c.source for event in dossier.hindsight for c in event.from_}
    late = {s.id for s in dossier.sources.values() if s.date and s.date > day_of[: len(s.date)]}
    return ((after | late) - before) | {key for key in late if dossier.sources[key].basis == "reconstruction"}


def sources_finding(case: Case) -> Sentence:
    hind = _only_hindsight(case)
    known = [s for s in case.dossier.sources.values() if s.id not in hind]
    last = max((s.date for s in known if s.date), default="")
    when = f", the latest of {day(last)}" if last else ""
    return say(f"{capital(counted(len(known), 'source'))}{when}.", trace=tuple(s.id for s in known))
