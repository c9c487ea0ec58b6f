"""What others think and say: objections, answers, parties whom nobody has heard, kinds of argument."""

from __future__ import annotations

from collections.abc import Iterator

from overture.advice.gaps.additions import Item
from overture.advice.gaps.case import JUDGED, TEXT, Case
from overture.advice.results import Gap
from overture.arguments.schemes import known_names, scheme_of
from overture.dossier import DO_NOTHING, Dossier
from overture.dossier.entries import Argument


def objections(case: Case) -> Iterator[Gap]:
    """No argument, none against what is recommended, or one that nothing answers."""
    dossier, add = case.dossier, case.additions
    against: dict[str, Item] = {"claim": TEXT, "opposes": case.target, "used": "not stated"}
    if not dossier.arguments:
        yield case.gap(
            "G06", "arguments", "What is said against the proposal, and by whom? No argument is stated.",
            add.add(("arguments",), {add.fresh("objection"): against}),
        )  # fmt: skip
        return
    opposed = {a.opposes for a in dossier.arguments.values()}
    for name in case.advice.recommended:
        package = case.package(name)
        about = {name, *package, *(f"{o}{join}{v}" for o, v in package.items() for join in (".", " is "))}
        if name != DO_NOTHING and not opposed & about:
            first = next(iter(package.items()), None)
            target = name if name in dossier.proposals or first is None else f"{first[0]}.{first[1]}"
            yield case.gap(
                "G08", name, f"What could be said against `{name}` itself? No argument opposes it.",
                add.add(("arguments",), {add.fresh("objection"): {**against, "opposes": target}}),
            )  # fmt: skip
    limited = {t for a in dossier.arguments.values() for t in (*a.limits, *a.attacks)}
    for argument in dossier.arguments.values():
        if _asked_by_kind(argument):
            continue  # its critical questions are the ways to answer it
        if argument.opposes and argument.id not in limited and not argument.attacks and not argument.limits:
            answer: dict[str, Item] = {"claim": TEXT, "limits": [argument.id]}
            yield case.gap(
                "G09", argument.id, f"What answers `{argument.id}`? Nothing limits it.",
                add.add(("arguments",), {add.fresh(f"answer_to_{argument.id}"): answer}),
            )  # fmt: skip


def _asked_by_kind(argument: Argument) -> bool:
    return bool(argument.scheme and scheme_of(argument.scheme) and not argument.because)


def voices(case: Case) -> Iterator[Gap]:
    """No report at all, or a party that must answer or consent and for which nobody speaks."""
    dossier, add = case.dossier, case.additions

    def report(of: str, to: str) -> dict[str, Item]:
        return {"of": of, "to": to, "sign": "not stated", "says": TEXT, **JUDGED}

    if not dossier.reports:
        who = next(iter(dossier.opponents), dossier.proposer)
        yield case.gap(
            "G07", "reports", "Who has reacted to what, and how do we know? No reaction is reported.",
            add.item(("reports",), report(who, case.target)),
        )  # fmt: skip
        return
    heard = {r.of for r in dossier.reports} | {
        who for a in dossier.arguments.values() for use in a.used for who in use.by
    }
    asked: dict[str, str] = dict.fromkeys(dossier.opponents, case.target)
    for party, treaty in _consenting(case):
        asked.setdefault(party, treaty)
    for party, to in asked.items():
        # who is asked about alone does not speak for the others of a group
        members = {m for m in dossier.members(party) if m == party or m not in asked}
        if not _speaks(dossier, heard, {party} | members):
            what = "it answers" if party in dossier.opponents else "its consent is needed"
            yield case.gap(
                "G19", party, f"Who speaks for `{party}`? No report says what it thinks and no argument is its own, "
                f"though {what}.", add.item(("reports",), report(party, to)),
            )  # fmt: skip


def _consenting(case: Case) -> Iterator[tuple[str, str]]:
    """Whose consent is needed and not given, as the dossier names them, with the treaty.

    Of a consent that nobody modelled another question asks.
    """
    dossier = case.dossier
    for key, told in case.advice.treaties.items():
        waiting = {p for e in told.entry.values() for p in (*e.pending, *e.refused)}
        named = dossier.treaties[key].parties or dossier.treaties[key].signatories
        for party in named:
            if party in dossier.actors and waiting & set(dossier.members(party)):
                yield party, key


def _speaks(dossier: Dossier, heard: set[str], party: set[str]) -> bool:
    """Whether somebody heard is of the party, or belongs to it, at however many removes.

    A group that is heard speaks for its members.
    """
    for who in dict.fromkeys(m for name in sorted(heard) for m in (name, *dossier.members(name))):
        seen: set[str] = set()
        while who in dossier.actors and who not in seen:
            if who in party:
                return True
            seen.add(who)
            who = dossier.actors[who].of or ""
    return False


def schemes(case: Case) -> Iterator[Gap]:
    """The critical questions of each kind of argument. They count as answered where the argument
    says why it holds (`because`), or where another argument limits or attacks it."""
    dossier, add = case.dossier, case.additions
    met = {t for a in dossier.arguments.values() for t in (*a.limits, *a.attacks)}
    for argument in dossier.arguments.values():
        if not argument.scheme:
            continue
        scheme = scheme_of(argument.scheme)
        path = add.path(argument.id)
        if scheme is None:
            known = ", ".join(known_names())
            yield case.gap(
                "G25", argument.id, f"Of which kind is `{argument.id}`? `{argument.scheme}` is none that has questions "
                f"of its own; known are {known}.", add.instead((*path, "scheme"), "consequences"),
            )  # fmt: skip
        elif argument.id not in met and not argument.because:
            yield case.gap(
                "G24", argument.id, f"`{argument.id}` is an argument from {scheme.name}: does it stand up to the "
                "questions of its kind?", add.add(path, {"because": TEXT}), scheme.questions,
            )  # fmt: skip
