"""A paper with every kind of block, each text made by a function: for letters, lengths and orders that no case has."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from overture.diagrams import Edge, Node, argument_map, mark
from overture.papers.content import (
    Block,
    Bullets,
    Column,
    Figure,
    Key,
    Note,
    Pairs,
    Panel,
    Paper,
    Paragraph,
    Piece,
    Row,
    Seat,
    Seats,
    Section,
    Sentence,
    Sign,
    Step,
    Story,
    Strip,
    Subheading,
    Table,
    Tally,
    code,
    quiet,
    sentence,
    strong,
)

Words = Callable[[], str]


def everything(words: Words, layout: str = "brief") -> Paper:
    """The paper. Every text that is printed is one call of `words`."""
    traces = count(1)

    def s(*pieces: str | Piece | Sign) -> Sentence:
        return sentence(*(pieces or (words(),)), trace=(f"t{next(traces)}",), basis="report")

    def sign() -> Sign:
        return Sign(mark("claim", "follows"), words())

    two = ((s(),), (s(), s()))
    blocks: tuple[Block, ...] = (
        Paragraph((s(), s(strong(words())), s(Piece(words(), "emphasis"))), "lede"),
        Paragraph((s(quiet(words())), s(code(words())))),
        Paragraph((s(Piece(words(), "inserted")), s(Piece(words(), "deleted"))), number=1),
        Paragraph((s(),), "caution"),
        Paragraph((s(),), "small"),
        *(Bullets(two, role) for role in ("plain", "ordered", "lines", "questions", "traces")),
        Bullets(((s(sign()), s()),), "verdicts"),
        Bullets(((s(Sign(mark("claim", "rests on"), hidden=True), words()),),), "pills"),
        Pairs(((s(), s()),)),
        Pairs(((s(), s()),), "firm"),
        *(table(words, s, n, role) for n, role in ((1, "plain"), (2, "ledger"), (5, "matrix"), (8, "plain"))),
        Tally(((3, s(sign())),)),
        Strip("strip", (("1", s(Sign(mark("claim", "follows"), hidden=True))),)),
        Key((s(), s())),
        figure(words, s),
        Story(s(), (Step(words(), s()), Step(words(), s(), s()))),
        Story(s(), tuple(Step(words(), s()) for _ in range(6))),
        *(
            Seats(words(), s(), tuple(seat(words, d, f"seat{next(traces)}") for d in (words(), "")), wide=wide)
            for wide in (False, True)
        ),
        Subheading(words()),
        Paragraph((s(),)),
    )  # fmt: skip
    panels = (
        Panel(words(), (Paragraph((s(),), "advice"),), (s(), s()), 1),
        Panel(words(), (Bullets(((s(Sign(mark("claim", "rests on"), hidden=True), words()),),), "pills"),), (s(),),
              more=((Paragraph((s(),)), (s(),)),)),
    )  # fmt: skip
    paper = Paper(
        title=words(), kind="Brief", as_of="1 May 2020", stage=words(), handling="Limited", meta=((words(), words()),),
        front=panels, front_note=Paragraph((s(),), "small"),
        sections=(Section("one", words(), blocks), Section("two", words(), (Paragraph((s(),)),), new_page=True)),
        layout=layout,  # type: ignore[arg-type]
        signature=(words(), words()),
    )  # fmt: skip
    return with_numbers(paper, words)


def table(words: Words, s: Callable[..., Sentence], columns: int, role: str) -> Table:
    rows = (
        Row(((s(),),), group=True),
        Row(tuple((s(),) for _ in range(columns)), chosen=True, settles=(columns - 1,)),
        Row(tuple((s(), s()) for _ in range(columns)), new_group=True),
    )
    return Table(words(), tuple(Column(words()) for _ in range(columns)), rows, role)  # type: ignore[arg-type]


def figure(words: Words, s: Callable[..., Sentence]) -> Figure:
    svg = argument_map("k", words(), words(), [Node("a", "one", "who", "stands"), Node("b", "two")],
                       [Edge("a", "b", "opposes")])  # fmt: skip
    return Figure(words(), s(), svg, Bullets(((s(),),)), Key((s(),)))


def seat(words: Words, detail: str, trace: str) -> Seat:
    return Seat(words(), Sign(mark("consent", "given")), detail, (trace,))


def with_numbers(paper: Paper, words: Words) -> Paper:
    """The paper with a note for each trace."""
    from dataclasses import replace

    from overture.papers.numbering import noted

    traces = dict.fromkeys(s.trace for s in noted(paper))
    notes = (Note(i, t, sentence(code(t[0]), f": {words()}", trace=t)) for i, t in enumerate(traces, 1))
    return replace(paper, notes=tuple(notes))
