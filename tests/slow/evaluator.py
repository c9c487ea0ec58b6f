"""A slow, independent evaluator of the dossier language: the oracle of the tests.

It is written from the exact definitions, sentence by sentence, with dictionaries, sets and loops over one
state at a time. It is deliberately slow and shares no code with the product: two programs that were written
apart and still agree are some evidence that both say what the definitions say.

Run it by hand::

    python tests/slow/evaluator.py FILE [--no-audit] [--set PATH=VALUE ...] [--drop PATH ...]

Only treaties in the short form are read (``use:``, ``acts:`` and provisions are refused).
"""

from __future__ import annotations

import argparse
import copy
import itertools
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import yaml

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
ABOVE_EVEN = {"likely", "very likely", "almost certain", "probable", "highly likely"}
BELOW_EVEN = {"unlikely", "very unlikely", "almost no chance", "improbable", "highly unlikely"}
EVEN = {"roughly even"}
MOST_WORLDS = 64
BLOCKING_SETS_TOLD = 64
STRENGTHS = ("whatever the weights", "in this order", "lexicographically")

State = tuple[str, ...]
Raw = dict[str, Any]


class DossierError(Exception):
    """The dossier says something that has no meaning."""


class Infeasible(DossierError):
    """The status quo, or a named proposal of the unedited dossier, cannot be."""


# --------------------------------------------------------------------------------------------------------
# Reading: YAML 1.2 core (`NO` and `on` are words, dates stay text)
# --------------------------------------------------------------------------------------------------------


class _Core(yaml.SafeLoader):
    """A loader with the scalars of the YAML 1.2 core schema only."""


_Core.yaml_implicit_resolvers = {}
_Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
_Core.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(~|null|Null|NULL|)$"), ["~", "n", "N", ""])
_Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))


def read(text: str) -> Raw:
    """The raw dossier, with the bare forms of facts, rules and statements spelled out."""
    raw = yaml.load(text, Loader=_Core)
    if not isinstance(raw, dict):
        raise DossierError("not a dossier")
    for section, key in (("facts", "when"), ("rules", "rule")):
        for name, entry in list((raw.get(section) or {}).items()):
            if not isinstance(entry, dict):
                raw[section][name] = {key: entry}
    for actor, wants in (raw.get("preferences") or {}).items():
        if isinstance(wants, list):
            for n, want in enumerate(wants):
                if not isinstance(want, dict):
                    wants[n] = {"id": f"{actor}_{n + 1}", "want": want}
                elif "id" not in want:
                    want["id"] = f"{actor}_{n + 1}"
    return raw


# --------------------------------------------------------------------------------------------------------
# Formulas
# --------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(r"\s*([A-Za-z0-9_.\-]+|[();])")
STATUS_WORDS = ("stands", "limited", "refuted", "groundless", "disputed", "answered", "on_table")
Ast = tuple[Any, ...]


class _Parser:
    """Recursive descent: iff < implies < or < and < not < atom."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[str] = []
        at = 0
        stripped = text.rstrip()
        while at < len(stripped):
            found = _TOKEN.match(stripped, at)
            if not found:
                raise DossierError(f"cannot read {text!r} at {stripped[at:]!r}")
            self.tokens.append(found.group(1))
            at = found.end()
        self.at = 0

    def peek(self, ahead: int = 0) -> str:
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else ""

    def take(self, *words: str) -> bool:
        if [self.peek(n) for n in range(len(words))] == list(words):
            self.at += len(words)
            return True
        return False

    def need(self, word: str) -> None:
        if not self.take(word):
            raise DossierError(f"{self.text!r}: expected {word!r}, found {self.peek()!r}")

    def word(self) -> str:
        found = self.peek()
        if not found or found in "();":
            raise DossierError(f"{self.text!r}: expected a word, found {found!r}")
        self.at += 1
        return found

    def whole(self) -> Ast:
        tree = self.iff()
        if self.peek():
            raise DossierError(f"{self.text!r}: cannot read on from {self.peek()!r}")
        return tree

    def iff(self) -> Ast:
        left = self.implies()
        while self.take("iff"):
            left = ("iff", left, self.implies())
        return left

    def implies(self) -> Ast:
        left = self.either()
        if self.take("implies"):
            return ("implies", left, self.implies())
        return left

    def either(self) -> Ast:
        parts = [self.both()]
        while self.take("or"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else ("or", *parts)

    def both(self) -> Ast:
        parts = [self.negation()]
        while self.take("and"):
            parts.append(self.negation())
        return parts[0] if len(parts) == 1 else ("and", *parts)

    def negation(self) -> Ast:
        if self.take("not"):
            return ("not", self.negation())
        return self.atom()

    def atom(self) -> Ast:
        if self.take("("):
            inner = self.iff()
            self.need(")")
            return inner
        for words, kind in ((("at", "least"), "least"), (("at", "most"), "most"), (("exactly",), "exactly")):
            if self.take(*words):
                number = int(self.word())
                self.need("of")
                self.need("(")
                parts = [self.iff()]
                while self.take(";"):
                    parts.append(self.iff())
                self.need(")")
                return ("count", kind, number, tuple(parts))
        name = self.word()
        if name in STATUS_WORDS and self.take("("):
            about = self.word()
            self.need(")")
            return ("status", name, about)
        if self.take("observes"):
            return ("observes", name, self.word())
        if self.take("is"):
            if self.take("not"):
                return ("not", self.predicate(name))
            return self.predicate(name)
        if name in ("true", "yes"):
            return ("true",)
        if name in ("false", "no"):
            return ("false",)
        return ("name", name)

    def predicate(self, name: str) -> Ast:
        if self.take("party", "to"):
            return ("party", name, self.word())
        if self.take("named", "in"):
            return ("named", name, self.word())
        if self.take("invited", "to"):
            return ("invited", name, self.word())
        if self.take("in", "force"):
            return ("in_force", name)
        if self.take("bound", "to", "help"):
            return ("helps", name, self.word())
        if self.take("at", "least"):
            return ("step", name, "least", self.word())
        if self.take("at", "most"):
            return ("step", name, "most", self.word())
        if self.take("("):
            values = [self.word()]
            while self.take("or"):
                values.append(self.word())
            self.need(")")
            return ("is", name, tuple(values))
        return ("is", name, (self.word(),))


_parsed: dict[str, Ast] = {}


def parse(formula: Any) -> Ast:
    """The syntax tree of a formula; true and false may come as YAML booleans; a date means done."""
    if formula is True:
        return ("true",)
    if formula is False:
        return ("false",)
    text = str(formula)
    if text not in _parsed:
        _parsed[text] = ("true",) if is_date(text) else _Parser(text).whole()
    return _parsed[text]


def is_date(value: Any) -> bool:
    return bool(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", str(value)))


def listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


# --------------------------------------------------------------------------------------------------------
# Edits
# --------------------------------------------------------------------------------------------------------

_MAPS = (
    "sources",
    "actors",
    "rules",
    "facts",
    "assumptions",
    "arguments",
    "proposals",
    "replies",
    "claims",
    "contingencies",
    "documents",
    "figures",
    "variants",
    "treaties",
    "options",
    "preferences",
    "reports",
)


def _place(raw: Raw, name: str) -> tuple[Any, Any] | None:
    """(container, key) of the entry with this id; ids are unique in the whole file (sources apart)."""
    for section in _MAPS:
        holder = raw.get(section)
        if section in ("options", "preferences", "sources", "reports") or not isinstance(holder, dict):
            continue
        if name in holder:
            return holder, name
    for options in (raw.get("options") or {}).values():
        if name in options:
            return options, name
    for wants in (raw.get("preferences") or {}).values():
        if isinstance(wants, list):
            for n, want in enumerate(wants):
                if want.get("id") == name:
                    return wants, n
    for treaty in (raw.get("treaties") or {}).values():
        if name in (treaty.get("decisions") or {}):
            return treaty["decisions"], name
    return None


def _walk(raw: Raw, path: str) -> tuple[Any, Any]:
    """(container, key) that a path names; containers on the way are made where they are missing."""
    steps = path.split(".")
    place: Any
    options = raw.get("options") or {}
    if len(steps) > 1 and steps[0] in options and steps[1] in options[steps[0]]:
        place = (options[steps[0]], steps[1])  # `ussr.reply` is only a longer form of `reply`
        rest = steps[2:]
    else:
        place = _place(raw, steps[0])
        rest = steps[1:]
        if place is None and steps[0] in _MAPS:
            raw.setdefault(steps[0], {})
            place = (raw, steps[0])
        if place is None and steps[0] in implicit_assumptions(raw):
            raw.setdefault("assumptions", {})[steps[0]] = {}
            place = (raw["assumptions"], steps[0])
        if place is None:
            raise DossierError(f"no entry {steps[0]!r}")
    for step in rest:
        holder, key = place
        if isinstance(holder, dict) and holder.get(key) is None:
            holder[key] = {}
        inner = holder[key]
        if isinstance(inner, list):
            at = [n for n, item in enumerate(inner) if isinstance(item, dict) and item.get("id") == step]
            if not at:
                raise DossierError(f"no {step!r} in {path!r}")
            place = (inner, at[0])
        elif isinstance(inner, dict):
            place = (inner, step)
        else:
            raise DossierError(f"{path!r} goes through a value")
    return place[0], place[1]


def _index(entries: list[Any], name: str) -> int:
    """The place of an entry with this id in a list."""
    for n, entry in enumerate(entries):
        if isinstance(entry, dict) and entry.get("id") == name:
            return n
    raise DossierError(f"no entry {name!r}")


def apply_edit(raw: Raw, edit: dict[str, Any]) -> None:
    """One edit in the form of the file, applied in place."""
    if "set" in edit:
        holder, key = _walk(raw, edit["set"])
        holder[key] = copy.deepcopy(edit["to"])
    elif "add" in edit:
        holder, key = _walk(raw, edit["add"])
        item = copy.deepcopy(edit["item"])
        if isinstance(holder, dict) and holder.get(key) is None:
            holder[key] = {}
        inner = holder[key]
        if isinstance(inner, list):
            at = len(inner)
            if "after" in edit:
                at = 1 + _index(inner, edit["after"])
            inner.insert(at, item)
        else:
            name = item.pop("id")
            if name in inner:
                raise DossierError(f"{name!r} is there already")
            pairs = list(inner.items())
            at = len(pairs)
            if "after" in edit:
                at = 1 + [k for k, _ in pairs].index(edit["after"])
            pairs.insert(at, (name, item))
            inner.clear()
            inner.update(pairs)
    elif "drop" in edit:
        holder, key = _walk(raw, edit["drop"])
        gone_argument = holder is raw.get("arguments")
        if isinstance(holder, dict) and key not in holder:
            raise DossierError(f"nothing at {edit['drop']!r} to drop")
        del holder[key]
        if gone_argument:  # "dropping an argument removes its edges"
            for other in raw["arguments"].values():
                for kind in ("attacks", "limits", "rests_on", "supports", "opposes"):
                    if kind in other:
                        other[kind] = [x for x in listed(other[kind]) if x != key]
    elif "move" in edit:
        one, two = _place(raw, edit["move"]), _place(raw, edit["before"])
        if one is None or two is None or one[0] is not two[0]:
            raise DossierError(f"cannot move {edit['move']!r} before {edit['before']!r}")
        holder = one[0]
        if isinstance(holder, list):
            item = holder.pop(one[1])
            holder.insert(_index(holder, edit["before"]), item)
        else:
            pairs = [(k, v) for k, v in holder.items() if k != edit["move"]]
            pairs.insert([k for k, _ in pairs].index(edit["before"]), (edit["move"], holder[edit["move"]]))
            holder.clear()
            holder.update(pairs)
    else:
        raise DossierError(f"no such edit: {edit}")


def edited(raw: Raw, edits: Iterable[dict[str, Any]]) -> Raw:
    new = copy.deepcopy(raw)
    for edit in edits:
        apply_edit(new, edit)
    return new


# --------------------------------------------------------------------------------------------------------
# Treaties in brief
# --------------------------------------------------------------------------------------------------------


def members(raw: Raw, actor: str) -> list[str]:
    """A group stands for its members."""
    inner = (raw.get("actors") or {}).get(actor, {}).get("members")
    if not inner:
        return [actor]
    return [one for part in inner for one in members(raw, part)]


def expand(raw: Raw, actors: Any) -> list[str]:
    return list(dict.fromkeys(one for actor in listed(actors) for one in members(raw, actor)))


def spread(raw: Raw, mapping: Any) -> dict[str, Any]:
    """A mapping by actor or group, told by member; what is said of a member itself goes before its group."""
    out: dict[str, Any] = {}
    given = dict.fromkeys(listed(mapping), True) if isinstance(mapping, list | str) else (mapping or {})
    for actor, value in given.items():
        for one in members(raw, actor):
            if one not in given or one == actor:
                out[one] = value
    return out


def deciders(raw: Raw, treaty: Raw) -> list[str]:
    return expand(raw, treaty.get("parties")) or expand(raw, treaty.get("signatories"))


def rule_form(rule: Any) -> Any:
    if isinstance(rule, dict) and "at_least" not in rule:
        return rule.get("consent", "every party")
    return "every party" if rule is None else rule


def rule_met(raw: Raw, rule: Any, favour: set[str], of: list[str]) -> bool:
    """Is the rule met where exactly these are in favour?"""
    form = rule_form(rule)
    yes = len([x for x in of if x in favour])
    if form == "every party":
        return yes == len(of)
    if form == "majority":
        return 2 * yes > len(of)
    if form == "two thirds":
        return 3 * yes >= 2 * len(of)
    if isinstance(form, dict):
        return yes >= int(form["at_least"]) and all(x in favour for x in expand(raw, form.get("among_them")))
    raise DossierError(f"no such rule: {rule!r}")


def consent_tables(raw: Raw, tid: str) -> dict[str, tuple[str, Any, dict[str, Any], str]]:
    """Every decision: candidate or decision id -> (kind, rule, consents by member, name of the unknown)."""
    treaty = raw["treaties"][tid]
    out: dict[str, tuple[str, Any, dict[str, Any], str]] = {}
    entry = treaty.get("entry") or {}
    candidates = list(dict.fromkeys([*(entry.get("consents") or {}), *(entry.get("applies") or {})]))
    told = entry.get("consents") or {}
    for x in candidates:
        if x not in told and str(entry["applies"][x]).strip().lower() in ("false", "no"):
            continue  # it never applies, and nobody says that anybody would have it
        out[x] = (
            "entry",
            entry.get("rule"),
            spread(raw, (entry.get("consents") or {}).get(x)),
            f"consent_{x}_{tid}",
        )
    for d, decision in (treaty.get("decisions") or {}).items():
        out[d] = (
            "decision",
            decision.get("rule"),
            spread(raw, decision.get("in_favour")),
            f"consent_{d}_{tid}",
        )
    return out


def ratifications(raw: Raw, tid: str) -> dict[str, Any] | None:
    """signatory -> value (None: nobody modelled it); None altogether where nobody has to ratify."""
    treaty = raw["treaties"][tid]
    if "ratified" not in treaty and treaty.get("in_force") != "every signatory ratified":
        return None
    known = spread(raw, treaty.get("ratified"))
    return {x: known.get(x) for x in expand(raw, treaty.get("signatories"))}


def implicit_assumptions(raw: Raw) -> dict[str, str]:
    """What the treaties leave unknown becomes an open assumption, one per treaty and candidate."""
    out: dict[str, str] = {}
    for tid, treaty in (raw.get("treaties") or {}).items():
        for about, (_, _, known, name) in consent_tables(raw, tid).items():
            missing = [x for x in deciders(raw, treaty) if x not in known]
            if missing:
                out[name] = f"the consent of {', '.join(missing)} to {about} in {tid}"
        for x, value in (ratifications(raw, tid) or {}).items():
            if value is None:
                out[f"ratification_{x}_{tid}"] = f"the ratification of {tid} by {x}"
    return out


def consent_word(value: Any) -> str:
    """given (a date, a plain yes), refused (a plain no), pending (a formula), unknown (not modelled)."""
    if value is None:
        return "unknown"
    if value is True or is_date(value) or str(value) in ("yes", "true"):
        return "given"
    if value is False or str(value) in ("no", "false"):
        return "refused"
    return "pending"


def blocking_sets(raw: Raw, rule: Any, of: list[str], known: dict[str, Any]) -> list[list[str]]:
    """Minimal sets of parties, none of whose consent is given, without whom the rule cannot be met."""
    free = [x for x in of if consent_word(known.get(x)) != "given"]
    found: list[list[str]] = []
    for size in range(1, len(free) + 1):
        for some in itertools.combinations(free, size):
            if any(set(old) <= set(some) for old in found):
                continue
            if not rule_met(raw, rule, set(of) - set(some), of):
                found.append(list(some))
                if len(found) >= BLOCKING_SETS_TOLD:
                    return found
        if found and size == 1 and rule_form(rule) == "every party":
            break
    return found


# --------------------------------------------------------------------------------------------------------
# The dossier
# --------------------------------------------------------------------------------------------------------


class Option:
    def __init__(self, oid: str, owner: str, entry: Raw) -> None:
        self.id, self.owner, self.name = oid, owner, f"{owner}.{oid}"
        self.choice = "choices" in entry
        self.values = [str(v) for v in entry["choices"]] if self.choice else ["no", "yes"]
        self.ordered = entry.get("ordered") is True
        if self.choice and "now" not in entry:
            raise DossierError(f"{oid}: a choice must say `now`")
        self.now = value_word(entry.get("now", "no"))
        if self.now not in self.values:
            raise DossierError(f"{oid}: no value {self.now!r}")
        needs = entry.get("needs")
        self.needs_all = None if needs is None or isinstance(needs, dict) else parse(needs)
        self.needs_one = {value_word(v): parse(f) for v, f in needs.items()} if isinstance(needs, dict) else {}
        for value in self.needs_one:
            if value not in self.values:
                raise DossierError(f"{oid}: needs for an unknown value {value!r}")
        final = entry.get("final")
        self.final = final is True or bool(listed(final)) if final is not False else False
        no_return = entry.get("no_return") is True
        # "final: true: from `now` to any value; every other value stays"; "final: [v, ...]: a listed value
        # stays once chosen; unlisted values go anywhere"; "no_return: any to any except back to `now`; with
        # `final`, the intersection of both"
        self.moves: dict[str, list[str]] = {}
        for v in self.values:
            to = list(self.values)
            stays = v != self.now if final is True else v in [value_word(x) for x in listed(final)] if final else False
            if stays:
                to = [v]
            if no_return and v != self.now:
                to = [t for t in to if t != self.now]
            self.moves[v] = to


def value_word(value: Any) -> str:
    return "yes" if value is True else "no" if value is False else str(value)


class Statement:
    def __init__(self, sid: str, want: Any, condition: Any = None, goal: bool = False, serves: Any = None) -> None:
        self.id, self.want, self.goal = sid, parse(want), goal
        self.condition = None if condition is None else parse(condition)
        self.serves = listed(serves)


class Dossier:
    """Everything that does not depend on a world."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        self.proposer: str = raw["proposer"]
        self.options = [
            Option(o, owner, entry)
            for owner, entries in (raw.get("options") or {}).items()
            for o, entry in (entries or {}).items()
        ]
        self.index = {o.id: n for n, o in enumerate(self.options)}
        self.known_options: dict[str, int] = {}
        self.owners = list(dict.fromkeys(o.owner for o in self.options))
        if self.proposer not in self.owners:
            raise DossierError("the proposer has no options")
        self.others = [a for a in self.owners if a != self.proposer]
        self.mine = [n for n, o in enumerate(self.options) if o.owner == self.proposer]
        self.theirs = [n for n, o in enumerate(self.options) if o.owner != self.proposer]
        self.now: State = tuple(o.now for o in self.options)
        self.facts = {f: parse(e["when"]) for f, e in (raw.get("facts") or {}).items()}
        self.arguments: Raw = raw.get("arguments") or {}
        self.edges: dict[str, list[tuple[str, str]]] = {}
        for b, argument in self.arguments.items():
            for kind in ("attacks", "limits"):
                for a in dict.fromkeys(listed(argument.get(kind))):
                    self.edges.setdefault(a, []).append((b, kind))
        self.treaties: Raw = raw.get("treaties") or {}
        self.tables = {t: consent_tables(raw, t) for t in self.treaties}
        self.ratified = {t: ratifications(raw, t) for t in self.treaties}
        self.named = {t: spread(raw, e.get("named")) for t, e in self.treaties.items()}
        self.observers = {t: spread(raw, e.get("observers")) for t, e in self.treaties.items()}
        self.parties = {t: expand(raw, e.get("parties")) for t, e in self.treaties.items()}
        self.signatories = {t: expand(raw, e.get("signatories")) for t, e in self.treaties.items()}
        self.decisions = {d: t for t, e in self.treaties.items() for d in (e.get("decisions") or {})}
        self.unknowns = implicit_assumptions(raw)
        self.assumptions: Raw = dict(raw.get("assumptions") or {})
        for name in self.unknowns:
            self.assumptions.setdefault(name, {})
        self.preferences = {a: self._statements(a) for a in self.owners}
        self.rules: list[Ast] = []
        self.world_rules: list[Ast] = []
        for entry in (raw.get("rules") or {}).values():
            tree = parse(entry["rule"])
            (self.rules if self.options_in(tree) else self.world_rules).append(tree)
        self.foresight = {a: (raw.get("actors") or {}).get(a, {}).get("foresight", "seq") for a in self.owners}
        for a, concept in self.foresight.items():
            if concept not in CONCEPTS:
                raise DossierError(f"{a}: no concept {concept!r}")
        self.replies = {r: self.setting(e) for r, e in (raw.get("replies") or {}).items()}
        self._check_names()

    def _statements(self, actor: str) -> list[Statement]:
        wants = (self.raw.get("preferences") or {}).get(actor)
        if isinstance(wants, dict):
            wants = wants.get("outcomes")
            if not wants:
                raise DossierError(f"{actor} has no preferences")
            # outcomes: "the statements F1, `F1 or F2`, ..."
            trees = [parse(f) for f in wants]
            out = []
            for n in range(len(trees)):
                st = Statement(f"{actor}_{n + 1}", True)
                st.want = ("or", *trees[: n + 1])
                out.append(st)
            return out
        if not wants:
            raise DossierError(f"{actor} has no preferences")
        return [Statement(w["id"], w["want"], w.get("if"), w.get("goal") is True, w.get("serves")) for w in wants]

    def setting(self, entry: Any) -> dict[int, str]:
        """A partial setting: option number -> value."""
        out = {}
        for name, value in (entry or {}).items():
            n = self.option(name)
            if value_word(value) not in self.options[n].values:
                raise DossierError(f"{name}: no value {value!r}")
            out[n] = value_word(value)
        return out

    def option(self, name: str) -> int:
        if name in self.known_options:
            return self.known_options[name]
        short = name.split(".")[-1]
        if short not in self.index or ("." in name and self.options[self.index[short]].name != name):
            raise DossierError(f"no option {name!r}")
        self.known_options[name] = self.index[short]
        return self.index[short]

    def options_in(self, tree: Ast, seen: set[str] | None = None) -> bool:
        """Does the truth of this formula hang, directly or through definitions, on an option?"""
        seen = set() if seen is None else seen
        for leaf in leaves(tree):
            if leaf[0] in ("is", "step"):
                return True
            for sub in self._behind(leaf, seen):
                if sub is None or self.options_in(sub, seen):
                    return True
        return False

    def _behind(self, leaf: Ast, seen: set[str]) -> Iterator[Ast | None]:
        """The formulas behind a leaf; None stands for an option."""
        kind = leaf[0]
        if kind == "name":
            name = leaf[1].split(".")[-1]
            if name in self.index:
                yield None
            elif name in self.facts and name not in seen:
                seen.add(name)
                yield self.facts[name]
            elif name in self.decisions:
                yield from self._treaty_formulas(self.decisions[name], seen)
        elif kind == "status":
            for a in self.arguments.values():
                if "status" not in seen:
                    yield parse(a.get("when", True))
                    yield parse(a.get("ground", True))
            seen.add("status")
        elif kind in ("party", "named", "invited", "observes"):
            yield from self._treaty_formulas(leaf[2], seen)
        elif kind == "in_force":
            yield from self._treaty_formulas(leaf[1], seen)
        elif kind == "helps":
            for t in self.treaties:
                yield from self._treaty_formulas(t, seen)

    def _treaty_formulas(self, tid: str, seen: set[str]) -> Iterator[Ast]:
        if tid not in self.treaties:
            raise DossierError(f"no treaty {tid!r}")
        if f"treaty {tid}" in seen:
            return
        seen.add(f"treaty {tid}")
        treaty = self.treaties[tid]
        for _, _, known, _ in self.tables[tid].values():
            yield from (parse(v) for v in known.values())
        for mapping in (
            self.named[tid],
            self.observers[tid],
            self.ratified[tid] or {},
            (treaty.get("entry") or {}).get("applies") or {},
        ):
            yield from (parse(v) for v in mapping.values() if v is not None)
        for key in ("in_force", "lapses"):
            if key in treaty and treaty[key] != "every signatory ratified":
                yield parse(treaty[key])

    def _check_names(self) -> None:
        """Every name that a formula uses is known (dropping one that is used is an error)."""
        trees: list[Ast] = [*self.facts.values(), *self.rules, *self.world_rules]
        for a in self.arguments.values():
            trees += [parse(a.get("when", True)), parse(a.get("ground", True))]
            for kind in ("attacks", "limits", "rests_on"):
                for x in listed(a.get(kind)):
                    if x not in self.arguments:
                        raise DossierError(f"no argument {x!r}")
        for sts in self.preferences.values():
            for st in sts:
                trees += [st.want, *([st.condition] if st.condition else [])]
        for o in self.options:
            trees += [*([o.needs_all] if o.needs_all else []), *o.needs_one.values()]
        for c in (self.raw.get("contingencies") or {}).values():
            trees.append(parse(c.get("when", True)))
        for t in self.treaties:
            trees += list(self._treaty_formulas(t, set()))
        for tree in trees:
            for leaf in leaves(tree):
                self.check_leaf(leaf)

    def check_leaf(self, leaf: Ast) -> None:
        kind = leaf[0]
        if kind == "name":
            short = leaf[1].split(".")[-1]
            if short in self.index:
                if self.options[self.index[short]].choice:
                    raise DossierError(f"{leaf[1]} is a choice: say what it is")
            elif not (leaf[1] in self.facts or leaf[1] in self.assumptions or leaf[1] in self.decisions):
                raise DossierError(f"no {leaf[1]!r}")
        elif kind in ("is", "step"):
            o = self.options[self.option(leaf[1])]
            wanted = leaf[2] if kind == "is" else (leaf[3],)
            for v in wanted:
                if v not in o.values:
                    raise DossierError(f"{leaf[1]} has no value {v!r}")
            if kind == "step" and not o.ordered:
                raise DossierError(f"{leaf[1]} is not ordered")
        elif kind == "status" and leaf[2] not in self.arguments:
            raise DossierError(f"no argument {leaf[2]!r}")
        elif kind in ("party", "named", "invited", "observes") and leaf[2] not in self.treaties:
            raise DossierError(f"no treaty {leaf[2]!r}")
        elif kind == "in_force" and leaf[1] not in self.treaties:
            raise DossierError(f"no treaty {leaf[1]!r}")

    def worlds(self) -> list[dict[str, bool]]:
        """All settings of the open assumptions, less those that a rule over assumptions only removes."""
        names = list(self.assumptions)
        choices = []
        for name in names:
            taken = (self.assumptions[name] or {}).get("taken")
            if isinstance(taken, str):
                taken = {"yes": True, "no": False}.get(taken)
            choices.append([taken] if taken is not None else [True, False])
        number = 1
        for c in choices:
            number *= len(c)
        if number > MOST_WORLDS:
            raise DossierError(f"{number} worlds: at most {MOST_WORLDS}")
        out = []
        for values in itertools.product(*choices):
            world = dict(zip(names, values, strict=True))
            model = Model(self, world)
            if all(model.true(rule, self.now) for rule in self.world_rules):
                out.append(world)
        if not out:
            raise Infeasible("no world satisfies the rules")
        return out

    @property
    def open(self) -> list[str]:
        return [a for a, e in self.assumptions.items() if (e or {}).get("taken") is None]


def leaves(tree: Ast) -> Iterator[Ast]:
    kind = tree[0]
    if kind in ("not", "and", "or", "implies", "iff"):
        for part in tree[1:]:
            yield from leaves(part)
    elif kind == "count":
        for part in tree[3]:
            yield from leaves(part)
    elif kind not in ("true", "false"):
        yield tree


# --------------------------------------------------------------------------------------------------------
# Truth in one world, one state at a time
# --------------------------------------------------------------------------------------------------------


class Model:
    """A dossier in one world."""

    def __init__(self, d: Dossier, world: dict[str, bool]) -> None:
        self.d, self.world = d, world
        self.memo: dict[State, dict[Any, Any]] = {}
        self.feasible_memo: dict[State, bool] = {}
        self.rank_memo: dict[tuple[str, State], tuple[bool, ...]] = {}
        self.out_memo: dict[Any, list[State]] = {}

    # ---- formulas

    def true(self, tree: Ast, s: State) -> bool:
        kind = tree[0]
        if kind == "true":
            return True
        if kind == "false":
            return False
        if kind == "not":
            return not self.true(tree[1], s)
        if kind == "and":
            return all(self.true(part, s) for part in tree[1:])
        if kind == "or":
            return any(self.true(part, s) for part in tree[1:])
        if kind == "implies":
            return not self.true(tree[1], s) or self.true(tree[2], s)
        if kind == "iff":
            return self.true(tree[1], s) == self.true(tree[2], s)
        if kind == "count":
            number = sum(self.true(part, s) for part in tree[3])
            if tree[1] == "least":
                return number >= int(tree[2])
            return number <= int(tree[2]) if tree[1] == "most" else number == int(tree[2])
        if kind == "is":
            return s[self.d.option(tree[1])] in tuple(tree[2])
        if kind == "step":
            n = self.d.option(tree[1])
            order = self.d.options[n].values
            here, there = order.index(s[n]), order.index(tree[3])
            return here >= there if tree[2] == "least" else here <= there
        memo = self.memo.setdefault(s, {})
        if tree not in memo:
            memo[tree] = None  # being worked out
            memo[tree] = self._leaf(tree, s)
        if memo[tree] is None:
            raise DossierError(f"a circle of definitions through {tree}")
        return bool(memo[tree])

    def _leaf(self, tree: Ast, s: State) -> bool:
        kind = tree[0]
        d = self.d
        if kind == "name":
            name = tree[1]
            if name in d.facts:
                return self.true(d.facts[name], s)
            if name in d.assumptions:
                return self.world[name]
            if name in d.decisions:
                return self.decided(d.decisions[name], name, s)
            return s[d.option(name)] == "yes"
        if kind == "status":
            return self._status_word(tree[1], tree[2], s)
        if kind == "in_force":
            return self.in_force(tree[1], s)
        if kind == "helps":
            # "A treaty word said of a group is true if true of every member"
            return all(self.helps(x, y, s) for x in members(d.raw, tree[1]) for y in members(d.raw, tree[2]) if x != y)
        word = {
            "party": self.party,
            "named": self.is_named,
            "observes": self.observes,
            "invited": self.invited,
        }[kind]
        return all(word(x, tree[2], s) for x in members(d.raw, tree[1]))

    # ---- treaties

    def favour(self, tid: str, about: str, s: State) -> set[str]:
        _, _, known, unknown = self.d.tables[tid][about]
        out = set()
        for x in deciders(self.d.raw, self.d.treaties[tid]):
            if x in known:
                if self.true(parse(known[x]), s):
                    out.add(x)
            elif self.world[unknown]:
                out.add(x)
        return out

    def decided(self, tid: str, about: str, s: State) -> bool:
        rule = self.d.tables[tid][about][1]
        return rule_met(self.d.raw, rule, self.favour(tid, about, s), deciders(self.d.raw, self.d.treaties[tid]))

    def has_ratified(self, x: str, tid: str, s: State) -> bool:
        table = self.d.ratified[tid]
        if table is None:
            return True
        value = table[x]
        return self.world[f"ratification_{x}_{tid}"] if value is None else self.true(parse(value), s)

    def in_force(self, tid: str, s: State) -> bool:
        treaty = self.d.treaties[tid]
        if "lapses" in treaty and self.true(parse(treaty["lapses"]), s):
            return False
        default = {"in force": True, "signed": "every signatory ratified"}.get(treaty.get("stage", "draft"), False)
        rule = treaty.get("in_force", default)
        if rule == "every signatory ratified":
            return all(self.has_ratified(x, tid, s) for x in self.d.signatories[tid])
        return self.true(parse(rule), s)

    def applied(self, x: str, tid: str, s: State) -> bool:
        applies = (self.d.treaties[tid].get("entry") or {}).get("applies") or {}
        return x in applies and self.true(parse(applies[x]), s)

    def is_candidate(self, x: str, tid: str) -> bool:
        return x in self.d.tables[tid] and self.d.tables[tid][x][0] == "entry"

    def is_named(self, x: str, tid: str, s: State) -> bool:
        """Named by the text as a participant, in force or not."""
        d = self.d
        if x in d.parties[tid] or x in d.signatories[tid]:
            return True
        return x in d.named[tid] and self.true(parse(d.named[tid][x]), s)

    def party(self, x: str, tid: str, s: State) -> bool:
        """Bound, and in force for it."""
        d = self.d
        if not self.in_force(tid, s):
            return False
        if x in d.parties[tid]:
            return True
        if x in d.signatories[tid] and self.has_ratified(x, tid, s):
            return True
        if not d.parties[tid] and not d.signatories[tid] and self.is_named(x, tid, s):
            return True  # lists neither parties nor signatories: binds those it names once in force
        return self.is_candidate(x, tid) and self.decided(tid, x, s) and self.applied(x, tid, s)

    def invited(self, x: str, tid: str, s: State) -> bool:
        """The parties have decided; until its own act is done the applicant is invited, not party."""
        return self.is_candidate(x, tid) and self.decided(tid, x, s) and not self.applied(x, tid, s)

    def observes(self, x: str, tid: str, s: State) -> bool:
        d = self.d
        said = x in d.observers[tid] and self.true(parse(d.observers[tid][x]), s)
        return said and not self.is_named(x, tid, s) and not self.party(x, tid, s)

    def helps(self, x: str, y: str, s: State) -> bool:
        for tid, treaty in self.d.treaties.items():
            for duty in treaty.get("duties") or []:
                if duty.get("do") != "assist" or not self.in_force(tid, s):
                    continue
                if self._in_role(duty.get("bearer"), x, tid, s) and self._in_role(duty.get("to"), y, tid, s):
                    return True
        return False

    def _in_role(self, role: Any, x: str, tid: str, s: State) -> bool:
        if role is None or role in ("every party", "every other party"):
            return self.party(x, tid, s)
        return x in expand(self.d.raw, role) and self.party(x, tid, s)

    def treaty_actors(self, tid: str) -> list[str]:
        d = self.d
        entry = d.treaties[tid].get("entry") or {}
        some = {
            *d.parties[tid],
            *d.signatories[tid],
            *d.named[tid],
            *d.observers[tid],
            *(entry.get("consents") or {}),
            *(entry.get("applies") or {}),
        }
        order = list(d.raw.get("actors") or {})
        return sorted(some, key=lambda x: (order.index(x) if x in order else len(order), x))

    def treaty_report(self, s: State) -> dict[str, Any]:
        out = {}
        for tid in self.d.treaties:
            who = self.treaty_actors(tid)
            out[tid] = {
                "named": [x for x in who if self.is_named(x, tid, s)],
                "parties": [x for x in who if self.party(x, tid, s)],
                "observers": [x for x in who if self.observes(x, tid, s)],
                "in_force": self.in_force(tid, s),
            }
        return out

    def incompatible(self, s: State) -> list[dict[str, Any]]:
        """Some x bound by both treaties (symmetric)."""
        out = []
        for tid, treaty in self.d.treaties.items():
            for clause in treaty.get("incompatible_with") or []:
                other = clause["treaty"]
                if not self.true(parse(clause.get("when", True)), s):
                    continue
                who = [x for x in self.treaty_actors(tid) if self.party(x, tid, s) and self.party(x, other, s)]
                if who:
                    out.append({"treaties": [tid, other], "actors": who})
        return out

    # ---- arguments

    def on_table(self, a: str, s: State) -> bool:
        return self.true(parse(self.d.arguments[a].get("when", True)), s)

    def grounded_truth(self, a: str, s: State) -> bool:
        return self.true(parse(self.d.arguments[a].get("ground", True)), s)

    def edges_to(self, a: str) -> list[tuple[str, str]]:
        """(source, kind) of every edge to a."""
        return self.d.edges.get(a, [])

    def label(self, a: str, s: State) -> str:
        """in, out or undecided: the least fixed point over the arguments that can reach a.

        Grounded labels of an argument depend only on those that reach it, so statuses inside formulas are
        well defined wherever no circle goes through one.
        """
        memo = self.memo.setdefault(s, {})
        key = ("label", a)
        if key in memo:
            return str(memo[key])
        reach = [a]
        for x in reach:
            reach += [b for b, _ in self.edges_to(x) if b not in reach and b not in reach]
        reach = list(dict.fromkeys(reach))
        table = [x for x in reach if self.on_table(x, s)]
        active = {x for x in table if self.grounded_truth(x, s)}
        labels: dict[str, str] = {}
        moved = True
        while moved:
            moved = False
            for x in table:
                if x in labels:
                    continue
                sources = [b for b, _ in self.edges_to(x) if b in active]
                if x in active and all(labels.get(b) == "out" for b in sources):
                    labels[x] = "in"
                    moved = True
                elif any(labels.get(b) == "in" for b in sources):
                    labels[x] = "out"
                    moved = True
        memo[key] = labels.get(a, "undecided")
        return str(memo[key])

    def status(self, a: str, s: State) -> str:
        """One status per state, the first that fits."""
        if not self.on_table(a, s):
            return "not on the table"
        if not self.grounded_truth(a, s):
            return "groundless"
        label = self.label(a, s)
        if label == "in":
            return "stands"
        if label == "out":
            accepted = {
                kind
                for b, kind in self.edges_to(a)
                if self.on_table(b, s) and self.grounded_truth(b, s) and self.label(b, s) == "in"
            }
            return "refuted" if "attacks" in accepted else "limited"
        return "disputed"

    def _status_word(self, word: str, a: str, s: State) -> bool:
        if word == "on_table":
            return self.on_table(a, s)
        if word == "answered":  # "on the table and out, whatever the ground"
            return self.on_table(a, s) and self.label(a, s) == "out"
        return self.status(a, s) == word

    def support_gone(self, s: State) -> list[str]:
        """a stands, but something that it rests on is groundless or out."""
        out = []
        for a, e in self.d.arguments.items():
            if self.status(a, s) == "stands" and any(
                self.status(b, s) in ("groundless", "refuted", "limited") for b in listed(e.get("rests_on"))
            ):
                out.append(a)
        return out

    def answered(self, audience: str, about: str, s: State) -> bool | None:
        """Reported against x, and none of its stated objections stands; None: cannot be assessed."""
        objections = []
        for a, e in self.d.arguments.items():
            if about not in listed(e.get("opposes")):
                continue
            users = [b for use in listed(e.get("used")) if isinstance(use, dict) for b in listed(use.get("by"))]
            if audience in users:
                objections.append(a)
        if not objections:
            return None
        against = any(
            audience in listed(r.get("of"))
            and about in listed(r.get("to"))
            and r.get("sign") in ("against", "conditional", "worried")
            for r in self.d.raw.get("reports") or []
        )
        return against and not any(self.status(a, s) == "stands" for a in objections)

    # ---- statements

    def holds(self, st: Statement, s: State) -> bool:
        """`{want: W, if: C}` is true where `not C or W`."""
        return (st.condition is not None and not self.true(st.condition, s)) or self.true(st.want, s)

    def word(self, st: Statement, s: State) -> str:
        if st.condition is not None and not self.true(st.condition, s):
            return "does not arise"
        return "held" if self.true(st.want, s) else "failed"

    def rank(self, actor: str, s: State) -> tuple[bool, ...]:
        key = (actor, s)
        if key not in self.rank_memo:
            self.rank_memo[key] = tuple(self.holds(st, s) for st in self.d.preferences[actor])
        return self.rank_memo[key]

    # ---- states

    def feasible(self, s: State) -> bool:
        if s not in self.feasible_memo:
            self.feasible_memo[s] = self._feasible(s)
        return self.feasible_memo[s]

    def _feasible(self, s: State) -> bool:
        for n, o in enumerate(self.d.options):
            # "`needs` on an option binds every value but `now`"
            if o.needs_all is not None and s[n] != o.now and not self.true(o.needs_all, s):
                return False
            if s[n] in o.needs_one and not self.true(o.needs_one[s[n]], s):
                return False
        return all(self.true(rule, s) for rule in self.d.rules)

    def packages(self) -> list[State]:
        """States (p, others at now) that are feasible and a legal move from the status quo."""
        out = []
        for values in itertools.product(*(self.d.options[n].moves[self.d.now[n]] for n in self.d.mine)):
            s = self.put(self.d.now, dict(zip(self.d.mine, values, strict=True)))
            if self.feasible(s):
                out.append(s)
        return out

    def legal(self, p: State) -> bool:
        return self.feasible(p) and all(p[n] in self.d.options[n].moves[self.d.now[n]] for n in self.d.mine)

    @staticmethod
    def put(s: State, setting: dict[int, str]) -> State:
        return tuple(setting.get(n, v) for n, v in enumerate(s))

    def reply_settings(self, fixed: dict[int, str]) -> Iterator[dict[int, str]]:
        """Every full setting of the others' options that completes a named reply."""
        free = [[fixed[n]] if n in fixed else self.d.options[n].values for n in self.d.theirs]
        for values in itertools.product(*free):
            yield dict(zip(self.d.theirs, values, strict=True))

    def replies_with(self, p: State, fixed: dict[int, str]) -> list[State]:
        """The completions of a reply that are feasible with p."""
        return [t for r in self.reply_settings(fixed) if self.feasible(t := self.put(p, r))]

    def out(self, p: State, r: dict[int, str], mentioned: frozenset[int]) -> list[State]:
        """(p, r) if feasible; else the nearest feasible states with p in place.

        "options that the named reply does not mention fall back to `now` first, then the fewest of those that
        it mentions; all ties are kept": the fewest mentioned options fall back; then the fewest others.
        """
        direct = self.put(p, r)
        if self.feasible(direct):
            return [direct]
        key = (direct, mentioned)
        if key not in self.out_memo:
            away = [n for n in self.d.theirs if direct[n] != self.d.options[n].now]
            best: tuple[int, int] | None = None
            found: list[State] = []
            for size in range(len(away) + 1):
                for some in itertools.combinations(away, size):
                    t = self.put(direct, {n: self.d.options[n].now for n in some})
                    if not self.feasible(t):
                        continue
                    cost = (
                        len([n for n in some if n in mentioned]),
                        len([n for n in some if n not in mentioned]),
                    )
                    if best is None or cost < best:
                        best, found = cost, [t]
                    elif cost == best and t not in found:
                        found.append(t)
            self.out_memo[key] = found
        return self.out_memo[key]

    # ---- dominance

    def sats(
        self, p: State, q: State, they: dict[int, str] | None, statements: Sequence[Statement]
    ) -> Iterator[tuple[tuple[bool, ...], tuple[bool, ...]]]:
        """(Sat(p, r), Sat(q, r)) for every r in Q and every tie."""
        fixed = they or {}
        mentioned = frozenset(fixed) if they is not None else frozenset(self.d.theirs)
        mine = self.d.preferences[self.d.proposer]
        for r in self.reply_settings(fixed):
            if not self.feasible(self.put(p, r)) and not self.feasible(self.put(q, r)):
                continue  # "one feasible with neither is no reply"
            for a in self.out(p, r, mentioned):
                for b in self.out(q, r, mentioned):
                    if statements is mine:
                        yield self.rank(self.d.proposer, a), self.rank(self.d.proposer, b)
                    else:
                        yield (
                            tuple(self.holds(st, a) for st in statements),
                            tuple(self.holds(st, b) for st in statements),
                        )

    def compare(self, p: State, q: State, they: dict[int, str] | None) -> tuple[dict[str, bool], bool, bool]:
        """(at least as good, by strength; is anything strict; is there any reply)."""
        weak = dict.fromkeys(STRENGTHS, True)
        strict = some = False
        for a, b in self.sats(p, q, they, self.d.preferences[self.d.proposer]):
            some = True
            strict = strict or a != b
            if any(y and not x for x, y in zip(a, b, strict=True)):
                weak[STRENGTHS[0]] = False
            if any(sum(a[: k + 1]) < sum(b[: k + 1]) for k in range(len(a))):
                weak[STRENGTHS[1]] = False
            if a < b:
                weak[STRENGTHS[2]] = False
            if not any(weak.values()):
                break
        return weak, strict, some

    def better(self, p: State, q: State, they: dict[int, str] | None, how: str) -> bool:
        weak, strict, _ = self.compare(p, q, they)
        return weak[how] and strict


# --------------------------------------------------------------------------------------------------------
# The conflict after a proposal
# --------------------------------------------------------------------------------------------------------


class Conflict:
    """p in place, the proposer neither moves nor sanctions; options of `held` do not move either."""

    def __init__(self, model: Model, foresight: dict[str, str], held: frozenset[int] = frozenset()) -> None:
        self.m, self.d, self.foresight, self.held = model, model.d, foresight, held
        self.reach_memo: dict[Any, list[State]] = {}
        self.move_memo: dict[Any, list[State]] = {}
        self.credible_memo: dict[Any, list[State]] = {}

    def moves(self, i: str, s: State) -> list[State]:
        """R_i(s): feasible t other than s that differ from s in i's options only, each by T_o."""
        key = (i, s)
        if key not in self.move_memo:
            mine = [n for n in self.d.theirs if self.d.options[n].owner == i and n not in self.held]
            out = []
            for values in itertools.product(*(self.d.options[n].moves[s[n]] for n in mine)):
                t = self.m.put(s, dict(zip(mine, values, strict=True)))
                if t != s and self.m.feasible(t):
                    out.append(t)
            self.move_memo[key] = out
        return self.move_memo[key]

    def improvements(self, i: str, s: State) -> list[State]:
        return [t for t in self.moves(i, s) if self.m.rank(i, t) > self.m.rank(i, s)]

    def reach(self, i: str, s: State, willing: bool) -> list[State]:
        """R_{N-i}(s), or R+ where every step is an improvement for its mover; the proposer takes no part."""
        key = (i, s, willing)
        if key not in self.reach_memo:
            seen = [s]
            known = {s}
            for t in seen:
                for j in self.d.others:
                    if j != i:
                        for u in self.improvements(j, t) if willing else self.moves(j, t):
                            if u not in known:
                                known.add(u)
                                seen.append(u)
            self.reach_memo[key] = seen[1:]
        return self.reach_memo[key]

    def sanctioned(self, i: str, s: State, s1: State, concept: str) -> bool:
        """Does a sanction of the concept answer the improvement s1 from s?"""
        if concept == "nash":
            return False
        rank, here = self.m.rank, self.m.rank(i, s)
        for s2 in self.reach(i, s1, concept in ("seq", "sseq")):
            if rank(i, s2) > here:
                continue  # a sanction must be *not better than s* for i; it need not be worse
            if concept in ("smr", "sseq") and any(rank(i, s3) > here for s3 in self.moves(i, s2)):
                continue
            return True
        return False

    def credible(self, i: str, s: State, concept: str | None = None) -> list[State]:
        concept = concept or self.foresight[i]
        key = (i, s, concept)
        if key not in self.credible_memo:
            self.credible_memo[key] = [t for t in self.improvements(i, s) if not self.sanctioned(i, s, t, concept)]
        return self.credible_memo[key]

    def steps(self, s: State) -> list[tuple[str, State]]:
        """The moves of the course of events at s."""
        out = []
        for i in self.d.others:
            some = self.credible(i, s)
            if not some:
                continue
            top = max(self.m.rank(i, t) for t in some)
            best = [(t, frozenset(n for n in range(len(s)) if t[n] != s[n])) for t in some if self.m.rank(i, t) == top]
            # "of these only such as change an inclusion-minimal set of options"
            out += [(i, t) for t, changed in best if not any(other < changed for _, other in best)]
        return out

    def settlements(self, starts: Sequence[State]) -> list[tuple[list[State], list[tuple[str, State, State]]]]:
        """Terminal strongly connected components reachable from the start, each with one shortest course."""
        parent: dict[State, tuple[str, State] | None] = dict.fromkeys(starts)
        order = list(starts)
        edges: dict[State, list[State]] = {}
        for s in order:
            edges[s] = []
            for i, t in self.steps(s):
                edges[s].append(t)
                if t not in parent:
                    parent[t] = (i, s)
                    order.append(t)
        reach: dict[State, set[State]] = {}
        for s in order:
            seen = {s}
            todo = [s]
            while todo:
                for t in edges[todo.pop()]:
                    if t not in seen:
                        seen.add(t)
                        todo.append(t)
            reach[s] = seen
        out: list[tuple[list[State], list[tuple[str, State, State]]]] = []
        done: set[State] = set()
        for s in order:  # in order of distance from the start: the first state met of a component is the nearest
            if s in done or not all(s in reach[t] for t in reach[s]):
                continue
            component = [t for t in order if t in reach[s]]
            done |= set(component)
            course = []
            t = s
            while (step := parent[t]) is not None:
                course.append((step[0], step[1], t))
                t = step[1]
            out.append((component, course[::-1]))
        return out

    def stable(self, s: State, concept: str) -> bool:
        return all(not self.credible(i, s, concept) for i in self.d.others)


# --------------------------------------------------------------------------------------------------------
# The analysis of one dossier
# --------------------------------------------------------------------------------------------------------


def collapse(values: list[Any]) -> Any:
    """A value that is the same in all stands alone; one that differs is a list."""
    return values[0] if all(v == values[0] for v in values) else values


class Analysis:
    """Every computation over one (edited) dossier, worked out when asked for."""

    def __init__(self, raw: Raw, strict: bool = False) -> None:
        self.raw = raw
        self.d = d = Dossier(raw)
        self.worlds = d.worlds()
        self.models = [Model(d, w) for w in self.worlds]
        for m in self.models:
            if not m.feasible(d.now):
                raise Infeasible("the status quo is infeasible")
        self.named = {
            p: m0.put(d.now, d.setting(e)) for p, e in (raw.get("proposals") or {}).items() for m0 in [self.models[0]]
        }
        for p, entry in (raw.get("proposals") or {}).items():
            if any(n not in d.mine for n in d.setting(entry)):
                raise DossierError(f"{p} sets an option of another")
        for r, fixed in d.replies.items():
            if any(n in d.mine for n in fixed):
                raise DossierError(f"{r} sets an option of the proposer")
        self.left_off = [p for p, s in self.named.items() if not all(m.legal(s) for m in self.models)]
        if strict and self.left_off:
            raise Infeasible(f"infeasible proposals: {self.left_off}")
        self.menu: dict[str, State] = {"do_nothing": d.now}
        if self.named:
            self.menu.update({p: s for p, s in self.named.items() if p not in self.left_off})
        else:
            for s in self.models[0].packages():
                if s != d.now and all(m.legal(s) for m in self.models):
                    self.menu[",".join(f"{d.options[n].id}={s[n]}" for n in d.mine if s[n] != d.now[n])] = s
        self.conflicts: dict[Any, Conflict] = {}
        self.settled: dict[Any, Any] = {}
        self.classes_memo: dict[Any, dict[str, frozenset[str]]] = {}

    # ---- settlements

    def conflict(self, w: int, concept: str | None, held: frozenset[int] = frozenset()) -> Conflict:
        key = (w, concept, held)
        if key not in self.conflicts:
            foresight = self.d.foresight if concept is None else dict.fromkeys(self.d.owners, concept)
            self.conflicts[key] = Conflict(self.models[w], foresight, held)
        return self.conflicts[key]

    def settlements(self, w: int, p: State, concept: str | None = None) -> Any:
        key = (w, p, concept)
        if key not in self.settled:
            self.settled[key] = self.conflict(w, concept).settlements([p])
        return self.settled[key]

    def settled_states(self, w: int, p: State, concept: str | None = None) -> list[State]:
        """Goals, worst and best count every state of every settlement."""
        return [s for component, _ in self.settlements(w, p, concept) for s in component]

    def cell(self, w: int, p: State, reply: dict[int, str], concept: str | None = None) -> list[State]:
        """Where the rest settles when the reply is held fixed; empty: no such reply."""
        key = (w, p, tuple(sorted(reply.items())), concept, "cell")
        if key not in self.settled:
            d = self.d
            some = self.models[w].replies_with(p, reply)
            if not some:
                self.settled[key] = []
            else:
                # "A cell starts with the fewest other options away from `now`"; all ties are kept
                away = {s: len([n for n in d.theirs if n not in reply and s[n] != d.now[n]]) for s in some}
                starts = [s for s in some if away[s] == min(away.values())]
                found = self.conflict(w, concept, frozenset(reply)).settlements(starts)
                self.settled[key] = [s for component, _ in found for s in component]
        return list(self.settled[key])

    # ---- verdicts

    def verdict(self, w: int, st: Statement, p: State, concept: str | None = None) -> str:
        truths = [self.models[w].holds(st, s) for s in self.settled_states(w, p, concept)]
        return "kept" if all(truths) else "open" if any(truths) else "lost"

    def mine(self) -> list[Statement]:
        return self.d.preferences[self.d.proposer]

    def goal_statements(self) -> list[Statement]:
        return [st for st in self.mine() if st.goal or st.serves]

    def goals(self, w: int, p: State, concept: str | None = None) -> dict[str, str]:
        return {st.id: self.verdict(w, st, p, concept) for st in self.goal_statements()}

    def ways(
        self, w: int, p: State, goal: Statement, lost: bool, serving: Sequence[Statement] | None = None
    ) -> list[dict[str, Any]]:
        """Inclusion-minimal sets of departures of the others, the rest at `now`, by serving statement."""
        d, m = self.d, self.models[w]
        out = []
        settled = self.settled_states(w, p)
        for st in self.mine() if serving is None else serving:
            if goal.id not in st.serves:
                continue

            def so(s: State, st: Statement = st) -> bool:
                return m.holds(goal, s) != lost and m.holds(st, s) == lost

            hits = [frozenset((n, s[n]) for n in d.theirs if s[n] != d.now[n]) for s in m.replies_with(p, {}) if so(s)]
            for hit in hits:
                if any(other < hit for other in hits):
                    continue
                live = any(so(s) and all(s[n] == v for n, v in hit) for s in settled)
                out.append(
                    {
                        "departures": {d.options[n].name: v for n, v in sorted(hit)},
                        "through": st.id,
                        "live": live,
                    }
                )
        return out

    # ---- recommendation

    def worst_best(self, w: int, p: State, concept: str | None = None) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
        ranks = [self.models[w].rank(self.d.proposer, s) for s in self.settled_states(w, p, concept)]
        return min(ranks), max(ranks)

    def recommended(self, w: int, concept: str | None = None) -> list[str]:
        """The highest worst settlement; ties by best settlement, then dominance (1) over all replies."""
        value = {p: self.worst_best(w, s, concept) for p, s in self.menu.items()}
        top = max(value.values())
        tied = [p for p in self.menu if value[p] == top]
        m = self.models[w]
        return [
            p
            for p in tied
            if not any(q != p and m.better(self.menu[q], self.menu[p], None, STRENGTHS[0]) for q in tied)
        ]

    def deciding(self, w: int) -> dict[str, str | None]:
        chosen = self.recommended(w)
        first = self.worst_best(w, self.menu[chosen[0]])[0]
        out: dict[str, str | None] = {}
        for q, s in self.menu.items():
            if q not in chosen:
                other = self.worst_best(w, s)[0]
                apart = [st.id for st, a, b in zip(self.mine(), first, other, strict=True) if a != b]
                out[q] = apart[0] if apart else None
        return out

    def comparisons(self, w: int) -> list[dict[str, Any]]:
        m = self.models[w]
        out: list[dict[str, Any]] = []
        for they, fixed in [(None, None), *self.d.replies.items()]:
            for p, ps in self.menu.items():
                for q, qs in self.menu.items():
                    if p == q:
                        continue
                    weak, strict, _ = m.compare(ps, qs, fixed)
                    how = [x for x in STRENGTHS if weak[x]] if strict else []
                    if how:
                        out.append(
                            {
                                "better": p,
                                "than": q,
                                "they": they,
                                "how": how[0],
                                "settles_worse": self.worst_best(w, ps) < self.worst_best(w, qs),
                            }
                        )
        return out

    def dominated_by(self, w: int, p: str) -> list[str]:
        m = self.models[w]
        return [q for q, s in self.menu.items() if q != p and m.better(s, self.menu[p], None, STRENGTHS[0])]

    def straw(self, p: str) -> bool:
        """In every world, under every named reply as at the settlements, under every order, beaten."""
        if p == "do_nothing":
            return False
        for w, m in enumerate(self.models):
            places: list[dict[str, list[State]]] = [{q: self.settled_states(w, s) for q, s in self.menu.items()}]
            for reply in self.d.replies.values():
                cells = {q: self.cell(w, s, reply) for q, s in self.menu.items()}
                if cells[p]:  # compared among the proposals that allow it
                    places.append({q: c for q, c in cells.items() if c})
            for place in places:
                vectors = {q: {m.rank(self.d.proposer, s) for s in states} for q, states in place.items()}
                if not always_beaten(vectors[p], [v for q, v in vectors.items() if q != p]):
                    return False
        return True

    def classes(self, extra: Sequence[Statement] = ()) -> dict[str, frozenset[str]]:
        """Statements of the proposer that hold in exactly the same states (of all base worlds)."""
        key = tuple(st.id for st in extra)
        if key not in self.classes_memo:
            every = [*self.mine(), *extra]
            truth: dict[str, list[bool]] = {st.id: [] for st in every}
            for m in self.models:
                for values in itertools.product(*(o.values for o in self.d.options)):
                    if m.feasible(values):
                        for st in every:
                            truth[st.id].append(m.holds(st, values))
            table = {a: tuple(v) for a, v in truth.items()}
            self.classes_memo[key] = {a: frozenset(b for b in table if table[b] == table[a]) for a in table}
        return self.classes_memo[key]

    def gains(
        self, w: int, p: State, q: State, they: dict[int, str] | None, extra: Sequence[Statement] = ()
    ) -> list[tuple[frozenset[str], frozenset[str]]]:
        every = [*self.mine(), *extra]
        out = []
        for a, b in self.models[w].sats(p, q, they, every):
            gain = frozenset(st.id for st, x, y in zip(every, a, b, strict=True) if x and not y)
            loss = frozenset(st.id for st, x, y in zip(every, a, b, strict=True) if y and not x)
            if (gain, loss) not in out:
                out.append((gain, loss))
        return out

    def merged(self, names: frozenset[str]) -> list[str]:
        """Merged and printed once: the first of each class, in the order of the statements."""
        classes, out = self.classes(), []
        done: set[str] = set()
        for st in self.mine():
            if st.id in names and st.id not in done:
                out.append(st.id)
                done |= classes[st.id]
        return out

    def break_even(self, w: int) -> list[dict[str, Any]]:
        out: list[dict[str, Any]] = []
        for p in self.recommended(w):
            for q in self.menu:
                if q in self.recommended(w):
                    continue
                for they, fixed in self.d.replies.items():
                    for gain, loss in self.gains(w, self.menu[p], self.menu[q], fixed):
                        entry = {
                            "of": p,
                            "over": q,
                            "they": they,
                            "gain": self.merged(gain),
                            "loss": self.merged(loss),
                        }
                        if loss and entry not in out:
                            out.append(entry)
        return out

    # ---- printed parts

    def name(self, n: int) -> str:
        return self.d.options[n].name

    def differs(self, s: State, start: State) -> dict[str, str]:
        return {self.name(n): v for n, v in enumerate(s) if v != start[n]}

    def matrix(self, w: int) -> dict[str, Any]:
        m = self.models[w]
        out: dict[str, Any] = {}
        for p, ps in self.menu.items():
            out[p] = {}
            for r, fixed in self.d.replies.items():
                cell = self.cell(w, ps, fixed)
                if not cell:
                    out[p][r] = {"possible": False, "states": []}
                    continue
                out[p][r] = {
                    "possible": True,
                    "states": [self.differs(s, ps) for s in cell],
                    "held": [st.id for st in self.mine() if all(m.holds(st, s) for s in cell)],
                    "failed": [st.id for st in self.mine() if not any(m.holds(st, s) for s in cell)],
                    "stand": [a for a in self.d.arguments if all(m.status(a, s) == "stands" for s in cell)],
                }
        return out

    def settlement_report(self, w: int, p: str) -> list[dict[str, Any]]:
        d, m, ps = self.d, self.models[w], self.menu[p]
        conflict = self.conflict(w, None)
        out = []
        for component, course in self.settlements(w, ps):
            entry: dict[str, Any] = {
                "states": [self.differs(s, ps) for s in component],
                "stable_under": [c for c in CONCEPTS if all(conflict.stable(s, c) for s in component)],
                "course": [
                    {"actor": i, "sets": {self.name(n): t[n] for n in range(len(t)) if t[n] != s[n]}}
                    for i, s, t in course
                ],
                "arguments": {a: collapse([m.status(a, s) for s in component]) for a in d.arguments},
                "support_gone": collapse([m.support_gone(s) for s in component]),
                "statements": {
                    i: {st.id: collapse([m.word(st, s) for s in component]) for st in d.preferences[i]}
                    for i in d.owners
                },
                "treaties": collapse([m.treaty_report(s) for s in component]),
                "incompatible": collapse([m.incompatible(s) for s in component]),
                "due": collapse(
                    [
                        [
                            c
                            for c, e in (self.raw.get("contingencies") or {}).items()
                            if m.true(parse(e.get("when", True)), s)
                        ]
                        for s in component
                    ]
                ),
                "kept_to": None if ps == d.now else all(self.keeps_to(w, s) for s in component),
            }
            if len(self.worlds) > 1:
                entry["world"] = w
            out.append(entry)
        return out

    def keeps_to(self, w: int, s: State) -> bool:
        """Could the proposer improve by its own move (`final` options left as proposed)?"""
        d, m = self.d, self.models[w]
        free = [n for n in d.mine if not d.options[n].final]
        for values in itertools.product(*(d.options[n].moves[s[n]] for n in free)):
            t = m.put(s, dict(zip(free, values, strict=True)))
            if m.feasible(t) and m.rank(d.proposer, t) > m.rank(d.proposer, s):
                return False
        return True

    def proposal_report(self, p: str) -> dict[str, Any]:
        ps, many = self.menu[p], range(len(self.worlds))
        aims = [st for st in self.mine() if st.goal]
        base = [self.goals(w, ps) for w in many]
        under = [{c: g for c in CONCEPTS if (g := self.goals(w, ps, c)) != base[w]} for w in many]
        return {
            "package": self.differs(ps, self.d.now),
            "settlements": [entry for w in many for entry in self.settlement_report(w, p)],
            "goals": {g: collapse([base[w][g] for w in many]) for g in base[0]},
            "ways_lost": {st.id: collapse([self.ways(w, ps, st, True) for w in many]) for st in aims},
            "ways_kept_without": {st.id: collapse([self.ways(w, ps, st, False) for w in many]) for st in aims},
            "depends_on_foresight": collapse([list(u) for u in under]),
            "goals_under": collapse(under),
            "dominated_by": collapse([self.dominated_by(w, p) for w in many]),
            "straw": self.straw(p),
        }

    def recommended_under(self, w: int) -> dict[str, list[str]]:
        base = self.recommended(w)
        return {c: r for c in CONCEPTS if (r := self.recommended(w, c)) != base}

    def treaty_table(self) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for tid, treaty in self.d.treaties.items():
            of = deciders(self.raw, treaty)
            entry: dict[str, Any] = {}
            for about, (kind, rule, known, _) in self.d.tables[tid].items():
                words = {x: consent_word(known.get(x)) for x in of}
                sets = blocking_sets(self.raw, rule, of, known)
                row: dict[str, Any] = {"consents_needed": of}
                for word in ("given", "refused", "pending", "unknown"):
                    row[word] = [x for x in of if words[x] == word]
                row["blocking"] = [x[0] for x in sets if len(x) == 1]
                if not row["blocking"]:
                    row["blocking_sets"] = sets
                if kind == "decision":
                    row["in_favour"], row["not"] = row["given"], row["refused"]
                entry.setdefault("entry" if kind == "entry" else "decisions", {})[about] = row
            if self.d.ratified[tid] is not None:
                table = {x: consent_word(v) for x, v in (self.d.ratified[tid] or {}).items()}
                row = {
                    "done": [x for x, v in table.items() if v == "given"],
                    "refused": [x for x, v in table.items() if v == "refused"],
                    "pending": [x for x, v in table.items() if v == "pending"],
                    "unknown": [x for x, v in table.items() if v == "unknown"],
                }
                every = treaty.get("in_force", "every signatory ratified") == "every signatory ratified"
                row["pivotal"] = [x for x, v in table.items() if v != "given"] if every else []
                entry["ratification"] = row
            if entry:
                out[tid] = entry
        return out


def always_beaten(mine: set[tuple[bool, ...]], rivals: list[set[tuple[bool, ...]]]) -> bool:
    """Under every order of the statements some rival is strictly better (worst first, then best)."""
    vectors = [*mine, *(v for r in rivals for v in r)]
    columns: list[tuple[bool, ...]] = []
    picks: list[int] = []
    for k in range(len(vectors[0])):
        column = tuple(v[k] for v in vectors)
        if len(set(column)) > 1 and column not in columns:  # constant and doubled statements order nothing
            columns.append(column)
            picks.append(k)
    if len(mine) == 1 and all(len(r) == 1 for r in rivals):
        # single states: p is best under some order unless a rival satisfies strictly more
        [p] = mine
        return any(q != p and all(y or not x for x, y in zip(p, q, strict=True)) for r in rivals for q in r)
    for order in itertools.permutations(picks):

        def value(some: set[tuple[bool, ...]], order: tuple[int, ...] = order) -> tuple[Any, Any]:
            ranks = [tuple(v[k] for k in order) for v in some]
            return min(ranks), max(ranks)

        if not any(value(r) > value(mine) for r in rivals):
            return False
    return True


# --------------------------------------------------------------------------------------------------------
# Claims
# --------------------------------------------------------------------------------------------------------


class Claims:
    """The tests of claims on an analysis; `base` is the unedited dossier whose words the claims keep."""

    def __init__(self, a: Analysis, base: Analysis) -> None:
        self.a, self.base, self.d = a, base, a.d
        # "Goals, gains and losses that a claim names keep the meaning of the unedited dossier"
        ids = {st.id for sts in a.d.preferences.values() for st in sts}
        self.lost = [st for sts in base.d.preferences.values() for st in sts if st.id not in ids]
        self.lost_mine = [st for st in base.mine() if st.id not in ids]

    def statement(self, name: str) -> Statement:
        for st in [*(st for sts in self.d.preferences.values() for st in sts), *self.lost]:
            if st.id == name:
                return st
        raise DossierError(f"no statement {name!r}")

    def values(self, claim: Raw, concept: str | None = None) -> list[Any]:
        """Per base world True, False or None (not assessed); with a likelihood always, sometimes, never."""
        return [self.value(claim, w, concept) for w in range(len(self.a.worlds))]

    def value(self, claim: Raw, w: int, concept: str | None) -> Any:
        truth = self.test(claim, w, concept)
        if "likelihood" in claim:
            if truth is None or truth == []:
                return None
            if isinstance(truth, bool):
                return "always" if truth else "never"
            return "always" if all(truth) else "sometimes" if any(truth) else "never"
        if isinstance(truth, list):
            return all(truth)
        return truth

    def fits(self, claim: Raw, values: list[Any]) -> bool | None:
        """Does T hold in every base world?"""
        some = [v for v in values if v is not None]
        if not some:
            return None
        if "likelihood" not in claim:
            return all(some)
        return self.overall(some) == wanted(claim["likelihood"])

    @staticmethod
    def overall(values: list[str]) -> str:
        return "always" if set(values) == {"always"} else "never" if set(values) == {"never"} else "sometimes"

    def they(self, claim: Raw) -> dict[int, str] | None:
        they = claim.get("they")
        if they is None:
            return None
        if isinstance(they, dict):
            return self.d.setting(they)
        if they not in self.d.replies:
            raise DossierError(f"no reply {they!r}")
        return self.d.replies[they]

    def package(self, name: str) -> State | None:
        if name in self.a.menu:
            return self.a.menu[name]
        if name in self.a.left_off:
            return None
        raise DossierError(f"no proposal {name!r}")

    def test(self, claim: Raw, w: int, concept: str | None) -> Any:
        a, m = self.a, self.a.models[w]
        if "blocking" in claim:
            return self.blocking(claim)
        if "recommended" in claim:
            names = listed(claim["recommended"])
            if any(self.package(p) is None for p in names):
                return None
            return set(a.recommended(w, concept)) == set(names)
        if "variant" in claim:
            return self.variant(claim, w)
        they = self.they(claim)
        if "better" in claim or "break_even" in claim:
            names = [claim["better"], claim["than"]] if "better" in claim else claim["break_even"]
            p, q = (self.package(x) for x in names)
            if p is None or q is None:
                return None
            if they is not None and not m.replies_with(p, they) and not m.replies_with(q, they):
                return None
            if "better" in claim:
                return m.better(p, q, they, claim.get("how", STRENGTHS[0]))
            return self.break_even(claim, w, p, q, they)
        after = [self.package(p) for p in listed(claim.get("after")) or ["do_nothing"]]
        if any(p is None for p in after):
            return None
        packages = [p for p in after if p is not None]
        for verdict in ("kept", "lost", "open"):
            if verdict in claim:
                goal = self.statement(claim[verdict])
                if any(a.verdict(w, goal, p, concept) != verdict for p in packages):
                    return False
                return "way" not in claim or all(self.way(claim["way"], w, goal, p, concept) for p in packages)
        if "audience" in claim:
            states = [s for p in packages for s in a.settled_states(w, p, concept)]
            found = [m.answered(claim["audience"], claim["to"], s) for s in states]
            return None if any(x is None for x in found) else [bool(x) for x in found]
        if "holds" in claim:
            return self.holds(claim, w, packages, they, concept)
        return None

    def holds(self, claim: Raw, w: int, packages: list[State], they: dict[int, str] | None, concept: str | None) -> Any:
        a, m = self.a, self.a.models[w]
        states: list[State] = []
        for p in packages:
            if they is not None:
                # "with `they`, F is tested in every completion of that reply that is feasible with p, and
                # with `at: settlements` in the matrix cell"
                states += a.cell(w, p, they, concept) if claim.get("at") == "settlements" else m.replies_with(p, they)
            elif claim.get("at", "settlements") == "settlements":
                states += a.settled_states(w, p, concept)
            elif claim["at"] == "start":
                states.append(p)
            else:
                states += m.replies_with(p, {})
        if they is not None and not states:
            return None  # "A claim under a reply that is feasible with none of its proposals cannot be assessed"
        test = parse(claim["holds"])
        for leaf in leaves(test):
            self.d.check_leaf(leaf)
        if "if" in claim:
            states = [s for s in states if m.true(parse(claim["if"]), s)]
        return [m.true(test, s) for s in states]

    def way(self, way: Raw, w: int, goal: Statement, p: State, concept: str | None) -> bool:
        """Some *live* way in which the goal is lost contains the partial setting."""
        setting = self.d.setting(way)
        serving = [*self.a.mine(), *self.lost_mine]
        a, m = self.a, self.a.models[w]
        for st in serving:
            if goal.id not in st.serves:
                continue
            for s in a.settled_states(w, p, concept):
                if not m.holds(goal, s) and m.holds(st, s) and all(s[n] == v for n, v in setting.items()):
                    departures = {self.d.options[n].name: v for n, v in setting.items() if v != self.d.now[n]}
                    for found in a.ways(w, p, goal, True, serving):
                        here = all(s[self.d.option(o)] == v for o, v in found["departures"].items())
                        if found["through"] == st.id and here and departures.items() <= found["departures"].items():
                            return True
        return False

    def variant(self, claim: Raw, w: int) -> bool:
        """Every feasible package with o = v against the same package with w (infeasible twins skipped)."""
        m = self.a.models[w]
        worse, better = self.d.setting(claim["variant"]), self.d.setting(claim["worse_than"])
        how = claim.get("how", STRENGTHS[0])
        strict_somewhere = False
        for p in m.packages():
            if any(p[n] != v for n, v in worse.items()):
                continue
            twin = m.put(p, better)
            if not m.legal(twin):
                continue
            weak, strict, _ = m.compare(twin, p, self.they(claim))
            if not weak[how]:
                return False
            strict_somewhere = strict_somewhere or strict
        return strict_somewhere

    def break_even(self, claim: Raw, w: int, p: State, q: State, they: dict[int, str] | None) -> bool:
        """A claim must hold for every completion and every tie; merged statements count once."""
        before = self.base.classes()
        for found in self.a.gains(w, p, q, they, self.lost_mine):
            for names, got in zip((claim.get("gain"), claim.get("loss")), found, strict=True):
                if names is None:
                    continue
                first = {y for x in listed(names) for y in before.get(x, frozenset([x]))}
                if first == got:
                    continue
                after = self.a.classes(self.lost_mine)
                if {y for x in first for y in after.get(x, frozenset([x]))} != {y for x in got for y in after[x]}:
                    return False
        return True

    def blocking(self, claim: Raw) -> bool:
        if "entry" in claim:
            about, tid = claim["entry"]
        else:
            about = claim["decision"]
            tid = self.d.decisions[about]
        raw = self.d.raw
        if about not in self.d.tables.get(tid, {}):
            raise DossierError(f"nobody asks for {about!r} in {tid!r}")
        _, rule, known, _ = self.d.tables[tid][about]
        sets = blocking_sets(raw, rule, deciders(raw, self.d.treaties[tid]), known)
        return {x[0] for x in sets if len(x) == 1} == set(expand(raw, claim["blocking"]))


def wanted(word: str) -> str:
    if word in ABOVE_EVEN:
        return "always"
    if word in BELOW_EVEN:
        return "never"
    if word in EVEN:
        return "sometimes"
    raise DossierError(f"no likelihood word {word!r}")


# --------------------------------------------------------------------------------------------------------
# The audit: what a claim rests on
# --------------------------------------------------------------------------------------------------------


def audit_edits(d: Dossier) -> list[dict[str, Any]]:
    raw = d.raw
    order = {
        "almost no chance": 0,
        "very unlikely": 1,
        "unlikely": 2,
        "roughly even": 3,
        "likely": 4,
        "very likely": 5,
        "almost certain": 6,
    }
    turns = []
    for name, entry in d.assumptions.items():
        taken = (entry or {}).get("taken")
        if taken is not None:
            step = order.get((entry or {}).get("likelihood", ""), 3)
            turns.append((step if taken else 6 - step, {"set": f"{name}.taken", "to": not taken}))
    out = [edit for _, edit in sorted(turns, key=lambda pair: pair[0])]
    for basis in ("inference", "judgement"):
        for section in ("facts", "arguments"):
            out += [
                {"set": f"{x}.when", "to": False}
                for x, e in (raw.get(section) or {}).items()
                if e.get("basis") == basis
            ]
    for actor in d.owners:
        wants = raw["preferences"][actor]
        if isinstance(wants, list):
            out += [{"drop": st["id"]} for st in wants if soft_statement(st)]
    out += [{"drop": r} for r, e in (raw.get("rules") or {}).items() if e.get("basis") in ("judgement", "inference")]
    for actor in d.owners:
        wants = raw["preferences"][actor]
        if isinstance(wants, list):
            out += [{"move": two["id"], "before": one["id"]} for one, two in itertools.pairwise(wants)]
    for actor in d.others:
        out += [{"set": f"{actor}.foresight", "to": c} for c in CONCEPTS if c != d.foresight[actor]]
    return out


def soft_statement(st: Raw) -> bool:
    """Basis judgement or inference; "a preference without `from` is a judgement"."""
    if "basis" in st:
        return st["basis"] in ("judgement", "inference")
    return "from" not in st


def smallest_settings(worlds: list[dict[str, bool]], names: list[str], bad: list[bool]) -> list[Any]:
    """The inclusion-minimal settings of the open assumptions whose worlds are all bad."""
    found: list[dict[str, bool]] = []
    for size in range(1, len(names) + 1):
        for some in itertools.combinations(names, size):
            for values in itertools.product([True, False], repeat=size):
                setting = dict(zip(some, values, strict=True))
                here = [b for w, b in zip(worlds, bad, strict=True) if setting.items() <= w.items()]
                if here and all(here) and not any(old.items() <= setting.items() for old in found):
                    found.append(setting)
    out: list[Any] = []
    for setting in found:
        edits = [{"set": f"{n}.taken", "to": v} for n, v in setting.items()]
        out.append(edits[0] if len(edits) == 1 else {"all": edits})
    return out


def judge_claims(base: Analysis, claims: Raw, audit: bool) -> tuple[dict[str, Any], list[Any]]:
    """The verdict on every claim, and the edits that were skipped."""
    out: dict[str, Any] = {}
    tester = Claims(base, base)
    standing: list[str] = []
    for cid, claim in claims.items():
        entry: dict[str, Any] = {
            "verdict": "",
            "rests_on": [],
            "where": listed(claim.get("from")),
            "foresight": {},
        }
        values = tester.values(claim)
        fits = tester.fits(claim, values)
        if fits is None:
            entry["verdict"] = "cannot be assessed"
        else:
            aim = wanted(claim["likelihood"]) if "likelihood" in claim else True
            told = [None if v is None else v == aim for v in values]
            entry["worlds"] = told
            for concept in CONCEPTS:
                other = [None if v is None else v == aim for v in tester.values(claim, concept)]
                if other != told:
                    entry["foresight"][concept] = collapse(other)
            if fits:
                entry["verdict"] = "follows"
                standing.append(cid)
            else:
                verdict, rests = unfit(base, claim, values)
                entry["verdict"], entry["rests_on"] = verdict, rests
        entry["expect"] = claim.get("expect")
        out[cid] = entry
    skipped: list[Any] = []
    if audit:
        for edit in audit_edits(base.d) if standing else []:
            try:
                a = Analysis(edited(base.raw, [edit]))
                if any(p not in base.left_off for p in a.left_off):
                    raise Infeasible("a named proposal is infeasible")
                again = Claims(a, base)
                broken = [cid for cid in standing if again.fits(claims[cid], again.values(claims[cid])) is False]
            except DossierError:
                skipped.append(edit)
                continue
            for cid in broken:
                out[cid]["verdict"] = "rests on"
                out[cid]["rests_on"].append(edit)
    return out, skipped


def unfit(base: Analysis, claim: Raw, values: list[Any]) -> tuple[str, list[Any]]:
    """Contradicted, or rests on open assumptions or on the order of moves."""
    some = [v for v in values if v is not None]
    if "likelihood" not in claim:
        if not any(some):
            return "contradicted", []
        return "rests on", smallest_settings(base.worlds, base.d.open, [v is False for v in values])
    aim = wanted(claim["likelihood"])
    if aim == "sometimes":
        return "contradicted", []  # "with `roughly even`, always or never is"
    opposite = "never" if aim == "always" else "always"
    if set(some) == {opposite}:
        return "contradicted", []
    rests = smallest_settings(base.worlds, base.d.open, [v == opposite for v in values])
    if "sometimes" in some:
        rests.append({"order_of_moves": True})
    return "rests on", rests


# --------------------------------------------------------------------------------------------------------
# The whole result
# --------------------------------------------------------------------------------------------------------


def evaluate(text: str, edits: Sequence[dict[str, Any]] = (), audit: bool = True) -> dict[str, Any]:
    """The whole result for a dossier, as plain JSON values.

    Where a value differs by world it is a list in the order of ``worlds``. ``by_world`` repeats, uncollapsed,
    what is told for the first world. ``audit=False`` tries no edits.
    """
    plain = read(text)
    raw = edited(plain, edits)
    a = Analysis(raw, strict=not edits)
    d, many = a.d, range(len(a.worlds))
    claims, skipped = judge_claims(a, raw.get("claims") or {}, audit)
    cells = 1
    for o in d.options:
        cells *= len(o.values)
    by_world: dict[str, list[Any]] = {
        "recommended": [a.recommended(w) for w in many],
        "recommended_under": [a.recommended_under(w) for w in many],
        "matrix": [a.matrix(w) for w in many],
        "deciding": [a.deciding(w) for w in many],
        "comparisons": [a.comparisons(w) for w in many],
        "break_even": [a.break_even(w) for w in many],
    }
    feasible = [sum(m.feasible(s) for s in itertools.product(*(o.values for o in d.options))) for m in a.models]
    unknown = {**{n: (d.assumptions[n] or {}).get("text", n) for n in d.open}, **d.unknowns}
    return {
        "overture": "slow",
        "dossier": {"title": raw.get("title"), "as_of": raw.get("as_of"), "proposer": d.proposer},
        "edits": list(edits),
        "worlds": a.worlds,
        "open": {n: unknown[n] for n in d.open},
        "states": {
            "cells": cells,
            "feasible": collapse(feasible),
            "packages": collapse([len(m.packages()) for m in a.models]),
        },
        "start": {o.name: o.now for o in d.options},
        "menu": list(a.menu),
        "left_off": a.left_off,
        "proposals": {p: a.proposal_report(p) for p in a.menu},
        "matrix": by_world["matrix"][0],
        "recommended": collapse(by_world["recommended"]),
        "recommended_under": collapse(by_world["recommended_under"]),
        "deciding": by_world["deciding"][0],
        "comparisons": by_world["comparisons"][0],
        "break_even": by_world["break_even"][0],
        "by_world": by_world,
        "treaties": a.treaty_table(),
        "claims": claims,
        "variants": {v: variant_report(raw, a, e, audit) for v, e in (raw.get("variants") or {}).items()},
        "skipped_edits": skipped,
    }


def variant_report(raw: Raw, base: Analysis, entry: Raw, audit: bool) -> dict[str, Any]:
    """Edits applied in order; the variant's claims are tested on the edited dossier."""
    try:
        a = Analysis(edited(raw, entry.get("edits") or []))
    except DossierError as problem:
        return {"error": str(problem)}
    claims, skipped = judge_claims(a, entry.get("claims") or {}, audit)
    many = range(len(a.worlds))
    return {
        "recommended": collapse([a.recommended(w) for w in many]),
        "left_off": a.left_off,
        "goals": {
            p: {st.id: collapse([a.verdict(w, st, s) for w in many]) for st in a.goal_statements()}
            for p, s in a.menu.items()
        },
        "claims": claims,
        "skipped_edits": skipped,
    }


def value_of(text: str) -> Any:
    """A value on the command line: true, false, or a formula."""
    return {"true": True, "false": False}.get(text, text)


def main() -> None:
    parser = argparse.ArgumentParser(description="The slow evaluator of dossiers.")
    parser.add_argument("file")
    parser.add_argument("--no-audit", action="store_true")
    parser.add_argument("--set", action="append", default=[], metavar="PATH=VALUE")
    parser.add_argument("--drop", action="append", default=[], metavar="PATH")
    parser.add_argument("--move", action="append", default=[], metavar="ID=BEFORE")
    given = parser.parse_args()
    edits: list[dict[str, Any]] = []
    for pair in given.set:
        path, _, value = pair.partition("=")
        edits.append({"set": path, "to": value_of(value)})
    edits += [{"drop": path} for path in given.drop]
    for pair in given.move:
        one, _, two = pair.partition("=")
        edits.append({"move": one, "before": two})
    with open(given.file, encoding="utf-8") as handle:
        result = evaluate(handle.read(), edits, audit=not given.no_audit)
    json.dump(result, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
