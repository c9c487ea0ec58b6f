"""Published conflicts as plain tables: options in rows, states in columns, rankings under them."""

from __future__ import annotations

import csv
import io
from datetime import date
from itertools import product
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overture.conflict.errors import ConflictError, DoesNotFit, RankingIncomplete
from overture.conflict.forms.option_form import NamedOption, OptionForm, feasible_states
from overture.dossier import read
from overture.exchange.called import starting_value
from overture.exchange.conflict_importing import import_conflict
from overture.exchange.move_graph import moves
from overture.exchange.option_form_dossier import Head, option_form_dossier
from overture.exchange.option_tables import HEADER, read_option_table
from overture.exchange.tables import ImportProblem
from overture.exchange.whole import whole

TABLE = """\
title,"The bank; a test"
source,"Somebody, A paper"
date,1999-05-01
proposer,South
status quo,11

decision maker,option,moves,4,7,11
North,Fish,,Y,N,N
,Net,final,wide,narrow,narrow
South,Patrol,no to yes,N,Y,N
ranking,North,4 > 11 = 7
ranking,South,7,,4=11,
"""


def refused(text: str) -> str:
    with pytest.raises((ImportProblem, ConflictError)) as caught:
        read_option_table(text.encode())
    return str(caught.value)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_read(separator: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(csv.reader(io.StringIO(TABLE)))
    table = read_option_table(out.getvalue().encode())
    assert table.form == OptionForm(
        ("North", "South"),
        (
            NamedOption("Fish", "North", now=0),
            NamedOption("Net", "North", ("wide", "narrow"), now=1, final=True),
            NamedOption("Patrol", "South", now=0, final=(1,)),
        ),
        ((1, 0, 0), (0, 1, 1), (0, 1, 0)),
        {"North": ((4,), (11, 7)), "South": ((7,), (4, 11))},
        (4, 7, 11),
    )
    assert table.head == {"title": "The bank; a test", "source": "Somebody, A paper", "date": "1999-05-01",
                          "proposer": "South", "status quo": "11"}  # fmt: skip
    assert table.reports == ()


def test_the_dossier_of_a_table(tmp_path: Path) -> None:
    path = tmp_path / "bank.csv"
    path.write_text(TABLE, encoding="utf-8")
    found = import_conflict(path, "options")
    assert found.reports == ()
    dossier = read(found.yaml, "bank")
    assert (dossier.head.title, dossier.head.as_of) == ("The bank; a test", date(1999, 5, 1))
    assert dossier.proposer == "south"
    assert dossier.sources["print"].title == "Somebody, A paper"
    conflict, _ = whole(dossier)
    # the proposer's options stand first
    assert [o.id for o in conflict.options] == ["patrol", "fish", "net"]
    assert [tuple(o.mark(v) for o, v in zip(conflict.options, row, strict=True)) for row in conflict.settings] == [
        ("N", "N", "narrow"), ("N", "Y", "wide"), ("Y", "N", "narrow"),
    ]  # fmt: skip
    assert [p.tolist() for p in conflict.payoffs] == [[1, 1, 2], [1, 2, 1]]
    assert "s11: {when: not fish and net is narrow and not patrol, text: state 11, from: print}" in found.yaml


def test_what_the_table_does_not_say_is_told(tmp_path: Path) -> None:
    path = tmp_path / "bank.csv"
    path.write_text("\n".join(TABLE.split("\n")[6:]).replace("final", ""), encoding="utf-8")
    found = import_conflict(path, "options", title="Mine")
    assert found.reports == (
        f"the table has no date: {date.today()} is taken; --on names another",
        "the proposer is North, the first decision maker; --proposer names another",
        "the table has no status quo: state 4 is taken",
    )
    assert "title: Mine\n" in found.yaml


def test_options_are_put_together_by_owner() -> None:
    table = read_option_table(
        b"decision maker,option,1,2,3\nA,x,N,Y,N\nB,y,N,N,Y\nA,z,N,N,Y\npayoffs,A,1,2,2\npayoffs,B,-5,0,9\n"
    )
    assert [o.name for o in table.form.options] == ["x", "z", "y"]
    assert table.form.states == ((0, 0, 0), (1, 0, 0), (0, 1, 1))
    assert table.form.rankings == {"A": ((2, 3), (1,)), "B": ((3,), (2,), (1,))}
    assert table.reports == ("options are not grouped by owner in the table; they are now: x, z, y",)


def test_payoffs_stand_under_their_states() -> None:
    rows = "decision maker,option,moves,1,2\nA,x,both,N,Y\npayoffs,A,,7,3\n"
    assert read_option_table(rows.encode()).form.rankings == {"A": ((1,), (2,))}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("decision maker", "who", "line 7: `who` begins no row above the table"),
        ("4,7,11", "4,7,x", "line 7: `x` is no number of a state"),
        ("4,7,11", "4,7,7", "line 7: the state 7 is there twice"),
        ("Y,N,N", "Y,N", "line 8: the option Fish has 2 values for 3 states"),
        ("Y,N,N", "Y,N,-", "line 8: the option Fish leaves a state open"),
        ("Y,N,N", "Y,N,maybe", "line 8: `maybe` is neither Y nor N"),
        ("wide,narrow,narrow", "wide,wide,wide", "line 9: Net is `wide` in every state"),
        ("Net,final", "Net,no to yes", "line 9: `no to yes` is for options with Y and N"),
        ("Net,final", "Net,sometimes", "line 9: `sometimes` is none of both, no to yes"),
        ("N,Y,N", "N,N,N", "the states 7 and 11 are the same"),
        ("ranking,South", "ranking,East", "South has no ranking"),
        ("ranking,South", "ranking,North", "line 12: North has a ranking on line 11 already"),
        ("ranking,South,7", "ranking,East,7\nranking,South,7", "line 12: `East` has a ranking and no option"),
        ("4 > 11 = 7", "4 > 11", "the ranking of North misses the state 7"),
        ("4 > 11 = 7", "4 > 11 > 7 > 12", "names the state 12"),
        ("4 > 11 = 7", "4 > > 11 = 7", "line 11: a state is missing"),
        ("4 > 11 = 7", "4 > s7", "line 11: `s7` is no state"),
        ("status quo,11", "status quo,5", "line 5: there is no state `5`"),
        ("proposer,South", "proposer,East", "line 4: `East` has no option"),
        ("North,Fish", ",Fish", "line 8: a row of an option begins with a decision maker"),
        ("status quo,11\n", "", "line 8: `final` speaks of what is so now; add a row `status quo`"),
        ('a test"', "a test", "this is no readable table"),
    ],
)
def test_a_mistake_is_told_with_its_line(old: str, new: str, told: str) -> None:
    assert old in TABLE
    assert told in refused(TABLE.replace(old, new, 1))


def test_a_ranking_that_is_not_there_has_a_name() -> None:
    with pytest.raises(RankingIncomplete):
        read_option_table(b"decision maker,option,1,2\nA,x,N,Y\n")


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"title,x", b"decision maker,option\n", b"decision maker,option,1,2\n", b"x" * 5_000_000,
             b"decision maker,option," + b",".join(b"%d" % n for n in range(2_000)),
             b"decision maker,option,1,2\n" + b"A,x,N,Y\n" * 1_000, b'title,"' + b"a" * 100],
    ids=range(9),
)  # fmt: skip
def test_hostile_tables_are_refused(data: bytes) -> None:
    with pytest.raises((ImportProblem, ConflictError)):
        read_option_table(data)


cell = st.sampled_from(["", "Y", "N", "1", "2", "A", "x", "ranking", "payoffs", HEADER, "final", "2 > 1", "-"])


@settings(max_examples=200, deadline=None)
@given(rows=st.lists(st.lists(cell | st.text(max_size=4), min_size=1, max_size=5), max_size=6))
def test_any_cells(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["decision maker", "option", "1", "2"], ["A", "x", "N", "Y"], *rows])
    try:
        form = read_option_table(out.getvalue().encode("utf-8", "replace")).form
        read(option_form_dossier(form, Head("t", date(2000, 1, 1))).text(), "t")
    except (ImportProblem, ConflictError) as problem:
        assert str(problem)


# from the form to the dossier


def random_form(seed: int) -> tuple[OptionForm, tuple[str, ...]]:
    random = Random(seed)
    count = random.randint(1, 3)
    options = tuple(
        NamedOption(
            f"{owner}{n}", f"Side {owner}", random.choice((("no", "yes"), ("silent", "talks", "no answer"))), 0,
            random.choice((False, False, True, (1,))), random.random() < 0.2,
        )
        for owner in range(count) for n in range(random.randint(1, 2))
    )  # fmt: skip
    sizes = [len(o.values) for o in options]
    patterns: list[str] = []
    for _ in range(random.randint(0, 2)):
        pattern = "".join(random.choice(["-", "-", *map(str, range(size))]) for size in sizes)
        left = feasible_states(sizes, [*patterns, pattern]) if set(pattern) != {"-"} else ()
        if (0,) * len(sizes) in left:
            patterns.append(pattern)
    states = feasible_states(sizes, patterns)
    rankings = {}
    for owner in range(count):
        levels: dict[int, list[int]] = {}
        for number in range(1, len(states) + 1):
            levels.setdefault(random.randint(0, 4), []).append(number)
        rankings[f"Side {owner}"] = tuple(tuple(levels[level]) for level in sorted(levels))
    return OptionForm(tuple(rankings), options, states, rankings), tuple(patterns)


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("by_patterns", [True, False], ids=["patterns", "states"])
def test_the_dossier_is_the_conflict_of_the_form(seed: int, by_patterns: bool) -> None:
    form, patterns = random_form(seed)
    written = option_form_dossier(form, Head("t", date(2000, 1, 1)), infeasible=patterns if by_patterns else ())
    got = whole(read(written.text(), "t"))[0]
    conflict = form.conflict()
    states = [tuple(map(int, row)) for row in got.settings]
    assert states == sorted(form.states)  # the first decision maker proposes: the options are in the order of the form
    for rank, payoffs in zip(conflict.ranks, got.payoffs, strict=True):
        ranks = [int(rank[s]) for s in states]
        order = sorted(set(ranks))
        assert [order.index(r) + 1 for r in ranks] == payoffs.tolist()
    arrows = {(states.index(s), states.index(t), dm)
              for s in states for dm in range(conflict.decision_makers) for t in conflict.moves(dm, s)}  # fmt: skip
    assert {(s, t, dm) for s, t, dm, _ in moves(got)} == arrows


def test_statements_take_the_place_of_a_ranking() -> None:
    form = OptionForm(
        ("A", "B"), (NamedOption("x", "A"), NamedOption("y", "B")), feasible_states([2, 2]),
        {"A": ((2, 4), (1, 3)), "B": ((1, 4), (2, 3))},
    )  # fmt: skip
    written = option_form_dossier(
        form, Head("t", date(2000, 1, 1)), statements={"A": ["x"], "B": [("YY", "NN")]}, texts={"x": "Exit", "A": "Ada"}
    )
    assert written.preferences == {"ada": ["x"], "b": ["exit iff y"]}


def test_patterns_that_leave_other_states_are_refused() -> None:
    form = OptionForm(("A",), (NamedOption("x", "A"),), ((0,),), {"A": ((1,),)})
    with pytest.raises(ConflictError, match="leave other states"):
        option_form_dossier(form, Head("t", date(2000, 1, 1)), infeasible=["N"])
    assert "excluded_1: not x" in option_form_dossier(form, Head("t", date(2000, 1, 1)), infeasible=["Y"]).text()


def test_too_many_states_to_name_are_refused() -> None:
    form = OptionForm(
        ("A",), tuple(NamedOption(f"x{n}", "A") for n in range(10)), feasible_states([2] * 10),
        {"A": tuple((n,) for n in range(1, 1025))},
    )  # fmt: skip
    with pytest.raises(DoesNotFit, match="1,024 states are too many to name"):
        option_form_dossier(form, Head("t", date(2000, 1, 1)))


def test_an_option_can_be_told_from_another_value() -> None:
    finals: tuple[bool | tuple[int, ...], ...] = (False, True, (0,), (1,), (0, 1))
    for now, final, other in product((0, 1), finals, (0, 1)):
        option = NamedOption("x", "A", now=now, final=final)
        found = starting_value(option, other)
        assert found is not None
        assert found.now == other
    stuck = NamedOption("x", "A", ("a", "b", "c"), now=0, no_return=True)
    assert starting_value(stuck, 1) is None
    assert starting_value(stuck, 0) == stuck
