"""A seat for every party that must consent, a sheet for every signatory that must ratify."""

from __future__ import annotations

from overture.advice.results import EntryReport, RatificationReport
from overture.diagrams import family, mark
from overture.dossier.entries import Treaty
from overture.files.fields import Done
from overture.papers.content import Key, Seat, Seats, Sentence, Sign
from overture.papers.english import capital, day, listed, number
from overture.papers.naming import formula_text, treaty, treaty_label
from overture.papers.options import actor, actor_label
from overture.papers.sentences.arguments.argumentation import settled
from overture.papers.sentences.case import Case, say


def _consent(case: Case, key: str, candidate: str, party: str, report: EntryReport) -> Seat:
    """A seat. What is pending on the date is told as it would be where the recommended course settles."""
    found = settled(case, case.chosen)
    if party in report.given:
        word, detail = "given", ""
    elif party in report.refused:
        word, detail = "refused", ""
    elif party in report.unknown:
        word, detail = "not asked", "not known"
    elif found and party in found.treaties[key].consenting.get(candidate, ()):
        word, detail = "assumed", "would be given"
    else:
        word, detail = "refused", "would be withheld"
    return Seat(actor_label(case.dossier, party), Sign(mark("consent", word)), detail, (key, candidate, party))


def consents(case: Case) -> tuple[Seats, ...]:
    """For each candidate one seat for every party that must consent."""
    found = []
    for key, report in case.advice.treaties.items():
        entry = case.dossier.treaties[key]
        for candidate, needs in report.entry.items():
            seats = tuple(_consent(case, key, candidate, p, needs) for p in needs.consents_needed)
            words = {"given": needs.given, "refused": needs.refused, "pending": needs.pending,
                     "not known": needs.unknown}  # fmt: skip
            told = listed([f"{number(len(who))} {w}" for w, who in words.items() if who])
            rule = entry.entry.rule if entry.entry else None
            art = (
                f" ({treaty_label(case.dossier, key)}, art. {rule.art})"
                if rule and rule.art
                else f" ({treaty_label(case.dossier, key)})"
            )
            who, after = actor(case.dossier, candidate), case.called(case.chosen)
            title = f"Entry of {who}{art}: {told} on the date; pending seats as they would be where {after} settles"
            if not needs.pending:
                title = f"Entry of {who}{art}: {told} on the date"
            found.append(
                Seats(
                    title,
                    _blocking(case, key, candidate, needs),
                    seats,
                    Key(tuple(say(Sign(m), trace=(key,)) for m in family("consent"))),
                )
            )
    return tuple(found)


def _blocking(case: Case, key: str, candidate: str, needs: EntryReport) -> Sentence:
    n = len(needs.blocking)
    trace = (key, candidate, *needs.blocking)
    given = (
        f"On the date {number(len(needs.given))} of {number(len(needs.consents_needed))} have given it. "
        if needs.given
        else ""
    )
    if n == 1:
        return say(f"{given}{capital(actor(case.dossier, needs.blocking[0]))} alone could stop it.", trace=trace)
    if n:
        names = listed([actor(case.dossier, b) for b in needs.blocking]) if n <= 4 else ""
        who = f" of {names}" if names and n == 2 else ""
        each = f"Each{who} alone could stop it." if n == 2 else f"Each of the {number(n)} alone could stop it."
        return say(given + each, trace=trace)
    if needs.blocking_sets:
        sets = ["; ".join(listed([actor(case.dossier, a) for a in s]) for s in needs.blocking_sets[:3])]
        more = " There are more such sets than are told." if needs.sets_left_out or len(needs.blocking_sets) > 3 else ""
        return say(f"{given}Nobody alone could stop it; together could: {sets[0]}.{more}", trace=trace)
    return say(given + "Nobody whose consent is missing could stop it.", trace=trace)


def ratifications(case: Case) -> tuple[Seats, ...]:
    """For each signed treaty one sheet for every signatory."""
    found = []
    for key, report in case.advice.treaties.items():
        r = report.ratification
        if r is None or not (r.pending or r.unknown or r.pivotal):
            continue
        entry = case.dossier.treaties[key]
        everybody = (*r.done, *(p for p in (*r.pending, *r.unknown) if p not in r.done))
        shown = everybody if len(everybody) <= 16 else tuple(p for p in everybody if p not in r.done)
        seats = tuple(_sheet(case, entry, r, p) for p in shown)
        done = f"{number(len(r.done)) if r.done else 'none'} of {number(len(everybody))} done"
        note = _ratification_note(case, key, r)
        found.append(
            Seats(
                f"Ratification of {treaty(case.dossier, key)}: {done}",
                note,
                seats,
                Key(tuple(say(Sign(m), trace=(key,)) for m in family("ratification"))),
                wide=len(shown) <= 7,
            )
        )
    return tuple(found)


def _sheet(case: Case, entry: Treaty, r: RatificationReport, who: str) -> Seat:
    act = entry.ratified.get(who) or next(
        (a for g, a in entry.ratified.items() if who in case.dossier.members(g)), None
    )
    if who in r.done:
        detail = f"done, {day(act.on)}" if isinstance(act, Done) else "done"
        return Seat(actor_label(case.dossier, who), Sign(mark("ratification", "done")), detail, (entry.id, who))
    name = getattr(act, "name", None)
    if name in case.dossier.assumptions and case.dossier.assumptions[name].taken:
        return Seat(
            actor_label(case.dossier, who),
            Sign(mark("ratification", "assumed")),
            "pending; assumed",
            (entry.id, who, name),
        )
    detail = "not known" if who in r.unknown else "pending"
    return Seat(actor_label(case.dossier, who), Sign(mark("ratification", "pending")), detail, (entry.id, who))


def _ratification_note(case: Case, key: str, r: RatificationReport) -> Sentence:
    rule = case.dossier.treaties[key].in_force
    if not r.pivotal and rule is not None:
        return say(f"It is in force if {formula_text(case.dossier, rule)}.", trace=(key,))
    if not r.pivotal:
        return say("Nobody alone can keep it out of force.", trace=(key,))
    names = listed([actor(case.dossier, p) for p in r.pivotal[:6]])
    verb = "alone can keep it" if len(r.pivotal) == 1 else "can each keep it"
    return say(f"{capital(names)} {verb} out of force.", trace=(key, *r.pivotal))
