"""What can be wrong with a conflict that somebody enters; every message says what to change.

    ConflictError (a ValueError)
    ├── OwnerWithoutOptions    a decision maker that can do nothing
    ├── OptionWithTwoOwners    one name given to two decision makers
    ├── NoFeasibleState        the rules leave nothing
    ├── RankingIncomplete      a ranking misses a state, or names one twice
    ├── NotSquare              a matrix of moves or preferences of the wrong shape
    ├── WrongEntry             an entry of a matrix, a rank or a horizon that is none
    ├── DoesNotFit             it would take more memory than there is
    ├── UnknownName            no such decision maker, state or concept
    ├── NotInOptionForm        a concept that needs options, asked of a graph drawn by hand
    ├── WrongNumberOfParties   a concept that is defined for two decision makers only
    ├── TimeUp                 the time allowed ran out before there was an answer
    └── NotInstalled           a package that only large conflicts need is not there
"""

from __future__ import annotations


class ConflictError(ValueError):
    """Something about a conflict is wrong; the message says what to change."""


class OwnerWithoutOptions(ConflictError):
    """A decision maker has no option, so it can do nothing."""


class OptionWithTwoOwners(ConflictError):
    """Two options have the same name, or one option has two owners."""


class NoFeasibleState(ConflictError):
    """No state is feasible."""


class RankingIncomplete(ConflictError):
    """A ranking misses a state, names one twice, or names one that is not there."""


class NotSquare(ConflictError):
    """A matrix does not have one row and one column for every state."""


class WrongEntry(ConflictError):
    """An entry of a matrix, a ranking or a pair, or a horizon, is not one."""


class DoesNotFit(ConflictError):
    """The conflict is too large for the memory at hand."""


class UnknownName(ConflictError):
    """There is no decision maker, state or concept of this name."""


class NotInOptionForm(ConflictError):
    """The concept needs options; a graph drawn by hand has none."""


class WrongNumberOfParties(ConflictError):
    """The concept is not defined for so many decision makers."""


class TimeUp(ConflictError):
    """The time allowed ran out: the answer is unknown, which is not the same as none."""


class NotInstalled(ConflictError):
    """A package that is not needed at every start is not installed."""
