from .analysis import nullclines, steady_states, threshold
from .explorer import explore
from .modelling import Model, ModelError
from .models import MODELS, surveillance
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
    "Model",
    "ModelError",
    "Run",
    "check",
    "claims_table",
    "draw_model",
    "draw_phase_plane",
    "draw_run",
    "equations",
    "explore",
    "nullclines",
    "parameter_table",
    "process_table",
    "quiz",
    "show",
    "simulate",
    "steady_states",
    "surveillance",
    "threshold",
    "use_course_style",
]
