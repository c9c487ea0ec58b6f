"""Treaties as formulas over acts: memberships in many states at once, consent, and who can block."""
