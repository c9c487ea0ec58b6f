"""No treaty file and no question ends in a traceback or a hang. OVERTURE_SEEDS=2000 tries more mutants."""

from __future__ import annotations

import json
import os
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from overture import library
from overture.files.nodes import plain
from overture.files.text import compose
from tests import in_time
from tests.cli.test_treaty_commands import SHORE
from tests.in_time import TooSlow
from tests.treaties.test_acts import DEPOSITS, lake

FINE, DIFFERS, WRONG = 0, 1, 2
TIME = 5  # seconds of the processor, for one command
SEEDS = int(os.environ.get("OVERTURE_SEEDS", "0")) or 32
CHUNKS = 4

LAKE = lake(DEPOSITS)
NEEDED = "at least 2 of signatories deposited"
STRANGERS = ", ".join(f"s{i}" for i in range(5_000))


def ended(*arguments: str) -> tuple[int, str, str]:
    """How a command ends: its code, and what it prints. It raises what `overture` would end with in a traceback."""
    return in_time.ended(list(arguments), TIME)


def commands(file: str) -> list[tuple[str, ...]]:
    """Every command that reads a treaty file, and a question of most forms."""
    questions = (
        "on: 1955-01-01, status: {party: alba}",
        "on: 1955-01-01, try: {act: denounce, by: alba}",
        "on: 1955-01-01, fact: {armed attack: {by: fara, on: alba, at: lake}}",
    )
    return [
        ("treaties", file, "--on", "1955-01-01"), ("treaties", file, "--on", "0001-01-01"),
        ("play", file), ("check", file), ("power", file, "--on", "1955-01-01"), *(("ask", file, q) for q in questions),
    ]  # fmt: skip


def changed(*pairs: tuple[str, str]) -> str:
    text = LAKE
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def needing(condition: str) -> str:
    return changed((NEEDED, condition))


def organ(words: str) -> str:
    return changed(("\nlog:", f"\norgans: {{council: {words}}}\nlog:"))


def grouping(words: str) -> str:
    return changed(("  riparian:", words + "  riparian:"))


def regions(words: str) -> str:
    return changed(("regions: {", "regions: {" + words))


def provision(words: str) -> str:
    return changed(("regions: {lake", f'  - {{art: "9", says: s, {words}}}\nregions: {{lake'))


READ: dict[str, str] = {
    "a group of 5,000 members": changed(("riparian: [", f"riparian: [{STRANGERS}, ")),
    "200 readings": changed((
        "    says: A signatory deposits.\n",
        "    says: A signatory deposits.\n    readings: {"
        + ", ".join(f"r{i}: {{says: s, set: {{start: 1950-01-01}}}}" for i in range(200)) + "}\n")),
    "20 articles with two readings each": changed((
        "regions: {lake",
        "".join(f'  - {{art: "1{i}", says: s, readings: {{a: {{says: s, set: {{start: 1950-01-01}}}}, '
                f"b: {{says: s, set: {{start: 1951-01-01}}}}}}}}\n" for i in range(20)) + "regions: {lake")),
    "a day with 200 other dates": lake(
        "{on: 1950-03-01, also: {" + ", ".join(f"{1951 + i}-01-01: z" for i in range(200))
        + "}, act: deposit, by: alba}"),
    "1,000 articles": changed((
        "regions: {lake", "".join(f'  - {{art: "a{i}", says: s, power: {{act: deposit, by: x}}}}\n'
                                  for i in range(1_000)) + "regions: {lake")),
    "2,000 versions of an article": changed((
        "    says: A signatory deposits.\n",
        "    says: A signatory deposits.\n    versions: ["
        + ", ".join(f"{{from: {1950 + i}-01-01, says: s{i}}}" for i in range(2_000)) + "]\n")),
    "1,000 duties to assist": changed((
        "regions: {lake",
        "".join(f'  - {{art: "a{i}", says: s, duty: {{when: armed attack on a party, do: assist}}}}\n'
                for i in range(1_000)) + "regions: {lake")),
    "1,000 questions": LAKE + "questions: [" + ", ".join(["{on: 1951-01-01, status: in_force}"] * 1_000) + "]\n",
    "groups in a circle": grouping("  one: [two]\n  two: [one, three]\n  three: [three]\n"),
    "signatories among themselves": changed(("signatories: [", "signatories: [signatories, ")),
    "regions in a circle": changed(("regions: {lake: [", "regions: {north_shore: [lake], s: [s], lake: [s, ")),
    "a chain of 2,000 regions": regions("".join(f"g{i}: [g{i + 1}], " for i in range(2_000))),
    "regions that double": regions(
        "".join(f"g{i}: [g{i + 1}, h{i + 1}], h{i}: [g{i + 1}, h{i + 1}], " for i in range(30))),
    "the last day of the calendar": lake(DEPOSITS + "{on: 9999-12-31, act: denounce, by: alba}").replace(
        "until: 1960-12-31", "until: 9999-12-31"),
    "the first day of the calendar": lake(
        "{on: 0001-01-01, act: deposit, by: alba}, {on: 0001-01-01, act: deposit, by: bora}").replace(
        "{on: 1950-01-01}", "{on: 0001-01-01}"),
    "a record that ends on the first day": changed(("until: 1960-12-31", "until: 0001-01-01")),
    "9,999 years before a notice": changed(("in force + 5 years", "in force + 9999 years")),
    "9,999 years back": changed(("in force + 5 years", "in force - 9999 years")),
    "a notice of 9,999 years": lake(DEPOSITS + "{on: 1958-01-01, act: denounce, by: alba}").replace(
        "notice: 1 year", "notice: 9999 years"),
    "a term of 9,999 years": provision("term: {length: 9999 years, renewal: 9999 years}"),
    "a term of a day": provision("term: {length: 1 day, renewal: 1 day}"),
    "an end of term without a term": changed(("in force + 5 years", "end of term - 1 year")),
    "seats for fewer than are permanent": organ(
        "{seats: 1, permanent: [alba, bora], voting: [{matter: m, votes: 3, veto: permanent}]}"),
    "no seats": organ("{seats: 0, voting: [{matter: m, votes: 3}]}"),
    "no votes": organ("{seats: 3, voting: [{matter: m, votes: 0}]}"),
    "34 seats": organ("{seats: 34, voting: [{matter: m, votes: 18}]}"),
    "an end that contradicts itself": provision("status: {ends: in force and not in force}"),
    "who is a party is a party": provision("status: {party: x is a party}"),
    "party and observer in a circle": provision("status: {party: x is an observer, observer: x is a party}"),
    "who deposits has not deposited": changed(("[x is a signatory]", "[x is a signatory, x has not deposited]")),
    "CJK and Hebrew names": changed(("alba", "アルバ"), ("bora", "בורה"), ("cora", "co\u0301ra")),
    "pictures and markup": changed(
        ("Lake Treaty", '"Lake \U0001f30a [bold]Treaty[/bold] \u200f"'),
        ("alba", '"[/red]"')),
    "control characters": changed(
        ("Lake Treaty", '"Lake \\e[31m \\x07 Treaty\\n"'),
        ("alba, bora, cora]", '"a\\0", bora]')),
    "a state with a space": changed(("alba", '"al ba"')),
    "CRLF": LAKE.replace("\n", "\r\n"),
    "a byte order mark": "\ufeff" + LAKE,
    "no log": LAKE.split("log:")[0],
    "nothing but a name": "treaty: a\nname: b\n",
}  # fmt: skip


@pytest.mark.parametrize("what", READ)
def test_a_strange_treaty_is_read_and_answered(what: str, tmp_path: Path) -> None:
    file = tmp_path / "strange.yaml"
    file.write_text(READ[what], encoding="utf-8", newline="")
    for command in commands(str(file)):
        code, out, err = ended(*command)
        # power has nothing to count where no organ votes
        assert code == FINE or (command[0] == "power" and code == WRONG and err), (command, err)
        assert (code == FINE) == bool(out), command


REFUSED: dict[str, tuple[str, str]] = {
    # the text, and a word of what is said of it
    "10,000 brackets in a condition": (needing("(" * 10_000 + NEEDED + ")" * 10_000), "D106"),
    "1,900 brackets in a condition": (needing("(" * 1_900 + NEEDED + ")" * 1_900), "D106"),
    "10,000 negations": (needing("not " * 10_000 + "in force"), "D106"),
    "a condition of 100,000 characters": (needing(" and ".join(["alba deposited"] * 6_000)), "D106"),
    "a word of 100,000 characters": (needing("a" * 100_000), "D106"),
    "a chain of implications": (needing(" implies ".join(["alba deposited"] * 3_000)), "D106"),
    "a count of 2,000 conditions": (needing(f"at least 3 of ({'; '.join(['alba deposited'] * 2_000)})"), "D106"),
    "5,000 shares of shares": (changed(("[x is invited]", f"[{'majority of ' * 5_000}]")), "D106"),
    "a period too long for a number": (changed(("notice: 1 year", f"notice: {'9' * 5_000} years")), "D103"),
    "huge votes": (organ("{seats: 3, voting: [{matter: m, votes: 99999999999999999999}]}"), "D103"),
    "negative votes": (organ("{seats: 3, voting: [{matter: m, votes: -1}]}"), "D103"),
    "negative seats": (organ("{seats: -3, voting: [{matter: m, votes: 1}]}"), "D103"),
    "negative weights": (organ("{voting: [{matter: m, votes: 1, weights: {alba: -2}}]}"), "D103"),
    "votes that are no number": (organ("{seats: 3, voting: [{matter: m, votes: 1e400}]}"), "D103"),
    "votes that are a list": (organ("{seats: 3, voting: [{matter: m, votes: [1]}]}"), "D103"),
    "a day after the calendar": (lake("{on: 10000-01-01, act: deposit, by: alba}"), "D103"),
    "a day before the calendar": (lake("{on: 0000-01-01, act: deposit, by: alba}"), "D103"),
    "in force while it is not": (needing("lake is not in force"), "D405"),
    "NUL": (changed(("alba", "al\0ba")), "D005"),
    "tabs": (changed(("  - art", "\t- art")), "D011"),
    "names that turn round": (changed(("bora", "\u202ebora")), "D016"),
    "two documents": (LAKE + "---\n" + LAKE, "D005"),
    "an alias bomb": ("treaty: a\nname: &a [x, x]\n" + "".join(
        f"k{i}: &b{i} [*a, *a]\n" for i in range(40)), "D008"),
    "a tag that runs a program": (changed(("name: Lake", "name: !!python/object/apply:os.system Lake")), "D008"),
    "a tag": (changed(("treaty: lake", "treaty: !x lake")), "D008"),
    "30,000 brackets": ("treaty: " + "[" * 30_000, "D00"),
    "30,000 closed brackets": (
        changed(("riparian: [", "more: " + "[" * 30_000 + "]" * 30_000 + "\n  riparian: [")), "D00"),
    "41 brackets": (changed(("riparian: [", "more: " + "[" * 41 + "]" * 41 + "\n  riparian: [")), "D006"),
    "5 MB": (LAKE + "x: " + "a" * 5_000_000 + "\n", "D006"),
    "300,000 parts": (changed(("riparian: [", "more: [" + "a, " * 300_000 + "b]\n  riparian: [")), "D006"),
    "20,000 unknown keys": (LAKE + "".join(f"key{i}: x\n" for i in range(20_000)), "D101"),
    "a key given twice": (LAKE + "name: Again\n", "D102"),
    "no name": ("treaty: a\n", "D109"),
    "an empty file": ("treaty:\n", "D105"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_a_hostile_treaty_is_refused_with_its_mistakes(what: str, tmp_path: Path) -> None:
    text, code = REFUSED[what]
    file = tmp_path / "hostile.yaml"
    file.write_text(text, encoding="utf-8")
    ended_with, out, err = ended("treaties", str(file))
    assert (ended_with, out) == (WRONG, "")
    assert f"error {code}" in err, err[:400]
    ended_with, out, _ = ended("play", str(file), "--format", "json")
    assert ended_with == WRONG
    assert any(d["code"].startswith(code) for d in json.loads(out)["diagnostics"])


def test_a_log_of_20_000_events_is_read_and_asked(tmp_path: Path) -> None:
    events = (f"{{on: {1950 + i // 336}-{1 + i % 12:02}-{1 + i // 12 % 28:02}, fact: f{i}}}" for i in range(20_000))
    file = tmp_path / "long.yaml"
    file.write_text(lake(", ".join(events)), encoding="utf-8")
    assert "20000 events" in ended("check", str(file))[1]
    assert ended("ask", str(file), "on: 1955-01-01, status: in_force")[1].startswith("false")


def test_treaties_that_speak_of_each_other_in_a_circle_are_played(tmp_path: Path) -> None:
    files = []
    for i in range(30):
        file = tmp_path / f"t{i}.yaml"
        rule = f'{{art: "1", says: s, status: {{in_force: t{(i + 1) % 30} in force}}}}'
        file.write_text(f"treaty: t{i}\nname: T\nprovisions: [{rule}]\n", encoding="utf-8")
        files.append(str(file))
    for command in ("play", "check"):
        assert ended(command, *files)[0] == FINE


# mutants ------------------------------------------------------------------------------------------

TOKENS = re.compile(r"\w+|\s+|.")
MARKS = "[]{}:,&*!|>'\"%@`#?-\t\n~\x00é0 9\u202e"
VALUES: tuple[Any, ...] = (
    "", "x", "-1", "0", "9" * 20, "0001-01-01", "9999-12-31", "1954-02-30", "true", "9999 years", "0 days", "in force",
    "all parties", "every party", "not in force", "x is a party", "x is not a party", "council decides", "3 of 2",
    "zzz",
    "end of term - 9999 years", "start + 9999 years", "\U0001f30a", "\u202egnp", [], {}, ["a", ["b"]], {"a": "b"}, None,
)  # fmt: skip
Path_ = tuple[str | int, ...]


def texts() -> dict[str, str]:
    """The treaties that are mutated: every shipped one, and one small one with everything in it."""
    return {key: library.treaty(key) or "" for key in library.treaties().values()} | {"shore": SHORE.lstrip()}


TEXTS = texts()
WORDS = sorted({word for text in TEXTS.values() for word in TOKENS.findall(text) if word.strip()})


def with_other_characters(text: str, choose: random.Random) -> str:
    for _ in range(choose.randint(1, 4)):
        place = choose.randrange(len(text) + 1)
        text = text[:place] + choose.choice(MARKS) * choose.choice((1, 1, 50)) + text[place + choose.randint(0, 3) :]
    return text


def with_other_words(text: str, choose: random.Random) -> str:
    words = TOKENS.findall(text)
    places = [i for i, word in enumerate(words) if word.strip()]
    for _ in range(choose.randint(1, 5)):
        words[choose.choice(places)] = choose.choice(WORDS)
    return "".join(words)


def places_in(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    if path:
        yield path
    for key, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places_in(part, (*path, key))


def at(value: Any, path: Path_) -> Any:
    for key in path:
        value = value[key]
    return value


def with_another_structure(tree: Any, choose: random.Random) -> Any:
    """The tree with parts lost, doubled, renamed, or put elsewhere."""
    tree = json.loads(json.dumps(tree))
    for _ in range(choose.randint(1, 4)):
        paths = list(places_in(tree))
        if not paths:
            break
        path, other = choose.choice(paths), choose.choice(paths)
        home, key, kind = at(tree, path[:-1]), path[-1], choose.randrange(6)
        same = [p for p in paths if p[-1] == key]
        if kind == 0:
            del home[key]
        elif kind == 1:
            home[key] = choose.choice(VALUES)
        elif kind == 2:
            home[key] = json.loads(json.dumps(at(tree, other)))
        elif kind == 3 and isinstance(home, list):
            home.append(json.loads(json.dumps(home[int(key)])))
        elif kind == 4 and isinstance(home, dict):
            home[str(other[-1])] = home.pop(key)
        else:
            home[key] = json.loads(json.dumps(at(tree, choose.choice(same))))
    return tree


def flow(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def file_of(tree: dict[str, Any]) -> str:
    rest = "".join(f"{flow(key)}: {flow(value)}\n" for key, value in tree.items() if key != "treaty")
    return f"treaty: {flow(tree.get('treaty', 'a'))}\n{rest}"


def mutant(text: str, choose: random.Random) -> str:
    kind = choose.randrange(4)
    if kind == 0:
        return with_other_characters(text, choose)
    if kind == 1:
        return with_other_words(text, choose)
    return file_of(with_another_structure(plain(compose(text)[0]), choose))


def mutated_question(text: str, choose: random.Random) -> str:
    asked = choose.choice(plain(compose(text)[0])["questions"])
    kind = choose.randrange(4)
    if kind == 0:
        return with_other_characters(flow(asked), choose)
    if kind == 1:
        return with_other_words(flow(asked), choose)
    return flow(with_another_structure(asked, choose))


def seeds(chunk: int) -> range:
    return range(chunk, SEEDS, CHUNKS)


def some_treaty(seed: int, choose: random.Random) -> str:
    """The small one two times in three: it is as full as the others, and quicker."""
    return "shore" if seed % 3 else choose.choice(sorted(TEXTS))


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_mutant_of_a_treaty_ends_in_a_traceback_or_a_hang(chunk: int, tmp_path: Path) -> None:
    file = tmp_path / "mutant.yaml"
    for seed in seeds(chunk):
        choose = random.Random(seed)
        treaty = some_treaty(seed, choose)
        file.write_text(mutant(TEXTS[treaty], choose), encoding="utf-8", newline="")
        day = choose.choice(("0001-01-01", "1951-06-01", "1954-03-26", "1990-01-01", "9999-12-31"))
        known = [
            ("treaties", str(file), "--on", day), ("play", str(file)), ("play", str(file), "--practice"),
            ("check", str(file)), ("power", str(file), "--on", day),
            ("ask", str(file), f"on: {day}, fact: {{armed attack: {{on: alba}}}}"),
        ]  # fmt: skip
        for command in known if treaty == "shore" else choose.sample(known, 2):
            before = time.process_time()
            try:
                code, out, err = ended(*command, "--format", choose.choice(("text", "json")))
            except (Exception, TooSlow) as problem:
                raise AssertionError(f"seed {seed}, {treaty}, {command[0]}: {problem!r}") from problem
            assert code in (FINE, DIFFERS, WRONG), (seed, command)
            assert time.process_time() - before < TIME, (seed, command)
            assert code != WRONG or err, (seed, command)
            assert code != DIFFERS or (command[0] == "check" and out), (seed, command)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_mutant_of_a_question_ends_in_a_traceback_or_a_hang(chunk: int, tmp_path: Path) -> None:
    file = tmp_path / "shore.yaml"
    file.write_text(TEXTS["shore"], encoding="utf-8")
    for seed in seeds(chunk):
        choose = random.Random(seed)
        treaty = some_treaty(seed, choose)
        if not plain(compose(TEXTS[treaty])[0]).get("questions"):
            treaty = "shore"
        question = mutated_question(TEXTS[treaty], choose)
        if question.startswith("-"):
            continue  # an option, to the command line
        try:
            code, out, err = ended("ask", str(file) if treaty == "shore" else treaty, question)
        except (Exception, TooSlow) as problem:
            raise AssertionError(f"seed {seed}, {treaty}, {question}: {problem!r}") from problem
        assert code in (FINE, WRONG), (seed, question)
        assert bool(out) == (code == FINE), (seed, question)
        assert code != WRONG or "cannot be put" in err, (seed, question, err)
