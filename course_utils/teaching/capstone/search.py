"""The best plan that a simple search finds, once the patient's own values are known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np

from course_utils.modelling import Action, Course, Model, schedule
from course_utils.simulate.cohort import follow_patients
from course_utils.teaching.capstone.case import Case, hidden_model
from course_utils.teaching.capstone.plan import Plan, toll_of


@dataclass(frozen=True)
class Found:
    """What the search found.

    Parameters
    ----------
    plan
        The best one: the smallest tumour on the last day, where all below the floor of the rules
        count as equal, then the fewest points.
    final
        That tumour, in its unit.
    tried
        How many plans were within the budget.
    """

    plan: Plan
    final: float
    tried: int


def best_plan(case: Case, *, typical: bool = False) -> Found:
    """Search the plans that a case still allows, with its hidden values known.

    Parameters
    ----------
    case
        The patient, with the points and days that are left.
    typical
        Search for the population's typical patient instead of this one.
    """
    model = case.rules.model if typical else hidden_model(case)
    return _search(case, model)


@lru_cache(maxsize=32)
def _search(case: Case, model: Model) -> Found:
    rules = case.rules
    plans = list(_affordable(case))
    finals = [final_size(case, model, plan) for plan in plans]
    best = min(
        range(len(plans)), key=lambda i: (max(finals[i], rules.floor), plans[i].cost, finals[i])
    )
    return Found(plans[best], finals[best], len(plans))


def final_size(case: Case, model: Model, plan: Plan) -> float:
    """Return the tumour on the last day, in a patient with the values of a model."""
    rules = case.rules
    own = {name: np.array([value]) for name, value in model.values.items() if name in model.states}
    days = (0.0, rules.days)
    actions = [action for course in plan.courses for action in _actions(model, course, days)]
    runs = follow_patients(model, actions, own, days, np.array(days))
    return float(runs[rules.tumour][0, -1])


@lru_cache(maxsize=1024)
def _actions(model: Model, course: Course, days: tuple[float, float]) -> list[Action]:
    """Return what a course does; hundreds of plans share a course, and a dose is a formula."""
    return schedule(model, course, days)


def _affordable(case: Case) -> Iterator[Plan]:
    choices = [[(), *_courses(case, name)] for name in case.rules.search]
    for chosen in product(*choices):
        courses = tuple(course for part in chosen for course in part)
        if sum(toll_of(case, course) for course in courses) <= case.left + 1e-9:
            yield Plan(case, courses)


def _courses(case: Case, name: str) -> Iterator[tuple[Course, ...]]:
    """Yield what is tried of one treatment, from the first day that is left on."""
    rules = case.rules
    treatment, options = rules.model.treatments[name], rules.search[name]
    seen: set[Any] = set()
    for after in options["after"]:
        if not treatment.is_window:
            days = [case.day + day for day in after]
            if max(days) <= rules.days:
                for dose in options["doses"]:
                    yield (treatment.at(*days, dose=dose),)
            continue
        start = case.day + after
        for lasting in options["lasting"]:
            end = min(start + lasting, rules.days)
            if start < rules.days and (start, end) not in seen:
                seen.add((start, end))
                yield (treatment.during(start, end),)
