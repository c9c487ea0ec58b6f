"""Nothing outside the library knows a case: the program holds no actor, treaty, option or claim of one."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from functools import cache
from pathlib import Path

import pytest

import overture
from overture.dossier import Dossier
from overture.library import case
from tests.advised import shipped

ROOT = Path(overture.__file__).parent
CASES = ("molotov-1954", "finland-sweden-2022")

# words that only one of the cases could have brought in, chosen by hand; general words (offer, reply, refuse,
# ministry, assembly, treaty, three) are left out
WORDS = re.findall(
    r"\S+",
    """
ussr soviet moscow molotov malenkov khrushchev kremlin vinogradov palewski gaullist lemonde le_monde
edc edc_supporters edc_opponents get_in_force doubters doubters_turn dislodge only_for_now
against_nato ready_to_examine touches_prestige us_role china_role join_if italy_vote eleven_agree
three_admit_frg luxembourg_follows before_the_vote prestige_first no_german_arms german_arms
edc_stopped both_limbs clause7 clause7_bites bloc_exposed opponents_gain openly_rebuffed
offer_lapses as_exchange in_difficulty for_now tied_offer us_only pact_only demands_now
temporary_worse frg frg_direct berlin bonn germany german rome italy belgium netherlands luxembourg
portugal greece turkey norway denmark iceland china chinese america american finland finnish
helsinki sweden swedish stockholm turkiye türkiye turkish ankara hungary hungarian budapest brussels
vilnius bilecik madrid erdogan erdoğan cavusoglu çavuşoğlu kalin orban orbán szijjarto gulyas
niinisto niinistö marin haavisto halla_aho hakkanen mykkanen vanhanen kristersson billstrom linde
stoltenberg menendez senators senators_tie riksdag eduskunta quran burning_permitted aircraft gripen
nato nat_text nat atlantic otan ankara_fin ankara_swe budapest_fin budapest_swe protocol_fin
protocol_swe hold_back unasked separable next_parliament courts_yield sweden_exposed open_words
open_words_and_law law_alone ask_first declared_wait left_behind own_gap clock_running law_ready
finland_in sweden_in not_last_fin fin_apart kept_back france paris england europe european albania
bulgaria croatia estonia latvia lithuania
""",
)
YEARS = ("1949", "1951", "1952", "1953", "1954", "1955", "2022", "2023", "2024")

# what can be hit and where, in the language of treaties; each is an id of a case by chance
WORDS_OF_PLACES = {"aircraft", "europe", "america"}
# the class of a mark in the style sheet: a consent for which nobody was asked
_OF_ITS_OWN = re.compile(r"c-unasked")
_WHOLE = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, (*WORDS, *YEARS)))})(?![^\W_])", re.I)
_A_DAY_SUCH_AS = re.compile(r"\b(?:day|month|year|date)s?\b.*\bsuch as\b")


def texts_of(source: str) -> list[tuple[int, str]]:
    """The names and texts of a module by line, without comments, docstrings and messages that show a date."""
    skipped = {
        line
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    found = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in (tokenize.NAME, tokenize.STRING, tokenize.NUMBER) and token.start[0] not in skipped:
            found.append((token.start[0], token.string))
    return [(line, text) for line, text in found if not _A_DAY_SUCH_AS.search(text)]


@cache
def texts_in(module: Path) -> list[tuple[int, str]]:
    return texts_of(module.read_text(encoding="utf-8"))


def word_in(text: str) -> list[str]:
    return _WHOLE.findall(_OF_ITS_OWN.sub(" ", text))


def modules() -> list[Path]:
    library = ROOT / "library"
    return sorted(p for p in ROOT.rglob("*") if p.suffix in (".py", ".css") and library not in p.parents)


@pytest.fixture(scope="module")
def dossiers() -> list[Dossier]:
    return [shipped(name) for name in CASES]


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_module_names_an_actor_or_an_event_of_a_case(path: Path) -> None:
    parts = (
        texts_in(path) if path.suffix == ".py" else list(enumerate(path.read_text(encoding="utf-8").splitlines(), 1))
    )
    own = WORDS_OF_PLACES if path.relative_to(ROOT).parts[0] == "treaties" else set()
    found = [(line, [w for w in word_in(part) if w.lower() not in own]) for line, part in parts]
    assert [(line, words) for line, words in found if words] == []


def test_no_module_has_a_long_id_of_a_case(dossiers: list[Dossier]) -> None:
    """Ids of several words, whatever they are of: nobody writes one by chance."""
    ids = {
        key
        for d in dossiers
        for group in (d.sources, d.actors, d.treaties, d.options, d.rules, d.facts, d.arguments,
                      d.assumptions, d.statements, d.proposals, d.replies, d.claims, d.contingencies,
                      d.variants)
        for key in group
        if "_" in key and key not in ("do_nothing", "held_back")
    }  # fmt: skip
    assert len(ids) > 200
    whole = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(ids)))})\b")
    for path in modules():
        if path.suffix == ".py":
            found = [(line, whole.findall(part)) for line, part in texts_in(path)]
            assert [(str(path), line, hits) for line, hits in found if hits] == []


def test_no_module_holds_a_text_of_a_case(dossiers: list[Dossier]) -> None:
    """Names of actors and treaties, and what arguments and proposals say."""
    long = {
        text
        for d in dossiers
        for text in (
            *(a.name for a in d.actors.values()), *(t.name for t in d.treaties.values()),
            *(a.claim for a in d.arguments.values()), *(p.text for p in d.proposals.values()),
            *(c.text for c in d.claims.values()), d.head.title,
        )
        if len(text) > 12
    }  # fmt: skip
    for path in modules():
        code = " ".join(part for _, part in texts_in(path)) if path.suffix == ".py" else ""
        assert [text for text in long if text in code] == [], path


def test_the_list_of_words_is_of_the_cases() -> None:
    """A word that no case has is a slip of this test, apart from other names for the same things."""
    text = "\n".join(case(name) for name in CASES).lower()
    others = {"lemonde", "kremlin", "gaullist", "get_in_force", "clause7", "eduskunta", "otan", "türkiye",
              "german", "turkish", "hungarian", "riksdag", "gripen", "america", "chinese",
              "orbán"}  # fmt: skip
    assert [word for word in WORDS if word not in text and word not in others] == []


def test_the_search_finds_what_it_should() -> None:
    source = '"""Moscow, in a docstring."""\nx = ["ussr"]  # Helsinki\ndef ankara() -> None:\n    """`finland`"""\n'
    assert [(line, word_in(part)) for line, part in texts_of(source) if word_in(part)] == [
        (2, ["ussr"]),
        (3, ["ankara"]),
    ]
    assert word_in("c-unasked and a day such as these") == []
    assert word_in("the year 1954") == ["1954"]
