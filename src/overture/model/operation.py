"""Treaties of the library in operation: their full articles and logs, with the acts that a dossier binds.

The fold runs once over all states. What neither the log nor the dossier tells is an
open assumption, named by the missing act; in each world it is taken one way.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np

from overture.dossier import Dossier
from overture.dossier.used import Act, acts_of, key_of, state_of, system_of
from overture.logic import Formula, Tri, Truths, known
from overture.logic.syntax import Atom, InForce, Membership
from overture.treaties import Treaty
from overture.treaties.formulas.guarded import Guarded, guarded
from overture.treaties.formulas.short_form import Compiled, compiled, formulas
from overture.treaties.semantics.scope import Key
from overture.treaties.semantics.state import State
from overture.treaties.text.system import System

_NOUNS = {
    "deposit": "ratification", "accept": "acceptance", "accede": "accession", "denounce": "denunciation",
    "invite": "invitation", "admit": "admission", "sign": "signature",
}  # fmt: skip
# one assumption for all who may do it, so that a log that ends early does not open a world for every state
_TOGETHER = frozenset({"accede", "accept", "denounce", "invite", "admit", "sign"})


class Operation:
    """The treaties that a dossier uses, and what each of its acts hangs on."""

    def __init__(self, dossier: Dossier, in_brief: dict[str, Treaty]) -> None:
        self.dossier = dossier
        self.in_brief = {key: t for key, t in in_brief.items() if not dossier.treaties[key].use}

    @cached_property
    def used(self) -> dict[str, str]:
        """The ids of the dossier with those of the library."""
        return {t.id: key_of(t.use) for t in self.dossier.treaties.values() if t.use}

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(t.use for t in self.dossier.treaties.values() if t.use)

    @property
    def system(self) -> System:
        return system_of(self._names, self.dossier.head.as_of, frozenset(self.in_brief))

    @cached_property
    def acts(self) -> tuple[tuple[str, Act], ...]:
        """The acts that are bound, each with the id of its treaty in the library."""
        return tuple(
            (self.used[t.id], act)
            for t in self.dossier.treaties.values() if t.use
            for act in acts_of(t, self.dossier.actors)
        )  # fmt: skip

    @cached_property
    def mentioned(self) -> tuple[str, ...]:
        """The treaties told in brief of which an article of the library speaks."""
        from overture.treaties.semantics.fold import waiting

        spoken_of = {name for names in waiting(self.system).values() for name in names}
        return tuple(key for key in self.in_brief if key in spoken_of)

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        """Everything on which the memberships of the used treaties depend."""
        return (
            *(act.formula for _, act in self.acts),
            *(f for key in self.mentioned for f in formulas(self.in_brief[key])),
        )  # fmt: skip

    @cached_property
    def unknown(self) -> dict[str, str]:
        """The open assumptions that stand for acts that neither the log nor the dossier tells, with what they say.

        Found by a play in which every bound act is left open.
        """
        from overture.logic import UNKNOWN

        state = self._play(lambda _: UNKNOWN, None)
        for key in self.used.values():
            state.in_force(key)
            for name in self._concerned(key):
                state.standing("party", key, name)
        found: dict[str, tuple[str, list[str]]] = {}
        for missing in state.missing:
            name = self.name_of(missing)
            who = found.setdefault(name, (self._says(missing), []))[1]
            if (state_of_it := missing[2] or missing[3]) not in who:
                who.append(state_of_it)
        return {name: says.format(", ".join(who)) for name, (says, who) in found.items()}

    def _concerned(self, key: str) -> tuple[str, ...]:
        """Those of the dossier, and those who are something to the treaty today."""
        today = state_of(self._names, self.dossier.head.as_of, frozenset(self.in_brief))
        ours = [m for a in self.dossier.actors for m in self.dossier.members(a)]
        theirs = [s for s in self.system.universe if today.bound(key, s).no is not True]
        return tuple(dict.fromkeys(s for s in (*ours, *theirs) if s in self.system.universe or s in ours))

    def name_of(self, key: Key) -> str:
        """The assumption that stands for an act: one for each treaty and candidate, one for each ratification.

        Entries, exits and acceptances that the log does not tell are one for each treaty or protocol.
        """
        act, treaty, by, to = key
        ours = next((d for d, lib in self.used.items() if lib == treaty), treaty)
        if act == "consent":
            return f"consent_{to}_{ours}"
        if act in _TOGETHER:
            return f"{_NOUNS[act]}s_{ours}"
        return f"{_NOUNS.get(act, act.replace(' ', '_'))}_{to or by}_{ours}"

    def _says(self, key: Key) -> str:
        act, treaty, by, to = key
        if act == "consent":
            return f"the consent of {{}} to {to} in {treaty}"
        if act in _TOGETHER:
            return f"{_NOUNS[act]}s to {treaty} of which its log does not tell ({{}})"
        return f"the {_NOUNS.get(act, act)} of {treaty} by {to or by}"

    def compile(self, value: Callable[[Formula], Tri]) -> list[Compiled]:
        return [compiled(self.in_brief[key], value) for key in self.mentioned]

    def _play(self, value: Callable[[Formula], Tri], fill: Callable[[Key], Tri | None] | None) -> State:
        brief = self.compile(value)
        system = self.system
        if brief:
            system = System({**system.treaties, **{c.file.treaty: c.file for c in brief}}, until=system.until)
        acts = [
            Guarded(one.act, one.about or key, by, one.to, value(one.formula))
            for key, one in self.acts
            for by in one.by
        ]
        acts += [act for c in brief for act in c.acts]
        propositions = {name: tri for c in brief for name, tri in c.propositions.items()}
        hereafter = frozenset(self.used.values())
        return guarded(system, self.dossier.head.as_of, acts, fill, propositions, hereafter)

    def state(self, truth: Callable[[Formula], Truths], world: dict[str, bool]) -> State:
        """What is so in every state of a world. `truth` gives where a formula holds."""

        def value(formula: Formula) -> Tri:
            array = np.asarray(truth(formula))
            return known(bool(array)) if array.size == 1 else known(array)

        def fill(key: Key) -> Tri | None:
            name = self.name_of(key)
            return known(world[name]) if name in world else None

        return self._play(value, fill)

    def concerns(self, atom: Atom) -> bool:
        """Whether an atom is about a treaty that runs by its full articles."""
        return isinstance(atom, InForce | Membership) and atom.treaty in self.used

    def truth(self, state: State, atom: Atom) -> Truths:
        """Where an atom about a used treaty is true. What is still unknown is not counted as true."""
        assert isinstance(atom, InForce | Membership)
        key = self.used[atom.treaty]
        if isinstance(atom, InForce):
            return np.asarray(state.in_force(key).yes)
        word = {"observes": "observer"}.get(atom.word, atom.word)
        value = state.standing(word, key, atom.actor)
        if word == "invited":
            value = value & ~state.done("accede", key, atom.actor)
        return np.asarray(value.yes)
