"""The published layouts of figures: the columns, what is missing, the unit, and whom to cite."""

from __future__ import annotations

from dataclasses import dataclass

from overture.exchange.tables import ImportProblem, Row, Table
from overture.exchange.writing import identifier, shown

# each variable of the capabilities: what it is, and its unit
NMC = {
    "cinc": ("composite index of national capability", "share of the world"),
    "milex": ("military expenditure", "thousands of US dollars of the year (before 1914 of pounds sterling)"),
    "milper": ("military personnel", "thousands"),
    "irst": ("iron and steel production", "thousands of tons"),
    "pec": ("primary energy consumption", "thousands of coal-ton equivalents"),
    "tpop": ("total population", "thousands"),
    "upop": ("urban population", "thousands"),
}
_NMC_COLUMNS = {"stateabb", "ccode", "year", *NMC, "version", "statenme"}
_NMC_SUPPLEMENT = rf"({'|'.join(NMC)}) ?(source|note|quality ?code|anomaly ?code)s?"
# each published estimate of ideal points: what it rests on, and the end of its id
POINTS = {
    "idealpointall": ("ideal points in the United Nations General Assembly, all votes", "_all"),
    "idealpointfp": ("ideal points in the United Nations General Assembly, final votes on passage", "_fp"),
    "idealpoint": ("ideal points in the United Nations General Assembly", ""),
    "idealpointlegacy": ("ideal points in the United Nations General Assembly, estimated as in 2017", "_legacy"),
}
_POINT_NAMES = (
    "iso3c", "stateabb", "countryabb", "countryname", "country", "statenme", "statename", "name", "ccode",
)  # fmt: skip
_POINT_COLUMNS = {*_POINT_NAMES, *POINTS, "session", "year", "version"}
_POINT_SUPPLEMENT = r"q\d.*|nvotes.*|pctagree.*|idealpoint.*|sd.*"
FIRST_SESSION = 1945  # session 1 met in 1946; session n is that of the year 1945 + n


@dataclass(frozen=True)
class Layout:
    """How a data set of states and years is laid out, and how its figures are written."""

    source: str  # the id of the source in the dossier
    id: str  # how the ids of figures begin
    title: str
    authors: str
    cited: str
    value: str  # the column, in lower case
    text: str
    unit: str
    names: tuple[str, ...]  # the columns that can name a state, the shortest name first
    missing: tuple[str, ...]
    missing_code: float | None = None  # values are never below zero, and this one says that there is none

    @property
    def variable(self) -> str:
        return self.value

    def name_in(self, row: Row) -> str:
        """The first name that a row gives its state; `NA` is none."""
        return next((row.get(c) for c in self.names if row.get(c) not in ("", "NA")), "")

    def state_in(self, row: Row) -> str:
        """The id of the state of a row: its shortest name, or `code_2` where the row gives nothing but a code."""
        name = self.name_in(row)
        return f"code_{identifier(name.removesuffix('.0'))}" if name and name == row.get("ccode") else identifier(name)


def nmc(table: Table, variable: str) -> Layout:
    """National Material Capabilities, versions 5 to 7. Raises `ImportProblem`.

    >>> from overture.exchange.tables import parse_table
    >>> nmc(parse_table(b"stateabb,ccode,year,milper\\nABC,1,1954,2\\n"), "milper").unit
    'thousands'
    """
    if variable not in NMC:
        raise ImportProblem(f"unknown variable `{shown(variable)}`; known: {', '.join(NMC)}")
    table.must_have(("stateabb",), ("ccode",), ("year",), (variable,))
    table.tell_unknown(_NMC_COLUMNS, _NMC_SUPPLEMENT)
    text, unit = NMC[variable]
    cited = "Singer, Bremer and Stuckey 1972; Singer 1987"
    return Layout(
        "nmc", f"nmc_{variable}", "National Material Capabilities", f"{cited}; Correlates of War project", cited,
        variable, f"{variable}, {text}", unit, ("stateabb",), ("", "NA", "."), -9.0,
    )  # fmt: skip


def ideal_points(table: Table, estimate: str = "") -> Layout:
    """Ideal points of Bailey, Strezhnev and Voeten. Raises `ImportProblem`.

    `estimate`: the column; without it the first of `POINTS` that the file has, and the
    file is told to have several where it has.

    >>> from overture.exchange.tables import parse_table
    >>> ideal_points(parse_table(b"ccode,session,IdealPointFP\\n1,9,0.5\\n")).id
    'ideal_points_fp'
    """
    wanted = " ".join(estimate.lower().replace("_", " ").split())
    if wanted and wanted not in POINTS:
        raise ImportProblem(f"unknown variable `{shown(estimate)}`; of ideal points: {', '.join(POINTS)}")
    table.must_have(_POINT_NAMES, ("session", "year"), (wanted,) if wanted else tuple(POINTS))
    table.tell_unknown(_POINT_COLUMNS, _POINT_SUPPLEMENT)
    there = [p for p in POINTS if p in table.columns]
    value = wanted or there[0]
    if len(there) > 1 and not wanted:
        table.reports.append(f"the file has {', '.join(there)}; {value} is read, --variable names another")
    text, end = POINTS[value]
    cited = "Bailey, Strezhnev and Voeten 2017"
    return Layout(
        "ideal_points", f"ideal_points{end}", "United Nations General Assembly ideal points", cited, cited,
        value, text, "ideal point", _POINT_NAMES, ("", "NA", "NaN", "."),
    )  # fmt: skip
