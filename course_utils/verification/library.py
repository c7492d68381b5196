"""The numbers to reproduce, by model."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from course_utils.verification import (
    cell_therapies,
    growth,
    hotcold,
    il1,
    il6,
    infiltration,
    surveillance,
    treg_rankl,
)
from course_utils.verification.target import Target

TARGETS: Mapping[str, tuple[Target, ...]] = MappingProxyType(
    {
        "exponential": growth.EXPONENTIAL,
        "logistic": growth.LOGISTIC,
        "gompertz": growth.GOMPERTZ,
        "birth_death": growth.BIRTH_DEATH,
        "surveillance": surveillance.SURVEILLANCE,
        "editing": surveillance.EDITING,
        "hotcold": hotcold.HOTCOLD,
        "infiltration": infiltration.INFILTRATION,
        "treg_rankl": treg_rankl.TREG_RANKL,
        "seeding": treg_rankl.SEEDING,
        "progestin": treg_rankl.PROGESTIN,
        "il1": il1.IL1,
        "il6": il6.IL6,
        "cart": cell_therapies.CART,
        "til": cell_therapies.TIL,
        "ov_cart": cell_therapies.OV_CART,
        "virion": cell_therapies.VIRION,
    }
)
