"""Virtual patients for the models: in which numbers they differ, and by how much.

Python draws them, and the browser draws the same ones from the same description.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from course_utils.simulate.cohort import LogNormal, Population, Uniform

# Stem-like cells' IL-6 differs most between patients, growth and killing little: chosen so that
# some tumours escape trastuzumab and some do not. Nobody measured these spreads.
_IL6 = Population(
    {
        "pS": LogNormal(0.6),
        "kH": LogNormal(0.15),
        "c0": LogNormal(0.3),
        "rB": LogNormal(0.1),
        "rS": LogNormal(0.1),
    },
    label="virtual patients with a HER2-positive tumour",
    source="illustrative",
)

# How active RANK is says how tightly a tumour is shut; the others say how strong either side is.
_HOTCOLD = Population(
    {
        "r": Uniform(0.05, 1),
        "a": LogNormal(0.1),
        "th": LogNormal(0.4),
        "s": LogNormal(0.4),
        "k": LogNormal(0.15),
    },
    label="virtual mice with a cold tumour",
    source="illustrative",
)

# Each step of a CAR T cell's journey may be the narrow one: the way in, the work, the stay.
_CART = Population(
    {
        "a": LogNormal(0.12),
        "h0": LogNormal(0.7),
        "q": LogNormal(0.6),
        "e": LogNormal(0.4),
        "dC": LogNormal(0.2),
    },
    label="virtual mice with a tumour for CAR T cells",
    source="illustrative",
)

POPULATIONS: Mapping[str, Population] = MappingProxyType(
    {"hotcold": _HOTCOLD, "il6": _IL6, "cart": _CART}
)
