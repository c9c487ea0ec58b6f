"""The others: what they want, how they may reply, and what to watch."""
