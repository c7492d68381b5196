from .analysis import (
    Fit,
    doublings,
    exponential_volume,
    extinction_by,
    extinction_probability,
    fit,
    gompertz_volume,
    logistic_volume,
    nullclines,
    steady_states,
    threshold,
)
from .compile import sbml
from .datasets import DataError, read_mice, synthetic_mice
from .explorer import explore
from .modelling import Model, ModelError
from .models import (
    MODELS,
    birth_death,
    editing,
    exponential,
    gompertz,
    hotcold,
    logistic,
    progestin,
    surveillance,
    treg_rankl,
)
from .plots import show, use_course_style
from .simulate import Run, simulate
from .teaching import (
    check,
    claims_table,
    draw_model,
    draw_phase_plane,
    draw_run,
    equations,
    parameter_table,
    process_table,
    quiz,
)

__version__: str

__all__ = [
    "MODELS",
    "DataError",
    "Fit",
    "Model",
    "ModelError",
    "Run",
    "birth_death",
    "check",
    "claims_table",
    "doublings",
    "draw_model",
    "draw_phase_plane",
    "draw_run",
    "editing",
    "equations",
    "explore",
    "exponential",
    "exponential_volume",
    "extinction_by",
    "extinction_probability",
    "fit",
    "gompertz",
    "gompertz_volume",
    "hotcold",
    "logistic",
    "logistic_volume",
    "nullclines",
    "parameter_table",
    "process_table",
    "progestin",
    "quiz",
    "read_mice",
    "sbml",
    "show",
    "simulate",
    "steady_states",
    "surveillance",
    "synthetic_mice",
    "threshold",
    "treg_rankl",
    "use_course_style",
]
