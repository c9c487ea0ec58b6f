"""Argumentation as pure theory: frameworks in, labels and statuses for many states at once out."""

from overture.arguments.grounded import grounded
from overture.arguments.status import STATUSES, Ledger, ancestors, ledger

__all__ = ["STATUSES", "Ledger", "ancestors", "grounded", "ledger"]
