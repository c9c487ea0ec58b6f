"""Advice: from a dossier to where events end, what is recommended, what it rests on."""

from overture.advice.advise import advise
from overture.advice.export import results_json
from overture.advice.results import Advice

__all__ = ["Advice", "advise", "results_json"]
