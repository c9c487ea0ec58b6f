"""What `overture explain` prints: why an entry is as it is, down to the sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.text import Text

from overture.advice import Advice, advise
from overture.advice.analysis import Analysis
from overture.advice.audit import Progress, analyses
from overture.advice.forecast import forecast
from overture.advice.reasons import reason
from overture.dossier import DO_NOTHING, Dossier, names_of
from overture.dossier.edits import show_edit
from overture.dossier.entries import Claim, Entry, Statement
from overture.logic import Formula, show
from overture.logic.syntax import Status
from overture.model import Kept
from overture.terminal import views


# what these say of proposals is so in the first world; claims and variants tell of all
_TOLD_IN_ONE_WORLD = (
    "proposal", "reply", "argument", "statement", "treaty", "decision", "fact", "option", "contingency",
)  # fmt: skip


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
        return {"id": self.id, "kind": self.kind, "name": self.name, "line": self.line,
                "why": [{"title": t, "lines": ls} for t, ls in self.groups]}  # fmt: skip

    def show(self, console: Console) -> None:
        place = f", line {self.line}" if self.line else ""
        console.print(Text(self.name or self.id, style="bold"), f"({self.kind} `{self.id}`{place})")
        for title, lines in self.groups:
            console.print(Text(title, style="dim"))
            for line in lines:
                console.print(f"  {line}")


class _Explainer:
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
            lines = [f"{' · '.join(c.key)}: {views._value(c.old)} → {views._value(c.new)}" for c in found]
            out.add(f"what {show_edit(edit)} changes", lines or "nothing in the advice")

    def option(self, out: Explanation, key: str) -> None:
        option = self.dossier.options[key]
        out.add("whose", f"{self.dossier.actors[option.owner].name} (`{option.owner}`)")
        out.add("values", [f"{v}{' (now)' if v == option.today else ''}: "
                           f"{option.choices[v].text if v in option.choices else ''}" for v in option.values])  # fmt: skip
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

    def proposal(self, out: Explanation, key: str) -> None:
        advice = self.advice()
        world = advice.by_world[0]
        if key not in world.proposals:
            out.add("infeasible", "the rules forbid it in this dossier: it is off the menu")
            return
        outcome = world.proposals[key]
        out.add("it sets", views.setting(outcome.package))
        for s in outcome.settlements:
            steps = [f"{self.dossier.actors[m.actor].name}: {views.setting(m.sets)}" for m in s.course]
            out.add("course of events", steps or ["nobody moves"])
            out.add("settles where", [views.where_it_settles(s), f"an equilibrium under {', '.join(s.stable_under)}"
                                      if s.stable_under else "the others keep moving"])  # fmt: skip
            if s.kept_to is False:
                out.add("keeping to it", "we would not keep to it ourselves: a better move of our own is open to us there")
            out.add("treaties that clash", [f"{' and '.join(c.treaties)} for {', '.join(c.actors)}" for c in s.incompatible])
        out.add("goals", [f"{g}: {verdict}" for g, verdict in outcome.goals.items()])
        for goal, ways in outcome.ways_lost.items():
            out.add(f"ways to lose {goal} though a means to it holds", [
                f"{views.setting(w.departures)} (though {w.through})" + (", live" if w.live else "") for w in ways])  # fmt: skip
        if key in world.recommended:
            out.add("recommended over", [f"{rival}: decided by `{s}`" if s else f"{rival}: they end equally"
                                         for rival, s in world.deciding.items()])  # fmt: skip
        else:
            best = world.recommended[0]
            out.add("why not recommended", f"{best} settles better; `{world.deciding.get(key)}` decides"
                    if world.deciding.get(key) else f"it ends as {best} does, which is better reply by reply")  # fmt: skip
        out.add("better whatever the weights, reply by reply", list(outcome.dominated_by))
        if outcome.straw:
            out.add("straw option", "under no order of the statements, and no named reply, is it the best")
        if outcome.depends_on_foresight:
            out.add("depends on foresight", [f"{c}: " + ", ".join(f"{g} {v}" for g, v in goals.items())
                                             for c, goals in outcome.goals_under.items()])  # fmt: skip

    def reply(self, out: Explanation, key: str) -> None:
        out.add("it sets", views.setting(self.dossier.replies[key].settings))
        for name, row in self.advice().by_world[0].matrix.items():
            cell = row[key]
            if not cell.possible:
                out.add(f"after {name}", "no such reply")
                continue
            out.add(f"after {name}", ["settles where " + "; or ".join(views.setting(s) for s in cell.states),
                                      "fails: " + (", ".join(cell.failed) or "nothing"),
                                      "arguments that stand: " + (", ".join(cell.stand) or "none")])  # fmt: skip

    def claim(self, out: Explanation, key: str) -> None:
        from overture.terminal.checks import all_claims

        advice = self.advice(audit=True)
        result = all_claims(advice)[key]
        claim = self.dossier.entry(key)
        out.add("verdict", views.marked(result.verdict).plain + (f": {result.reason}" if result.reason else ""))
        if claim is not None and getattr(claim, "holds", None) is not None:
            out.add("its test", show(claim.holds))  # type: ignore[attr-defined]
        elif claim is not None and getattr(claim, "test", None):
            value = getattr(claim, claim.test)  # type: ignore[attr-defined]
            told = ", ".join(value) if isinstance(value, tuple) else (
                views.setting(value) if isinstance(value, dict) else str(value))  # fmt: skip
            out.add("its test", f"{claim.test}: {told}")  # type: ignore[attr-defined]
        out.add("after", list(getattr(claim, "after", None) or [DO_NOTHING]))
        if len(result.worlds) > 1:
            out.add("world by world", [
                f"{views.if_worlds(advice, [i for i, t in enumerate(result.worlds) if t is truth])}: "
                f"{'true' if truth else 'false'}"
                for truth in dict.fromkeys(result.worlds)])  # fmt: skip
        lines = []
        for edit in result.rests_on:
            for e in edit.get("together", [edit]):
                lines.append(f"{show_edit(e)}{self._of(e)}")
        out.add("rests on; each of these edits overturns it", lines)
        if result.verdict in ("follows", "rests on"):
            out.add("edits that could not be tried", [show_edit(e) for e in advice.skipped_edits])
        out.add("with everybody under one foresight", [f"{c}: {'true' if t else 'false'}"
                                                      for c, t in result.foresight.items()])  # fmt: skip
        if isinstance(claim, Claim):
            out.add("over all settings of the assumptions", self._forecast(claim))
        if result.expect:
            same = "as expected" if result.expect == result.verdict else f"expected: {result.expect}"
            out.add("expected", same)

    def _forecast(self, claim: Claim) -> list[str]:
        """Under which assumptions the claim holds, and the bounds of its chance where every one has a likelihood."""
        found = forecast(self.dossier, claim, self.kept)
        if found is None or not found.assumptions:
            return []
        lines = [
            "holds if " + " and ".join(n if yes else f"not {n}" for n, yes in condition.items())
            for condition in found.conditions
        ]
        lines = lines or ["holds under no setting"]
        if found.bounds:
            low, high = (round(b) for b in found.bounds)
            lines.append(f"by the likelihood words of {', '.join(found.assumptions)}: between {low} and {high} in 100, "
                         "however they hang together")  # fmt: skip
        return lines

    def _of(self, edit: dict[str, Any]) -> str:
        """What an edit is about, in the words of the dossier."""
        key = (edit.get("set") or edit.get("drop") or edit.get("move") or "").partition(".")[0]
        entry = self.dossier.entry(key)
        text = getattr(entry, "text", "") or getattr(entry, "claim", "") or getattr(entry, "name", "") if entry else ""
        basis = f" ({entry.basis})" if entry and entry.basis else ""
        return f"   {text}{basis}" if text or basis else ""

    def treaty(self, out: Explanation, key: str) -> None:
        treaty = self.dossier.treaties[key]
        report = self.advice().treaties[key]
        out.add("stage", treaty.stage)
        for word in ("named", "parties", "observers", "invited"):
            out.add(f"{word} today", ", ".join(getattr(report.today, word)) or "nobody")
        out.add("in force today", "yes" if report.today.in_force else "no")
        out.add("after each proposal", self.at_each_proposal(lambda p, r: self._status(key, p, r)))
        for candidate, entry in report.entry.items():
            rule = treaty.entry.rule if treaty.entry else None
            art = f"article {rule.art}: {rule.says}" if rule and rule.art else ""
            lines = [art] if art else []
            lines += [f"{word}: {', '.join(getattr(entry, word))}" for word in ("given", "refused", "pending", "unknown")
                      if getattr(entry, word)]  # fmt: skip
            lines.append(views._blocking(entry.blocking, entry.blocking_sets, entry.sets_left_out))
            out.add(f"entry of {candidate}: {views.needed(entry)}", lines)
        if report.ratification:
            r = report.ratification
            out.add("ratification", [f"{word}: {', '.join(getattr(r, word))}" for word in
                                     ("done", "pending", "unknown", "pivotal") if getattr(r, word)])  # fmt: skip
        for clause in treaty.incompatible_with:
            out.add("incompatible with", f"{clause.treaty}, article {clause.art}" if clause.art else clause.treaty)

    def _status(self, key: str, package: int, reply: int) -> str:
        from overture.advice.memberships import status

        found = status(self.analysis, key, package, reply)
        force = "in force" if found.in_force else "not in force"
        return f"{force}; named {len(found.named)}, parties {len(found.parties)}" + (
            f", invited {', '.join(found.invited)}" if found.invited else ""
        )

    def decision(self, out: Explanation, key: str) -> None:
        from overture.logic.syntax import Name

        treaty, _ = self.dossier.decisions[key]
        told = self.advice().treaties[treaty].decisions[key]
        out.add("under", self.dossier.treaties[treaty].name)
        out.add("who can stop it", views._blocking(told.blocking, told.blocking_sets, False))
        self.formula(out, "it is taken when", self.analysis.model.definitions.of(Name(key)) or Name(key))

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
            out.add("wants, most important first", [f"{s.id}: {show(self.analysis.model.satisfied(s))}"
                                                    for s in self.dossier.preferences[key]])  # fmt: skip
            if key != self.dossier.proposer:
                out.add("foresight", self.dossier.foresight(key))

    def source(self, out: Explanation, key: str) -> None:
        source = self.dossier.sources[key]
        told = [f"{word}: {getattr(source, word)}" for word in
                ("kind", "author", "date", "published", "ref", "reliability", "credibility") if getattr(source, word)]  # fmt: skip
        out.add("about it", told)
        citing = [k for k in names_of(self.dossier) if (e := self.dossier.entry(k)) is not None
                  and any(c.source == key for c in e.from_)]  # fmt: skip
        out.add("cited by", ", ".join(citing))

    def document(self, out: Explanation, key: str) -> None:
        document = self.dossier.documents[key]
        out.add("to", [self.dossier.actors[a].name for a in document.to])
        out.add("form", document.form)
        out.add("passages", [f"{p.text or p.quote} (when {show(p.when)})" for p in document.passages])

    def figure(self, out: Explanation, key: str) -> None:
        figure = self.dossier.figures[key]
        unit = f" {figure.unit}" if figure.unit else ""
        out.add("values" + (f", {figure.as_of}" if figure.as_of else ""),
                [f"{who}: {value:g}{unit}" for who, value in figure.values.items()])  # fmt: skip

    def variant(self, out: Explanation, key: str) -> None:
        variant = self.dossier.variants[key]
        out.add("why", variant.why)
        out.add("edits", [show_edit({k: v for k, v in e.as_json().items()}) for e in variant.edits])
        result = self.advice(audit=True).variants.get(key)
        if result:
            out.add("then recommended", ["; or ".join(names) for names in dict.fromkeys(result.recommended)])
            out.add("claims", [f"{k}: {c.verdict}" for k, c in result.claims.items()])


def explain(dossier: Dossier, key: str, progress: Progress | None = None) -> Explanation | None:
    """Why an entry is as it is; nothing where no entry has this id."""
    option = dossier.option(key)
    if option is not None:
        key = option.id
    kinds = {**dict.fromkeys(dossier.sources, "source"), **names_of(dossier)}
    explainer = _Explainer(dossier, progress)
    # a package that has no name is called by what it sets
    kind = kinds.get(key) or ("proposal" if key in explainer.analysis.menu else None)
    if kind is None:
        return None
    entry = dossier.entry(key)
    name = ""
    if entry is not None:
        name = next((v for f in ("name", "title", "text", "claim", "ask", "why") if (v := getattr(entry, f, ""))), "")
    span = dossier.span(key)
    out = Explanation(key, kind, name, span.line if span else None)
    getattr(explainer, kind)(out, key)
    if kind in _TOLD_IN_ONE_WORLD and len(explainer.worlds) > 1:
        advice = explainer.advice()
        first = ", ".join(f"{n} {'yes' if advice.worlds[0][n] else 'no'}" for n in advice.open)
        out.add(f"told for the first of {len(advice.worlds)} worlds", first)
    if entry is not None:
        explainer.entry(out, entry)
    return out
