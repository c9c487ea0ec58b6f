"""What was taken out of the dossier by an edit, and what lost its source by that.

A passage, statement or argument that the file itself no longer has leaves no trace: of it
the questions about what is there can tell, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from overture.advice.gaps.additions import Addition
from overture.advice.gaps.case import Case
from overture.advice.results import Gap
from overture.dossier.dropping import without_ground
from overture.dossier.paths import paths
from overture.files.nodes import Path

_ONE = {  # what a section is made of
    "sources": "source", "actors": "actor", "reports": "report", "treaties": "treaty", "options": "option",
    "rules": "rule", "facts": "fact", "assumptions": "assumption", "arguments": "argument",
    "preferences": "statement", "proposals": "proposal", "replies": "reply", "claims": "claim",
    "contingencies": "contingency", "documents": "document", "figures": "figure",
}  # fmt: skip
_ASKED = ("facts", "options", "claims")  # of these other questions ask, entry by entry


def taken_out(case: Case) -> Iterator[Gap]:
    """What an edit dropped: of each kind, and of each owner, how many."""
    found: dict[tuple[str, str], int] = {}
    for place in case.dossier.losses.taken:
        owner = str(place[1]) if len(place) > 2 else ""
        found[str(place[0]), owner] = found.get((str(place[0]), owner), 0) + 1
    for (section, owner), count in found.items():
        one = "passage" if section == "documents" and owner else _ONE.get(section, "entry")
        of = f" of `{owner}`" if owner else ""
        many = {"entry": "entries", "treaty": "treaties", "reply": "replies", "contingency": "contingencies"}
        what = f"One {one}{of} was" if count == 1 else f"{count} {many.get(one, one + 's')}{of} were"
        question = f"{what} taken out: what stands in for {'it' if count == 1 else 'them'}?"
        yield case.gap("G28", owner or section, question, Addition(where=".".join(filter(None, (section, owner)))))


def bereft(case: Case) -> Iterator[Gap]:
    """What cited a source that is gone, and has neither another nor a basis."""
    dossier = case.dossier
    known = {path: key for key, path in paths(dossier.root)}
    parts: dict[str, list[Path]] = {}
    bare = {who for who, told in dossier.preferences.items() if all(not s.from_ and s.basis is None for s in told)}
    for path in without_ground(dossier.root, dossier.losses):
        key = known.get(path)
        if (key and path[0] in _ASKED) or (path[0] == "preferences" and path[1] in bare):
            continue
        if key:
            yield _question(case, key, f"`{key}`", path)
        else:
            parts.setdefault(_owner(case, known, path), []).append(path)
    for owner, found in parts.items():
        yield _question(case, owner, _told(case, owner, found), found[0])


def _question(case: Case, about: str, what: str, path: Path) -> Gap:
    addition = case.additions.add(path, {"basis": "judgement"}, "or from: SOURCE")
    do, it = ("do", "they") if what.startswith("passages ") else ("does", "it")
    return case.gap("G29", about, f"On what {do} {what} rest? The source that {it} had was taken out.", addition)


def _owner(case: Case, known: dict[Path, str], path: Path) -> str:
    """Whose part it is: the actor of whom something is reported, or the entry that it belongs to."""
    if path[0] == "reports":
        return case.dossier.reports[int(path[1])].of
    return next((known[path[:n]] for n in range(len(path), 0, -1) if path[:n] in known), str(path[0]))


def _told(case: Case, owner: str, found: list[Path]) -> str:
    """Parts of an entry in words."""
    option = case.dossier.options.get(owner)
    choices = [path[-1] for path in found if path[-2:-1] == ("choices",)]
    if option and len(choices) == len(found):
        return f"{', '.join(f'“{option.choices[str(c)].text}”' for c in choices)} in `{owner}`"
    if all(path[0] == "reports" for path in found):
        return f"what is reported of `{owner}`"
    numbers = [str(int(path[-1]) + 1) for path in found if path[-2:-1] == ("passages",)]
    if len(numbers) < len(found):
        return f"{'a part' if len(found) == 1 else f'{len(found)} parts'} of `{owner}`"
    last = f"{', '.join(numbers[:-1])} and {numbers[-1]}" if len(numbers) > 1 else numbers[0]
    return f"passage{'s' * (len(numbers) > 1)} {last} of `{owner}`"
