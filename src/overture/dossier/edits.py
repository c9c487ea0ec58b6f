"""Edits of a dossier: set, add, drop, move. They work on the tree, so that all else stays byte for byte."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

import yaml

from overture.dossier.entries import Edit, Option
from overture.dossier.paths import paths
from overture.dossier.reading import SECTIONS, SHORTHANDS
from overture.files.diagnostics import DossierError, did_you_mean
from overture.files.nodes import Mapping, Node, Path, Scalar, Sequence, node_of, plain
from overture.files.text import compose

# what an argument that is dropped takes with it, in other entries
_EDGES = ("limits", "attacks", "rests_on", "supports", "opposes")


class EditError(ValueError):
    """An edit that cannot be made, with a hint."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


_known_ids: WeakKeyDictionary[Mapping, dict[str, Path]] = WeakKeyDictionary()


def _ids(root: Mapping) -> dict[str, Path]:
    if root not in _known_ids:  # an audit makes a hundred edits of one tree
        _known_ids[root] = dict(paths(root))
    return _known_ids[root]


def resolve(root: Mapping, path: str) -> Path:
    """The place in the tree that a written path (`swing.taken`, `options.three`) names."""
    first, *rest = [part for part in path.split(".") if part] or [""]
    ids = _ids(root)
    base: Path
    if rest and ids.get(rest[0]) == ("options", first, rest[0]):
        base, rest = ids[rest[0]], rest[1:]  # ussr.reply is a longer form of reply
    elif first in ids:
        base = ids[first]
    elif first in SECTIONS or first in root:
        base = (first,)
    elif _unmodelled(root, first):
        base = ("assumptions", first)
    else:
        raise EditError(f"nothing in this dossier is called `{first}`", did_you_mean(first, [*ids, *SECTIONS]))
    place = (*base, *rest)
    _refuse_bare_choice(root, path, place)
    return place


def _refuse_bare_choice(root: Mapping, path: str, place: Path) -> None:
    """Raises `EditError` where a path names a choice of an option as if it were a field of it."""
    if place[0] != "options" or len(place) < 4 or place[3] in _FIELDS:
        return
    choices = _at(root, (*place[:3], "choices"))
    if not isinstance(choices, Mapping) or str(place[3]) not in choices:
        return
    parts = [part for part in path.split(".") if part]
    at = len(parts) - (len(place) - 3)
    wanted = ".".join([*parts[:at], "choices", *parts[at:]])
    raise EditError(f"`{place[3]}` is a choice of `{place[2]}`, not a field of it", f"did you mean `{wanted}`?")


_FIELDS = frozenset(field.alias or name for name, field in Option.model_fields.items())  # of an option
_LEFT_UNKNOWN = ("consent", "ratification", "accessions", "denunciations", "invitations", "admissions")


def _unmodelled(root: Mapping, name: str) -> bool:
    """Whether the name may be that of a consent, a ratification or another act which the treaties leave unknown."""
    kind, _, rest = name.partition("_")
    treaties = root.get("treaties")
    if kind not in _LEFT_UNKNOWN or not isinstance(treaties, Mapping):
        return False
    return any(f"_{rest}".endswith(f"_{treaty}") for treaty, _ in treaties.items())


def _step(node: Node, key: str | int) -> Node | None:
    if isinstance(node, Mapping):
        return node.get(str(key))
    if (
        isinstance(node, Sequence)
        and isinstance(key, int | str)
        and str(key).isdecimal()
        and int(key) < len(node.items)
    ):
        return node.items[int(key)]
    return None


def _replace(node: Node | None, path: Path, value: Node | None, made: Path = ()) -> Node:
    """The tree with the node at `path` replaced; with no value, taken out. Missing groups are made."""
    key, *rest = path
    if node is None:
        node = Mapping(())
    if isinstance(node, Scalar):
        short = SHORTHANDS.get(str(made[0])) if len(made) == 2 else "want" if made[:1] == ("preferences",) else None
        short = "text" if made[:1] == ("options",) and "choices" in made else short
        if short is None:
            raise EditError(f"`{'.'.join(map(str, made))}` has no parts")
        node = Mapping(((Scalar(short), node),), node.span)
    if isinstance(node, Mapping):
        name = str(key)
        below = node.get(name)
        if not rest:
            return node.without(name) if value is None else node.with_entry(name, value)
        if below is None and value is None:
            raise EditError(f"`{'.'.join(map(str, (*made, name)))}` is not in this dossier")
        return node.with_entry(name, _replace(below, tuple(rest), value, (*made, name)))
    items = list(node.items)
    index = int(key) if str(key).isdecimal() else next(
        (i for i, item in enumerate(items) if isinstance(item, Scalar) and item.text == str(key)), -1
    )  # fmt: skip
    if not 0 <= index < len(items):
        raise EditError(f"`{key}` is not in the list `{'.'.join(map(str, made))}`")
    if rest:
        items[index] = _replace(items[index], tuple(rest), value, (*made, index))
    elif value is None:
        del items[index]
    else:
        items[index] = value
    return Sequence(tuple(items), node.span)


def _at(root: Node, path: Path) -> Node | None:
    node: Node | None = root
    for key in path:
        if node is None:
            return None
        if isinstance(node, Sequence) and not str(key).isdecimal():
            return next((i for i in node.items if isinstance(i, Scalar) and i.text == str(key)), None)
        node = _step(node, key)
    return node


def _set(root: Mapping, path: str, value: Any) -> Node:
    place = resolve(root, path)
    if len(place) == 1 and place[0] in SECTIONS:
        raise EditError(f"`{path}` is a whole section", "name an entry and a field of it")
    return _replace(root, place, node_of(value))


def _add(root: Mapping, path: str, item: Any, after: str | None) -> Node:
    place = resolve(root, path)
    target = _at(root, place)
    new = node_of(item)
    keyed = (
        place[0] in SECTIONS and (len(place) == 1 or place[0] == "options") and place[0] not in ("reports", "hindsight")
    )
    if place[0] == "options" and len(place) < 2:
        raise EditError("say whose option it is", "`--add 'options.ACTOR={id: ..., ...}'`")
    if isinstance(target, Mapping) or (target is None and keyed):
        if not isinstance(new, Mapping) or not isinstance(new.get("id"), Scalar):
            raise EditError(f"what is added to `{path}` needs an `id`", "write {id: name, ...}")
        key = new.get("id")
        assert isinstance(key, Scalar)
        target = target or Mapping(())
        assert isinstance(target, Mapping)
        if key.text in target:
            raise EditError(f"`{key.text}` is already there", "use --set to change it")
        if after is not None and after not in target:
            raise EditError(f"`{after}` is not in `{path}`")
        return _replace(root, place, target.with_entry(key.text, new.without("id"), after))
    items = list(target.items) if isinstance(target, Sequence) else [target] if target is not None else []
    index = len(items)
    if after is not None:
        index = next((i for i, n in enumerate(items) if _names(n, after)), -2) + 1
        if index < 0:
            raise EditError(f"`{after}` is not in `{path}`")
    return _replace(root, place, Sequence((*items[:index], new, *items[index:])))


def _names(node: Node, key: str) -> bool:
    found = node.get("id") if isinstance(node, Mapping) else node
    return isinstance(found, Scalar) and found.text == key


def _drop(root: Mapping, path: str) -> Node:
    place = resolve(root, path)
    if _at(root, place) is None:
        raise EditError(f"`{path}` is not in this dossier")
    if len(place) == 2 and place[0] == "sources":
        return _without_references(_replace(root, place, None), str(place[1]), ("from",), citation=True)
    if len(place) == 2 and place[0] == "arguments":
        return _within("arguments", _replace(root, place, None), str(place[1]), _EDGES)
    if place[0] == "preferences" and len(place) > 2 and "." not in path:
        return _within("preferences", _replace(root, place, None), path, ("serves",))
    return _replace(root, place, None)


def _within(section: str, root: Node, key: str, fields: tuple[str, ...]) -> Node:
    """The tree without references to `key` in one section; other sections stay the same nodes."""
    assert isinstance(root, Mapping)
    below = root.get(section)
    return root if below is None else root.with_entry(section, _without_references(below, key, fields))


def _without_references(node: Node, key: str, fields: tuple[str, ...], citation: bool = False) -> Node:
    """The tree without the places where these fields name `key`."""

    def names(value: Node) -> bool:
        return isinstance(value, Scalar) and (value.text.split(" ")[0] if citation else value.text) == key

    if isinstance(node, Sequence):
        return Sequence(tuple(_without_references(i, key, fields, citation) for i in node.items), node.span)
    if not isinstance(node, Mapping):
        return node
    entries: list[tuple[Scalar, Node]] = []
    for name, value in node.entries:
        if name.text in fields:
            if names(value):
                continue
            if isinstance(value, Sequence):
                kept = tuple(i for i in value.items if not names(i))
                if not kept and value.items:
                    continue
                value = Sequence(kept, value.span)
        entries.append((name, _without_references(value, key, fields, citation)))
    return Mapping(tuple(entries), node.span)


def _move(root: Mapping, key: str, before: str) -> Node:
    place, other = resolve(root, key), resolve(root, before)
    if place[:-1] != other[:-1]:
        raise EditError(f"`{key}` and `{before}` do not stand in the same list")
    for end, written in ((place, key), (other, before)):
        if _at(root, end) is None:
            raise EditError(f"`{written}` is not in this dossier")
    if place == other:
        return root
    within = _at(root, place[:-1])
    if isinstance(within, Sequence):
        items = list(within.items)
        moved, target = _at(within, place[-1:]), _at(within, other[-1:])
        assert moved is not None
        assert target is not None
        items.remove(moved)
        items.insert(items.index(target), moved)
        return _replace(root, place[:-1], Sequence(tuple(items), within.span))
    assert isinstance(within, Mapping)
    entries = [e for e in within.entries if e[0].text != place[-1]]
    index = next(i for i, e in enumerate(entries) if e[0].text == other[-1])
    moved_entry = next(e for e in within.entries if e[0].text == place[-1])
    moved_within = Mapping((*entries[:index], moved_entry, *entries[index:]), within.span)
    return _replace(root, place[:-1], moved_within) if place[:-1] else moved_within


def apply_edit(root: Mapping, edit: Edit) -> Mapping:
    """The tree after one edit. Raises `EditError`."""
    kinds = [k for k in ("set", "add", "drop", "move") if getattr(edit, k)]
    if len(kinds) != 1:
        raise EditError("an edit is one of `set`, `add`, `drop` and `move`")
    if edit.set:
        changed = _set(root, edit.set, edit.to)
    elif edit.add:
        changed = _add(root, edit.add, edit.item, edit.after)
    elif edit.drop:
        changed = _drop(root, edit.drop)
    else:
        changed = _move(root, edit.move or "", edit.before or "")
    assert isinstance(changed, Mapping)
    return changed


def parse_edit(kind: str, text: str) -> Edit:
    """An edit as the command line takes it: `swing.taken=false`, `rules={id: x, rule: ...}`, `talks=entry`.

    >>> parse_edit("set", "swing.taken=false").as_json()
    {'set': 'swing.taken', 'to': 'false'}
    """
    path, sign, value = text.partition("=")
    path = path.strip()
    if kind == "drop":
        if not text.strip():
            raise EditError("`--drop` says nothing to drop", "write --drop PATH")
        return Edit(drop=text.strip())
    if not sign or not path:
        raise EditError(f"`--{kind} {text}` lacks `=`", f"write --{kind} PATH=VALUE")
    if kind == "move":
        return Edit(move=path, before=value.strip())
    if not value.strip():
        raise EditError(
            f"`--{kind} {text}` says nothing behind `=`", "write '' for an empty text, [] for an empty list"
        )
    try:
        value.encode()
    except UnicodeEncodeError:
        raise EditError(f"`--{kind} {path}=...` is not UTF-8 text") from None
    try:
        node, problems = compose(value, "--" + kind)
        if problems:
            raise EditError(f"`--{kind} {text}`: {problems[0].message}", problems[0].hint)
        data = plain(node)
    except (DossierError, yaml.YAMLError):
        data = value  # a formula that YAML would cut, such as one with a colon, is taken as it stands
    return Edit(add=path, item=data) if kind == "add" else Edit(set=path, to=data)


def show_edit(edit: dict[str, Any]) -> str:
    """An edit as a reader can type it.

    >>> show_edit({"set": "swing.taken", "to": False})
    '--set swing.taken=false'
    """

    def text(value: Any) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, dict):
            return "{" + ", ".join(f"{k}: {text(v)}" for k, v in value.items()) + "}"
        if isinstance(value, list | tuple):
            return "[" + ", ".join(text(v) for v in value) + "]"
        return str(value)

    def shell(value: str) -> str:
        return f"'{value}'" if any(c in value for c in ' {}[]();&|<>*?$!"') else value

    if "set" in edit:
        return f"--set {shell(edit['set'] + '=' + text(edit.get('to')))}"
    if "add" in edit:
        return f"--add {shell(edit['add'] + '=' + text(edit.get('item')))}"
    if "drop" in edit:
        return f"--drop {edit['drop']}"
    if "move" in edit:
        return f"--move {edit['move']}={edit['before']}"
    return "the order of moves"
