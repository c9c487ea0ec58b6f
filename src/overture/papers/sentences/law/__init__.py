"""Treaties: who takes part, who must consent, and who is bound to what, before and after."""
