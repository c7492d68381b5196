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
from course_utils.simulate.space import AgentRun, SpatialRun, simulate_agents, simulate_space
from course_utils.simulate.stochastic import StochasticRun, simulate_stochastic

__all__ = [
    "AgentRun",
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
    "SpatialRun",
    "StochasticRun",
    "Uniform",
    "ensemble",
    "follow_patients",
    "lineages",
    "simulate",
    "simulate_agents",
    "simulate_space",
    "simulate_stochastic",
    "virtual_cohort",
    "virtual_trial",
]
