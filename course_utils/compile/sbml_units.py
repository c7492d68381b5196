"""The models' units, as SBML writes them: as powers of its own few base units.

SBML knows amounts in moles, grams and items only. Cells, virions and doses are items. So is a
tumour measured by its volume: it counts as the million cells that a cubic millimetre of tumour
holds by the course's convention, for a volume cannot be the amount of a species.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from course_utils.modelling.units import in_words, parse_unit

# Exponent of each of the models' units; empty for a bare number.
Powers = Mapping[str, int]

NONE: Powers = {}

# Of each of the models' units: the base unit of SBML, and how many of it make one.
_BASES: dict[str, tuple[str, float]] = {
    "second": ("second", 1),
    "minute": ("second", 60),
    "hour": ("second", 3600),
    "day": ("second", 86400),
    "week": ("second", 604800),
    "year": ("second", 365.25 * 86400),
    "metre": ("metre", 1),
    "mm": ("metre", 1e-3),
    "cm": ("metre", 1e-2),
    "mL": ("litre", 1e-3),
    "gram": ("gram", 1),
    "mg": ("gram", 1e-3),
    "pg": ("gram", 1e-12),
    "cell": ("item", 1),
    "kc": ("item", 1e3),
    "hkc": ("item", 1e5),
    "Mc": ("item", 1e6),
    "pfu": ("item", 1),
    "Mpfu": ("item", 1e6),
    "dose": ("item", 1),
    "mm3": ("item", 1e6),
    "cm3": ("item", 1e9),
}
_PINT_NAMES = {"millilitre": "mL"}


def powers(unit: str) -> Powers:
    """Read a unit of a model, such as ``"1/(Mc day)"``."""
    items = parse_unit(unit).unit_items()
    found: Powers = {}
    for name, exponent in items:
        # An area is the square of a length; the volumes stand for numbers of cells (see above).
        base, power = ("mm", 2) if name == "mm2" else (_PINT_NAMES.get(name, name), 1)
        found = times(found, {base: power * int(exponent)})
    return found


def times(first: Powers, second: Powers, sign: int = 1) -> Powers:
    """Multiply two units; divide them if `sign` is -1."""
    product = dict(first)
    for name, exponent in second.items():
        product[name] = product.get(name, 0) + sign * exponent
    return {name: exponent for name, exponent in product.items() if exponent}


def amount(unit: Powers) -> tuple[Powers, bool] | None:
    """Tell how SBML can hold a quantity of this unit as a species.

    Returns
    -------
    tuple or None
        The unit of the amount, and whether the quantity is this amount per millilitre; None if
        it is no amount at all, such as a growth rate.
    """
    if not unit:
        return NONE, False
    per_volume = unit.get("mL") == -1
    rest = {name: exponent for name, exponent in unit.items() if not (per_volume and name == "mL")}
    if [*rest.values()] == [1] and _BASES[next(iter(rest))][0] in ("item", "gram"):
        return rest, per_volume
    return None


class Units:
    """The units that a document uses, each defined once."""

    def __init__(self) -> None:
        self._defined: dict[str, Powers] = {}

    def __call__(self, unit: Powers) -> str:
        """Return the identifier of a unit, and remember to define it."""
        if not unit:
            return "dimensionless"
        above = [_raised(name, n) for name, n in unit.items() if n > 0]
        below = [_raised(name, -n) for name, n in unit.items() if n < 0]
        name = "_".join([*above, *(["per", *below] if below else [])])
        if name in ("second", "metre", "gram"):
            return name
        self._defined[name] = unit
        return name

    def definitions(self) -> Element:
        """Write the definitions of all units that were asked for."""
        element = Element("listOfUnitDefinitions")
        for identifier, unit in self._defined.items():
            definition = SubElement(
                element, "unitDefinition", {"id": identifier, "name": _name(unit)}
            )
            units = SubElement(definition, "listOfUnits")
            for name, exponent in unit.items():
                kind, size = _BASES[name]
                SubElement(
                    units,
                    "unit",
                    {
                        "kind": kind,
                        "exponent": str(exponent),
                        "scale": "0",
                        "multiplier": repr(float(size)),
                    },
                )
        return element


def _raised(name: str, exponent: int) -> str:
    return name if exponent == 1 else f"{name}_{exponent}"


def _name(unit: Powers) -> str:
    """Write a unit in words, such as “million cells per day”."""
    above = [_power(in_words(name), n) for name, n in unit.items() if n > 0]
    # One of them: per million cells, per day.
    below = [_power(in_words(f"1/{name}"), -n) for name, n in unit.items() if n < 0]
    of_tumour = any(name in ("mm3", "cm3") for name in unit)
    note = ["(of tumour, at a million cells per mm³)"] if of_tumour else []
    return " ".join([*above, *below, *note])


def _power(words: str, exponent: int) -> str:
    return words if exponent == 1 else f"{words} to the power {exponent}"
