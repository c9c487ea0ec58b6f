"""The language of formulas: what it can say, how tightly its words bind, where a mistake is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from overture.logic import FALSE, RESERVED, TRUE, Formula, FormulaError, atoms, is_wording, parse, show
from overture.logic.syntax import (
    And,
    BoundToHelp,
    Count,
    Iff,
    Implies,
    InForce,
    Is,
    Membership,
    Name,
    Not,
    Or,
    Status,
    Step,
)
from tests.logic.trees import FORMULAS

A, B, C = Name("a"), Name("b"), Name("c")
FORMS: dict[str, Formula] = {
    "reply is refuse": Is("reply", ("refuse",)),
    "us_role is not silent": Not(Is("us_role", ("silent",))),
    "wording is (examine or join)": Is("wording", ("examine", "join")),
    "wording is not (examine or join)": Not(Is("wording", ("examine", "join"))),
    "not a": Not(A),
    "a and b": And((A, B)),
    "a or b or c": Or((A, B, C)),
    "a implies b": Implies(A, B),
    "a iff b": Iff(A, B),
    "(a or b) and c": And((Or((A, B)), C)),
    "true": TRUE,
    "false": FALSE,
    "yes": TRUE,
    "no": FALSE,
    "berlin is at least promise": Step("berlin", "least", "promise"),
    "berlin is at most promise": Step("berlin", "most", "promise"),
    "ussr is party to nat": Membership("ussr", "party", "nat"),
    "ussr is not party to nat": Not(Membership("ussr", "party", "nat")),
    "usa is named in get": Membership("usa", "named", "get"),
    "china observes get": Membership("china", "observes", "get"),
    "macedonia is invited to nat": Membership("macedonia", "invited", "nat"),
    "edc is in force": InForce("edc"),
    "edc is not in force": Not(InForce("edc")),
    "plan_granted": Name("plan_granted"),
    "norway is bound to help denmark": BoundToHelp("norway", "denmark"),
    "at least 2 of (a; b; c)": Count("at least", 2, (A, B, C)),
    "at most 1 of (a; b)": Count("at most", 1, (A, B)),
    "exactly 1 of (a; b and c)": Count("exactly", 1, (A, And((B, C)))),
    "ussr.reply is refuse": Is("ussr.reply", ("refuse",)),
    "stands(dislodge)": Status("stands", "dislodge"),
    "limited(dislodge)": Status("limited", "dislodge"),
    "refuted(dislodge)": Status("refuted", "dislodge"),
    "groundless(dislodge)": Status("groundless", "dislodge"),
    "disputed(dislodge)": Status("disputed", "dislodge"),
    "answered(dislodge)": Status("answered", "dislodge"),
    "on_table(dislodge)": Status("on_table", "dislodge"),
}


@pytest.mark.parametrize("text", FORMS)
def test_every_form_of_the_language_is_read_and_printed(text: str) -> None:
    assert parse(text) == FORMS[text]
    assert parse(show(FORMS[text])) == FORMS[text]


@given(FORMULAS)
@settings(max_examples=300, deadline=None)
def test_what_is_printed_reads_back_as_the_same_tree(formula: Formula) -> None:
    assert parse(show(formula)) == formula


@given(FORMULAS)
@settings(max_examples=100, deadline=None)
def test_a_formula_may_run_over_lines_and_stand_in_brackets(formula: Formula) -> None:
    assert parse("(\n\t" + show(formula).replace(" ", "\n ") + " )") == formula


@pytest.mark.parametrize(
    ("loose", "bracketed"),
    [
        ("not a and b", "(not a) and b"),
        ("a and b or c", "(a and b) or c"),
        ("a or b and c", "a or (b and c)"),
        ("a or b implies c", "(a or b) implies c"),
        ("a implies b implies c", "a implies (b implies c)"),
        ("a iff b iff c", "(a iff b) iff c"),
        ("a implies b iff c", "(a implies b) iff c"),
        ("a iff b implies c", "a iff (b implies c)"),
        ("not not a", "not (not a)"),
        ("not a is b", "not (a is b)"),
        ("a and (b and c)", "a and (b and c)"),
    ],
)
def test_words_bind_from_not_to_iff(loose: str, bracketed: str) -> None:
    assert parse(loose) == parse(bracketed)


@pytest.mark.parametrize("word", ["party", "named", "in", "force", "invited", "bound", "at", "least", "exactly", "of",
    "to",
                                  "stands", "help"])  # fmt: skip
def test_a_word_of_a_phrase_is_free_where_the_phrase_is_not(word: str) -> None:
    assert parse(f"reply is {word}") == Is("reply", (word,))
    assert parse(f"reply is ({word} or {word})") == Is("reply", (word, word))
    assert parse(f"{word} and a") == And((Name(word), A))
    assert parse(f"{word} is {word}") == Is(word, (word,))
    assert is_wording(word)


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_a_connective_names_nothing(word: str) -> None:
    with pytest.raises(FormulaError):
        parse(f"a is party to {word}")
    if word not in ("true", "false", "yes", "no"):
        assert not is_wording(word)
        with pytest.raises(FormulaError):
            parse(f"a is ({word} or b)")


@pytest.mark.parametrize("text", ["no answer", "a,b", "", "a b", "x!", "(a)", "-", "a."])
def test_a_wording_is_one_word(text: str) -> None:
    assert not is_wording(text)


@pytest.mark.parametrize(
    ("text", "start", "end", "hint"),
    [
        ("a &", 2, 3, "write `and`"),
        ("a | b", 2, 3, "write `or`"),
        ("! a", 0, 1, "write `not`"),
        ("at least 1 of (a, b)", 16, 17, "write `;` or `and`"),
        ("a = b", 2, 3, "write `is`"),
        ("a and", 5, 6, ""),
        ("(a", 2, 3, ""),
        ("a)", 1, 2, ""),
        ("a b", 2, 3, ""),
        ("reply is", 8, 9, ""),
        ("reply is (a or", 14, 15, ""),
        ("reply is and", 9, 12, ""),
        ("a implies implies b", 10, 17, ""),
        ("at least two of (a)", 9, 12, ""),
        ("at least 2 (a)", 11, 12, ""),
        ("exactly 123456 of (a)", 8, 14, ""),
        ("stands(", 7, 8, ""),
        ("x is party to", 13, 14, ""),
        ("中国 is 是 是", 8, 9, ""),
        ("   ", 0, 1, "write `true` if it always holds"),
    ],
)
def test_a_mistake_is_where_it_is(text: str, start: int, end: int, hint: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert (caught.value.start, caught.value.end, caught.value.hint) == (start, end, hint)


def test_a_number_keeps_all_its_digits() -> None:
    assert parse("at least 0002 of (a)") == Count("at least", 2, (A,))


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000, "not " * 10_000 + "a", "(" * 3_900, "not " * 990 + "a", "a" + " iff a" * 600,
        "a" + " implies a" * 390, ("not " * 59 + "(") * 16 + "a" + ")" * 16, "at least 1 of (" * 260,
    ],
    ids=["brackets", "not", "brackets, short", "not, short", "iff", "implies", "not and brackets", "counts"],
)  # fmt: skip
def test_length_and_depth_are_limited(text: str) -> None:
    with pytest.raises(FormulaError, match=r"deep|characters"):
        parse(text)


def test_what_is_long_and_flat_is_read() -> None:
    formula = parse(" and ".join(["a"] * 600))
    assert len(list(atoms(formula))) == 600
    assert parse(show(formula)) == formula


def test_what_is_sixty_deep_is_read() -> None:
    assert parse("(" * 59 + "a" + ")" * 59) == A


@given(FORMULAS)
@settings(max_examples=100, deadline=None)
def test_an_atom_knows_where_it_stands(formula: Formula) -> None:
    text = show(formula)
    for atom in atoms(parse(text)):
        name = {Name: "name", Is: "option", Step: "option", InForce: "treaty", Status: "argument"}.get(
            type(atom), "actor"
        )
        assert text[slice(*atom.at)] == getattr(atom, name)
