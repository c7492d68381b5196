"""The trial of a live figure: its arms, its virtual patients and what is measured in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypedDict

import numpy as np

from course_utils.modelling import Course, Model, ModelError
from course_utils.modelling.errors import unknown_name
from course_utils.modelling.treatments import finite_day
from course_utils.modelling.words import mid_sentence
from course_utils.plots import ARMS
from course_utils.simulate.cohort import Arm, Death, Population, Progression, virtual_trial
from course_utils.simulate.draws import checked_seed

PATIENTS = 200
# More do not make a curve clearer, and the page follows them all as a slider moves.
MOST_PATIENTS = 1000
MOST_ARMS = 4
_POINTS_A_DAY = 2
_ARMS_EXAMPLE = "{'alone': [course], 'both': [course, other]}"

Courses = Callable[[Model, Any, tuple[float, float]], list[dict[str, Any]]]


class Trial(TypedDict, total=False):
    """The virtual trial that a live figure can show.

    Attributes
    ----------
    arms
        By name, two to four: courses of treatment, or an `Arm` that changes parameters as well.
        The others are compared with the first.
    population
        In which numbers the patients differ, and how. The sliders move the typical patient.
    patients
        How many; 200 if left out. Each is in every arm.
    endpoint
        What is waited for: `Progression` or `Death`; or several of them by a name, such as
        ``{"Progression": Progression("N"), "Death": Death("N", 1200)}``.
    seed
        From which every patient follows; 1 if left out. The same as in `virtual_trial`.
    days
        The day 0 and the last one; the figure's last day if left out.
    """

    arms: Mapping[str, Arm | Sequence[Course | Mapping[str, Any]] | Course]
    population: Population
    patients: int
    endpoint: Progression | Death | Mapping[str, Progression | Death]
    seed: int
    days: tuple[float, float]


def described_trial(
    model: Model, trial: Trial, days: Sequence[float], checked_courses: Courses
) -> dict[str, Any]:
    """Return a trial in the form of the spec.

    Parameters
    ----------
    model
        What happens in each patient, with the figure's first values.
    trial
        What was asked for.
    days
        First and last day of the figure.
    checked_courses
        Turns the courses of an arm into those of a spec, or refuses them.

    Raises
    ------
    ModelError
        If there are not two to four arms, a population does not suit the model, an endpoint is
        none that a page can measure, or a number makes no sense.
    """
    if not isinstance(trial, Mapping) or not {"arms", "population", "endpoint"} <= trial.keys():
        raise ModelError(
            "trial must be a dict with arms, population and endpoint, such as "
            f"{{'arms': {_ARMS_EXAMPLE}, 'population': POPULATIONS['il6'], "
            f"'endpoint': Progression('N')}}, but {trial!r} was given."
        )
    keys = list(Trial.__annotations__)
    for key in trial:
        if key not in keys:
            raise unknown_name("key", str(key), keys, owner="A trial")
    last = _last_day(trial.get("days", (0, days[1])))
    arms = _arms(model, trial["arms"], last, checked_courses)
    population = trial["population"]
    if not isinstance(population, Population):
        raise ModelError(
            f"trial: population is {population!r}; give a Population, such as POPULATIONS['il6']."
        )
    for arm in arms:
        population.check(model.set(**arm["values"]))
    return {
        "arms": arms,
        "population": population.to_dict(),
        "most": {
            name: most for name in population.varies if (most := population.at_most(model, name))
        },
        "endpoints": _endpoints(model, trial["endpoint"]),
        "patients": _patients(trial.get("patients", PATIENTS)),
        "seed": checked_seed(trial.get("seed", 1)),
        "days": [0.0, last],
        "points": max(round(_POINTS_A_DAY * last) + 1, 3),
    }


def trial_table(model: Model, described: Mapping[str, Any], endpoint: int = 0) -> Any:
    """Return the table of a trial in the form of the spec: what the page shows at first.

    Parameters
    ----------
    model
        With the figure's first values.
    described
        From `described_trial`.
    endpoint
        Which of its endpoints.

    Returns
    -------
    pandas.DataFrame
        As of `virtual_trial`.
    """
    asked = described["endpoints"][endpoint]
    measured = (
        Death(asked["of"], asked["at"])
        if asked["kind"] == "death"
        else Progression(asked["of"], asked["factor"], asked["plus"])
    )
    return virtual_trial(
        model,
        {arm["label"]: Arm(arm["treatments"], arm["values"]) for arm in described["arms"]},
        Population.from_dict(described["population"]),
        described["patients"],
        described["seed"],
        measured,
        days=(described["days"][0], described["days"][1]),
        points=described["points"],
        progress=False,
    )


def _last_day(days: Any) -> float:
    try:
        first, last = days
    except (TypeError, ValueError):
        raise ModelError(
            f"trial: days must be 0 and the last day, such as (0, 180), but {days!r} was given."
        ) from None
    first, last = finite_day(first, "trial: days"), finite_day(last, "trial: days")
    if first != 0 or not last > 0:
        raise ModelError(
            f"trial: days is {first:g} to {last:g}; a trial counts from day 0, so give "
            "(0, last day)."
        )
    return last


def _arms(model: Model, arms: Any, last: float, checked_courses: Courses) -> list[dict[str, Any]]:
    if not isinstance(arms, Mapping):
        raise ModelError(
            f"trial: arms must give each arm a name, such as {_ARMS_EXAMPLE}, "
            f"but {arms!r} was given."
        )
    if not 2 <= len(arms) <= MOST_ARMS:
        raise ModelError(
            f"trial: arms has {len(arms)} of them; a trial on a page compares 2 to {MOST_ARMS}."
        )
    described = []
    for (label, given), actor in zip(arms.items(), ARMS, strict=False):
        arm = given if isinstance(given, Arm) else Arm(given)
        changed = model.set(**arm.values)
        described.append(
            {
                "label": str(label),
                "actor": actor,
                "treatments": checked_courses(changed, arm.treatments, (0.0, last)),
                "values": {name: float(value) for name, value in arm.values.items()},
            }
        )
    return described


def _endpoints(model: Model, endpoint: Any) -> list[dict[str, Any]]:
    named = endpoint if isinstance(endpoint, Mapping) else {type(endpoint).__name__: endpoint}
    if not named:
        raise ModelError("trial: endpoint is empty; give Progression or Death.")
    declared = {**model.states, **model.observables}
    described = []
    for label, one in named.items():
        if not isinstance(one, Progression | Death):
            raise ModelError(
                f"trial: endpoint is {one!r}; a page can wait for Progression(name) or "
                "Death(name, at)."
            )
        if one.of not in declared:
            raise unknown_name(
                "state or observable", one.of, list(declared), owner=f"The model {model.name!r}"
            )
        described.append(
            {
                "label": str(label),
                "kind": "death" if isinstance(one, Death) else "progression",
                **vars(one),
            }
        )
    return described


def _patients(patients: Any) -> int:
    whole = isinstance(patients, int | np.integer) and not isinstance(patients, bool)
    if not whole or not 2 <= patients <= MOST_PATIENTS:
        raise ModelError(
            f"trial: patients is {patients!r}, but it must be a whole number from 2 to "
            f"{MOST_PATIENTS}."
        )
    return int(patients)


def what_is_free(described: Mapping[str, Any]) -> str:
    """Return what a curve of the first endpoint is the share of, such as "progression-free"."""
    return f"{mid_sentence(described['endpoints'][0]['label'])}-free"
