"""Treaties of the library in a dossier: the log up to the date, acts bound to options, unknown acts left open."""


# ruff: noqa: E501

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from overture import cli, papers
from overture.advice import advise
from overture.dossier import Dossier, read
from overture.logic import parse
from overture.model import Model, models

OTHERS = "belgium, canada, denmark, greece, iceland, italy, luxembourg, netherlands, norway, portugal, turkey"
TEXT = f"""overture: 1
title: Entry, with the treaties of the library
as_of: AS_OF
proposer: ussr
actors:
  ussr: Soviet Union
  three: {{name: the three Powers, members: [usa, uk, france]}}
  others: {{name: the eleven, members: [{OTHERS}]}}
  {chr(10).join(f"  {n}: {n.title()}" for n in ["usa", "uk", "france", "frg", *OTHERS.split(", ")]).strip()}
treaties:
  nat: {{use: north-atlantic-treaty, acts: {{ussr applies: wording is join, three consent to ussr: reply is admit, others consent to ussr: eleven_agree}}}}
  edc: {{use: european-defence-community, acts: {{france deposits: vote, italy deposits: italy_follows, luxembourg deposits: vote}}}}
options:
  ussr: {{wording: {{ask: What?, choices: {{silent: nothing, join: ask to join}}, now: silent, final: true}}}}
  three: {{reply: {{ask: Reply?, choices: {{none: no answer, admit: admit, refuse: refuse}}, now: none, needs: wording is join}}}}
  france: {{vote: {{ask: Ratify?}}}}
assumptions:
  eleven_agree: {{text: the eleven agree, taken: true}}
  italy_follows: {{text: Italy follows, taken: true}}
preferences:
  ussr: [not edc is in force, ussr is party to nat]
  three: [edc is in force, not (ussr is party to nat)]
  france: [edc is in force]
"""


@cache
def dossier(as_of: str = "1954-03-26", **changes: str) -> Dossier:
    text = TEXT.replace("AS_OF", as_of)
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return read(text)


_KNOWN: dict[tuple[str, str], tuple[Model, ...]] = {}


def models_of(found: Dossier) -> tuple[Model, ...]:
    """The models of a dossier in its worlds, built once for all formulas that are asked of it."""
    key = (found.text, repr(found.edits))
    if key not in _KNOWN:
        _KNOWN[key] = tuple(models(found))
    return _KNOWN[key]


def true_in(found: Dossier, formula: str, **world: bool) -> np.ndarray:
    model = next(m for m in models_of(found) if all(m.world[k] is v for k, v in world.items()))
    return np.broadcast_to(model.table.of(parse(formula)), model.space.shape)


def test_the_log_up_to_the_date_gives_the_parties() -> None:
    assert true_in(dossier(), "turkey is party to nat").all()
    assert not true_in(dossier(), "frg is party to nat").any()
    later = dossier("1955-05-06")
    assert true_in(later, "frg is party to nat").all()
    assert "accessions_edc" in advise(later, audit=False).open  # its log ends in 1954


def test_nothing_later_than_the_date_is_read() -> None:
    early = dossier("1951-06-01")
    assert not true_in(early, "greece is party to nat").any()


def test_who_is_invited_by_all_and_applies_is_a_party_and_nowhere_else() -> None:
    found = dossier()
    party = true_in(found, "ussr is party to nat")
    assert np.array_equal(party, true_in(found, "wording is join and reply is admit"))
    assert party.any()


def test_an_act_of_which_the_log_does_not_tell_can_be_taken_one_way() -> None:
    later = dossier("1955-05-06").edited([{"set": "accessions_edc.taken", "to": "false"}])
    assert "accessions_edc" not in advise(later, audit=False).open


def test_one_consent_withheld_keeps_it_out() -> None:
    found = dossier().edited([{"set": "eleven_agree.taken", "to": "false"}])
    assert not true_in(found, "ussr is party to nat").any()


def test_what_the_log_does_not_know_becomes_open_assumptions() -> None:
    advice = advise(dossier(), audit=False)
    assert set(advice.open) == {
        "ratification_belgium_edc", "ratification_frg_edc", "ratification_netherlands_edc",
    }  # fmt: skip
    taken = dossier().edited([
        {"set": f"ratification_{who}_edc.taken", "to": "true"} for who in ("belgium", "frg", "netherlands")
    ])  # fmt: skip
    assert advise(taken, audit=False).open == {}
    assert np.array_equal(true_in(taken, "edc is in force"), true_in(taken, "vote"))


def test_consents_that_nobody_bound_are_one_assumption() -> None:
    found = dossier().edited([{"set": "nat.acts", "to": {"ussr applies": "wording is join"}}])
    assert "consent_ussr_nat" in advise(found, audit=False).open


def test_what_is_known_not_to_be_done_on_the_date_may_still_be_done() -> None:
    """France alone is bound to its vote; the log knows that Italy had not deposited, not that it never will."""
    found = dossier(**{
        ", italy deposits: italy_follows, luxembourg deposits: vote": "",
        "  italy_follows: {text: Italy follows, taken: true}\n": "",
    })
    opened = advise(found, audit=False).open
    assert {"ratification_italy_edc", "ratification_luxembourg_edc"} <= set(opened)
    six = {f"ratification_{s}_edc": True for s in ("belgium", "frg", "italy", "luxembourg", "netherlands")}
    assert np.array_equal(true_in(found, "edc is in force", **six), true_in(found, "vote"))
    assert not true_in(found, "edc is in force", **{**six, "ratification_italy_edc": False}).any()


BY_PROTOCOL = {
    "ussr applies: wording is join, three consent to ussr: reply is admit, others consent to ussr: eleven_agree":
    "three accept protocol_frg_1954: reply is admit, others accept protocol_frg_1954: eleven_agree, "
    "frg accedes: wording is join",
}  # fmt: skip


def test_accepting_the_protocol_that_invites_is_consent() -> None:
    found = dossier("1955-04-01", **BY_PROTOCOL)
    party = true_in(found, "frg is party to nat")
    assert np.array_equal(party, true_in(found, "wording is join and reply is admit"))
    assert party.any()
    advice = advise(found, audit=False)
    assert not {"consent_frg_nat", "acceptances_protocol_frg_1954"} & set(advice.open)
    assert len(advice.treaties["nat"].entry["frg"].blocking) == 14


def test_acceptances_of_a_protocol_that_nobody_bound_are_one_assumption() -> None:
    later = dossier("1955-04-01", **BY_PROTOCOL)
    unbound = later.edited([{"set": "nat.acts", "to": {"frg accedes": "wording is join"}}])
    opened = advise(unbound, audit=False).open
    assert "consent_frg_nat" in opened
    assert sum("protocol_frg_1954" in name for name in opened) <= 1


def test_the_treaty_is_told_as_a_treaty_in_brief_would_be() -> None:
    report = advise(dossier(), audit=False).treaties
    assert len(report["nat"].today.parties) == 14
    assert len(report["nat"].entry["ussr"].blocking) == 14
    assert report["edc"].ratification is not None
    assert set(report["edc"].ratification.unknown) == {"belgium", "frg", "netherlands"}
    assert not report["edc"].today.in_force


def test_help_is_owed_under_the_articles_of_the_library() -> None:
    assert true_in(dossier(), "usa is bound to help turkey").all()
    assert not true_in(dossier(), "usa is bound to help frg").any()


def test_the_brief_says_what_is_open_and_shows_the_system_before_and_after() -> None:
    found = dossier()
    text = papers.brief_markdown(found, advise(found))
    assert "those of the library, read up to the date" in text
    assert "The system before and after" in text
    assert "must agree to one more" in text or "bound to assist" in text


def test_a_figure_of_obligations_stands_in_the_page() -> None:
    found = dossier().edited([
        {"set": "preferences.three", "to": ["ussr is party to nat"]},
        *({"set": f"ratification_{who}_edc.taken", "to": "true"} for who in ("belgium", "frg", "netherlands")),
    ])  # fmt: skip
    advice = advise(found)
    html = papers.brief_html(found, advice)
    assert 'id="obligations-t"' in html
    assert "adds" in html


def test_explain_goes_down_to_article_and_event(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "used.yaml"
    path.write_text(TEXT.replace("AS_OF", "1954-03-26"), encoding="utf-8")
    assert cli.run(["explain", str(path), "nat"]) == cli.FINE
    shown = " ".join(capsys.readouterr().out.split())
    assert "accede by ussr on the date: refused" in shown
    assert "not in the log of nat, which is complete for it" in shown
    assert "nat 10" in shown


def test_an_edit_of_an_act_changes_the_answer() -> None:
    found = dossier().edited([{"set": "nat.acts", "to": {
        "ussr applies": "false", "three consent to ussr": "reply is admit", "others consent to ussr": "eleven_agree",
    }}])  # fmt: skip
    assert not true_in(found, "ussr is party to nat").any()
    assert np.array_equal(true_in(found, "ussr is invited to nat"), true_in(found, "reply is admit"))


def test_a_treaty_told_in_brief_answers_what_an_article_of_the_library_asks() -> None:
    """The modified Brussels treaty of the library waits for accession to a pact that the dossier tells itself."""
    text = TEXT.replace("AS_OF", "1955-05-05").replace(
        "  edc:", "  weu: {use: modified-brussels-weu-1954}\n  edc:"
    )
    found = read(text)
    assert not true_in(found, "weu is in force").any()


def test_figures_of_a_dossier_are_told_before_and_after(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "used.yaml"
    figures = "figures: {cinc: {text: capability, unit: share, values: {usa: 0.28, uk: 0.057, france: 0.033, ussr: 0.185}}}\n"
    path.write_text(TEXT.replace("AS_OF", "1954-03-26") + figures, encoding="utf-8")
    assert cli.run(["power", str(path), "--format", "json"]) == cli.FINE
    told = json.loads(capsys.readouterr().out)["standings"]
    assert told[0]["after"] is None
    assert round(told[0]["shares"]["nat"]["members"]["usa"]["share"], 2) == 0.76
    assert "ussr" in told[0]["shares"]["nat"]["members"]["usa"]["with"]
    assert "turkey" in told[0]["shares"]["nat"]["missing"]
    assert cli.run(["power", str(path)]) == cli.FINE
    assert "It is an illustration" in capsys.readouterr().out
