"""Virtual trials: many patients who differ, each in every arm."""

from course_utils.simulate.cohort.arms import Arm
from course_utils.simulate.cohort.endpoints import (
    BestChange,
    Burden,
    Death,
    Endpoint,
    Progression,
)
from course_utils.simulate.cohort.population import (
    Distribution,
    LogNormal,
    Normal,
    Population,
    Uniform,
)
from course_utils.simulate.cohort.runs import Runs, follow_patients
from course_utils.simulate.cohort.trial import virtual_cohort, virtual_trial

__all__ = [
    "Arm",
    "BestChange",
    "Burden",
    "Death",
    "Distribution",
    "Endpoint",
    "LogNormal",
    "Normal",
    "Population",
    "Progression",
    "Runs",
    "Uniform",
    "follow_patients",
    "virtual_cohort",
    "virtual_trial",
]
