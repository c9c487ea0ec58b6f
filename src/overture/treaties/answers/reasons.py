"""Why: the tree of premises under an answer, down to the article, the event and who says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from overture.logic import ACTS, NO, YES, Formula, Tri, show
from overture.logic.syntax import And, Count, Deed, Iff, Implies, InForce, Name, Not, Or, OrganDecides, Standing, Who
from overture.treaties.semantics.admissibility import Verdict
from overture.treaties.semantics.conditions import deed_done
from overture.treaties.semantics.leaving import exits
from overture.treaties.semantics.scope import Scope
from overture.treaties.semantics.state import Record, State

DEEPEST = 6


@dataclass(frozen=True)
class Reason:
    """One premise: what it says, its value, the article or event behind it, and its own premises."""

    says: str
    value: str  # true | false | unknown
    art: str = ""
    event: str = ""
    parts: tuple[Reason, ...] = ()

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The tree as indented lines."""
        mark = {"true": "yes", "false": "no", "unknown": "not known"}[self.value]
        behind = "; ".join(p for p in (self.art, self.event) if p)
        yield f"{'  ' * depth}{self.says}: {mark}" + (f" [{behind}]" if behind else "")
        for part in self.parts:
            yield from part.lines(depth + 1)

    def as_json(self) -> dict[str, object]:
        """The tree for programs."""
        told: dict[str, object] = {"says": self.says, "value": self.value}
        if self.art:
            told["art"] = self.art
        if self.event:
            told["event"] = self.event
        if self.parts:
            told["parts"] = [p.as_json() for p in self.parts]
        return told


def _word(value: Tri) -> str:
    return value.word if value.plain else "unknown"


def event_of(record: Record) -> str:
    """The act on record behind an answer, with its day, mark and source."""
    if record.entry is None:
        return f"{record.act}, bound to a formula"
    event = record.entry.event
    marks = f" ({event.sure})" if event.sure else ""
    also = "".join(f"; {d} according to {who}" for d, who in sorted(event.also.items()))
    source = f", {', '.join(map(str, event.from_))}" if event.from_ else ""
    supposed = ", supposed" if record.entry.supposed else ""
    return f"{record.on} {record.act} in the log of {record.entry.treaty}{marks}{also}{source}{supposed}"


def of_verdict(state: State, verdict: Verdict) -> Reason:
    """Why an act is admissible or refused."""
    attempt = verdict.attempt
    who = ", ".join(attempt.by) or (verdict.power.by if verdict.power else "")
    says = f"{attempt.act}{f' by {who}' if who else ''}{f' of {attempt.to}' if attempt.to else ''} ({attempt.treaty})"
    if verdict.because:
        says += f": {verdict.because}"
    parts = []
    for need in verdict.needs:
        if need.condition is not None and verdict.scope is not None:
            parts.append(of_condition(state, need.condition, verdict.scope))
        else:
            parts.append(Reason(need.says, _word(need.value)))
    return Reason(says, _word(verdict.value), _article(verdict.home, verdict.art), "", tuple(parts))


def _article(treaty: str, art: str) -> str:
    return f"{treaty} {art}" if art else ""


def of_condition(state: State, condition: Formula, scope: Scope, depth: int = 0) -> Reason:
    """Why a condition is met or not."""
    value = _word(state.holds(condition, scope))
    says = show(condition)
    match condition:
        case And(parts) | Or(parts) | Count(_, _, parts):
            return Reason(says, value, parts=tuple(of_condition(state, p, scope, depth) for p in parts))
        case Not(part):
            return Reason(says, value, parts=(of_condition(state, part, scope, depth),))
        case Implies(a, b) | Iff(a, b):
            return Reason(says, value, parts=tuple(of_condition(state, p, scope, depth) for p in (a, b)))
        case InForce(treaty):
            return of_entry(state, treaty or scope.treaty, depth + 1)
        case Standing(who, word, treaty) if who.quantity == "one":
            name = scope.x if who.group == "x" else who.group
            return of_standing(state, word, treaty or scope.treaty, name, depth + 1)
        case Deed():
            return _of_deed(state, condition, scope, value)
        case OrganDecides(organ, how, _):
            return Reason(f"{organ or scope.organ} decides ({how})", value)
        case Name(name):
            file = next((t for t in state.system.treaties.values() if name in t.judgements), None)
            text = file.judgements[name].says if file else name
            return Reason(f"{text} (a judgement)", value)
        case _:
            return Reason(says, value)


def _of_deed(state: State, deed: Deed, scope: Scope, value: str) -> Reason:
    treaty = deed.treaty or deed.who.of or scope.treaty
    to = scope.x if deed.to == "x" or (not deed.to and deed.act == "consent") else deed.to
    who = deed.who
    says = show(deed).replace(" x", f" {scope.x}") if scope.x else show(deed)
    if who.quantity == "one":
        name = scope.x if who.group == "x" else who.group
        record = state.records.get((deed.act, treaty, name, to))
        return Reason(says, value, event=event_of(record) if record else _silence(state, deed.act, treaty, name, to))
    lacking = [
        (s, deed_done(state, Deed(Who("one", s), deed.act, deed.to, treaty), scope))
        for s, v in state.in_group(who, scope)
        if v.no is not True and not (who.quantity == "every other" and s == scope.x)
    ]  # fmt: skip
    not_done = tuple(s for s, v in lacking if v is NO)
    unknown = tuple(s for s, v in lacking if v.word == "unknown")
    done = sum(v is YES for _, v in lacking)
    parts = []
    if not_done:
        parts.append(
            Reason(f"not by {', '.join(not_done)}", "true", event=_silence(state, deed.act, treaty, not_done[0], to))
        )
    if unknown:
        parts.append(Reason(f"of {', '.join(unknown)} the log does not know", "true"))
    return Reason(f"{says} ({done} of {len(lacking)})", value, parts=tuple(parts))


def _silence(state: State, act: str, treaty: str, by: str, to: str) -> str:
    states = tuple(s for s in (by, to) if s)
    if state.system.complete(act, treaty, states, state.day):
        return f"not in the log of {state.system.home(treaty)}, which is complete for it"
    return f"not in the log of {state.system.home(treaty)}, which is not complete for it"


def of_entry(state: State, treaty: str, depth: int = 0) -> Reason:
    """Why a treaty or instrument is in force or not."""
    value = state.in_force(treaty)
    since = state.begun.get(treaty)
    home = state.system.home(treaty)
    says = f"{treaty} is in force" + (f" since {since}" if since and value.yes is True else "")
    if treaty in state.system.in_force_supposed:
        return Reason(says, _word(value), event="supposed")
    parts: list[Reason] = []
    art = ""
    if depth < DEEPEST and treaty in state.system.treaties:
        over = state.over(treaty)
        for provision, clause in state.system.clauses(treaty, state.day):
            if clause.in_force is not None and since is None:
                parts.append(of_condition(state, clause.in_force, Scope(treaty), depth + 1))
            if clause.in_force is not None:
                art = _article(home, provision.art)
            if clause.ends is not None and over.no is not True:
                parts.append(Reason("it has ended", _word(over), _article(home, provision.art), parts=(
                    of_condition(state, clause.ends, Scope(treaty), depth + 1),)))  # fmt: skip
        if not parts and state.system.treaties[treaty].kind == "draft" and value.no is True:
            return Reason(says, "false", event="a draft binds nobody")
    elif depth < DEEPEST and treaty in state.system.instruments:
        condition = state.system.instruments[treaty][1].in_force
        if condition is not None and since is None:
            parts.append(of_condition(state, condition, Scope(treaty), depth + 1))
    return Reason(says, _word(value), art, parts=tuple(parts))


def of_standing(state: State, word: str, treaty: str, name: str, depth: int = 0) -> Reason:
    """Why somebody is, or is not, what a word says to a treaty."""
    value = _word(state.standing(word, treaty, name))
    article = "" if word in ("invited", "named") or state.system.members(treaty, word) is not None else "a "
    says = f"{name} is {article}{word} ({treaty})"
    parts: list[Reason] = []
    if word in ("party", "member", "contracting state", "bound") and depth < DEEPEST:
        for act in ("deposit", "accede", "admit"):
            for done, about, by, to in state.records:
                if done == act and about == treaty and name in (by, to):
                    parts.append(of_act(state, act, treaty, name))
        left = state.left(treaty, name)
        if left.no is not True and state.consented(treaty, name).no is not True:
            leaving = [
                r for act in ("denounce", "withdraw by agreement", "expel") for r in exits(state, act, treaty, name)
            ]
            told = event_of(leaving[0]) if leaving else "an exit may have taken effect that the log does not know"
            parts.append(Reason(f"{name} has left", _word(left), event=told))
        if word in ("party", "member"):
            parts.append(of_entry(state, treaty, depth + 1))
        if not any(p.says.startswith(f"{name} ") for p in parts):
            parts += [of_act(state, act, treaty, name) for act in _ways_in(state, treaty)]
    elif word == "invited":
        invitation = state.records.get(("invite", treaty, "", name))
        event = event_of(invitation) if invitation else _silence(state, "invite", treaty, "", name)
        art = _of_provision(invitation) if invitation else ""
        return Reason(says, value, art, event)
    return Reason(says, value, parts=tuple(parts))


def _ways_in(state: State, treaty: str) -> list[str]:
    """The acts by which somebody becomes a party to a treaty."""
    if treaty not in state.system.treaties:
        return []
    return [act for act in ("deposit", "accede", "admit") if state.system.powers(treaty, act, state.day)]


def of_act(state: State, act: str, treaty: str, name: str) -> Reason:
    """Whether somebody has done an act, or was admitted, by the record."""
    powers = state.system.powers(treaty, act, state.day) if treaty in state.system.treaties else ()
    art = _article(powers[0][0], powers[0][1].art) if powers else ""
    by, to = (powers[0][2].by, name) if act == "admit" and powers else (name, "")
    record = state.records.get((act, treaty, by, to))
    says = f"{name} {'was admitted' if to else f'has {ACTS[act][0]}'} ({treaty})"
    event = event_of(record) if record else _silence(state, act, treaty, by, to)
    return Reason(says, _word(state.done(act, treaty, by, to)), art, event)


def _of_provision(record: Record) -> str:
    return _article(record.treaty, record.provision.art) if record.provision else ""
