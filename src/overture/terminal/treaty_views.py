"""Tables of treaties for the terminal: who takes part, what the proposals change, who must consent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from overture.advice.results import Advice, EntryReport, TreatyReport, TreatyStatus
from overture.dossier import Dossier
from overture.terminal.views import joined, table_of


def treaties(console: Console, dossier: Dossier, advice: Advice) -> None:
    """Who takes part, who observes, what the recommended proposal changes, who must consent."""
    if not dossier.treaties:
        console.print("No treaty is in this dossier.")
        return
    for key, report in advice.treaties.items():
        treaty = dossier.treaties[key]
        console.print(Text(f"{treaty.name} ({key}), {treaty.stage}", style="bold"))
        rows: list[tuple[str, TreatyStatus]] = [("today", report.today)]
        for name, outcome in advice.by_world[0].proposals.items():
            rows += [(f"after {name}", s.treaties[key]) for s in outcome.settlements[:1]]
        table = table_of("", "in force", "named", "parties", "observers", "invited")
        table.add_row(
            "today",
            "yes" if report.today.in_force else "no",
            joined(report.today.named),
            joined(report.today.parties),
            joined(report.today.observers),
            joined(report.today.invited),
        )
        for told, status in rows[1:]:
            if _same(status, report.today):
                continue
            table.add_row(
                told,
                "yes" if status.in_force else "no",
                _change(report.today.named, status.named),
                _change(report.today.parties, status.parties),
                _change(report.today.observers, status.observers),
                _change(report.today.invited, status.invited),
            )
        console.print(table)
        unchanged = [told.removeprefix("after ") for told, status in rows[1:] if _same(status, report.today)]
        if unchanged:
            console.print(f"  unchanged after: {', '.join(unchanged)}")
        for candidate, entry in report.entry.items():
            console.print(f"  entry of {candidate}: {needed(entry)}")
            for word, who in (
                ("given", entry.given),
                ("refused", entry.refused),
                ("pending", entry.pending),
                ("not known", entry.unknown),
            ):
                if who:
                    console.print(f"    {word}: {', '.join(who)}")
            console.print(f"    {blocking(entry.blocking, entry.blocking_sets, entry.sets_left_out)}")
            for told, who in _then(rows, lambda s, c=candidate: s.consenting[c]):  # type: ignore[misc]
                console.print(f"    {told}: {len(who)} of {len(entry.consents_needed)} consents would be given")
        if report.ratification:
            r = report.ratification
            console.print(
                f"  ratification done: {joined(r.done)}; pending: {joined(r.pending)}"
                + (f"; not known: {', '.join(r.unknown)}" if r.unknown else "")
            )
            for told, who in _then(rows, lambda s: s.ratified):
                waiting = [p for p in treaty_signatories(report) if p not in who]
                console.print(
                    f"    {told}: ratified by {len(who)}" + (f", not by {', '.join(waiting)}" if waiting else "")
                )
            if r.pivotal:
                console.print(f"    each of these alone can keep it out of force: {', '.join(r.pivotal)}")
        for key_of_decision, found in report.decisions.items():
            console.print(
                f"  decision {key_of_decision}: in favour {joined(found.in_favour)}; not in favour "
                f"{joined(found.not_in_favour)}; pending {joined(found.pending)}; "
                f"not known {joined(found.unknown)}"
            )
            console.print(f"    {blocking(found.blocking, found.blocking_sets, False)}")
        console.print()
    for name, outcome in advice.by_world[0].proposals.items():
        for s in outcome.settlements:
            for clash in s.incompatible:
                console.print(
                    f"After {name}, {joined(clash.actors)} would be bound by {clash.treaties[0]} and "
                    f"{clash.treaties[1]}, which article {clash.art} forbids."
                )


def treaty_signatories(report: TreatyReport) -> tuple[str, ...]:
    """Every signatory, whatever became of its ratification."""
    """Who signed a treaty, whatever has become of the ratification."""
    r = report.ratification
    return (*r.done, *r.refused, *r.pending, *r.unknown) if r else ()


def _then(
    rows: Sequence[tuple[str, TreatyStatus]], who: Callable[[TreatyStatus], tuple[str, ...]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What would be so after the proposals, those together that come to the same."""
    found: dict[tuple[str, ...], list[str]] = {}
    for told, status in rows[1:]:
        found.setdefault(who(status), []).append(told.removeprefix("after "))
    for those, names in found.items():
        yield "after every proposal" if len(found) == 1 else f"after {', '.join(names)}", those


def needed(entry: EntryReport) -> str:
    """How many consents are needed, of whom."""
    parties = len(entry.consents_needed)
    if entry.enough == parties:
        return f"consent is needed from all {parties}" if parties > 1 else "consent is needed from one"
    return f"consent is needed from {entry.enough} of {parties} ({entry.rule})"


def _same(one: TreatyStatus, other: TreatyStatus) -> bool:
    """Whether nobody's place differs, whatever the consents that are pending."""
    words = ("in_force", "named", "parties", "observers", "invited")
    return all(getattr(one, w) == getattr(other, w) for w in words)


def _change(today: Sequence[str], then: Sequence[str]) -> str:
    """Who joins and who leaves; the word `same` where nobody does."""
    told = [f"+ {a}" for a in then if a not in today] + [f"− {a}" for a in today if a not in then]
    return ", ".join(told) or "same"


def blocking(alone: Sequence[str], sets: Sequence[Sequence[str]], more: bool) -> str:
    """Who can stop a decision: each alone, several together, or nobody any more."""
    if alone:
        return (
            f"each of these {len(alone)} alone could stop it: {', '.join(alone)}"
            if len(alone) > 1
            else (f"{alone[0]} alone could stop it")
        )
    if sets:
        shown = "; ".join(" with ".join(s) for s in sets[:5])
        rest = f"; and {len(sets) - 5} sets more" if len(sets) > 5 else ""
        return f"nobody alone could stop it; together could: {shown}{rest}" + (", and more" if more else "")
    return "nobody can stop it any more"
