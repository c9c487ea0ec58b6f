"""The case as a student is given it: what is in the file, and questions; nothing that the program has found out."""

from __future__ import annotations

from overture.dossier import DO_NOTHING
from overture.dossier.entries import Argument, Claim, Statement
from overture.logic import TRUE
from overture.papers.content import Cell, Column, Row, Sentence, Table, strong
from overture.papers.english import capital, counted, day, ended, listed, number
from overture.papers.naming import (
    cited_short,
    entry_label,
    entry_text,
    formula_text,
    treaty,
    treaty_label,
    wanted_label,
)
from overture.papers.options import actor, actor_label, choice_text, is_plural, value_label
from overture.papers.sentences.arguments.argumentation import thing
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.grounds.audit import asserted_text

MOST_CLAIMS, MOST_ACTORS, MOST_REPLIES, MOST_MEMBERS = 6, 30, 5, 9


def decider(case: Case) -> str:
    return actor_label(case.dossier, case.dossier.proposer)


def question(case: Case) -> tuple[Sentence, ...]:
    """The question of the case, as its author puts it, or as it can be put of any case."""
    asked = case.dossier.head.question
    who = actor(case.dossier, case.dossier.proposer)
    text = asked or f"What should {who} do?"
    return (say(text, trace=("question",) if asked else (case.dossier.proposer,), basis="wording"),)


def actors(case: Case) -> Table:
    """Who takes part: name, kind, and to whom they belong."""
    rows = []
    for key, entry in list(case.dossier.actors.items())[:MOST_ACTORS]:
        of = actor_label(case.dossier, entry.of) if entry.of else ""
        named = [actor_label(case.dossier, m) for m in entry.members]
        members = listed(named if len(named) <= MOST_MEMBERS else [*named[:8], f"{number(len(named) - 8)} more"])
        cells: list[Cell] = [
            (say(capital(actor(case.dossier, key)), trace=(key,), sources=cited_short(case.dossier, entry.from_)),),
            (say(entry.kind or "–", trace=(key,)),), (say(of or members or "–", trace=(key,)),),
        ]  # fmt: skip
        rows.append(Row(tuple(cells)))
    left = len(case.dossier.actors) - MOST_ACTORS
    caption = "Who takes part" + (f"; {number(left)} more are in the file" if left > 0 else "")
    return Table(caption, (Column("Who", 46), Column("Kind", 18), Column("Of whom, or who")), tuple(rows))


def treaties(case: Case) -> Table | None:
    """The treaties as they stand on the day."""
    rows = []
    for key, report in case.advice.treaties.items():
        entry = case.dossier.treaties[key]
        parties = [actor_label(case.dossier, p) for p in report.today.parties or report.today.named]
        shown = listed(parties[:6]) + (f" and {number(len(parties) - 6)} more" if len(parties) > 6 else "")
        rule = entry.entry.rule.says if entry.entry else ""
        cells: list[Cell] = [
            (say(treaty_label(case.dossier, key), trace=(key,), sources=cited_short(case.dossier, entry.from_)),),
            (say(entry.stage + (f", {day(entry.signed)}" if entry.signed else ""), trace=(key,)),),
            (say(shown or "–", trace=(key,)),), (say(rule or "–", trace=(key,)),),
        ]  # fmt: skip
        rows.append(Row(tuple(cells)))
    columns = (Column("Treaty", 22), Column("Stage", 18), Column("Parties, or who is named", 28), Column("On entry"))
    return Table("Treaties", columns, tuple(rows), caption_hidden=True) if rows else None


def unknown(case: Case) -> tuple[tuple[Sentence, ...], ...]:
    """The assumptions as open questions, without how they are taken."""
    return tuple(
        (say(f"Whether {_inside(entry_text(case.dossier, key))}.", trace=(key,),
             sources=cited_short(case.dossier, entry.from_)),)
        for key, entry in case.dossier.assumptions.items()
    )  # fmt: skip


def _inside(text: str) -> str:
    return text.rstrip(".")


def options_finding(case: Case) -> Sentence:
    owners = tuple(dict.fromkeys(o.owner for o in case.dossier.options.values()))
    names = [actor(case.dossier, o) for o in owners]
    shown = listed(names) if len(names) <= 5 else counted(len(names), "actor")
    verb = "has" if len(owners) == 1 and not is_plural(case.dossier, owners[0]) else "have"
    return say(f"{capital(shown)} {verb} choices to make.", trace=owners)


def options(case: Case) -> Table:
    """Every option with its choices; in bold how it is today."""
    rows = []
    for key, option in case.dossier.options.items():
        asked = option.ask or option.short or option.text or option.id.replace("_", " ")
        values: list[Cell] = []
        pieces: list[object] = []
        for i, value in enumerate(option.values):
            text = choice_text(option, value) if option.choices else value
            pieces += ["; "] * bool(i) + [strong(text) if value == option.today else text]
        sources = cited_short(case.dossier, option.from_)
        values = [
            (say(actor_label(case.dossier, option.owner), trace=(option.owner,)),),
            (say(capital(asked), trace=(key,), sources=sources),), (say(*pieces, trace=(key,)),),
        ]  # fmt: skip
        rows.append(Row(tuple(values)))
    columns = (Column("Who", 18), Column("What", 32), Column("Choices; in bold how it is today"))
    return Table("Options", columns, tuple(rows), caption_hidden=True)


def proposals(case: Case) -> Table | None:
    """The named courses in the order of the file, each by its choices."""
    rows = []
    for key in case.dossier.proposals:
        outcome = case.outcome(key)
        if outcome is None:
            continue
        told = []
        for option, value in outcome.package.items():
            entry = case.dossier.option(option)
            name = entry.short or entry.id.replace("_", " ") if entry else option
            label = value_label(case.dossier, option, value)
            told.append(f"{name}: {label}" if entry and entry.choices else name)
        cells: list[Cell] = [(say(case.label(key), trace=(key,)),), (say("; ".join(told) or "–", trace=(key,)),)]
        rows.append(Row(tuple(cells)))
    return Table("Courses", (Column("Course", 34), Column("What it is made of")), tuple(rows), caption_hidden=True
                 ) if rows else None  # fmt: skip


def arguments(case: Case) -> Table:
    """Every argument: what it says, who uses it, what it is about."""
    rows = []
    for key, a in case.dossier.arguments.items():
        users = list(dict.fromkeys(who for use in a.used for who in use.by))
        names = listed([actor(case.dossier, u) for u in users]) or "nobody is reported"
        cells: list[Cell] = [
            (say(ended(a.claim), trace=(key,), sources=cited_short(case.dossier, a.from_)),),
            (say(capital(names), trace=(key, *users)),), (say(capital(_about(case, a)), trace=(key,)),),
        ]  # fmt: skip
        rows.append(Row(tuple(cells)))
    columns = (Column("Argument", 46), Column("Who uses it", 30), Column("For or against what"))
    return Table("Arguments", columns, tuple(rows), caption_hidden=True)


def _about(case: Case, a: Argument) -> str:
    told = []
    for word, key in (("for", a.supports), ("against", a.opposes)):
        if key:
            name = treaty(case.dossier, key) if key in case.dossier.treaties else thing(case, key)
            if key in case.dossier.arguments:
                name = f"“{entry_label(case.dossier, key)}”"
            told.append(f"{word} {name}")
    return "; ".join(told) or "–"


def wants_finding(case: Case) -> Sentence:
    makers = tuple(case.dossier.preferences)
    return say("What each wants, the most important first.", trace=makers)


def wants(case: Case) -> Table:
    """The statements of everybody who decides, with their basis left to be asked about."""
    rows = []
    for who, statements in case.dossier.preferences.items():
        told = " › ".join(f"{wanted_label(case.dossier, s.id)}{_only_if(case, s)}" for s in statements)
        cited = tuple(dict.fromkeys(c for s in statements for c in cited_short(case.dossier, s.from_)))
        cells: list[Cell] = [
            (say(actor_label(case.dossier, who), trace=(who,)),),
            (say(capital(told), trace=(who, *(s.id for s in statements)), sources=cited),),
        ]
        rows.append(Row(tuple(cells)))
    columns = (Column("Who", 20), Column("What it wants"))
    return Table("What each wants", columns, tuple(rows), caption_hidden=True)


def _only_if(case: Case, statement: Statement) -> str:
    """In brackets the condition under which a statement arises, where its own words do not tell it."""
    in_words = bool(statement.text or statement.short)  # a formula in words tells its condition itself
    if statement.if_ == TRUE or not in_words:
        return ""
    return f" (only if {formula_text(case.dossier, statement.if_)})"


def _courses(case: Case) -> tuple[str, ...]:
    """The courses in the order of the file, doing nothing first."""
    return (DO_NOTHING, *(n for n in case.dossier.proposals if case.outcome(n) is not None))


def empty_matrix(case: Case) -> Table | None:
    """Courses down, replies across; every cell is for the student."""
    replies = list(case.dossier.replies)[:MOST_REPLIES]
    names = _courses(case)
    if not replies or len(names) < 2:
        return None
    width = 72 // len(replies)
    columns = (Column("If this is sent", 28), *(Column(capital(entry_label(case.dossier, r)), width) for r in replies))
    rows = tuple(
        Row(((say(case.label(n), trace=(n,)),), *((say("…", trace=(n, r)),) for r in replies))) for n in names
    )
    return Table("Courses down, replies across: to be filled in", columns, rows)


def matrix_task(case: Case) -> Sentence:
    who = actor(case.dossier, case.dossier.proposer)
    text = f"Fill in for each cell what {who} gains and what it costs, then mark the reply that you expect."
    return say(text, trace=(case.dossier.proposer, *case.dossier.replies))


def _answers(claim: Claim) -> bool:
    """Whether a claim gives away what the class is to find: what is advised, and what becomes of the goals."""
    return any((claim.recommended, claim.kept, claim.lost, claim.open))


def questions(case: Case) -> tuple[tuple[Sentence, ...], ...]:
    """What a student is asked: of the others, the arguments, the treaties, the claims, the advice."""
    us = actor(case.dossier, case.dossier.proposer)
    found: list[Sentence] = []
    for who in case.dossier.preferences:
        if who != case.dossier.proposer:
            found.append(say(f"What would {actor(case.dossier, who)} do after each course, and why not otherwise?",
                             trace=(who,)))  # fmt: skip
    if case.dossier.arguments:
        text = "Which argument answers which, and what is left of it? Which of them would still be used?"
        found.append(say(text, trace=tuple(case.dossier.arguments)))
    for key, report in case.advice.treaties.items():
        for candidate in report.entry:
            text = f"Whose consent does the entry of {actor(case.dossier, candidate)} into "
            text += f"{treaty(case.dossier, key)} need, and who alone can stop it?"
            found.append(say(text, trace=(key, candidate)))
        if report.ratification and case.dossier.treaties[key].stage != "in force":
            text = f"Who has still to ratify {treaty(case.dossier, key)}, and who alone can keep it out of force?"
            found.append(say(text, trace=(key,)))
    for key, claim in [c for c in case.dossier.claims.items() if not _answers(c[1])][:MOST_CLAIMS]:
        said = asserted_text(case, key, claim).rstrip(".")
        found.append(say(f"Is it so, and what does it hang on: “{said}”?", trace=(key,),
                         sources=cited_short(case.dossier, claim.from_)))  # fmt: skip
    if case.dossier.assumptions:
        text = "Which of the things that nobody knows would change your answer, and which would not?"
        found.append(say(text, trace=tuple(case.dossier.assumptions)))
    found.append(say(f"What would you propose to {us}, and what would have to be otherwise for you to propose "
                     "something else?", trace=(case.dossier.proposer,)))  # fmt: skip
    return tuple((s,) for s in found)
