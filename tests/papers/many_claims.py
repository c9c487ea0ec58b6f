"""A brief with so many claims, laid out as PDF in a process of its own, with the time and the memory that it took.

    python -m tests.papers.many_claims 1000
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import time
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from overture.papers.content import Block, Note, Paper, Row, Strip, Table, code, sentence
from overture.papers.numbering import noted


def with_claims(paper: Paper, many: int) -> Paper:
    """The brief as if it had so many claims, each with traces, and so with notes, of its own."""
    audit, *others = paper.sections
    grown = replace(paper, sections=(replace(audit, blocks=tuple(_grown(b, many) for b in audit.blocks)), *others))
    traces = dict.fromkeys(s.trace for s in noted(grown))
    notes = (Note(i, t, sentence(*map(code, t), ": memo ¶7; draft treaty.", trace=t)) for i, t in enumerate(traces, 1))
    return replace(grown, notes=tuple(notes))


def _grown(block: Block, many: int) -> Block:
    if isinstance(block, Strip):
        marks = islice(cycle(s for _, s in block.items), many)
        return replace(block, items=tuple((str(i), s) for i, s in enumerate(marks, 1)))
    if isinstance(block, Table):
        return replace(block, rows=tuple(_row(r, i) for i, r in enumerate(islice(cycle(block.rows), many))))
    return block


def _row(row: Row, i: int) -> Row:
    cells = tuple(tuple(replace(s, trace=(f"claim_{i}", *s.trace)) for s in cell) for cell in row.cells)
    return replace(row, cells=cells)


def measured(many: int) -> dict[str, float]:
    """Seconds, pages, and bytes at the peak: of the whole process, with the dossier and its audit in it."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.papers.many_claims", str(many)], capture_output=True, check=True,
        cwd=Path(__file__).parents[2], text=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout))


def _peak() -> int:
    """The peak of this process alone where the system tells it, else with that of its parent."""
    try:
        found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    except OSError:
        found = None
    return (int(found[1]) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * 1024


def main() -> None:
    """Prints what it took, as JSON."""
    from overture import papers
    from overture.advice import advise
    from overture.dossier import read
    from overture.library import case
    from overture.papers.formats import rendered

    dossier = read(case("molotov-1954"))
    paper = with_claims(papers.brief(dossier, advise(dossier)), int(sys.argv[1]))
    begun = time.process_time()
    made = rendered(paper, "pdf")
    taken = time.process_time() - begun
    pages = len(re.findall(rb"/Type\s*/Page\b", made))
    print(json.dumps({"seconds": taken, "bytes": _peak(), "pages": pages, "size": len(made)}))


if __name__ == "__main__":
    main()
