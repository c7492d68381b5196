"""Engines that run a model, and the result they return."""

from course_utils.simulate.deterministic import simulate
from course_utils.simulate.run import Run

__all__ = ["Run", "simulate"]
