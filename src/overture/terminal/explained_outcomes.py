"""Why proposals, replies, claims, treaties and decisions come out as they do."""

from __future__ import annotations

from typing import Any

from overture.advice.forecast import forecast
from overture.dossier import DO_NOTHING
from overture.dossier.edits import show_edit
from overture.dossier.entries import Claim
from overture.dossier.used import acts_of, key_of
from overture.logic import show
from overture.logic.syntax import Name
from overture.terminal import treaty_views, views
from overture.terminal.explained_entries import EntryExplainer, Explanation
from overture.treaties.answers.reasons import of_entry, of_verdict
from overture.treaties.semantics.admissibility import Attempt, judge
from overture.treaties.semantics.fold import play


class Explainer(EntryExplainer):
    """Why an outcome is as it is, one method for each kind."""

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
            out.add(
                "settles where",
                [
                    views.where_it_settles(s),
                    f"an equilibrium under {', '.join(s.stable_under)}" if s.stable_under else "the others keep moving",
                ],
            )
            if s.kept_to is False:
                out.add(
                    "keeping to it", "we would not keep to it ourselves: a better move of our own is open to us there"
                )
            out.add(
                "treaties that clash", [f"{' and '.join(c.treaties)} for {', '.join(c.actors)}" for c in s.incompatible]
            )
        out.add("goals", [f"{g}: {verdict}" for g, verdict in outcome.goals.items()])
        for goal, ways in outcome.ways_lost.items():
            out.add(
                f"ways to lose {goal} though a means to it holds",
                [f"{views.setting(w.departures)} (though {w.through})" + (", live" if w.live else "") for w in ways],
            )
        if key in world.recommended:
            out.add(
                "recommended over",
                [
                    f"{rival}: decided by `{s}`" if s else f"{rival}: they end equally"
                    for rival, s in world.deciding.items()
                ],
            )
        else:
            best = world.recommended[0]
            out.add(
                "why not recommended",
                f"{best} settles better; `{world.deciding.get(key)}` decides"
                if world.deciding.get(key)
                else f"it ends as {best} does, which is better reply by reply",
            )
        out.add("better whatever the weights, reply by reply", list(outcome.dominated_by))
        if outcome.straw:
            out.add("straw option", "under no order of the statements, and no named reply, is it the best")
        if outcome.depends_on_foresight:
            out.add(
                "depends on foresight",
                [
                    f"{c}: " + ", ".join(f"{g} {v}" for g, v in goals.items())
                    for c, goals in outcome.goals_under.items()
                ],
            )

    def reply(self, out: Explanation, key: str) -> None:
        out.add("it sets", views.setting(self.dossier.replies[key].settings))
        for name, row in self.advice().by_world[0].matrix.items():
            cell = row[key]
            if not cell.possible:
                out.add(f"after {name}", "no such reply")
                continue
            out.add(
                f"after {name}",
                [
                    "settles where " + "; or ".join(views.setting(s) for s in cell.states),
                    "fails: " + (", ".join(cell.failed) or "nothing"),
                    "arguments that stand: " + (", ".join(cell.stand) or "none"),
                ],
            )

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
            told = (
                ", ".join(value)
                if isinstance(value, tuple)
                else (views.setting(value) if isinstance(value, dict) else str(value))
            )
            out.add("its test", f"{claim.test}: {told}")  # type: ignore[attr-defined]
        out.add("after", list(getattr(claim, "after", None) or [DO_NOTHING]))
        if len(result.worlds) > 1:
            out.add(
                "world by world",
                [
                    f"{views.if_worlds(advice, [i for i, t in enumerate(result.worlds) if t is truth])}: "
                    f"{'true' if truth else 'false'}"
                    for truth in dict.fromkeys(result.worlds)
                ],
            )
        lines = []
        for edit in result.rests_on:
            for e in edit.get("together", [edit]):
                lines.append(f"{show_edit(e)}{self._of(e)}")
        out.add("rests on; each of these edits overturns it", lines)
        if result.verdict in ("follows", "rests on"):
            out.add("edits that could not be tried", [show_edit(e) for e in advice.skipped_edits])
        out.add(
            "with everybody under one foresight",
            [f"{c}: {'true' if t else 'false'}" for c, t in result.foresight.items()],
        )
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
            lines.append(
                f"by the likelihood words of {', '.join(found.assumptions)}: between {low} and {high} in 100, "
                "however they hang together"
            )
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
            lines += [
                f"{word}: {', '.join(getattr(entry, word))}"
                for word in ("given", "refused", "pending", "unknown")
                if getattr(entry, word)
            ]
            lines.append(treaty_views.blocking(entry.blocking, entry.blocking_sets, entry.sets_left_out))
            out.add(f"entry of {candidate}: {treaty_views.needed(entry)}", lines)
        if report.ratification:
            r = report.ratification
            out.add(
                "ratification",
                [
                    f"{word}: {', '.join(getattr(r, word))}"
                    for word in ("done", "pending", "unknown", "pivotal")
                    if getattr(r, word)
                ],
            )
        if treaty.use:
            self._by_the_articles(out, key)
        for clause in treaty.incompatible_with:
            out.add("incompatible with", f"{clause.treaty}, article {clause.art}" if clause.art else clause.treaty)

    def _by_the_articles(self, out: Explanation, key: str) -> None:
        """What the articles and the log of the library say on the date, down to event and source."""
        treaty = self.dossier.treaties[key]
        library_key = key_of(treaty.use)
        operation = self.analysis.model.definitions.operation
        day = self.dossier.head.as_of
        state = play(operation.system, day).at(day)
        out.add("in force on the date, by the articles and the log", list(of_entry(state, library_key).lines()))
        for act in acts_of(treaty, self.dossier.actors):
            if act.act in ("accede", "deposit"):
                for who in act.by:
                    verdict = judge(state, Attempt(act.act, library_key, (who,)))
                    lines = list(of_verdict(state, verdict).lines())
                    out.add(f"{act.act} by {who} on the date: {verdict.word}", lines)
        opened = {n: s for n, s in operation.unknown.items() if n.endswith(f"_{key}")}
        if opened:
            out.add("neither the log nor the file tells", [f"{name}: {says}" for name, says in opened.items()])

    def _status(self, key: str, package: int, reply: int) -> str:
        from overture.advice.memberships import status

        found = status(self.analysis, key, package, reply)
        force = "in force" if found.in_force else "not in force"
        return f"{force}; named {len(found.named)}, parties {len(found.parties)}" + (
            f", invited {', '.join(found.invited)}" if found.invited else ""
        )

    def decision(self, out: Explanation, key: str) -> None:
        treaty, _ = self.dossier.decisions[key]
        told = self.advice().treaties[treaty].decisions[key]
        out.add("under", self.dossier.treaties[treaty].name)
        out.add("who can stop it", treaty_views.blocking(told.blocking, told.blocking_sets, False))
        self.formula(out, "it is taken when", self.analysis.model.definitions.of(Name(key)) or Name(key))
