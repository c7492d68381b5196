"""Virtual patients for the models: in which numbers they differ, and by how much.

Python draws them, and the browser draws the same ones from the same description.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from course_utils.simulate.cohort import LogNormal, Population

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

POPULATIONS: Mapping[str, Population] = MappingProxyType({"il6": _IL6})
