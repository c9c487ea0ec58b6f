"""The truth of every proposition in every state, computed once and kept for as long as it holds.

A truth is kept under a key made of everything it depends on: the key of a fact
is the key of its formula, down to options and assumptions. So an edit recomputes
what it changes and nothing else, and no kept truth can outlive its reasons.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np
import numpy.typing as npt

from overture.arguments import ledger
from overture.logic import TRUE, Formula, evaluate
from overture.logic.syntax import STATUS_WORDS, Atom, Is, Name, Status, Step, parts_of
from overture.logic.syntax import Truth as Constant
from overture.model.definitions import Definitions
from overture.model.space import Space, along
from overture.treaties.semantics.state import State

Truths = npt.NDArray[np.bool_]
MAX_KEPT_BYTES = 400_000_000


class Kept:
    """Truths shared between a dossier, its worlds and its edited versions."""

    def __init__(self) -> None:
        self.keys: dict[Hashable, int] = {}
        self.arrays: dict[int, Truths] = {}
        self.bytes = 0
        self.memo: dict[Hashable, Any] = {}  # results of comparisons and courses, under keys of the same kind
        self.definitions: dict[Hashable, Definitions] = {}

    def key(self, parts: Hashable) -> int:
        return self.keys.setdefault(parts, len(self.keys))

    def keep(self, key: int, array: Truths) -> Truths:
        if self.bytes > MAX_KEPT_BYTES:
            self.arrays.clear()
            self.bytes = 0
        self.arrays[key] = array
        self.bytes += array.nbytes
        return array


class Keys:
    """The keys of one world's formulas. The definitions are held, so that their number is not used again."""

    def __init__(self, definitions: Definitions) -> None:
        self.definitions = definitions
        self.atoms: dict[Atom, int] = {}
        self.frameworks: dict[str, int] = {}
        self.formulas: dict[int, tuple[Formula, int]] = {}


class TruthTable:
    """Truths in one world. Arrays have one axis for each option, of length one where it does not matter."""

    def __init__(
        self, definitions: Definitions, world: dict[str, bool], space: Space, kept: Kept | None = None
    ) -> None:
        self.definitions, self.world, self.space = definitions, world, space
        self.dossier = definitions.dossier
        self.kept = kept or Kept()
        # Versions of a dossier that share their definitions share the keys too, world by world.
        same = ("keys", id(definitions), tuple(sorted(world.items())), space.shape)
        known: Keys = self.kept.memo.setdefault(same, Keys(definitions))
        self._atom_keys, self._framework_keys, self._formula_keys = known.atoms, known.frameworks, known.formulas
        self._operation_key: int | None = None
        for atom in definitions.order:
            if isinstance(atom, Name):  # in order of dependence, so that a long chain of facts is never deep
                self._key_of_atom(atom)

    def of(self, formula: Formula) -> Truths:
        """The truth of a formula, broadcastable over the axes of the space."""
        key = self.key(formula)
        found = self.kept.arrays.get(key)
        return found if found is not None else self.kept.keep(key, evaluate(formula, self._atom))

    def key(self, formula: Formula) -> int:
        """A number that two formulas share only if they are true in the same states for the same reasons."""
        known = self._formula_keys.get(id(formula))
        if known is not None and known[0] is formula:
            return known[1]
        if isinstance(formula, Constant):
            key = self.kept.key(("constant", formula.value))
        else:
            parts = parts_of(formula)
            if parts or not isinstance(formula, Atom):
                extra = (getattr(formula, "bound", None), getattr(formula, "number", None))
                key = self.kept.key((type(formula).__name__, extra, tuple(self.key(p) for p in parts)))
            else:
                key = self._key_of_atom(formula)
        self._formula_keys[id(formula)] = (formula, key)
        return key

    def _key_of_atom(self, atom: Atom) -> int:
        key = self._atom_keys.get(atom)
        if key is None:
            key = self._atom_keys[atom] = self.kept.key(self._parts_of_atom(atom))
        return key

    def _parts_of_atom(self, atom: Atom) -> Hashable:
        axis_values = self._axis_values(atom)
        if axis_values is not None:
            axis, values = axis_values
            return ("is", len(self.space.shape), axis, self.space.shape[axis], values)
        if isinstance(atom, Status):
            return ("status", atom.word, self._key_of_framework(atom.argument))
        if isinstance(atom, Name) and atom.name in self.world:
            return ("constant", self.world[atom.name])
        meaning = self.definitions.of(atom)
        if meaning is None and self.definitions.operation.concerns(atom):
            return ("in operation", self._key_of_operation(), atom)
        assert meaning is not None, atom
        return ("meaning", self.key(meaning))

    def _key_of_operation(self) -> int:
        """A key of everything on which the treaties that run by their articles depend."""
        if self._operation_key is None:
            operation = self.definitions.operation
            acts = tuple((key, act.act, act.by, act.to, act.about) for key, act in operation.acts)
            brief = tuple((key, repr(operation.in_brief[key])) for key in operation.mentioned)
            taken = tuple((name, self.world[name]) for name in operation.unknown if name in self.world)
            self._operation_key = self.kept.key(
                ("operation", id(operation.system), acts, brief, tuple(self.key(f) for f in operation.formulas), taken,
                 len(self.space.shape))
            )  # fmt: skip
        return self._operation_key

    def operation_state(self) -> State:
        """What is so in every state under the treaties that run by their articles; played once."""
        key = ("operation", self._key_of_operation())
        found = self.kept.memo.get(key)
        if found is None:
            found = self.kept.memo[key] = self.definitions.operation.state(self.of, self.world)
        return found

    def _axis_values(self, atom: Atom) -> tuple[int, tuple[int, ...]] | None:
        """The option that an atom is about and the values that make it true."""
        match atom:
            case Name(name):
                option = self.dossier.option(name)
                values: tuple[str, ...] = ("yes",)
            case Is(name, values):
                option = self.dossier.option(name)
            case Step(name, bound, value):
                option = self.dossier.option(name)
                if option is not None:
                    place = option.values.index(value)
                    values = option.values[place:] if bound == "least" else option.values[: place + 1]
            case _:
                return None
        if option is None:
            return None
        return self.space.axis[option.id], tuple(sorted({option.values.index(v) for v in values}))

    def _atom(self, atom: Atom) -> Truths:
        key = self._key_of_atom(atom)
        found = self.kept.arrays.get(key)
        if found is not None:
            return found
        return self.kept.keep(key, self._compute(atom))

    def _compute(self, atom: Atom) -> Truths:
        axis_values = self._axis_values(atom)
        if axis_values is not None:
            axis, values = axis_values
            line = np.zeros(self.space.shape[axis], bool)
            line[list(values)] = True
            return along(line, axis, len(self.space.shape))
        if isinstance(atom, Status):
            return self._status(atom)
        if isinstance(atom, Name) and atom.name in self.world:
            return np.array(self.world[atom.name])
        meaning = self.definitions.of(atom)
        if meaning is None and self.definitions.operation.concerns(atom):
            return self.definitions.operation.truth(self.operation_state(), atom)
        assert meaning is not None, atom
        return self.of(meaning)

    def _key_of_framework(self, argument: str) -> int:
        """A key of everything on which the status of an argument depends."""
        known = self._framework_keys.get(argument)
        if known is not None:
            return known
        relevant = self.definitions.relevant(argument)
        number = {name: i for i, name in enumerate(relevant)}
        edges = tuple(
            tuple((number[s], number[t]) for s, t in pairs if s in number and t in number)
            for pairs in (self.definitions.attacks, self.definitions.limits)
        )
        grounds = tuple(
            (self.key(a.when), self.key(a.ground or TRUE)) for a in (self.dossier.arguments[name] for name in relevant)
        )
        key = self._framework_keys[argument] = self.kept.key(("framework", edges, grounds))
        return key

    def _status(self, atom: Status) -> Truths:
        """The status of an argument. What is found on the way of those on which it depends is kept too."""
        relevant = self.definitions.relevant(atom.argument)
        arguments = [self.dossier.arguments[name] for name in relevant]
        within = set(relevant)
        found = ledger(
            {a.id: self.of(a.when) for a in arguments},
            {a.id: self.of(a.ground or TRUE) for a in arguments},
            [e for e in self.definitions.attacks if e[0] in within and e[1] in within],
            [e for e in self.definitions.limits if e[0] in within and e[1] in within],
        )
        for argument in relevant:
            for word in STATUS_WORDS:
                key = self._key_of_atom(Status(word, argument))
                if key not in self.kept.arrays:
                    self.kept.keep(key, found.truth(word, argument))
        return found.truth(atom.word, atom.argument)
