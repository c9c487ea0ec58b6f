"""Where a duty holds: the area article of the day against what is hit and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from overture.logic import NO, UNKNOWN, YES, Tri
from overture.treaties.text.phrases import Place, parse_place
from overture.treaties.text.system import System


@dataclass(frozen=True)
class AreaTest:
    """Whether a place lies in the area of a duty, and by which article."""

    value: Tri
    art: str = ""
    by: str = ""  # the part of the area that covers it


def in_area(system: System, treaty: str, where: str, place: str, day: date) -> AreaTest:
    """Whether a duty that holds `where` covers a place on a day.

    `where`: a region, `area` for the area article, `anywhere` or nothing. A place that
    nobody stated is unknown.
    """
    if where in ("", "anywhere"):
        return AreaTest(YES)
    if not place:
        return AreaTest(UNKNOWN)
    hit = parse_place(place)
    if where != "area":
        if _covers(system, treaty, Place("territory", where), hit, any_kind=True):
            return AreaTest(YES, by=where)
        return AreaTest(NO if _located(system, treaty, hit.region) else UNKNOWN, by=where)
    area = system.area(treaty, day)
    if area is None:
        return AreaTest(UNKNOWN)
    provision, places = area
    for part in places:
        if _covers(system, treaty, part, hit):
            return AreaTest(YES, provision.art, str(part))
    # forces on or over the territory of the parties, where the article says so
    if hit.kind in ("forces", "occupation forces", "vessels", "aircraft"):
        over = any(p.kind == "forces" and p.region in ("territories", "territory") for p in places)
        if over and any(_covers(system, treaty, p, Place("territory", hit.region)) for p in places):
            return AreaTest(YES, provision.art, "forces in or over the territories")
    return AreaTest(NO if _located(system, treaty, hit.region) else UNKNOWN, provision.art)


# of regions that the file does not place nothing is known; these are apart from each other by their nature
CONTINENTS = frozenset({
    "europe", "asia", "africa", "north_america", "south_america", "america", "oceania", "antarctica",
})  # fmt: skip


def _located(system: System, treaty: str, region: str) -> bool:
    """Whether it is known where a region lies: a continent, or one that the file places."""
    regions = system.treaties[treaty].regions
    return region in CONTINENTS or region in regions or any(region in names for names in regions.values())


_FORCES = {"forces": ("forces", "occupation forces", "vessels", "aircraft")}


def _covers(system: System, treaty: str, part: Place, hit: Place, any_kind: bool = False) -> bool:
    kinds = _FORCES.get(part.kind, (part.kind,))
    if not any_kind and hit.kind not in kinds:
        return False
    return system.within(treaty, hit.region, part.region)
