"""Edits: each form names one thing, changes nothing else, and is refused where it cannot be made."""

from __future__ import annotations

import random
from typing import Any

import pytest

from overture.dossier import Dossier, DossierError, Edit, read
from overture.dossier.edits import EditError, parse_edit, show_edit
from overture.dossier.reading import SECTIONS
from overture.files.nodes import follow, plain
from overture.library import case
from overture.logic import show
from tests.dossier.texts import SMALL


@pytest.fixture(scope="module")
def small() -> Dossier:
    return read(SMALL)


def typed(dossier: Dossier, kind: str, text: str) -> Dossier:
    """The dossier after an edit as the command line takes it."""
    return dossier.edited([parse_edit(kind, text)])


def refused(dossier: Dossier, kind: str, text: str) -> str:
    """The words with which an edit is refused."""
    try:
        typed(dossier, kind, text)
    except EditError as error:
        return f"{error}; {error.hint}"
    except DossierError as error:
        return "; ".join(f"{d.code} {d.message}; {d.hint}" for d in error.diagnostics)
    raise AssertionError(f"--{kind} {text} is not refused")


# set


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("storm.taken=true", ("assumptions", "storm", "taken"), "true"),
        ("assumptions.storm.taken=true", ("assumptions", "storm", "taken"), "true"),
        ("memory.limits=[]", ("arguments", "memory", "limits"), []),
        ("memory.limits=[record, trap]", ("arguments", "memory", "limits"), ["record", "trap"]),
        ("isle.reply.now=refuse", ("options", "isle", "reply", "now"), "refuse"),
        ("reply.now=refuse", ("options", "isle", "reply", "now"), "refuse"),
        ("options.isle.reply.now=refuse", ("options", "isle", "reply", "now"), "refuse"),
        ("isle.name=Isle, the old one", ("actors", "isle", "name"), "Isle, the old one"),
        ("title='A title: with a colon and, a comma'", ("title",), "A title: with a colon and, a comma"),
        ("as_of=2024-04-01", ("as_of",), "2024-04-01"),
        ("calm.when=not patrol and offer is (silent or talks)", ("facts", "calm", "when"),
         "not patrol and offer is (silent or talks)"),
        ("port_3=reply is accept", ("preferences", "port", 2), "reply is accept"),
        ("port_3.if=calm", ("preferences", "port", 2), {"want": "offer is talks", "if": "calm"}),
        ("isle_1.text=both", ("preferences", "isle", "outcomes", 0, "text"), "both"),
        ("peace.goal=false", ("preferences", "port", 0, "goal"), "false"),
        ("cable.date=2024-02-11", ("sources", "cable"), {"title": "A cable from the isle", "date": "2024-02-11"}),
        ("offer.choices.silent.text=say nothing", ("options", "port", "offer", "choices", "silent", "text"),
            "say nothing"),
        ("survey.in_favour.isle=calm", ("treaties", "league", "decisions", "survey", "in_favour", "isle"), "calm"),
        ("pact.entry.consents.port.reef=true", ("treaties", "pact", "entry", "consents", "port", "reef"), "true"),
        ("consent_port_pact.taken=true", ("assumptions", "consent_port_pact"), {"taken": "true"}),
        ("speak.offer=join", ("proposals", "speak", "offer"), "join"),
        ("pair.members.0=port", ("actors", "pair", "members", 0), "port"),
        ("pair.members.isle=port", ("actors", "pair", "members", 0), "port"),
        ("rough.edits=[]", ("variants", "rough", "edits"), []),
        ("rough_best.recommended=enter", ("variants", "rough", "claims", "rough_best", "recommended"), "enter"),
        ("reports.0.sign=against", ("reports", 0, "sign"), "against"),
    ],
)  # fmt: skip
def test_set_changes_the_value_at_a_path(small: Dossier, text: str, path: tuple[str | int, ...], value: object) -> None:
    edited = typed(small, "set", text)
    found = plain(follow(edited.root, path))
    assert found == value


def test_a_value_from_python_is_the_value_of_the_file(small: Dossier) -> None:
    assert small.edited([{"set": "storm.taken", "to": True}]).assumptions["storm"].taken is True
    assert small.edited([Edit(set="memory.limits", to=["record"])]).arguments["memory"].limits == ("record",)


def test_edits_follow_each_other(small: Dossier) -> None:
    edited = small.edited([{"add": "facts", "item": {"id": "gale", "when": "storm", "basis": "fact"}},
                           {"set": "gale.when", "to": "not storm"}, {"set": "gale.text", "to": "a gale"}])  # fmt: skip
    assert show(edited.facts["gale"].when) == "not storm"
    assert [e.as_json() for e in edited.edits][1] == {"set": "gale.when", "to": "not storm"}


# add


def test_add_puts_an_entry_at_the_end_of_its_section(small: Dossier) -> None:
    edited = typed(small, "add", "rules={id: x, rule: calm or patrol}")
    assert list(edited.rules) == ["quiet", "x"]
    assert show(edited.rules["x"].rule) == "calm or patrol"


def test_add_makes_a_section_that_is_missing(small: Dossier) -> None:
    bare = small.edited([{"drop": "contingencies"}])
    assert list(typed(bare, "add", "contingencies={id: x, text: y, when: calm}").contingencies) == ["x"]
    assert len(typed(small.edited([{"drop": "hindsight"}]), "add", "hindsight={date: 2025, text: x}").hindsight) == 1


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("preferences.port={id: new, want: calm}", ("preferences", "port", 3, "id"), "new"),
        ("preferences.port=calm", ("preferences", "port", 3), "calm"),
        ("preferences.isle.outcomes=true", ("preferences", "isle", "outcomes", 3), "true"),
        ("memory.limits=record", ("arguments", "memory", "limits"), ["trap", "record"]),
        ("record.limits=trap", ("arguments", "record", "limits"), ["trap"]),
        ("record.attacks=memory", ("arguments", "record", "attacks"), ["trap", "memory"]),
        ("options.isle={id: flag, text: raise the flag}", ("options", "isle", "flag", "text"), "raise the flag"),
        ("pact.duties={bearer: isle, to: port}", ("treaties", "pact", "duties", 1, "bearer"), "isle"),
        ("league.decisions={id: patrols, in_favour: {port: yes}}", ("treaties", "league", "decisions", "patrols"),
         {"in_favour": {"port": "yes"}}),
        ("reports={of: isle, to: speak, sign: for}", ("reports", 1, "sign"), "for"),
        ("proposals={id: both, offer: talks}", ("proposals", "both"), {"offer": "talks"}),
    ],
)  # fmt: skip
def test_add_puts_an_item_into_a_list_or_a_group(
    small: Dossier, text: str, path: tuple[str | int, ...], value: object
) -> None:
    assert plain(follow(typed(small, "add", text).root, path)) == value


def test_add_may_say_after_what(small: Dossier) -> None:
    edited = small.edited([{"add": "preferences.port", "item": {"id": "new", "want": "calm"}, "after": "peace"},
                           {"add": "facts", "item": {"id": "gale", "when": "storm", "basis": "fact"},
                               "after": "calm"}])  # fmt: skip
    assert [s.id for s in edited.preferences["port"]][:2] == ["peace", "new"]
    assert list(edited.facts) == ["calm", "gale"]


# drop


def test_dropping_a_field_takes_it_out(small: Dossier) -> None:
    assert typed(small, "drop", "memory.limits").arguments["memory"].limits == ()
    assert typed(small, "drop", "storm.taken").assumptions["storm"].taken is None
    assert typed(small, "drop", "pair.members.reef").actors["pair"].members == ("isle",)


def test_dropping_a_source_takes_its_citations_along(small: Dossier) -> None:
    edited = typed(small, "drop", "memo")
    assert "memo" not in edited.sources
    assert "memo" not in {c.source for key in ("pact", "storm", "record", "peace", "speak", "ships")
                          if (entry := edited.entry(key)) for c in entry.from_}  # fmt: skip
    assert edited.options["offer"].choices["talks"].from_ == ()
    assert [c.source for c in edited.options["patrol"].from_] == ["cable"]


def test_dropping_an_argument_takes_its_edges_along(small: Dossier) -> None:
    edited = typed(small, "drop", "trap")
    assert list(edited.arguments) == ["record", "memory"]
    assert edited.arguments["record"].attacks == edited.arguments["memory"].limits == ()
    assert typed(small, "drop", "memory").arguments["record"].rests_on == ()


def test_dropping_a_goal_takes_along_what_serves_it(small: Dossier) -> None:
    edited = typed(small, "drop", "peace")
    assert edited.statements["heard"].serves is None


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("calm", "unknown option, fact, assumption or decision `calm`"),
        ("storm", "unknown option, fact, assumption or decision `storm`"),
        ("reply", "unknown option `reply`"),
        ("patrol", "unknown option, fact, assumption or decision `patrol`"),
        ("pact", "unknown treaty `pact`"),
        ("reef", "unknown actor `reef`"),
    ],
)
def test_dropping_a_name_that_is_used_is_an_error(small: Dossier, name: str, says: str) -> None:
    assert says in refused(small, "drop", name)


# move


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("heard=peace", ["heard", "peace", "port_3"]),
        ("peace=heard", ["peace", "heard", "port_3"]),
        ("peace=peace", ["peace", "heard", "port_3"]),
    ],
)
def test_move_puts_one_statement_before_another(small: Dossier, text: str, order: list[str]) -> None:
    assert [s.id for s in typed(small, "move", text).preferences["port"]] == order


def test_move_puts_any_entry_before_another_of_its_kind(small: Dossier) -> None:
    assert list(typed(small, "move", "enter=speak").proposals) == ["enter", "speak"]
    assert list(typed(small, "move", "patrol=reply").options) == ["offer", "patrol", "reply"]
    assert list(typed(small, "move", "isle.patrol=isle.reply").options) == ["offer", "patrol", "reply"]
    assert list(typed(small, "move", "replies=proposals").root.items())[-1][0] == "hindsight"


# what cannot be done


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        ("set", "strom.taken=true", "nothing in this dossier is called `strom`; did you mean `storm`?"),
        ("set", "storm.taken", "lacks `=`; write --set PATH=VALUE"),
        ("set", "=true", "lacks `=`"),
        ("set", ".=true", "nothing in this dossier is called ``"),
        ("set", "rules=true", "`rules` is a whole section"),
        ("set", "storm.takn=true", "D101 unknown key `takn`; did you mean `taken`?"),
        ("set", "storm.taken=perhaps", "D103 expected `true` or `false`"),
        ("set", "isle.name.x=true", "`actors.isle.name` has no parts"),
        ("set", "consent_storm_pact.taken=true", "no consent or ratification that this dossier leaves open"),
        ("set", "consent_prot_pact.taken=true", "did you mean `consent_port_pact`?"),
        ("set", "title=\udcff", "not UTF-8 text"),
        ("set", "pair.members.5=x", "`5` is not in the list `actors.pair.members`"),
        ("set", "offer.now=", "says nothing behind `=`; write '' for an empty text, [] for an empty list"),
        ("add", "rules={rule: true}", "needs an `id`; write {id: name, ...}"),
        ("add", "rules={id: [x], rule: true}", "needs an `id`"),
        ("add", "rules={id: x, id: y, rule: true}", "`id` is given twice"),
        ("add", "rules={id: quiet, rule: true}", "`quiet` is already there; use --set to change it"),
        ("add", "rules={id: storm, rule: true}", "D108 `storm` already names"),
        ("add", "options={id: x}", "say whose option it is"),
        ("add", "rules", "lacks `=`"),
        ("add", "rulez={id: x, rule: true}", "did you mean `rules`?"),
        ("drop", "storm.claim", "`storm.claim` is not in this dossier"),
        ("drop", "memory.limits.record", "`memory.limits.record` is not in this dossier"),
        ("set", "offer.now=''", "`offer` has no choice ``"),
        ("drop", "", "says nothing to drop"),
        ("drop", "consent_port_pact", "`consent_port_pact` is not in this dossier"),
        ("drop", "overture", "D109 `overture` is missing"),
        ("move", "peace=still", "do not stand in the same list"),
        ("move", "peace=nothing", "nothing in this dossier is called `nothing`"),
        ("move", "peace", "lacks `=`"),
        ("move", "peace=", "nothing in this dossier is called ``"),
        ("move", "storm.x=storm.y", "`storm.x` is not in this dossier"),
        ("move", "isle.members=isle.aliases", "`isle.members` is not in this dossier"),
        ("move", "peace.x.y=peace.x.z", "`peace.x.y` is not in this dossier"),
    ],
)  # fmt: skip
def test_an_edit_that_cannot_be_made_says_why(small: Dossier, kind: str, text: str, says: str) -> None:
    assert says in refused(small, kind, text)


def test_an_edit_is_one_of_four(small: Dossier) -> None:
    for edit in ({"set": "storm.taken", "to": True, "drop": "calm"}, {}):
        with pytest.raises(DossierError, match="one of `set`, `add`, `drop` and `move`"):
            small.edited([edit])


# what stays


def test_edits_change_neither_the_text_nor_the_dossier(small: Dossier) -> None:
    before = plain(small.root)
    edited = small.edited([{"set": "storm.taken", "to": True}, {"drop": "memo"}, {"move": "heard", "before": "peace"}])
    assert edited.text == small.text == SMALL
    assert edited.sha256 == small.sha256
    assert plain(small.root) == before
    assert [len(d.edits) for d in (small, edited)] == [0, 3]


@pytest.mark.parametrize(
    ("edit", "touched"),
    [
        ({"set": "storm.taken", "to": True}, {"assumptions"}),
        ({"set": "peace.want", "to": "calm"}, {"preferences"}),
        ({"drop": "trap"}, {"arguments"}),
        ({"add": "facts", "item": {"id": "gale", "when": "storm", "basis": "fact"}}, {"facts"}),
        ({"move": "heard", "before": "peace"}, {"preferences"}),
        ({"drop": "peace"}, {"preferences"}),
    ],
)  # fmt: skip
def test_sections_that_an_edit_does_not_touch_are_the_same_objects(
    small: Dossier, edit: dict[str, Any], touched: set[str]
) -> None:
    edited = small.edited([edit])
    for section in SECTIONS:
        same = edited.root.get(section) is small.root.get(section)
        assert same == (section not in touched)
        if same and section in small.root:
            assert getattr(edited, section) is getattr(small, section)


@pytest.mark.parametrize(
    ("kind", "text"),
    [("set", "storm.taken=true"), ("drop", "memory.limits"), ("move", "heard=peace"), ("set", "calm.when=not patrol"),
     ("add", "rules={id: x, rule: calm}"), ("set", "memory.limits=[record, trap]")],
)  # fmt: skip
def test_an_edit_is_shown_as_it_is_typed(kind: str, text: str) -> None:
    shown = show_edit(parse_edit(kind, text).as_json())
    assert shown.replace("'", "") == f"--{kind} {text}"


def test_no_edit_ends_in_a_traceback(small: Dossier) -> None:
    rng = random.Random(5)
    names = [*small.root.items()]
    words = [w for w, _ in names] + ["port", "isle", "storm", "calm", "offer", "reply", "peace", "port_3", "trap",
        "pact",
                                     "league", "memo", "speak", "rough", "want", "now", "taken", "choices", "members",
                                         "0",
                                     "7", "entry", "consents", "outcomes", "claims", "edits", "id", "", "x", "survey",
                                     "consent_port_pact", "decisions"]  # fmt: skip
    values = [
        "true",
        "[]",
        "{}",
        "[a, {b: c}]",
        "{id: new, want: calm}",
        "calm",
        "",
        "reply is",
        "{id: q}",
        "null",
        "- x",
    ]
    for _ in range(600):
        path = ".".join(rng.choice(words) for _ in range(rng.randint(1, 4)))
        kind = rng.choice(("set", "add", "drop", "move"))
        value = rng.choice(words) if kind == "move" else rng.choice(values)
        try:
            typed(small, kind, path if kind == "drop" else f"{path}={value}")
        except (EditError, DossierError) as error:
            assert str(error)


@pytest.mark.parametrize(("edit", "meant"), [
    ({"set": "offer.talks.text", "to": "x"}, "offer.choices.talks.text"),
    ({"set": "us.offer.talks", "to": "x"}, "us.offer.choices.talks"),
    ({"set": "options.us.offer.talks.text", "to": "x"}, "options.us.offer.choices.talks.text"),
    ({"drop": "offer.talks"}, "offer.choices.talks"),
])  # fmt: skip
def test_a_path_that_names_a_choice_as_a_field_is_told_the_right_one(edit: dict[str, Any], meant: str) -> None:
    dossier = read(case("first-case"))
    with pytest.raises(DossierError) as caught:
        dossier.edited([edit])
    (found,) = caught.value.diagnostics
    assert (found.code, found.hint) == ("D301", f"did you mean `{meant}`?")


def test_a_field_of_an_option_is_no_choice_of_the_same_name() -> None:
    text = case("first-case").replace("silent: nothing", "text: nothing").replace("silent", "text")
    assert read(text).edited([{"set": "offer.text", "to": "what we say"}]).options["offer"].text == "what we say"
