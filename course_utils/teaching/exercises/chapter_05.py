"""What the exercises of chapter 5 ask for: a drug between two doses, a loop, three of eleven."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from scipy.stats import beta

from course_utils.analysis import peak, threshold, trough
from course_utils.modelling import Model, Parameter, Process, State
from course_utils.models import il1
from course_utils.simulate import simulate
from course_utils.teaching.exercises.exercise import Exercise

_V = il1.values
_HOURS_A_DAY = 24


def _dose_for(left: float) -> float:
    """Return the daily dose of which so much, in mg, is left before the next."""
    return left / trough(1, _V["kA"])


def _left_for(block: float, ligand: float) -> float:
    """Return the anakinra, in mg, that keeps a share of the ligand's receptors from it."""
    return block / (1 - block) * (1 + ligand / _V["KI"]) * _V["KA"]


def _half_life_for_half_of_the_peak() -> float:
    def enough(hours: float) -> bool:
        loss = _HOURS_A_DAY * math.log(2) / hours
        return trough(1, loss) >= 0.5 * peak(1, loss)

    return threshold(enough, 5, 100, tolerance=1e-6)


class _Loop(Model):
    """IL-1β that calls for more of itself, in a tumour that is held still."""

    p, dI, KI, KA, kA, dose = (  # noqa: N815  (the names in the formulas)
        il1.parameters[name] for name in ("p", "dI", "KI", "KA", "kA", "dose")
    )
    omega = Parameter("Self-amplification", 3, unit="1", range=None, source="illustrative")
    primed = Parameter("Primed myeloid cells", _V["M"], unit="1", range=None, source="illustrative")
    I = State(  # noqa: E741
        "IL-1β", start=p * primed / dI, unit="pg/mL", measured_by="ELISA of tumour fluid"
    )
    A = il1.states["A"]
    anakinra = il1.treatments["anakinra"]
    j = il1.observables["j"]
    production = Process(p * primed * (1 + omega * j), makes=I)
    il1_clearance = il1.processes["il1_clearance"]
    elimination = il1.processes["elimination"]


_REST = 30
_LAST = _REST + 13


@lru_cache
def _cytokine(omega: float) -> tuple[float, float]:
    """Return IL-1β on the 14th day of anakinra: its mean and its last, as shares of its rest."""
    loop = _Loop().set(omega=omega)
    daily = loop.treatments["anakinra"].at(*range(_REST, _LAST + 1))
    # The first point lies before the first dose, the others within the last day.
    points = np.array([_REST - 1e-9, *np.linspace(_LAST, _LAST + 1 - 1e-9, 2001)])
    run = simulate(loop, days=(0, _LAST + 1), points=points, treatments=daily)
    rest, day = run["I"][0], run["I"][1:]
    return float(np.trapezoid(day, run.t[1:]) / rest), float(day[-1] / rest)


def _with_receptors_always_blocked(omega: float) -> float:
    """Return what is left of IL-1β without its loop, as a share of its rest with it."""
    run = simulate(_Loop().set(omega=omega), days=(0, _REST), points=2)
    return float(_V["I"] / run["I"][-1])


_ALIVE, _WOMEN = 3, 11


def _limit(tail: float, alive: int) -> float:
    """Return a limit of the exact interval of Clopper and Pearson."""
    return float(beta.ppf(tail, alive, _WOMEN - alive + 1))


def _upper_by_the_bell_curve() -> float:
    share = _ALIVE / _WOMEN
    return share + 1.96 * math.sqrt(share * (1 - share) / _WOMEN)


EXERCISES = (
    Exercise(
        "5.1",
        answer=lambda: trough(_V["dose"], _V["kA"]),
        unit="mg",
        tolerance=0.01,
        hints=(
            "How many times is the drug halved between two injections? "
            "And what is left of the injections before the last?",
            "Five hours go 4.8 times into a day, so the share $q = 2^{-4.8}$ of each dose is left "
            "a day later, and $q^2$ after two days: add up $100\\,(q + q^2 + q^3 + \\dots)$.",
        ),
        misconceptions={
            "That is a drug which loses the *same amount* each hour. Anakinra loses the same "
            "*share*: look at the first figure, where the curve bends and never touches zero.": 0,
            "That is what is left of *one* injection. The day before has left something too, and "
            "the day before that.": lambda: _V["dose"] * math.exp(-_V["kA"]),
            "That would be *one* halving between two injections, a half-life of a day. The drug is "
            "halved every five hours.": lambda: _V["dose"] / 2,
        },
        explanation="It is 3.6 % of the peak of 103.7 mg.",
    ),
    Exercise(
        "5.2",
        answer=_half_life_for_half_of_the_peak,
        unit="hour",
        tolerance=0.02,
        hints=(
            "Trough over peak is the share that is left after a day.",
            "That share is $e^{-k}$, whatever the dose. Half is left after one half-life: "
            "so how long must a half-life be?",
        ),
        misconceptions={
            "That is half of the *time* between two injections; after it half is left, and at its "
            "end a quarter.": _HOURS_A_DAY / 2,
            "That is $1/k$, the mean stay of a molecule; a half-life is shorter by $\\ln 2$.": (
                _HOURS_A_DAY / math.log(2)
            ),
            "Twice as long a half-life does not halve the swing. Set *Anakinra elimination* to "
            "1.66 in the first figure: the trough is a fifth of the peak.": 10,
        },
        explanation="A drug halved once between two doses swings between peak and half its peak.",
    ),
    Exercise(
        "5.3",
        answer=lambda: _dose_for(_left_for(0.9, _V["I"])),
        unit="mg",
        tolerance=0.01,
        hints=(
            "Work backwards: first, how much anakinra must be *left* just before an injection?",
            "IL-1β must be down to a tenth: $1 + I/K_I + A/K_A = 10\\,(1 + I/K_I)$. "
            "Then ask which daily dose leaves that $A$ behind; 100 mg leave 3.72 mg.",
        ),
        misconceptions={
            "That much must be *left* before the injection. Of each dose only a small part is.": (
                lambda: _left_for(0.9, _V["I"])
            ),
            "That would do if no IL-1β were there. The two compete, so the blocker has to outweigh "
            "the 18.75 pg/mL as well.": lambda: _dose_for(_left_for(0.9, 0)),
            "That is the *peak*: it holds the dose and what was left of the day before.": (
                lambda: peak(_dose_for(_left_for(0.9, _V["I"])), _V["kA"])
            ),
        },
        explanation="Fourteen times the label's dose. A drug that stays longer would be the better "
        "idea.",
    ),
    Exercise(
        "5.4",
        answer=lambda: _cytokine(3)[0],
        unit="1",
        tolerance=0.02,
        hints=(
            "In the cell, multiply the rate of `production` by `(1 + omega * j)`.",
            "Let the model rest first, as the cell does, because with the loop there is more "
            "IL-1β from the start; then compare the mean of the last day with that rest.",
        ),
        misconceptions={
            "That is the model *without* the loop: the blocked receptor says nothing to the cells "
            "that make IL-1β.": lambda: _cytokine(0)[0],
            "That would be so if the receptors were blocked all day. Between two injections IL-1β "
            "gets hold of them again.": lambda: _with_receptors_always_blocked(3),
            "That is the level *just before* an injection, the highest of the day; the mean is "
            "lower.": lambda: _cytokine(3)[1],
        },
        explanation="With the loop a receptor blocker lowers the cytokine itself, to about half.",
    ),
    Exercise(
        "5.5",
        answer=lambda: _limit(0.975, _ALIVE + 1),
        unit="1",
        tolerance=0.01,
        hints=(
            "Suppose that the true share were 0.5: how often would three or fewer of eleven be "
            "alive? Raise the share until that becomes rare.",
            "`binom.cdf(3, 11, share)` says how often; look for the share at which it is 0.025.",
        ),
        misconceptions={
            "That is the share that was *seen*, three of eleven; the question is how high the true "
            "one may be.": _ALIVE / _WOMEN,
            "That is the bell curve's formula, $p \\pm 1.96 \\sqrt{p(1-p)/n}$. With eleven women "
            "it promises too much.": _upper_by_the_bell_curve,
            "That is the *lower* limit, the smallest share under which three or more are not yet "
            "rare.": lambda: _limit(0.025, _ALIVE),
        },
        explanation="From 6 to 61 %: the eleven cannot tell one in sixteen from three in five.",
    ),
)
