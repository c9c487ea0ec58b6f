"""The seven questions that make a first dossier."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from overture.authoring.seven_questions.aims import Aim, NotAnAim, aims, first_yes, want
from overture.authoring.seven_questions.answers import MOST_UNKNOWN, RULES, Answers, Objection, Unknown
from overture.authoring.seven_questions.interview import AskAgain, Prompt, Questions, Unreadable
from overture.authoring.seven_questions.plan import plan_of
from overture.dossier.entries import LIKELIHOODS

STEPS = (
    "Whose decision is it, and when?", "What could you say?", "Who answers, and with what?", "Who must consent?",
    "Which objection do you fear?", "What does each want most?", "What can you not know?",
)  # fmt: skip
MOST_LINES = 12
NOBODY = "nobody"


def questions(given: Answers, today: date) -> Questions[Answers]:
    """Ask the seven questions; what is `given` stands in brackets.

    >>> interview = questions(Answers(), date(2026, 3, 26))
    >>> next(interview).ask
    'What is it about, in a few words'
    """
    answers = yield from _decision(given, today)
    answers = yield from _wordings(given, answers)
    answers = yield from _replies(given, answers)
    answers = yield from _consent(given, answers)
    answers = yield from _objection(given, answers)
    answers = yield from _wishes(given, answers)
    return (yield from _not_known(given, answers))


def _prompt(step: int, answers: Answers, ask: str, read: Any = str, **more: Any) -> Prompt:
    return Prompt(step, STEPS[step - 1], ask, read, so_far=answers, **more)


def _decision(given: Answers, today: date) -> Questions[Answers]:
    answers = Answers()
    title = yield _prompt(1, answers, "What is it about, in a few words", _line, default=given.title, required=True,
                          explained="The title of the dossier and of its brief.")  # fmt: skip
    answers = answers.with_(title=title)
    who = yield _prompt(
        1, answers, "Who decides", _line, default=given.who or "Our government", required=True,
        explained="The actor whose proposal this is: a government, a mediator, an organisation.",
    )  # fmt: skip
    answers = answers.with_(who=who)
    when = yield _prompt(1, answers, "On which day", _a_day, default=str(given.when or today), required=True,
                         explained="The day on which it is decided. Nothing later may enter the analysis.")  # fmt: skip
    answers = answers.with_(when=when)
    question = yield _prompt(
        1, answers, "Which question does the paper answer (Enter: none)", _line, default=given.question,
        explained="One sentence that ends with a question mark.",
    )  # fmt: skip
    return answers.with_(question=question)


def _lines(
    step: int, answers: Answers, ask: str, given: tuple[str, ...], explained: str, least: int,
    grown: Callable[[tuple[str, ...]], Answers], most: int = MOST_LINES,
) -> Questions[tuple[str, ...]]:  # fmt: skip
    """One text after the other; an empty one ends, and `-` leaves a given one out.

    `grown` makes answers of the texts so far, with those given earlier that are still to be asked about.
    """
    found: tuple[str, ...] = ()
    for asked in range(most):
        default = given[asked] if asked < len(given) else ""
        more = "(Enter: no more)" if len(found) >= least and not default else ""

        def read(text: str, found: tuple[str, ...] = found) -> str:
            if text.casefold() in {f.casefold() for f in found}:
                raise Unreadable(f"`{text}` stands there already")
            if step == 7 and text.casefold() in LIKELIHOODS:
                raise Unreadable("how likely each is, is asked next; press Enter when all are named")
            if ";" in text:
                raise Unreadable("a semicolon stands between answers and in none of them; use a comma")
            if step == 3 and text.casefold() == answers.who.casefold():
                raise Unreadable(f"{text} decides; name those who answer it")
            return re.sub(r"(?i)^whether\s+", "", _line(text)) if step == 7 else _line(text)

        text = yield Prompt(
            step, STEPS[step - 1], f"{ask} {len(found) + 1} {more}".rstrip(), read, default,
            len(found) < least and not default, explained, so_far=grown((*found, *given[asked:])),
        )  # fmt: skip
        if not text:
            break
        if text != "-":
            found = (*found, text)
    return found


def _wordings(given: Answers, answers: Answers) -> Questions[Answers]:
    say = yield from _lines(
        2, answers, "Wording", given.say, "Each wording that is in earnest, a few words from a verb on: propose "
        "talks. Saying nothing is always one of them. `-` leaves out what stands in brackets.", 1,
        lambda texts: answers.with_(say=texts),
    )  # fmt: skip
    said = answers.with_(say=say)
    beside = yield from _lines(
        2, said, "Beside it, yes or no", given.beside, "What can be added to any of the wordings or left out: "
        "lift the sanctions. Each is an option of its own.", 0, lambda texts: said.with_(beside=texts),
    )  # fmt: skip
    return said.with_(beside=beside)


def _replies(given: Answers, answers: Answers) -> Questions[Answers]:
    usual = ("accept", "refuse")
    names = yield from _lines(
        3, answers, "Who answers", tuple(given.answer), "A party whose answer matters, or that can spoil it.", 1,
        lambda texts: answers.with_(answer={name: given.answer.get(name, usual) for name in texts}),
    )  # fmt: skip
    answers = answers.with_(answer={name: given.answer.get(name, usual) for name in names})
    for name in names:
        with_what = yield _prompt(
            3, answers, f"With what can {name} answer (`;` between them)", _several,
            default="; ".join(answers.answer[name]), required=True,
            explained="First the one that you would count as consent. No answer is always possible. A single one is "
            "an act that is done or not, whether you speak or not: close the strait.",
        )  # fmt: skip
        answers = answers.with_(answer={**answers.answer, name: with_what})
        if len(with_what) > 1:
            first = yield _prompt(
                3, answers, f"Can {name} do any of this even if you say nothing", _yes_or_no,
                default="yes" if name in given.unprompted else "no",
                explained="An answer needs a word of yours before it; walking out, or closing a strait, does not.",
            )  # fmt: skip
            answers = answers.with_(unprompted=(*answers.unprompted, name) if first else answers.unprompted)
    return answers


def _consent(given: Answers, answers: Answers) -> Questions[Answers]:
    deciding = [name for name, replies in answers.answer.items() if len(replies) > 1]
    known = [name for name in given.consent if name in answers.answer or name not in given.answer]
    consent = yield _prompt(
        4, answers, f"Whose consent must there be ({NOBODY}, or names with `;` between them)", _names,
        default="; ".join(known or deciding) or NOBODY,
        explained="Whoever is named and is not among those who answer is asked about later: nobody knows yet what it "
        "would do.",
    )  # fmt: skip
    answers = answers.with_(consent=consent)
    if not consent:
        return answers
    treaty = yield _prompt(
        4, answers, f"To let {answers.who} into a treaty or organisation; which (Enter: no, to something else)",
        _or_nothing, default=given.treaty, explained="The name of the treaty that others belong to. `-` for none.",
    )  # fmt: skip
    answers = answers.with_(treaty=treaty)
    if len(consent) > 1:
        rule = yield _prompt(
            4, answers, "By which rule (every party, majority, two thirds, or how many)", _rule_for(len(consent)),
            default=given.rule, required=True, explained="Every party: each of them can prevent it.",
        )  # fmt: skip
        answers = answers.with_(rule=rule)
    return answers


def _objection(given: Answers, answers: Answers) -> Questions[Answers]:
    before = given.objection
    says = yield _prompt(
        5, answers, "The objection (Enter: none)", _or_nothing, default=before.says,
        explained="What an opponent would say against it, as that opponent would put it. `-` for none.",
    )  # fmt: skip
    if not says:
        return answers
    answers = answers.with_(objection=Objection(says=says))
    by = yield _prompt(
        5, answers, "Who would raise it", _line, default=before.by or next(iter(answers.answer)), required=True,
        explained="One of the parties, or a newspaper, a parliament, the public.",
    )  # fmt: skip
    answers = answers.with_(objection=Objection(says=says, by=by))
    answer = yield _prompt(5, answers, "What would you answer (Enter: nothing)", _or_nothing, default=before.answer,
                           explained="What limits the objection once a word of yours is on the table.")  # fmt: skip
    return answers.with_(objection=Objection(says=says, by=by, answer=answer))


def _wishes(given: Answers, answers: Answers) -> Questions[Answers]:
    plan = plan_of(answers)
    known = aims(plan)
    listed = _numbered(known)
    for name in (answers.who, *answers.answer):
        before = _known_wishes(given.wants.get(name, ()), known)
        wishes = yield _prompt(
            6, answers, f"What does {name} want, most important first", lambda text: _wants(text, known),
            default=before, required=True, listed=listed,
            explained="Numbers with commas between them. A minus before a number: that it be not so. A plus between "
            "two: both together. Whatever comes first counts for more than all that follows: 5, -7, 2.",
        )  # fmt: skip
        answers = answers.with_(wants={**answers.wants, name: wishes})
        first = first_yes(plan, name, wishes)
        if first:
            goes_first = yield _prompt(
                6, answers, f"Several must say yes. Would {name} say it first, without waiting for the others",
                _yes_or_no, default="yes", listed=listed,
                explained="If each waits for the others, nothing comes of it. A yes here becomes the last of its "
                "wishes: it decides only where nothing else does.",
            )  # fmt: skip
            wishes = (*wishes, *first) if goes_first else wishes
            answers = answers.with_(wants={**answers.wants, name: wishes})
        yield _prompt(6, answers, f"So {told(name, wishes)}: right", _confirmed, default="yes", listed=listed,
                      explained="Enter goes on; `no` and `<` go back and ask again.")  # fmt: skip
    return answers


def told(name: str, wishes: tuple[str, ...]) -> str:
    """Wishes read back.

    >>> told("Norland", ("agreement", "not refuse, by Vest", "accept, by Vest"))
    'Norland wants above all “agreement”; then to avoid “refuse, by Vest”; then “accept, by Vest”'
    """
    return f"{name} wants above all " + "; then ".join(_told(wish) for wish in wishes)


def _told(wish: str) -> str:
    parts = [
        f"to avoid “{part[4:]}”" if part.startswith("not ") else f"“{part}”" for part in wish.split(" + ")
    ]  # fmt: skip
    return " together with ".join(parts)


def _not_known(given: Answers, answers: Answers) -> Questions[Answers]:
    known = aims(plan_of(answers))
    before = {u.what: u for u in given.unknown}
    texts = yield from _lines(
        7, answers, "Nobody knows whether", tuple(before), "What nobody at the table controls and nobody knows, as a "
        "sentence that is true or false: the parliament votes before the summit. Each doubles the cases looked at.", 0,
        lambda texts: answers.with_(unknown=tuple(before.get(t, Unknown(what=t)) for t in texts)), MOST_UNKNOWN,
    )  # fmt: skip
    found = {what: before.get(what, Unknown(what=what)) for what in texts}
    answers = answers.with_(unknown=tuple(found.values()))
    for what, old in found.items():
        likelihood = yield _prompt(
            7, answers, f"How likely is it that {what} (Enter: cannot say)", _a_likelihood,
            default=old.likelihood or "", listed=_numbered_words(),
            explained="A number or the word. Almost no chance is 1 to 5 in 100, very unlikely 5 to 20, unlikely 20 to "
            "45, roughly even 45 to 55, likely 55 to 80, very likely 80 to 95, almost certain 95 to 99.",
        )  # fmt: skip
        without = yield _prompt(
            7, answers, "What cannot happen unless it is so (Enter: nothing)", lambda text: _events(text, known),
            default=_known_wishes(old.without, known), listed=_numbered(known, events=True),
            explained="Numbers with commas between them; they are those of question 6.",
        )  # fmt: skip
        found[what] = Unknown(what=what, likelihood=likelihood, without=without)
        answers = answers.with_(unknown=tuple(found.values()))
        if without:
            lost = " and ".join(_told(event) for event in without)
            yield _prompt(7, answers, f"So unless {what}, {lost} cannot happen: right", _confirmed, default="yes",
                          explained="Enter goes on; `no` and `<` go back and ask again.")  # fmt: skip
    yield _prompt(
        7, answers, "That is all. Shall the dossier be written", _confirmed, default="yes",
        explained="Enter writes it; `no` and `<` go back; `q` keeps the answers for another day.",
    )  # fmt: skip
    return answers


# reading what is typed


def _line(text: str) -> str:
    if any(not c.isprintable() for c in text):
        raise Unreadable("a character in it is not printed; write it again")
    if len(text) > 400:
        raise Unreadable("400 characters are the most")
    return text.strip()


def _or_nothing(text: str) -> str:
    return "" if text.strip() == "-" else _line(text)


def _a_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable("write the day as year-month-day, such as 2026-03-26") from None


def _several(text: str) -> tuple[str, ...]:
    # commas part where there is no semicolon: nobody names two parties in one
    found = tuple(dict.fromkeys(_line(part) for part in text.split(";" if ";" in text else ",") if part.strip()))
    if not found:
        raise Unreadable("name one at least, with `;` between several")
    return found


def _names(text: str) -> tuple[str, ...]:
    return () if text.strip().casefold() in (NOBODY, "-", "none", "no one") else _several(text)


def _rule_for(most: int) -> Any:
    def read(text: str) -> str:
        word = text.strip().casefold()
        word = "every party" if word in ("all", "each", "every", "unanimity") else word
        if word in RULES or (re.fullmatch("[1-9][0-9]{0,2}", word) and int(word) <= most):
            return word
        raise Unreadable(f"write one of {', '.join(RULES)}, or a number from 1 to {most}")

    return read


def _confirmed(text: str) -> None:
    if text.casefold() in ("no", "n"):
        raise AskAgain
    if text.casefold() not in ("yes", "y", "right"):
        raise Unreadable("Enter if it is right, `no` to change it")


def _yes_or_no(text: str) -> bool:
    if text.casefold() in ("yes", "y"):
        return True
    if text.casefold() in ("no", "n"):
        return False
    raise Unreadable("write yes or no")


def _wants(text: str, known: list[Aim]) -> tuple[str, ...]:
    numbers = re.fullmatch(r"[-−–+0-9,; ]*", text)
    if numbers:  # a space between two numbers is as good as a comma, beside a plus or minus it means nothing
        text = re.sub(r"\s*\+\s*", "+", re.sub(r"([-−–])\s+", r"\1", text)).replace(" ", ",")
    found = []
    for part in re.split("[,;]" if numbers else ";", text):
        if part.strip():
            try:
                found.append(want(part.strip(), known)[0])
            except NotAnAim as problem:
                raise Unreadable(f"{problem}; {problem.hint}") from None
    return tuple(dict.fromkeys(found))


def _events(text: str, known: list[Aim]) -> tuple[str, ...]:
    found = _wants(text, known)
    ours = {aim.text for aim in known if not aim.event}
    for event in found:
        if event in ours or event.startswith("not ") or " + " in event:
            raise Unreadable(f"“{event}” is not one of the things listed here")
    return found


def _known_wishes(wishes: tuple[str, ...], known: list[Aim]) -> str:
    """Wishes given earlier, as far as the list still has them."""
    kept = []
    for wish in wishes:
        try:
            kept.append(want(wish, known)[0])
        except NotAnAim:
            continue
    return "; ".join(kept)


def _a_likelihood(text: str) -> str | None:
    word = text.strip().casefold()
    if not word or word == "-":
        return None
    if re.fullmatch("[0-9]", word) and 1 <= int(word) <= len(LIKELIHOODS):
        return LIKELIHOODS[int(word) - 1]
    if word in LIKELIHOODS:
        return word
    raise Unreadable("write one of the words, or its number")


def _numbered(known: list[Aim], events: bool = False) -> tuple[str, ...]:
    return tuple(f"{number:>3}  {aim.text}" for number, aim in enumerate(known, 1) if aim.event or not events)


def _numbered_words() -> tuple[str, ...]:
    return tuple(f"{number:>3}  {word}" for number, word in enumerate(LIKELIHOODS, 1))
