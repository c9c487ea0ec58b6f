"""What `overture explain` prints: why an entry is as it is, down to the sources."""

from __future__ import annotations

from overture.advice.audit import Progress
from overture.dossier import Dossier, names_of
from overture.dossier.names import unmodelled
from overture.terminal.explained_entries import Explanation
from overture.terminal.explained_outcomes import Explainer

# what these say of proposals is so in the first world; claims and variants tell of all
_TOLD_IN_ONE_WORLD = (
    "proposal",
    "reply",
    "argument",
    "statement",
    "treaty",
    "decision",
    "fact",
    "option",
    "contingency",
)


def explain(dossier: Dossier, key: str, progress: Progress | None = None) -> Explanation | None:
    """Why an entry is as it is; nothing where no entry has this id."""
    option = dossier.option(key)
    name, _, value = key.rpartition(".")
    if option is None and (of_value := dossier.option(name)) is not None and value in of_value.values:
        option = of_value  # one wording of an option: the option tells them all
    if option is not None:
        key = option.id
    kinds = {**dict.fromkeys(dossier.sources, "source"), **names_of(dossier)}
    explainer = Explainer(dossier, progress)
    # a package that has no name is called by what it sets
    kind = kinds.get(key) or ("proposal" if key in explainer.analysis.menu else None)
    if kind is None and key in unmodelled(dossier):
        kind = "unmodelled"
    if kind is None:
        return None
    entry = dossier.entry(key)
    name = ""
    if entry is not None:
        name = next((v for f in ("name", "title", "text", "claim", "ask", "why") if (v := getattr(entry, f, ""))), "")
    span = dossier.span(key)
    out = Explanation(key, kind, name, span.line if span else None)
    getattr(explainer, kind)(out, key)
    if kind in _TOLD_IN_ONE_WORLD and len(explainer.worlds) > 1:
        advice = explainer.advice()
        first = ", ".join(f"{n} {'yes' if advice.worlds[0][n] else 'no'}" for n in advice.open)
        out.add(f"told for the first of {len(advice.worlds)} worlds", first)
    if entry is not None:
        explainer.entry(out, entry)
    return out
