"""Where dossier and theories meet: one dossier in one world becomes states, truths and a conflict."""

from overture.model.definitions import Circle, Definitions
from overture.model.model import Model, broken_at, models, satisfied
from overture.model.space import LimitReached, Space, along
from overture.model.state_names import StateNames, state_names, states_called
from overture.model.truths import Kept
from overture.model.worlds import open_assumptions

__all__ = [
    "Circle", "Definitions", "Kept", "LimitReached", "Model", "Space", "StateNames", "along", "broken_at",
    "models", "open_assumptions", "satisfied", "state_names", "states_called",
]  # fmt: skip
