"""Moves one after another: legal sequences, what they lead to, and where courses of events settle."""
