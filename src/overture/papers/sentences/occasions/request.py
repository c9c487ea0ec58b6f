"""The question, the request and the formal ends of a memorandum."""

from __future__ import annotations

from overture.dossier import DO_NOTHING
from overture.dossier.entries import Document
from overture.papers.content import Column, Row, Sentence, Table, strong
from overture.papers.english import capital, ended, listed
from overture.papers.options import actor, actor_label
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.decision.recommendation import course, recommended_sentences
from overture.papers.sentences.grounds.audit import asserted_text
from overture.papers.sentences.grounds.contradictions import reasons


def question(case: Case) -> tuple[Sentence, ...]:
    """The question of the head, where it has one."""
    asked = case.dossier.head.question
    return (say(ended(asked), trace=("question",), basis="wording"),) if asked else ()


def decided(stage: str) -> tuple[Sentence, ...]:
    """That the decision is taken, in the words of the stage; nothing of a paper that nobody has decided on yet."""
    if not is_decided(stage):
        return ()
    ours = stage.startswith("Approved")
    text = f"The decision is taken: {stage[:1].lower()}{stage[1:]}" if ours else stage
    return (say(ended(text), trace=("submit_to",), basis="fact"),)


def is_decided(stage: str) -> bool:
    """Whether this course, or another in its place, was approved."""
    return stage.startswith("Approved") or "was approved" in stage


def issue(case: Case, document: Document | None, stage: str) -> tuple[Sentence, ...]:
    """What is to be decided, and by whom; or that it was decided."""
    found = question(case) + decided(stage)
    who = "" if is_decided(stage) else _decider(case, document)
    if who:
        found += (say(f"The decision is for {who}.", trace=("submit_to",), basis="fact"),)
    return found or (say(ended(case.dossier.head.title), trace=("title",), basis="wording"),)


def proposed(case: Case, name: str, approved: bool) -> tuple[Sentence, ...]:
    """What the paper is for, before the reasons; with its condition where the advice hangs on what is open."""
    if not approved and name in case.first.recommended and not case.one_advice:
        return recommended_sentences(case)
    text = ended(course(case, name))
    return (say(f"What {'was approved' if approved else 'is proposed'}: {text[:1].lower()}{text[1:]}", trace=(name,)),)


def advised(case: Case) -> str:
    """What is advised, in each case where that hangs on what is open."""
    values = case.by_value(lambda w: case.advice.by_world[w].recommended)
    if len(values) == 1:
        return case.called_all(next(iter(values)), "or")
    return "; ".join(f"{case.called_all(names, 'or')} {case.when(where)}" for names, where in values.items())


def not_recommended(case: Case, name: str, approved: bool) -> tuple[Sentence, ...]:
    """That a memorandum is written for another course than the one advised, or for one advised in some cases only."""
    names = tuple(dict.fromkeys(n for w in case.advice.by_world for n in w.recommended))
    called = case.called(name)
    return (
        say(ended(course(case, name)), trace=(name,)),
        say(
            f"{'This was approved' if approved else f'This paper is written for {called}'}; "
            f"advised is {advised(case)}.",
            trace=(name, *names),
        ),
    )


def enclosures(
    case: Case, document: Document | None, found: tuple[Document, ...], wordless: tuple[Document, ...], name: str
) -> tuple[Sentence, ...]:
    """What is enclosed; and what is not, since no words of it are for the course."""
    trace = (document.id if document else "documents", *(d.id for d in found))
    titles = listed([_titled(d) for d in found])
    told = f"Enclosed: {titles}." if found else "Nothing is enclosed."
    first = say(told, trace=trace, basis="fact" if found else "computed")
    return (first, *(say(f"{_titled(d)} is not enclosed: {_why_not(d, name)}.", trace=(d.id, name)) for d in wordless))


def _titled(document: Document) -> str:
    return f"“{document.title or document.id.replace('_', ' ')}”"


def _why_not(document: Document, name: str) -> str:
    if name == DO_NOTHING and document.id == "note":
        return "nothing is proposed, so no note is to be sent"
    return f"no passage of it is for {'doing nothing' if name == DO_NOTHING else 'this course'}"


def founding(case: Case, document: Document | None, stage: str) -> tuple[Sentence, ...]:
    """The request at the end; or that it was decided."""
    if is_decided(stage):
        return decided(stage)
    who = _decider(case, document)
    text = f"It is for {who} to examine this and decide." if who else "It is put forward for examination and decision."
    return (say(text, trace=("submit_to", document.id if document else "")),)


def _decider(case: Case, document: Document | None) -> str:
    """Who decides: whoever the head names, else whoever the memorandum goes to."""
    to = listed([actor(case.dossier, t) for t in document.to]) if document else ""
    return case.dossier.head.submit_to or to


def contradicted(case: Case) -> tuple[Sentence, ...]:
    """The claims of the file that do not hold: whoever decides must not be told them."""
    keys = tuple(k for k, r in case.advice.claims.items() if r.verdict == "contradicted" and k in case.dossier.claims)
    if not keys:
        return ()
    told = listed([f"“{asserted_text(case, k, case.dossier.claims[k])}”" for k in keys])
    return (say(f"What the file asserts and the analysis contradicts: {told}.", trace=keys), *reasons(case))


def boxes(case: Case, name: str) -> Table:
    """Where whoever decides puts a mark: a row for each course that is advised in some case, or for the one asked."""
    advised = tuple(dict.fromkeys(n for w in case.advice.by_world for n in w.recommended))
    columns = (Column("Decision", 40), Column("Approve"), Column("Disapprove"), Column("Discuss"))
    return Table(
        "Decision of the addressee", columns,
        tuple(_box(case, n) for n in (advised if name in advised else (name,))), caption_hidden=True,
    )  # fmt: skip


def _box(case: Case, name: str) -> Row:
    blank = (say("______", trace=(name,), basis="wording"),)
    return Row(((say(capital(case.label(name)), trace=(name,)),), blank, blank, blank))


def told_case(case: Case, name: str) -> tuple[Sentence, ...]:
    """For which course the paper goes on, where the advice hangs on something open."""
    text = f"The rest of this paper is for {case.called(name)}, advised {case.when(case.advised_in(name))}."
    return (say(text, trace=(name, *case.open_trace())),)


def written_for(case: Case, name: str, stage: str) -> str:
    """For which course a paper is written and when that is advised; nothing where it always is, or was approved."""
    where = case.advised_in(name)
    if len(where) == len(case.worlds) or stage.startswith("Approved by "):
        return ""
    if not where:
        return f"{case.label(name)}; advised is {advised(case)}"
    values = case.by_value(lambda w: case.advice.by_world[w].recommended)
    others = {names: rest for names, rest in values.items() if name not in names}
    told = [case.called_all(n, "or") + (f" {case.when(w)}" if len(others) > 1 else "") for n, w in others.items()]
    return f"{case.label(name)}, advised {case.when(where)}; otherwise advised: {'; '.join(told)}"


def enclosed_for(case: Case, name: str, stage: str) -> tuple[Sentence, ...]:
    """The same at the head of an enclosure."""
    told = written_for(case, name, stage)
    return (say(f"Written for: {told}.", trace=(name, *case.open_trace())),) if told else ()


def clearances(case: Case, document: Document | None) -> tuple[Sentence, ...]:
    """Who has seen it: the file says who signs, and nothing of clearances."""
    trace = (document.id if document else "documents",)
    drafter = document.signed if document and document.signed else ""
    who = actor_label(case.dossier, drafter) if drafter else "[to be named]"
    return (
        say(strong("Drafted by:"), f" {who}.", trace=trace),
        say(strong("Cleared by:"), " [none on record].", trace=trace),
    )
