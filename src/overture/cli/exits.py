"""How a command ends: its exit codes, and what is raised where it cannot be carried out."""

FINE, DIFFERS, WRONG_INPUT, LIMIT = 0, 1, 2, 3


class BadCommand(Exception):
    """A command that cannot be carried out as written."""
