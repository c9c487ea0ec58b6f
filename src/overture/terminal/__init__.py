"""What the terminal prints: tables of the advice, and why an entry is as it is."""
