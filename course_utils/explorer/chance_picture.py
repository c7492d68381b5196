"""The picture of many runs by chance that stands where no script runs."""

from __future__ import annotations

from course_utils.explorer.spec import Spec
from course_utils.explorer.words import amount, courses_in_words, windows_within
from course_utils.modelling import Model
from course_utils.modelling.units import in_words
from course_utils.modelling.words import mid_sentence
from course_utils.plots import Picture, fan_chart, show
from course_utils.simulate import ensemble, simulate

# The seed from which the page's own runs follow.
_SEED = 0
# Enough for stairs; each point costs about 20 bytes for each run, on every page that shows it.
_POINTS = 101
# Runs that are drawn one by one.
_SINGLE = 5


def chance_picture(model: Model, view: Spec) -> Picture:
    """Draw the runs that the live figure shows at first, but for the reader's own."""
    asked = view["chance"]
    name, days = asked["show"], (asked["days"][0], asked["days"][1])
    crowd = ensemble(
        model.set(**view["values"]),
        runs=asked["runs"],
        days=days,
        seed=_SEED,
        points=_POINTS,
        treatments=view["treatments"],
    )
    state = model.states[name]
    # What is counted is drawn as a number: 3, and not 0.000003 million cells.
    size = model.counted.get(name, 1.0)
    unit = "number" if name in model.counted else in_words(state.unit)
    low, high = (limit / size for limit in crowd.band(name, 0.9))
    middle = crowd.median(name) / size
    mean = simulate(crowd.model, days=days, points=crowd.t, treatments=view["treatments"])[name]
    lost = f"{round(crowd.share_died_out * len(crowd))} of {len(crowd)} runs"
    axes = fan_chart(
        crowd.t,
        crowd[name][:_SINGLE] / size,
        middle=middle,
        band=(low, high),
        band_label="9 of 10 runs",
        mean=mean / size,
        actor_name=state.actor,
        unit=f"{mid_sentence(state.label)} ({unit})",
        stairs=name in model.counted,
        note=f"none left in {lost}",
        windows=windows_within(model, view["treatments"], days),
    )
    ends = [amount(float(row[-1]), "") for row in (middle, low, high, mean / size)]
    sentences = [
        f"{len(crowd)} runs by chance from day {days[0]:g} to day {days[1]:g}.",
        *courses_in_words(model, view["treatments"]),
        f"{state.label} ({unit}) at the end: the median is {ends[0]}, 9 of 10 runs lie between "
        f"{ends[1]} and {ends[2]}, and the mean of the equations is {ends[3]}.",
        f"None is left in {lost}.",
    ]
    return show(axes, " ".join(sentences))
