"""Thresholds: what the recommended course gains and loses over its rivals under one and the same reply.

A threshold is told as better only where it is so by the order of the aims in the file;
where what is lost stands higher, the course is worse under that reply, and is advised
for where events end. A reply that is none to the recommended course can only answer
the rival: then the recommended one comes to what is nearest with it in place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from overture.advice.results import BreakEven
from overture.dossier import DO_NOTHING
from overture.papers.content import Sentence, strong
from overture.papers.english import listed, number
from overture.papers.naming import entry_label, statement_label
from overture.papers.sentences.case import Case, say

_LONG = 150  # characters of gains on page one; the section on replies names all


@dataclass(frozen=True)
class Threshold:
    """What is gained and lost over rivals under some replies, and what besides in some of what may follow."""

    over: tuple[str, ...]
    under: tuple[str, ...]
    gain: tuple[str, ...]
    loss: tuple[str, ...]
    more_gain: tuple[str, ...]
    more_loss: tuple[str, ...]
    sure: bool  # whether it gains something, or gains nothing, whatever else the others do
    answers: bool = True  # whether the recommended course itself can meet the replies


def grouped_break_evens(case: Case) -> list[Threshold]:
    """Break-evens of the recommended; rivals and replies are told together only where all else is the same.

    Several under one reply differ by what else the others do: they are told as one, with what differs.
    """
    several: dict[tuple[str, str, bool], list[BreakEven]] = {}
    for b in case.first.break_even:
        if b.of == case.chosen:
            several.setdefault((b.over, b.they, bool(b.gain)), []).append(b)
    of_rival: dict[Threshold, list[str]] = {}
    for (over, they, gains), found in several.items():
        gain, loss = _always([b.gain for b in found]), _always([b.loss for b in found])
        more_gain, more_loss = (
            tuple(dict.fromkeys(k for some in every for k in some if k not in always))
            for every, always in (([b.gain for b in found], gain), ([b.loss for b in found], loss))
        )
        sure = (over, they, not gains) not in several
        threshold = Threshold((over,), (), gain, loss, more_gain, more_loss, sure, _possible(case, case.chosen, they))
        of_rival.setdefault(threshold, []).append(they)
    told: dict[Threshold, list[str]] = {}
    for threshold, replies in of_rival.items():
        told.setdefault(replace(threshold, over=(), under=tuple(replies)), []).extend(threshold.over)
    return [replace(threshold, over=tuple(rivals)) for threshold, rivals in told.items()]


def _always(some: list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(k for k in some[0] if all(k in others for others in some))


def _possible(case: Case, name: str, reply: str) -> bool:
    """Whether a named reply is one to a course."""
    cell = case.first.matrix.get(name, {}).get(reply)
    return cell is None or cell.possible


def worse_as_ranked(case: Case, t: Threshold) -> bool:
    """Whether the highest of the aims in which the two differ is lost: then no order of the file says better."""
    order = [s.id for s in case.dossier.preferences.get(case.dossier.proposer, ())]
    differing = [k for k in order if k in {*t.gain, *t.loss, *t.more_gain, *t.more_loss}]
    return bool(differing) and differing[0] in t.loss


def threshold_text(case: Case, t: Threshold, brief: bool = False) -> str:
    """`better under refusal, unless L weighs more than G together`, or what is lost that weighs more."""
    under, advised = _under(case, t), "it is advised for the reply that it earns"
    if not t.answers:
        advised = "it is advised for where events end"
    loss, more_loss, more_gain = (_named(case, some) for some in (t.loss, t.more_loss, t.more_gain))
    gains = [f"“{statement_label(case.dossier, s)}”" for s in t.gain]
    shown = gains[:2] if brief and sum(map(len, gains)) > _LONG and len(gains) > 3 else gains
    gain = listed([*shown, f"{number(len(gains) - 2)} more gains"] if len(shown) < len(gains) else shown)
    also = [f"gain {more_gain}"] if more_gain and t.gain else []
    also += [f"lose {more_loss}"] if more_loss and t.loss else []
    besides = f"; as the others move besides, it may {' or '.join(also)} too" if also else ""
    may = "" if t.sure else " in some of what may follow"
    if not t.gain and not t.more_gain:
        loses = loss or f"what it then does of {_named(case, t.more_loss, 'or')}"
        what = f"it gains nothing and loses {loses}" if t.sure else f"it may gain nothing and lose {loses}"
        return f"{under} {what}{besides}; {advised}"
    gained = gain or f"what it then gains of {_named(case, t.more_gain, 'or')}"
    if worse_as_ranked(case, t):
        higher = f"{loss}, {'which' if len(t.loss) < 2 else 'the first of which'} ranks higher"
        return f"worse {under}{may}: it gains {gained} and loses {higher}{besides}; {advised}"
    together = " together" if len(t.gain) > 1 else ""
    verb = "weighs" if len(t.loss) < 2 else "weigh"
    lost = loss or f"what it then loses of {_named(case, t.more_loss, 'or')}"
    return f"better {under}{may}, unless {lost} {verb} more than {gained}{together if gain else ''}{besides}"


def _under(case: Case, t: Threshold) -> str:
    every = len(t.under) == len(case.dossier.replies) > 1
    which = "every named reply" if every else listed([f"“{entry_label(case.dossier, r)}”" for r in t.under], "or")
    if t.answers:
        return f"under {which}"
    return f"where {which} answers the other" if len(t.over) == 1 else f"where {which} answers these"


def _named(case: Case, keys: tuple[str, ...], last: str = "and") -> str:
    return listed([f"“{statement_label(case.dossier, s)}”" for s in keys], last)


def thresholds(case: Case, most: int = 99) -> tuple[tuple[Sentence, Sentence], ...]:
    """Every threshold, for the section on replies; the first few, in few words, for page one."""
    pairs = []
    groups = grouped_break_evens(case)
    for t in sorted(groups, key=lambda t: (DO_NOTHING not in t.over, not t.gain))[:most]:
        trace = (case.chosen, *t.over, *t.gain, *t.loss, *t.more_gain, *t.more_loss)
        label = f"Over {case.called_all(t.over, 'and', 2)}"
        text = f" {threshold_text(case, t, brief=most < 9)}."
        pairs.append((say(label, trace=(case.chosen, *t.over)), say(strong("A threshold:"), text, trace=trace)))
    return tuple(pairs)
