"""What was decided on a dossier, as the record beside it has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Decision:
    """What was decided: which proposal, by whom, on which day, and the hash of the dossier that was before them."""

    proposal: str
    by: str
    on: str
    sha256: str
    package: Mapping[str, str]
