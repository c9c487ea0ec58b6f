"""The concepts of stability, one a module, and the verdicts under them."""
