"""Why facts, rules, assumptions, options, arguments, statements, actors and sources are as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.text import Text

from overture.advice import Advice, advise
from overture.advice.analysis import Analysis
from overture.advice.audit import Progress, analyses
from overture.advice.reasons import reason
from overture.dossier import Dossier, names_of
from overture.dossier.edits import show_edit
from overture.dossier.entries import Entry, Statement
from overture.logic import Formula, show
from overture.logic.syntax import Status
from overture.model import Kept
from overture.terminal import views


@dataclass
class Explanation:
    """What an entry is, where it stands, and titled groups of lines that say why."""

    id: str
    kind: str
    name: str
    line: int | None
    groups: list[tuple[str, list[str]]] = field(default_factory=list)

    def add(self, title: str, lines: list[str] | str) -> None:
        found = [line for line in ([lines] if isinstance(lines, str) else lines) if line]
        if found:
            self.groups.append((title, found))

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": self.kind,
            "name": self.name,
            "line": self.line,
            "why": [{"title": t, "lines": ls} for t, ls in self.groups],
        }

    def show(self, console: Console) -> None:
        place = f", line {self.line}" if self.line else ""
        console.print(Text(self.name or self.id, style="bold"), f"({self.kind} `{self.id}`{place})")
        for title, lines in self.groups:
            console.print(Text(title, style="dim"))
            for line in lines:
                console.print(f"  {line}")


class EntryExplainer:
    """Why an entry that says something of the case is as it is, one method for each kind."""

    def __init__(self, dossier: Dossier, progress: Progress | None) -> None:
        self.dossier = dossier
        self.progress = progress
        self.kept = Kept()
        self.worlds = analyses(dossier, self.kept)
        self.analysis: Analysis = self.worlds[0]

    def advice(self, audit: bool = False) -> Advice:
        return advise(self.dossier, audit=audit, kept=self.kept, progress=self.progress)

    def at_each_proposal(self, told: Callable[[int, int], str]) -> list[str]:
        """What is so today and where each proposal settles, equal neighbours together."""
        space = self.analysis.space
        lines: dict[str, list[str]] = {}
        lines.setdefault(told(space.today_package, space.today_reply), []).append("today")
        for name, package in self.analysis.menu.items():
            for reply in self.analysis.settled(package):
                lines.setdefault(told(package, reply), []).append(f"after {name}")
        return [f"{value}: {', '.join(dict.fromkeys(places))}" for value, places in lines.items()]

    def formula(self, out: Explanation, title: str, formula: Formula) -> None:
        truth = self.analysis.model.truth(formula)
        out.add(title, show(formula))
        out.add("is it so?", self.at_each_proposal(lambda p, r: "yes" if truth[p, r] else "no"))
        package = self.analysis.menu[self.advised]
        found = reason(self.analysis, formula, package, self.analysis.settled(package)[0])
        out.add(f"why, after {self.advised}", list(found.lines()))

    @property
    def advised(self) -> str:
        from overture.advice.recommendation import recommended

        return recommended(self.analysis)[0]

    def entry(self, out: Explanation, entry: Entry) -> None:
        """What every entry can carry: basis, who says it, sources, reason."""
        said = []
        if entry.basis:
            said.append(entry.basis + (f" of {', '.join(entry.by)}" if entry.by else ""))
        elif isinstance(entry, Statement) and not entry.from_:
            said.append("judgement")
        if entry.because:
            said.append(f"because {entry.because}")
        if entry.confidence:
            said.append(f"{entry.confidence} confidence")
        out.add("basis", said)
        lines = []
        for citation in entry.from_:
            source = self.dossier.sources.get(citation.source)
            if source:
                rated = f", reliability {source.reliability}" if source.reliability else ""
                dated = f", {source.date}" if source.date else ""
                lines.append(f"{citation}: {source.title}{dated}{rated}")
        out.add("sources", lines)

    # by kind

    def fact(self, out: Explanation, key: str) -> None:
        self.formula(out, "it is so when", self.dossier.facts[key].when)

    def rule(self, out: Explanation, key: str) -> None:
        out.add("every state satisfies", show(self.dossier.rules[key].rule))

    def contingency(self, out: Explanation, key: str) -> None:
        self.formula(out, "it becomes due when", self.dossier.contingencies[key].when)

    def assumption(self, out: Explanation, key: str) -> None:
        a = self.dossier.assumptions[key]
        taken = "open: both worlds are shown" if a.taken is None else f"taken as {'true' if a.taken else 'false'}"
        out.add("state", [taken] + ([f"likelihood: {a.likelihood}"] if a.likelihood else []))
        if a.taken is not None:
            edit = {"set": f"{key}.taken", "to": not a.taken}
            changed = advise(self.dossier.edited([edit]), audit=False, kept=self.kept)
            wanted = ("recommended", "goals", "settlements", "deciding")
            found = [c for c in self.advice().compare(changed) if c.key[0] in wanted]
            lines = [f"{' · '.join(c.key)}: {views.value_told(c.old)} → {views.value_told(c.new)}" for c in found]
            out.add(f"what {show_edit(edit)} changes", lines or "nothing in the advice")

    def unmodelled(self, out: Explanation, key: str) -> None:
        """A consent or ratification that the treaties need and nobody stated."""
        out.add("state", "open: nobody modelled it, so both worlds are shown")
        out.add("it says", self.advice().open.get(key, ""))
        out.add("to settle it", f"--set {key}.taken=true (or false)")

    def option(self, out: Explanation, key: str) -> None:
        option = self.dossier.options[key]
        out.add("whose", f"{self.dossier.actors[option.owner].name} (`{option.owner}`)")
        out.add(
            "values",
            [
                f"{v}{' (now)' if v == option.today else ''}: {option.choices[v].text if v in option.choices else ''}"
                for v in option.values
            ],
        )
        if isinstance(option.needs, dict):
            out.add("needs", [f"{v}: {show(f)}" for v, f in option.needs.items()])
        elif option.needs is not None:
            out.add("needs", show(option.needs))
        axis = self.analysis.space.axis[key]

        def value_at(p: int, r: int) -> str:
            index = (*self.analysis.space.package_index(p), *self.analysis.space.reply_index(r))
            return option.values[index[axis]]

        out.add("where it stands", self.at_each_proposal(value_at))

    def argument(self, out: Explanation, key: str) -> None:
        from overture.advice.outcomes import argument_statuses

        argument = self.dossier.arguments[key]
        for word in ("opposes", "supports"):
            if getattr(argument, word):
                out.add(word, getattr(argument, word))
        users = [", ".join(u.by) + (f" in {u.in_}" if u.in_ else "") for u in argument.used]
        out.add("used by", users or "not stated")
        out.add("status", self.at_each_proposal(lambda p, r: argument_statuses(self.analysis, p, r)[key]))
        package = self.analysis.menu[self.advised]
        reply = self.analysis.settled(package)[0]
        found = reason(self.analysis, Status("stands", key), package, reply)
        lines = list(found.lines())
        statuses = argument_statuses(self.analysis, package, reply)
        if statuses[key] == "limited" and argument.ground is not None:
            lines.append("limited, not refuted: its ground remains")
        out.add(f"why, after {self.advised}", lines)

    def statement(self, out: Explanation, key: str) -> None:
        statement = self.dossier.statements[key]
        owner = statement.owner
        place = [s.id for s in self.dossier.preferences[owner]].index(key) + 1
        out.add("whose", f"{self.dossier.actors[owner].name}; number {place} of {len(self.dossier.preferences[owner])}")
        if statement.goal:
            out.add("role", "a goal")
        if statement.serves:
            out.add("role", f"serves the goal `{statement.serves}`")
        self.formula(out, "it wants", self.analysis.model.satisfied(statement))

    def actor(self, out: Explanation, key: str) -> None:
        actor = self.dossier.actors[key]
        out.add("also called", ", ".join(actor.aliases))
        out.add("members", ", ".join(actor.members))
        for report in self.dossier.reports:
            if report.of == key:
                chain = " → ".join((key, *report.via))
                changes = f", changes if {show(report.changes_if)}" if report.changes_if is not None else ""
                out.add("reported", f"{report.sign} {report.to} ({chain}){changes}")
        out.add("uses", [a.id for a in self.dossier.arguments.values() if any(key in u.by for u in a.used)])
        if key in self.dossier.decision_makers:
            out.add("options", [o.id for o in self.dossier.options.values() if o.owner == key])
            out.add(
                "wants, most important first",
                [f"{s.id}: {show(self.analysis.model.satisfied(s))}" for s in self.dossier.preferences[key]],
            )
            if key != self.dossier.proposer:
                out.add("foresight", self.dossier.foresight(key))

    def source(self, out: Explanation, key: str) -> None:
        source = self.dossier.sources[key]
        told = [
            f"{word}: {getattr(source, word)}"
            for word in ("kind", "author", "date", "published", "ref", "reliability", "credibility")
            if getattr(source, word)
        ]
        out.add("about it", told)
        citing = [
            k
            for k in names_of(self.dossier)
            if (e := self.dossier.entry(k)) is not None and any(c.source == key for c in e.from_)
        ]
        out.add("cited by", ", ".join(citing))

    def document(self, out: Explanation, key: str) -> None:
        document = self.dossier.documents[key]
        out.add("to", [self.dossier.actors[a].name for a in document.to])
        out.add("form", document.form)
        out.add("passages", [f"{p.text or p.quote} (when {show(p.when)})" for p in document.passages])

    def figure(self, out: Explanation, key: str) -> None:
        figure = self.dossier.figures[key]
        unit = f" {figure.unit}" if figure.unit else ""
        out.add(
            "values" + (f", {figure.as_of}" if figure.as_of else ""),
            [f"{who}: {value:g}{unit}" for who, value in figure.values.items()],
        )

    def variant(self, out: Explanation, key: str) -> None:
        variant = self.dossier.variants[key]
        out.add("why", variant.why)
        out.add("edits", [show_edit(dict(e.as_json().items())) for e in variant.edits])
        result = self.advice(audit=True).variants.get(key)
        if result:
            out.add("then recommended", ["; or ".join(names) for names in dict.fromkeys(result.recommended)])
            out.add("claims", [f"{k}: {c.verdict}" for k, c in result.claims.items()])
