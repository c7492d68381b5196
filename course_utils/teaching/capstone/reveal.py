"""The debrief: who the patient was, and what could have been had."""

from __future__ import annotations

from course_utils.modelling.units import in_words
from course_utils.models import POPULATIONS
from course_utils.teaching.capstone.case import Case, hidden_model
from course_utils.teaching.capstone.plan import Plan, needs_plan
from course_utils.teaching.capstone.search import best_plan, final_size
from course_utils.teaching.tables import Formatted, table, three_digits


def debrief(plan: Plan) -> Formatted:
    """Reveal the patient's hidden values, and lay the plan beside the best of a simple search.

    Look at it last. The search tries some hundred plans with the hidden values known: once with
    the points and days that the measurements left, once as if nothing had been measured. The last
    row is the plan that suits the model as it stands best, given to this patient.

    Parameters
    ----------
    plan
        Made by `plan_treatment`.
    """
    case = needs_plan(plan, "debrief").case
    rules = case.rules
    model = hidden_model(case)
    values = table(
        ["hidden", "meaning", "this patient", "in the model"],
        [
            [
                f"`{name}`",
                rules.model.parameters[name].label,
                three_digits(model.values[name]),
                f"{three_digits(rules.model.values[name])} "
                f"{in_words(rules.model.parameters[name].unit)}".strip(),
            ]
            for name in POPULATIONS[case.tumour].varies
        ],
    )
    fresh = Case(case.tumour, case.number)
    after, known, blind = best_plan(case), best_plan(fresh), best_plan(fresh, typical=True)
    own = final_size(case, model, plan)
    rows = [
        _row("your plan", plan, own),
        _row("best with what you had left", after.plan, after.final),
        _row("best if all is known", known.plan, known.final),
        _row("best for the model's own values", blind.plan, final_size(fresh, model, blind.plan)),
    ]
    plans = table(["plan", "what", "points", f"tumour on day {rules.days:g} ({rules.unit})"], rows)
    words = (
        f"Of {known.tried} plans within {rules.budget:g} points the search took the one with the "
        f"smallest tumour on day {rules.days:g}; below {rules.floor:g} {rules.unit} all count as "
        "equal, and the cheapest wins. Points count measurements and treatments."
    )
    return Formatted(
        f"{values.markdown}\n\n{plans.markdown}\n\n{words}",
        f"{values.plain}\n\n{plans.plain}\n\n{words}",
    )


def _row(label: str, plan: Plan, final: float) -> list[str]:
    return [label, plan.given, f"{plan.case.spent + plan.cost:.3g}", three_digits(final)]
