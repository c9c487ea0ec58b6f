"""The table of stability as it is printed, in LaTeX or Markdown: a row for each decision maker of each state."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from overture.conflict import CONCEPTS
from overture.exchange.whole import Whole, refuse_more
from overture.exchange.writing import one_line

MOST_ROWS = 20_000
STABLE, EQUILIBRIUM = "s", "E"
HEADER = ("State", "Setting", "Decision maker", "Payoff")
NAMED = ("State", "Name", "Setting", "Decision maker", "Payoff")
"""The same where a state has a name."""

_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|~!&$^]")
_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", '"': "''", "[": "{[}", "]": "{]}",
}  # fmt: skip


def markdown(whole: Whole) -> str:
    """A table in Markdown, with the options above it. Raises `LimitReached`."""
    table = list(_rows(whole, markdown_text))
    titles = [*_header(whole), *map(_titled, CONCEPTS)]
    lines = [f"# {markdown_text(whole.title)}", "", *(f"{n}. {told}" for n, told in _legend(whole, markdown_text)), ""]
    remarks = "".join(f" {markdown_text(remark)}." for remark in whole.called.remarks())
    lines += [f"{_READ}.{remarks}", "", f"| {' | '.join(titles)} |", f"|{' --- |' * len(titles)}"]
    lines += [f"| {' | '.join(row)} |" for row in table]
    return "\n".join(lines) + "\n"


def latex(whole: Whole) -> str:
    """A `longtable` to put into a document, with the options in its caption. Raises `LimitReached`."""
    rows = list(_rows(whole, latex_text))
    legend = "; ".join(f"({n}) {told}" for n, told in _legend(whole, latex_text))
    titles = " & ".join([*_header(whole), *map(_titled, CONCEPTS)])
    remarks = "".join(f" {latex_text(remark)}." for remark in whole.called.remarks())
    lines = [
        "% needs \\usepackage{booktabs,longtable} and an encoding of UTF-8",
        f"\\begin{{longtable}}{{r{'l' * (len(_header(whole)) - 2)}r{'c' * len(CONCEPTS)}}}",
        f"\\caption{{{latex_text(whole.title)}. Options: {legend}. {_READ}.{remarks}}}\\\\",
        f"\\toprule\n{titles} \\\\\n\\midrule\n\\endfirsthead",
        f"\\toprule\n{titles} \\\\\n\\midrule\n\\endhead",
        "\\bottomrule\n\\endlastfoot",
    ]
    for number, row in enumerate(rows, 1):
        lines.append(" & ".join(row) + r" \\")
        if number % (len(whole.ids) + 1) == 0 and number < len(rows):
            lines.append(r"\addlinespace")
    return "\n".join([*lines, "\\end{longtable}"]) + "\n"


_READ = f"{STABLE}: stable for the decision maker; {EQUILIBRIUM}: stable for all. Payoffs are ordinal, 1 for the worst"


def markdown_text(text: str) -> str:
    """A text that is nothing but text in Markdown, in a cell too.

    >>> markdown_text("a|b *c*")
    'a\\\\|b \\\\*c\\\\*'
    """
    return _MARKDOWN.sub(lambda m: f"\\{m[0]}", one_line(text))


def latex_text(text: str) -> str:
    """A text that is nothing but text in LaTeX.

    >>> latex_text("50% of a_b")
    '50\\\\% of a\\\\_b'
    """
    return "".join(_LATEX.get(c, c) for c in one_line(text))


def _header(whole: Whole) -> tuple[str, ...]:
    return NAMED if whole.called.names else HEADER


def _titled(concept: str) -> str:
    return "Nash" if concept == "nash" else concept.upper()


def _legend(whole: Whole, plain: Callable[[str], str]) -> Iterator[tuple[int, str]]:
    for number, option in enumerate(whole.options, 1):
        yield number, plain(f"{option.text}, of {whole.names[option.owner]}")


def _rows(whole: Whole, plain: Callable[[str], str]) -> Iterator[list[str]]:
    """For each state a row for every decision maker, and one for the equilibrium."""
    refuse_more(len(whole.cells) * (len(whole.ids) + 1), MOST_ROWS, "rows", "CSV has room for more")
    equilibria = {concept: whole.equilibria(concept) for concept in CONCEPTS}
    for state, setting in enumerate(whole.settings.tolist()):
        name = [plain(whole.called.names.get(state, ""))] if whole.called.names else []
        first = [str(state), *name, plain(" ".join(o.mark(v) for o, v in zip(whole.options, setting, strict=True)))]
        for dm, who in enumerate(whole.names):
            marks = [STABLE if whole.verdicts[concept][dm][state] else "" for concept in CONCEPTS]
            yield [*(first if dm == 0 else [""] * len(first)), plain(who), str(whole.payoffs[dm][state]), *marks]
        agreed = [EQUILIBRIUM if equilibria[concept][state] else "" for concept in CONCEPTS]
        yield [*[""] * len(first), "equilibrium", "", *agreed]
