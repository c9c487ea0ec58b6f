"""Random dossiers in the short language, for comparing the product with the slow evaluator.

``random_dossier(seed)`` gives the text of a small dossier that uses nearly everything: choices and yes/no
options with every kind of move, needs, rules, layered facts, assumptions, arguments that attack in circles,
audiences, treaties in brief, statements and outcomes, foresight, proposals, replies, claims of every kind and
variants. Infeasible draws are thrown away here, with the slow evaluator as judge. It is deliberately slow and
shares no code with the product.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

if "slow_evaluator" in sys.modules:
    ev = sys.modules["slow_evaluator"]
else:
    _spec = importlib.util.spec_from_file_location("slow_evaluator", Path(__file__).with_name("evaluator.py"))
    assert _spec and _spec.loader
    ev = importlib.util.module_from_spec(_spec)
    sys.modules["slow_evaluator"] = ev
    _spec.loader.exec_module(ev)

WORDS = (
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even",
    "likely",
    "very likely",
    "almost certain",
)
STATUSES = ("stands", "limited", "refuted", "groundless", "disputed", "answered", "on_table")
VALUES = ("nil", "low", "mid", "top")
Item = dict[str, Any]


class _Dumper(yaml.SafeDumper):
    """No anchors: the language refuses them."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


class Draw:
    """One attempt at a dossier."""

    def __init__(self, rng: random.Random, most_cells: int) -> None:
        self.r = rng
        self.most_cells = most_cells
        self.raw: Item = {
            "overture": 1,
            "title": "A random case",
            "as_of": "1954-03-26",
            "proposer": "us",
            "sources": {"memo": {"title": "Memorandum", "kind": "archive document", "date": "1954-03-20"}},
        }

    # ---- small helpers

    def chance(self, p: float) -> bool:
        return self.r.random() < p

    def some(self, items: Sequence[Any], low: int, high: int) -> list[Any]:
        items = list(items)
        return self.r.sample(items, min(len(items), self.r.randint(low, high)))

    def grounds(self, soft: float = 0.5) -> Item:
        """Where an entry is from, or whose judgement it is."""
        if self.chance(soft):
            return {"basis": self.r.choice(["judgement", "inference"])}
        return {
            "from": f"memo ¶{self.r.randint(1, 9)}",
            **({"basis": "inference"} if self.chance(0.2) else {}),
        }

    def formula(self, atoms: Sequence[str], depth: int = 2) -> str:
        if depth == 0 or self.chance(0.4):
            atom = self.r.choice(list(atoms))
            return f"not ({atom})" if self.chance(0.25) else atom
        kind = self.r.random()
        one, two = self.inner(atoms, depth - 1), self.inner(atoms, depth - 1)
        if kind < 0.35:
            return f"{one} and {two}"
        if kind < 0.7:
            return f"{one} or {two}"
        if kind < 0.8:
            return f"{one} implies {two}"
        if kind < 0.88:
            return f"{one} iff {two}"
        three = self.formula(atoms, 0)
        word = self.r.choice(["at least 2", "at most 1", "exactly 1", "at least 1"])
        return f"{word} of ({self.formula(atoms, 0)}; {self.formula(atoms, 0)}; {three})"

    def inner(self, atoms: Sequence[str], depth: int) -> str:
        text = self.formula(atoms, depth)
        return text if " " not in text else f"({text})"

    # ---- the parts in order

    def whole(self) -> Item:
        self.actors()
        self.draw_options()
        self.draw_assumptions()
        self.early_facts()
        self.draw_needs_and_rules()
        self.draw_treaties()
        self.draw_arguments()
        self.late_facts()
        self.draw_preferences()
        self.draw_replies()
        self.draw_contingencies()
        return self.raw

    def actors(self) -> None:
        self.others = ["ada", "bor", "cyr"][: self.r.choice([1, 2, 2, 3])]
        names = {"us": "Our government", **{a: f"Government {a}" for a in self.others}}
        actors: Item = {a: {"name": n, "kind": "state"} for a, n in names.items()}
        for a in self.others:
            if self.chance(0.6):
                actors[a]["foresight"] = self.r.choice([*ev.CONCEPTS, "nash", "smr"])
        for x in ("dov", "eld", "fin"):
            actors[x] = {"name": f"State {x}", "kind": "state"}
        actors["pair"] = {"name": "the two", "kind": "group", "members": ["dov", "eld"]}
        actors["street"] = {"name": "the street", "kind": "circle"}
        actors["gazette"] = {"name": "the gazette", "kind": "press", "of": "us"}
        self.raw["actors"] = actors

    def draw_options(self) -> None:
        self.raw["options"] = {}
        self.shapes: dict[str, list[str]] = {}
        self.owner: dict[str, str] = {}
        self.ordered: set[str] = set()
        cells = 1
        for owner in ["us", *self.others]:
            entries: Item = {}
            for n in range(self.r.choice([1, 2, 2, 3])):
                size = self.r.choice([2, 2, 3, 3, 4])
                if entries and cells * size > self.most_cells:
                    break
                name = f"{owner}_o{n + 1}"
                entry: Item
                if size == 2 and self.chance(0.7):
                    values = ["no", "yes"]
                    entry = {"text": f"do {name}"}
                    if self.chance(0.1):
                        entry["now"] = True
                else:
                    values = list(VALUES[:size])
                    entry = {"ask": f"What of {name}?", "choices": {v: f"{name} at {v}" for v in values}}
                    if self.chance(0.5):
                        entry["ordered"] = True
                        self.ordered.add(name)
                    entry["now"] = values[0] if self.chance(0.85) else self.r.choice(values)
                cells *= size
                kind = self.r.random()
                if kind < (0.6 if owner == "us" else 0.25):
                    entry["final"] = True
                elif kind < 0.75 and values[0] == "nil":
                    now = entry["now"]
                    entry["final"] = self.some([v for v in values if v != now], 1, 2)
                if self.chance(0.15):
                    entry["no_return"] = True
                self.shapes[name] = values
                self.owner[name] = owner
                entries[name] = entry
            self.raw["options"][owner] = entries
        self.cells = cells
        self.option_atoms = [a for o in self.shapes for a in self.atoms_of(o)]
        self.their_atoms = [a for o in self.shapes if self.owner[o] != "us" for a in self.atoms_of(o)]
        self.our_atoms = [a for o in self.shapes if self.owner[o] == "us" for a in self.atoms_of(o)]

    def atoms_of(self, o: str) -> list[str]:
        values = self.shapes[o]
        if values == ["no", "yes"]:
            return [o, f"{self.owner[o]}.{o}", f"not {o}"]
        out = [f"{o} is {v}" for v in values[1:]] + [f"{o} is not {values[0]}"]
        if len(values) > 2:
            out.append(f"{o} is ({values[1]} or {values[-1]})")
        if o in self.ordered and len(values) > 2:
            out += [f"{o} is at least {values[-2]}", f"{o} is at most {values[1]}"]
        return out

    def draw_assumptions(self) -> None:
        self.raw["assumptions"] = {}
        opened = self.r.choice([0, 0, 0, 1, 1, 2])
        total = opened + self.r.choice([0, 1, 2])
        self.taken: list[str] = []
        for n in range(total):
            entry: Item = {"text": f"assumption {n + 1}", **self.grounds(0.8)}
            if self.chance(0.7):
                entry["likelihood"] = self.r.choice(WORDS)
            if n >= opened:
                entry["taken"] = self.chance(0.5)
                self.taken.append(f"s{n + 1}")
            self.raw["assumptions"][f"s{n + 1}"] = entry
        self.suppositions = list(self.raw["assumptions"])
        self.open_left = 3 - opened
        if not total:
            del self.raw["assumptions"]

    def fact(self, name: str, atoms: Sequence[str], depth: int = 2, soft: float = 0.5) -> str:
        grounds = self.grounds(soft)
        entry = {"text": f"fact {name}", "when": self.formula(atoms, depth), **grounds}
        if "from" in entry and "basis" not in entry:
            entry["basis"] = "fact"
        self.raw.setdefault("facts", {})[name] = entry
        return name

    def early_facts(self) -> None:
        self.early = [self.fact("f1", self.option_atoms)]
        atoms = [*self.option_atoms, *self.suppositions, *self.suppositions, *self.early]
        for n in range(2, 2 + self.r.randint(0, 2)):
            self.early.append(self.fact(f"f{n}", [*atoms, *self.early]))

    def draw_needs_and_rules(self) -> None:
        for owner, entries in self.raw["options"].items():
            for name, entry in entries.items():
                if not self.chance(0.3):
                    continue
                elsewhere = [a for o in self.shapes if o != name for a in self.atoms_of(o)]
                if owner != "us":  # a reply needs something said
                    elsewhere += self.our_atoms * 2
                if not elsewhere:
                    continue
                if self.chance(0.4) and "choices" in entry:
                    away = [v for v in self.shapes[name] if v != entry["now"]]
                    entry["needs"] = {v: self.formula(elsewhere, 1) for v in self.some(away, 1, 2)}
                else:
                    entry["needs"] = self.formula(elsewhere, 1)
        rules: Item = {}
        for n in range(self.r.choice([0, 0, 1, 1, 2])):
            atoms = [*self.option_atoms, *self.taken, "f1"]
            rules[f"r{n + 1}"] = {
                "rule": f"{self.inner(atoms, 0)} implies {self.inner(atoms, 0)}",
                "because": "a random reason",
                **self.grounds(0.7),
            }
        if len(self.suppositions) > 1 and self.chance(0.4):
            one, two = self.r.sample(self.suppositions, 2)
            rules["r9"] = {"rule": f"{one} implies {two}", "because": "they go together", **self.grounds(0.7)}
        if rules:
            self.raw["rules"] = rules

    # ---- treaties

    def yes_no_formula(self, atoms: Sequence[str], dates: bool = True) -> Any:
        kind = self.r.random()
        if kind < 0.2:
            return "1953-05-15" if dates and self.chance(0.5) else "yes"
        if kind < 0.3:
            return "no"
        return self.formula(atoms, 1)

    def rule_of(self, parties: Sequence[str]) -> Any:
        kind = self.r.random()
        if kind < 0.45:
            return "every party"
        if kind < 0.6:
            return "majority"
        if kind < 0.75:
            return "two thirds"
        one = self.r.choice(list(parties))
        return {"at_least": self.r.randint(1, len(parties)), "among_them": [one]}

    def consents(self, parties: list[str], atoms: Sequence[str]) -> Item:
        keys = list(parties)
        if "dov" in keys and "eld" in keys and self.chance(0.6):
            keys = [k for k in keys if k not in ("dov", "eld")] + ["pair"]
        if self.open_left > 0 and len(keys) > 1 and self.chance(0.35):
            keys.remove(self.r.choice(keys))  # nobody modelled it
            self.open_left -= 1
        return {k: self.yes_no_formula(atoms) for k in keys}

    def draw_treaties(self) -> None:
        self.treaty_atoms: list[str] = []
        self.treaty_ids: list[str] = []
        if self.chance(0.25):
            return
        atoms = [*self.option_atoms, *self.suppositions, *self.early]
        states = ["us", *self.others, "dov", "eld", "fin"]
        treaties: Item = {}
        parties = self.some([s for s in states if s != "us"], 2, 4)
        pact: Item = {"name": "The Pact", "stage": self.r.choice(["in force", "in force", "draft"])}
        listed = [p for p in parties if p not in ("dov", "eld")]
        both = "dov" in parties and "eld" in parties
        pact["parties"] = [*listed, "pair"] if both and self.chance(0.5) else list(parties)
        outside = [s for s in states if s not in parties]
        candidates = self.some(outside, 1, 2)
        if candidates:
            kind = self.rule_of(parties)
            pact["entry"] = {
                "rule": {"art": "10", "says": "invitation by the parties", "consent": kind},
                "applies": {x: self.r.choice(["yes", self.formula(atoms, 1)]) for x in candidates},
                "consents": {x: self.consents(parties, atoms) for x in candidates},
            }
        if pact["stage"] == "draft":
            pact["in_force"] = self.formula(atoms, 1)
        if self.chance(0.3):
            pact["lapses"] = self.formula(atoms, 1)
        if self.chance(0.5):
            pact["duties"] = [{"bearer": "every party", "to": "every party", "do": "assist", "when": "armed attack"}]
            x, y = self.r.sample(states, 2)
            self.treaty_atoms.append(f"{x} is bound to help {y}")
        if self.chance(0.4):
            rule = self.rule_of(parties)
            favour = self.consents(parties, atoms)
            pact["decisions"] = {"study": {"text": "the parties study it", "rule": rule, "in_favour": favour}}
            self.treaty_atoms.append("study")
        watcher = [s for s in outside if s not in candidates]
        if watcher and self.chance(0.5):
            pact["observers"] = {watcher[0]: self.yes_no_formula(atoms, dates=False)}
            self.treaty_atoms.append(f"{watcher[0]} observes pact")
        treaties["pact"] = pact
        self.treaty_atoms += [f"{x} is party to pact" for x in candidates] * 2
        self.treaty_atoms += [f"{x} is invited to pact" for x in candidates]
        self.treaty_atoms += [
            "pact is in force",
            "pair is party to pact",
            f"{self.r.choice(parties)} is party to pact",
        ]
        if self.chance(0.6):
            treaties["deal"] = self.second_treaty(
                [*atoms, "pact is in force", f"{parties[0]} is party to pact"], states
            )
        self.treaty_ids = list(treaties)
        self.raw["treaties"] = treaties

    def second_treaty(self, atoms: list[str], states: list[str]) -> Item:
        deal: Item = {"name": "The Deal"}
        who = self.some(states, 2, 3)
        if self.chance(0.5):
            deal["stage"] = "draft"
            deal["named"] = {x: self.r.choice(["yes", "yes", self.formula(atoms, 1)]) for x in who}
            deal["in_force"] = self.formula(atoms, 1)
            rest = [s for s in states if s not in who]
            if rest and self.chance(0.5):
                deal["observers"] = {rest[0]: self.yes_no_formula(atoms, dates=False)}
                self.treaty_atoms.append(f"{rest[0]} observes deal")
        else:
            deal["stage"] = "signed"
            deal["signatories"] = who
            ratified = {x: self.yes_no_formula(atoms) for x in who}
            if self.open_left > 0 and self.chance(0.3):
                del ratified[who[-1]]
                self.open_left -= 1
            deal["ratified"] = ratified
            deal["in_force"] = "every signatory ratified" if self.chance(0.7) else self.formula(atoms, 1)
        if self.chance(0.5):
            clause: Item = {"treaty": "pact", "art": "7", "basis": "inference"}
            if self.chance(0.5):
                clause["when"] = self.formula(atoms, 1)
            deal["incompatible_with"] = [clause]
        self.treaty_atoms += [f"{who[0]} is named in deal", f"{who[0]} is party to deal", "deal is in force"]
        return deal

    # ---- arguments, late facts, preferences

    def draw_arguments(self) -> None:
        self.status_atoms: list[str] = []
        number = self.r.choice([0, 1, 3, 3, 4, 5])
        if not number:
            return
        atoms = [*self.option_atoms, *self.early, *self.suppositions, *self.treaty_atoms]
        names = [f"a{n + 1}" for n in range(number)]
        late = set(names[-1:]) if number > 2 and self.chance(0.4) else set()
        about = [*self.treaty_ids, self.r.choice(list(self.shapes))]
        arguments: Item = {}
        for name in names:
            entry: Item = {"claim": f"argument {name}", "opposes": self.r.choice(about)}
            if self.chance(0.7):
                users = self.some(["street", "gazette", "street", "gazette", "us", *self.others], 1, 3)
                entry["used"] = [{"by": x} for x in dict.fromkeys(users)]
            if self.chance(0.5):
                entry["when"] = self.formula(atoms, 1)
            if self.chance(0.4):
                entry["ground"] = self.formula(atoms, 1)
            if name in late:  # on the table as an earlier one stands: no circle goes through this status
                entry["when"] = f"{self.r.choice(STATUSES)}({names[0]})"
            targets = [x for x in names if name not in late or x in late]
            if name not in late and self.chance(0.7):  # mostly no circle
                targets = [x for x in names if x > name]
            for kind, p in (("limits", 0.6), ("attacks", 0.5)):
                hit = [x for x in self.some(targets, 1, 2) if x != name or self.chance(0.2)]
                if hit and self.chance(p):
                    entry[kind] = hit
            others = [x for x in names if x != name]
            if others and self.chance(0.3):
                entry["rests_on"] = self.r.choice(others)
            if others and self.chance(0.2):
                entry["supports"] = self.r.choice(others)
            entry.update(self.grounds(0.4))
            arguments[name] = entry
        self.raw["arguments"] = arguments
        self.argument_ids = names
        self.status_atoms = [f"{self.r.choice(STATUSES)}({a})" for a in names] + [f"stands({a})" for a in names]
        signs = ["against", "conditional", "worried", "for"]
        heard = (("street", arguments["a1"]), ("gazette", arguments[names[-1]]))
        self.raw["reports"] = [
            {"of": x, "to": e["opposes"], "sign": self.r.choice(signs), "from": "memo ¶1", "basis": "report"}
            for x, e in heard
        ]

    def late_facts(self) -> None:
        atoms = [*self.option_atoms, *self.early, *self.status_atoms, *self.treaty_atoms, *self.suppositions]
        self.late: list[str] = []
        for n in range(self.r.randint(0, 2)):
            self.late.append(self.fact(f"g{n + 1}", [*atoms, *self.late]))
        self.atoms = [*atoms, *self.early, *self.late, *self.late]

    def draw_preferences(self) -> None:
        preferences: Item = {}
        self.statements: dict[str, list[str]] = {}
        self.aims: list[str] = []
        self.serving: list[str] = []
        for actor in ["us", *self.others]:
            own = [a for o in self.shapes if self.owner[o] == actor for a in self.atoms_of(o)]
            if actor != "us" and self.chance(0.15):
                outcomes = [self.formula([*self.atoms, *own], 1) for _ in range(self.r.randint(2, 4))]
                preferences[actor] = {"outcomes": outcomes}
                self.statements[actor] = []
                continue
            entries = []
            for n in range(self.r.randint(3, 5) if actor == "us" else self.r.randint(2, 4)):
                name = f"{actor}_w{n + 1}"
                want = self.their_atoms * 2 + (self.atoms if actor == "us" else own)
                if self.chance(0.4):
                    want = self.atoms + self.status_atoms + self.treaty_atoms
                entry: Item = {"id": name, "want": self.formula(want, 1 if self.chance(0.6) else 2)}
                if self.chance(0.15):
                    entry["if"] = self.formula(self.atoms, 1)
                entry.update(self.grounds(0.6))
                entries.append(entry)
            preferences[actor] = entries
            self.statements[actor] = [e["id"] for e in entries]
        self.quarrel(preferences)
        goals = self.some(preferences["us"][:3], 1, 2)
        for e in goals:
            e["goal"] = True
            self.aims.append(e["id"])
        for e in preferences["us"]:
            if e["id"] not in self.aims and self.chance(0.6):
                e["serves"] = self.r.choice(self.aims)
                self.serving.append(e["id"])
        self.raw["preferences"] = preferences

    def quarrel(self, preferences: Item) -> None:
        """Sometimes two of the others chase each other, or are caught in a dilemma."""
        first = {self.owner[o]: o for o in reversed(list(self.shapes)) if self.owner[o] != "us"}
        pairs = [(a, o) for a, o in first.items() if isinstance(preferences[a], list)]
        if len(pairs) < 2 or not self.chance(0.35):
            return
        ends = []
        for actor, o in self.some(pairs, 2, 2):
            entry = self.raw["options"][actor][o]
            for key in ("final", "no_return", "needs"):
                entry.pop(key, None)
            atom = o if self.shapes[o] == ["no", "yes"] else f"{o} is {self.shapes[o][1]}"
            ends.append((actor, atom))
        (a, one), (b, two) = ends
        if self.chance(0.5):
            wants = {a: [f"({one}) iff ({two})"], b: [f"not (({one}) iff ({two}))"]}
            if self.chance(0.6):
                for actor in (a, b):
                    self.raw["actors"][actor]["foresight"] = "nash"
        else:
            wants = {a: [two, f"not ({one})"], b: [one, f"not ({two})"]}
        goal = f"({one}) and ({two})" if self.chance(0.5) else one
        preferences["us"].insert(0, {"id": "us_q", "want": goal, "basis": "judgement"})
        self.statements["us"].insert(0, "us_q")
        for actor, some in wants.items():
            fresh = [{"id": f"{actor}_q{n + 1}", "want": w, "basis": "judgement"} for n, w in enumerate(some)]
            preferences[actor][:0] = fresh
            self.statements[actor][:0] = [e["id"] for e in fresh]

    def setting(self, whose: Sequence[str], low: int, high: int) -> Item:
        names = [o for o in self.shapes if self.owner[o] in whose]
        out: Item = {}
        for o in self.some(names, low, high):
            owner = self.owner[o]
            now = ev.value_word(self.raw["options"][owner][o].get("now", "no"))
            out[o] = self.r.choice([v for v in self.shapes[o] if v != now])
        return out

    def draw_replies(self) -> None:
        replies: Item = {}
        for n in range(self.r.randint(1, 3)):
            reply = self.setting(self.others, 1, 2)
            if reply and reply not in replies.values():
                replies[f"y{n + 1}"] = reply
        self.raw["replies"] = replies

    def draw_contingencies(self) -> None:
        if self.chance(0.5):
            entry = {"text": "held back", "when": self.formula(self.atoms, 1), **self.grounds(0)}
            self.raw["contingencies"] = {"c1": entry}

    # ---- what needs the evaluator: proposals, claims, variants

    def draw_proposals(self) -> bool:
        """Named proposals that are feasible and differ; False where there are too few."""
        a = ev.Analysis(self.raw)
        d, m = a.d, a.models[0]
        packages = [s for s in m.packages() if s != d.now]
        if len(packages) < 2 or not all(x.legal(s) for x in a.models for s in packages):
            return False
        chosen = self.some(packages, 2, 4)
        self.raw["proposals"] = {
            f"p{n + 1}": {d.options[k].id: s[k] for k in d.mine if s[k] != d.now[k]} for n, s in enumerate(chosen)
        }
        return True

    def draw_claims(self) -> None:
        a = ev.Analysis(self.raw)
        proposals = list(self.raw["proposals"])
        replies = list(self.raw["replies"])
        claims: Item = {}
        for n in range(self.r.randint(5, 9)):
            claim = self.claim(a, proposals, replies)
            if claim:
                head: Item = {"text": f"claim {n + 1}"}
                if self.chance(0.5):
                    head["from"] = "memo ¶2"
                claims[f"k{n + 1}"] = {**head, **claim}
        self.raw["claims"] = claims

    def turned(self, a: Any, claim: Item, key: str, other: str) -> Item:
        """Mostly the claim that follows, of a claim and its opposite."""
        tester = ev.Claims(a, a)
        if self.chance(0.7) and tester.fits(claim, tester.values(claim)) is False:
            turned = {**claim, key: other}
            if tester.fits(turned, tester.values(turned)):
                return turned
        return claim

    def claim(self, a: Any, proposals: list[str], replies: list[str]) -> Item | None:
        every = ["do_nothing", *proposals]
        after = {"after": self.some(every, 1, 2)} if self.chance(0.85) else {}
        they: Item = {"they": self.r.choice(replies)} if replies and self.chance(0.5) else {}
        often = ["holds", "holds", "likely", "likely", "recommended", "goal", "goal", "better", "variant"]
        kind = self.r.choice([*often, "break_even", "blocking", "audience", "nothing", "way"])
        if kind in ("holds", "likely"):
            claim: Item = {"holds": self.formula(self.their_atoms + self.atoms, 1), **after}
            if self.chance(0.35):
                claim.update(they)
                if "they" in claim and self.chance(0.4):
                    claim["at"] = "settlements"
            elif self.chance(0.3):
                claim["at"] = self.r.choice(["start", "every reply"])
            if kind == "likely":
                claim["likelihood"] = self.r.choice(WORDS)
            elif self.chance(0.15):
                claim["if"] = self.formula(self.atoms, 0)
            return self.turned(a, claim, "holds", f"not ({claim['holds']})")
        if kind == "recommended":
            right = a.recommended(0)
            wrong = self.some(every, 1, 2)
            names = right if self.chance(0.7) else wrong
            return {"recommended": names[0] if len(names) == 1 else names}
        if kind == "goal":
            name = self.r.choice(self.aims + self.serving + self.statements["us"][:1])
            p = self.r.choice(every)
            st = next(s for s in a.mine() if s.id == name)
            verdict = a.verdict(0, st, a.menu[p]) if self.chance(0.7) else self.r.choice(["kept", "lost", "open"])
            return {verdict: name, "after": [p]}
        if kind == "way":
            for goal in (st for st in a.mine() if st.goal):
                for p in every:
                    if a.verdict(0, goal, a.menu[p]) == "lost":
                        live = [x for x in a.ways(0, a.menu[p], goal, True) if x["live"] and x["departures"]]
                        if live:
                            pairs = list(self.r.choice(live)["departures"].items())
                            way = dict(self.some(pairs, 1, 2))
                            return {
                                "lost": goal.id,
                                "after": [p],
                                "way": {k.split(".")[1]: v for k, v in way.items()},
                            }
            return None
        how = {"how": self.r.choice(ev.STRENGTHS)} if self.chance(0.7) else {}
        if kind == "better":
            p, q = self.r.sample(every, 2)
            found = [c for c in a.comparisons(0) if c["they"] is None or not they or c["they"] == they["they"]]
            if found and self.chance(0.7):
                c = self.r.choice(found)
                p, q, how = c["better"], c["than"], {"how": c["how"]}
                they = {"they": c["they"]} if c["they"] else {}
            return {"better": p, "than": q, **they, **how}
        if kind == "variant":
            name = self.r.choice([o for o in self.shapes if self.owner[o] == "us"])
            one, two = self.r.sample(self.shapes[name], 2)
            claim = {"variant": {name: one}, "worse_than": {name: two}, **how}
            if self.chance(0.8) and not ev.Claims(a, a).values(claim)[0]:
                return {"variant": {name: two}, "worse_than": {name: one}, "how": ev.STRENGTHS[2]}
            return claim
        if kind == "break_even":
            p, q = self.r.sample(every, 2)
            they = {"they": self.r.choice(replies)} if replies else {}
            fixed = a.d.replies[they["they"]] if they else None
            found = a.gains(0, a.menu[p], a.menu[q], fixed)
            claim = {"break_even": [p, q], **they}
            if found:
                gain, loss = self.r.choice(found)
                order = [st.id for st in a.mine()]
                if gain and self.chance(0.8):
                    claim["gain"] = sorted(gain, key=order.index) if self.chance(0.5) else a.merged(gain)
                if loss and self.chance(0.8):
                    claim["loss"] = sorted(loss, key=order.index) if self.chance(0.5) else a.merged(loss)
            if "gain" not in claim and "loss" not in claim:
                claim["gain"] = [self.r.choice(self.statements["us"])]
            return claim
        if kind == "blocking":
            table = a.treaty_table().get("pact", {})
            rows = [({"entry": [x, "pact"]}, row) for x, row in table.get("entry", {}).items()]
            rows += [({"decision": x}, row) for x, row in table.get("decisions", {}).items()]
            rows = [(where, row) for where, row in rows if row["blocking"]]
            if not rows:
                return None
            where, row = self.r.choice(rows)
            blocking = list(row["blocking"])
            if len(blocking) > 1 and self.chance(0.3):
                blocking.pop()
            return {"blocking": blocking, **where}
        if kind == "audience" and "arguments" in self.raw:
            who = self.r.choice(["street", "gazette"])
            about = self.raw["reports"][0 if who == "street" else 1]["to"]
            return {"audience": who, "to": about, "is": "answered", **after}
        return {} if kind == "nothing" else None

    def draw_variants(self) -> None:
        if not self.chance(0.6):
            return
        edits: list[Item] = []
        kind = self.r.choice(["taken", "drop", "want", "rule", "foresight", "option", "move", "fact"])
        other = self.r.choice(self.others)
        own = [st for actor in self.others for st in self.statements[actor]]
        if kind == "taken" and self.suppositions:
            edits.append({"set": f"{self.r.choice(self.suppositions)}.taken", "to": self.chance(0.5)})
        elif kind == "drop":
            edits.append({"drop": self.r.choice(self.statements["us"])})
        elif kind == "want" and own:
            edits.append({"set": f"{self.r.choice(own)}.want", "to": self.formula(self.atoms, 1)})
        elif kind == "rule":
            rule = f"{self.inner(self.option_atoms, 0)} implies {self.inner(self.option_atoms, 0)}"
            edits.append({"add": "rules", "item": {"id": "r_new", "rule": rule, "because": "a variant"}})
        elif kind == "foresight":
            edits.append({"set": f"{other}.foresight", "to": self.r.choice(ev.CONCEPTS)})
        elif kind == "option":
            edits.append({"add": f"options.{other}", "item": {"id": "o_new", "text": "something new", "final": True}})
            want = f"o_new or {self.inner(self.atoms, 0)}"
            edits.append({"add": f"preferences.{other}", "item": {"id": "w_new", "want": want, "basis": "judgement"}})
            if not self.statements[other]:
                return
            edits[1]["after"] = self.statements[other][0]
        elif kind == "move":
            one, two = self.statements["us"][:2]
            edits.append({"move": two, "before": one})
        elif kind == "fact":
            edits.append({"set": "f1.when", "to": self.formula(self.option_atoms, 1)})
        if not edits:
            return
        goal = self.aims[0]
        verdict, after = self.r.choice(["kept", "lost", "open"]), [self.r.choice(["p1", "p2"])]
        claims = {
            "v1": {"text": "the goal then", verdict: goal, "after": after},
            "v2": {"text": "then so", "holds": self.formula(self.their_atoms, 0), "after": ["p1"]},
        }
        self.raw["variants"] = {"other_way": {"why": "another way", "edits": edits, "claims": claims}}
        if "error" in ev.variant_report(self.raw, ev.Analysis(self.raw), self.raw["variants"]["other_way"], False):
            del self.raw["variants"]


def text_of(raw: Item) -> str:
    """The dossier as YAML."""
    text = yaml.dump(raw, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000)
    assert isinstance(text, str)
    return text


@cache
def random_dossier(seed: int, most_cells: int | None = None) -> str:
    """The text of a feasible random dossier; the same seed gives the same text."""
    for attempt in range(200):
        rng = random.Random(f"overture {seed} {attempt}")
        size = most_cells or rng.choice([60, 150, 150, 300, 300, 1000])
        draw = Draw(rng, size)
        draw.whole()
        if draw.cells > 1500:
            continue
        try:
            if not draw.draw_proposals():
                continue
            draw.draw_claims()
            draw.draw_variants()
            text = text_of(draw.raw)
            ev.Analysis(ev.read(text), strict=True)
        except ev.DossierError:
            continue
        return text
    raise RuntimeError(f"no feasible dossier for seed {seed}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Print a random dossier.")
    parser.add_argument("seed", type=int)
    sys.stdout.write(random_dossier(parser.parse_args().seed))


if __name__ == "__main__":
    main()
