"""A plan of treatment, held to the budget of a case."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from course_utils.modelling import Course, ModelError, schedule
from course_utils.modelling.errors import unknown_name
from course_utils.modelling.treatments import course_from
from course_utils.teaching.capstone.case import Case, points
from course_utils.teaching.tables import table


@dataclass(frozen=True)
class Plan:
    """What is given to a patient, when, and what it costs; made by `plan_treatment`.

    Parameters
    ----------
    case
        The patient, as far as known.
    courses
        What is given.
    """

    case: Case
    courses: tuple[Course, ...]

    @property
    def cost(self) -> float:
        """Points of the treatments, without those of the measurements."""
        return math.fsum(toll_of(self.case, course) for course in self.courses)

    @property
    def left(self) -> float:
        """Points that nothing was bought for."""
        return self.case.left - self.cost

    def rows(self) -> list[list[str]]:
        """Say each course: what, when, and its points."""
        of = self.case.rules.model.treatments
        return [
            [of[course.name].label, when(course), f"{toll_of(self.case, course):g}"]
            for course in self.courses
        ]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """Show the plan as a table, in notebooks and in the book."""
        rows = [["measurements", "", f"{self.case.spent:g}"], *self.rows()]
        rows.append(["**together**", "", f"**{self.case.spent + self.cost:g}**"])
        shown = table(["what", "when", "points"], rows)
        return {"text/markdown": f"{shown.markdown}\n\n{self._rest}", "text/plain": repr(self)}

    def __repr__(self) -> str:
        """Say the same in a line."""
        return f"Plan for {self.case.name}: {self.given}. {self._rest}"

    @property
    def given(self) -> str:
        """What is given and when, in a line."""
        return "; ".join(f"{what}, {day}" for what, day, _ in self.rows()) or "nothing"

    @property
    def _rest(self) -> str:
        budget = self.case.rules.budget
        return f"{points(budget - self.left)} of {budget:g}: {self.left:g} are left."


def plan_treatment(
    case: Case, courses: Iterable[Course | Mapping[str, Any]] | Course | Mapping[str, Any]
) -> Plan:
    """Plan what a patient is given, and hold it to what points and days allow.

    Parameters
    ----------
    case
        The patient, after what was measured.
    courses
        Such as ``[il6.treatments["trastuzumab"].during(0, 60)]``, or as a live figure writes them;
        none for a plan without treatment.

    Raises
    ------
    ModelError
        If a treatment is unknown, not offered or outside the days that are left, or the plan costs
        more than is left.
    """
    if not isinstance(case, Case):
        raise ModelError(
            f"plan_treatment needs a case, but {type(case).__name__} was given; run the cell with "
            "open_case first."
        )
    given: list[Any]
    if isinstance(courses, str | Mapping) or not isinstance(courses, Iterable):
        given = [courses]
    else:
        given = list(courses)
    checked = tuple(course for item in given for course in _checked(case, item))
    schedule(case.rules.model, checked, (0, case.rules.days))  # windows must not overlap
    plan = Plan(case, checked)
    if plan.left < -1e-9:
        raise ModelError(
            f"The plan costs {points(round(plan.cost, 6))}, but {case.left:g} of "
            f"{points(case.rules.budget)} are left after the measurements: {-plan.left:g} too "
            f"many. {_dearest(plan)}"
        )
    return plan


def needs_plan(plan: object, function: str) -> Plan:
    """Return the plan, or say that it is none."""
    if not isinstance(plan, Plan):
        raise ModelError(
            f"{function} needs a plan, but {type(plan).__name__} was given; "
            "run the cell with plan_treatment first."
        )
    return plan


def toll_of(case: Case, course: Course) -> float:
    """Return the points of one course of treatment."""
    toll = case.rules.toll[course.name]
    days = math.fsum(end - start for start, end in course.windows)
    return toll * (days + course.dose * len(course.days))


def courses_from(case: Case, item: Course | Mapping[str, Any]) -> list[Course]:
    """Return the courses that an item of a plan stands for, if they are offered.

    Raises
    ------
    ModelError
        If there is no such treatment, it is not offered, or the item is no course.
    """
    rules = case.rules
    name = item.name if isinstance(item, Course) else str(item.get("name"))
    if name in rules.model.treatments and name not in rules.toll:
        raise ModelError(
            f"{name!r} is a tool of experiments and no treatment; {case.name} can be given: "
            f"{', '.join(rules.toll)}."
        )
    if name not in rules.toll:
        raise unknown_name("treatment", name, rules.toll, owner=case.name)
    # A course that was put together by hand is looked at as one that was written is.
    written = item.to_dicts() if isinstance(item, Course) else [item]
    return [course_from(rules.model, one) for one in written]


def when(course: Course) -> str:
    """Say when a course is given."""
    if course.windows:
        return ", ".join(f"day {start:g} to {end:g}" for start, end in course.windows)
    days = ", ".join(f"{day:g}" for day in course.days)
    times = "" if course.dose == 1 else f", {course.dose:g} doses at once"
    return f"day {days}{times}"


def _checked(case: Case, item: object) -> list[Course]:
    if not isinstance(item, Course | Mapping):
        raise ModelError(
            f"A plan holds courses of treatment, such as "
            f"{case.tumour}.treatments[NAME].during(0, 20), but {item!r} was given."
        )
    courses = courses_from(case, item)
    last = case.rules.days
    for course in courses:
        spans = course.windows or tuple((day, day) for day in course.days)
        for start, end in spans:
            if start < case.day:
                raise ModelError(
                    f"{course.name!r} would begin on day {start:g}, but today is day "
                    f"{case.day:g}: the days before went into measuring and waiting."
                    if case.day
                    else f"{course.name!r} would begin on day {start:g}, before the course does."
                )
            if end > last:
                raise ModelError(
                    f"{course.name!r} would go on until day {end:g}, but the course ends on day "
                    f"{last:g}."
                )
    return courses


def _dearest(plan: Plan) -> str:
    course = max(plan.courses, key=lambda one: toll_of(plan.case, one))
    rules = plan.case.rules
    each = "day" if rules.model.treatments[course.name].is_window else "dose"
    return (
        f"Most goes into {course.name!r}, at {rules.toll[course.name]:g} a {each}; "
        "give less of something, or measure less."
    )
