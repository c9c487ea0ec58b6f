"""From the text of a formula to its syntax tree.

A recursive descent over words. The words of the grammar are known by their
place, so a choice may have a wording called `party`; only the connectives
and the constants are reserved (see docs/decisions/formula-parser.md).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple, NoReturn

from overture.logic.syntax import (
    FALSE,
    STATUS_WORDS,
    TRUE,
    And,
    At,
    BoundToHelp,
    Count,
    Formula,
    Iff,
    Implies,
    InForce,
    Is,
    Membership,
    MembershipWord,
    Name,
    Not,
    Or,
    Status,
    Step,
    parts_of,
)

MAX_LENGTH = 4_000
MAX_DEPTH = 60

RESERVED = frozenset({"not", "and", "or", "implies", "iff", "true", "false", "yes", "no", "is", "observes"})
_CONNECTIVES = RESERVED - {"true", "false", "yes", "no"}
_WORD = re.compile(r"\w+(?:[-.]\w+)*")
_TOKEN = re.compile(rf"{_WORD.pattern}|[();]|\S")
_SYMBOLS = {
    "&": "write `and`", "|": "write `or`", "!": "write `not`", "~": "write `not`", ",": "write `;` or `and`",
    "=": "write `is`", "->": "write `implies`", "[": "write `(`", "]": "write `)`",
}  # fmt: skip


def is_wording(text: str) -> bool:
    """Whether a formula can name a wording of this text after `is`.

    >>> is_wording("party"), is_wording("no"), is_wording("or"), is_wording("no answer")
    (True, True, False, False)
    """
    return bool(_WORD.fullmatch(text)) and text not in _CONNECTIVES


class FormulaError(ValueError):
    """A formula that cannot be read: what is wrong, where (character offsets) and a hint."""

    def __init__(self, message: str, start: int, end: int, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.start, self.end, self.hint = message, start, end, hint


class Token(NamedTuple):
    text: str
    start: int
    end: int


class WordParser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
        self.tokens.append(Token("", len(text), len(text)))
        self.index = 0
        self.depth = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.index]

    def word(self, ahead: int = 0) -> str:
        """The text of the token `ahead` places further on, or nothing past the end."""
        place = min(self.index + ahead, len(self.tokens) - 1)
        return self.tokens[place].text

    def take(self) -> Token:
        token = self.here
        if token.text:
            self.index += 1
        return token

    def accept(self, *words: str) -> bool:
        """Take these words if they come next, all of them or none."""
        if all(self.word(i) == w for i, w in enumerate(words)):
            self.index += len(words)
            return True
        return False

    def fail(self, expected: str, token: Token | None = None, hint: str = "") -> NoReturn:
        token = token or self.here
        found = f"`{token.text}`" if token.text else "the end of the formula"
        hint = hint or _SYMBOLS.get(token.text, "")
        raise FormulaError(f"expected {expected}, found {found}", token.start, max(token.end, token.start + 1), hint)

    def too_deep(self, token: Token) -> NoReturn:
        message = f"this formula is nested more than {MAX_DEPTH} deep"
        raise FormulaError(message, token.start, max(token.end, token.start + 1), "name a part of it as a fact")

    def expect(self, word: str, where: str) -> Token:
        if self.word() != word:
            self.fail(f"`{word}` {where}")
        return self.take()

    def identifier(self, what: str) -> Token:
        token = self.here
        if not token.text or not (token.text[0].isalnum() or token.text[0] == "_") or token.text in RESERVED:
            self.fail(what)
        return self.take()

    def value(self) -> Token:
        token = self.here
        if not is_wording(token.text):
            self.fail("a value after `is`")
        return self.take()

    # from the loosest connective to the tightest
    def iff(self) -> Formula:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.too_deep(self.here)
        left = self.implies()
        while self.accept("iff"):
            left = Iff(left, self.implies())
        self.depth -= 1
        return left

    def implies(self) -> Formula:
        sides = [self.disjunction()]
        while self.accept("implies"):
            sides.append(self.disjunction())
        formula = sides.pop()
        while sides:
            formula = Implies(sides.pop(), formula)
        return formula

    def disjunction(self) -> Formula:
        parts = [self.conjunction()]
        while self.accept("or"):
            parts.append(self.conjunction())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def conjunction(self) -> Formula:
        parts = [self.negation()]
        while self.accept("and"):
            parts.append(self.negation())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def negation(self) -> Formula:
        negations = 0
        while self.accept("not"):
            negations += 1
            if negations > MAX_DEPTH:
                self.too_deep(self.here)
        formula = self.primary()
        for _ in range(negations):
            formula = Not(formula)
        return formula

    def primary(self) -> Formula:
        if self.accept("("):
            formula = self.iff()
            self.expect(")", "to close the bracket")
            return formula
        if self.accept("true") or self.accept("yes"):
            return TRUE
        if self.accept("false") or self.accept("no"):
            return FALSE
        if (self.word() in ("at", "exactly") and self.word(1) in ("least", "most")) or self.count_ahead():
            return self.count()
        if self.word() in STATUS_WORDS and self.word(1) == "(":
            return self.status()
        name = self.identifier("a name, `not`, `(`, `true` or `false`")
        if self.accept("observes"):
            treaty = self.identifier("a treaty after `observes`")
            return Membership(name.text, "observes", treaty.text, name[1:], treaty[1:])
        if self.accept("is"):
            negated = self.accept("not")
            formula = self.predicate(name)
            return Not(formula) if negated else formula
        return Name(name.text, name[1:])

    def count_ahead(self) -> bool:
        return self.word() == "exactly" and self.word(1).isdigit()

    def count(self) -> Formula:
        first = self.take()
        bound = "exactly" if first.text == "exactly" else f"at {self.take().text}"
        number = self.here
        if not number.text.isdecimal():
            self.fail(f"a number after `{bound}`")
        if len(number.text) > 4:
            self.fail(f"a number of four digits at the most after `{bound}`")
        self.take()
        self.expect("of", "after the number")
        self.expect("(", "before the list")
        parts = [self.iff()]
        while self.accept(";"):
            parts.append(self.iff())
        self.expect(")", "to close the list; its parts are separated by `;`")
        return Count(bound, int(number.text), tuple(parts))  # type: ignore[arg-type]

    def status(self) -> Formula:
        word = self.take().text
        self.take()
        argument = self.identifier("an argument")
        self.expect(")", "after the argument")
        return Status(word, argument.text, argument[1:])  # type: ignore[arg-type]

    def predicate(self, name: Token) -> Formula:
        """What follows `name is`."""
        at: At = name[1:]
        phrases: tuple[tuple[tuple[str, ...], MembershipWord], ...] = (
            (("party", "to"), "party"), (("named", "in"), "named"), (("invited", "to"), "invited"),
        )  # fmt: skip
        for words, membership in phrases:
            if self.accept(*words):
                treaty = self.identifier(f"a treaty after `{' '.join(words)}`")
                return Membership(name.text, membership, treaty.text, at, treaty[1:])
        if self.accept("in", "force"):
            return InForce(name.text, at)
        if self.accept("bound", "to", "help"):
            helped = self.identifier("an actor after `bound to help`")
            return BoundToHelp(name.text, helped.text, at, helped[1:])
        if self.word() == "at" and self.word(1) in ("least", "most"):
            self.take()
            bound = self.take().text
            value = self.value()
            return Step(name.text, bound, value.text, at, value[1:])  # type: ignore[arg-type]
        if self.accept("("):
            values = [self.value()]
            while self.accept("or"):
                values.append(self.value())
            self.expect(")", "to close the list of values; they are separated by `or`")
        else:
            values = [self.value()]
        return Is(name.text, tuple(v.text for v in values), at, tuple(v[1:] for v in values))

    def formula(self) -> Formula:
        formula = self.iff()
        if self.here.text:
            self.fail("`and`, `or`, `implies`, `iff` or the end of the formula")
        # long chains of `implies` and `iff`, and `not` between brackets, make a deep tree too
        level: tuple[Formula, ...] = (formula,)
        for _ in range(2 * MAX_DEPTH):
            level = tuple(part for whole in level for part in parts_of(whole))
        if level:
            self.too_deep(Token("", 0, len(self.text)))
        return formula


@lru_cache(maxsize=65_536)
def parse(text: str) -> Formula:
    """Read a formula.

    Raises `FormulaError` with the place of the mistake.

    >>> parse("reply is refuse and not swing")
    And(parts=(Is(option='reply', values=('refuse',), at=(0, 5), values_at=((9, 15),)), \
Not(part=Name(name='swing', at=(24, 29)))))
    >>> parse("reply is")
    Traceback (most recent call last):
    overture.logic.parser.FormulaError: expected a value after `is`, found the end of the formula
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError(
            f"this formula has {len(text)} characters; {MAX_LENGTH} is the most", 0, MAX_LENGTH,
            "name parts of it as facts",
        )  # fmt: skip
    if not text.strip():
        raise FormulaError("a formula is missing here", 0, 1, "write `true` if it always holds")
    return WordParser(text).formula()
