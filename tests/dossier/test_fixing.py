"""Quick fixes: what a diagnostic offers is put in the place of its span, and every other byte stays."""

from __future__ import annotations

import json
import os
import random
import re
from pathlib import Path

import pytest

from overture import cli, library
from overture.dossier import DossierError, names_of, read
from overture.files import saving
from overture.files.fixing import mended
from overture.files.splicing import stretch
from tests.dossier.texts import FIRST, SMALL, changed
from tests.samples import SOAK

# one slip each: the right words, the wrong ones
SLIPS = {
    "a section": ("rules:\n", "rulez:\n"),
    "a key": ("likelihood: unlikely", "likelyhood: unlikely"),
    "a key of Python": ("if: offer is not silent, serves", "if_: offer is not silent, serves"),
    "an actor": ("of: isle}", "of: isel}"),
    "an actor in a list": ("[herald], in", "[heral], in"),
    "a source with its page": ("from: memo ¶3", "from: meno ¶3"),
    "a name in a formula": ("not calm or storm", "not calm or strom"),
    "a wording in a formula": ("when: reply is refuse}", "when: reply is refuze}"),
    "a wording of a setting": ("rebuff: {reply: refuse}", "rebuff: {reply: refuze}"),
    "an owner": ("{isle.reply: accept}", "{port.reply: accept}"),
    "a word of a list": ("kind: press", "kind: pres"),
    "a truth": ("taken: false,", "taken: flase,"),
    "a day": ("as_of: 2024-03-01", "as_of: 1 March 2024"),
    "a proposal": ("after: speak", "after: spek"),
    "an argument": ("attacks: trap", "attacks: trapp"),
    "an option of a setting": ("enter: {offer:", "enter: {offr:"),
}


def offered(text: str) -> DossierError:
    with pytest.raises(DossierError) as caught:
        read(text)
    return caught.value


@pytest.mark.parametrize("what", SLIPS)
def test_a_slip_is_mended_and_the_text_is_the_right_one_again(what: str) -> None:
    right, wrong = SLIPS[what]
    text = changed(SMALL, right, wrong)
    found, changes = mended(text, offered(text).diagnostics)
    assert found == SMALL
    assert len(changes) == 1


def test_quotation_marks_stay() -> None:
    for mark in ("'", '"'):
        text = changed(SMALL, "of: isle}", f"of: {mark}isel{mark}}}")
        assert mended(text, offered(text).diagnostics)[0] == changed(SMALL, "of: isle}", f"of: {mark}isle{mark}}}")


def test_an_id_with_a_dash_is_joined_only_where_nothing_else_names_it() -> None:
    text = changed(SMALL, "  quiet: {rule", "  no-noise: {rule")
    assert mended(text, offered(text).diagnostics)[0] == changed(SMALL, "  quiet: {rule", "  no_noise: {rule")
    used = text + "# no-noise is meant\n"
    assert mended(used, offered(used).diagnostics)[0] == used


@pytest.mark.parametrize("day", ["26/3/1954", "3/4/1954", "31 February 2024", "spring 1954", "1954"])
def test_a_day_that_is_not_certain_is_left_alone(day: str) -> None:
    text = changed(SMALL, "as_of: 2024-03-01", f"as_of: {day}")
    assert [d.fix for d in offered(text).diagnostics] == [""]


def test_of_two_fixes_of_one_stretch_the_first_is_made() -> None:
    error = offered(changed(SMALL, "of: isle}", "of: isel}"))
    twice = [*error.diagnostics, *error.diagnostics]
    assert mended(error.text, twice) == mended(error.text, error.diagnostics)


def check(path: Path, *options: str) -> int:
    return cli.run(["check", str(path), *options])


def test_the_command_mends_the_file_says_each_change_and_checks_the_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(changed(changed(FIRST, "final: true", "finale: true"), "not (reply", "not (repli"), "utf-8")
    assert check(file, "--fix") == cli.FINE
    first, second, last = capsys.readouterr().out.splitlines()
    assert re.fullmatch(rf"{re.escape(str(file))}:\d+: `finale` → `final`", first)
    assert re.fullmatch(rf"{re.escape(str(file))}:\d+: `repli` → `reply`", second)
    assert "no mistakes" in last
    assert file.read_text("utf-8") == FIRST


def test_what_is_not_offered_is_told_as_usual(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(changed(changed(SMALL, "of: isle}", "of: isel}"), "isle: 2.5", "isle: nan"), "utf-8")
    assert check(file, "--fix") == cli.WRONG_INPUT
    told = capsys.readouterr()
    assert "`isel` → `isle`" in told.out
    assert "isel" not in told.err
    assert "expected a number" in told.err


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "byte order mark"])
@pytest.mark.parametrize("ending", ["", "\n\n# the end — 中 é\n"], ids=["no last newline", "a remark"])
def test_every_other_byte_stays(newline: str, mark: bytes, ending: str, tmp_path: Path) -> None:
    text = SMALL.rstrip("\n").replace("title: The strait", "title: Die Straße — 海峡 𝕊  # a remark")

    def written(text: str) -> bytes:
        return mark + (text + ending).replace("\n", newline).encode()

    file = tmp_path / "case.yaml"
    wrong = changed(changed(text, "of: isle}", "of: isel}"), "not calm or storm", "not calm or strom")
    file.write_bytes(written(wrong))
    os.chmod(file, 0o640)
    check(file, "--fix")
    assert file.read_bytes() == written(text)
    assert file.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["case.yaml"]


def test_with_json_the_output_stays_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(changed(SMALL, "of: isle}", "of: isel}"), "utf-8")
    check(file, "--fix", "--format", "json")
    told = capsys.readouterr()
    assert "claims" in json.loads(told.out)
    assert "`isel` → `isle`" in told.err


def test_a_treaty_file_is_mended_too(tmp_path: Path) -> None:
    file = tmp_path / "sea.yaml"
    right = library.treaty("north-atlantic-treaty")
    assert right is not None
    file.write_text(changed(right, "\nname: ", "\nnmae: "), "utf-8")
    check(file, "--fix")
    assert file.read_text("utf-8") == right


@pytest.mark.parametrize("shipped", ["first-case", "molotov-1954", "nat"])
def test_a_shipped_case_is_never_mended(shipped: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", shipped, "--fix"]) == cli.WRONG_INPUT
    assert "--fix needs the path of a file" in capsys.readouterr().err


def test_edits_and_fixes_do_not_go_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(wrong := changed(SMALL, "of: isle}", "of: isel}"), "utf-8")
    assert check(file, "--fix", "--set", "storm.taken=true") == cli.WRONG_INPUT
    assert "leave --set" in capsys.readouterr().err
    assert file.read_text("utf-8") == wrong


def test_a_file_that_somebody_changed_meanwhile_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(changed(SMALL, "of: isle}", "of: isel}"), "utf-8")

    def late(version: saving.Version, text: str) -> saving.Version:
        file.write_text("theirs\n", "utf-8")
        return saving.save(version, text)

    monkeypatch.setattr("overture.files.fixing.save", late)
    assert check(file, "--fix") == cli.WRONG_INPUT
    assert "changed by somebody else" in capsys.readouterr().err
    assert file.read_text("utf-8") == "theirs\n"


def test_a_fix_is_not_offered_for_what_an_edit_made_wrong() -> None:
    with pytest.raises(DossierError) as caught:
        read(SMALL).edited([{"set": "herald.of", "to": "isel"}])
    assert [d.fix for d in caught.value.diagnostics] == [""]


def misspelt(text: str, names: list[str], rng: random.Random) -> tuple[str, str]:
    """The text with one letter of one mention of a name changed, and the name."""
    name = rng.choice(names)
    places = [m.start() for m in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]
    at = rng.choice(places) + rng.randrange(1, len(name))
    return text[:at] + rng.choice("xzq") + text[at + 1 :], name


@pytest.mark.parametrize("name", library.names())
def test_random_misspellings_change_their_own_words_alone(name: str) -> None:
    rng = random.Random(name)
    right = library.case(name)
    dossier = read(right)
    names = [n for n in (*names_of(dossier), *dossier.sources) if len(n) > 3 and n in right]
    mistaken = restored = 0
    for _ in range(30 if SOAK else 12):
        text, _ = misspelt(right, names, rng)
        try:
            read(text)
        except DossierError as error:
            mistaken += 1
            found, changes = mended(text, error.diagnostics)
            restored += found == right
            at = 0
            spans = [d.span for d in error.diagnostics if d.fix and d.span]
            rest = found
            for start, end in sorted({stretch(text, s) for s in spans}):
                kept = text[at:start]
                assert rest.startswith(kept)
                rest = rest[len(kept) :]
                fix = next(c.new for c in changes if rest.startswith(c.new))
                rest, at = rest[len(fix) :], end
            assert rest == text[at:]
            assert all(c.old != c.new for c in changes)
    assert mistaken
    assert restored > mistaken / 2, "most slips of one letter are mended to the very file that was meant"
