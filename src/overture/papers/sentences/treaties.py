"""Treaties: who takes part today and after the recommended course, who must consent, what is pending."""

from __future__ import annotations

from typing import cast

from overture.advice.results import TreatyStatus
from overture.dossier.entries import Treaty
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
from overture.papers.options import actor, actor_label
from overture.papers.sentences.argumentation import settled
from overture.papers.sentences.case import Case, say

MOST_STATES = 14


def _word(status: TreatyStatus, who: str, entry: Treaty) -> str:
    if who in status.parties:
        return "party"
    if who in status.observers:
        return "observer"
    if who in status.invited:
        return "invited"
    if who in status.named:
        return "signatory" if entry.stage == "signed" else "named"
    return "–"


def memberships(case: Case) -> Table | None:
    """Who is what to each treaty today; in bold what the recommended course changes."""
    found = settled(case, case.chosen)
    reports = case.advice.treaties
    if not reports:
        return None
    after = found.treaties if found else {}
    everybody: dict[str, None] = {}
    for key, report in reports.items():
        for status in (report.today, after.get(key, report.today)):
            for those in (status.observers, status.invited, status.named, status.parties):
                everybody.update(dict.fromkeys(those))
        everybody.update(dict.fromkeys(report.entry))
    words = {
        who: tuple(
            (
                _word(r.today, who, case.dossier.treaties[k]),
                _word(after.get(k, r.today), who, case.dossier.treaties[k]),
            )
            for k, r in reports.items()
        )
        for who in everybody
    }
    same: dict[tuple[tuple[str, str], ...], list[str]] = {}
    order = list(case.dossier.actors)
    for who in sorted(everybody, key=lambda w: order.index(w) if w in order else len(order)):
        same.setdefault(words[who], []).append(who)
    rows = []
    for pairs, group in list(same.items())[:MOST_STATES]:
        names = [actor_label(case.dossier, g) for g in group]
        label = listed(names) if len(names) <= 4 else listed([*names[:3], f"{len(names) - 3} others"])
        cells: list[Cell] = [(say(label, trace=tuple(group)),)]
        for (before, now), key in zip(pairs, reports, strict=True):
            pieces: list[str | Piece] = [before] if before == now else [f"{before} → ", strong(now)]
            cells.append((say(*pieces, trace=(key, group[0])),))
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
        return say("No consent and no ratification is missing.", trace=tuple(case.advice.treaties))
    return say(ended(listed(told[:4])), trace=tuple(trace))


def decisions(case: Case) -> tuple[Sentence, ...]:
    """What the parties decide together, and who can block it."""
    found = []
    for key, report in case.advice.treaties.items():
        for name, d in report.decisions.items():
            text = (
                case.dossier.decisions[name][1].text
                if name in case.dossier.decisions
                else name.replace("_", " ")
            )
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
            number_ = f"art. {clause.art}" if clause.art[:1].isdigit() else clause.art
            art = f" ({number_})" if clause.art else ""
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


def counted_treaties(case: Case) -> str:
    return counted(len(case.advice.treaties), "treaty", "treaties")


def paragraph(sentences: tuple[Sentence, ...]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph((s,)) for s in sentences)
