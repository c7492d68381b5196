"""What chapters are made of: tables and pictures written from the models."""

from course_utils.teaching.pictures import draw_model, draw_phase_plane, draw_run
from course_utils.teaching.tables import (
    Formatted,
    claims_table,
    equations,
    parameter_table,
    process_table,
)

__all__ = [
    "Formatted",
    "claims_table",
    "draw_model",
    "draw_phase_plane",
    "draw_run",
    "equations",
    "parameter_table",
    "process_table",
]
