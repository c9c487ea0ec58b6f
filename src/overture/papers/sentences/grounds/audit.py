"""Page two: every claim with its verdict, what it rests on, and the edit that overturns it."""

from __future__ import annotations

import re

from overture.advice.results import ClaimResult
from overture.diagrams.marks import mark
from overture.dossier.entries import Claim
from overture.papers.content import Cell, Column, Paragraph, Row, Sentence, Sign, Strip, Table, Tally, code
from overture.papers.english import capital, counted, ended, listed, number
from overture.papers.naming import cited_short, formula_text
from overture.papers.options import actor
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.edits import command, concept, short_supposition, supposition, target, targets
from overture.papers.sentences.grounds.contradictions import why

_SMALL_WORDS = ("of", "on", "and", "to", "the", "for", "in", "from", "with", "at", "by")
WORST_FIRST = ("contradicted", "rests on", "cannot be assessed", "follows")


def _claims(case: Case) -> list[tuple[int, str, Claim, ClaimResult]]:
    found = []
    for i, (key, claim) in enumerate(case.dossier.claims.items(), 1):
        result = case.advice.claims.get(key)
        if result is not None:
            found.append((i, key, claim, result))
    return found


def claim_text(case: Case, key: str, claim: Claim) -> str:
    """What a claim says: its own words, or its test in words."""
    if claim.text or claim.short:
        return claim.short or claim.text
    if claim.holds is not None:
        return capital(formula_text(case.dossier, claim.holds))
    return key.replace("_", " ").capitalize()


def asserted_text(case: Case, key: str, claim: Claim) -> str:
    """What a claim says, with how likely it calls that where its own words do not."""
    text = claim_text(case, key, claim)
    if claim.likelihood is None or re.search(r"\b(un)?likely\b|\beven\b|\bchance\b|\bcertain\b", text):
        return text
    return f"{text.rstrip('.')} (likelihood: {claim.likelihood})"


def finding(case: Case) -> Sentence:
    """The first sentence of the audit."""
    counts = {v: [k for _, k, _, r in _claims(case) if r.verdict == v] for v in WORST_FIRST}
    n = {v: len(keys) for v, keys in counts.items()}
    parts = []
    if n["contradicted"]:
        parts.append(f"{counted(n['contradicted'], 'claim')} {'is' if n['contradicted'] == 1 else 'are'} contradicted")
    if n["rests on"]:
        parts.append(f"{number(n['rests on'])} {'rests' if n['rests on'] == 1 else 'rest'} on what can be doubted")
    if n["cannot be assessed"]:
        parts.append(f"{number(n['cannot be assessed'])} cannot be assessed")
    rest = n["follows"]
    if not parts:
        parts.append(f"all {counted(rest, 'claim')} follow" if rest != 1 else "the one claim follows")
    elif rest:
        parts.append(f"{number(rest)} {'follows' if rest == 1 else 'follow'}")
    return say(capital("; ".join(parts)) + ".", trace=tuple(k for _, k, _, _ in _claims(case)))


def tally(case: Case) -> Tally:
    rows = []
    for verdict in WORST_FIRST:
        keys = tuple(k for _, k, _, r in _claims(case) if r.verdict == verdict)
        if keys:
            word = {"rests on": "rest on something" if len(keys) > 1 else "rests on something",
                    "follows": "follow" if len(keys) > 1 else "follows"}.get(verdict, verdict)  # fmt: skip
            rows.append((len(keys), say(Sign(mark("claim", verdict), word), trace=keys)))
    return Tally(tuple(rows))


def strip(case: Case) -> Strip:
    return Strip(
        "The claims in the order of the text",
        tuple(
            (str(i), say(Sign(mark("claim", r.verdict), f"claim {i}: {r.verdict}", hidden=True), trace=(k,)))
            for i, k, _, r in _claims(case)
        ),
    )


def table(case: Case) -> Table:
    """The claims, the worst first."""
    rows: list[Row] = []
    for verdict in WORST_FIRST:
        for number_, key, claim, result in _claims(case):
            if result.verdict != verdict:
                continue
            fresh = bool(rows) and rows[-1].cells[0][0].plain != mark("claim", verdict).title
            cells = (
                _verdict(key, result),
                _number(key, number_),
                _text(case, key, claim),
                _source(case, key, claim),
                _rests(case, key, claim, result),
            )
            rows.append(Row(cells, new_group=fresh))
    columns = (
        Column("Verdict", 16, "v"), Column("No.", 3, "num"), Column("Claim", 42, "c"),
        Column("Source", 8, "src"),
        Column("What it rests on; the edit", None, "o"),
    )  # fmt: skip
    return Table("Every claim with its verdict, the worst first", columns, tuple(rows), "claims", False, True)


def _verdict(key: str, result: ClaimResult) -> Cell:
    return (say(Sign(mark("claim", result.verdict)), trace=(key,)),)


def _number(key: str, number_: int) -> Cell:
    return (say(str(number_), trace=(key,)),)


def _text(case: Case, key: str, claim: Claim) -> Cell:
    return (
        say(
            capital(asserted_text(case, key, claim)),
            trace=(key,),
            sources=cited_short(case.dossier, claim.from_),
        ),
    )


def _source(case: Case, key: str, claim: Claim) -> Cell:
    cited = cited_short(case.dossier, claim.from_)
    words = (
        cited[0] if cited else listed([w if w not in case.dossier.actors else actor(case.dossier, w) for w in claim.by])
    )
    return (say(_clipped(words) + (f", +{len(cited) - 1}" if len(cited) > 1 else ""), trace=(key,), sources=cited),)


def _clipped(words: str) -> str:
    """A long title gives way to its first words.

    >>> _clipped("Opinion of the committee"), _clipped("treaty art. 10")
    ('Opinion', 'treaty art. 10')
    """
    if len(words) <= 14:
        return words
    first = words.split()[:3]
    while len(first) > 1 and (first[-1].lower() in (*_SMALL_WORDS, "art.", "cl.") or len(" ".join(first)) > 21):
        first.pop()
    return " ".join(first).rstrip(",:;")


def _rests(case: Case, key: str, claim: Claim, result: ClaimResult) -> Cell:
    depends = _foresight(case, key, result)
    if result.verdict == "rests on" and result.rests_on:
        first = result.rests_on[0]
        more = len(result.rests_on) - 1
        rest = f"; {number(more)} more" if more else ""
        text = f"{capital(short_supposition(case, first))}{rest}."
        pieces: list[object] = [text]
        if target(first):
            pieces += [" ", code(target(first))]
        return (say(*pieces, trace=(key, *targets(first))), *depends)
    if result.verdict == "cannot be assessed":
        reason = result.reason.replace("`", "")
        return (say(ended(capital(reason) or "No test"), trace=(key,)),)
    if result.verdict == "contradicted":
        return (why(case, key, claim), *depends)
    return (_how_tested(case, key, claim), *depends)


def _foresight(case: Case, key: str, result: ClaimResult) -> tuple[Sentence, ...]:
    if not result.foresight:
        return ()
    told = listed([concept(c) for c in list(result.foresight)[:1]])
    return (say(f"Depends on foresight: otherwise where {told}.", trace=(key,)),)


def _how_tested(case: Case, key: str, claim: Claim) -> Sentence:
    """What was looked at, for a claim that needs no edit to be understood."""
    trace = (key, *(claim.after or ()))
    if claim.variant is not None or claim.better is not None:
        return say(ended(capital(claim.how)), trace=trace)
    if claim.blocking is not None:
        return say("By the rule of the treaty.", trace=trace)
    if claim.likelihood is not None:
        return say("By how often events settle so.", trace=trace)
    where = {"start": "Before anybody answers, ", "every reply": "Under every reply, "}.get(claim.at or "", "")
    if claim.they and claim.they in case.dossier.replies:
        where = "Under that reply, "
    after = claim.after or ("do_nothing",)
    more = f" and {counted(len(after) - 1, 'other')}" if len(after) > 1 else ""
    return say(capital(f"{where}after {case.called(after[0])}{more}."), trace=trace)


def explained(case: Case, key: str) -> tuple[Sentence, ...]:
    """One claim told at length: verdict, then every edit that overturns it as the command line takes it."""
    claim, result = case.dossier.claims.get(key), case.advice.claims.get(key)
    if claim is None or result is None:
        return ()
    found = [say(Sign(mark("claim", result.verdict)), f": {asserted_text(case, key, claim)}.", trace=(key,))]
    for edit in result.rests_on:
        found.append(say(f"It rests on {supposition(case, edit)}. ", code(command(edit)), trace=(key, *targets(edit))))
    if not result.rests_on:
        found.append(_rests(case, key, claim, result)[0])
    found += _foresight(case, key, result)
    return tuple(found)


def lede(case: Case) -> Paragraph:
    return Paragraph((finding(case),), "lede")
