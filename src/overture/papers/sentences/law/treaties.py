"""Treaties: who takes part today and after the recommended course, who must consent, what is pending."""

from __future__ import annotations

from typing import cast

from overture.logic.syntax import Truth
from overture.papers.content import (
    Basis,
    Cell,
    Column,
    Paragraph,
    Piece,
    Row,
    Sentence,
    Table,
    strong,
)
from overture.papers.english import capital, counted, day, ended, listed, number
from overture.papers.naming import cited_short, formula_text, treaty, treaty_label
from overture.papers.options import actor
from overture.papers.sentences.arguments.argumentation import settled
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.law.membership import label, places

MOST_STATES = 14


def memberships(case: Case) -> Table | None:
    """Who is what to each treaty today; in bold what the recommended course changes."""
    reports = case.advice.treaties
    if not reports:
        return None
    rows = []
    for place in places(case)[:MOST_STATES]:
        cells: list[Cell] = [(say(label(case, place), trace=place.states),)]
        for (before, now), key in zip(place.words, reports, strict=True):
            pieces: list[str | Piece] = [before] if before == now else [f"{before} → ", strong(now)]
            cells.append((say(*pieces, trace=(key, place.states[0])),))
        rows.append(Row(tuple(cells)))
    columns = (Column("State", 28), *(Column(_column(case, k)) for k in reports))
    return Table(
        f"Who takes part and who observes today; in bold what {case.called(case.chosen)} changes",
        columns,
        tuple(rows),
        "members",
    )


def _column(case: Case, key: str) -> str:
    entry = case.dossier.treaties[key]
    when = f", {day(entry.signed)}" if entry.signed and entry.stage == "signed" else ""
    return f"{treaty_label(case.dossier, key)} ({entry.stage}{when})"


def in_force_sentences(case: Case) -> tuple[Sentence, ...]:
    """Treaties whose force differs by what is proposed."""
    found = []
    for key, report in case.advice.treaties.items():
        if case.told_for(lambda w, k=key: _in_force(case, k, w)) is not None:  # type: ignore[misc]
            found += _in_force_by_case(case, key)
            continue
        yes: list[str] = []
        no: list[str] = []
        for name in case.shown:
            ending = settled(case, name)
            if ending is not None and key in ending.treaties:
                (yes if ending.treaties[key].in_force else no).append(name)
        label = capital(treaty(case.dossier, key))
        if yes and no:
            found.append(
                say(
                    f"{label} is in force where {case.called_all(tuple(yes))} "
                    f"{'settles' if len(yes) == 1 else 'settle'}, "
                    f"and not after {case.called_all(tuple(no))}.",
                    trace=(key, *yes, *no),
                )
            )
        elif yes and not report.today.in_force:
            found.append(say(f"{label} comes into force whatever is sent.", trace=(key,)))
        elif no and report.today.in_force:
            found.append(say(f"{label} lapses whatever is sent.", trace=(key,)))
    return tuple(found)


def _in_force(case: Case, key: str, world: int) -> tuple[str, ...]:
    """The courses after which a treaty is in force."""
    ends = {n: o.settlements[0] for n in case.shown if (o := case.outcome(n, world)) and o.settlements}
    return tuple(n for n, s in ends.items() if key in s.treaties and s.treaties[key].in_force)


def _in_force_by_case(case: Case, key: str) -> list[Sentence]:
    """After which courses a treaty is in force, where that hangs on what is open."""
    found = []
    places: dict[tuple[int, ...], list[str]] = {}
    for name in case.shown:
        where = tuple(w for w in case.worlds if name in _in_force(case, key, w))
        if where:
            places.setdefault(where, []).append(name)
    for where, names in places.items():
        when = "" if len(where) == len(case.worlds) else f", {case.when(where)}"
        verb = "settles" if len(names) == 1 else "settle"
        found.append(
            say(
                f"{capital(treaty(case.dossier, key))} is in force where {case.called_all(tuple(names))} {verb}{when}.",
                trace=(key, *names, *case.open_trace()),
            )
        )
    return found


def finding(case: Case) -> Sentence:
    """Consents and ratifications still missing."""
    told = []
    trace: list[str] = []
    for key, report in case.advice.treaties.items():
        if report.ratification and report.ratification.pivotal and not report.today.in_force:
            n = len(report.ratification.pivotal)
            told.append(f"{treaty(case.dossier, key)} waits for {number(n)}")
            trace.append(key)
        for candidate, entry in report.entry.items():
            if entry.blocking:
                verb = "alone can stop" if len(entry.blocking) == 1 else "can each stop"
                told.append(
                    f"{number(len(entry.blocking))} {verb} the entry of "
                    f"{actor(case.dossier, candidate)} into {treaty(case.dossier, key)}"
                )
                trace += [key, candidate]
    if not told:
        asked = any(r.entry or r.ratification for r in case.advice.treaties.values())
        text = "No consent and no ratification is missing." if asked else _parties_today(case)
        return say(text, trace=tuple(case.advice.treaties))
    return say(ended(listed(told[:4])), trace=tuple(trace))


def _parties_today(case: Case) -> str:
    """How many treaties are in force, where none has an entry or a ratification to tell of."""
    reports = case.advice.treaties
    force = sum(r.today.in_force for r in reports.values())
    n = len(reports)
    if n == 1:
        return f"The one treaty of the file is {'' if force else 'not '}in force on the date."
    some = "all" if force == n else "none" if not force else number(force)
    return f"Of {counted(n, 'treaty', 'treaties')} {some} {'is' if force in (0, 1) else 'are'} in force on the date."


def told(case: Case, world: int) -> object:
    """All that this section tells of one world; when a treaty is in force is told by case."""
    outcome = case.outcome(case.chosen, world)
    chosen = outcome.settlements[0] if outcome and outcome.settlements else None
    if chosen is None:
        return None
    places = {k: (t.named, t.parties, t.observers, t.invited, t.consenting) for k, t in chosen.treaties.items()}
    return places, chosen.incompatible


def duties(case: Case) -> tuple[Sentence, ...]:
    """What the treaties bind their parties to, in the words of the file."""
    found = []
    for entry in case.dossier.treaties.values():
        for duty in entry.duties:
            art = f", {_article(duty.art)}" if duty.art else ""
            who, to = (
                listed(["every party" if w == "every party" else actor(case.dossier, w) for w in words])
                for words in (duty.bearer, duty.to)
            )
            to = "every other" if who == to == "every party" else to
            told = f"{capital(treaty(case.dossier, entry.id))}{art}: {who} to {to}"
            text = duty.says or f"to {duty.do}"
            more = "; ".join(x for x in (duty.when, duty.where, duty.how) if x)
            cited = cited_short(case.dossier, duty.from_)
            found.append(
                say(
                    f"{told}: {text.rstrip('.')}{f' ({more})' if more else ''}.",
                    trace=(entry.id,),
                    basis="wording",
                    sources=cited,
                )
            )
    return tuple(found)


def _article(art: str) -> str:
    return f"art. {art}" if art[:1].isdigit() else art


def decisions(case: Case) -> tuple[Sentence, ...]:
    """What the parties decide together, and who can block it."""
    found = []
    for key, report in case.advice.treaties.items():
        for name, d in report.decisions.items():
            text = case.dossier.decisions[name][1].text if name in case.dossier.decisions else name.replace("_", " ")
            if len(d.blocking) == 1:
                who = f"{actor(case.dossier, d.blocking[0])} alone could stop it"
            elif d.blocking:
                who = (
                    f"each of {listed([actor(case.dossier, b) for b in d.blocking])} alone could stop it"
                    if len(d.blocking) <= 4
                    else f"each of the {number(len(d.blocking))} alone could stop it"
                )
            else:
                who = "nobody alone could stop it"
            found.append(say(f"{ended(text)[:-1]}: {who}.", trace=(key, name)))
    return tuple(found)


def clashes(case: Case) -> tuple[Sentence, ...]:
    """Two treaties that may not bind the same party: today's texts, and whether it comes to that."""
    found = []
    live = settled(case, case.chosen)
    for entry in case.dossier.treaties.values():
        for clause in entry.incompatible_with:
            if clause.when == Truth(False):
                continue
            both = next(
                (c for c in (live.incompatible if live else ()) if c.treaties == (entry.id, clause.treaty)),
                None,
            )
            art = f" ({_article(clause.art)})" if clause.art else ""
            one, other = treaty(case.dossier, entry.id), treaty(case.dossier, clause.treaty)
            text = f"A party bound by both {one}{art} and {other} would meet two commitments."
            if clause.says:
                text += f" {ended(clause.says)}"
            if clause.when != Truth(True):
                text += f" So it is if {formula_text(case.dossier, clause.when)}."
            bound = (
                f"It comes to that for {listed([actor(case.dossier, a) for a in both.actors])}."
                if both
                else f"It does not come to that after {case.called(case.chosen)}."
            )
            cited = cited_short(case.dossier, clause.from_)
            basis = clause.basis or "inference"
            found.append(
                say(
                    f"{text} {bound} ({capital(basis)}{', ' + listed(cited) if cited else ''}.)",
                    trace=(entry.id, clause.treaty),
                    basis=cast(Basis, basis),
                    sources=cited,
                )
            )
    return tuple(found)


def paragraph(sentences: tuple[Sentence, ...]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph((s,)) for s in sentences)
