"""The commands. Exit codes are those of docs/reference/commands.md."""

from __future__ import annotations

import os
import shlex
import sys
import traceback
from contextlib import suppress
from io import TextIOWrapper
from itertools import pairwise

from overture.cli import asking, authoring, deciding, dossiers, exchanging, ranking, reviewing, treaties, writing
from overture.cli.app import app, print_json
from overture.cli.dossiers import Show
from overture.cli.exits import DIFFERS, FINE, LIMIT, WRONG_INPUT, BadCommand
from overture.dossier import DossierError
from overture.files.characters import shown
from overture.files.saving import CannotSave
from overture.model import LimitReached

__all__ = [
    "DIFFERS", "FINE", "LIMIT", "OURS", "WRONG_INPUT", "BadCommand", "Show", "app", "asking", "authoring", "deciding",
    "dossiers", "exchanging", "main", "ranking", "reviewing", "run", "treaties", "writing",
]  # fmt: skip

OURS = 4  # a mistake in the program itself
MOST_TOLD = 200  # mistakes of one file: nobody reads more at once


def _fail(message: str, code: int) -> int:
    with suppress(OSError):
        sys.stdout.flush()
    print(shown(message), file=sys.stderr)  # a file must not move the cursor
    return code


def _abandon_stdout() -> None:
    """Nobody reads any more: what is still to be printed, by the interpreter's exit too, goes nowhere."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _asks_for_json(arguments: list[str]) -> bool:
    return "--format=json" in arguments or any(pair == ("--format", "json") for pair in pairwise(arguments))


def _mistakes(error: DossierError, as_json: bool) -> int:
    """The mistakes of a file, the first two hundred of them, and how many more there are."""
    told, more = error.diagnostics[:MOST_TOLD], len(error.diagnostics) - MOST_TOLD
    if as_json:
        print_json({"diagnostics": [d.as_json() for d in told], **({"more": more} if more > 0 else {})})
    message = DossierError(told, error.file, error.text).show()
    if more > 0:
        message += f"\n{error.file}: and {more} more mistakes, told once these are mended"
    return _fail(message, WRONG_INPUT)


def _our_mistake(error: Exception, arguments: list[str], as_json: bool) -> int:
    """The last resort: what nobody foresaw is ours to mend, and is told without a traceback.

    With OVERTURE_DEBUG=1 in the environment the traceback is printed too.
    """
    if os.environ.get("OVERTURE_DEBUG") == "1":
        traceback.print_exception(error)
    first = next(iter(str(error).splitlines()), "")[:300]
    what = f"{type(error).__name__}: {first}" if first else type(error).__name__
    command = shlex.join(["overture", *arguments])
    if as_json:
        print_json({"error": {"kind": type(error).__name__, "message": first, "command": command}})
    message = f"this is a mistake in Overture, not in your file: {what}; please report it with the command: {command}"
    return _fail(message, OURS)


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
        return _mistakes(error, as_json)
    except LimitReached as limit:
        return _fail(f"stopped at a limit: {limit}", LIMIT)
    except (BadCommand, CannotSave) as error:
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
    except Exception as error:
        return _our_mistake(error, list(sys.argv[1:] if arguments is None else arguments), as_json)


def main() -> None:
    """The program: `run`, whatever the state of its output."""
    if sys.stdout is None:  # started with its output closed
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    elif isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # marks that an old terminal cannot show
    raise SystemExit(run())
