"""What is told of several cases that a file leaves open: once where it is the same, else with its condition."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from overture.papers.content import Sentence, strong
from overture.papers.english import capital
from overture.papers.sentences.case import Case, say

Text = tuple[Sentence, ...]
MOST_CASES = 3  # different tellings; of more, the first is told and said to be one


def in_each_case(
    case: Case, make: Callable[[Case], Iterable[Text]], among: tuple[int, ...] | None = None,
) -> tuple[Text, ...]:  # fmt: skip
    """The paragraphs that are made of each case: what is the same in all once, the rest headed by which case it is.

    `among`: the worlds whose texts are wanted, by default all. A text that is made in others too is told of them all.
    """
    return tuple(text if not where else under(case, where, text) for where, text in _made(case, make, among))


def sentence_by_sentence(
    case: Case, make: Callable[[Case], Iterable[Sentence]], among: tuple[int, ...] | None = None
) -> Text:
    """The sentences that are made of each case, in one paragraph: first those of all cases, then case by case."""
    by_case: dict[tuple[int, ...], list[Sentence]] = {(): []}
    for where, text in _made(case, lambda view: ((s,) for s in make(view)), among):
        by_case.setdefault(where, []).extend(text)
    return tuple(
        s for where, told in by_case.items() if told for s in (under(case, where, tuple(told)) if where else told)
    )


def _made(
    case: Case, make: Callable[[Case], Iterable[Text]], among: tuple[int, ...] | None
) -> list[tuple[tuple[int, ...], Text]]:
    """Each text that is made, with the worlds in which it is; no worlds where it is so in all, or is told of one."""
    wanted = tuple(case.worlds) if among is None else among
    made = [tuple(t for t in make(view) if t) for view in case.each]
    kinds = {_words(made[w]) for w in wanted}
    if len(kinds) > MOST_CASES:
        told = _words(made[wanted[0]])
        one = case.one_world(lambda w: _words(made[w]) == told)
        return [((), (one,) if one else ()), *(((), text) for text in made[wanted[0]])]
    worlds: dict[object, list[int]] = {}
    texts: dict[object, Text] = {}
    for w in case.worlds:
        for text in made[w]:
            key = _words((text,))
            worlds.setdefault(key, []).append(w)
            texts.setdefault(key, text)
    found: list[tuple[tuple[int, ...], Text]] = []
    for words, where in worlds.items():
        if set(where) & set(wanted):
            found.append((() if len(where) == len(case.worlds) else tuple(where), texts[words]))
    return found


def under(case: Case, where: tuple[int, ...], text: Text) -> Text:
    """A text that is so in some cases only, headed by the words that say in which."""
    first, *rest = text
    head = strong(f"{capital(case.when(where))}: ")
    trace = (*first.trace, *case.open_trace())
    return (say(head, *first.pieces, trace=trace, basis=first.basis, sources=first.sources), *rest)


def _words(texts: Iterable[Text]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(s.plain for s in text) for text in texts)
