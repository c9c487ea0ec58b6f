"""The graph model for people: names and printed numbers in, and every question that can be asked of it."""
