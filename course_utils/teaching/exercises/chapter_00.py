"""What the one exercise of the start asks for: a number that its live figure shows."""

from __future__ import annotations

from course_utils.models import exponential, logistic
from course_utils.simulate import simulate
from course_utils.teaching.exercises.exercise import Exercise

_RATE = 0.12


def _volume(rate: float) -> float:
    return float(simulate(logistic, days=(0, 60), points=2, r=rate)["V"][-1])


def _without_limit() -> float:
    return float(simulate(exponential, days=(0, 60), points=2, r=_RATE)["V"][-1])


EXERCISES = (
    Exercise(
        "0.1",
        answer=lambda: _volume(_RATE),
        unit="mm3",
        tolerance=0.01,
        hints=(
            "Type 0.12 into the box beside *Growth rate*; the sentence below the chart then ends "
            "with what you look for.",
            "Press *Reset* first, so that nothing else is changed; then type 0.12 and press Enter.",
        ),
        misconceptions={
            "That is the volume at a growth rate of 0.2 per day, with which the figure opens.": (
                lambda: _volume(0.2)
            ),
            "That is the volume at a growth rate of 0.1 per day, the scenario *Slow*.": (
                lambda: _volume(0.1)
            ),
            "That is how large it would be if nothing slowed it. In the figure space gets short: "
            "crowding has cost this tumour two fifths of that size.": _without_limit,
        },
        explanation="That is a ball of about 12 mm across, like a large blueberry.",
    ),
)
