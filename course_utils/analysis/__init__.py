"""Questions to ask of a model: where it rests, where it changes, how it fits, what chance does."""

from course_utils.analysis.branching import (
    extinction_by,
    extinction_probability,
    mean_size,
    variance_of_size,
)
from course_utils.analysis.fitting import Fit, fit
from course_utils.analysis.growth import (
    doublings,
    exponential_volume,
    gompertz_volume,
    logistic_volume,
)
from course_utils.analysis.nullclines import nullclines
from course_utils.analysis.separatrix import separatrices
from course_utils.analysis.steady import SteadyState, steady_states
from course_utils.analysis.thresholds import threshold

__all__ = [
    "Fit",
    "SteadyState",
    "doublings",
    "exponential_volume",
    "extinction_by",
    "extinction_probability",
    "fit",
    "gompertz_volume",
    "logistic_volume",
    "mean_size",
    "nullclines",
    "separatrices",
    "steady_states",
    "threshold",
    "variance_of_size",
]
