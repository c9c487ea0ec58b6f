"""From answers to a first dossier: a commented file that reads, checks and gives a brief at once."""

from __future__ import annotations

from typing import Any

from overture.authoring.seven_questions.aims import Aim, aims, want
from overture.authoring.seven_questions.answers import Answers
from overture.authoring.seven_questions.plan import AGREED, NO_ANSWER, SILENT, WORDING, Plan, plan_of
from overture.dossier.entries import LIKELIHOODS
from overture.dossier.short_names import Names
from overture.files.yaml_writing import block, entry, flow, scalar

OBJECTION, REJOINDER = "objection", "rejoinder"


def first_dossier(answers: Answers) -> str:
    """The text of the dossier. Raises `NotAnAim` where a wish names no outcome.

    >>> from datetime import date
    >>> text = first_dossier(Answers(title="A strait", who="Us", when=date(2026, 3, 26), say=("propose talks",),
    ...     answer={"Them": ("accept", "refuse")}, wants={"Us": ("3",), "Them": ("-4", "3")}))
    >>> print("\\n".join(text.splitlines()[-5:]))
      us:
        - reply is accept   # accept, by Them
      them:
        - not (reply is refuse)   # not refuse, by Them
        - reply is accept   # accept, by Them
    """
    plan = plan_of(answers)
    known = aims(plan)
    sections = [
        _head(plan), _actors(plan), _options(plan), _treaty(plan), _objection(plan), _unknown(plan, known),
        _preferences(plan, known),
    ]  # fmt: skip
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def _head(plan: Plan) -> list[str]:
    answers = plan.answers
    head = {"overture": "1", "title": answers.title, "as_of": answers.when, "proposer": plan.proposer}
    if answers.question:
        head["question"] = answers.question
    return [
        "# Whose decision it is, and when. Nothing later than this day may enter the analysis.",
        *(f"{key}: {scalar(value)}" for key, value in head.items()),
    ]


def _actors(plan: Plan) -> list[str]:
    kinds = {plan.answers.objection.by: "circle"} if plan.answers.objection.by not in (
        plan.answers.who, *plan.answers.answer, *plan.answers.consent
    ) else {}  # fmt: skip
    data = {
        key: {"name": name, **({"kind": kinds[name]} if name in kinds else {})} for name, key in plan.actors.items()
    }
    return [
        "# Everybody who decides, must consent or speaks. The word before the colon is the short name used below.",
        "actors:", *block(data, 2),
    ]  # fmt: skip


def _options(plan: Plan) -> list[str]:
    lines = [
        "# What each can do. `now` is what is so today; `final: true`: what is said stays said;",
        "# `needs` is what must come first.",
        "options:",
        f"  {plan.proposer}:",
    ]
    choices = {SILENT: "say nothing", **{value: text for text, value in plan.wordings.items()}}
    lines += _choice(WORDING, "What do we say?", choices, SILENT, final="true")
    for text, option in plan.beside.items():
        lines += entry(option, {"text": text}, 4)
    for reply in plan.replies.values():
        lines.append(f"  {plan.actors[reply.who]}:")
        if reply.act:
            lines += entry(reply.option, {"text": plan.answers.answer[reply.who][0]}, 4)
            continue
        choices = {NO_ANSWER: "give no answer", **{value: text for text, value in reply.values.items()}}
        ask = f"What does {reply.who} answer?"
        needs = {} if reply.who in plan.answers.unprompted else {"needs": f"{WORDING} is not {SILENT}"}
        lines += _choice(reply.option, ask, choices, NO_ANSWER, **needs)
    return lines


def _choice(option: str, ask: str, choices: dict[str, str], now: str, **more: str) -> list[str]:
    head = ", ".join(f"{key}: {scalar(value)}" for key, value in {"ask": ask, "now": now, **more}.items())
    return [f"    {option}: {{{head},", f"      choices: {flow(choices)}}}"]


def _treaty(plan: Plan) -> list[str]:
    answers = plan.answers
    if not plan.decided_together:
        return []
    replies = [plan.replies[name] for name in answers.consent if name in plan.replies]
    given = {plan.actors[reply.who]: reply.consents for reply in replies}
    rule = _rule(answers.rule)
    parties = [plan.actors[name] for name in answers.consent]
    where = "consents" if answers.treaty else "in_favour"
    comment = [f"# Who must consent. Of those who are parties but not under `{where}`, nobody knows it yet."]
    if answers.treaty:
        who = plan.proposer
        data: dict[str, Any] = {
            "name": answers.treaty, "stage": "in force", "parties": parties,
            "entry": {
                "rule": {"says": "invitation by those who must consent", "consent": rule},
                "applies": {who: f"{WORDING} is not {SILENT}"},
                "consents": {who: given},
            },
        }  # fmt: skip
        return [*comment, "treaties:", f"  {plan.treaty}:", *block(data, 4)]
    decision = {"text": "the agreement", "rule": rule, "in_favour": given}
    data = {"name": answers.title, "stage": "draft", "parties": parties, "decisions": {AGREED: decision}}
    return [*comment, "treaties:", f"  {plan.treaty}:", *block(data, 4)]


def _rule(rule: str) -> Any:
    return {"at_least": rule} if rule.isdecimal() else rule


def _objection(plan: Plan) -> list[str]:
    said = plan.answers.objection
    if not said.says:
        return []
    data: dict[str, Any] = {OBJECTION: {"claim": said.says, "opposes": WORDING}}
    if said.by:
        data[OBJECTION]["used"] = [{"by": plan.actors[said.by]}]
    if said.answer:
        # an answer meets what is said once there is something to say it about
        when = f"{WORDING} is not {SILENT}"
        by = [{"by": plan.proposer}]
        data[REJOINDER] = {"claim": said.answer, "used": by, "when": when, "limits": [OBJECTION]}
    return [
        "# What is said against it, and what limits that. `when`: from then on it is on the table.",
        "arguments:", *block(data, 2),
    ]  # fmt: skip


def _unknown(plan: Plan, known: list[Aim]) -> list[str]:
    if not plan.answers.unknown:
        return []
    data: dict[str, Any] = {}
    rules: dict[str, Any] = {}
    names = Names(plan.names.taken)
    for unknown in plan.answers.unknown:
        key = plan.unknown[unknown.what]
        data[key] = {"text": unknown.what, **_likely(unknown.likelihood)}
        for written in unknown.without:
            _, formula = want(written, known)
            rule = names.new(f"without_{key}", words=9)
            rules[rule] = f"({formula}) implies {key}" if " and " in formula else f"{formula} implies {key}"
    lines = [
        "# What nobody at the table controls and nobody knows. `taken`: what the brief supposes; it says what changes",
        "# if that is wrong. Without `taken` both cases are told.",
        "assumptions:", *block(data, 2),
    ]  # fmt: skip
    if rules:
        lines += ["", "# What cannot happen unless that is so.", "rules:", *block(rules, 2)]
    return lines


def _likely(word: str | None) -> dict[str, Any]:
    """A likelihood word, and what is supposed where it leans to one side."""
    if word is None:
        return {}
    place, even = LIKELIHOODS.index(word), LIKELIHOODS.index("roughly even")
    return {"likelihood": word, **({"taken": place > even} if place != even else {})}


def _preferences(plan: Plan, known: list[Aim]) -> list[str]:
    lines = [
        "# What each wants, most important first: the first counts for more than all that follow.",
        "# `overture rank` finds such a list by asking which of two outcomes an actor would rather have.",
        "preferences:",
    ]  # fmt: skip
    for name, wishes in plan.answers.wants.items():
        lines.append(f"  {plan.actors[name]}:")
        for text, formula in dict.fromkeys(want(wish, known) for wish in wishes):
            lines.append(f"    - {scalar(formula)}   # {text}")
    return lines

