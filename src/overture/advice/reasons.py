"""Why a formula is true or false in a state: the parts that decide it, down to options and assumptions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from overture.advice.analysis import Analysis
from overture.logic import Formula, show
from overture.logic.syntax import And, Count, Iff, Implies, Is, Name, Not, Or, Status, Step, Truth

MAX_DEPTH = 8


@dataclass(frozen=True)
class Reason:
    """A formula with its truth in one state, and the reasons for it."""

    text: str
    true: bool
    because: tuple[Reason, ...] = ()

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The tree as indented lines."""
        yield f"{'  ' * depth}{self.text}: {'yes' if self.true else 'no'}"
        for reason in self.because:
            yield from reason.lines(depth + 1)


def reason(analysis: Analysis, formula: Formula, package: int, reply: int, depth: int = 0) -> Reason:
    """Why `formula` is true or false in the state (package, reply).

    Only the parts that decide are told: of a true `and` all, of a false one the false ones.
    """
    true = bool(analysis.model.truth(formula)[package, reply])
    text = show(formula)
    if depth >= MAX_DEPTH:
        return Reason(text, true)

    def below(parts: tuple[Formula, ...]) -> tuple[Reason, ...]:
        # members of a group that answers as one have one reason between them
        found = (reason(analysis, p, package, reply, depth + 1) for p in parts)
        return tuple({r.text: r for r in found}.values())

    def truth(part: Formula) -> bool:
        return bool(analysis.model.truth(part)[package, reply])

    match formula:
        case Truth():
            return Reason(text, true)
        case Not(part):
            return Reason(text, true, below((part,)))
        case And(parts) | Or(parts):
            # what is like the whole decides it
            return Reason(text, true, below(tuple(p for p in parts if truth(p) == true)))
        case Implies(premise, conclusion):
            if true:
                return Reason(text, true, below((conclusion if truth(premise) else premise,)))
            return Reason(text, true, below((premise, conclusion)))
        case Iff(left, right):
            return Reason(text, true, below((left, right)))
        case Count():
            return Reason(text, true, below(formula.parts))
        case Is(option) | Step(option):
            return Reason(f"{text} ({option} is {_value(analysis, option, package, reply)})", true)
        case Status():
            return Reason(text, true, _status_reasons(analysis, formula, package, reply, depth))
        case Name(name) if analysis.dossier.option(name) is not None:
            return Reason(text, true)
        case Name(name) if name in analysis.model.world:
            return Reason(f"{name} (an assumption)", true)
        case _:
            meaning = analysis.model.definitions.of(formula)
            return Reason(text, true, below((meaning,)) if meaning is not None else ())


def _value(analysis: Analysis, name: str, package: int, reply: int) -> str:
    option = analysis.dossier.option(name)
    assert option is not None
    space = analysis.space
    index = (*space.package_index(package), *space.reply_index(reply))
    return option.values[index[space.axis[option.id]]]


def _status_reasons(analysis: Analysis, atom: Status, package: int, reply: int, depth: int) -> tuple[Reason, ...]:
    """Of an argument: whether it is on the table, has its ground, and what stands against it."""
    argument = analysis.dossier.arguments[atom.argument]
    found = [reason(analysis, argument.when, package, reply, depth + 1)]
    found = [Reason(f"on the table, when {r.text}", r.true, r.because) for r in found if r.text != "true"]
    if argument.ground is not None:
        r = reason(analysis, argument.ground, package, reply, depth + 1)
        found.append(Reason(f"its ground, {r.text}", r.true, r.because))
    definitions = analysis.model.definitions
    for word, edges in (("limits", definitions.limits), ("attacks", definitions.attacks)):
        for source, target in edges:
            if target == argument.id:
                stands = bool(analysis.model.truth(Status("stands", source))[package, reply])
                below: tuple[Reason, ...] = ()
                if depth + 2 < MAX_DEPTH:
                    below = _status_reasons(analysis, Status("stands", source), package, reply, depth + 2)
                found.append(Reason(f"`{source}`, which {word} it, stands", stands, below))
    return tuple(found)
