"""`python -m overture`: the same as the command `overture`."""

from overture.cli import main

main()
