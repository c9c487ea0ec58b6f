"""The redline: two versions of a dossier, the conclusions that changed, and the changed words of its papers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from overture.dossier.difference import Difference
from overture.papers.content import Block, Inline, Paper, Paragraph, Piece, Section, Sentence
from overture.papers.documents.note import note_document
from overture.papers.english import day
from overture.papers.numbering import with_notes
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.occasions import changes
from overture.papers.sentences.occasions.changes import Conclusion
from overture.papers.walk import Text, texts

_WORDS = re.compile(r"\S+\s*")
_NEAR = 60  # texts that went, in their order, with which one that came is compared
_ALIKE = 0.6  # of the words; what is less alike is told as gone, and then what came
_ISLAND = 2  # words between two changes that are told with them: fewer are harder to read than their change


def redline(
    old: Case, new: Case, edits: Sequence[Difference], found: Sequence[Conclusion],
    papers: Sequence[tuple[Paper, Paper]], stage: str,
) -> Paper:  # fmt: skip
    """What differs in the file, which conclusions changed by it, and the words of each paper marked.

    `papers`: pairs of the same paper, made from the old and from the new version.
    """
    before, after = ({o.qualified for o in case.dossier.options.values()} for case in (old, new))
    unrelated = not before & after
    head: list[Block] = [Paragraph((changes.finding(old, new, found, edits, unrelated),), "lede")]
    if unrelated:
        found, papers = (), ()
    elif edits:
        head.append(changes.entries(edits))
        was, now = note_document(old.dossier), note_document(new.dossier)
        head += [Paragraph((told,)) for told in changes.words_left(old, new, was, now)]
    sections = [Section("file", "What was changed", tuple(head))]
    if found:
        table = changes.conclusions(old, new, found)
        sections.append(Section("conclusions", "Which conclusions changed", (table,)))
    for one, other in papers:
        marked = tuple(Paragraph(text) for text in marked_texts(one, other))
        same = Paragraph((say("No word of it changes.", trace=("documents",)),))
        key = other.kind.lower().replace(" ", "-")
        title = f"{other.kind}: {other.title}"
        sections.append(Section(key, title, marked or (same,), other.kind, new_page=bool(marked)))
    paper = Paper(
        title=f"Redline: {new.dossier.head.title}", kind="Redline", as_of=day(new.dossier.head.as_of), stage=stage,
        handling=new.dossier.head.handling, front_id="redline", sections=tuple(sections), layout="letter",
        meta=(("Old", _version(old)), ("New", _version(new))),
    )  # fmt: skip
    return with_notes(paper, new.dossier)


def _version(case: Case) -> str:
    edited = " with edits" if case.advice.edits else ""
    return f"as of {day(case.dossier.head.as_of)}, {case.advice.sha256[:12]}{edited}"


def marked_texts(before: Paper, after: Paper) -> Iterator[Text]:
    """The texts that differ, each with the words that came and went; texts that stay or only move are left out."""
    old, new = ([*_head(paper), *texts(paper)] for paper in (before, after))
    stay = set(map(_plain, old)) & set(map(_plain, new))
    matcher = SequenceMatcher(None, [_plain(t) for t in old], [_plain(t) for t in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        gone, came = ([t for t in some if _plain(t) and _plain(t) not in stay] for some in (old[a:b], new[c:d]))
        pairs = _paired(gone, came)
        yield from ((_whole(text, "deleted"),) for i, text in enumerate(gone) if i not in pairs.values())
        for i, text in enumerate(came):
            yield (_marked(gone[pairs[i]], text) if i in pairs else _whole(text, "inserted"),)


def _paired(gone: list[Text], came: list[Text]) -> dict[int, int]:
    """Each text that came with the one that went which it is most like, where it is like one."""
    pairs: dict[int, int] = {}
    left = dict(enumerate(map(_words, gone)))
    for i, now in enumerate(map(_words, came)):
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(now)
        best, likeness = -1, _ALIKE
        for j, was in list(left.items())[:_NEAR]:
            matcher.set_seq1(was)
            if matcher.real_quick_ratio() < likeness or matcher.quick_ratio() < likeness:
                continue
            found = matcher.ratio()
            if found >= likeness and (best < 0 or found > likeness):
                best, likeness = j, found
        if best >= 0:
            pairs[i] = best
            del left[best]
    return pairs


def _words(text: Text) -> list[str]:
    return _plain(text).split()


def _head(paper: Paper) -> Iterator[Text]:
    """The lines at the head of a paper: its title, from whom it comes and to whom it goes."""
    yield (say(paper.title, trace=("title",)),)
    yield from ((say(f"{label}: {told}", trace=("documents",)),) for label, told in paper.meta)


def _plain(text: Text) -> str:
    return " ".join(s.plain for s in text)


def _whole(text: Text, style: str) -> Sentence:
    trace = tuple(dict.fromkeys(t for s in text for t in s.trace))
    return Sentence((Piece(_plain(text), style),), trace, text[0].basis)  # type: ignore[arg-type]


def _marked(was: Text, now: Text) -> Sentence:
    """One text in the place of another that it is like, word by word."""
    old, new = (_WORDS.findall(_plain(text)) for text in (was, now))
    matcher = SequenceMatcher(None, _words(was), _words(now), autojunk=False)
    pieces: list[Inline] = []
    for same, gone, came in _joined(matcher.get_opcodes(), old, new):
        if same:
            pieces.append(Piece(same))
            continue
        if pieces and isinstance(pieces[-1], Piece) and not pieces[-1].text.endswith(" "):
            pieces.append(Piece(" "))
        pieces += [Piece(gone.rstrip(), "deleted"), Piece(" ")] if gone else []
        pieces += [Piece(came.rstrip(), "inserted"), Piece(" ")] if came else []
    return Sentence(tuple(pieces), now[0].trace, now[0].basis)


def _joined(
    opcodes: Sequence[tuple[str, int, int, int, int]], old: list[str], new: list[str]
) -> Iterator[tuple[str, str, str]]:
    """What stays, what goes and what comes, in turn; a word or two between two changes go with them."""
    gone: list[str] = []
    came: list[str] = []
    last = len(opcodes) - 1
    for i, (tag, a, b, c, d) in enumerate(opcodes):
        if tag == "equal" and not (b - a <= _ISLAND and 0 < i < last):
            if gone or came:
                yield "", "".join(gone), "".join(came)
                gone, came = [], []
            yield "".join(new[c:d]), "", ""
        else:
            gone += old[a:b]
            came += new[c:d]
    if gone or came:
        yield "", "".join(gone), "".join(came)
