"""Engines that run a model, and the result they return."""

from course_utils.simulate.cohort import (
    Arm,
    BestChange,
    Burden,
    Death,
    LogNormal,
    Normal,
    Population,
    Progression,
    Runs,
    Uniform,
    follow_patients,
    virtual_cohort,
    virtual_trial,
)
from course_utils.simulate.deterministic import simulate
from course_utils.simulate.ensemble import Ensemble, ensemble
from course_utils.simulate.lineages import lineages
from course_utils.simulate.run import Run
from course_utils.simulate.stochastic import StochasticRun, simulate_stochastic

__all__ = [
    "Arm",
    "BestChange",
    "Burden",
    "Death",
    "Ensemble",
    "LogNormal",
    "Normal",
    "Population",
    "Progression",
    "Run",
    "Runs",
    "StochasticRun",
    "Uniform",
    "ensemble",
    "follow_patients",
    "lineages",
    "simulate",
    "simulate_stochastic",
    "virtual_cohort",
    "virtual_trial",
]
