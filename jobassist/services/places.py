"""Where things lie, as far as a distance needs it: metres in ETRS89 / UTM zone 32.

A candidate has a postcode, never an address. A workplace has its own coordinates when the register
brought them, and its postal town's centre otherwise (`resources/places/postcodes.csv`; centres are
good to about a kilometre, which is enough to sort by). What is not known is said to be unknown.
"""

import csv
import math
from functools import cache
from importlib import resources
from io import StringIO
from typing import NamedTuple

from jobassist.records import ProductionUnit


class Place(NamedTuple):
    """A place on the map, in metres."""

    easting: int
    northing: int


def of_postcode(postcode: str) -> Place | None:
    """The centre of a postal town; None when it is not in the list."""
    return _centres().get(postcode.strip())


def of_unit(unit: ProductionUnit) -> Place | None:
    """Where a workplace lies, by its coordinates or else its postcode."""
    if unit.easting is not None and unit.northing is not None:
        return Place(unit.easting, unit.northing)
    return of_postcode(unit.postcode)


def km_between(one: Place | None, other: Place | None) -> int | None:
    """Kilometres as the crow flies, rounded; None when one of them is not known."""
    if one is None or other is None:
        return None
    return round(math.dist(one, other) / 1000)


@cache
def _centres() -> dict[str, Place]:
    file = resources.files("resources.places").joinpath("postcodes.csv")
    rows = csv.DictReader(StringIO(file.read_text(encoding="utf-8")))
    return {row["postcode"]: Place(int(row["easting"]), int(row["northing"])) for row in rows}
