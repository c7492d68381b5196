"""The numbers to reproduce, by model."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from course_utils.verification import growth, hotcold, surveillance, treg_rankl
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
        "treg_rankl": treg_rankl.TREG_RANKL,
        "progestin": treg_rankl.PROGESTIN,
    }
)
