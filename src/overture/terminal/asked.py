"""Questions to treaties for the terminal: the answer, the articles, the reasons; and a file's own questions checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from overture.terminal.treaty_tables import sets
from overture.treaties.answers import reasons
from overture.treaties.answers.checked import Checked
from overture.treaties.answers.findings import Answer, told
from overture.treaties.answers.questions import DONE, status_words
from overture.treaties.text.reading import Opened

STYLES = {"right": "blue", "wrong": "red", "unread": "red"}


def answer(console: Console, found: Answer) -> None:
    """The answer first, then what it rests on, who can stop it, what it hangs on, and why."""
    question, finding = found.question, found.finding
    if question.ask:
        console.print(question.ask, soft_wrap=True)
    console.print(Text(told(found.answer), style="bold"), soft_wrap=True)
    if found.articles:
        console.print(f"  articles: {found.articles}", soft_wrap=True)
    if finding.blocking:
        console.print(f"  could stop it: {sets(finding.blocking)}", soft_wrap=True)
    if finding.pivotal:
        label = "stopped by" if question.form == "vote" else "known not to have done it"
        console.print(f"  {label}: {', '.join(finding.pivotal)}", soft_wrap=True)
    if finding.open:
        console.print(f"  not known: {'; '.join(finding.open)}", soft_wrap=True)
    if found.differing and finding.answer != found.answer:
        console.print(f"  as the first readings have it: {told(finding.answer)}", soft_wrap=True)
    for name, given in found.differing:
        console.print(f"  {name}: {told(given)}", soft_wrap=True)
    for sentence in finding.says:
        console.print(f"  {sentence}", soft_wrap=True)
    for reason in why(found):
        for line in reason.lines(1):
            console.print(line, soft_wrap=True)


def why(found: Answer) -> list[reasons.Reason]:
    """The trees of premises under an answer."""
    finding, question = found.finding, found.question
    if finding.state is None:
        return []
    if finding.verdicts:
        distinct = {v.value.word: v for v in reversed(finding.verdicts)}
        return [reasons.of_verdict(finding.state, v) for v in distinct.values()]
    if question.form == "status":
        word, who = status_words(question)
        about = str(question.status.get("treaty", "")) if isinstance(question.status, dict) else ""
        treaty = about or question.treaty or found.treaty
        if not who:
            return [reasons.of_entry(finding.state, treaty)]
        if word in DONE:
            return [reasons.of_act(finding.state, DONE[word], treaty, who)]
        return [reasons.of_standing(finding.state, word.replace("_", " "), treaty, who)]
    return []


def as_json(found: Answer) -> dict[str, Any]:
    """The answer for programs."""
    return found.as_json() | {"why": [r.as_json() for r in why(found)]}


def checks(console: Console, opened: Opened, found: Sequence[Checked]) -> None:
    """Warnings, the questions whose answer differs, and a count."""
    for source, diagnostic in opened.warnings:
        console.print(diagnostic.show(source.name, source.text.splitlines()), soft_wrap=True)
    for one in found:
        if one.verdict != "right":
            console.print(Text(f"{one.id}: {one.verdict}", style=STYLES[one.verdict]), soft_wrap=True)
            console.print(f"    {one.question.ask}", soft_wrap=True)
            console.print(f"    {one.reason}", soft_wrap=True)
    right = sum(one.verdict == "right" for one in found)
    provisions = sum(len(s.file.provisions) for s in opened.sources if s.file.treaty in opened.named)
    events = sum(len(s.file.log.events) for s in opened.sources if s.file.treaty in opened.named)
    count = len(opened.named)
    console.print(
        f"{count} {'treaty' if count == 1 else 'treaties'}, {provisions} provisions, {events} events, no mistakes, "
        f"{len(opened.warnings)} warnings; {right} of {len(found)} questions are answered as expected"
    )
