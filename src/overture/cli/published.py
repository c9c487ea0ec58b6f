"""A published conflict where a case is asked for: it is written as a dossier."""

from __future__ import annotations

from overture.cli.exits import BadCommand


def published_dossier(key: str) -> str:
    """The text of a dossier that has the states, moves and rankings of a published conflict.

    Raises `BadCommand` for one that is drawn by hand: a dossier has options.
    """
    from overture.conflict.forms.option_form import OptionForm
    from overture.exchange.option_form_dossier import Head, option_form_dossier
    from overture.library.published import published

    entry = published(key)
    if not isinstance(entry.model, OptionForm):
        raise BadCommand(f"`{key}` is drawn by hand, state by state; a dossier needs options")
    remarks = [f"Where it comes from: {entry.provenance}", f"What it teaches: {entry.teaches}"]
    remarks += [f"Print and computation differ under {c}: {d.reason}" for c, d in entry.differs.items()]
    remarks += [
        f"Of the ranking of {entry.names[dm]} only this is known: "
        + ", ".join(f"{better} above {worse}" for better, worse in pairs)
        for dm, pairs in entry.known.items()
    ]
    told = {
        own: entry.called.get(number, f"state {number}")
        for own, number in zip(entry.model.numbers, entry.numbers, strict=True)
    }
    citation = "; ".join(text.rstrip(".") for text in entry.citation)
    written = option_form_dossier(
        entry.model,
        Head(entry.title, entry.as_of, citation=citation, remarks=tuple(remarks)),
        infeasible=entry.infeasible,
        texts={**entry.names, **entry.said},
        told=told,
        printed=entry.numbers,
    )
    return written.text()
