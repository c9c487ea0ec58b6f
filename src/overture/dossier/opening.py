"""Opening a dossier: from its text or an edited tree to a checked `Dossier`, or to all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from overture.dossier.checks import mistakes, without_preferences
from overture.dossier.dossier import Dossier
from overture.dossier.dropping import NONE, Losses
from overture.dossier.edits import EditError, apply_edit, resolve
from overture.dossier.entries import Edit, Head
from overture.dossier.names import unmodelled
from overture.dossier.reading import HEAD_KEYS, SECTIONS, read_section
from overture.dossier.used import fill_in
from overture.files.diagnostics import MOST_HINTS, Diagnostic, DossierError, did_you_mean, nearest
from overture.files.nodes import Mapping, Node, Scalar, Span, follow, plain
from overture.files.schema import empty_values, problems_of, word_span
from overture.files.text import compose, read_file

FORMAT = 1


def build(
    root: Node, file: str, text: str, problems: list[Diagnostic], edits: tuple[Edit, ...], dropped: frozenset[str],
    check: bool = True, losses: Losses = NONE,
) -> Dossier:  # fmt: skip
    """The dossier of a tree. Raises `DossierError` with the given problems and all that are found."""
    if not isinstance(root, Mapping):
        raise DossierError([Diagnostic("D103", "a dossier starts with `overture: 1`", root.span)], file, text)
    problems = [*problems, *_version(root)]
    if any(p.code == "D007" for p in problems):
        raise DossierError(problems, file, text)
    lines = text.splitlines()
    root, unknown = _with_known_keys(root, lines, len(problems))
    problems += unknown
    sections: dict[str, Any] = {}
    head_data: dict[str, Any] = {}
    for name, node in root.entries:
        key = name.text
        if key in SECTIONS:
            read_of = read_section(key, node, text, name)
            sections[key] = read_of.entries
            problems += read_of.problems
        elif key in HEAD_KEYS:
            problems += empty_values(node, lines, name)
            head_data[key] = plain(node)
    try:
        head = Head.model_validate(head_data)
    except ValidationError as error:
        problems += problems_of(error, root, Head, lines)
        head = _stand_in(head_data, error)
    if "treaties" in sections:
        sections["treaties"], used = fill_in(sections["treaties"], sections.get("actors", {}), head.as_of, root)
        problems += used
    dossier = Dossier(head, root, file, text, edits, dropped, losses, **sections)
    problems += mistakes(dossier) if check else without_preferences(dossier)
    if problems:
        if edits:  # the file is not what is wrong, so nothing is to be mended in it
            problems = [replace(p, fix="") for p in problems]
        raise DossierError(_sorted(problems), file, text)
    return dossier


def _with_known_keys(root: Mapping, lines: list[str], before: int) -> tuple[Mapping, list[Diagnostic]]:
    """The tree with a misspelt section read as the one that is meant, and what is said of unknown keys."""
    known = (*HEAD_KEYS, *SECTIONS)
    problems: list[Diagnostic] = []
    entries: list[tuple[Scalar, Node]] = []
    given = {key for key, _ in root.items()}
    for name, node in root.entries:
        if name.text in known:
            entries.append((name, node))
            continue
        few = before + len(problems) < MOST_HINTS
        near = nearest(name.text, [k for k in known if k not in given]) if few else ""
        hint = did_you_mean(name.text, [near] if near else known if few else ()) or "sections: " + ", ".join(SECTIONS)
        problems.append(Diagnostic("D101", f"unknown key `{name.text}`", word_span(name, lines), hint, fix=near))
        if near and (near in HEAD_KEYS) == isinstance(node, Scalar):
            given.add(near)
            entries.append((Scalar(near, name.span), node))
    return (Mapping(tuple(entries), root.span) if problems else root), problems


def _stand_in(data: dict[str, Any], error: ValidationError) -> Head:
    """A head in the place of one that cannot be read, so that the rest of the file is checked all the same."""
    wrong = {str(e["loc"][0]) for e in error.errors(include_url=False, include_input=False)}
    kept = {key: value for key, value in data.items() if key not in wrong}
    far = date.max - timedelta(days=36_500)  # no act is later, and days can be added to it
    return Head.model_validate({"overture": FORMAT, "title": "", "as_of": far, "proposer": "", **kept})


def _version(root: Mapping) -> list[Diagnostic]:
    node = root.get("overture")
    if isinstance(node, Scalar) and not node.empty and node.text != str(FORMAT):
        return [
            Diagnostic("D007", f"this file is of format version {node.text}; this program reads {FORMAT}", node.span)
        ]
    return []


def _sorted(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda d: (d.span or Span(1 << 30, 0, 0, 0), d.code))


def read(text: str, file: str = "dossier", edits: Iterable[Edit | dict[str, Any]] = ()) -> Dossier:
    """Read a dossier from its text, apply edits, and check it.

    Raises `DossierError` with every mistake at once.
    """
    root, problems = compose(text, file)
    dossier = build(root, file, text, problems, (), frozenset())
    edits = tuple(edits)
    return dossier.edited(edits) if edits else dossier


def load(path: Path, edits: Iterable[Edit | dict[str, Any]] = ()) -> Dossier:
    """Read a dossier from a file. Raises `DossierError`."""
    return read(read_file(path), str(path), edits)


def edited(dossier: Dossier, edits: Iterable[Edit | dict[str, Any]], check: bool = True) -> Dossier:
    """A dossier with edits applied in order. Raises `DossierError` where one cannot be made.

    `check` may be false for edits that cannot break a reference: a truth value
    turned, a statement or rule dropped or moved, a foresight changed.
    """
    root, dropped, losses = dossier.root, set(dossier.dropped), dossier.losses
    supposed: set[str] = set()  # names taken for those of consents that nobody modelled
    applied = list(dossier.edits)
    for given in edits:
        edit = given if isinstance(given, Edit) else Edit.model_validate(given)
        try:
            if edit.set and check:
                place = resolve(root, edit.set)
                if place[0] == "assumptions" and follow(root, place[:2]) is follow(root, place[:1]):
                    supposed.add(str(place[1]))
            before, root = root, apply_edit(root, edit)
            if edit.drop:
                losses = losses.after(before, resolve(before, edit.drop))
        except EditError as error:
            raise DossierError([Diagnostic("D301", str(error), hint=error.hint)], dossier.file, dossier.text) from None
        if edit.drop and "." not in edit.drop:
            dropped.add(edit.drop)
        applied.append(edit)
    found = build(root, dossier.file, dossier.text, [], tuple(applied), frozenset(dropped), check, losses)
    if supposed:
        _refuse_unless_unmodelled(found, supposed)
    return found


def _refuse_unless_unmodelled(dossier: Dossier, supposed: Iterable[str]) -> None:
    """Raises `DossierError` unless each name stands for a consent or ratification that nobody modelled."""
    known = unmodelled(dossier)
    for name in supposed:
        if name not in known:
            message = f"`{name}` is no consent or ratification that this dossier leaves open"
            raise DossierError(
                [Diagnostic("D301", message, hint=did_you_mean(name, known))], dossier.file, dossier.text
            )
