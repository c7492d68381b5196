"""Follow many patients through the same treatment: what Numba compiles together with a model.

What stands below the line is never run as it is here. `course_utils.simulate.cohort.compiled`
puts it behind the model's right-hand side, which brings `SIZE` and `slopes`, and compiles the
two as one. Method, controller and limits are those of the live figure's `engine/dopri.js`: order
5(4) by Dormand and Prince, adaptive steps held by a PI controller, dense output of order 4.

Formulas: Hairer, Nørsett, Wanner, Solving Ordinary Differential Equations I, II.4-II.6.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Whole = NDArray[np.int64]

SIZE = 0


def slopes(states: Array, constants: Array, slope: Array) -> None:
    """Stand for the right-hand side of the model."""
    raise NotImplementedError


# --- what is compiled ---

OK, TOO_MANY_STEPS, STEP_TOO_SMALL, NOT_FINITE, NEGATIVE_DOSE = 0, 1, 2, 3, 4
ADD, SCALE, SET = 0, 1, 2

# Errors are held relative to each value. The floor is far below any count of cells, because a
# population that fell to 1e-30 may regrow; it only keeps exact zeros from asking the impossible.
ABSOLUTE = 1e-100
SAFETY = 0.9
BETA = 0.04  # weight of the previous error in the choice of the next step
EXPONENT = 0.2 - 0.75 * BETA
SHRINK_MOST = 0.2
GROW_MOST = 8.0
# The coefficients of the method: of each stage the slopes before it, of the estimate of the error,
# and of the bend between two steps.
STAGES = np.array(
    [
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [1 / 5, 0.0, 0.0, 0.0, 0.0, 0.0],
        [3 / 40, 9 / 40, 0.0, 0.0, 0.0, 0.0],
        [44 / 45, -56 / 15, 32 / 9, 0.0, 0.0, 0.0],
        [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729, 0.0, 0.0],
        [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656, 0.0],
        [35 / 384, 0.0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
    ]
)
ERROR = np.array([71 / 57600, 0.0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40])
DENSE = np.array(
    [
        -12715105075 / 11282082432,
        0.0,
        87487479700 / 32700410799,
        -10690763975 / 1880347072,
        701980252875 / 199316789632,
        -1453857185 / 822651844,
        69997945 / 29380423,
    ]
)
MOST_STEPS = 200_000  # for one patient; a run that needs more is stiff beyond this method


def follow_all(
    first: float,
    last: float,
    days: Array,
    where: Whole,
    ops: Whole,
    amounts: Array,
    times: Array,
    states: Array,
    constants: Array,
    rtol: float,
    y: Array,
    ends: Array,
) -> None:
    """Follow every patient.

    Parameters
    ----------
    first, last
        First and last day.
    days, where, ops
        When each action happens, rising; what it changes, states first and then constants; and
        how. Each of shape ``(actions,)``.
    amounts
        By how much, shape ``(patients, actions)``.
    times
        Days to report, rising, shape ``(points,)``.
    states, constants
        On the first day, shapes ``(patients, states)`` and ``(patients, constants)``; both are
        left as they are on the last day.
    rtol
        Relative tolerance.
    y
        Filled with the states, shape ``(patients, states, points)``.
    ends
        Filled with what went wrong and on which day, shape ``(patients, 2)``.
    """
    work = np.empty((10, SIZE))
    for i in range(states.shape[0]):
        follow(
            first,
            last,
            days,
            where,
            ops,
            amounts[i],
            times,
            states[i],
            constants[i],
            rtol,
            y[i],
            ends[i],
            work,
        )


def follow(
    first: float,
    last: float,
    days: Array,
    where: Whole,
    ops: Whole,
    amounts: Array,
    times: Array,
    state: Array,
    constants: Array,
    rtol: float,
    y: Array,
    end: Array,
    work: Array,
) -> None:
    """Follow one patient from action to action; values at an action are those after it."""
    t = first
    action = 0
    index = 0
    steps = 0
    end[0] = OK
    end[1] = last
    while True:
        while action < days.size and days[action] == t:
            place = where[action]
            value = state[place] if place < SIZE else constants[place - SIZE]
            if ops[action] == ADD:
                value = value + amounts[action]
            elif ops[action] == SCALE:
                value = value * amounts[action]
            else:
                value = amounts[action]
            if place < SIZE:
                # Rounding may have left it a trifle below zero; only an action can do more.
                if value < 0.0 and amounts[action] < 0.0:
                    end[0] = NEGATIVE_DOSE
                    end[1] = t
                    return
                state[place] = value
            else:
                constants[place - SIZE] = value
            action += 1
        if t == last:
            while index < times.size:
                for i in range(SIZE):
                    y[i, index] = state[i]
                index += 1
            return
        stop = days[action] if action < days.size else last
        index, steps, problem, t = integrate(
            t, stop, state, constants, rtol, times, index, y, steps, work
        )
        if problem != OK:
            end[0] = problem
            end[1] = t
            return


def integrate(
    t: float,
    t1: float,
    y: Array,
    constants: Array,
    rtol: float,
    times: Array,
    index: int,
    out: Array,
    steps: int,
    work: Array,
) -> tuple[int, int, int, float]:
    """Integrate from `t` to `t1`, leaving the state there in `y`; report the times before `t1`."""
    stage, following = work[7], work[8]
    span = t1 - t
    previous = 1e-4
    rejected = False
    while index < times.size and times[index] == t:
        for i in range(SIZE):
            out[i, index] = y[i]
        index += 1
    slopes(y, constants, work[0])
    h = 1e-3 * span
    for i in range(SIZE):
        pace = abs(y[i] / work[0, i])
        if pace > 0.0 and 0.01 * pace < h:
            h = 0.01 * pace
    h = max(h, 1e-9 * span)

    while t < t1:
        steps += 1
        if steps > MOST_STEPS:
            return index, steps, TOO_MANY_STEPS, t
        # A last step that would leave a sliver takes the sliver with it.
        final = t + 1.0000001 * h >= t1
        if final:
            h = t1 - t
        if t + h == t:
            return index, steps, STEP_TOO_SMALL, t
        for row in range(1, 7):
            to = following if row == 6 else stage
            for i in range(SIZE):
                rise = 0.0
                for column in range(row):
                    rise += STAGES[row, column] * work[column, i]
                to[i] = y[i] + h * rise
            slopes(to, constants, work[row])

        error = 0.0
        for i in range(SIZE):
            estimate = 0.0
            for column in range(7):
                estimate += ERROR[column] * work[column, i]
            estimate *= h
            ratio = abs(estimate) / (ABSOLUTE + rtol * max(abs(y[i]), abs(following[i])))
            # The largest of all states, so that none hides behind the others; NaN must win too.
            if not ratio <= error:
                error = ratio
        if not np.isfinite(error):
            # A trial step left the region where the equations make sense: look closer.
            h *= 0.1
            if h < 1e-12 * span:
                return index, steps, NOT_FINITE, t
            rejected = True
            continue
        factor = error**EXPONENT / SAFETY
        if error > 1.0:
            h /= min(1.0 / SHRINK_MOST, factor)
            rejected = True
            continue

        end = t1 if final else t + h
        while index < times.size and times[index] <= end and times[index] < t1:
            if times[index] == end:
                for i in range(SIZE):
                    out[i, index] = following[i]
            else:
                x = (times[index] - t) / h
                for i in range(SIZE):
                    rise = following[i] - y[i]
                    bend = h * work[0, i] - rise
                    twist = 0.0
                    for column in range(7):
                        twist += DENSE[column] * work[column, i]
                    twist *= h
                    curve = rise - h * work[6, i] - bend
                    out[i, index] = y[i] + x * (
                        rise + (1.0 - x) * (bend + x * (curve + (1.0 - x) * twist))
                    )
            index += 1
        t = end
        for i in range(SIZE):
            y[i] = following[i]
            work[0, i] = work[6, i]
        most = 1.0 if rejected else GROW_MOST
        growth = GROW_MOST if factor == 0.0 else previous**BETA / factor
        h *= min(most, max(SHRINK_MOST, growth))
        previous = max(error, 1e-4)
        rejected = False
    return index, steps, OK, t
