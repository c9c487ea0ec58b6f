"""Red hat: the case as each of the others sees it, from its own ranking: best case, best reply, next move."""

from __future__ import annotations

from overture.advice.results import HeldMove
from overture.diagrams import mark
from overture.dossier.entries import Argument
from overture.papers.content import Block, Bullets, Piece, Sentence, Sign, Subheading
from overture.papers.english import capital, counted, ended, listed, number, ordinal
from overture.papers.naming import argument, cited_short, entry_label, statement_label
from overture.papers.options import actor, actor_label, is_plural, setting_phrase
from overture.papers.sentences.arguments.argumentation import settled
from overture.papers.sentences.arguments.objections import against_ours, contained, states, statuses
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.decision.courses import done
from overture.papers.sentences.decision.motives import gained, why_not_otherwise
from overture.papers.sentences.others.rankings import Ending, endings, ranks
from overture.papers.truth import holds
from overture.papers.walk import words

MOST_ARGUMENTS = 5


class _They:
    """The pronouns and the verbs of an actor."""

    def __init__(self, case: Case, who: str) -> None:
        many = is_plural(case.dossier, who)
        self.it, self.its, self.them, self.s = ("they", "their", "them", "") if many else ("it", "its", "it", "s")
        self.has, self.does = ("have", "do") if many else ("has", "does")


def others(case: Case) -> tuple[str, ...]:
    """The decision makers besides the proposer whose preferences are in the file."""
    us, wants = case.dossier.proposer, case.dossier.preferences
    return tuple(a for a in case.dossier.decision_makers if a != us and wants.get(a))


def finding(case: Case) -> Sentence:
    """For whom what is advised is the best that it can have, and for whom not."""
    found = endings(case)
    here = _here(found)
    worse = [who for who in others(case) if here is None or ranks(case, who, found)[here] != 1]
    trace = (case.chosen, *others(case))
    called = case.called(case.chosen)
    if here is None or len(found) < 2:
        return say("The courses of the file come to one outcome for all.", trace=trace)
    if not worse:
        return say(f"No other side would rather have another outcome than the one after {called}.", trace=trace)
    names = listed([actor(case.dossier, w) for w in worse])
    verb = "have" if len(worse) > 1 or is_plural(case.dossier, worse[0]) else "has"
    return say(f"{capital(names)} {verb} a better outcome in view than the one after {called}.", trace=trace)


def told(case: Case, world: int) -> object:
    """All that this section tells of one world."""
    here = case.each[world]
    return finding(here).plain, words(sides(here))


def sides(case: Case) -> tuple[Block, ...]:
    """One head and one list for each of the others."""
    blocks: list[Block] = []
    found = endings(case)
    for who in others(case):
        lines = (
            _best_case(case, who, found), _what_it_misses(case, who), _best_reply(case, who), *_next_moves(case, who),
            *_arguments_left(case, who),
        )  # fmt: skip
        kept = tuple((line,) for line in lines if line is not None)
        if kept:
            blocks += [Subheading(actor_label(case.dossier, who)), Bullets(kept)]
    return tuple(blocks)


def _here(found: tuple[Ending, ...]) -> int | None:
    return next((i for i, e in enumerate(found) if e.settles), None)


def _best_case(case: Case, who: str, found: tuple[Ending, ...]) -> Sentence | None:
    """The outcome that it ranks first among those to which courses come, and where it puts what is advised."""
    here = _here(found)
    if len(found) < 2 or here is None:
        return None
    order = ranks(case, who, found)
    levels = len(set(order))
    they = _They(case, who)
    if levels == 1:
        return say(f"All outcomes in view are alike to {they.them}.", trace=(who, *case.shown))
    best = [e for e, rank in zip(found, order, strict=True) if rank == 1]
    names = tuple(n for e in best for n in e.proposals if n != "today")
    after = case.called_all(names, "or", 3) if names else "the status quo"
    trace = (who, *names, case.chosen, *(s.id for s in case.dossier.preferences[who][:1]))
    if order[here] == 1:
        return say(f"Best case: what is advised. The outcome after {after} comes first for {they.them}.", trace=trace)
    place = ordinal(order[here])
    place = "last" if order[here] == levels else place
    return say(
        f"Best case: the outcome after {after}. The one after {case.called(case.chosen)} comes {place} "
        f"of {number(levels)} for {they.them}.", trace=trace,
    )  # fmt: skip


def _what_it_misses(case: Case, who: str) -> Sentence | None:
    """Its statements that fail where what is advised settles: its grievance."""
    found = settled(case, case.chosen)
    words = found.statements.get(who, {}) if found else {}
    statements = case.dossier.preferences[who]
    failed = [s for s in statements if words.get(s.id) == "failed" and (s.short or s.text)]
    if not failed or case.dossier.ranks_outcomes(who):
        return None
    cited = tuple(dict.fromkeys(c for s in failed for c in cited_short(case.dossier, s.from_)))
    shown = [f"“{statement_label(case.dossier, s.id)}”" for s in failed[:4]]
    they = _They(case, who)
    text = f"{capital(they.it)} {they.does} not get: {listed(shown)}."
    return say(text, trace=(who, *(s.id for s in failed[:4])), sources=cited)


def _best_reply(case: Case, who: str) -> Sentence | None:
    """Which named reply to what is advised serves it best, and which worst."""
    row = case.first.matrix.get(case.chosen, {})
    places = {r: cell.places[who] for r, cell in row.items() if cell.possible and who in cell.places}
    if len(places) < 2:
        return None
    lowest = max(places.values())
    trace = (who, case.chosen, *places)
    best = [r for r, place in places.items() if place == 1]
    if lowest == 1:
        return None  # all outcomes are alike to it, as its best case says
    worst = [r for r, place in places.items() if place == lowest]
    goal = _goal_there(case, best[0])
    it = _They(case, who).them
    text = f"The reply that serves {it} best: {_replies(case, best)}{goal}."
    return say(f"{text} The worst for {it}: {_replies(case, worst)}.", trace=trace)


def _replies(case: Case, replies: list[str]) -> str:
    return listed([f"“{entry_label(case.dossier, r)}”" for r in replies], "or")


def _goal_there(case: Case, reply: str) -> str:
    """What becomes of our goal under a reply."""
    cell = case.first.matrix[case.chosen][reply]
    goals = [s.id for s in case.dossier.preferences.get(case.dossier.proposer, ()) if s.goal]
    if len(goals) != 1:
        return ""
    word = "kept" if goals[0] in cell.held else "lost" if goals[0] in cell.failed else "open"
    return f"; our goal is then {word}"


def _next_moves(case: Case, who: str) -> tuple[Sentence, ...]:
    """What it does after what is advised, for what and why not otherwise; or what it holds back."""
    outcome = case.outcome(case.chosen)
    if outcome is None:
        return ()
    found: list[Sentence] = []
    they = _They(case, who)
    for settlement in outcome.settlements[:1]:
        for step in (s for s in settlement.course if s.actor == who):
            wish = gained(case, step)
            text = f"{capital(they.its)} next move: {done(case, step.sets)}" + (f", for “{wish}”" if wish else "")
            reasons = why_not_otherwise(case, step)
            text += f". Not otherwise, since {'; '.join(reasons)}" if reasons else ""
            options = tuple(o.rpartition(".")[2] for o in step.sets)
            trace = (who, case.chosen, *options, *((step.gains,) if step.gains else ()))
            found.append(say(ended(text), trace=(*trace, *(o.loses for o in step.passed_over))))
        if not found:
            text = f"{capital(they.it)} {they.has} no move after what is advised that is worth making."
            found.append(say(text, trace=(who, case.chosen)))
        found += [_held(case, move) for move in settlement.held_back or () if move.actor == who]
    return tuple(found)


def _held(case: Case, move: HeldMove) -> Sentence:
    answer = "; ".join(setting_phrase(case.dossier, s.sets) for s in move.course)
    options = tuple(o.rpartition(".")[2] for o in move.sets)
    trace = (move.actor, case.chosen, *options, *((move.gains,) if move.gains else ()))
    they = _They(case, move.actor)
    text = f"{capital(they.it)} hold{they.s} back: {done(case, move.sets)}; the answer would be: {answer}."
    return say(text, trace=trace)


def _arguments_left(case: Case, who: str) -> tuple[Sentence, ...]:
    """The arguments of its side that still stand where what is advised settles, or whose ground remains."""
    found = settled(case, case.chosen)
    if found is None:
        return ()
    lines = []
    here = states(case, case.chosen)
    for a in case.dossier.arguments.values():
        if not _uses(case, who, a):
            continue
        words = statuses(case, case.chosen, a.id)
        limited = [s for s in here if s.arguments.get(a.id) == "limited"]
        ground = bool(limited) and a.ground is not None and all(holds(case.dossier, s, a.ground) for s in limited)
        if not ground and not {"stands", "disputed"} & set(words):
            continue
        signs = [piece for word in words for piece in (Piece(" or "), Sign(mark("argument", word), word))][1:]
        remains = "; its ground remains" if ground else ""
        aside = against_ours(case, a) and not contained(case, case.chosen, a)
        remains += f", but against what {case.called(case.chosen)} does not contain" if aside else ""
        lines.append(say(f"Argument left to {_They(case, who).its} side: {capital(argument(case.dossier, a.id))}: ",
                         *signs, f"{remains}.",
                         trace=(a.id, who, case.chosen), sources=cited_short(case.dossier, a.from_)))  # fmt: skip
    if lines:
        return tuple(lines[:MOST_ARGUMENTS])
    used = tuple(a.id for a in case.dossier.arguments.values() if _uses(case, who, a))
    if not used:
        return ()
    its = _They(case, who).its
    none = "neither" if len(used) == 2 else "none"
    text = f"Of the {counted(len(used), 'argument')} that {its} side uses, {none} stands there."
    if len(used) == 1:
        text = f"The one argument that {its} side uses does not stand there."
    return (say(text, trace=(who, *used)),)


def _uses(case: Case, who: str, a: Argument) -> bool:
    """Whether an argument is used by an actor, a member of it, or somebody who belongs to either."""
    side = {who, *case.dossier.members(who)}
    for use in a.used:
        for user in use.by:
            seen: set[str] = set()
            at = user
            while at and at not in seen:
                seen.add(at)
                if at in side or set(case.dossier.members(at)) & side - {at}:
                    return True
                entry = case.dossier.actors.get(at)
                at = (entry.of or "") if entry else ""
    return False
