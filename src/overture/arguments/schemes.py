"""Kinds of argument, and what to ask of each.

An argument scheme is a kind of reasoning that holds as a rule and fails in known
ways; its critical questions name the ways. The schemes and their questions are
those of Walton, Reed and Macagno, *Argumentation Schemes* (Cambridge University
Press, 2008), chapter 9; the words are ours, and shorter.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scheme:
    """A kind of argument: its name, other names that it goes by, and its critical questions."""

    name: str
    questions: tuple[str, ...]
    also: tuple[str, ...] = ()


SCHEMES = (
    Scheme("expert opinion", (
        "Is the one who is cited an expert?",
        "In the field to which this belongs?",
        "What exactly did the expert say?",
        "Can the expert be trusted, or is something at stake for the expert?",
        "What do other experts say?",
        "On what evidence is it said?",
    ), ("expert", "authority")),
    Scheme("position to know", (
        "Was the one who says it in a position to know?",
        "Is that one honest?",
        "Did that one say so?",
    ), ("witness",)),
    Scheme("analogy", (
        "Are the two cases alike in what matters here?",
        "Did it turn out in the earlier case as is said?",
        "In what do the two differ, and does the difference matter?",
        "Is there another case that is as like and turned out otherwise?",
    ), ()),
    Scheme("precedent", (
        "Does the earlier case fall under the same rule?",
        "Was the rule set aside, or only an exception made?",
        "Does what was decided then bind anybody now?",
        "Is there a precedent for the contrary?",
    ), ()),
    Scheme("consequences", (
        "How likely are these consequences?",
        "What shows that they would follow?",
        "Which consequences speak for the other side?",
    ), ("negative consequences", "positive consequences", "negative consequence", "positive consequence",
        "consequence")),
    Scheme("sign", (
        "How well does the sign go with what it is a sign of?",
        "What else would explain it better?",
    ), ()),
    Scheme("commitment", (
        "By which words or acts is the other committed to this?",
        "Does the commitment reach this case, or is this an exception?",
        "Has it been taken back since?",
    ), ()),
    Scheme("cause to effect", (
        "How strong is the link from cause to effect?",
        "What is it known from?",
        "What could prevent the effect, or bring it about without the cause?",
    ), ("cause",)),
    Scheme("popular opinion", (
        "What shows that most people hold it?",
        "Why should it be true, even if most hold it?",
    ), ("public opinion",)),
    Scheme("slippery slope", (
        "Which steps lead from the first to the last?",
        "What makes each step follow from the one before?",
        "Which step is the weakest, and could one stop there?",
    ), ()),
    Scheme("practical reasoning", (
        "With which other goals does this one collide?",
        "By which other means could the goal be reached?",
        "Which of the means does least harm or costs least?",
        "Can it be done at all?",
        "What else follows from doing it?",
    ), ("means to an end", "goal")),
    Scheme("threat", (
        "Can the one who threatens carry it out?",
        "How likely is it to be carried out?",
        "What could avert it without giving way?",
        "Does it bear on whether the thing is right?",
    ), ()),
    Scheme("fear", (
        "Is what is feared as bad as is said?",
        "How likely is it if we do not do as we are told?",
        "Would doing as we are told prevent it?",
    ), ("fear appeal",)),
)  # fmt: skip


def known_names() -> tuple[str, ...]:
    """The names of the schemes."""
    return tuple(s.name for s in SCHEMES)


def scheme_of(name: str) -> Scheme | None:
    """The scheme that a name means, or nothing; `argument from` and underlines make no difference.

    >>> scheme_of("argument from expert_opinion").name
    'expert opinion'
    >>> scheme_of("rhetoric") is None
    True
    """
    plain = " ".join(name.replace("_", " ").replace("-", " ").lower().split())
    for start in ("argument from ", "appeal to ", "from "):
        plain = plain.removeprefix(start)
    return next((s for s in SCHEMES if plain == s.name or plain in s.also), None)
