"""The words in which a treaty states its conditions: `majority of signatories deposited and every seven deposited`.

The connectives are those of every formula; what stands between them speaks of
acts done, of what somebody is to a treaty, and of organs that decide. The
closed list of acts is here, because it is the vocabulary of the grammar.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache

from overture.logic.parser import MAX_LENGTH, FormulaError, WordParser
from overture.logic.syntax import (
    Deed,
    Formula,
    Happens,
    InForce,
    Membership,
    Name,
    Not,
    OrganDecides,
    Standing,
    Who,
)

# each act with the forms in which a condition may say that it is done, the printed one first
ACTS: dict[str, tuple[str, ...]] = {
    "sign": ("signed", "signs"),
    "ratify": ("ratified", "ratifies"),
    "deposit": ("deposited", "deposits"),
    "accept": ("accepted", "accepts", "approved", "approves"),
    "consent": ("consents", "consented", "consent", "agrees", "agreed", "agree"),
    "agree conditions": ("agrees conditions", "agreed conditions"),
    "apply": ("applied", "applies"),
    "declare": ("declared", "declares"),
    "invite": ("invited", "invites"),
    "accede": ("acceded", "accedes"),
    "denounce": ("denounced", "denounces"),
    "withdraw by agreement": ("withdrew", "withdraws"),
    "recommend": ("recommends", "recommended"),
    "admit": ("admitted", "admits"),
    "suspend": ("suspended", "suspends"),
    "expel": ("expelled", "expels"),
    "adopt amendment": ("adopted", "adopts"),
    "amend": ("amended", "amends"),
    "give an opinion": ("gave an opinion", "given an opinion", "gives an opinion"),
    "decide": ("decided", "decides"),
    "determine": ("determined", "determines"),
    "authorise": ("authorised", "authorises", "authorizes", "authorized"),
    "order measures without force": ("ordered measures", "orders measures"),
    "take armed action": ("took armed action", "takes armed action"),
    "call": ("called", "calls", "asked", "asks"),
    "call the Council": ("called the Council", "calls the Council"),
    "defend": ("defended", "defends"),
    "enforce regionally": ("enforced", "enforces"),
    "assist": ("assisted", "assists"),
    "report": ("reported", "reports"),
    "terminate": ("terminated", "terminates"),
}
STATUSES = (
    "party", "member", "signatory", "contracting state", "negotiating state", "observer", "invited", "named",
    "former party", "third state", "permanent",
)  # fmt: skip
FACTS = (
    "armed attack", "threat", "use of force", "aggression", "troops enter", "parliament approves",
    "parliament declines", "state ends", "measures taken", "assists", "reports", "consults", "regional activity",
    "joins an alliance", "concludes an engagement", "recognised",
)  # fmt: skip

_PLURALS = {
    "parties": "party", "signatories": "signatory", "members": "member", "states": "state", "observers": "observer",
}  # fmt: skip
# of several the plain word is said: `the eleven deposit`
_FORMS = sorted(
    ((tuple(form.split()), act) for act, forms in ACTS.items() for form in dict.fromkeys((*forms, act))),
    key=lambda f: -len(f[0]),
)
_SAID = frozenset({form[0] for form, _ in _FORMS} | {"is", "are", "has", "have", "observes", "unanimously", "by"})
_SHARES: dict[tuple[str, ...], tuple[str, tuple[int, int]]] = {
    ("a", "majority", "of"): ("more than", (1, 2)),
    ("majority", "of"): ("more than", (1, 2)),
    ("more", "than", "half", "of"): ("more than", (1, 2)),
    ("more", "than", "a", "third", "of"): ("more than", (1, 3)),
    ("half", "of"): ("at least", (1, 2)),
    ("two", "thirds", "of"): ("at least", (2, 3)),
    ("three", "quarters", "of"): ("at least", (3, 4)),
    ("three", "fourths", "of"): ("at least", (3, 4)),
    ("four", "fifths", "of"): ("at least", (4, 5)),
}
_HOW = ("two thirds", "three quarters", "simple majority", "majority", "unanimity")
_STOP = frozenset({"and", "or", "implies", "iff", ")", ";", ""})
_OWN_WORDS = (("the", "aims", "and", "duties"), ("its", "readiness"), ("its", "instrument"), ("the", "treaty"))


class ConditionParser(WordParser):
    def primary(self) -> Formula:
        if self.word() in ("(", "true", "false", "yes", "no") or self._list_ahead():
            return super().primary()
        start = self.here.start
        if self.accept("in", "force"):
            return InForce("", (start, self.tokens[self.index - 1].end))
        for fact in FACTS[:4]:
            if self.accept(*fact.split()):
                if not (self.accept("against") or self.accept("on")):
                    self.fail(f"`against` or `on` after `{fact}`")
                return Happens(fact, self.who(), self.since(start))
        if self.accept("conditions", "agreed", "with"):
            to = self.identifier("a state after `with`")
            return Deed(Who("every", "party"), "agree conditions", to.text, at=self.since(start))
        if self.accept("last", "ratification", "deposited") or self.accept("the", "last", "ratification", "deposited"):
            return Deed(Who("every", "signatory"), "deposit", at=self.since(start))
        if self.word(1) == "vote" and self.word(2) in _STOP:
            matter = self.take().text
            self.take()
            return OrganDecides("", matter, at=self.since(start))
        return self.about(self.who(), start)

    def _list_ahead(self) -> bool:
        """`at least 2 of (A; B)`, not `at least 2 of the parties`."""
        if self.word() == "exactly":
            return True
        return self.word() == "at" and self.word(3) == "of" and self.word(4) == "("

    def since(self, start: int) -> tuple[int, int]:
        return start, self.tokens[max(self.index - 1, 0)].end

    def group(self) -> tuple[str, str]:
        """The members of what, and of which treaty."""
        self.accept("the")
        first = self.identifier("a group such as `party` or `signatory`").text
        word = _PLURALS.get(first, first)
        if word in ("contracting", "negotiating") and self.word() in ("state", "states"):
            self.take()
            word += " state"
        self.accept("together")
        return word, self.of_treaty("of")

    def of_treaty(self, *prepositions: str) -> str:
        for preposition in prepositions:
            if self.accept(preposition):
                return self.identifier(f"a treaty after `{preposition}`").text
        return ""

    def _named_like_a_word(self) -> bool:
        """Whether `a`, `all` or `some` is the name of a state here: what is said of it follows at once."""
        following = self.word(1)
        return following in _SAID or following in _STOP or (following == "in" and self.word(2) == "force")

    def who(self) -> Who:
        if self.word() in ("a", "an", "any", "all", "some", "each", "half") and self._named_like_a_word():
            return Who("one", self.take().text)
        for words, (quantity, share) in _SHARES.items():
            if self.accept(*words):
                return Who(quantity, *self.group(), share=share)  # type: ignore[arg-type]
        if self.word() == "at" and self.word(1) == "least" and self.word(2).isdecimal() and len(self.word(2)) < 5:
            number = int(self.word(2))
            self.index += 3
            self.expect("of", "after the number")
            return Who("at least", *self.group(), number=number)
        if self.accept("every", "other"):
            return Who("every other", *self.group())
        if self.accept("every") or self.accept("each") or self.accept("all"):
            return Who("every", *self.group())
        if self.word() == "the" and _PLURALS.get(self.word(1)):
            return Who("every", *self.group())
        if self.accept("a") or self.accept("an") or self.accept("any") or self.accept("some"):
            return Who("some", *self.group())
        self.accept("the")
        return Who("one", self.identifier("a state, a group, an organ or `in force`").text)

    def about(self, who: Who, start: int) -> Formula:
        """What is said of somebody."""
        one = who.quantity == "one"
        negated = False
        if one and self.word() in _STOP:
            if who.group == "x":
                self.fail("what is said of `x`, as in `x is invited`")
            if who.group in ("ratified", "accepted", "deposited"):  # of an instrument: all of its signatories
                act = next(a for a, forms in ACTS.items() if who.group in forms)
                return Deed(Who("every", "signatory"), act, at=self.since(start))
            return Name(who.group, self.since(start))
        if one and self.accept("in", "force"):
            return InForce(who.group, self.since(start))
        if self.accept("observes"):
            return Membership(who.group, "observes", self.identifier("a treaty after `observes`").text)
        if self.accept("is") or self.accept("are"):
            negated = self.accept("not")
            formula: Formula
            if one and self.accept("in", "force"):
                formula = InForce(who.group, self.since(start))
            else:
                formula = self.standing(who, start)
            return Not(formula) if negated else formula
        if self.accept("has") or self.accept("have"):
            negated = self.accept("not")
        formula = self.deed(who, start)
        return Not(formula) if negated else formula

    def standing(self, who: Who, start: int) -> Formula:
        self.accept("a") or self.accept("an") or self.accept("the")
        word = self.identifier("what it is, as in `x is invited` or `x is a party`").text
        word = _PLURALS.get(word, word)
        if word in ("contracting", "negotiating", "third") and self.accept("state"):
            word += " state"
        if word == "former" and (self.accept("party") or self.accept("member")):
            word = "former party"
        return Standing(who, word, self.of_treaty("to", "of", "in"), self.since(start))

    def deed(self, who: Who, start: int) -> Formula:
        if who.quantity == "one":
            if self.accept("unanimously") or self.accept("by", "unanimity"):
                self.accept("agrees") or self.accept("decides")
                return OrganDecides(who.group, "unanimity", self.on_whom(), self.since(start))
            if self.accept("decides", "by") or self.accept("agrees", "by") or self.accept("by"):
                for how in _HOW:
                    if self.accept(*how.split()):
                        return OrganDecides(who.group, how, self.on_whom(), self.since(start))
                self.fail("a share such as `two thirds` or `majority`")
        found = next((pair for pair in _FORMS if self.accept(*pair[0])), None)
        if found is None:
            near = get_close_matches(self.word(), [form for forms in ACTS.values() for form in forms], 1)
            acts = "acts: " + ", ".join(sorted({forms[0] for forms in ACTS.values()}))
            hint = f"did you mean `{near[0]}`?" if near else acts
            self.fail("`is`, `in force` or an act that is done", hint=hint)
        form, act = found
        for words in _OWN_WORDS:
            if self.accept(*words):
                break
        to = treaty = ""
        if act in ("accede", "sign", "ratify", "deposit") and self.word() in ("to", "of"):
            treaty = self.of_treaty("to", "of")
        elif self.accept("to") or self.word() not in _STOP | {"with", "under"}:
            to = self.identifier(f"whom or what after `{' '.join(form)}`").text
            treaty = self.of_treaty("to", "in")
        if self.accept("with") or self.accept("under"):
            self.identifier("a depositary or an article")
        return Deed(who, act, to, treaty, self.since(start))

    def on_whom(self) -> str:
        if self.accept("to") or self.accept("on"):
            return self.identifier("whom").text
        return "" if self.word() in _STOP else self.identifier("whom").text


@lru_cache(maxsize=65_536)
def parse_condition(text: str) -> Formula:
    """Read a condition of a treaty.

    Raises `FormulaError` with the place of the mistake.

    >>> from overture.logic import show
    >>> show(parse_condition("majority of signatories deposited and every named_seven deposited"))
    'majority of signatories deposited and every named_seven deposited'
    >>> show(parse_condition("x is european and x is not a party and every party consents to x"))
    'x is european and x is not a party and every party consents to x'
    """
    if len(text) > MAX_LENGTH:
        message = f"this condition has {len(text)} characters; {MAX_LENGTH} is the most"
        raise FormulaError(message, 0, MAX_LENGTH, "split it")
    if not text.strip():
        raise FormulaError("a condition is missing here", 0, 1, "write `true` if it always holds")
    return ConditionParser(text).formula()
