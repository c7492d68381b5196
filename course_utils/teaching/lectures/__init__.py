"""Plans of lectures: what is shown when, what is said to it, and where the room votes."""

from course_utils.teaching.lectures.plan import (
    MINUTES,
    VOTE_RULE,
    VOTE_RULE_IN_SHORT,
    Plan,
    PlanError,
    Slide,
    planned_chapters,
    read_plan,
)

__all__ = [
    "MINUTES",
    "VOTE_RULE",
    "VOTE_RULE_IN_SHORT",
    "Plan",
    "PlanError",
    "Slide",
    "planned_chapters",
    "read_plan",
]
