from .checking import Verdict, check
from .installation import Installation, check_installation
from .pictures import (
    draw_bifurcation,
    draw_ensemble,
    draw_model,
    draw_phase_plane,
    draw_run,
    draw_tornado,
)
from .quizzes import Quiz, quiz
from .releases import release_checklist, release_claims
from .space_pictures import draw_patterns, draw_profiles, draw_space, save_animation
from .tables import (
    Formatted,
    claims_table,
    equations,
    parameter_table,
    process_table,
    robustness_table,
)
from .trial_pictures import (
    draw_spider,
    draw_survival,
    draw_swimmer,
    draw_swings,
    draw_waterfall,
)

__all__ = [
    "Formatted",
    "Installation",
    "Quiz",
    "Verdict",
    "check",
    "check_installation",
    "claims_table",
    "draw_bifurcation",
    "draw_ensemble",
    "draw_model",
    "draw_patterns",
    "draw_phase_plane",
    "draw_profiles",
    "draw_run",
    "draw_space",
    "draw_spider",
    "draw_survival",
    "draw_swimmer",
    "draw_swings",
    "draw_tornado",
    "draw_waterfall",
    "equations",
    "parameter_table",
    "process_table",
    "quiz",
    "release_checklist",
    "release_claims",
    "robustness_table",
    "save_animation",
]
