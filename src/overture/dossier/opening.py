"""Opening a dossier: from its text or an edited tree to a checked `Dossier`, or to all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from overture.dossier.checks import mistakes, without_preferences
from overture.dossier.dossier import Dossier
from overture.dossier.edits import EditError, apply_edit, resolve
from overture.dossier.entries import Edit, Head
from overture.dossier.names import unmodelled
from overture.dossier.reading import HEAD_KEYS, SECTIONS, read_section
from overture.dossier.used import fill_in
from overture.files.diagnostics import MOST_HINTS, Diagnostic, DossierError, did_you_mean
from overture.files.nodes import Mapping, Node, Scalar, Span, plain
from overture.files.schema import empty_values, follow, problem_of
from overture.files.text import compose, read_file

FORMAT = 1


def build(
    root: Node, file: str, text: str, problems: list[Diagnostic], edits: tuple[Edit, ...], dropped: frozenset[str],
    check: bool = True,
) -> Dossier:  # fmt: skip
    """The dossier of a tree. Raises `DossierError` with the given problems and all that are found."""
    if not isinstance(root, Mapping):
        raise DossierError([Diagnostic("D103", "a dossier starts with `overture: 1`", root.span)], file, text)
    problems = [*problems, *_version(root)]
    if any(p.code == "D007" for p in problems):
        raise DossierError(problems, file, text)
    known = (*HEAD_KEYS, *SECTIONS)
    sections: dict[str, Any] = {}
    head_data: dict[str, Any] = {}
    for key, node in root.items():
        if key in SECTIONS:
            read_of = read_section(key, node, text)
            sections[key] = read_of.entries
            problems += read_of.problems
        elif key in HEAD_KEYS:
            problems += empty_values(Mapping(((Scalar(key), node),)))
            head_data[key] = plain(node)
        else:
            at = root.key(key)
            hint = did_you_mean(key, known if len(problems) < MOST_HINTS else ()) or "sections: " + ", ".join(SECTIONS)
            problems.append(Diagnostic("D101", f"unknown key `{key}`", at.span if at else None, hint))
    try:
        head = Head.model_validate(head_data)
    except ValidationError as error:
        found = [
            problem_of(e, root, Head, text.splitlines()) for e in error.errors(include_url=False, include_input=False)
        ]
        start = Span(1, 1, 1, 2)
        found = [Diagnostic(p.code, p.message, start, p.hint) if p.code == "D109" else p for p in found]
        empty_places = {p.span for p in problems}
        raise DossierError(
            _sorted([*problems, *(p for p in found if p.span not in empty_places)]), file, text
        ) from None
    if "treaties" in sections:
        sections["treaties"], used = fill_in(sections["treaties"], sections.get("actors", {}), head.as_of, root)
        problems += used
    dossier = Dossier(head, root, file, text, edits, dropped, **sections)
    problems += mistakes(dossier) if check else without_preferences(dossier)
    if problems:
        raise DossierError(_sorted(problems), file, text)
    return dossier


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
    root, dropped = dossier.root, set(dossier.dropped)
    supposed: set[str] = set()  # names taken for those of consents that nobody modelled
    applied = list(dossier.edits)
    for given in edits:
        edit = given if isinstance(given, Edit) else Edit.model_validate(given)
        try:
            if edit.set and check:
                place = resolve(root, edit.set)
                if place[0] == "assumptions" and follow(root, place[:2]) is follow(root, place[:1]):
                    supposed.add(str(place[1]))
            root = apply_edit(root, edit)
        except EditError as error:
            raise DossierError([Diagnostic("D301", str(error), hint=error.hint)], dossier.file, dossier.text) from None
        if edit.drop and "." not in edit.drop:
            dropped.add(edit.drop)
        applied.append(edit)
    found = build(root, dossier.file, dossier.text, [], tuple(applied), frozenset(dropped), check)
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
