"""The command `rank`: keys in, plain lines out, nothing lost, one stretch of the file changed."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from overture import cli
from overture.dossier import read
from tests.dossier.texts import FIRST, SMALL, changed

from .typist import Typist

BARE = FIRST[: FIRST.index("  them: [reply")]
FINE, WRONG = 0, 2
THEIRS = ["reply is accept", "offer is talks", "reply is none"]  # what the person who answers wants
_PROMPTS = re.compile(
    r"(which\?|y or n:|for alike:|change a statement:|y yes, n no:|take back which\?|takes it out\):|statement\?) $"
)


def rather(text: str) -> tuple[bool, ...]:
    """How the person who answers ranks an outcome, by its words: agreement first, then talks, then no refusal."""
    return ("accepts" in text, "talks" in text, "refuses" not in text)


def by_words(shown: str) -> str:
    """What that person answers to the last question that is shown."""
    question = shown[shown.rindex("question ") :]
    joined = re.sub(r"\s+", " ", question)
    found = re.search(r"(?:in both: (.*?) )?1 (.*?) 2 (.*?) (?:which|differs)", joined)
    assert found is not None, joined
    both = found[1] or ""
    one, other = rather(both + found[2]), rather(both + found[3])
    return "=" if one == other else "1" if one > other else "2"


def slip(shown: str) -> str:
    """The number of the answer in the last contradiction that is not what that person thinks."""
    told = re.sub(r"\s+", " ", shown[shown.rindex("These contradict each other") :])
    for number, one, alike, other in re.findall(r"(\d) “(.*?)” (?:rather than|(is as good as)) “(.*?)”", told):
        right = rather(one) == rather(other) if alike else rather(one) > rather(other)
        if not right:
            return f"{number}\n"
    raise AssertionError(told)


class Talk(io.StringIO):
    """A terminal's output that answers each prompt itself; `scripted` answers come first, by the prompt's number."""

    def __init__(self, otherwise: Callable[[str], str] = by_words, **scripted: str) -> None:
        super().__init__()
        self.otherwise, self.scripted, self.asked = otherwise, scripted, 0
        self.at: dict[int, Callable[[], None]] = {}

    def isatty(self) -> bool:
        return False

    def readline(self, *_: object) -> str:  # type: ignore[override]
        shown = self.getvalue()
        prompt = _PROMPTS.search(shown)
        assert prompt is not None, shown[-200:]
        self.asked += 1
        if self.asked in self.at:
            self.at[self.asked]()
        given = self.scripted.get(f"n{self.asked}")
        if given is None:
            given = self.otherwise(shown) if prompt[1] == "which?" else "y"
        return "" if given == "END" else given + "\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "case.yaml").write_bytes(BARE.encode())
    yield tmp_path


def rank(talk: io.StringIO, *arguments: str) -> tuple[int, str, str]:
    """The exit code, and what was printed: by the interview, and about what is wrong."""
    errors, before = io.StringIO(), sys.stdin
    sys.stdin = talk
    try:
        with redirect_stdout(talk), redirect_stderr(errors):
            code = cli.run(["rank", *arguments])
    finally:
        sys.stdin = before
    return code, talk.getvalue(), errors.getvalue()


def wants(path: Path = Path("case.yaml")) -> list[str]:
    from overture.logic import show

    return [show(s.want) for s in read(path.read_text()).preferences["them"]]


def test_an_interview_ends_with_statements_in_the_file(folder: Path) -> None:
    code, shown, errors = rank(Talk(), "case.yaml", "them")
    assert (code, errors) == (FINE, "")
    assert "question 1 of at most" in shown
    assert "Their government, best first\n   1  our government proposes talks; their government accepts\n" in shown
    assert "Above all: their government accepts. Then: our government proposes talks." in shown
    assert "So their government prefers “" in shown
    new = (folder / "case.yaml").read_text()
    assert new.startswith(BARE)
    assert wants() == THEIRS
    assert sorted(os.listdir()) == ["case.yaml"]


def test_no_question_says_that_more_are_left_than_the_one_before() -> None:
    _, shown, _ = rank(Talk(), "case.yaml", "them")
    most = [int(n) for n in re.findall(r"question \d+ of at most (\d+)", shown)]
    assert most == sorted(most, reverse=True)
    numbers = [int(n) for n in re.findall(r"question (\d+) of at most", shown)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_b_goes_back_to_the_same_question() -> None:
    _, shown, _ = rank(Talk(n1="b", n3="b"), "case.yaml", "them")
    assert "this is the first question" in shown
    questions = re.findall(r"question (\d+) of at most \d+\n(.*?)\n  which", shown, re.DOTALL)
    assert [n for n, _ in questions[:4]] == ["1", "1", "2", "1"]
    assert questions[0][1] == questions[1][1] == questions[3][1]
    assert wants() == THEIRS


def test_a_question_mark_sets_out_what_differs() -> None:
    _, shown, _ = rank(Talk(n1="?"), "case.yaml", "them")
    assert re.search(r"differs: What do (we say|they answer)\?\n    1  .+\n    2  .+\n", shown)


def test_what_is_no_answer_is_asked_again() -> None:
    _, shown, _ = rank(Talk(n1="3", n2="maybe"), "case.yaml", "them")
    assert shown.count("please answer with one of: 1, 2, =, <, ?, q") == 2
    assert wants() == THEIRS


@pytest.mark.parametrize("end", ["q", "END"], ids=["q", "end of input"])
def test_leaving_loses_nothing_and_the_next_start_goes_on(end: str, folder: Path) -> None:
    code, shown, _ = rank(Talk(n4=end), "case.yaml", "them")
    assert code == FINE
    told = "The answers so far are kept in case.rank-them.answers.yaml; `overture rank case.yaml them` goes on"
    assert told in shown
    assert (folder / "case.yaml").read_text() == BARE
    whole = Talk()
    rank(whole, "case.yaml", "them", "--dry-run")
    all_asked = whole.getvalue().count("which?")
    again = Talk()
    _, shown, _ = rank(again, "case.yaml", "them")
    assert "There are answers of last time in case.rank-them.answers.yaml" in shown
    assert again.getvalue().count("which?") <= all_asked
    assert wants() == THEIRS
    assert not (folder / "case.rank-them.answers.yaml").exists()


def test_answers_of_last_time_may_be_left_aside(folder: Path) -> None:
    rank(Talk(n2="q"), "case.yaml", "them")
    _, shown, _ = rank(Talk(n1="n"), "case.yaml", "them")
    assert "answers are known already" not in shown


def test_a_slip_shows_as_a_contradiction_and_one_answer_is_taken_back() -> None:
    slipped = False

    def slips(shown: str) -> str:
        nonlocal slipped
        if "to be sure" in shown[shown.rindex("question ") :] and not slipped:
            slipped = True
            return {"1": "2", "2": "1", "=": "1"}[by_words(shown)]
        return by_words(shown)

    talk = Talk(slips)
    talk_answers: list[str] = []
    original = talk.readline

    def readline(*more: object) -> str:
        shown = talk.getvalue()
        if shown.endswith("take back which? "):
            told = shown[shown.rindex("These contradict each other") :]
            talk_answers.append(told)
            return slip(shown)
        return original(*more)

    talk.readline = readline  # type: ignore[method-assign]
    code, _, _ = rank(talk, "case.yaml", "them")
    assert code == FINE
    assert talk_answers
    assert "rather than" in talk_answers[0]


def test_a_no_to_what_is_asked_back_is_heard_as_an_answer() -> None:
    talk = Talk()
    said_no = False
    original = talk.readline

    def readline(*more: object) -> str:
        nonlocal said_no
        shown = talk.getvalue()
        if shown.endswith("y or n: ") and "right?" in shown[-200:] and not said_no:
            said_no = True
            return "n\n"
        return slip(shown) if shown.endswith("take back which? ") else original(*more)

    talk.readline = readline  # type: ignore[method-assign]
    code, shown, _ = rank(talk, "case.yaml", "them")
    assert code == FINE
    assert "These contradict each other" in shown


def test_no_writes_nothing_and_keeps_the_answers(folder: Path) -> None:
    talk = Talk()
    original = talk.readline
    talk.readline = (  # type: ignore[method-assign]
        lambda *more: "n\n" if talk.getvalue().endswith("change a statement: ") else original(*more)
    )
    code, shown, _ = rank(talk, "case.yaml", "them")
    assert code == FINE
    assert "Nothing is written. The answers are kept in case.rank-them.answers.yaml." in shown
    assert (folder / "case.yaml").read_text() == BARE


def changing(*typed: str) -> Talk:
    """Somebody who changes the second statement before it is written."""
    talk, left = Talk(), ["e", "2", *typed]
    original = talk.readline

    def readline(*more: object) -> str:
        prompt = talk.getvalue()[-60:]
        if left and re.search(r"(change a statement:|which statement\?|takes it out\):) $", prompt):
            return left.pop(0) + "\n"
        return original(*more)

    talk.readline = readline  # type: ignore[method-assign]
    return talk


def test_a_statement_may_be_worded_otherwise_if_the_ranking_stays() -> None:
    rank(changing("offer is not (silent or treaty)"), "case.yaml", "them")
    assert wants()[1] == "offer is not (silent or treaty)"


@pytest.mark.parametrize(
    ("typed", "why"),
    [("offer is silent", "would not rank the outcomes"), ("offr is talks", "does not fit the file"),
     ("offer is (", "cannot be read"), ("", "would not rank the outcomes")],
)  # fmt: skip
def test_a_wording_that_ranks_otherwise_is_refused(typed: str, why: str) -> None:
    _, shown, _ = rank(changing(typed), "case.yaml", "them")
    assert why in shown
    assert wants() == THEIRS


def test_a_file_that_somebody_else_changed_meanwhile_is_left_alone(folder: Path) -> None:
    talk = Talk()
    theirs = BARE + "# a remark of somebody else\n"

    def somebody_else() -> None:
        (folder / "case.yaml").write_text(theirs)

    talk.at[3] = somebody_else
    code, _, errors = rank(talk, "case.yaml", "them")
    assert code == WRONG
    assert "changed by somebody else meanwhile" in errors
    assert "The answers are kept in case.rank-them.answers.yaml" in errors
    assert (folder / "case.yaml").read_text() == theirs
    assert (folder / "case.rank-them.answers.yaml").exists()


# statements that are there already


def test_statements_that_are_there_stay_and_are_added_to(folder: Path) -> None:
    text = BARE + "  them: [{id: first, want: reply is accept, because: we know it}]  # as told\n"
    (folder / "case.yaml").write_text(text)
    _, shown, _ = rank(Talk(), "case.yaml", "them")
    assert "One statement of the file stays; only where the file is silent is asked." in shown
    new = (folder / "case.yaml").read_text()
    assert "them: [{id: first, want: reply is accept, because: we know it}, {" in new
    assert new.endswith("]  # as told\n")
    assert wants() == THEIRS


def test_nothing_is_asked_again_once_it_is_in_the_file(folder: Path) -> None:
    rank(Talk(), "case.yaml", "them")
    before = (folder / "case.yaml").read_bytes()
    code, shown, _ = rank(Talk(), "case.yaml", "them")
    assert code == FINE
    assert "question" not in shown
    assert "nothing is written" in shown
    assert (folder / "case.yaml").read_bytes() == before


def test_afresh_says_what_it_replaces_and_replaces_it(folder: Path) -> None:
    (folder / "case.yaml").write_text(BARE + "  them: [reply is refuse]\n")
    _, shown, _ = rank(Talk(), "case.yaml", "them", "--afresh")
    assert "will be replaced" in shown
    assert wants() == THEIRS


def test_statements_that_something_names_are_not_replaced(folder: Path) -> None:
    text = changed(SMALL, "outcomes: [reply is accept and offer is talks,", "outcomes: [")
    text += "  - {date: 2025, text: later}\n"
    text = changed(text, "  talks_hold:", "  theirs: {text: still, kept: still}\n  talks_hold:")
    (folder / "case.yaml").write_text(text)
    code, _, errors = rank(Talk(lambda _: "="), "case.yaml", "isle", "--afresh", "--outcomes", "4")
    assert code == WRONG
    assert "unknown statement `still`" in errors
    assert (folder / "case.yaml").read_text() == text


# without a terminal


ANSWERS = """\
- {better: offer is talks and reply is accept, worse: as now}
- {better: as now, worse: reply is refuse and offer is treaty}
"""


def test_answers_from_a_file_ask_nothing(folder: Path) -> None:
    (folder / "a.yaml").write_text(ANSWERS)
    code, shown, _ = rank(io.StringIO(), "case.yaml", "them", "--answers", "a.yaml")
    assert code == FINE
    assert "which?" not in shown
    assert (folder / "case.yaml").read_text().startswith(BARE)
    assert len(wants()) in (1, 2)


def test_a_dry_run_prints_the_new_lines_and_writes_nothing(folder: Path) -> None:
    (folder / "a.yaml").write_text(ANSWERS)
    code, shown, _ = rank(io.StringIO(), "case.yaml", "them", "--answers", "a.yaml", "--dry-run", "--as", "outcomes")
    assert code == FINE
    assert "    outcomes:" in shown
    assert (folder / "case.yaml").read_text() == BARE


def test_what_the_answers_leave_open_is_told(folder: Path) -> None:
    (folder / "a.yaml").write_text(ANSWERS + "- {better: as now, worse: offer is talks}\n")
    code, shown, _ = rank(io.StringIO(), "case.yaml", "them", "--answers", "a.yaml")
    assert code == WRONG
    assert "The answers leave one question open at most" in shown
    assert (folder / "case.yaml").read_text() == BARE


def test_contradictory_answers_of_a_file_are_shown(folder: Path) -> None:
    last = "- {alike: [offer is talks and reply is accept, offer is treaty and reply is refuse]}\n"
    (folder / "a.yaml").write_text(ANSWERS + last)
    code, shown, _ = rank(io.StringIO(), "case.yaml", "them", "--answers", "a.yaml")
    assert code == WRONG
    assert len(re.findall(r"^  \d  “", shown, re.MULTILINE)) == 3


@pytest.mark.parametrize(
    ("line", "why"),
    [("- {better: foo is bar, worse: as now}", "nothing is called `foo`"),
     ("- {better: as now}", "an answer is"), ("- {alike: as now}", "an answer is"),
     ("- {better: as now, worse: as now}", "the same outcome"), ("better: worse", "expected a list"),
     ("- {better: reply is not none, worse: as now}", "name every option"),
     ("- {better: reply is accept and offer is silent, worse: as now}", "breaks a rule or need"),
     ("- {better: offer is (, worse: as now}", "is no outcome"), ("- [", "a.yaml")],
)  # fmt: skip
def test_a_mistake_in_a_file_of_answers_is_told_with_its_place(line: str, why: str, folder: Path) -> None:
    (folder / "a.yaml").write_text(line + "\n")
    code, _, errors = rank(io.StringIO(), "case.yaml", "them", "--answers", "a.yaml")
    assert code == WRONG
    assert why in errors
    assert "a.yaml" in errors
    assert (folder / "case.yaml").read_text() == BARE


@pytest.mark.parametrize(
    ("arguments", "why"),
    [(("case.yaml", "thm"), "did you mean `them`?"), (("case.yaml", "x"), "those who have are us, them"),
     (("case.yaml", "them", "--outcomes", "41"), "40 the most"),
     (("case.yaml", "them", "--outcomes", "1"), "2 is the fewest"),
     (("first-case", "them"), "comes with the product"), (("none.yaml", "them"), "no such file")],
)  # fmt: skip
def test_what_cannot_be_ranked_is_said(arguments: tuple[str, ...], why: str) -> None:
    code, _, errors = rank(io.StringIO(), *arguments)
    assert code == WRONG
    assert why in errors


def test_the_command_says_what_it_does_and_what_it_takes(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["rank", "--help"]) == FINE
    shown = " ".join(capsys.readouterr().out.split())
    assert "Ask which of two outcomes an actor would rather have" in shown
    for option in ("--outcomes", "--as", "--answers", "--afresh", "--no-checks", "--dry-run"):
        assert option in shown


def test_a_dry_run_of_an_interview_keeps_the_answers_for_the_next(folder: Path) -> None:
    code, shown, _ = rank(Talk(), "case.yaml", "them", "--dry-run")
    assert code == FINE
    assert "The answers are kept in case.rank-them.answers.yaml." in shown
    assert (folder / "case.yaml").read_text() == BARE
    _, shown, _ = rank(Talk(), "case.yaml", "them")
    assert wants() == THEIRS
    assert shown.count("which?") <= 1


# in a terminal


def test_it_works_in_a_terminal_with_the_keyboard_alone(folder: Path) -> None:
    (folder / "case.yaml").write_bytes(BARE.replace("\n", "\r\n").encode())
    with Typist(folder, "rank", "case.yaml", "them", prompt=_PROMPTS.pattern) as typist:
        keys = iter(["b", "?"])
        while (prompt := typist.prompted()) is not None:
            typist.type(next(keys, None) or (by_words(typist.screen) if prompt == "which?" else "y"))
        assert typist.end() == FINE
        assert "this is the first question" in typist.screen
        assert "differs: " in typist.screen
    new = (folder / "case.yaml").read_bytes()
    assert new.startswith(BARE.replace("\n", "\r\n").encode())
    assert b"\n" not in new.replace(b"\r\n", b"")
    assert wants() == THEIRS


# what stands in the list is not lost

RANKED = BARE + """\
  them:  # told by the cable
    outcomes:
      - {want: reply is accept and offer is talks, because: "the minister # said so"}  # sure
      - {want: offer is talks and reply is refuse, because: likewise}
# the end
"""
FIRST_PLACES = "- {better: offer is talks and reply is accept, worse: offer is talks and reply is refuse}\n"
LAST_PLACE = "- {better: as now, worse: offer is treaty and reply is accept}\n"


def by_file(folder: Path, answers: str, *more: str) -> tuple[int, str, str]:
    (folder / "a.yaml").write_text(answers)
    return rank(io.StringIO(), "case.yaml", "them", "--answers", "a.yaml", *more)


@pytest.mark.parametrize("form", [(), ("--as", "outcomes")])
def test_a_ranking_of_outcomes_stays_where_answers_say_nothing_new(form: tuple[str, ...], folder: Path) -> None:
    (folder / "case.yaml").write_text(RANKED)
    code, shown, _ = by_file(folder, FIRST_PLACES, *form)
    assert code == FINE
    assert "The ranking of the file stays. No further statement is needed." in shown
    assert "nothing is written, and one answer that it does not have is left out." in shown
    assert (folder / "case.yaml").read_text() == RANKED


def test_a_ranking_of_outcomes_is_added_to_below_and_a_second_run_changes_nothing(folder: Path) -> None:
    (folder / "case.yaml").write_text(RANKED)
    assert by_file(folder, LAST_PLACE)[0] == FINE
    new = (folder / "case.yaml").read_text()
    stays, end = RANKED.removesuffix("# the end\n"), "# the end\n"
    assert new.startswith(stays)
    assert new.endswith(end)
    assert "- want: reply is none" in new.removeprefix(stays)
    for form in ((), ("--as", "outcomes"), ("--as", "statements")):
        by_file(folder, LAST_PLACE, *form)
        assert (folder / "case.yaml").read_text() == new


def test_an_interview_adds_below_a_ranking_of_outcomes(folder: Path) -> None:
    (folder / "case.yaml").write_text(RANKED)
    code, shown, _ = rank(Talk(), "case.yaml", "them")
    assert code == FINE
    assert "The ranking of the file stays; only what has no place in it is asked." in shown
    assert (folder / "case.yaml").read_text().startswith(RANKED.removesuffix("# the end\n"))


def test_answers_that_part_what_the_ranking_of_the_file_puts_together_are_refused(folder: Path) -> None:
    text = changed(RANKED, "reply is accept and offer is talks", "offer is not silent")
    (folder / "case.yaml").write_text(text)
    code, shown, _ = by_file(folder, FIRST_PLACES)
    assert code == WRONG
    assert "What the file has is replaced only by `--afresh`." in shown
    assert (folder / "case.yaml").read_text() == text


@pytest.mark.parametrize(("there", "form"), [(RANKED, "statements"), (BARE + "  them: [reply is none]\n", "outcomes")])
def test_the_other_form_is_refused_without_afresh(there: str, form: str, folder: Path) -> None:
    (folder / "case.yaml").write_text(there)
    code, _, errors = by_file(folder, LAST_PLACE, "--as", form)
    assert code == WRONG
    assert "`--afresh`" in errors
    assert (folder / "case.yaml").read_text() == there


def test_afresh_by_answers_tells_what_is_replaced_and_which_comments_go(folder: Path) -> None:
    (folder / "case.yaml").write_text(RANKED)
    code, shown, _ = by_file(folder, FIRST_PLACES, "--afresh")
    assert code == FINE
    assert "This is what the file says of their government, and it will be replaced:\n  | outcomes:\n" in shown
    assert "These comments in it go too: # told by the cable; # sure\n" in shown
    assert (folder / "case.yaml").read_text().endswith("# the end\n")
    assert wants() == ["reply is accept"]


@pytest.mark.parametrize("form", [(), ("--as", "outcomes"), ("--as", "statements")])
def test_the_same_answers_twice_change_no_byte(form: tuple[str, ...], folder: Path) -> None:
    answers = ANSWERS + "- {alike: [as now, offer is treaty]}\n"
    assert by_file(folder, answers, *form)[0] == FINE
    new = (folder / "case.yaml").read_bytes()
    for again in (form, (), ("--as", "outcomes"), ("--as", "statements")):
        by_file(folder, answers, *again)
        assert (folder / "case.yaml").read_bytes() == new


# drafts and files of answers

DRAFT = "- {better: as now, worse: offer is talks}\n"


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_answers_from_a_file_leave_a_draft_alone(more: tuple[str, ...], folder: Path) -> None:
    draft = folder / "case.rank-them.answers.yaml"
    draft.write_text(DRAFT)
    _, shown, _ = by_file(folder, ANSWERS, *more)
    assert draft.read_text() == DRAFT
    assert "answers are kept" not in shown


def test_a_draft_given_as_the_answers_stays(folder: Path) -> None:
    draft = folder / "case.rank-them.answers.yaml"
    draft.write_text(ANSWERS)
    code, _, _ = rank(io.StringIO(), "case.yaml", "them", "--answers", draft.name)
    assert code == FINE
    assert draft.read_text() == ANSWERS


def test_a_draft_that_is_left_aside_keeps_its_answers(folder: Path) -> None:
    (folder / "case.rank-them.answers.yaml").write_text(DRAFT)
    _, shown, _ = rank(Talk(n1="n"), "case.yaml", "them")
    assert "They are set aside as case.rank-them.answers.1.yaml." in shown
    assert (folder / "case.rank-them.answers.1.yaml").read_text() == DRAFT


def test_where_there_is_one_outcome_nothing_is_written(folder: Path) -> None:
    text = changed(BARE, "preferences:", "rules: {still: offer is silent}\npreferences:")
    (folder / "case.yaml").write_text(text)
    code, shown, errors = rank(io.StringIO(), "case.yaml", "them")
    assert (code, errors) == (FINE, "")
    assert "There is nothing to rank" in shown
    assert (folder / "case.yaml").read_text() == text


def test_where_all_is_alike_it_is_asked_before_it_is_written(folder: Path) -> None:
    def alike(answer: str) -> tuple[int, str]:
        talk = Talk(lambda _: "=")
        original = talk.readline
        talk.readline = (  # type: ignore[method-assign]
            lambda *more: f"{answer}\n" if talk.getvalue().endswith("y yes, n no: ") else original(*more)
        )
        code, shown, _ = rank(talk, "case.yaml", "them")
        return code, shown

    code, shown = alike("n")
    assert code == FINE
    assert "All that was asked about is alike" in shown
    assert (folder / "case.yaml").read_text() == BARE
    alike("y")
    assert wants() == ["true"]


@pytest.mark.parametrize(
    ("answers", "why"),
    [("- {better: offer is nonsense, worse: as now}\n", "a.yaml:1: `offer is nonsense` is no outcome: `offer` has no"),
     ("- {better: reply, worse: as now}\n", "a.yaml:1: `reply` is no outcome"),
     ("- {better: reply is none, worse: as now}\n", "a.yaml:1: "), ("- {alike: [1, {}]}\n", "a.yaml:1: "),
     ("[]\n", "a.yaml:1: there is no answer in it"), ("", "a.yaml: this file is empty; an answer is"),
     ("# none yet\n", "a.yaml: this file is empty"),
     ("\n- {better: reply is accept, worse: as now}\n", "a.yaml:2: `reply is accept` breaks a rule")],
)  # fmt: skip
def test_answers_that_cannot_be_used_are_told_with_their_place(answers: str, why: str, folder: Path) -> None:
    code, _, errors = by_file(folder, answers)
    assert code == WRONG
    assert why in errors
    assert "case" not in errors


def test_a_draft_about_what_is_gone_is_told_with_its_place(folder: Path) -> None:
    (folder / "case.rank-them.answers.yaml").write_text("- {better: offer is nonsense, worse: as now}\n")
    code, _, errors = rank(Talk(), "case.yaml", "them")
    assert code == WRONG
    assert "case.rank-them.answers.yaml:1: `offer is nonsense`" in errors
    assert (folder / "case.rank-them.answers.yaml").exists()


def test_a_missing_file_of_answers_is_told_in_words_of_its_own() -> None:
    code, _, errors = rank(io.StringIO(), "case.yaml", "them", "--answers", "none.yaml")
    assert code == WRONG
    assert "none.yaml: there is no such file; `--answers` takes a file of answers" in errors
    assert "cases" not in errors


def test_names_stand_inside_sentences_without_a_capital(folder: Path) -> None:
    _, shown, _ = rank(Talk(), "case.yaml", "them")
    assert "What would their government rather have?" in shown
    assert "So their government prefers" in shown
    _, shown, _ = rank(Talk(), "case.yaml", "them", "--outcomes", "2")
    assert "No further statement is needed." in shown
    assert rank(io.StringIO(), "case.yaml", "them", "--outcomes", "1")[2].startswith("one outcome cannot be ranked")
