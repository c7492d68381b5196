"""What chapters are made of: tables and pictures from the models, questions, checked exercises."""

from course_utils.teaching.checking import Verdict, check
from course_utils.teaching.pictures import (
    draw_bifurcation,
    draw_ensemble,
    draw_model,
    draw_phase_plane,
    draw_run,
    draw_tornado,
)
from course_utils.teaching.quizzes import Quiz, quiz
from course_utils.teaching.tables import (
    Formatted,
    claims_table,
    equations,
    parameter_table,
    process_table,
    robustness_table,
)

__all__ = [
    "Formatted",
    "Quiz",
    "Verdict",
    "check",
    "claims_table",
    "draw_bifurcation",
    "draw_ensemble",
    "draw_model",
    "draw_phase_plane",
    "draw_run",
    "draw_tornado",
    "equations",
    "parameter_table",
    "process_table",
    "quiz",
    "robustness_table",
]
