"""References from entry to entry and from formulas to entries: each must lead to an id of the right kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from overture.dossier.dossier import Dossier
from overture.dossier.entries import Option, plain_value
from overture.dossier.names import Path, names_of, unmodelled
from overture.dossier.paths import paths
from overture.files.diagnostics import MOST_HINTS, Diagnostic, did_you_mean
from overture.files.nodes import Mapping as MappingNode
from overture.files.nodes import Scalar, Span
from overture.files.schema import follow, place_in
from overture.logic import Formula, FormulaError, atoms, parse
from overture.logic.syntax import BoundToHelp, InForce, Is, Membership, Name, Status, Step

Place = Callable[[], Span | None]
MAY_BE_DROPPED = {"statement", "proposal", "reply"}  # a claim that names one of them cannot be assessed any more


class References:
    """Collects the references of a dossier that lead nowhere, or to the wrong kind of entry."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.names = names_of(dossier)
        self.problems: list[Diagnostic] = []
        # entries that could not be read have been reported; using them is no further mistake
        self.unread = {key for key, _ in paths(dossier.root)} - set(self.names) - set(dossier.sources)
        written = dossier.root.get("options")
        owners = written.items() if isinstance(written, MappingNode) else ()
        self.with_options = {o for o, below in owners if not isinstance(below, MappingNode) or below.entries}
        sources = dossier.root.get("sources")
        self.sources = {key for key, _ in sources.items()} if isinstance(sources, MappingNode) else set()
        self.unmodelled = unmodelled(dossier)

    def report(self, code: str, message: str, path: Path, hint: str = "", span: Span | Place | None = None) -> None:
        found = span() if callable(span) else span
        self.problems.append(Diagnostic(code, message, found or follow(self.dossier.root, path).span, hint))

    def key_span(self, path: Path) -> Span | None:
        """The place of the last key of a path, rather than of what stands behind it."""
        parent = follow(self.dossier.root, path[:-1])
        key = parent.key(str(path[-1])) if isinstance(parent, MappingNode) else None
        return key.span if key else parent.span

    def of_kind(self, *wanted: str) -> list[str]:
        return [key for key, kind in self.names.items() if kind in wanted]

    def must_be(self, key: str, wanted: tuple[str, ...], path: Path, span: Span | Place | None = None) -> bool:
        """Reports `key` unless it is an id of one of the wanted kinds."""
        if self.names.get(key) in wanted or key.rpartition(".")[2] in self.unread:
            return True
        if key in self.dossier.dropped and set(wanted) <= MAY_BE_DROPPED:
            return True
        what = " or ".join(wanted)
        known = self.of_kind(*wanted) if len(self.problems) < MOST_HINTS else []
        kind = self.names.get(key)
        at = span
        if kind:
            self.report("D104", f"`{key}` is {article(kind)}, not {article(what)}", path, did_you_mean(key, known), at)
        else:
            hint = did_you_mean(key, known) or (f"known: {', '.join(known[:8])}" if known else "")
            self.report("D104", f"unknown {what} `{key}`", path, hint, at)
        return False

    def each_must_be(self, keys: Iterable[str], wanted: tuple[str, ...], path: Path) -> None:
        for i, key in enumerate(keys):
            if self.names.get(key) not in wanted:
                self.must_be(key, wanted, (*path, i))

    def value(self, option: Option, value: str, path: Path, span: Span | Place | None = None) -> None:
        if value not in option.values:
            hint = did_you_mean(value, option.values) or f"its choices: {', '.join(option.values)}"
            self.report("D110", f"`{option.id}` has no choice `{value}`", path, hint, span)

    def settings(self, settings: Mapping[str, object], path: Path, own: bool | None) -> None:
        """Options with values; `own` asks for the proposer's options, False for the others'."""
        for name, value in settings.items():
            where = (*path, name)
            option = self.dossier.option(name)
            if option is None:
                self.must_be(name, ("option",), where, self.key_span(where))
                continue
            if own is not None and (option.owner == self.dossier.proposer) != own:
                whose = "the proposer's" if own else "another actor's"
                self.report("D110", f"`{name}` is an option of `{option.owner}`; a setting here is {whose}", where,
                            "", self.key_span(where))  # fmt: skip
            self.value(option, plain_value(option, value), where)

    def target(self, text: str, wanted: tuple[str, ...], path: Path) -> None:
        """Something that a report or an argument is about: an id, or one choice of an option."""
        if self.names.get(text) in wanted:
            return
        option, dot, value = text.rpartition(".")
        choice = self.dossier.option(option) if dot else None
        if choice and value in choice.values:
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
                    if atom.argument not in self.dossier.arguments:
                        span = place(atom.at)
                        hint = did_you_mean(atom.argument, self.dossier.arguments)
                        self.report("D104", f"unknown argument `{atom.argument}`", path, hint, span)

    def proposition(self, name: str, path: Path, span: Place) -> None:
        option = self.dossier.option(name)
        if option is not None:
            if option.choices:
                hint = f"write `{name} is {option.values[0]}`"
                self.report("D110", f"`{name}` is a choice; say which", path, hint, span)
            return
        if self.names.get(name) in ("fact", "assumption", "decision") or name in self.unmodelled:
            return
        if name in self.unread:
            return
        known = self.of_kind("fact", "assumption", "decision", "option") if len(self.problems) < MOST_HINTS else []
        kind = self.names.get(name)
        if kind:
            self.report("D104", f"`{name}` is {article(kind)}, which is neither true nor false", path,
                        did_you_mean(name, known), span)  # fmt: skip
        else:
            what = "unknown option, fact, assumption or decision"
            self.report("D104", f"{what} `{name}`", path, did_you_mean(name, known), span)

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


def article(noun: str) -> str:
    """A kind of entry with its article."""
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"
