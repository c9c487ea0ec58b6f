"""References from entry to entry and from formulas to entries: each must lead to an id of the right kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from overture.dossier.dossier import Dossier
from overture.dossier.entries import Option, plain_value
from overture.dossier.names import kinds, names_of, unmodelled
from overture.dossier.paths import paths
from overture.files.diagnostics import MOST_HINTS, Diagnostic, meant
from overture.files.nodes import Mapping as MappingNode
from overture.files.nodes import Path, Scalar, Sequence, Span, follow
from overture.files.schema import place_in, word_in, word_span
from overture.logic import Formula, FormulaError, atoms, parse
from overture.logic.syntax import BoundToHelp, InForce, Is, Membership, Name, Status, Step

Place = Callable[[], Span | None]
NOTHING = ("", "~", "null", "Null", "NULL")  # that a value is empty has been told
_PROPOSITIONS = ("fact", "assumption", "decision", "option")
# the kinds of entry that a section holds, and where each is written
_HELD = {
    "actors": ("actor",), "treaties": ("treaty", "decision"), "options": ("option",), "rules": ("rule",),
    "facts": ("fact",), "assumptions": ("assumption",), "arguments": ("argument",), "preferences": ("statement",),
    "proposals": ("proposal",), "replies": ("reply",), "claims": ("claim",), "variants": ("variant",),
    "documents": ("document",), "figures": ("figure",), "contingencies": ("contingency",), "sources": ("source",),
}  # fmt: skip
MAY_BE_DROPPED = {"statement", "proposal", "reply"}  # a claim that names one of them cannot be assessed any more


class References:
    """Collects the references of a dossier that lead nowhere, or to the wrong kind of entry."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.names = names_of(dossier)
        # an id that names two things has been reported; each use of it is right for one of them
        self.kinds: dict[str, set[str]] = {key: {kind} for key, kind in self.names.items()}
        for key, kind, _ in kinds(dossier):
            self.kinds[key].add(kind)
        self.problems: list[Diagnostic] = []
        # entries that could not be read have been reported; using them is no further mistake
        known = {*self.names, *dossier.sources}
        self.unread = {key: _kind_at(path) for key, path in paths(dossier.root) if key not in known}
        # of a section that is no section nobody knows what it holds
        self.unread_kinds = {
            kind for section, held in _HELD.items()
            if (node := dossier.root.get(section)) is not None and not isinstance(node, MappingNode) for kind in held
        }  # fmt: skip
        written = dossier.root.get("options")
        owners = written.items() if isinstance(written, MappingNode) else ()
        self.with_options = {o for o, below in owners if not isinstance(below, MappingNode) or below.entries}
        sources = dossier.root.get("sources")
        self.sources = {key for key, _ in sources.items()} if isinstance(sources, MappingNode) else set()
        self.unmodelled = unmodelled(dossier)

    def report(
        self, code: str, message: str, path: Path, hint: str = "", span: Span | Place | None = None,
        also: Span | None = None, fix: str = "",
    ) -> None:  # fmt: skip
        found = span() if callable(span) else span
        place = found or word_span(follow(self.dossier.root, path), self.dossier.lines)
        self.problems.append(Diagnostic(code, message, place, hint, also, fix))

    def key_span(self, path: Path) -> Span | None:
        """The place of the last key of a path, rather than of what stands behind it."""
        parent = follow(self.dossier.root, path[:-1])
        key = parent.key(str(path[-1])) if isinstance(parent, MappingNode) else None
        return word_span(key, self.dossier.lines) if key else parent.span

    def item_path(self, path: Path, i: int) -> Path:
        """The path of one item of what may be written as a list or as one text."""
        return (*path, i) if isinstance(follow(self.dossier.root, path), Sequence) else path

    def of_kind(self, *wanted: str) -> list[str]:
        unread = [key for key, kind in self.unread.items() if kind in wanted]
        return [*(key for key in self.names if self.is_a(key, *wanted)), *unread]

    def is_a(self, key: str, *wanted: str) -> bool:
        """Whether an id names an entry of one of the wanted kinds."""
        return not self.kinds.get(key, set()).isdisjoint(wanted)

    def must_be(self, key: str, wanted: tuple[str, ...], path: Path, span: Span | Place | None = None) -> bool:
        """Reports `key` unless it is an id of one of the wanted kinds."""
        if self.is_a(key, *wanted) or key.rpartition(".")[2] in self.unread:
            return True
        if key in self.dossier.dropped and set(wanted) <= MAY_BE_DROPPED:
            return True
        if not self.unread_kinds.isdisjoint(wanted) or key in NOTHING:
            return True
        if "option" in wanted and self.owned_by_another(key, path, span):
            return False
        what = " or ".join(wanted)
        known = self.of_kind(*wanted) if len(self.problems) < MOST_HINTS else []
        kind = self.names.get(key)
        if kind:
            hint, fix = meant(key, known)
            self.report("D104", f"`{key}` is {article(kind)}, not {article(what)}", path, hint, span, fix=fix)
        else:
            hint, fix = meant(key, known, f"known: {', '.join(known[:8])}" if known else "")
            self.report("D104", f"unknown {what} `{key}`", path, hint, span, fix=fix)
        return False

    def owned_by_another(self, name: str, path: Path, span: Span | Place | None) -> bool:
        """Reports an option that is written with an owner that it does not have."""
        owner, dot, last = name.rpartition(".")
        option = self.dossier.options.get(last) if dot else None
        if option is None or option.owner == owner:
            return False
        message = f"`{last}` is an option of `{option.owner}`, not of `{owner}`"
        right = option.qualified
        self.report("D110", message, path, f"did you mean `{right}`?", span, fix=right)
        return True

    def each_must_be(self, keys: Iterable[str], wanted: tuple[str, ...], path: Path) -> None:
        for i, key in enumerate(keys):
            if not self.is_a(key, *wanted):
                self.must_be(key, wanted, self.item_path(path, i))

    def value(self, option: Option, value: str, path: Path, span: Span | Place | None = None) -> None:
        if value not in option.values:
            hint, fix = meant(value, option.values, f"its choices: {', '.join(option.values)}")
            self.report("D110", f"`{option.id}` has no choice `{value}`", path, hint, span, fix=fix)

    def settings(self, settings: Mapping[str, object], path: Path, own: bool | None) -> None:
        """Options with values; `own` asks for the proposer's options, False for the others'."""
        for name, value in settings.items():
            where = (*path, name)
            option = self.dossier.option(name)
            if option is None:
                self.setting(name, where, own)
                continue
            if own is not None and self.dossier.proposer and (option.owner == self.dossier.proposer) != own:
                whose = "the proposer's" if own else "another actor's"
                allowed = [o.id for o in self.settable(own)]
                hint = f"options here: {', '.join(allowed)}" if allowed else ""
                self.report("D110", f"`{name}` is an option of `{option.owner}`; a setting here is {whose}", where,
                            hint, self.key_span(where))  # fmt: skip
                continue
            self.value(option, plain_value(option, value), where)

    def settable(self, own: bool | None) -> list[Option]:
        """The options that a setting may name: the proposer's, or the others'."""
        options = self.dossier.options.values()
        return [o for o in options if own is None or (o.owner == self.dossier.proposer) == own]

    def setting(self, name: str, path: Path, own: bool | None) -> None:
        """Reports a setting of what is no option; the nearest name is one that may be set here."""
        if name.rpartition(".")[2] in self.unread or "option" in self.unread_kinds:
            return
        span = self.key_span(path)
        if self.owned_by_another(name, path, span):
            return
        allowed = [o.id for o in self.settable(own)] if len(self.problems) < MOST_HINTS else []
        hint, fix = meant(name, allowed, f"options here: {', '.join(allowed[:8])}" if allowed else "")
        kind = self.names.get(name)
        message = f"`{name}` is {article(kind)}, not an option" if kind else f"unknown option `{name}`"
        self.report("D104", message, path, hint, span, fix=fix)

    def target(self, text: str, wanted: tuple[str, ...], path: Path) -> None:
        """Something that a report or an argument is about: an id, or one choice of an option."""
        if self.is_a(text, *wanted):
            return
        option, dot, value = text.rpartition(".")
        choice = self.dossier.option(option) if dot else None
        if choice:
            at = follow(self.dossier.root, path)
            self.value(choice, value, path, lambda: word_in(at, value, self.dossier.lines))
            return
        try:
            formula = parse(text)
        except FormulaError:
            formula = None
        if isinstance(formula, Is):
            self.formula(formula, path)
            return
        self.must_be(text, wanted, path)

    def formula(self, formula: Formula, path: Path) -> None:
        node = follow(self.dossier.root, path)

        def place(at: tuple[int, int]) -> Place:
            # only found when there is something to report
            return lambda: place_in(node, *at, self.dossier.lines) if isinstance(node, Scalar) else node.span

        for atom in atoms(formula):
            match atom:
                case Name(name):
                    self.proposition(name, path, place(atom.at))
                case Is(name) | Step(name):
                    self.comparison(atom, path, place)
                case Membership():
                    self.must_be(atom.actor, ("actor",), path, place(atom.at))
                    self.must_be(atom.treaty, ("treaty",), path, place(atom.treaty_at))
                case InForce(treaty):
                    self.must_be(treaty, ("treaty",), path, place(atom.at))
                case BoundToHelp():
                    self.must_be(atom.actor, ("actor",), path, place(atom.at))
                    self.must_be(atom.helped, ("actor",), path, place(atom.helped_at))
                case Status():
                    self.must_be(atom.argument, ("argument",), path, place(atom.at))

    def proposition(self, name: str, path: Path, span: Place) -> None:
        option = self.dossier.option(name)
        if option is not None:
            if option.choices:
                hint = f"write `{name} is {option.values[0]}`"
                self.report("D110", f"`{name}` is a choice; say which", path, hint, span)
            return
        if self.is_a(name, "fact", "assumption", "decision") or name in self.unmodelled:
            return
        if name in NOTHING or name.rpartition(".")[2] in self.unread or not self.unread_kinds.isdisjoint(_PROPOSITIONS):
            return
        if self.owned_by_another(name, path, span):
            return
        hints = len(self.problems) < MOST_HINTS
        known = [n for n in self.of_kind(*_PROPOSITIONS) if self.says_something_alone(n)] if hints else []
        kind = self.names.get(name)
        hint, fix = meant(name, known)
        if kind:
            message = f"`{name}` is {article(kind)}, which is neither true nor false"
            self.report("D104", message, path, hint, span, fix=fix)
        else:
            what = "unknown option, fact, assumption or decision"
            self.report("D104", f"{what} `{name}`", path, hint, span, fix=fix)

    def says_something_alone(self, name: str) -> bool:
        """Whether a name alone is true or false: not that of a choice among wordings."""
        option = self.dossier.options.get(name)
        return option is None or not option.choices

    def comparison(self, atom: Is | Step, path: Path, place: Callable[[tuple[int, int]], Place]) -> None:
        option = self.dossier.option(atom.option)
        if option is None:
            span = place(atom.at)
            kind = self.names.get(atom.option)
            if kind in ("fact", "assumption", "decision"):
                message = f"`{atom.option}` is {article(kind)}: it is true or false and has no wordings"
                self.report("D110", message, path, f"write `{atom.option}` alone", span)
            else:
                self.must_be(atom.option, ("option",), path, span)
            return
        values = atom.values if isinstance(atom, Is) else (atom.value,)
        places = atom.values_at if isinstance(atom, Is) else (atom.value_at,)
        for value, at in zip(values, places, strict=False):
            self.value(option, value, path, place(at))
        if isinstance(atom, Step) and not option.ordered:
            self.report(
                "D110",
                f"the choices of `{option.id}` are not ordered",
                path,
                "add `ordered: true` to it, or use `is`",
                place(atom.at),
            )


def _kind_at(path: Path) -> str:
    """The kind of the entry at a path: that of its section, or of a part that has an id."""
    held = _HELD.get(str(path[0]), ("",))
    if path[0] == "variants" and len(path) > 2:
        return "claim"
    return held[-1] if len(path) > 2 else held[0]


def article(noun: str) -> str:
    """A kind of entry with its article."""
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"
