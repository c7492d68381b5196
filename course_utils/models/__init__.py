"""The library of models, one file each; `MODELS` maps their names to them.

They are imported here at once, and not when first used, because a model and its file have the
same name: whoever imported the file first would otherwise hide the model behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from course_utils.modelling import Model
from course_utils.models.birth_death import birth_death
from course_utils.models.cart import cart
from course_utils.models.editing import editing
from course_utils.models.exponential import exponential
from course_utils.models.gompertz import gompertz
from course_utils.models.hotcold import hotcold
from course_utils.models.il1 import il1
from course_utils.models.il6 import il6
from course_utils.models.infiltration import infiltration
from course_utils.models.logistic import logistic
from course_utils.models.ov_cart import ov_cart
from course_utils.models.populations import POPULATIONS
from course_utils.models.progestin import progestin
from course_utils.models.seeding import seeding
from course_utils.models.surveillance import surveillance
from course_utils.models.til import til
from course_utils.models.treg_rankl import treg_rankl
from course_utils.models.virion import virion

MODELS: Mapping[str, Model] = MappingProxyType(
    {
        model.name: model
        for model in (
            birth_death,
            cart,
            editing,
            exponential,
            gompertz,
            hotcold,
            il1,
            il6,
            infiltration,
            logistic,
            ov_cart,
            progestin,
            seeding,
            surveillance,
            til,
            treg_rankl,
            virion,
        )
    }
)

__all__ = [
    "MODELS",
    "POPULATIONS",
    "birth_death",
    "cart",
    "editing",
    "exponential",
    "gompertz",
    "hotcold",
    "il1",
    "il6",
    "infiltration",
    "logistic",
    "ov_cart",
    "progestin",
    "seeding",
    "surveillance",
    "til",
    "treg_rankl",
    "virion",
]
