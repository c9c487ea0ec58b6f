"""Every question comes with the line that answers it: pasted where it is said to go, the question is gone."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from overture.advice import Advice, advise
from overture.advice.audit import analyses
from overture.advice.gaps import gaps
from overture.advice.results import Gap
from overture.arguments import schemes
from overture.arguments.schemes import scheme_of
from overture.dossier import read
from overture.files.diagnostics import DossierError
from overture.library import case, names
from overture.model import Kept
from tests.samples import one_of

SCHEMES = {s.name: s for s in schemes.SCHEMES}

# one opponent, everything in blocks, nothing missing that a question would ask for
FULL = """\
overture: 1
title: A full case
as_of: 2024-01-15
proposer: us
sources:
  paper: {title: Our paper, kind: memorandum}
actors:
  us: {name: Our government}
  them: {name: Their government}
  envoy:
    name: Their envoy
    of: them
  friends:
    name: The friends
    members: [north, south]
  north: {name: North}
  south: {name: South}
reports:
  - of: envoy
    to: talks
    sign: against
    says: no talks before spring
    from: paper
options:
  us:
    offer:
      ask: "What do we say?"
      choices: {silent: nothing, talks: propose talks, treaty: propose a treaty}
      now: silent
      final: true
      deadline: 2024-02-01
      from: paper
  them:
    reply:
      ask: "What do they answer?"
      choices:
        none: no answer
        accept: accept
        refuse: refuse
      now: none
      needs: offer is not silent
      from: paper
facts:
  agreed:
    text: there is agreement
    when: reply is accept
    basis: fact
assumptions:
  thaw:
    text: the thaw lasts
    likelihood: likely
    taken: true
    basis: judgement
arguments:
  costly:
    claim: talks cost time
    opposes: talks
    used: {by: envoy}
    from: paper
  cheap:
    claim: they cost little
    limits: costly
    from: paper
preferences:
  us:
    - id: deal
      want: agreed and thaw
      from: paper
    - want: not (reply is refuse)
      from: paper
  them:
    - {id: no_treaty, want: reply is not accept or offer is talks, from: paper}
    - reply is accept or offer is not talks
    - reply is not none or offer is silent
proposals:
  talks: {text: propose talks, offer: talks}
replies:
  yes_then: {text: they accept, reply: accept}
  no_then: {text: they refuse, reply: refuse}
claims:
  agreed_then:
    text: They accept
    by: analyst
    holds: agreed
    after: talks
documents:
  note:
    title: Note
    passages:
      - text: We propose talks.
"""

TREATY = """\
treaties:
  pact:
    name: The pact
    stage: in force
    parties: [north, south]
    entry:
      applies: {us: offer is treaty}
      consents:
        us: {north: reply is accept, south: yes}
"""

Key = tuple[str, str]
UNNAMED = (("to: talks", "to: offer.talks"), ("    opposes: talks\n", "    opposes: offer.talks\n"))
RANKED_FIRST = "    - {id: no_treaty, want: reply is not accept or offer is talks, from: paper}\n"


@cache
def advice_of(text: str) -> Advice:
    return advise(read(text, "case.yaml"), audit=False)


def asked(text: str) -> dict[Key, Gap]:
    found = {(g.code, g.about): g for g in advice_of(text).gaps}
    assert len(found) == len(advice_of(text).gaps), "a question is asked twice"
    return found


def pasted(text: str, gap: Gap) -> str:
    """The text with the line of a question put where it is said to go."""
    lines = text.splitlines()
    if gap.after_line is not None:
        assert gap.in_line is None
        return "\n".join([*lines[: gap.after_line], gap.line, *lines[gap.after_line :]]) + "\n"
    assert gap.in_line is not None
    assert gap.column is not None
    start = sum(len(line) + 1 for line in lines[: gap.in_line - 1]) + gap.column - 1
    whole = "\n".join(lines) + "\n"
    assert whole[start:].startswith(gap.instead)
    return whole[:start] + gap.line + whole[start + len(gap.instead) :]


def changed(text: str, *replacements: tuple[str, str]) -> str:
    for old, new in replacements:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return text


def without(text: str, section: str) -> str:
    """The text without a section."""
    found = re.sub(rf"^{section}:.*\n(?:[ -].*\n)*", "", text, flags=re.MULTILINE)
    assert found != text
    return found


def in_braces(section: str, new: str) -> str:
    return without(FULL, section) + new


CASES: dict[str, list[tuple[Key, str]]] = {
    "G01": [
        (("G01", "thaw"), changed(FULL, ("    taken: true\n", ""))),
        (("G01", "consent_us_pact"), changed(FULL + TREATY, (", south: yes", ""))),
    ],
    "G02": [
        (("G02", "south"), changed(FULL + TREATY, (", south: yes", ""))),
        (("G02", "south"), changed(FULL + TREATY, ("        us: {north: reply is accept, south: yes}",
                                                   "        us:\n          north: reply is accept"))),
        (("G02", "north"), changed(FULL + TREATY, ("      consents:\n", ""),
                                   ("        us: {north: reply is accept, south: yes}\n", ""))),
    ],
    "G03": [(("G03", "sources"), re.sub(r",? *from: paper(\n)?", "", without(FULL, "sources")))],
    "G04": [
        (("G04", "reply"), changed(FULL, ("      needs: offer is not silent\n      from: paper\n",
                                          "      needs: offer is not silent\n"))),
        (("G04", "wait"), changed(FULL, ("  them:\n    reply", "  them:\n    wait: {text: wait}\n    reply"))),
    ],
    "G05": [
        (("G05", "agreed"), changed(FULL, ("    basis: fact\n", ""))),
        (("G05", "met"), changed(FULL, ("facts:\n", "facts:\n  met: offer is talks and not (reply is none)\n"))),
        (("G05", "met"), changed(FULL, ("facts:\n", "facts:\n  met: 'offer is talks'   # said\n"))),
        (("G05", "met"), changed(FULL, ("facts:\n", "facts:\n  met: offer is talks and\n    not (reply is none)\n"))),
    ],
    "G06": [(("G06", "arguments"), without(FULL, "arguments")),
            (("G06", "arguments"), without(FULL, "arguments") + "arguments: {}\n")],
    "G07": [(("G07", "reports"), without(FULL, "reports")),
            (("G07", "reports"), without(FULL, "reports") + "reports: []\n")],
    "G08": [
        (("G08", "talks"), changed(FULL, ("    opposes: talks\n", "    opposes: reply\n"))),
        (("G08", "offer is talks"), changed(without(without(FULL, "claims"), "proposals"), ("to: talks", "to: offer"),
                                            ("    opposes: talks\n", "    opposes: reply\n"))),
    ],
    "G09": [(("G09", "costly"), changed(FULL, ("    limits: costly\n", "")))],
    "G10": [
        (("G10", "thaw"), changed(FULL, ("    likelihood: likely\n", ""))),
        (("G10", "thaw"), in_braces("assumptions", "assumptions: {thaw: {taken: true, text: it thaws}}\n")),
        (("G10", "thaw"), in_braces("assumptions", "assumptions: {thaw: it thaws}\n")),
        (("G10", "thaw"), in_braces("assumptions", "assumptions:\n  thaw: it thaws, and lasts\n")),
    ],
    "G11": [
        (("G11", "us"), changed(FULL, ("thaw\n      from: paper\n", "thaw\n"),
                                ("(reply is refuse)\n      from: paper\n", "(reply is refuse)\n"))),
        (("G11", "them"), changed(FULL, (", from: paper}\n    - reply is accept", "}\n    - reply is accept"))),
        (("G11", "them"), changed(FULL, (RANKED_FIRST, "    - reply is not accept or offer is talks\n"))),
        (("G11", "them"), re.sub(r"  them:\n    - \{id: no_treaty.*\n.*\n.*\n",
                                 "  them: {outcomes: [reply is none, reply is refuse]}\n", FULL)),
    ],
    "G12": [(("G12", "assumptions"), changed(without(FULL, "assumptions"), ("agreed and thaw", "agreed")))],
    "G13": [(("G13", "claims"), without(FULL, "claims")),
            (("G13", "claims"), changed(without(without(FULL, "claims"), "proposals"), *UNNAMED))],
    "G14": [
        (("G14", "agreed_then"), changed(FULL, ("    holds: agreed\n", ""))),
        (("G14", "agreed_then"), changed(FULL, ("    holds: agreed\n    after: talks\n", ""))),
        (("G14", "agreed_then"), changed(FULL, ("    holds: agreed\n", "    audience: them\n    to: talks\n"
                                                "    is: answered\n"))),
    ],
    "G15": [(("G15", "proposals"), changed(without(without(FULL, "claims"), "proposals"), *UNNAMED))],
    "G16": [(("G16", "replies"), without(FULL, "replies")),
            (("G16", "replies"), without(FULL, "replies") + "replies: {}\n")],
    "G17": [(("G17", "documents"), without(FULL, "documents"))],
    "G18": [(("G18", "agreed_then"), changed(FULL, ("    by: analyst\n", "")))],
    "G19": [
        (("G19", "them"), changed(FULL, ("  - of: envoy\n", "  - of: us\n"), ("    used: {by: envoy}\n", ""))),
        (("G19", "north"), FULL + TREATY),
        (("G19", "friends"), changed(FULL + TREATY, ("parties: [north, south]", "parties: [friends]"))),
    ],
    "G20": [
        (("G20", "us_2"), changed(FULL, ("    - want: not (reply is refuse)\n",
                                         "    - want: not (reply is refuse)\n      goal: true\n"))),
        (("G20", "us_2"), changed(FULL, ("    - want: not (reply is refuse)\n      from: paper\n",
                                         "    - {want: not (reply is refuse), goal: true, from: paper}\n"))),
    ],
    "G21": [(("G21", "deal"), changed(FULL, ("want: agreed and thaw\n", "want: offer is talks\n      goal: true\n")))],
    "G22": [(("G22", "reply"), changed(FULL, ("refuse: refuse\n", "refuse: refuse\n        later: later\n"))),
            (("G22", "reply"), changed(FULL, ("refuse: refuse\n", "refuse: refuse\n        a: 1\n        b: 2\n")))],
    "G23": [(("G23", "talks"), changed(FULL, ("  yes_then: {text: they accept, reply: accept}\n", "")))],
    "G24": [(("G24", "cheap"), changed(FULL, ("limits: costly\n", "limits: costly\n    scheme: expert opinion\n"))),
            (("G24", "paid"), changed(FULL, ("arguments:\n", "arguments:\n  paid: {claim: x, scheme: from fear}\n")))],
    "G25": [(("G25", "cheap"), changed(FULL, ("    limits: costly\n", "    limits: costly\n    scheme: rhetoric\n"))),
            (("G25", "paid"), changed(FULL, ("arguments:\n", 'arguments:\n  paid: {claim: x, scheme: "bluff"}\n')))],
    "G26": [(("G26", "us"), changed(FULL, ("      deadline: 2024-02-01\n", "")))],
    "G27": [(("G27", "us"), changed(FULL, ("      final: true\n", "")))],
}  # fmt: skip
OF_EDITS = {"G28", "G29"}  # they come with a `--drop` and go with it
# what pasting one answer makes a colleague ask next
FOLLOWED_BY = {"G01": {"G10"}, "G03": {"G04", "G26"}, "G06": {"G09"}, "G07": {"G19"}, "G08": {"G09"},
               "G13": {"G14"}, "G24": {"G09"}, "G25": {"G24"}, "G15": {"G08", "G23"}, "G14": {"G09"}}  # fmt: skip


def check(text: str, key: Key) -> None:
    before = asked(text)
    assert key in before, sorted(before)
    after = asked(pasted(text, before[key]))
    gone = set(before) - set(after) - {key}
    # once the last party is known, so is the consent of all; a group speaks for each of its members
    assert {code for code, _ in gone} <= {"G02": {"G01"}, "G19": {"G19"}}.get(key[0], set())
    assert key not in after
    assert {code for code, _ in set(after) - set(before)} <= FOLLOWED_BY.get(key[0], set())


def test_an_option_whose_choices_have_grounds_has_them() -> None:
    """The choice of today needs none: it is what is so."""
    plain = "      choices: {silent: nothing, talks: propose talks, treaty: propose a treaty}\n"
    written = "      choices: {silent: nothing, talks: {text: talk, from: paper}, treaty: {text: a treaty%s}}\n"
    bare = changed(FULL, ("      deadline: 2024-02-01\n      from: paper\n", "      deadline: 2024-02-01\n"))
    assert ("G04", "offer") in asked(bare)
    assert ("G04", "offer") in asked(changed(bare, (plain, written % "")))
    assert ("G04", "offer") not in asked(changed(bare, (plain, written % ", basis: judgement")))


def test_a_report_of_a_group_speaks_for_its_members() -> None:
    text = FULL + TREATY
    assert ("G19", "north") in asked(text)
    told = "reports:\n  - {of: friends, to: talks, sign: for, from: paper}\n"
    assert ("G19", "north") not in asked(changed(text, ("reports:\n", told)))


def test_a_full_dossier_leaves_nothing_to_ask() -> None:
    assert list(asked(FULL)) == []


@pytest.mark.parametrize(("key", "text"), [c for cases in CASES.values() for c in cases],
                         ids=[f"{code}-{i}" for code, cases in CASES.items() for i, _ in enumerate(cases)])  # fmt: skip
def test_the_line_answers_its_question_and_no_other(key: Key, text: str) -> None:
    check(text, key)


def test_every_kind_of_question_has_a_case_here() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "diagnostics.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| (G\d\d) \|", page, re.MULTILINE)) == set(CASES) | OF_EDITS


@pytest.mark.parametrize("name", names())
def test_in_the_shipped_cases_every_line_answers_its_question(name: str) -> None:
    text = case(name)
    found = asked(text)
    for key, gap in found.items():
        assert gap.line, key
    for key in one_of(2, found):
        check(text, key)


def test_answering_everything_that_is_asked_comes_to_an_end() -> None:
    text, rounds = case("first-case"), 0
    while asked(text):
        rounds += 1
        assert rounds < 40, list(asked(text))
        text = pasted(text, next(iter(asked(text).values())))
    assert rounds > 10


SCHEME = "arguments:\n  meant: {claim: they mean it, opposes: talks, scheme: argument from threat}\n"


def test_the_critical_questions_of_a_kind_come_with_its_argument_and_once() -> None:
    found = asked(changed(FULL, ("arguments:\n", SCHEME)))
    assert found["G24", "meant"].asks == SCHEMES["threat"].questions
    assert ("G09", "meant") not in found
    limited = "  empty: {claim: they cannot, limits: meant}\n"
    assert asked(changed(FULL, ("arguments:\n", SCHEME + limited))) == {}


def test_every_kind_of_argument_is_on_its_page_with_its_questions() -> None:
    page = (Path(__file__).parents[2] / "docs" / "theory" / "critical-questions.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z ]+)` \| (.+) \|$", page, re.MULTILINE)
    assert rows == [(s.name, " ".join(s.questions)) for s in SCHEMES.values()]
    names = [n for s in SCHEMES.values() for n in (s.name, *s.also)]
    assert len(names) == len(set(names))
    assert all(scheme_of(n) is not None for n in names)


def test_what_a_verdict_turns_on_is_asked_first() -> None:
    text = changed(FULL, ("    basis: fact\n", ""), ("silent\n      from: paper\n", "silent\n"))
    read_ = read(text)
    advice = advise(read_)
    assert {(g.code, g.hangs) for g in advice.gaps} == {("G04", False), ("G05", False)}
    claim = replace(advice.claims["agreed_then"], rests_on=({"set": "agreed.when", "to": False},))
    again = gaps(read_, replace(advice, claims={"agreed_then": claim}), analyses(read_, Kept()))
    assert [(g.code, g.hangs) for g in again] == [("G05", True), ("G04", False)]


def test_a_goal_that_an_assumption_threatens_too_has_more_than_one_way() -> None:
    goal = "      want: not (reply is refuse) and not storm\n      goal: true\n"
    text = changed(FULL, ("      want: agreed and thaw\n", goal))
    storm = "assumptions:\n  storm: {text: a storm, likelihood: unlikely, taken: false, basis: judgement}\n"
    calm = changed(text, (" and not storm", ""))
    assert {code for code, _ in asked(calm)} & {"G20", "G21"}
    assert not {code for code, _ in asked(changed(text, ("assumptions:\n", storm)))} & {"G20", "G21"}


def test_whoever_belongs_to_a_party_speaks_for_it_and_a_member_for_its_group() -> None:
    for who in ("friends", "north"):
        spoken = changed(FULL + TREATY, ("parties: [north, south]", "parties: [friends]"), ("of: envoy", f"of: {who}"))
        assert asked(spoken) == {}


def test_a_question_about_what_an_edit_added_names_no_line() -> None:
    edited = read(FULL).edited([{"add": "assumptions", "item": {"id": "frost", "text": "it freezes", "taken": True}}])
    (gap,) = advise(edited, audit=False).gaps
    assert (gap.code, gap.after_line, gap.in_line) == ("G10", None, None)
    assert gap.line.startswith("likelihood: likely")


def without_path(path: str, text: str = FULL) -> dict[Key, Gap]:
    edited = read(text).edited([{"drop": path}])
    return {(g.code, g.about): g for g in advise(edited, audit=False).gaps}


@pytest.mark.parametrize(
    ("path", "about", "said"),
    [
        ("paper", "sources", "One source was taken out"),
        ("us_2", "us", "One statement of `us` was taken out"),
        ("cheap", "arguments", "One argument was taken out"),
        ("documents.note.passages.0", "note", "One passage of `note` was taken out"),
        ("reports.0", "reports", "One report was taken out"),
    ],
)
def test_what_is_dropped_is_missing(path: str, about: str, said: str) -> None:
    assert without_path(path)["G28", about].question.startswith(said)


def test_a_field_or_a_variant_that_is_dropped_is_no_loss() -> None:
    variants = "variants:\n  frost: {why: it freezes, edits: [{set: thaw.taken, to: false}]}\n"
    assert "G28" not in {code for code, _ in without_path("costly.used")}
    assert without_path("frost", FULL + variants) == {}


def test_several_drops_of_a_kind_are_one_question() -> None:
    edited = read(FULL).edited([{"drop": "us_2"}, {"drop": "no_treaty"}, {"drop": "them_2"}])
    found = {(g.code, g.about): g.question for g in advise(edited, audit=False).gaps}
    assert found["G28", "us"].startswith("One statement")
    assert found["G28", "them"] == "2 statements of `them` were taken out: what stands in for them?"


def test_each_thing_that_rested_on_a_dropped_source_alone_is_named() -> None:
    text = changed(
        FULL, ("talks: propose talks", "talks: {text: propose talks, from: paper}"),
        ("sources:\n", "sources:\n  cable: {title: A cable}\n"),
        ("    limits: costly\n    from: paper\n", "    limits: costly\n    from: [paper, cable ¶3]\n"),
        ("      - text: We propose talks.\n", "      - {text: We propose talks., from: paper ¶2}\n"),
        ("    - want: not (reply is refuse)\n      from: paper\n",
         "    - want: not (reply is refuse)\n      from: paper\n      basis: inference\n"),
    )  # fmt: skip
    found = without_path("paper", text)
    assert {about for code, about in found if code == "G29"} == {"costly", "deal", "offer", "note", "envoy"}
    assert {about for code, about in found if code == "G04"} == {"offer", "reply"}
    assert ("G11", "them") in found
    assert found["G29", "note"].question == (
        "On what does passage 1 of `note` rest? The source that it had was taken out."
    )
    assert "“propose talks” in `offer`" in found["G29", "offer"].question
    assert {about for code, about in without_path("cable", text) if code == "G29"} == set()
    assert ("G29", "costly") in without_path("costly.from", text)


@pytest.mark.parametrize("key", [("G29", "costly"), ("G29", "envoy")])
def test_a_basis_in_the_place_of_a_dropped_source_answers(key: Key) -> None:
    gap = without_path("paper")[key]
    again = pasted(FULL, gap)
    assert key not in without_path("paper", again)


@pytest.mark.parametrize("name", ["molotov-1954", "first-case"])
def test_the_list_of_what_is_missing_grows_with_each_drop(name: str) -> None:
    dossier = read(case(name))
    before = {(g.code, g.about, g.question) for g in advise(dossier, audit=False).gaps}
    note = dossier.documents.get("note")
    passages = [f"documents.note.passages.{i}" for i, _ in enumerate(note.passages if note else ())]
    drops = [*list(dossier.sources)[:6], *list(dossier.statements)[:6], *list(dossier.arguments)[:6], *passages[:3]]
    grown = 0
    for path in one_of(2, drops):
        try:
            edited = dossier.edited([{"drop": path}])
        except DossierError:
            continue  # a formula uses it
        after = {(g.code, g.about, g.question) for g in advise(edited, audit=False).gaps}
        assert after - before, path
        grown += 1
    assert grown >= 3
