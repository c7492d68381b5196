"""Questions to ask of a model: where it rests, what is stable, where its behaviour changes."""

from course_utils.analysis.nullclines import nullclines
from course_utils.analysis.steady import SteadyState, steady_states
from course_utils.analysis.thresholds import threshold

__all__ = ["SteadyState", "nullclines", "steady_states", "threshold"]
