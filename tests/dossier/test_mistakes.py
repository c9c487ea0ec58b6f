"""What is wrong with a dossier is told with its code, its place and a way out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from overture import cli
from overture.dossier import DossierError, read
from overture.files.text import MAX_BYTES, read_file
from overture.library import case
from tests.dossier.texts import FIRST, SMALL, changed, error_of, mistakes, underlined

SOURCE = Path(cli.__file__).parent.parent


class Wrong(NamedTuple):
    """A change that makes one mistake: its code, the text under the carets, words of sentence and hint."""

    old: str
    new: str
    code: str
    under: str
    says: str
    hint: str = ""


CALM = "calm: {text: the strait is calm, when: not patrol"
WRONG: dict[str, Wrong] = {
    # the language
    "an unknown section": Wrong("rules:\n", "rulez:\n", "D101", "rulez", "unknown key `rulez`",
        "did you mean `rules`?"),
    "an unknown key": Wrong("likelihood: unlikely", "likelyhood: unlikely", "D101", "likelyhood", "unknown key",
                            "did you mean `likelihood`?"),
    "an unknown key, deep": Wrong("in: the press", "at: the press", "D101", "at", "unknown key", "known here: "),
    "a word of Python": Wrong("if: offer is not silent, serves", "if_: offer is not silent, serves", "D101", "if_",
                              "unknown key", "did you mean `if`?"),
    "an id within its entry": Wrong(CALM, CALM.replace("{", "{id: still_sea, "), "D101", "id", "unknown key `id`",
        "calm"),
    "a merge key": Wrong(CALM, CALM.replace("{", "{<<: {by: port}, "), "D101", "<<", "unknown key `<<`", "known here"),
    "an owner": Wrong("{text: patrol the strait", "{owner: isle, text: patrol the strait", "D101", "owner",
        "unknown key"),
    "a key given twice": Wrong("stage: draft\nhandling", "title: Again\nhandling", "D102", "title",
                               "the first time on line 3", "keep one"),
    "an id given twice": Wrong("  quiet: {rule", "  quiet: {rule: true}\n  quiet: {rule", "D102", "quiet",
                               "`quiet` is given twice, the first time on line 54", "keep one"),
    "a list for a text": Wrong("title: The strait", "title: [The strait]", "D103", "[The strait]", "expected a text"),
    "a text for a list": Wrong("duties: [{bearer: every party, to: every other party, do: assist}]", "duties: assist",
                               "D103", "assist", "expected a list here"),
    "a text for a group": Wrong("{isle.reply: accept}", "accept", "D103", "accept", "expected `option: value` entries"),
    "not one of the words": Wrong("kind: press", "kind: paper", "D103", "paper", "expected one of `state`"),
    "not a truth": Wrong("goal: true", "goal: perhaps", "D103", "perhaps", "expected `true` or `false`"),
    "not a number": Wrong("isle: 2.5", "isle: nan", "D103", "nan", "expected a number"),
    "not a day": Wrong("as_of: 2024-03-01", "as_of: 2024-02-30", "D103", "2024-02-30", "expected a day"),
    "not a month": Wrong("{date: 2024-06,", "{date: 2024-13,", "D103", "2024-13", "expected a day, month or year"),
    "a group for a formula": Wrong("rule: not patrol or offer is not talks", "rule: {a: b}", "D103", "{a: b}",
                                   "expected a formula, found a group of keys"),
    "an unknown actor": Wrong("of: isle}", "of: isel}", "D104", "isel", "unknown actor `isel`", "did you mean `isle`?"),
    "an actor of another kind": Wrong("members: [isle, reef]", "members: [isle, reply]", "D104", "reply",
                                      "`reply` is an option, not an actor"),
    "an unknown user": Wrong("[herald], in", "[heral], in", "D104", "heral", "unknown actor",
        "did you mean `herald`?"),
    "an unknown source": Wrong("from: memo ¶3", "from: meno ¶3", "D104", "meno", "unknown source `meno`",
                               "did you mean `memo`?"),
    "an unknown argument": Wrong("attacks: trap", "attacks: trapp", "D104", "trapp", "unknown argument", "`trap`?"),
    "a source for an argument": Wrong("attacks: trap", "attacks: memo", "D104", "memo", "unknown argument `memo`"),
    "a source for an actor": Wrong("of: isle}", "of: memo}", "D104", "memo", "unknown actor `memo`"),
    "a source in a formula": Wrong("not calm or storm", "not calm or memo", "D104", "memo", "unknown option"),
    "an unknown treaty": Wrong("{treaty: pact,", "{treaty: packt,", "D104", "packt", "unknown treaty", "`pact`?"),
    "an unknown option": Wrong("rebuff: {reply:", "rebuff: {reppy:", "D104", "reppy", "unknown option", "`reply`?"),
    "an unknown statement": Wrong("serves: peace", "serves: piece", "D104", "piece", "unknown statement", "`peace`?"),
    "an unknown proposal": Wrong("after: speak", "after: spek", "D104", "spek", "unknown proposal", "`speak`?"),
    "an unknown name in a formula": Wrong("not calm or storm", "not calm or strom", "D104", "strom",
                                          "unknown option, fact, assumption or decision `strom`", "`storm`?"),
    "an actor in a formula": Wrong("not calm or storm", "not calm or isle", "D104", "isle", "neither true nor false"),
    "a consent that nobody asks for": Wrong("not calm or storm", "consent_reef_pact", "D104", "consent_reef_pact",
                                            "unknown option, fact, assumption or decision"),
    "an empty value": Wrong("question: What shall the port propose about the strait?", "question:", "D105", "question",
                            "nothing stands behind `question`", "give a value"),
    "an empty choice": Wrong("{none: nothing, accept: accept, refuse: refuse}",
        "{none, accept: accept, refuse: refuse}",
                             "D105", "none", "nothing stands behind `none`"),
    "a comma inside braces": Wrong("text: Talks are best.", "text: Talks are best, always", "D010", ",",
                                   "this comma ends the text of `text`, and nothing stands behind `always`"),
    "a comma inside braces, and more words": Wrong(
        "text: Talks are best.", "text: Talks are best, as we said", "D010", ",", "nothing stands behind `as we said`",
        "put the text in quotes: `text: \"Talks are best, as we said\"`"),
    "a formula": Wrong("when: reply is refuse}", "when: reply is refuse or}", "D106", "}",
        "found the end of the formula"),
    "a formula, in the middle": Wrong("not calm or storm", "not calm or or storm", "D106", "or", "found `or`"),
    "a sign in a formula": Wrong("not calm or storm", "not calm = storm", "D106", "=", "found `=`", "write `is`"),
    "a formula of the needs of a choice": Wrong("{accept: offer is not silent}", "{accept: offer is}", "D106", "}",
                                                "expected a value after `is`"),
    "an id of two kinds": Wrong("  convoy: {text", "  storm: {text", "D108", "storm",
                                "`storm` already names an assumption on line 58", "ids are unique"),
    "two options of one name": Wrong("    patrol: {text", "    offer: {text", "D108", "offer", "names two options"),
    "a document of a used name": Wrong("  letter: {title", "  speak: {title", "D108", "speak",
        "already names a proposal"),
    "a figure that is called as a statement": Wrong("  ships: {text", "  peace: {text", "D108", "peace",
        "`peace` already names a statement on line 65"),
    "two statements of one name": Wrong("{id: still, want", "{id: heard, want", "D108", "heard",
        "`heard` already names a statement on line 66"),
    "a missing key": Wrong("title: The strait\n", "", "D109", "overture", "`title` is missing", "add `title:`"),
    "a missing key of an entry": Wrong("{title: A memorandum, kind", "{kind", "D109", "memo", "`title` is missing"),
    "no choice now": Wrong("refuse: refuse}, now: none", "refuse: refuse}", "D109", "reply",
        "does not say what is so now",
                           "add `now: none`"),
    "half a test": Wrong("recommended: speak}\nconting", "better: speak}\nconting", "D109", "better",
        "`better` needs `than`", "add `than:`"),
    "no such choice": Wrong("rebuff: {reply: refuse}", "rebuff: {reply: refuze}", "D110", "refuze",
                            "`reply` has no choice `refuze`", "did you mean `refuse`?"),
    "no such choice in a formula": Wrong("when: reply is refuse}", "when: reply is refuze}", "D110", "refuze",
                                         "has no choice", "did you mean `refuse`?"),
    "no such choice to need something": Wrong("needs: {accept:", "needs: {acept:", "D110", "acept", "has no choice"),
    "steps of what has no order": Wrong("when: reply is refuse}", "when: reply is at least accept}", "D110", "reply",
                                        "not ordered", "add `ordered: true`"),
    "a choice alone": Wrong("when: reply is refuse}", "when: reply}", "D110", "reply", "is a choice; say which",
                            "write `reply is none`"),
    "a fact with wordings": Wrong("not calm or storm", "calm is storm", "D110", "calm", "has no wordings",
        "`calm` alone"),
    "a setting of another": Wrong("enter: {offer: join}", "enter: {reply: accept}", "D110", "reply",
        "an option of `isle`"),
    "an outsider who must decide": Wrong("consent: every party}", "consent: {at_least: 1, among_them: [port]}}", "D110",
                                         "port", "not among those who decide in `pact`"),
    "an act of tomorrow": Wrong("{isle: reply is accept}", "{isle: 2024-03-02}", "D112", "2024-03-02",
                                "later than the date of the dossier", "write a formula"),
    "no preferences": Wrong("  isle:\n    outcomes:", "  isle: []\n  port_2: \n    outcomes:", "D113", "isle",
                            "has options but no preferences", "most important first"),
    "an id that is a connective": Wrong(CALM, CALM.replace("calm:", '"or":', 1), "D114", "or",
        "a word of the language"),
    "an id that is a section": Wrong(CALM, CALM.replace("calm:", "rules:", 1), "D114", "rules",
        "a word of the language"),
    "an id that is a proposal of all": Wrong("  enter: {", "  do_nothing: {", "D114", "do_nothing",
        "a word of the language"),
    "an id with a space": Wrong("  enter: {", "  go in: {", "D114", "go in", "cannot be an id", "write `go_in`"),
    "a wording that cannot be said": Wrong("accept: accept, refuse: refuse}",
        "accept: accept, refuse: refuse, no answer: x}",
                                           "D114", "no answer", "no formula can name the choice `no answer`"),
    "two tests": Wrong("recommended: speak}\nconting", "recommended: speak, kept: peace}\nconting", "D115", "kept",
                       "two tests", "make two claims"),
    "a key of another test": Wrong("recommended: speak}\nconting", "recommended: speak, if: calm}\nconting", "D116",
                                   "if",
                                   "`if` does not belong to a claim tested by `recommended`", "stands beside `holds`"),
    "half of a test alone": Wrong("recommended: speak}\nconting", "worse_than: {offer: join}}\nconting", "D116",
                                  "worse_than", "`worse_than` has no test", "stands beside `variant`"),
    "an option of another owner": Wrong("{isle.reply: accept}", "{port.reply: accept}", "D110", "port.reply",
                                        "`reply` is an option of `isle`, not of `port`", "did you mean `isle.reply`?"),
    "an option of another owner in a formula": Wrong("when: reply is refuse}", "when: reef.reply is refuse}", "D110",
                                                     "reef.reply", "of `isle`, not of `reef`", "`isle.reply`?"),
    "a yes/no option of another owner": Wrong("not calm or storm", "not calm or port.patrol", "D110", "port.patrol",
                                              "of `isle`, not of `port`", "`isle.patrol`?"),
    "a wording that is supported": Wrong("supports: offer.talks", "supports: offer.talk", "D110", "talk",
                                         "`offer` has no choice `talk`", "did you mean `talks`?"),
    "an option of the wrong side": Wrong("rebuff: {reply: refuse}", "rebuff: {offfer: join}", "D104", "offfer",
                                         "unknown option `offfer`", "options here: reply, patrol"),
    "an empty item": Wrong("rests_on: [memory]", "rests_on: [memory, ~]", "D105", "~", "an item of the list is empty"),
    "a day in words": Wrong("as_of: 2024-03-01", "as_of: 1 March 2024", "D103", "1 March 2024", "expected a day",
                            "did you mean `2024-03-01`?"),
    "a text that is quoted": Wrong("of: isle}", 'of: "isel"}', "D104", "isel", "unknown actor `isel`", "`isle`?"),
    "the second of two sources": Wrong("from: memo ¶2}", "from: [memo, mem0 p. 3]}", "D104", "mem0",
                                       "unknown source `mem0`", "did you mean `memo`?"),
    # the file
    "a tag": Wrong("title: The strait", "title: !!str The strait", "D008", "!!str The strait", "tags", "leave it out"),
    "an anchor": Wrong("title: The strait", "title: &a The strait", "D008", "&a The strait", "anchors", "leave it out"),
    "an alias": Wrong("title: The strait", "title: *a", "D008", "*a", "references", "repeat the text"),
    "a second document": Wrong("sources:\n", "---\nsources:\n", "D005", "---", "holds several", "remove the line"),
    "not YAML": Wrong("title: The strait", "title: The strait: north", "D009", ":",
                      "a colon inside the unquoted text of `title`",
                      "put the text in quotes: `title: \"The strait: north\"`"),
    "a tab": Wrong("handling:", "\thandling:", "D011", "\t", "a tab indents this line", "with spaces"),
    "a quotation mark not closed": Wrong("title: The strait", 'title: "The strait', "D012", '"',
                                         "opened here and never closed", 'close it: `title: "The strait"`'),
    "a bracket not closed": Wrong("{isle.reply: accept}", "{isle.reply: accept", "D013", "{", "never closed",
                                  "write `}`"),
    "a bracket of the wrong kind": Wrong("{isle.reply: accept}", "{isle.reply: accept]", "D013", "]",
                                         "`]` closes the bracket `{` that is opened on line", "write `}` here"),
    "a line between the levels": Wrong("  best: {", " best: {", "D014", "best:", "indented by 1 space",
                                       "indent it by "),
    "a sign that starts no text": Wrong("title: The strait", "title: @ the strait", "D015", "@", "no text can start",
                                        'put the text in quotes: `title: "@ the strait"`'),
    "a text that turns round": Wrong("title: The strait", "title: The \u202estrait", "D016", "\u202e", "U+202E",
                                     "remove it"),
    "another version": Wrong("overture: 1\n", "overture: 2\n", "D007", "2", "format version 2", ""),
    "a control character": Wrong("title: The strait", "title: The \x07strait", "D005", "\x07", "U+0007", "remove it"),
    # the case
    "a status quo that breaks a rule": Wrong("rule: not patrol or offer", "rule: patrol or offer", "D201",
                                             "quiet", "what is so now breaks", "change the rule"),
    "a proposal that breaks a rule": Wrong("enter: {offer: join}", "enter: {offer: join}\nrulings: []", "D101",
        "rulings",
                                           "unknown key", "`rules`?"),
    "a world that no rule allows": Wrong("  quiet: {rule", "  never: {rule: storm}\n  quiet: {rule", "D203",
                                         "never", "exclude every setting", "change the rule"),
}  # fmt: skip
# what one slip makes wrong besides
BESIDES = {
    "two options of one name": {"D104", "D110"},
    "no preferences": {"D104", "D113", "D101", "D103", "D105", "D110"},
    "an id that is a connective": {"D104", "D106"}, "an id that is a section": {"D104"}, "an id of two kinds": {"D104"},
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_has_its_code_its_place_and_its_hint(name: str) -> None:
    wrong = WRONG[name]
    text = changed(SMALL, wrong.old, wrong.new)
    if name == "a status quo that breaks a rule":
        text = changed(text, "patrol or offer is not talks", "patrol")
    found = mistakes(text)
    these = [d for d in found if d.code == wrong.code and wrong.says in d.message]
    assert these, [(d.code, d.message) for d in found]
    told = these[0]
    assert underlined(text, told) == wrong.under
    assert wrong.hint in told.hint
    others = {d.code for d in found if d not in these}
    assert others <= BESIDES.get(name, set()), [(d.code, d.message) for d in found]


@pytest.mark.parametrize("name", WRONG)
def test_the_command_line_tells_it_and_answers_nothing(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(changed(SMALL, WRONG[name].old, WRONG[name].new), encoding="utf-8")
    if name == "a status quo that breaks a rule":
        file.write_text(changed(SMALL, "not patrol or offer is not talks", "patrol"), encoding="utf-8")
    assert cli.run(["analyse", str(file)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    assert re.match(rf"{re.escape(str(file))}(:\d+:\d+)?: error D\d\d\d: ", err)


def test_the_terminal_shows_the_line_with_carets_under_the_mistake() -> None:
    error = error_of(changed(FIRST, "needs: offer is not silent", "needs: offer is not silnt"))
    head, line, carets = error.show().split("\n")
    assert head == "dossier:11:133: error D110: `offer` has no choice `silnt`; did you mean `silent`?"
    assert line[carets.index("^") : carets.rindex("^") + 1] == "silnt"


def test_a_short_line_is_shown_whole() -> None:
    error = error_of("overture: 1\ntitle: x\nas_of: 2024-01-15\nproposer: usr\nactors: {ussr: {name: U}}\n"
                     "options: {ussr: {a: {}}}\npreferences: {ussr: [a]}\n")  # fmt: skip
    assert error.show() == (
        "dossier:4:11: error D104: unknown actor `usr`; did you mean `ussr`?\n"
        "     4 | proposer: usr\n"
        "       |           ^^^"
    )


@pytest.mark.parametrize(
    ("written", "under", "line", "column"),
    [
        ('  r: "reply is accept or reply is refuze"\n', "refuze", 16, 35),
        ("  r: 'reply is refuze'\n", "refuze", 16, 16),
        ("  r: reply is accept\n     or reply is refuze\n", "refuze", 17, 18),
        ("  r: >\n    reply is accept\n    or reply is refuze\n    or true\n", "refuze", 18, 17),
        ("  r: |\n    reply is accept\n    or reply is refuze\n", "refuze", 18, 17),
        ('  r: "reply is\n    refuze"\n', "refuze", 17, 5),
        ("  r: {rule: reply is (accept\n    or refuze)}\n", "refuze", 17, 8),
        ("  中: 'reply is refuze'\n", "refuze", 16, 16),
    ],
)
def test_a_place_within_a_text_is_found_however_the_text_is_written(
    written: str, under: str, line: int, column: int
) -> None:
    text = FIRST + "rules:\n" + written
    (told,) = mistakes(text)
    assert underlined(text, told) == under
    assert told.span is not None
    assert (told.span.line, told.span.column) == (line, column)


@pytest.mark.parametrize(
    ("written", "line", "column"),
    [
        ('  r: "reply is accept &"\n', 16, 23),
        ("  r: >\n    reply is accept\n    or | true\n", 18, 8),
        ("  r: reply is accept\n     or or true\n", 17, 9),
    ],
)
def test_a_slip_within_a_text_is_found_however_the_text_is_written(written: str, line: int, column: int) -> None:
    (told,) = mistakes(FIRST + "rules:\n" + written)
    assert told.code == "D106"
    assert told.span is not None
    assert (told.span.line, told.span.column) == (line, column)


def test_a_slip_in_a_ranking_is_told_once_and_in_its_own_outcome() -> None:
    text = changed(SMALL, "text: nothing is asked}, not patrol]", "text: nothing is asked}, not patroll]")
    (told,) = mistakes(text)
    assert underlined(text, told) == "patroll"
    text = changed(
        SMALL, "reply is accept and offer is talks, {id: still", "reply is acept and offer is talks, {id: still"
    )
    (told,) = mistakes(text)
    assert underlined(text, told) == "acept"


@pytest.mark.parametrize(
    ("old", "new", "circle"),
    [
        (CALM, "tide: {when: calm, basis: fact}\n  calm: {when: not tide", "tide → calm → tide"),
        (CALM, "calm: {when: not calm", "calm → calm"),
        (CALM, "calm: {when: stands(trap)", "calm → stands(trap) → calm"),
        ("in_force: offer is talks and reply is accept", "in_force: port is party to league",
         "league is in force → port is party to league → league is in force"),
        ("{port: yes}}\n    stops: [pact]", "{port: survey}}\n    parties: [port, isle]", "survey → survey"),
        (CALM, "calm: {when: league is in force", ""),
    ],
    ids=["facts", "a fact", "status through fact", "treaty", "decision", "no circle"],
)  # fmt: skip
def test_a_circle_of_definitions_is_told_whole(old: str, new: str, circle: str) -> None:
    text = changed(SMALL, old, new)
    if not circle:
        read(text)
        return
    (told,) = mistakes(text)
    assert told.code == "D107"
    told_circle = told.message.partition("in a circle: ")[2].split(" → ")
    assert told_circle[0] == told_circle[-1]
    expected = circle.split(" → ")
    turned = [expected[i:-1] + expected[:i] for i in range(len(expected) - 1)]
    assert told_circle[:-1] in turned
    assert told.span is not None
    assert "define one of them" in told.hint


def test_a_proposal_that_is_infeasible_names_what_forbids_it() -> None:
    text = changed(SMALL, "  quiet: {rule", "  never: {rule: offer is not join}\n  quiet: {rule")
    (told,) = mistakes(text)
    assert told.code == "D202"
    assert told.message == "the proposal `enter` breaks the rule `never`: offer is not join"
    assert underlined(text, told) == "enter"


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    text = SMALL
    for name in ("an unknown key", "an unknown actor", "an unknown argument", "an unknown statement", "a formula",
                 "not a number", "an act of tomorrow", "no such choice"):  # fmt: skip
        text = changed(text, WRONG[name].old, WRONG[name].new)
    found = mistakes(text)
    assert len(found) == 8
    assert [d.span for d in found] == sorted(d.span for d in found if d.span)


SEVEN = (
    "an unknown key", "a key given twice", "not one of the words", "an unknown actor", "no such choice in a formula",
    "a formula", "two tests",
)  # fmt: skip


def test_seven_mistakes_in_one_file_are_seven_diagnostics_in_the_order_of_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SMALL
    for name in SEVEN:
        old, new = WRONG[name].old, WRONG[name].new
        if name == "a formula":
            old, new = "changes_if: calm", "changes_if: calm or"
        text = changed(text, old, new)
    file = tmp_path / "case.yaml"
    file.write_text(text, encoding="utf-8")
    assert cli.run(["check", str(file), "--format", "json"]) == 2
    out, err = capsys.readouterr()
    told = json.loads(out)["diagnostics"]
    assert sorted(d["code"] for d in told) == sorted(WRONG[name].code for name in SEVEN)
    places = [(d["line"], d["column"]) for d in told]
    assert places == sorted(places)
    shown = re.findall(rf"^{re.escape(str(file))}:(\d+):(\d+): error (D\d\d\d): ", err, re.MULTILINE)
    assert shown == [(str(d["line"]), str(d["column"]), d["code"]) for d in told]


def test_twenty_mistakes_of_one_kind_stay_twenty() -> None:
    lines = "".join(f"  wrong_{i}: {{text: t, when: nothing_{i}, basis: judgement}}\n" for i in range(20))
    found = mistakes(changed(SMALL, "facts:\n", f"facts:\n{lines}"))
    assert [d.code for d in found] == ["D104"] * 20
    assert len({d.span for d in found}) == 20


def test_a_mistake_in_the_head_hides_no_other() -> None:
    text = changed(changed(SMALL, "as_of: 2024-03-01", "as_of: 2024-02-30"), "of: isle}", "of: isel}")
    assert [d.code for d in mistakes(text)] == ["D103", "D104"]
    text = changed(changed(SMALL, "proposer: port\n", ""), "of: isle}", "of: isel}")
    assert [d.code for d in mistakes(text)] == ["D109", "D104"]


def test_a_slip_in_an_entry_hides_no_wrong_reference_in_it() -> None:
    text = changed(SMALL, "attacks: trap, rests_on", "atacks: trap, supports_: x, rests_on")
    text = changed(text, "rests_on: [memory]", "rests_on: [memry]")
    assert [d.code for d in mistakes(text)] == ["D101", "D101", "D104"]


@pytest.mark.parametrize(
    "section",
    ["sources", "actors", "treaties", "options", "facts", "assumptions", "arguments", "preferences", "proposals",
     "replies"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["a misspelt section", "a text", "a list"])
def test_a_section_that_cannot_be_read_makes_no_mention_of_it_wrong(section: str, form: str) -> None:
    new = section[:-1] + "z:" if form == "a misspelt section" else f"{section}:"
    text = changed(SMALL, f"\n{section}:\n", f"\n{new}\n")
    if form != "a misspelt section":
        start = text.index(f"\n{section}:\n") + len(section) + 2
        end = re.compile(r"^\w", re.MULTILINE).search(text, start)
        assert end is not None
        given = " all of it\n" if form == "a text" else " [a, b]\n"
        text = text[:start] + given + text[end.start() :]
    (told,) = mistakes(text)
    assert told.code == ("D101" if form == "a misspelt section" else "D103")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("isle: {name: The Isle,", "isle: {nam: The Isle,"),
        ("isle: {name: The Isle,", "isle: {"),
        ("isle: {name: The Isle, aliases: [the island], kind: government, foresight: seq}", "isle: [The Isle]"),
        ("choices: {none: nothing,", "choises: {none: nothing,"),
        ("    name: Strait Pact\n    stage: in force", "    name: Strait Pact\n    stage: in vigour"),
        ("when: not patrol, basis: judgement", "when: not, basis: judgement"),
        ("taken: false, from: memo ¶3", "taken: [x], from: memo ¶3"),
        ("claim: People remember it.", "klaim: People remember it."),
        ("memo: {title: A memorandum,", "memo: {titel: A memorandum,"),
        ("  rebuff: {reply: refuse}", "  rebuff: refuse"),
        ("    - {id: peace, want: not patrol, goal: true", "    - {id: peace, want: not, goal: true"),
        ("    outcomes: [reply is accept and", "    outcomes: [reply is accept and and"),
    ],
)
def test_an_entry_that_cannot_be_read_makes_no_mention_of_it_wrong(old: str, new: str) -> None:
    assert len(mistakes(changed(SMALL, old, new))) == 1


def test_an_option_that_cannot_be_read_makes_nothing_else_wrong() -> None:
    (told,) = mistakes(changed(FIRST, "final: true", "final: perhaps"))
    assert (told.code, told.message) == ("D103", "expected `true` or `false`, found `perhaps`")


def test_what_cannot_be_read_makes_nothing_else_wrong() -> None:
    for old, new in (("when: not patrol, basis", "when: not, basis"), ("taken: false", "taken: perhaps"),
                     ("claim: People remember it.", "claim: [x]"), ("kind: group", "kind: club")):  # fmt: skip
        assert len(mistakes(changed(SMALL, old, new))) == 1


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"", "D004", "this file is empty"),
        (b"# only a remark\n", "D004", "this file is empty"),
        (b"\xef\xbb\xbf", "D004", "this file is empty"),
        (b"overture: 1\ntitle: caf\xe9\n", "D003", "not UTF-8"),
        (FIRST.encode("utf-16"), "D003", "not UTF-8"),
        (b"hello\n", "D103", "a dossier starts with"),
        (b"- a\n", "D103", "a dossier starts with"),
        (b"{}\n", "D109", "is missing"),
        (b"a" * (MAX_BYTES + 1), "D006", "larger than 4 MB"),
    ],
    ids=["empty", "a remark", "a mark of order", "Latin-1", "UTF-16", "a word", "a list", "nothing in it", "too large"],
)
def test_what_is_no_dossier_is_told(
    data: bytes, code: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "case.yaml"
    file.write_bytes(data)
    assert cli.run(["check", str(file)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert f"error {code}: " in err
    assert says in err


def test_a_byte_that_is_not_text_has_its_place(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_bytes(b"overture: 1\ntitle: caf\xe9\n")
    with pytest.raises(DossierError) as caught:
        read_file(file)
    assert caught.value.show().startswith(f"{file}:2:11: error D003")


def test_a_folder_and_a_missing_file_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", str(tmp_path)]) == 2
    assert "error D002: this is a folder" in capsys.readouterr().err
    assert cli.run(["check", str(tmp_path / "none.yaml")]) == 2
    assert "error D001: no such file" in capsys.readouterr().err
    assert cli.run(["check", str(tmp_path / ("x" * 300 + ".yaml"))]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_every_code_of_the_language_and_the_case_has_a_wrong_example_here_and_a_line_in_the_reference() -> None:
    codes = {c for module in SOURCE.rglob("*.py") for c in re.findall(r'"(D[1-4]\d\d)"', module.read_text("utf-8"))}
    treaties = Path(__file__).parents[1] / "treaties" / "test_mistakes.py"
    shown = set(re.findall(r"\bD\d{3}\b", Path(__file__).read_text("utf-8") + treaties.read_text("utf-8")))
    assert codes - shown - {"D301"} == set()  # edits have their own tests
    reference = (SOURCE.parents[1] / "docs" / "reference" / "diagnostics.md").read_text("utf-8")
    assert codes <= set(re.findall(r"\bD\d{3}\b", reference))


def test_groups_that_are_members_of_each_other_are_told_as_a_whole_circle() -> None:
    text = case("first-case").replace(
        "them: {name: Their government}",
        "them: {name: Their government}, g: {name: G, members: [z, h]}, h: {name: H, members: [g]}, z: {name: Z}",
    )
    with pytest.raises(DossierError) as caught:
        read(text)
    (mistake,) = caught.value.diagnostics
    assert mistake.code == "D107"
    assert "→" in mistake.message


def test_aims_that_serve_each_other_are_a_circle() -> None:
    text = case("first-case").replace(
        "us:   [reply is accept and offer is treaty, ",
        "us:   [{id: a1, want: reply is accept, serves: a2}, {id: a2, want: offer is talks, serves: a1}, ",
    )
    with pytest.raises(DossierError) as caught:
        read(text)
    assert [d.code for d in caught.value.diagnostics] == ["D107"]
