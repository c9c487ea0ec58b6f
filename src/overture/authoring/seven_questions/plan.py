"""From answers in words to the parts of a dossier: who is called what, and which option each has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from overture.authoring.seven_questions.answers import Answers
from overture.dossier.short_names import Names

MOST_WISHES = 40
WORDING, SILENT, NO_ANSWER, AGREED, AGREEMENT = "wording", "silent", "none", "agreed", "agreement"


@dataclass(frozen=True)
class Reply:
    """What one who answers can do: a choice among answers, or one act that is done or not."""

    who: str
    option: str
    values: Mapping[str, str]  # each answer with its value; of a single act nothing

    @property
    def act(self) -> str | None:
        """The formula that the single act is done."""
        return None if self.values else self.option

    @property
    def consents(self) -> str:
        """The formula that it consents: its first answer, or its act."""
        return self.act or f"{self.option} is {next(iter(self.values.values()))}"


@dataclass(frozen=True)
class Plan:
    """Ids for all that the answers name.

    >>> plan = plan_of(Answers(who="Us", say=("propose talks",), answer={"Them": ("accept", "refuse")}))
    >>> plan.actors, plan.wordings, plan.replies["Them"].consents
    ({'Us': 'us', 'Them': 'them'}, {'propose talks': 'propose_talks'}, 'reply is accept')
    """

    answers: Answers
    actors: Mapping[str, str]
    wordings: Mapping[str, str]
    beside: Mapping[str, str]
    replies: Mapping[str, Reply]
    unknown: Mapping[str, str]
    treaty: str
    names: Names

    @property
    def proposer(self) -> str:
        return self.actors[self.answers.who]

    @property
    def outside(self) -> tuple[str, ...]:
        """Who must consent and has no answer here: nobody knows yet what it would do."""
        return tuple(name for name in self.answers.consent if name not in self.replies)

    @property
    def decided_together(self) -> bool:
        """Whether consent is more than the answer of a single party."""
        return bool(self.answers.treaty or len(self.answers.consent) > 1 or self.outside)

    @property
    def agreed(self) -> str:
        """The formula that all have consented who must."""
        if self.answers.treaty:
            return f"{self.proposer} is party to {self.treaty}"
        # where all who must consent can only do so after a word of ours, consent says that it was said
        after_us = not self.outside and any(name not in self.answers.unprompted for name in self.answers.consent)
        return AGREED if after_us else f"{AGREED} and {WORDING} is not {SILENT}"


def plan_of(answers: Answers) -> Plan:
    """The plan of answers that may still be incomplete."""
    names = Names((WORDING, AGREED, AGREEMENT))
    people = dict.fromkeys(
        name for name in (answers.who, *answers.answer, *answers.consent, answers.objection.by) if name
    )
    actors = {name: names.new(name) for name in people}
    # a statement without an id of its own is called by its owner and number
    names.taken |= {f"{actor}_{number}" for actor in actors.values() for number in range(1, MOST_WISHES + 1)}
    several = sum(len(given) > 1 for given in answers.answer.values()) > 1
    replies = {}
    for who, given in answers.answer.items():
        if len(given) == 1:
            replies[who] = Reply(who, names.new(given[0]), {})
        else:
            own = Names((SILENT, NO_ANSWER))
            option = names.new(f"{actors[who]}_reply" if several else "reply", words=9)
            replies[who] = Reply(who, option, {text: own.new(text) for text in given})
    values = Names((SILENT, NO_ANSWER))
    return Plan(
        answers,
        actors,
        {text: values.new(text) for text in answers.say},
        {text: names.new(text) for text in answers.beside},
        replies,
        {u.what: names.new(u.what, words=4) for u in answers.unknown},
        names.new(answers.treaty) if answers.treaty else AGREEMENT,
        names,
    )
