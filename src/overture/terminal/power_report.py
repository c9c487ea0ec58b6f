"""What `overture power` tells: voting power in an organ; capability in the bodies of a dossier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rich.console import Console
from rich.text import Text

from overture.advice.capability import RATIOS, Standing
from overture.dossier import Dossier
from overture.terminal.views import table_of
from overture.treaties.duties.balance import Threat
from overture.treaties.semantics.fold import play
from overture.treaties.text.reading import Opened
from overture.treaties.voting.power import Majority, PlayerPower, PowerLimit, VotingGame, integer_weights, power, quota
from overture.treaties.voting.votes import latest, veto_holders, voting_on

ILLUSTRATION = "Capability is counted here as if it were votes. It is an illustration: no article gives these weights."


@dataclass(frozen=True)
class OrganPower:
    """The voting power in one organ on one matter."""

    treaty: str
    organ: str
    matter: str
    rule: str
    art: str
    game: VotingGame
    power: tuple[PlayerPower, ...]


class NoPower(ValueError):
    """Voting power that cannot be counted, with the reason."""


def organ_power(opened: Opened, name: str | None, day: date) -> list[OrganPower]:
    """Voting power on every matter of an organ (of all organs where none is named). Raises `NoPower`."""
    found: list[OrganPower] = []
    too_large: list[str] = []
    organs = [
        (key, organ_name, organ)
        for key in opened.named
        for organ_name, organ in opened.system.treaties[key].organs.items()
        if name in (None, organ_name) and organ.voting
    ]
    if not organs:
        known = [o for key in opened.named for o, body in opened.system.treaties[key].organs.items() if body.voting]
        which = f"no organ `{name}` with a voting rule" if name else "no organ with a voting rule is told"
        raise NoPower(which + (f"; organs: {', '.join(known)}" if known else ""))
    for key, organ_name, organ in organs:
        for voting in organ.voting:
            rule = voting_on(organ, voting.matter)
            assert rule is not None
            weights = latest(rule.weights, day)
            permanent = tuple(latest(organ.permanent, day) or ())
            seats = latest(organ.seats, day)
            if weights is not None:
                players: tuple[str, ...] = tuple(weights)
            elif seats is not None:
                players = (*permanent, *(f"elected_{i + 1}" for i in range(seats - len(permanent))))
            elif organ.members in ("every party", "every member"):
                state = play(opened.system, day).at(day)
                players = tuple(s for s in state.concerned(key) if state.standing("party", key, s).yes is True)
            else:
                players = ()
            if not players:
                continue
            weights = weights or dict.fromkeys(players, 1)
            needed = latest(rule.votes, day)
            if needed is None and rule.majority is not None:
                needed = rule.majority.needed(sum(weights.values()))
            if needed is None:
                continue
            vetoes = tuple(v for v in veto_holders(organ, rule, day) if v in players)
            game = VotingGame(players, (Majority(weights, needed),), vetoes)
            words = f"{needed} of {sum(weights.values())}" + (
                f", none of {', '.join(vetoes)} against" if vetoes else ""
            )
            try:
                counted = power(game)
            except PowerLimit as limit:
                too_large.append(f"{organ_name} on {rule.matter}: {limit}")
                continue
            found.append(OrganPower(key, organ_name, rule.matter, words, rule.art or organ.art, game, counted))
    if too_large and (name or not found):
        raise NoPower("; ".join(too_large))
    if not found:
        raise NoPower("who sits in this organ, or how it decides, is not known on that day")
    return found


def show_organ(console: Console, told: Sequence[OrganPower], day: date) -> None:
    """One table for each matter; members of equal power in one line."""
    for one in told:
        head = f"{one.organ} ({one.treaty} {one.art}) on {one.matter}, {day}: {one.rule}"
        console.print(Text(head, style="bold"))
        console.print(_power_table(one.power, one.game.majorities[0].weights))
        console.print()


def _power_table(found: Sequence[PlayerPower], weights: Any) -> Any:
    table = table_of("member", "weight", "Banzhaf", "", "Shapley-Shubik", "", "")
    alike: dict[tuple[Any, ...], list[str]] = {}
    for p in found:
        alike.setdefault((weights.get(p.player, 0), p.banzhaf, p.shapley_shubik, p.blocks, p.dummy), []).append(
            p.player
        )
    for (weight, banzhaf, shapley, blocks, dummy), names in alike.items():
        label = ", ".join(names) if len(names) <= 6 else f"{', '.join(names[:3])} and {len(names) - 3} others, each"
        remark = "can block alone" if blocks else "turns no decision" if dummy else ""
        table.add_row(
            label, str(weight), short(banzhaf), f"{float(banzhaf):.4f}", short(shapley), f"{float(shapley):.4f}", remark
        )
    return table


def short(value: Any) -> str:
    """A fraction where it can be read, else nothing beside its decimals."""
    text = str(value)
    return text if len(text) <= 12 else ""


def organ_json(told: Sequence[OrganPower]) -> list[dict[str, Any]]:
    """Voting power for programs: fractions as texts, exact."""
    return [
        {
            "treaty": one.treaty, "organ": one.organ, "matter": one.matter, "art": one.art,
            "quota": one.game.majorities[0].quota, "vetoes": list(one.game.vetoes),
            "members": [_player(p, one.game.majorities[0].weights.get(p.player, 0)) for p in one.power],
        }
        for one in told
    ]  # fmt: skip


def _player(p: PlayerPower, weight: int) -> dict[str, Any]:
    return {
        "member": p.player, "weight": weight, "swings": p.swings, "measure": str(p.measure), "banzhaf": str(p.banzhaf),
        "shapley_shubik": str(p.shapley_shubik), "blocks": p.blocks, "dummy": p.dummy,
    }  # fmt: skip


# capability in a dossier --------------------------------------------------------------------------


def body_power(standing: Standing, figures: dict[str, float], rule: str) -> dict[str, tuple[PlayerPower, ...]]:
    """Capability taken as votes, in each body: an illustration."""
    found = {}
    for treaty, body in standing.bodies.items():
        members = [s.actor for s in body.shares if s.share > 0]
        if 1 < len(members) <= 34:
            weights = integer_weights({m: str(figures[m]) for m in members})
            total = sum(weights.values())
            found[treaty] = power(VotingGame(tuple(members), (Majority(weights, quota(total, rule)),)))
    return found


def show_figures(console: Console, dossier: Dossier, name: str, told: Sequence[Standing], rule: str) -> None:
    """Shares, power and vulnerability, today and after each proposal; what does not change is not told again."""
    figure = dossier.figures[name]
    about = ", ".join(p for p in (figure.text, figure.unit, f"as of {figure.as_of}" if figure.as_of else "") if p)
    console.print(Text(f"{name}: {about}", style="bold"))
    for source in figure.from_:
        console.print(f"  source: {source}")
    before: dict[str, Any] = {}
    for standing in told:
        when = f"after {standing.after}" if standing.after else "today"
        for treaty, body in standing.bodies.items():
            if before.get(treaty) == body.shares:
                continue
            before[treaty] = body.shares
            candidates = list(dict.fromkeys(c for s in body.shares for c in s.with_candidate))
            console.print(f"\nShares among the participants of {dossier.treaties[treaty].name} ({treaty}), {when}")
            powers = {p.player: p for p in body_power(standing, figure.values, rule).get(treaty, ())}
            table = table_of("", "share", *(f"with {c}" for c in candidates), "Banzhaf", "Shapley-Shubik")
            for s in sorted(body.shares, key=lambda s: -s.share):
                p = powers.get(s.actor)
                joined = [f"{s.with_candidate[c]:.1%}" if c in s.with_candidate else "" for c in candidates]
                indices = [f"{float(p.banzhaf):.3f}", f"{float(p.shapley_shubik):.3f}"] if p else ["", ""]
                table.add_row(s.actor, f"{s.share:.1%}" if s.share else "", *joined, *indices)
            console.print(table)
            if body.missing:
                console.print(f"  no figure: {', '.join(body.missing)}")
    console.print(f"\n{ILLUSTRATION} The majority is {rule}.", soft_wrap=True)
    known: Any = None
    for standing in told:
        if known == standing.vulnerability:
            continue
        known = standing.vulnerability
        when = f"after {standing.after}" if standing.after else "today"
        ratios = f"{RATIOS[0]:g} to {RATIOS[-1]:g}"
        console.print(
            f"\nWho could be beaten by whom, {when}; attackers need {ratios} times the strength of the defence"
        )
        table = table_of("attacked", "helped by", "by", "strength against defence", "succeeds")
        for threat in standing.vulnerability.threats:
            if threat.succeeds != "never":
                attackers = ", ".join(threat.attackers[:4]) + (
                    f" and {len(threat.attackers) - 4} more" if len(threat.attackers) > 4 else ""
                )
                low, high = min(threat.ratios), max(threat.ratios)
                span = f"{low:.1f}" if round(low, 1) == round(high, 1) else f"{low:.1f} to {high:.1f}"
                table.add_row(threat.victim, ", ".join(threat.helpers) or "nobody", attackers, span, threat.succeeds)
        console.print(table)
        if standing.vulnerability.missing:
            console.print(f"  no figure, left out: {', '.join(standing.vulnerability.missing)}", soft_wrap=True)


def figures_json(told: Sequence[Standing], figures: dict[str, float], rule: str) -> list[dict[str, Any]]:
    """The same for programs."""
    return [
        {
            "after": standing.after or None,
            "shares": {
                treaty: {
                    "members": {s.actor: {"share": s.share, "with": s.with_candidate} for s in body.shares},
                    "missing": list(body.missing),
                }
                for treaty, body in standing.bodies.items()
            },
            "illustration": {
                treaty: {p.player: {"banzhaf": str(p.banzhaf), "shapley_shubik": str(p.shapley_shubik)} for p in found}
                for treaty, found in body_power(standing, figures, rule).items()
            },
            "vulnerability": [_threat(t) for t in standing.vulnerability.threats],
            "missing": list(standing.vulnerability.missing),
        }
        for standing in told
    ]  # fmt: skip


def _threat(t: Threat) -> dict[str, Any]:
    return {
        "attacked": t.victim, "helped_by": list(t.helpers), "by": list(t.attackers), "ratios": list(t.ratios),
        "succeeds": t.succeeds,
    }  # fmt: skip
