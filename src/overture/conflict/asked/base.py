"""What every question to a `GraphModel` starts from: the conflict with its names and numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from overture.conflict.asked.named import Named
from overture.conflict.concepts.limited_move import checked
from overture.conflict.errors import ConflictError, UnknownName


class Asked:
    """A conflict with names and printed numbers, of which something is asked. `GraphModel` joins all questions."""

    def __init__(self, named: Named) -> None:
        self._named = named
        self.conflict = named.conflict
        self.decision_makers = named.decision_makers
        self.numbers = named.printed

    def __repr__(self) -> str:
        return f"GraphModel({', '.join(self.decision_makers)}; {len(self.numbers)} states)"

    def settings(self, number: int) -> tuple[dict[str, str], ...]:
        """The value of every option in each state that a number stands for (one, unless it is drawn with a dash).

        >>> from overture.conflict import GraphModel
        >>> GraphModel.from_options({"us": ["sail"]}, states=["N", "Y"], rankings={"us": [2, 1]}).settings(2)
        ({'sail': 'yes'},)
        """
        return self._named.settings_of(number)

    def _members(self, names: Collection[str]) -> list[int]:
        return [self._named.dm(name) for name in ([names] if isinstance(names, str) else names)]

    def _foresight(self, foresight: str | Mapping[str, str]) -> tuple[str, ...]:
        if isinstance(foresight, str):
            return (foresight,) * len(self.decision_makers)
        missed = [name for name in self._named.each(foresight) if name not in foresight]
        if missed:
            raise UnknownName(f"no concept is given for {', '.join(missed)}: name one for each decision maker")
        return tuple(foresight[name] for name in self.decision_makers)

    def _horizon(self, concept: str, dm: str, horizon: int | None) -> int:
        """The horizon of one decision maker, 0 for a concept that has none."""
        if concept != "limited":
            if horizon is not None:
                raise ConflictError(
                    f"only 'limited' has a horizon, not {concept!r}: leave it out, or ask for 'limited'"
                )
            return 0
        if horizon is None:
            raise UnknownName(
                f"limited move stability needs a horizon for {dm}: say how many moves ahead, as in horizon=3"
            )
        return checked(horizon)

    def _horizons(self, concepts: Sequence[str], horizon: int | Mapping[str, int] | None) -> list[int]:
        """The horizon of every decision maker, each of which looks ahead under its own concept."""
        people = list(zip(self.decision_makers, concepts, strict=True))
        if isinstance(horizon, Mapping):
            self._named.each(horizon)
            given = dict(horizon)
        elif horizon is None:
            given = {}
        else:
            given = {name: horizon for name, concept in people if concept == "limited"}
            if not given:
                self._horizon(concepts[0], self.decision_makers[0], horizon)
        return [self._horizon(concept, name, given.get(name)) for name, concept in people]
