"""What an actor could want: the outcomes that answers speak of, each in words and as a formula."""

from __future__ import annotations

import re
from dataclasses import dataclass

from overture.authoring.seven_questions.plan import SILENT, WORDING, Plan
from overture.files.diagnostics import did_you_mean

MOST_PAIRS = 12  # beyond these the list is longer than anyone reads


@dataclass(frozen=True)
class Aim:
    """Something that can be so or not be so when all is over."""

    text: str
    formula: str
    event: bool = False  # something that others do: what may need what nobody knows


class NotAnAim(ValueError):
    """A word or number that names none of the outcomes, with a hint."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def aims(plan: Plan) -> list[Aim]:
    """What may be wanted or shunned: what is said, each answer, each answer to each wording, agreement.

    >>> from overture.authoring.seven_questions.answers import Answers
    >>> from overture.authoring.seven_questions.plan import plan_of
    >>> answers = Answers(who="Us", say=("propose talks",), answer={"Them": ("accept", "refuse")})
    >>> [aim.text for aim in aims(plan_of(answers))]
    ['say nothing, by Us', 'propose talks, by Us', 'accept, by Them', 'refuse, by Them']
    """
    who = plan.answers.who
    found = [Aim(f"say nothing, by {who}", f"{WORDING} is {SILENT}")]
    found += [Aim(f"{text}, by {who}", f"{WORDING} is {value}") for text, value in plan.wordings.items()]
    found += [Aim(f"{text}, by {who}", option) for text, option in plan.beside.items()]
    for reply in plan.replies.values():
        given = plan.answers.answer[reply.who]
        if reply.act:
            found.append(Aim(f"{given[0]}, by {reply.who}", reply.act, True))
        found += [Aim(f"{text}, by {reply.who}", f"{reply.option} is {v}", True) for text, v in reply.values.items()]
    agreed = together(plan)
    asked = [r for r in plan.replies.values() if r.values]
    if plan.decided_together:
        found.append(Aim(agreed, plan.agreed))
        if len(plan.wordings) > 1:
            found += [
                Aim(f"{agreed} on {text}", f"{plan.agreed} and {WORDING} is {value}")
                for text, value in plan.wordings.items()
            ]
    answers = sum(len(reply.values) for reply in asked)
    if len(plan.wordings) > 1 and answers * len(plan.wordings) <= MOST_PAIRS:
        found += [
            Aim(f"{text}, by {reply.who}, to {wording}", f"{reply.option} is {value} and {WORDING} is {said}", True)
            for reply in asked
            for wording, said in plan.wordings.items()
            for text, value in reply.values.items()
        ]
    return found


def together(plan: Plan) -> str:
    """The words for what all consent to who must."""
    return f"entry into {plan.answers.treaty}" if plan.answers.treaty else "agreement"


def first_yes(plan: Plan, name: str, wishes: tuple[str, ...]) -> tuple[str, ...]:
    """The wish to give one's own consent where it wants what needs several and says nothing of its own.

    Agreement that needs two comes about by two moves. Who wants it and nothing else gains
    nothing by the first of them, and so waits for the other for ever.
    """
    reply = plan.replies.get(name)
    if reply is None or name not in plan.answers.consent or len(plan.answers.consent) < 2:
        return ()
    yes = f"{plan.answers.answer[name][0]}, by {name}"
    agreed = together(plan)
    if any(yes in wish and not wish.startswith("not ") for wish in wishes):
        return ()
    found = []
    for wish in wishes:
        if wish == agreed:
            found.append(yes)
        elif wish.startswith(f"{agreed} on "):
            found.append(f"{yes} + {wish.removeprefix(f'{agreed} on ')}, by {plan.answers.who}")
    return tuple(found)


def want(written: str, known: list[Aim]) -> tuple[str, str]:
    """A wish, by numbers or in the words of the list: its words, and its formula. Raises `NotAnAim`.

    A minus, or the word `not`, says that it is to be avoided; `+` joins what is wanted together.

    >>> known = [Aim("accept, by Them", "reply is accept"), Aim("refuse, by Them", "reply is refuse")]
    >>> want("-2", known)
    ('not refuse, by Them', 'not (reply is refuse)')
    >>> want("1 + -2", known)[1]
    'reply is accept and not (reply is refuse)'
    """
    parts = re.split(r"\s*\+\s*", written) if _NUMBERS.fullmatch(written) else _joined(written.split(" + "), known)
    found = [_single(part.strip(), known) for part in parts]
    return " + ".join(text for text, _ in found), " and ".join(formula for _, formula in found)


_NUMBERS = re.compile(r"[-−–+0-9 ]*")


def _joined(parts: list[str], known: list[Aim]) -> list[str]:
    """The wishes between the pluses, where a plus may stand in the words of one of them."""
    for length in range(len(parts), 0, -1):
        words = " + ".join(parts[:length])
        if length == 1 or any(words.casefold() in (a.text.casefold(), f"not {a.text}".casefold()) for a in known):
            return [words, *(_joined(parts[length:], known) if parts[length:] else [])]
    return parts


def _single(written: str, known: list[Aim]) -> tuple[str, str]:
    whole = next((a for a in known if a.text.casefold() == written.casefold()), None)
    if whole is not None:  # its words may begin with a `not` of their own
        return whole.text, whole.formula
    negative = written.startswith(("-", "−", "–")) or written.casefold().startswith("not ")
    bare = (written[4:] if written.casefold().startswith("not ") else written.lstrip("-−–")).strip()
    if re.fullmatch("[0-9]+", bare):
        if not (len(bare) < 4 and 1 <= int(bare) <= len(known)):
            raise NotAnAim(f"there is no number {bare[:9]}", f"the list ends with {len(known)}")
        aim = known[int(bare) - 1]
    else:
        found = next((a for a in known if a.text.casefold() == bare.casefold()), None)
        begun = [a for a in known if a.text.casefold().startswith(f"{bare.casefold()}, by ")]
        if found is None and len(begun) == 1:
            found = begun[0]
        if found is None:
            near = did_you_mean(bare, [a.text for a in known])
            raise NotAnAim(f"`{bare}` is not in the list", near or f"its words are such as `{known[-1].text}`")
        aim = found
    denied = f"not ({aim.formula})" if " " in aim.formula else f"not {aim.formula}"
    return (f"not {aim.text}", denied) if negative else (aim.text, aim.formula)
