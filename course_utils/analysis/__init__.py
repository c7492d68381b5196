"""Questions to ask of a model: where it rests, where it changes, how it fits, what chance does."""

from course_utils.analysis.bifurcation import Bifurcation, Branch, Change, bifurcation
from course_utils.analysis.branching import (
    burst_extinction,
    cure_probability,
    extinction_by,
    extinction_probability,
    mean_size,
    variance_of_size,
)
from course_utils.analysis.cell_therapy import dose_for_nadir, nadir
from course_utils.analysis.evidence import (
    Response,
    clopper_pearson,
    predictive_value,
    recist,
    regression_to_the_mean,
)
from course_utils.analysis.fitting import Fit, fit
from course_utils.analysis.global_sensitivity import (
    Sobol,
    Swing,
    one_at_a_time,
    sobol,
    sobol_of_population,
)
from course_utils.analysis.growth import (
    doublings,
    exponential_volume,
    gompertz_volume,
    logistic_volume,
)
from course_utils.analysis.infiltration import (
    decay_length,
    disc_level,
    disc_mean,
    interface_level,
    killing_depth,
    resting,
    resting_field,
)
from course_utils.analysis.nullclines import nullclines
from course_utils.analysis.pharmacology import (
    dose_ratio,
    mean_occupancy,
    occupancy,
    peak,
    trough,
)
from course_utils.analysis.power import Power, schoenfeld_events, simulated_power, trial_power
from course_utils.analysis.robustness import Trial, robustness
from course_utils.analysis.schedules import latest_start, minimal_dose
from course_utils.analysis.sensitivity import Sensitivity, sensitivities
from course_utils.analysis.separatrix import separatrices
from course_utils.analysis.steady import SteadyState, resting_levels, steady_states
from course_utils.analysis.survival import (
    CoxFit,
    LogRank,
    SurvivalCurve,
    cox,
    kaplan_meier,
    log_rank,
)
from course_utils.analysis.thresholds import threshold
from course_utils.analysis.virus import critical_cells, reproduction_number

__all__ = [
    "Bifurcation",
    "Branch",
    "Change",
    "CoxFit",
    "Fit",
    "LogRank",
    "Power",
    "Response",
    "Sensitivity",
    "Sobol",
    "SteadyState",
    "SurvivalCurve",
    "Swing",
    "Trial",
    "bifurcation",
    "burst_extinction",
    "clopper_pearson",
    "cox",
    "critical_cells",
    "cure_probability",
    "decay_length",
    "disc_level",
    "disc_mean",
    "dose_for_nadir",
    "dose_ratio",
    "doublings",
    "exponential_volume",
    "extinction_by",
    "extinction_probability",
    "fit",
    "gompertz_volume",
    "interface_level",
    "kaplan_meier",
    "killing_depth",
    "latest_start",
    "log_rank",
    "logistic_volume",
    "mean_occupancy",
    "mean_size",
    "minimal_dose",
    "nadir",
    "nullclines",
    "occupancy",
    "one_at_a_time",
    "peak",
    "predictive_value",
    "recist",
    "regression_to_the_mean",
    "reproduction_number",
    "resting",
    "resting_field",
    "resting_levels",
    "robustness",
    "schoenfeld_events",
    "sensitivities",
    "separatrices",
    "simulated_power",
    "sobol",
    "sobol_of_population",
    "steady_states",
    "threshold",
    "trial_power",
    "trough",
    "variance_of_size",
]
