"""The courtesies of a note, where the dossier writes no opening and closing of its own."""

from __future__ import annotations

from overture.dossier import Dossier
from overture.dossier.entries import Document
from overture.papers.content import Sentence, sentence
from overture.papers.english import capital, listed
from overture.papers.forms import Form
from overture.papers.options import actor, is_plural


def opening(dossier: Dossier, document: Document, form: Form, to: tuple[str, ...]) -> list[Sentence]:
    """The words before the text: those of the dossier, or of the form."""
    if document.opening:
        return [_formal(document, document.opening)]
    if not form.courtesies or not to:
        return []
    if form.signed:
        return [_formal(document, "Excellency," if len(to) == 1 else "Excellencies,")]
    who, verb, has = _sender(dossier)
    text = f"{capital(who)} {verb} compliments to {_receivers(dossier, to)}"
    return [_formal(document, f"{text} and {has} the honour to state the following.")]


def closing(dossier: Dossier, document: Document, form: Form, to: tuple[str, ...]) -> list[Sentence]:
    """The words after the text."""
    if document.closing:
        return [_formal(document, document.closing)]
    if not form.courtesies or not to:
        return []
    if form.signed:
        whom = "Excellency" if len(to) == 1 else "Excellencies"
        return [_formal(document, f"Accept, {whom}, the assurance of my highest consideration.")]
    who, *_ = _sender(dossier)
    plural = is_plural(dossier, dossier.proposer)
    avails, its = ("avail themselves", "their") if plural else ("avails itself", "its")
    text = (
        f"{capital(who)} {avails} of this opportunity to renew to {_receivers(dossier, to)} "
        f"the assurance of {its} highest consideration."
    )
    return [_formal(document, text)]


def _sender(dossier: Dossier) -> tuple[str, str, str]:
    plural = is_plural(dossier, dossier.proposer)
    who = actor(dossier, dossier.proposer)
    return (who, "present their", "have") if plural else (who, "presents its", "has")


def _receivers(dossier: Dossier, to: tuple[str, ...]) -> str:
    return listed([actor(dossier, t) for t in to])


def _formal(document: Document, text: str) -> Sentence:
    return sentence(text, trace=(document.id,), basis="wording")
