"""A little example for the papers."""

from __future__ import annotations

from pathlib import Path

TEXT = (Path(__file__).parent / "river.yaml").read_text(encoding="utf-8")
# the same with the goal hanging on an assumption
HANGING = TEXT.replace("when: reply is accept, from", "when: reply is accept and delta_agrees, from", 1)
