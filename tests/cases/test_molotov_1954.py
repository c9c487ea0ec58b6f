"""The founding case: what the memorandum of 26 March 1954 says, what follows, and what must not be said.

C01 to C35 and T1 to T10 are the checks and traps of the case study. `CLAIMS`
gives the claims of the file that answer to a check; the other checks have a
test of their own, which names them.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from datetime import date

import pytest

from overture.advice import Advice, advise
from overture.advice.analysis import Analysis
from overture.advice.audit import analyses
from overture.advice.comparison import break_even, dominance
from overture.advice.goals import verdict
from overture.dossier import Dossier, read
from overture.dossier.entries import Claim
from overture.library import case
from overture.logic import parse, show
from overture.model import Kept
from overture.papers import brief_markdown

from .outputs import Said, days_in, note_of, sentences

FOLLOWS, RESTS, CONTRADICTED, OPEN = "follows", "rests on", "contradicted", "cannot be assessed"

# check -> the claims that answer to it, with their verdicts
CLAIMS: dict[str, dict[str, str]] = {
    "C04": {"swing_group": FOLLOWS},
    "C06": {"temporary_inferred": OPEN},
    "C07": {"ground_gone": FOLLOWS, "first_stands": FOLLOWS, "first_answered": FOLLOWS},
    "C08": {"temporary_worse": RESTS, "temporary_revives": RESTS},
    "C10": {"china_unchanged": FOLLOWS, "america_observes": FOLLOWS, "america_takes_part": FOLLOWS},
    "C11": {"first_stands": FOLLOWS, "second_stands": RESTS, "second_answered": RESTS, "both_limited": RESTS,
            "goal_lost": RESTS},
    "C12": {"never_refuted": FOLLOWS, "first_answered": FOLLOWS, "second_answered": RESTS,
            "ground_remains": RESTS},
    "C13": {"difficulty_always": RESTS},
    "C14": {"linkage_felt": RESTS},
    "C15": {"linkage_felt": RESTS, "no_condition": FOLLOWS},
    "C16": {"untied_better": RESTS},
    "C17": {"refusal_likely": RESTS, "many_objections": OPEN, "acceptance_less": FOLLOWS},
    "C18": {"exposes": RESTS, "costs_prestige": FOLLOWS, "worth_it": RESTS},
    "C19": {"joint_wording": FOLLOWS, "costs_prestige": FOLLOWS},
    "C20": {"worth_it": RESTS, "better_if_agreed": FOLLOWS},
    "C21": {"great_success": OPEN, "radical_change": OPEN},
    "C22": {"two_limbs": FOLLOWS, "both_prevent": RESTS, "entry_alone": CONTRADICTED},
    "C23": {"advised": RESTS, "goal_kept": RESTS, "goal_lost": RESTS},
    "C27": {"held_back": FOLLOWS},
    "C31": {"not_enough": FOLLOWS},
    "C32": {"bound_by_both": RESTS},
    "C33": {"always_refused": RESTS},
    "T8": {"defensive_tested": OPEN},
}  # fmt: skip

# what the verdicts of the structural claims rest on: one inference each
ONE_INFERENCE = {
    "temporary_worse": "only_for_now", "temporary_revives": "only_for_now", "untied_better": "offer_lapses",
    "second_answered": "clause7_bites", "second_stands": "clause7_bites", "both_limited": "clause7_bites",
    "ground_remains": "clause7_bites", "difficulty_always": "in_difficulty", "linkage_felt": "as_exchange",
}  # fmt: skip

GENERAL_STATEMENT = (
    "the Soviet Government keeps in mind that the issues arising in connection with this question must be "
    "resolved in the interests of strengthening world peace and the security of peoples"
)
FOURTEEN = (
    "usa", "uk", "france", "italy", "belgium", "netherlands", "luxembourg", "canada", "norway", "denmark",
    "iceland", "portugal", "greece", "turkey",
)  # fmt: skip
THREE = FOURTEEN[:3]
GOAL = "no_german_arms"
DEMANDS = re.compile(
    r"interfer|independence|sovereignty|\bbases\b|reduc\w* (?:their |of )?forces|military forces",
    re.I,
)


@pytest.fixture(scope="module")
def analysis(memorandum: Said) -> Analysis:
    (found,) = memorandum.worlds
    return found


def edited(said: Said, *edits: dict[str, object]) -> Advice:
    return advise(said.dossier.edited(edits), audit=False)


def twins(analysis: Analysis, option: str, value: str, other: str) -> list[tuple[int, int]]:
    """Every feasible package with `value` and its feasible twin with `other` in its place."""
    space = analysis.space
    ((axis, here),) = space.index_of({option: value}).items()
    ((_, there),) = space.index_of({option: other}).items()
    found = []
    for package in analysis.feasible_packages:
        index = list(space.package_index(package))
        if index[axis] == here:
            index[axis] = there
            twin = space.package(tuple(index))
            if analysis.possible(twin):
                found.append((package, twin))
    return found


def compared(analysis: Analysis, option: str, value: str, other: str, they: str | None = None) -> Counter[str]:
    """How packages with `value` compare with their twins, whatever the weights."""
    found: Counter[str] = Counter()
    for package, twin in twins(analysis, option, value, other):
        result = dominance(analysis, twin, package, they)
        assert result is not None
        no_worse, better = result
        found["worse" if no_worse and better else "equal" if no_worse else "sometimes better"] += 1
    return found


# the checks as claims


@pytest.mark.parametrize(("check", "claims"), CLAIMS.items(), ids=CLAIMS.keys())
def test_the_claims_of_a_check_have_their_verdict(memorandum: Said, check: str, claims: dict[str, str]) -> None:
    assert {key: memorandum.advice.claims[key].verdict for key in claims} == claims
    assert {key: memorandum.dossier.claims[key].expect for key in claims} == claims


def test_every_claim_of_the_file_answers_to_a_check(memorandum: Said) -> None:
    assert {key for claims in CLAIMS.values() for key in claims} == set(memorandum.dossier.claims)


def test_every_check_is_asserted() -> None:
    """All of C01 to C35 and T1 to T10: as claims, or named by a test of this module."""
    tests = [f for name, f in vars(sys.modules[__name__]).items() if name.startswith("test_") and f.__doc__]
    own = {check for test in tests for check in re.findall(r"\b[CT]\d+\b", (test.__doc__ or "").split(" to ")[0])}
    wanted = {f"C{i:02}" for i in range(1, 36)} | {f"T{i}" for i in range(1, 11)}
    assert wanted - (set(CLAIMS) | own) == set()


def test_all_that_the_file_expects_is_met(memorandum: Said) -> None:
    """Variants included; and each claim says what it expects."""
    dossier, advice = memorandum.dossier, memorandum.advice
    pairs = [(key, claim, advice.claims[key].verdict) for key, claim in dossier.claims.items()]
    for name, variant in dossier.variants.items():
        assert variant.claims, name
        pairs += [(key, c, advice.variants[name].claims[key].verdict) for key, c in variant.claims.items()]
    assert len(pairs) == len(dossier.claims) + sum(len(v.claims) for v in dossier.variants.values()) == 58
    assert [(key, claim.expect, found) for key, claim, found in pairs if claim.expect != found] == []


@pytest.mark.parametrize(("claim", "inference"), ONE_INFERENCE.items())
def test_a_structural_claim_rests_on_one_inference(memorandum: Said, claim: str, inference: str) -> None:
    """C08, C11, C12, C13, C14 and C16: and the file says that it is an inference or a judgement."""
    assert memorandum.advice.claims[claim].rests_on == ({"set": f"{inference}.when", "to": False},)
    entry = memorandum.dossier.entry(inference)
    assert entry is not None
    assert entry.basis in ("inference", "judgement")


# reports and chains


def signs(dossier: Dossier, to: str) -> dict[str, str]:
    return {r.of: r.sign for r in dossier.reports if r.to == to}


def test_the_public_is_for_the_draft_and_officials_are_against(memorandum: Said) -> None:
    """C01: all of it through embassies, missions and the foreign press, and at second hand."""
    dossier = memorandum.dossier
    to_draft = signs(dossier, "get")
    assert {a for a, s in to_draft.items() if s == "for"} == {"public_circles", "le_monde"}
    against = {"french_officials", "english_officials", "other_officials", "edc_supporters", "doubters"}
    assert {a for a, s in to_draft.items() if s == "against"} == against
    assert dossier.members("posts_and_press") == ("embassies", "press")
    for report in dossier.reports:
        if report.to == "get" and report.sign in ("for", "against"):
            assert report.via == ("posts_and_press", "ministry"), report.of
            assert [str(c) for c in report.from_] == ["memo ¶1"]
    for name in ("brief.md", "brief.html"):
        text = memorandum.everything[name]
        assert re.search(r"For\W+European treaty\W+Le Monde and the like\W+these papers respond to the draft", text), (
            name
        )
        assert "Press, embassies and missions → Foreign Ministry" in text, name


def test_dislodging_america_is_the_main_argument_and_broadest_in_france(memorandum: Said) -> None:
    """C02."""
    arguments = memorandum.dossier.arguments
    assert [a.id for a in arguments.values() if a.prominence == "main"] == ["dislodge"]
    broadest = [(a.id, use.in_) for a in arguments.values() for use in a.used if use.breadth == "broadest"]
    assert broadest == [("dislodge", "France")]


def test_who_uses_the_argument_need_not_back_the_community(memorandum: Said) -> None:
    """C03: its users stand on both sides of the Defence Community."""
    dossier = memorandum.dossier
    users = [actor for use in dossier.arguments["dislodge"].used for actor in use.by]
    assert users == ["doubters", "edc_supporters", "english_officials", "other_officials"]
    on_community = signs(dossier, "edc")
    assert {on_community[user] for user in users} == {"for", "against"}
    assert on_community["doubters"] == "against"


def test_only_the_doubters_are_said_to_be_won(memorandum: Said) -> None:
    """C04: against the draft and against the Community; no supporter of it is predicted to change."""
    dossier = memorandum.dossier
    both = {a for a, s in signs(dossier, "get").items() if s == "against"} & {
        a for a, s in signs(dossier, "edc").items() if s == "against"
    }
    assert both == {"doubters"}
    assert dossier.treaties["get"].stops == ("edc",)
    claims = [*dossier.claims.values(), *(c for v in dossier.variants.values() for c in v.claims.values())]
    assert {c.audience for c in claims if c.audience} == {"doubters"}
    change = re.compile(r"\b(?:won over|be won|come round|turns?|change their mind|persuaded)\b", re.I)
    for name, text in memorandum.everything.items():
        for said in sentences(text):
            if change.search(said):
                assert not re.search(r"supporters|official", said, re.I), (name, said)


def test_palewski_objects_to_the_draft_as_it_stands(memorandum: Said) -> None:
    """C05: conditionally, through Vinogradov; and what would change it."""
    (report,) = [r for r in memorandum.dossier.reports if r.of == "palewski"]
    assert (report.to, report.sign, report.place, report.via) == (
        "get", "conditional", "Paris", ("vinogradov", "ministry"),
    )  # fmt: skip
    assert report.changes_if is not None
    assert show(report.changes_if) == "us_role is not silent"
    assert "as it stands" in report.says
    assert "one of the powers that occupy Germany" in report.says
    assert [a for use in memorandum.dossier.arguments["excluded"].used for a in use.by] == ["palewski"]
    assert memorandum.advice.by_world[0].proposals["offer"].settlements[0].arguments["excluded"] == "groundless"


def test_that_america_would_leave_is_the_ministrys_inference(memorandum: Said) -> None:
    """C06: not Palewski's words and not his demand."""
    claim, argument = (
        memorandum.dossier.claims["temporary_inferred"],
        memorandum.dossier.arguments["only_for_now"],
    )
    for entry in (claim, argument):
        assert (entry.by, entry.basis) == (("ministry",), "inference")
    assert argument.used == ()
    assert "not his words" in argument.because
    (report,) = [r for r in memorandum.dossier.reports if r.of == "palewski"]
    assert not re.search(r"temporar|for a time|peace treaty", report.says)


def test_the_only_reason_given_against_the_temporary_formula_is_the_struggle(memorandum: Said) -> None:
    """C09."""
    dossier = memorandum.dossier
    choice = dossier.options["us_role"].choices["admit_for_now"]
    assert choice.because.endswith(
        "for the sake of the struggle against the Defence Community and for no other stated reason."
    )
    argument = dossier.arguments["only_for_now"].because
    assert "¶3 gives as the reason against it the struggle against the Defence Community" in argument
    assert "is the analyst's reading" in argument
    assert dossier.claims["temporary_worse"].because == ""
    assert dossier.claims["temporary_revives"].by == ("analyst",)


# memberships, arguments, chains of consequence


def test_the_united_states_alone_changes_place_in_the_european_treaty(memorandum: Said) -> None:
    """C10: from observer to participant."""
    proposals = memorandum.advice.by_world[0].proposals
    before, after = (proposals[p].settlements[0].treaties["get"] for p in ("do_nothing", "offer"))
    assert set(after.named) - set(before.named) == {"usa"}
    assert set(before.named) - set(after.named) == set()
    assert set(before.observers) - set(after.observers) == {"usa"}
    assert before.observers == ("usa", "china")
    assert after.observers == ("china",)
    assert memorandum.advice.treaties["get"].today.observers == ("usa", "china")
    china = re.findall(r"^\| China \| observer \| ", memorandum.brief, re.M)
    assert china and "| United States | observer → named |" in memorandum.brief


def test_each_half_of_the_offer_leaves_one_argument_standing(memorandum: Said) -> None:
    """C07 and C11: only the pair limits both, and the exclusion of America then has no ground."""
    proposals = memorandum.advice.by_world[0].proposals
    table = {
        name: tuple(proposals[name].settlements[0].arguments[a] for a in ("dislodge", "excluded", "against_nato"))
        for name in ("do_nothing", "us_only", "pact_only", "offer")
    }
    assert table == {
        "do_nothing": ("stands", "stands", "stands"),
        "us_only": ("limited", "groundless", "stands"),
        "pact_only": ("stands", "stands", "limited"),
        "offer": ("limited", "groundless", "limited"),
    }


def test_the_moves_limit_and_refute_nothing(memorandum: Said) -> None:
    """C12: no argument attacks another, and the brief tells the two objections as limited."""
    assert [a.id for a in memorandum.dossier.arguments.values() if a.attacks] == []
    statuses = {
        status for outcome in memorandum.advice.by_world[0].proposals.values()
        for s in outcome.settlements for status in s.arguments.values()
    }  # fmt: skip
    assert statuses == {"limited", "stands", "groundless", "not on the table"}
    assert "two objections are limited and one is groundless" in memorandum.brief
    assert "Limited by “Moscow raises its own part in the Pact”; its ground remains." in memorandum.brief
    for name, text in memorandum.everything.items():
        for said in sentences(text):
            if said != "Refuted" and re.search(r"\brefut|\bdisprove|\brebut", said, re.I):  # a legend may have it
                assert said == "The note limits the use of both arguments and refutes neither", (name, said)


def test_page_one_says_that_the_second_argument_keeps_its_ground(memorandum: Said) -> None:
    """C12: clause 7 of the draft still feeds it, and the note leaves that clause alone."""
    said = r"“The draft is aimed at the Pact”[^\n]*(?:ground remains|clause 7)|clause 7[^\n]*(?:feeds|ground)"
    assert re.search(said, memorandum.page_one)


def test_the_temporary_formula_is_worse_whatever_the_weights(analysis: Analysis) -> None:
    """C08: in each of 60 packages."""
    assert compared(analysis, "us_role", "admit_for_now", "admit") == {"worse": 60}


def test_the_tied_offer_is_worse_under_refusal_only(analysis: Analysis) -> None:
    """C16: equal in 27 packages and worse in 27, and never better; under agreement it is equal in all."""
    assert compared(analysis, "tied", "yes", "no") == {"worse": 27, "equal": 27}
    assert compared(analysis, "tied", "yes", "no", "refusal") == {"worse": 27, "equal": 27}
    assert compared(analysis, "tied", "yes", "no", "acceptance") == {"equal": 54}
    assert compared(analysis, "tied", "yes", "no", "full_agreement") == {"equal": 54}


def test_readiness_to_join_is_worse_than_joint_examination(analysis: Analysis) -> None:
    """C19: in each of 45 packages, and under refusal only."""
    assert compared(analysis, "wording", "join", "examine") == {"worse": 45}
    assert compared(analysis, "wording", "join", "examine", "acceptance") == {"equal": 45}
    assert compared(analysis, "wording", "join", "examine", "refusal") == {"worse": 45}


def test_demands_at_once_are_worse_than_demands_held(analysis: Analysis) -> None:
    """C27: in each of 45 packages."""
    assert compared(analysis, "close", "demands", "general") == {"worse": 45}


def test_linkage_is_felt_and_no_condition_is_put(analysis: Analysis) -> None:
    """C14 and C15 hold together."""
    offer, today = analysis.menu["offer"], analysis.space.today_reply
    settled = analysis.settled(offer)
    assert analysis.model.truth(parse("as_exchange"))[offer, list(settled)].all()
    assert not analysis.model.truth(parse("tied"))[offer].any()
    assert analysis.model.truth(parse("tied"))[analysis.menu["tied_offer"], today]


def test_under_refusal_the_offer_loses_nothing_against_silence_but_the_rebuff(memorandum: Said) -> None:
    """C18 and C20: the gains, equal ones told once, and the threshold on page one."""
    over = {(b.over, b.they): b for b in memorandum.advice.by_world[0].break_even}
    assert set(over) == {("do_nothing", "refusal"), ("us_only", "refusal")}
    silence = over["do_nothing", "refusal"]
    assert silence.gain == ("exposure", "first_limited", "second_limited", "exchange", "reserve")
    assert silence.loss == ("no_rebuff",)
    pages = memorandum.page_one
    assert re.search(r"Over doing nothing: A threshold: .* unless “no rebuff” weighs more than “exposure”", pages)
    for wording in ("“examine jointly”, not “join”", "“no obstacle”, not “for now”", "no: “a condition”"):
        assert re.search(rf"{re.escape(wording)}[^\n]*: Firm", pages, re.IGNORECASE), wording


def test_above_the_threshold_the_offer_is_best_of_all_packages(analysis: Analysis) -> None:
    """C23: under refusal the unique best of 148 unless the rebuff outweighs; under agreement best or tied."""
    offer = analysis.menu["offer"]
    outweighed = set()
    for package in analysis.feasible_packages:
        if package == offer:
            continue
        for balance in break_even(analysis, offer, package, "refusal"):
            assert balance.loss in ((), ("no_rebuff",))
            assert balance.gain
            outweighed.add(frozenset(balance.gain)) if balance.loss else None
        assert all(b.loss == () for b in break_even(analysis, offer, package, "acceptance"))
    least = frozenset.intersection(*outweighed)
    assert least == {"exposure", "foes_gain", "second_limited", "difficulty", "exchange"}


def test_a_positive_reply_needs_entry_and_the_treaty_together(analysis: Analysis) -> None:
    """C22: with the Defence Community in force, either limb alone does not prevent German arms."""
    offer = analysis.menu["offer"]
    truth = {f: analysis.model.truth(parse(f))[offer] for f in (
        "edc is in force", "ussr is party to nat", "get is in force", "german_arms",
    )}  # fmt: skip
    here = analysis.model.feasible[offer] & truth["edc is in force"]
    both = truth["ussr is party to nat"] & truth["get is in force"]
    for one in ("ussr is party to nat", "get is in force"):
        alone = here & truth[one] & ~both
        assert alone.any()
        assert truth["german_arms"][alone].all()
    assert (here & both).any()
    assert not truth["german_arms"][here & both].any()


# contingencies and the note


def test_the_demands_fall_due_when_entry_is_practical_and_not_before(memorandum: Said) -> None:
    """C24 and C25: non-interference by joint declaration, bases and forces in an appropriate form."""
    held = memorandum.dossier.contingencies
    assert list(held) == ["non_interference", "bases", "forces"]
    assert [str(c) for h in held.values() for c in h.from_] == ["memo ¶9", "memo ¶10", "memo ¶10"]
    first = held["non_interference"]
    assert all(word in first.text for word in ("all participants", "non-interference", "independence", "sovereignty"))
    assert "joint declaration" in first.form
    assert "bases in Europe" in held["bases"].text
    assert held["bases"].form == "an appropriate form"
    assert "reduce their military forces" in held["forces"].text
    for outcome in memorandum.advice.by_world[0].proposals.values():
        assert [s.due for s in outcome.settlements] == [()]
    agreed = edited(memorandum, {"set": "no_entry.want", "to": "reply is admit"})
    due = {name: o.settlements[0].due for name, o in agreed.by_world[0].proposals.items()}
    assert due["offer"] == ("non_interference", "bases", "forces")
    assert due["us_only"] == due["demands_now"] == ()


def test_no_demand_is_in_a_note_that_holds_them_back(analysis: Analysis, memorandum: Said) -> None:
    """C24, C25 and C26: in none of the packages but those that put the demands at once."""
    space = analysis.space
    close = [o.id for o in space.options].index("close")
    found: Counter[str] = Counter()
    for package in analysis.feasible_packages:
        value = space.options[close].values[space.package_index(package)[close]]
        text = note_of(analysis, package, "text")
        assert bool(DEMANDS.search(text)) == (value == "demands"), text
        ends = text.split("[day of")[0].rstrip().rstrip("“”\"'.").endswith(GENERAL_STATEMENT)
        assert ends == (value == "general"), text
        found[value] += 1
    assert set(found) == {"silent", "general", "demands"}
    assert f"“{GENERAL_STATEMENT}”" in memorandum.notes["offer"]
    assert not DEMANDS.search(memorandum.notes["offer"])


def test_the_note_goes_to_three_governments(memorandum: Said) -> None:
    """C28."""
    assert memorandum.dossier.documents["note"].to == THREE
    for text in memorandum.notes.values():
        assert re.findall(r"^To: (.*)$", text, re.M) == ["United States, United Kingdom and France"]


def test_the_package_is_a_memorandum_with_a_draft_resolution_for_examination(memorandum: Said) -> None:
    """C29 and T6: nothing is approved, and the note is not said to be enclosed."""
    dossier = memorandum.dossier
    paper = dossier.documents["memorandum"]
    assert (paper.to, paper.via, paper.signed) == (("malenkov", "khrushchev"), "presidium", "molotov")
    assert paper.encloses == ("resolution",)
    assert dossier.documents["resolution"].passages
    assert all(d.encloses == () for d in dossier.documents.values() if d is not paper)
    assert dossier.head.stage == "for examination"
    for name, text in memorandum.everything.items():
        assert not re.search(r"\bnote\b[^.]*\bis enclosed|enclos\w+[^.]*\bnote\b", text, re.I), name
        assert not re.search(r"(?<!not )\bapproved\b", re.sub(r"As approved", "", text)), name
    assert memorandum.brief.splitlines()[0].endswith("For examination: not approved")
    assert "Malenkov" in memorandum.page_one and "Khrushchev" in memorandum.page_one


def test_the_note_of_the_offer_says_what_the_memorandum_decides(memorandum: Said) -> None:
    """C30: no obstacle, joint examination, the general statement; nothing temporary, nothing conditional."""
    note = memorandum.notes["offer"]
    assert "sees no obstacle to participation by the United States of America in the General European Treaty" in note
    assert re.search(
        r"ready to examine jointly, [^.]*, the question of Soviet participation in the North Atlantic", note
    )
    assert GENERAL_STATEMENT in note
    forbidden = r"temporar|as long as|until|occup|condition|provided|depend|unless|in return|\bjoin\b|\bready to join"
    assert re.search(forbidden, note, re.I) is None
    assert re.search(r"\boccup", memorandum.notes["for_now"])
    assert re.search(r"\bdepends on\b", memorandum.notes["tied_offer"])
    assert re.search(r"\breadiness to join\b", memorandum.notes["direct"])


# consent, commitments, settlements


def test_fourteen_consents_are_needed_and_each_alone_blocks(memorandum: Said) -> None:
    """C31: a rule of the treaty, told by the program although the memorandum is silent on it."""
    entry = memorandum.advice.treaties["nat"].entry["ussr"]
    assert sorted(entry.consents_needed) == sorted(FOURTEEN)
    assert sorted(entry.blocking) == sorted(entry.pending) == sorted(FOURTEEN)
    assert entry.given == entry.refused == entry.unknown == ()
    rule = memorandum.dossier.treaties["nat"].entry
    assert rule is not None
    assert (rule.rule.art, rule.rule.open_to) == ("10", "European States")
    told = r"only with (?:14|fourteen) consents, and each of (?:them|the fourteen) alone can withhold"
    assert re.search(told, memorandum.page_one)


def test_the_refusal_of_any_one_party_keeps_moscow_out(memorandum: Said) -> None:
    """C31, counted by trying each."""

    def enters(consents: dict[str, str]) -> bool:
        dossier = memorandum.dossier.edited([{"set": "nat.entry.consents.ussr", "to": consents}])
        (found,) = analyses(dossier, Kept())
        return bool(found.model.truth(parse("ussr is party to nat"))[found.menu["offer"]].any())

    assert enters(dict.fromkeys(FOURTEEN, "yes"))
    assert [party for party in FOURTEEN if enters({**dict.fromkeys(FOURTEEN, "yes"), party: "no"})] == []
    assert not enters({p: "yes" if p in THREE else "no" for p in FOURTEEN})


def test_moscow_in_both_treaties_meets_two_commitments(memorandum: Said) -> None:
    """C32: clause 7 of the draft and article 8 of the other; it does not come to that after the offer."""
    treaties = memorandum.dossier.treaties
    (there,), (here,) = treaties["get"].incompatible_with, treaties["nat"].incompatible_with
    assert (there.treaty, there.art, here.treaty, here.art) == ("nat", "cl. 7", "get", "8")
    assert "On one reading" in there.because
    assert memorandum.advice.by_world[0].proposals["offer"].settlements[0].incompatible == ()
    agreed = edited(
        memorandum, {"set": "no_entry.want", "to": "reply is admit"},
        {"set": "no_european_treaty.want", "to": "concluded"},
    )  # fmt: skip
    (settlement,) = agreed.by_world[0].proposals["offer"].settlements
    assert {clash.treaties for clash in settlement.incompatible} == {("get", "nat"), ("nat", "get")}
    assert all("ussr" in clash.actors for clash in settlement.incompatible)


REFUSED = {"three.reply": "refuse"}
REJECTED = {**REFUSED, "assembly.vote": "reject"}
RATIFIED = {"assembly.vote": "ratify", "italy.italy_vote": "ratify"}
SETTLES = {
    "do_nothing": RATIFIED,
    "offer": REJECTED, "direct": REJECTED, "conditions": REJECTED, "demands_now": REJECTED,
    "us_only": {**REFUSED, **RATIFIED}, "pact_only": {**REFUSED, **RATIFIED},
    "for_now": {**REFUSED, **RATIFIED},
    "tied_offer": {**REFUSED, **RATIFIED},
}  # fmt: skip


@pytest.mark.parametrize(("proposal", "settles"), SETTLES.items(), ids=SETTLES.keys())
def test_where_each_proposal_settles(memorandum: Said, proposal: str, settles: dict[str, str]) -> None:
    """C33: refused wherever something is asked, and then the vote in Paris. Nothing circles."""
    assert memorandum.settings(proposal) == [settles]
    (settlement,) = memorandum.advice.by_world[0].proposals[proposal].settlements
    assert set(settlement.stable_under) == {"nash", "gmr", "smr", "seq", "sseq"}
    assert settlement.kept_to is (None if proposal == "do_nothing" else True)
    kept = "kept" if "reject" in settles.values() else "lost"
    assert memorandum.goals(proposal)[GOAL] == memorandum.goals(proposal)["edc_stopped"] == kept


def test_every_proposal_has_its_settlement(memorandum: Said) -> None:
    assert set(SETTLES) == set(memorandum.advice.menu)
    assert len(SETTLES) == 9


def test_if_the_three_rank_examination_first_they_examine(memorandum: Said) -> None:
    """C33, turned: and the offer stays the course to take."""
    found = advise(memorandum.dossier.edited(memorandum.dossier.variants["west_examines"].edits), audit=False)
    (settlement,) = found.by_world[0].proposals["offer"].settlements
    assert settlement.states[0]["three.reply"] == "examine"
    assert found.recommended == ("offer",)


FIVE = {"five_outcomes": ("offer", "refuse"), "five_outcomes_prestige": ("do_nothing", "refuse"),
        "five_outcomes_examine": ("offer", "examine")}  # fmt: skip


@pytest.mark.parametrize(("variant", "found"), FIVE.items(), ids=FIVE.keys())
def test_the_cross_check_of_five_outcomes(memorandum: Said, variant: str, found: tuple[str, str]) -> None:
    """C20 and C33 in the graph model with silence and the offer alone, under every concept of stability."""
    advice = advise(memorandum.dossier.edited(memorandum.dossier.variants[variant].edits), audit=False)
    advised, reply = found
    assert advice.recommended == (advised,)
    (settlement,) = advice.by_world[0].proposals["offer"].settlements
    assert settlement.states == ({"three.reply": reply},)
    assert set(settlement.stable_under) == {"nash", "gmr", "smr", "seq", "sseq"}


def test_west_germany_straight_into_the_pact_flips_the_goal_alone(memorandum: Said) -> None:
    """C34: the advice stays, for the end of the Community alone, and no package keeps the goal."""
    dossier = memorandum.dossier.edited(memorandum.dossier.variants["frg_into_nato"].edits)
    advice = advise(dossier, audit=False)
    offer = advice.by_world[0].proposals["offer"].goals
    assert (memorandum.goals("offer")[GOAL], offer[GOAL], offer["edc_stopped"]) == ("kept", "lost", "kept")
    assert advice.recommended == memorandum.advice.recommended == ("offer",)
    assert memorandum.advice.by_world[0].deciding["do_nothing"] == GOAL
    assert advice.by_world[0].deciding["do_nothing"] == "edc_stopped"
    (found,) = analyses(dossier, Kept())
    found.prepare(found.feasible_packages)
    goal = dossier.statements[GOAL]
    assert Counter(verdict(found, goal, p) for p in found.feasible_packages) == {"lost": 148}
    assert (
        "straight into the North Atlantic Treaty "
        "once Paris has rejected: The advice stays, but the goal is lost" in (memorandum.page_one)
    )


def test_if_the_pact_is_worse_than_the_community_another_course_is_advised(memorandum: Said) -> None:
    """C34, second part: a course that lets the Community pass."""
    variant = memorandum.advice.variants["frg_in_nato_worse"]
    assert variant.recommended != (("offer",),)
    (chosen,) = variant.recommended[0]
    assert variant.goals[chosen]["edc_stopped"] == ("lost",)


def test_every_claim_has_a_source_or_says_whose_judgement_it_is(memorandum: Said) -> None:
    """C35: claims, facts, arguments, assumptions and statements; a paragraph or another source."""
    dossier = memorandum.dossier
    entries = [
        *dossier.claims.values(), *(c for v in dossier.variants.values() for c in v.claims.values()),
        *dossier.facts.values(), *dossier.arguments.values(), *dossier.assumptions.values(),
        *dossier.statements.values(), *dossier.rules.values(),
    ]  # fmt: skip
    assert len(entries) > 100
    for entry in entries:
        said = bool(entry.from_) or entry.basis is not None or "analyst" in entry.by
        assert said or (isinstance(entry, Claim) and entry.by), entry.id
        for citation in entry.from_:
            assert citation.source in dossier.sources
            if citation.source == "memo" and citation.place:
                assert re.fullmatch(r"¶\d{1,2}(-\d{1,2})?", citation.place), entry.id
    row = re.compile(r"^\| [^|]+ \| \d+ \| (?P<text>[^|]+) \| (?P<source>[^|]*) \| [^|]* \|$", re.M)
    rows = {m["text"]: m["source"].strip() for m in row.finditer(memorandum.brief)}
    assert len(rows) == len(dossier.claims)
    assert [text for text, source in rows.items() if not source] == []


def test_a_claim_without_source_and_author_is_rejected(memorandum: Said) -> None:
    """C35: it becomes a question to the author."""
    claim = {"id": "bare_claim", "text": "Something is so", "holds": "note_sent", "after": ["offer"]}
    bare = edited(memorandum, {"add": "claims", "item": claim})
    assert "bare_claim" in [gap.about for gap in bare.gaps]
    authored = edited(memorandum, {"add": "claims", "item": {**claim, "by": "analyst"}})
    assert "bare_claim" not in [gap.about for gap in authored.gaps]


# the numbers


def test_the_size_of_the_case(memorandum: Said) -> None:
    advice = memorandum.advice
    assert (advice.cells, advice.feasible, advice.packages) == (15_552, 9_054, 148)


def test_the_goal_is_kept_by_27_packages_and_lost_by_121(analysis: Analysis, memorandum: Said) -> None:
    """C23: and the offer is advised among all 148."""
    analysis.prepare(analysis.feasible_packages)
    goal = memorandum.dossier.statements[GOAL]
    assert Counter(verdict(analysis, goal, p) for p in analysis.feasible_packages) == {
        "kept": 27,
        "lost": 121,
    }
    everything = advise(memorandum.dossier, audit=False, everything=True)
    assert len(everything.menu) == 148
    assert everything.recommended == ("offer",)


TIED = {"nash": "open", "gmr": "kept", "smr": "kept", "seq": "lost", "sseq": "lost"}


@pytest.mark.parametrize(("concept", "expected"), TIED.items(), ids=TIED.keys())
def test_the_tied_offer_depends_on_foresight(memorandum: Said, analysis: Analysis, concept: str, expected: str) -> None:
    goal = memorandum.dossier.statements[GOAL]
    assert verdict(analysis, goal, analysis.menu["tied_offer"], concept) == expected
    outcome = memorandum.advice.by_world[0].proposals["tied_offer"]
    assert outcome.goals_under.get(concept, outcome.goals)[GOAL] == expected


def test_no_other_proposal_depends_on_foresight(memorandum: Said) -> None:
    proposals = memorandum.advice.by_world[0].proposals
    assert [name for name, o in proposals.items() if o.depends_on_foresight] == ["tied_offer"]
    assert memorandum.advice.by_world[0].recommended_under == {}


def test_the_goal_rests_on_the_authors_own_switches(memorandum: Said) -> None:
    """Turn the doubters, the day of the note or the other way for Bonn, and it is lost for every proposal."""
    for assumption, value in (("swing", False), ("three_admit_frg", True), ("before_the_vote", False)):
        found = edited(memorandum, {"set": f"{assumption}.taken", "to": value})
        assert {o.goals[GOAL] for o in found.by_world[0].proposals.values()} == {"lost"}, assumption
        assert {"set": f"{assumption}.taken", "to": value} in memorandum.advice.claims["goal_kept"].rests_on
        assert f"`{assumption}`" in memorandum.page_one
    luxembourg = edited(memorandum, {"set": "luxembourg_follows.taken", "to": False})
    assert {o.goals[GOAL] for o in luxembourg.by_world[0].proposals.values()} == {"kept"}
    assert "Luxembourg ratifies" in memorandum.page_one
    assert "The note will reach the three governments before the Assembly votes" in memorandum.page_one


def test_the_consent_of_the_eleven_changes_no_part_of_the_advice(memorandum: Said) -> None:
    found = edited(memorandum, {"set": "eleven_agree.taken", "to": False})
    now, then = memorandum.advice.by_world[0], found.by_world[0]
    assert (then.recommended, then.deciding) == (now.recommended, now.deciding)
    assert {p: o.goals for p, o in then.proposals.items()} == {p: o.goals for p, o in now.proposals.items()}


def test_with_prestige_first_the_american_offer_alone_is_advised(memorandum: Said) -> None:
    assert edited(memorandum, {"set": "prestige_first.taken", "to": True}).recommended == ("us_only",)


def test_where_nothing_is_said_of_america_the_pact_offer_is_advised(memorandum: Said) -> None:
    variant = memorandum.advice.variants["usa_left_out"]
    assert variant.recommended == (("pact_only",),)
    assert "offer" in variant.left_off


def test_three_of_six_have_ratified_the_community(memorandum: Said) -> None:
    report = memorandum.advice.treaties["edc"].ratification
    assert report is not None
    assert set(report.done) == {"frg", "netherlands", "belgium"}
    assert set(report.pivotal) == {"france", "italy", "luxembourg"}


# the traps: what must not be said, in any output


def forbidden(said: Said, pattern: str) -> list[tuple[str, str]]:
    """Where an output, or the file without its hindsight and comments, says what it must not."""
    found = [(name, m.group()) for name, text in said.everything.items() for m in re.finditer(pattern, text, re.I)]
    body = re.sub(r"(^|\s)#.*", "", said.dossier.text.partition("\nhindsight:")[0])
    return found + [("file", m.group()) for m in re.finditer(pattern, body, re.I)]


def test_american_influence_is_the_archives_word_not_the_memorandums(memorandum: Said) -> None:
    """T1."""
    assert forbidden(memorandum, r"\binfluence\b") == []


def test_moscow_is_nowhere_said_to_want_or_to_be_about_to_join(memorandum: Said) -> None:
    """T2: the question is posed, examination is offered; the archive's title is looser than the text."""
    who = r"(?:USSR|Soviet Union|Soviet Government|Moscow|Soviets)"
    assert (
        forbidden(memorandum, rf"{who} (?:will|would|wants? to|wishes to|seeks to|intends to|is to|plans to) join\b")
        == []
    )
    assert (
        forbidden(
            memorandum,
            r"\bproposal that the\b|\bproposes? (?:to join|joining)|\bapplies? to join|\bapplication to join",
        )
        == []
    )
    note = memorandum.notes["offer"]
    assert re.search(r"\bjoin\b|\bentry\b|\bmember", note, re.I) is None
    assert "does not say that Moscow seeks entry" in memorandum.dossier.statements["entry"].because


def test_no_figure_stands_for_a_likelihood_outside_the_yardstick(memorandum: Said) -> None:
    """T3: "most likely" is mapped to a word, and the words have their yardstick beside them."""
    for name, text in memorandum.everything.items():
        rest = re.sub(r"Likelihood words:.*?\(ICD 203\)", "", text, flags=re.S)
        assert re.search(r"\d\s?%|per ?cent|in (?:100|a hundred)|\bodds\b|probabilit", rest, re.I) is None, name
        assert re.search(r"\b0\.\d", rest.replace('"overture": "0.1.0"', "")) is None, name
    assert memorandum.dossier.claims["refusal_likely"].likelihood == "likely"
    assert "Likelihood words:" in memorandum.page_one
    assert "Likelihood: likely" not in memorandum.notes["offer"]


def test_nobody_is_named_who_says_that_the_draft_is_aimed_at_the_pact(memorandum: Said) -> None:
    """T4: who advances it is not stated."""
    argument = memorandum.dossier.arguments["against_nato"]
    assert (argument.used, argument.by) == ((), ())
    assert re.search(r"^  against_nato:.*?^    used: not stated$", memorandum.dossier.text, re.M | re.S)
    # one in each part of the ledger
    rows = re.findall(r"^\| The draft is aimed at the Pact; ([^|]*) \|", memorandum.brief, re.M)
    (row,) = set(rows)
    assert row in ("nobody is reported to use it", "who uses it is not stated", "user not stated")
    names = [a.short or a.name for a in memorandum.dossier.actors.values()]
    assert not [n for n in names if n in row]
    for name in ("brief.md", "brief.html"):
        for said in sentences(memorandum.everything[name]):
            if "aimed at the" in said:
                assert not re.search(r"\b(?:says?|claims?|argues?|used by|according to)\b", said), (
                    name,
                    said,
                )


def test_no_reason_is_supplied_where_the_memorandum_gives_none(memorandum: Said) -> None:
    """T5: for China's place, and for putting no condition beyond the ministry's view."""
    dossier = memorandum.dossier
    china, tied = dossier.options["china_role"], dossier.options["tied"]
    assert china.because == "The memorandum gives no reason for leaving this as it is, and none is supplied here."
    assert tied.because == "The memorandum rejects the condition as the ministry's view and gives no further reason."
    assert [c.because for c in (*china.choices.values(), *tied.choices.values()) if c.because] == []
    assert dossier.statements["china_same"].because == dossier.claims["china_unchanged"].because == ""
    assert dossier.claims["no_condition"].because == dossier.claims["untied_better"].because == ""
    reason = re.compile(r"\b(?:because|so that|in order|since|lest|for the sake)\b", re.I)
    for name, text in memorandum.everything.items():
        for said in sentences(text):
            if re.search(r"\bChin(?:a|ese)\b|\ba condition\b", said):
                assert not reason.search(said), (name, said)


def test_the_ellipses_of_the_translation_are_not_filled(memorandum: Said) -> None:
    """T7: the only quotation is the general statement, and nothing is put in place of what is left out."""
    quotes = [p.quote for d in memorandum.dossier.documents.values() for p in d.passages if p.quote]
    assert quotes == [GENERAL_STATEMENT]
    assert forbidden(memorandum, r"\.\.\.|…|\[sic\]") == []
    (report,) = [r for r in memorandum.dossier.reports if r.of == "le_monde"]
    assert report.says == "these papers respond to the draft with approval"


def test_the_unclear_sentence_on_the_defensive_character_is_read_both_ways(memorandum: Said) -> None:
    """T8: puts the claim to the test, or makes it hold."""
    for name in ("brief.md", "brief.html"):
        found = [s for s in re.split(r"\||\n", memorandum.everything[name]) if "defensive character" in s]
        assert found, name
        for said in found:
            assert re.search(r"to the test, or makes it hold", said), (name, said)
    argument = memorandum.dossier.arguments["defensive"]
    assert "read in two ways" in argument.because
    assert (argument.basis, argument.by) == ("inference", ("analyst",))


def test_palewski_speaks_for_himself(memorandum: Said) -> None:
    """T9: not for France, and not for all Gaullists."""
    actors = memorandum.dossier.actors
    assert actors["palewski"].of is None
    assert [a.id for a in actors.values() if "palewski" in a.members] == []
    assert {r.of for r in memorandum.dossier.reports if "vinogradov" in r.via} == {"palewski"}
    assert (
        forbidden(
            memorandum,
            r"(?<!all )\bGaullists\b|\bGaullist (?:party|movement|deputies)|\bParis (?:objects|demands)",
        )
        == []
    )
    assert forbidden(memorandum, r"\b(?:France|the French Government) (?:objects|demands|would accept|says)") == []


def test_nothing_later_than_the_day_is_in_any_output(memorandum: Said) -> None:
    """T10: no date, no text, no source and no name of what came after."""
    dossier = memorandum.dossier
    later = [s.title for s in dossier.sources.values() if s.date and s.date > dossier.head.as_of.isoformat()]
    assert len(later) >= 10
    for name, text in memorandum.everything.items():
        assert max(days_in(text), default=date.min) <= date(1954, 3, 26), name
        assert [h.text for h in dossier.hindsight if h.text in text] == [], name
        assert [title for title in later if title in text] == [], name
        words = (
            r"\b1955\b|\b1975\b|Warsaw|Paris Agreements|Western European Union|\bWEU\b|Geneva|319 to 264|Dulles|"
            r"Merchant|Helsinki|\bCSCE\b|press release|\bAugust\b|Mend[eè]s|manoeuvre"
        )
        assert re.search(words, text) is None, name


def test_the_result_does_not_change_without_hindsight(memorandum: Said) -> None:
    """T10: the file cut off before it gives the same advice and the same brief."""
    text = case("molotov-1954")
    head, found, _ = text.partition("\nhindsight:")
    assert found and len(memorandum.dossier.hindsight) == 19
    whole, cut = read(text), read(head + "\n")
    assert cut.hindsight == ()
    first, second = advise(whole, audit=False), advise(cut, audit=False)
    assert first.by_world == second.by_world
    assert first.claims == second.claims
    assert brief_markdown(whole, first) == brief_markdown(cut, second)
