"""How large a dossier may be: the estimate against what is measured, and what happens beyond the limit."""

from __future__ import annotations

from pathlib import Path

import pytest

from overture.advice import advise
from overture.advice.analysis import Analysis
from overture.advice.audit import analyses
from overture.dossier import Dossier, read
from overture.model import Kept, LimitReached
from overture.model.limits import MAX_BYTES, MAX_SECONDS, Cost, cost, size_of
from tests.measured import Ended, measured

from .shapes import shaped

SLACK = 2.0  # other machines, and other tests at the same time


def run(text: str, folder: Path, *more: str) -> Ended:
    """`overture analyse --no-audit` in a process of its own, measured."""
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    return measured(folder, "analyse", str(folder / "case.yaml"), "--no-audit", *more)


def seen(dossier: Dossier) -> tuple[Analysis, ...]:
    """The worlds of a dossier after the whole advice has been computed in them."""
    kept = Kept()
    worlds = analyses(dossier, kept)
    for analysis in worlds:
        for package in analysis.menu.values():
            analysis.settled(package)
        for statements in dossier.preferences.values():
            for statement in statements:
                analysis.model.truth(analysis.model.satisfied(statement))
        for actor in dossier.decision_makers:
            analysis.model.rank(actor)
    return worlds


@pytest.mark.parametrize(
    "shape",
    [
        shaped([3, 4], [[3, 2], [4]]),
        shaped([4, 4, 4], [[4, 4]], rules=3),
        shaped([2], [[4, 4], [4, 4], [4]], statements=9, assumptions=2),
        shaped([5, 5], [[3, 3, 3]], proposals=4, replies=2, final=True),
    ],
)
def test_the_estimate_covers_the_arrays_and_is_not_far_above_them(shape: str) -> None:
    dossier = read(shape)
    worlds = seen(dossier)
    first = worlds[0]
    size = size_of(dossier, len(worlds), first.menu_length)
    assert (size.cells, size.packages, size.after) == (
        first.space.packages * first.space.replies, first.space.packages, first.space.replies,
    )  # fmt: skip
    assert first.menu_length == len(first.menu)
    held = 0
    for analysis in worlds:
        held += sum(array.nbytes for array in analysis.model._true_in.values() if array.flags.owndata)
        held += sum(array.nbytes for array in analysis.model._known_ranks.values())
    held += sum(array.nbytes for array in first.model.table.kept.arrays.values())
    nothing = cost(size_of(read(shaped([2], [[2]])), 1, 1)).bytes
    estimate = cost(size).bytes - nothing
    assert held / 2 < estimate
    per_state = estimate / (len(worlds) * size.cells)
    assert per_state < 50_000 / size.after + 40 * (len(size.statements) + sum(size.statements))


def test_more_of_anything_costs_no_less() -> None:
    def of(worlds: int = 1, **more: int) -> Cost:
        counts = {"statements": 5, "proposals": 2, "replies": 2, "rules": 2, **more}
        dossier = read(shaped([3, 3], [[3, 3], [3]], **counts))  # type: ignore[arg-type]
        return cost(size_of(dossier, worlds, len(dossier.proposals) + 1))

    before = of()
    for after in (of(statements=9), of(proposals=4), of(replies=4), of(final=1), of(worlds=4)):
        assert after.seconds > before.seconds
        assert after.bytes >= before.bytes
    assert of(worlds=4).bytes > before.bytes


MOST_STATES = shaped([2], [[4] * 5, [4] * 5], statements=8)  # near the most memory
MOST_PACKAGES = shaped([4] * 5, [[4, 4]], replies=1)  # a menu of a thousand


@pytest.mark.parametrize("shape", [MOST_STATES, MOST_PACKAGES], ids=["states", "packages"])
def test_a_large_dossier_within_the_limit_is_answered_within_the_estimate(shape: str, tmp_path: Path) -> None:
    dossier = read(shape)
    packages = size_of(dossier, 1, 1).packages
    estimate = cost(size_of(dossier, 1, packages))
    assert estimate.excess <= 1
    ended = run(shape, tmp_path)
    assert ended.code == 0, ended.told
    assert ended.seconds < SLACK * estimate.seconds
    assert ended.seconds < MAX_SECONDS
    assert ended.bytes < 1.1 * estimate.bytes
    assert ended.bytes < MAX_BYTES


BEYOND = {
    "states": (
        shaped([2], [[4] * 5, [4] * 6], statements=8),
        ("8,388,608 settings of its 12 options (us: a0 2; them0: b0_0 4 x b0_1 4", "GB of memory; 1 GB is the most",
         "It would be within the limit without `them"),
    ),
    "packages": (
        shaped([4] * 7, [[4, 4]]),
        ("and 16,384 packages on the menu", "minutes; one minute is the most", "without `us.a",
         "with the packages that are in earnest named under `proposals:`"),
    ),
    "packages and rules": (
        shaped([4] * 8, [[4, 4]], rules=2),
        ("packages on the menu", "named under `proposals:`"),
    ),
    "worlds": (
        shaped([4], [[4] * 3, [4] * 5], assumptions=6),
        ("in each of 64 worlds", "of the open assumptions taken"),
    ),
    "final options": (
        shaped([2], [[2] * 16, [2] * 2], final=True),
        ("minutes; one minute is the most", "without `them0."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BEYOND)
def test_beyond_the_limit_it_stops_at_once_and_says_what_would_help(name: str, tmp_path: Path) -> None:
    shape, messages = BEYOND[name]
    ended = run(shape, tmp_path)
    assert ended.code == 3, ended.told
    for message in messages:
        assert message in ended.told
    assert "Traceback" not in ended.told
    assert ended.seconds < 2 * SLACK
    assert ended.bytes < 500_000_000


def test_naming_proposals_helps_where_the_menu_is_too_long(tmp_path: Path) -> None:
    ended = run(shaped([4] * 7, [[4, 4]], proposals=4), tmp_path)
    assert ended.code == 0, ended.told
    ended = run(shaped([4] * 7, [[4, 4]], proposals=4), tmp_path, "--all")
    assert ended.code == 3
    assert "without `--all`" in ended.told


def test_too_many_recommended_alike_are_not_held_against_each_other() -> None:
    with pytest.raises(LimitReached, match="of the 1,024 proposals on the menu are recommended alike"):
        advise(read(shaped([4] * 5, [[4, 4]], replies=3, one_want=True)), audit=False)


def test_courses_that_nobody_can_follow_stop_with_a_message() -> None:
    options = "; ".join(f"b0_{i} is v1" for i in range(20))
    text = shaped([2], [[2] * 20], statements=1)
    begin = text.index("  them0:\n    - ")
    text = text[:begin] + f"  them0:\n    - {{id: half, want: at least 10 of ({options})}}\n"
    with pytest.raises(LimitReached, match=r"events after `doing nothing` cannot be followed: .*50,000 states"):
        advise(read(text), audit=False)
