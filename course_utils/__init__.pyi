from .analysis import nullclines, steady_states, threshold
from .explorer import explore
from .modelling import Model, ModelError
from .models import MODELS, hotcold, progestin, surveillance, treg_rankl
from .plots import show, use_course_style
from .simulate import Run, simulate
from .teaching import (
    claims_table,
    draw_model,
    draw_phase_plane,
    draw_run,
    equations,
    parameter_table,
    process_table,
)

__version__: str

__all__ = [
    "MODELS",
    "Model",
    "ModelError",
    "Run",
    "claims_table",
    "draw_model",
    "draw_phase_plane",
    "draw_run",
    "equations",
    "explore",
    "hotcold",
    "nullclines",
    "parameter_table",
    "process_table",
    "progestin",
    "show",
    "simulate",
    "steady_states",
    "surveillance",
    "threshold",
    "treg_rankl",
    "use_course_style",
]
