"""The commands. Exit codes are those of docs/reference/commands.md."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from itertools import pairwise

from overture.cli import dossiers, treaties
from overture.cli.app import DIFFERS, FINE, LIMIT, WRONG_INPUT, BadCommand, app, print_json
from overture.cli.dossiers import Show
from overture.dossier import DossierError
from overture.model import LimitReached

__all__ = [
    "DIFFERS", "FINE", "LIMIT", "WRONG_INPUT", "BadCommand", "Show", "app", "dossiers", "main", "run", "treaties",
]  # fmt: skip


def _fail(message: str, code: int) -> int:
    with suppress(OSError):
        sys.stdout.flush()
    print(message, file=sys.stderr)
    return code


def _abandon_stdout() -> None:
    """Nobody reads any more: what is still to be printed, by the interpreter's exit too, goes nowhere."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _asks_for_json(arguments: list[str]) -> bool:
    return "--format=json" in arguments or any(pair == ("--format", "json") for pair in pairwise(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Carry out one command and return its exit code. Nothing that a user does ends in a traceback."""
    from cyclopts import CycloptsError

    as_json = _asks_for_json(arguments if arguments is not None else sys.argv)
    try:
        result = app(arguments, exit_on_error=False, print_error=True)
        sys.stdout.flush()
        return result if isinstance(result, int) else FINE
    except CycloptsError:
        return WRONG_INPUT  # cyclopts has said what is wrong
    except DossierError as error:
        if as_json:
            print_json({"diagnostics": [d.as_json() for d in error.diagnostics]})
        return _fail(error.show(), WRONG_INPUT)
    except LimitReached as limit:
        return _fail(f"stopped at a limit: {limit}", LIMIT)
    except BadCommand as error:
        return _fail(str(error), WRONG_INPUT)
    except MemoryError:
        return _fail("stopped at a limit: there is not enough memory for this dossier", LIMIT)
    except BrokenPipeError:
        _abandon_stdout()
        return FINE
    except OSError as error:
        _abandon_stdout()
        return _fail(f"the answer cannot be printed: {(error.strerror or 'the system refused').lower()}", WRONG_INPUT)
    except KeyboardInterrupt:
        return _fail("interrupted", 130)


def main() -> None:
    """The program: `run`, whatever the state of its output."""
    if sys.stdout is None:  # started with its output closed
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    elif isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # marks that an old terminal cannot show
    raise SystemExit(run())
