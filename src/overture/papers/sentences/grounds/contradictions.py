"""Why a claim is contradicted: what the analysis finds where the claim says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from overture.dossier import DO_NOTHING
from overture.dossier.entries import Claim, plain_value
from overture.logic import Formula
from overture.logic.syntax import And, Is, Not, Or, Step
from overture.papers.content import Sentence
from overture.papers.english import capital, ended, listed
from overture.papers.naming import argument, entry_label, formula_text, statement_label
from overture.papers.options import actor, readable, value_label
from overture.papers.sentences.arguments.argumentation import thing
from overture.papers.sentences.arguments.objections import becomes, states, statuses
from overture.papers.sentences.case import Case, say
from overture.papers.truth import State, holds

MOST = 3  # courses, or parts of what is said, that are told in one sentence
AGAINST = ("against", "conditional", "worried")


def why(case: Case, key: str, claim: Claim) -> Sentence:
    """The reason why a claim does not hold, in one sentence."""
    words, trace = _reason(case, claim)
    return say(ended(capital(words)), trace=(key, *trace))


def reasons(case: Case) -> tuple[Sentence, ...]:
    """Why each claim of the file that is contradicted does not hold; each by its name where there are several."""
    keys = [k for k, r in case.advice.claims.items() if r.verdict == "contradicted" and k in case.dossier.claims]
    found = []
    for key in keys:
        claim = case.dossier.claims[key]
        words, trace = _reason(case, claim)
        about = f"“{claim.short or claim.text or readable(key)}”: " if len(keys) > 1 else ""
        found.append(say(about + (ended(words) if not about else words + "."), trace=(key, *trace)))
    return tuple(found)


def _reason(case: Case, claim: Claim) -> tuple[str, tuple[str, ...]]:
    kind = claim.test
    if kind == "holds":
        return _holds(case, claim)
    if kind in ("kept", "lost", "open"):
        return _goal(case, claim, kind)
    if kind == "recommended":
        return _recommended(case)
    if kind == "better":
        return _better(case, claim)
    if kind == "variant":
        return _variant(case, claim)
    if kind == "break_even":
        return _break_even(case, claim)
    if kind == "blocking":
        return _blocking(case, claim)
    return _audience(case, claim)


def _after(claim: Claim) -> tuple[str, ...]:
    return claim.after or (DO_NOTHING,)


# what holds where


def _holds(case: Case, claim: Claim) -> tuple[str, tuple[str, ...]]:
    assert claim.holds is not None
    if claim.likelihood is not None:
        return _how_often(case, claim)
    told: dict[str, list[str]] = {}
    for name, state in _looked_at(case, claim):
        if claim.if_ is not None and case.true_in(state, claim.if_) is False:
            continue
        if case.true_in(state, claim.holds) is False:
            told.setdefault(formula_text(case.dossier, _failing(case, state, claim.holds)), []).append(name)
    trace = _after(claim)
    if not told:  # nothing that the papers have shows it: not every state is handed over
        wider = "in every way that it can go on" if claim.they else "under every reply"
        every = f" {wider}" if claim.they or claim.at == "every reply" else ""
        return f"{_where(case, claim, _after(claim), False)} it does not hold{every}", trace
    names = tuple(dict.fromkeys(n for some in told.values() for n in some))
    return f"{_where(case, claim, names)} {listed(list(told)[:MOST], 'or')}", trace


def _looked_at(case: Case, claim: Claim) -> Iterator[tuple[str, State]]:
    """The states at which a `holds` is tested, as far as the advice has them."""
    for name in _after(claim):
        if claim.they is not None:
            cell = case.first.matrix.get(name, {}).get(claim.they)
            if cell is None:
                continue
            outcome, base = case.outcome(name), case.advice.worlds[0] if case.advice.worlds else {}
            package = outcome.package if outcome else {}
            yield from ((name, State({**case.advice.start, **package, **s}, base)) for s in cell.states)
        elif claim.at in ("start", "every reply"):
            yield name, case.state(name)
        else:
            yield from ((name, s) for w in case.worlds for s in states(case, name, w))


def _where(case: Case, claim: Claim, names: tuple[str, ...], seen: bool = True) -> str:
    """The courses, and the states after them, of which a reason tells."""
    after = f"after {case.called_all(names, 'and', MOST)}"
    if claim.they is not None and claim.they in case.dossier.replies:
        return f"under the reply “{entry_label(case.dossier, claim.they)}”, {after},"
    if claim.at == "start" or (claim.at == "every reply" and seen):
        return f"{after}, before anybody answers,"
    return f"{after},"


def _failing(case: Case, state: State, formula: Formula) -> Formula:
    """What is so in a state and makes a formula false there: the parts that fail, each denied."""
    parts = formula.parts if isinstance(formula, And) else (formula,)
    failing = [p for p in parts if holds(case.dossier, state, p) is False]
    denied: list[Formula] = []
    for part in failing[:MOST]:
        inner = part.parts if isinstance(part, Or) else (part,)
        denied += [_so(case, state, p) for p in inner]
    denied = list(dict.fromkeys(denied))
    return denied[0] if len(denied) == 1 else And(tuple(denied))


def _so(case: Case, state: State, part: Formula) -> Formula:
    """What is so where a part is not: the value that an option has there, or the part denied."""
    if isinstance(part, Is | Step) and (option := case.dossier.option(part.option)) is not None:
        return Is(part.option, (state.setting.get(option.qualified, option.today),))
    return part.part if isinstance(part, Not) else Not(part)


def _how_often(case: Case, claim: Claim) -> tuple[str, tuple[str, ...]]:
    assert claim.holds is not None
    found = {case.true_in(s, claim.holds) for _, s in _looked_at(case, claim)} - {None}
    where = _where(case, claim, _after(claim))
    if found == {True}:
        return f"{where} events always settle so", _after(claim)
    if found == {False}:
        return f"{where} events never settle so", _after(claim)
    return f"{where} events do not settle so as often as this", _after(claim)


# goals


def _goal(case: Case, claim: Claim, kind: str) -> tuple[str, tuple[str, ...]]:
    goal = getattr(claim, kind)
    label = statement_label(case.dossier, goal)
    trace = (*_after(claim), goal)
    found: dict[tuple[tuple[str, tuple[int, ...]], ...], list[str]] = {}
    for name in _after(claim):
        verdicts = case.by_value(lambda w, n=name: _verdict(case, n, w, goal))  # type: ignore[misc]
        if set(verdicts) - {"", kind}:
            found.setdefault(tuple((v, where) for v, where in verdicts.items() if v), []).append(name)
    if not found:
        lost = f"is {kind} there, and not in the way that is named" if claim.way else f"is not {kind} there"
        return f"“{label}” {lost}", trace
    told = []
    for by_case, names in found.items():
        after = f"after {case.called_all(tuple(names), 'and', MOST)}"
        if len(by_case) == 1:
            told.append(f"“{label}” is {by_case[0][0]} {after}")
        else:
            told.append(f"{after} “{label}” is {'; '.join(f'{v} {case.when(where)}' for v, where in by_case)}")
            trace = (*trace, *case.open_trace())
    return "; ".join(told), trace


def _verdict(case: Case, name: str, world: int, key: str) -> str:
    """What becomes of a statement of ours after a course, whether it is a goal or not."""
    outcome = case.outcome(name, world)
    words = [
        h.statements.get(case.dossier.proposer, {}).get(key) for s in (outcome.settlements if outcome else ())
        for h in s.here
    ]  # fmt: skip
    if not words or None in words:
        return ""
    failed = [w == "failed" for w in words]
    return "lost" if all(failed) else "open" if any(failed) else "kept"


# courses compared


def _recommended(case: Case) -> tuple[str, tuple[str, ...]]:
    by_world = case.by_value(lambda w: case.advice.by_world[w].recommended)
    told = [
        case.called_all(names, "and", MOST) + (f" {case.when(where)}" if len(by_world) > 1 else "")
        for names, where in by_world.items()
    ]
    trace = tuple(n for names in by_world for n in names)
    return f"what is advised is {'; '.join(told)}", (*trace, *(case.open_trace() if len(by_world) > 1 else ()))


def _better(case: Case, claim: Claim) -> tuple[str, tuple[str, ...]]:
    p, q = claim.better or "", claim.than or ""
    trace = (p, q, *((claim.they,) if claim.they else ()))
    under = f"under “{entry_label(case.dossier, claim.they)}”" if claim.they else "reply by reply"
    strongest = [
        {(c.better, c.than): c.how for c in w.comparisons if c.they == claim.they} for w in case.advice.by_world
    ]
    forth, back = ({found.get(pair) for found in strongest} for pair in ((p, q), (q, p)))
    if len(forth) == 1 and (how := forth.pop()) and how != claim.how:
        return f"{under} {case.called(p)} is better only {_how(how)}", trace
    if len(back) == 1 and (how := back.pop()):
        return f"{under} it is {case.called(q)} that is better than {case.called(p)}, {_how(how)}", trace
    return f"{under} {case.called(p)} is not better than {case.called(q)} {_how(claim.how)}", trace


def _how(how: str) -> str:
    """A strength of comparison inside a sentence."""
    return {
        "lexicographically": "by the first of our aims in which they differ",
        "in this order": "in this order of importance",
    }.get(how, how)


def _variant(case: Case, claim: Claim) -> tuple[str, tuple[str, ...]]:
    settings = [claim.variant or {}, claim.worse_than or {}]
    worse, better = (
        listed([f"“{value_label(case.dossier, o, _plain(case, o, v))}”" for o, v in s.items()]) for s in settings
    )
    options = tuple(o for s in settings for o in s)
    return f"not every course with {worse} is worse than the same with {better} {_how(claim.how)}", options


def _plain(case: Case, name: str, value: object) -> str:
    option = case.dossier.option(name)
    return plain_value(option, value) if option is not None else str(value)


def _break_even(case: Case, claim: Claim) -> tuple[str, tuple[str, ...]]:
    p, q = (claim.break_even or ("", ""))[:2]
    under = f"under “{entry_label(case.dossier, claim.they)}” " if claim.they else ""
    by_case = case.by_value(
        lambda w: tuple(
            b for b in case.advice.by_world[w].break_even if (b.of, b.over, b.they) == (p, q, claim.they)
        )
    )  # fmt: skip
    found = next(iter(by_case))
    if not found or len(by_case) > 1:  # what is not so in any case, where the cases differ in what is
        return f"{under}what is gained and lost by {case.called(p)} against {case.called(q)} is not this", (p, q)
    told = [f"{_statements(case, b.gain)} is gained and {_statements(case, b.loss)} lost" for b in found[:MOST]]
    keys = tuple(k for b in found for k in (*b.gain, *b.loss))
    return f"{under}by {case.called(p)} against {case.called(q)} {listed(told, 'or')}", (p, q, *keys)


def _statements(case: Case, keys: tuple[str, ...]) -> str:
    return listed([f"“{statement_label(case.dossier, k)}”" for k in keys]) or "nothing"


# consents and audiences


def _blocking(case: Case, claim: Claim) -> tuple[str, tuple[str, ...]]:
    alone: tuple[str, ...] = ()
    about = claim.decision or ""
    if claim.entry is not None:
        candidate, about = claim.entry
        report = case.advice.treaties.get(about)
        alone = report.entry[candidate].blocking if report and candidate in report.entry else ()
    else:
        for report in case.advice.treaties.values():
            if about in report.decisions:
                alone = report.decisions[about].blocking
    if not alone:
        return "by the rule of the treaty nobody alone can stop it", (about,)
    who = listed([actor(case.dossier, a) for a in alone])
    if len(alone) == 1:
        return f"by the rule of the treaty {who} alone can stop it, and nobody else", (about, *alone)
    return f"by the rule of the treaty each of {who} alone can stop it, and nobody else", (about, *alone)


def _audience(case: Case, claim: Claim) -> tuple[str, tuple[str, ...]]:
    who, to = claim.audience or "", claim.to or ""
    trace = (who, to, *_after(claim))
    name = actor(case.dossier, who)
    if not any(r.of == who and r.to == to and r.sign in AGAINST for r in case.dossier.reports):
        return f"no reaction of {name} against “{thing(case, to)}” is reported, so that none counts as answered", trace
    said = [
        a for a in case.dossier.arguments.values() if a.opposes == to and any(who in use.by for use in a.used)
    ]
    told: dict[str, list[str]] = {}
    for a in said:
        words = tuple(
            dict.fromkeys(x for n in _after(claim) for w in case.worlds for x in statuses(case, n, a.id, w))
        )
        if claim.is_ == "not answered" or "stands" in words:
            told.setdefault(becomes(words), []).append(a.id)
    words_ = listed([
        f"{listed([f'“{argument(case.dossier, k)}”' for k in keys])} {verb}" for verb, keys in told.items()
    ])  # fmt: skip
    after = case.called_all(_after(claim), "and", MOST)
    trace = (*trace, *(key for keys in told.values() for key in keys))
    return f"after {after}, {words_ or 'its objections are answered'}", trace
