"""The last chapter's game: a patient with hidden values, a budget, a plan, a trial and a report."""

from course_utils.teaching.capstone.case import Case, open_case
from course_utils.teaching.capstone.outcome import run_plan, try_plan
from course_utils.teaching.capstone.plan import Plan, plan_treatment
from course_utils.teaching.capstone.report import Report, report_plan
from course_utils.teaching.capstone.reveal import debrief
from course_utils.teaching.capstone.rules import Rules, rules_of
from course_utils.teaching.capstone.search import Found, best_plan

__all__ = [
    "Case",
    "Found",
    "Plan",
    "Report",
    "Rules",
    "best_plan",
    "debrief",
    "open_case",
    "plan_treatment",
    "report_plan",
    "rules_of",
    "run_plan",
    "try_plan",
]
