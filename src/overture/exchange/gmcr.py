"""A file of GMCR+ as a dossier: options regrouped by owner, states under its numbers, all else worked out anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from overture.conflict.errors import DoesNotFit, RankingIncomplete
from overture.conflict.forms.option_form import NamedOption, OptionForm, Ranking, check_ranking
from overture.exchange.called import starting_value
from overture.exchange.conflict_dossier import ConflictDossier
from overture.exchange.gmcr_file import FileParty, GmcrFile
from overture.exchange.gmcr_states import FEW, Levels, Regrouped, order_of, ranking_of
from overture.exchange.option_form_dossier import MOST_STATES, Head, option_form_dossier, stated_dossier
from overture.exchange.tables import ImportProblem
from overture.exchange.writing import shown

LOOKED_AT = 1 << 27
"""Settings times names: so many are looked at for the names of states, some seconds each time that they are told."""

_FINAL: dict[str, tuple[int, ...]] = {"both": (), "fwd": (1,), "back": (0,)}


def gmcr_dossier(file: GmcrFile, head: Head) -> tuple[ConflictDossier, tuple[str, ...]]:
    """The dossier of a file, and what the analyst should know of the way there.

    Nothing that the tool had worked out is trusted: feasible states come from the conditions, rankings from
    statements, or, where the file says so, from the ranking that somebody entered; this must have every
    feasible state once. States keep the numbers of the file as names (`s4` is its state 4), as far as NAMED and
    LOOKED_AT allow. `head.proposer` is the name of a decision maker, or nothing for the first.

    Raises RankingIncomplete, NoFeasibleState, DoesNotFit or `ImportProblem`.
    """
    found = _Import(file)
    return found.dossier(head), tuple(found.told)


@dataclass
class _Import:
    """The parts of the dossier in the new order, and what is told on the way."""

    file: GmcrFile

    def __post_init__(self) -> None:
        self.told: list[str] = []
        self.at = Regrouped(self.file)
        self.names = apart([p.name for p in self.at.parties])
        self.parties = dict(zip(self.names, self.at.parties, strict=True))
        if not self.parties:
            raise ImportProblem("no decision maker of the file has an option")

    def dossier(self, head: Head) -> ConflictDossier:
        if head.proposer:
            head = replace(head, proposer=self.called(head.proposer))
        self.tell_what_is_left_out()
        self.tell_order()
        options = self.options()
        parts = [part for condition in self.file.infeasible for part in condition]
        infeasible = list(dict.fromkeys(self.at.pattern(part) for part in parts))
        texts = {name: party.name for name, party in self.parties.items()}
        texts |= {o.name: self.file.options[old].name for o, old in zip(options, self.at.order, strict=True)}
        statements = {name: self.statements(party) for name, party in self.parties.items()}
        self.tell_start(options)
        written = self.written(head, options, infeasible, statements, texts)
        self.tell_names(written)
        return written

    def written(
        self, head: Head, options: Sequence[NamedOption], infeasible: Sequence[str],
        statements: Mapping[str, Sequence[tuple[str, ...]]], texts: Mapping[str, str],
    ) -> ConflictDossier:  # fmt: skip
        """The dossier by rankings if one was entered, or else by statements."""
        if any(map(self.by_ranking, self.parties.values())):
            return self.ranked_dossier(head, options, infeasible, statements, texts)
        if self.at.count <= FEW:
            for party in self.parties.values():
                self.tell_stale(party, self.at.levels(party.statements))
        named = {n: tuple(state) for n, state in enumerate(self.at.first(self.most_named).tolist(), 1)}
        return stated_dossier(
            self.names, options, head, infeasible=infeasible, statements=statements, texts=texts,
            feasible=lambda state: bool(self.at.feasible[state]), named=named,
        )  # fmt: skip

    def ranked_dossier(
        self, head: Head, options: Sequence[NamedOption], infeasible: Sequence[str],
        statements: Mapping[str, Sequence[tuple[str, ...]]], texts: Mapping[str, str],
    ) -> ConflictDossier:  # fmt: skip
        """The dossier with the rankings that somebody entered; with statements where they say the same."""
        if self.at.count > MOST_STATES:
            raise DoesNotFit(
                f"{self.at.count:,} feasible states are too many to be ranked one by one; {MOST_STATES} are the "
                "most. Save the file with statements in use, not with rankings"
            )
        rankings: dict[str, Ranking] = {}
        kept: dict[str, Sequence[tuple[str, ...]]] = {}
        for name, party in self.parties.items():
            by_statements = self.at.levels(party.statements)
            rankings[name] = (
                self.checked(name, party.ranking) if self.by_ranking(party) else ranking_of(by_statements)
            )
            levels = self.at.by_group(rankings[name])
            self.tell_stale(party, levels)
            if bool((levels == by_statements).all()):
                kept[name] = statements[name]
                if party.statements and self.by_ranking(party):
                    self.told.append(f"{shown(party.name)}: its statements give the ranking that was entered")
            elif party.statements:
                self.told.append(
                    f"{shown(party.name)}: the ranking that was entered counts, as the file says; its statements give "
                    "another and are left out"
                )
        form = OptionForm(tuple(self.names), tuple(options), tuple(map(tuple, self.at.states.tolist())), rankings)
        return option_form_dossier(form, head, infeasible=infeasible, statements=kept, texts=texts, name_all=True)

    def options(self) -> tuple[NamedOption, ...]:
        """The options, with a status quo that is feasible: what can be done is not done, where that may be."""
        owners = {old: name for name, party in self.parties.items() for old in party.options}
        labels = apart([self.file.options[old].name for old in self.at.order], self.names)
        plain = [
            NamedOption(label, owners[old], final=_FINAL[self.file.options[old].direction])
            for label, old in zip(labels, self.at.order, strict=True)
        ]
        away = np.where(self.at.feasible, 0, 100).astype(np.uint8)
        for axis, old in enumerate(self.at.order):
            moved = np.array([0, 1] if self.file.options[old].direction != "back" else [1, 0], dtype=np.uint8)
            away += moved.reshape((1,) * axis + (2,) + (1,) * (len(self.at.order) - axis - 1))
        now = np.unravel_index(int(np.argmin(away.ravel(order="F"))), away.shape, order="F")
        found = [starting_value(option, int(value)) for option, value in zip(plain, now, strict=True)]
        return tuple(option for option in found if option is not None)  # with two values there is always a way

    def statements(self, party: FileParty) -> list[tuple[str, ...]]:
        """The statements of a decision maker, without those that say nothing or the same as one before."""
        found: dict[frozenset[str], tuple[str, ...]] = {}
        left: list[int] = []
        for number, condition in enumerate(party.statements, 1):
            patterns = tuple(dict.fromkeys(self.at.pattern(part) for part in condition))
            if frozenset(patterns) in found or any(set(p) == {"-"} for p in patterns):
                left.append(number)
            else:
                found[frozenset(patterns)] = patterns
        if left:
            self.told.append(f"{shown(party.name)}: left out, since it says nothing new: statement {runs(left)}")
        if not party.statements and not self.by_ranking(party):
            self.told.append(f"{shown(party.name)} has no statement in the file: all states are alike to it")
        return list(found.values())

    def by_ranking(self, party: FileParty) -> bool:
        """Whether the ranking of a decision maker counts, and not its statements."""
        if self.file.by_ranking is None:
            return party.ranking is not None and not party.statements
        return self.file.by_ranking

    def checked(self, name: str, ranking: Ranking | None) -> Ranking:
        """A ranking that somebody entered. Raises RankingIncomplete where it does not cover the feasible states."""
        if ranking is None:
            raise RankingIncomplete(f"the file says that rankings count, and has none of {name}: enter one there")
        entries = sum(map(len, ranking))
        if entries > self.at.count:
            told = f"{entries:,} entries for {self.at.count:,} feasible states"
            raise RankingIncomplete(f"the ranking of {name} has {told}: name each state once")
        check_ranking(name, ranking, range(1, self.at.count + 1))
        return tuple(tuple(sorted(group)) for group in ranking)

    @property
    def most_named(self) -> int:
        """So many states are named: every name is looked for in all settings."""
        return min(MOST_STATES, LOOKED_AT // self.at.feasible.size, self.at.count)

    def called(self, proposer: str) -> str:
        """The decision maker that is meant. Raises `ImportProblem`."""
        known = [name for name, party in self.parties.items() if proposer in (name, party.name)]
        if not known:
            told = f"no decision maker with options is called `{shown(proposer)}`"
            raise ImportProblem(f"{told}; there are {', '.join(self.names)}")
        return known[0]

    # what is to be told

    def tell_what_is_left_out(self) -> None:
        for party in self.file.parties:
            if not party.options:
                self.told.append(f"{shown(party.name)} has no option, so it moves nothing; it is left out")
            if party.unread:
                what = f"the payoffs in the file are no whole numbers, but {party.unread}"
                self.told.append(f"{shown(party.name)}: {what}; not used")
            if party.misperceives:
                self.told.append(f"what {shown(party.name)} misperceives is not taken over")
        for members in self.file.coalitions:
            told = ", ".join(shown(self.file.parties[n].name) for n in members)
            self.told.append(f"the coalition of {told} is not taken over: each decides alone")

    def tell_order(self) -> None:
        """Say that options were regrouped."""
        if not self.at.moved:
            return
        told = ", ".join(f"{new} {shown(self.file.options[old].name, 30)} (was {old + 1})"
                         for new, old in enumerate(self.at.order, 1) if new != old + 1)  # fmt: skip
        self.told.append(f"options are not grouped by owner in the file; they are now: {told}")
    def tell_names(self, written: ConflictDossier) -> None:
        """Say which facts are the states of the file: the numbers that are printed of a dossier are others."""
        names = list(written.facts)
        told = f"state {len(names)} of the file is {names[-1]}, as in `overture explain CASE --state {names[-1]}`"
        if len(names) < self.at.count:
            left = f"the states {len(names) + 1:,} to {self.at.count:,} are too many to be named"
            self.told.append(f"the states 1 to {len(names)} keep their numbers as names: {told}; {left}")
        else:
            self.told.append(f"states keep their numbers as names: {told}")
        self.told.append("numbers of states that Overture prints are its own, from 0, the last option changing fastest")

    def tell_start(self, options: Sequence[NamedOption]) -> None:
        done = [shown(o.name, 40) for o in options if o.now]
        what = f"nothing is done but {', '.join(done)}" if done else "nothing is done"
        self.told.append(f"the file has no status quo: {what}; no equilibrium hangs on it")

    def tell_stale(self, party: FileParty, levels: Levels) -> None:
        """Say where the tool had worked out other payoffs than follow."""
        stored = None if party.payoffs is None else order_of(np.array(party.payoffs, dtype=np.int64))
        if stored is not None and not np.array_equal(stored, levels):
            self.told.append(f"{shown(party.name)}: the payoffs in the file are not those that follow; not used")


def runs(numbers: Sequence[int], most: int = 8) -> str:
    """Numbers in rising order, three or more that follow each other together, and how many are not shown.

    >>> runs([2, 3, 4, 7, 9, 10]), runs(range(1, 40, 2), 3)
    ('2 to 4, 7, 9, 10', '1, 3, 5 and 17 more')
    """
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    told = ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in found[:most])
    more = sum(map(len, found[most:]))
    return f"{told} and {more:,} more" if more else told


def apart(names: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """Names that are all different: what has the name of one before gets a number."""
    found: list[str] = []
    known = set(taken)
    for name in names:
        number, other = 1, shown(name)
        while other in known:
            number += 1
            other = f"{shown(name)} ({number})"
        known.add(other)
        found.append(other)
    return found
