"""Votes in an organ, voting power, and who can stop an act."""
