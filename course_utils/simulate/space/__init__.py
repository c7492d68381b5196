"""Engines that run a model in a square of tissue: as fields, and as single cells on a lattice."""

from course_utils.simulate.space.agents import AgentRun, simulate_agents
from course_utils.simulate.space.field import simulate_space
from course_utils.simulate.space.grid import Grid
from course_utils.simulate.space.run import SpatialRun

__all__ = ["AgentRun", "Grid", "SpatialRun", "simulate_agents", "simulate_space"]
