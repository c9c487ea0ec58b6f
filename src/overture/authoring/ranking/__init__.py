"""From comparisons of two outcomes to the statements of an actor."""
