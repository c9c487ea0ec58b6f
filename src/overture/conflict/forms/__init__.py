"""The forms of a conflict: options or arrows, states, rankings, as arrays and as they are printed."""
