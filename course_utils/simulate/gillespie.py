"""Gillespie's direct method: which event happens next, and when, one after another.

A counted state changes in jumps; a level, of which there is so much that chance averages out,
follows its equation in between. With levels the rates move while one waits, so the next event
comes when the sum of the rates, integrated over time, reaches a number drawn from the exponential
distribution with mean 1 (a piecewise-deterministic Markov process). With no levels that is the
direct method itself. Source: Gillespie (1977), https://doi.org/10.1021/j100540a008.

The page has the same method in `engine/gillespie.js`: the same draws in the same order (one for
the waiting, then one for which event), and the same arithmetic in the same order. Whoever changes
one changes both; `tests/browser/test_stochastic_parity.py` compares them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from course_utils.compile import Pace, Rates

# A run with more events than this has so many individuals that chance averages out.
MOST_EVENTS = 200_000
# Longest step of a level at first, in days; it halves and doubles by itself.
_FIRST_STEP = 0.0625
_SMALLEST_STEP = 1e-6
# Of a step of the levels, relative to each, and of the waiting, relative to its mean of 1. The
# estimate is that of a method of order 3, so what order 4 leaves is far smaller.
_TOLERANCE = 1e-6

Emit = Callable[[list[float]], None]


class TooManyEventsError(Exception):
    """Stop a run that follows too many individuals; `t` is the day."""

    def __init__(self, t: float) -> None:
        super().__init__(t)
        self.t = t


class Walk:
    """One run on its way.

    Parameters
    ----------
    states
        Start values of all states, in their units; changed in place.
    singles
        What a single one is, for each state that is counted; None for a level.
    changes
        For each process a list of (place of the state, by how many single ones an event changes
        it).
    sizes
        For each process what a single one is in the unit of what it changes.
    draw
        Draws numbers evenly between 0 and 1.

    Attributes
    ----------
    times, chosen
        When each event happened so far, in days, and which process it was.
    """

    def __init__(
        self,
        states: list[float],
        singles: Sequence[float | None],
        changes: Sequence[Sequence[tuple[int, float]]],
        sizes: Sequence[float],
        draw: Callable[[], float],
    ) -> None:
        self.states = states
        self.counts = [0] * len(states)
        self.times: list[float] = []
        self.chosen: list[int] = []
        self._singles = singles
        self._draw = draw
        self._levels = [i for i, single in enumerate(singles) if single is None]
        self._counted = [
            [(i, int(by), single) for i, by in jump if (single := singles[i]) is not None]
            for jump in changes
        ]
        # What an event takes from a level, or adds to it.
        self._shifts = [
            [(i, by * size) for i, by in jump if singles[i] is None]
            for jump, size in zip(changes, sizes, strict=True)
        ]
        self._step = _FIRST_STEP
        self._wait = -math.log(draw())

    def count(self, counts: Sequence[int]) -> None:
        """Take over how many single ones there are of each counted state."""
        self.counts[:] = counts
        for i, single in enumerate(self._singles):
            if single is not None:
                self.states[i] = counts[i] * single

    def follow(
        self, start: float, end: float, rates: Rates, times: Sequence[float], emit: Emit
    ) -> None:
        """Go on from one day to another, between which nothing is done to the patient.

        Parameters
        ----------
        start, end
            In days.
        rates
            Of this piece.
        times
            Rising days from `start` on and before `end`.
        emit
            Called with the states at each of them.
        """
        if self._levels:
            self._flow(start, end, rates, times, emit)
        else:
            self._leap(start, end, rates, times, emit)

    def _leap(self, t: float, end: float, rates: Rates, times: Sequence[float], emit: Emit) -> None:
        """Follow counts alone: nothing moves between two events."""
        states = self.states
        index, size = 0, len(times)
        while True:
            _, paces, total = rates(states, 0.0, ())
            _check_finite(total, t)
            until = t + self._wait / total if total > 0 else math.inf
            if not until < end:
                break
            while index < size and times[index] < until:
                emit(states)
                index += 1
            t = until
            self._happen(t, paces, total)
        for _ in times[index:]:
            emit(states)
        self._wait = max(self._wait - total * (end - t), 0.0)

    def _flow(self, t: float, end: float, rates: Rates, times: Sequence[float], emit: Emit) -> None:
        """Follow counts and levels: the levels move between two events, and the rates with them."""
        index, size = 0, len(times)
        still = (0.0,) * len(self._levels)
        pace = rates(self.states, 0.0, still)
        while t < end:
            _check_finite(pace[2], t)
            left = end - t
            h = min(self._step, left)
            event = None
            if pace[2] * h >= self._wait:
                event = self._next_event(rates, pace, h, left)
            if event is None:
                stepped, gained, last = self._by_time(rates, pace, h)
                after = rates(stepped, 0.0, still)
                error = self._error(h, stepped, last, after)
                if not error <= _TOLERANCE and h > _SMALLEST_STEP:
                    self._step = h / 2
                    continue
                if gained > self._wait:
                    event = self._next_event(rates, pace, h, left)
            until = t + event[0] if event else end if h == left else t + h
            while index < size and times[index] < until:
                emit(self._by_time(rates, pace, times[index] - t)[0])
                index += 1
            t = until
            if event:
                self.states[:] = event[1]
                _, paces, total = rates(self.states, 0.0, still)
                self._happen(t, paces, total)
                pace = rates(self.states, 0.0, still)
            else:
                self.states[:] = stepped
                self._wait = max(self._wait - gained, 0.0)
                pace = after
                if error < _TOLERANCE / 32 and h == self._step:
                    self._step = 2 * h

    def _happen(self, t: float, paces: Sequence[float], total: float) -> None:
        """Choose the process by its share of the rates, let it happen, and draw the next wait."""
        if len(self.times) >= MOST_EVENTS:
            raise TooManyEventsError(t)
        target = self._draw() * total
        which = 0
        reached = paces[0]
        while reached <= target:
            which += 1
            reached += paces[which]
        self.times.append(t)
        self.chosen.append(which)
        states, counts = self.states, self.counts
        for i, by, single in self._counted[which]:
            counts[i] += by
            states[i] = counts[i] * single
        for i, shift in self._shifts[which]:
            states[i] += shift
        self._wait = -math.log(self._draw())

    def _moved(self, by: float, slopes: Sequence[float]) -> list[float]:
        """Return the states with the levels moved along their slopes."""
        states = self.states.copy()
        for i, slope in zip(self._levels, slopes, strict=True):
            states[i] += by * slope
        return states

    def _by_time(self, rates: Rates, pace: Pace, h: float) -> tuple[list[float], float, Pace]:
        """Step by a time, with the classical method of Runge and Kutta.

        Returns
        -------
        tuple
            The states; by how much the integral of the rates grew; the pace of the last stage.
        """
        k1, _, a1 = pace
        k2, _, a2 = rates(self.states, 0.5 * h, k1)
        k3, _, a3 = rates(self.states, 0.5 * h, k2)
        last = rates(self.states, h, k3)
        k4, _, a4 = last
        sixth = h / 6
        states = self._moved(sixth, _weighted(k1, k2, k3, k4))
        return states, sixth * (a1 + 2 * a2 + 2 * a3 + a4), last

    def _error(self, h: float, states: list[float], last: Pace, after: Pace) -> float:
        """Estimate the error of a step from its last stage and the pace after it."""
        sixth = h / 6
        error = sixth * abs(last[2] - after[2])
        for i, ours, theirs in zip(self._levels, last[0], after[0], strict=True):
            scale = max(abs(self.states[i]), abs(states[i]))
            if scale > 0:
                error = max(error, sixth * abs(ours - theirs) / scale)
        return error

    def _next_event(
        self, rates: Rates, pace: Pace, h: float, left: float
    ) -> tuple[float, list[float]] | None:
        """Step by the integral of the rates instead, which ends exactly at the next event.

        With that integral as the clock, time and levels are what is integrated: dt = 1 / total,
        and each slope is divided by the total.

        Returns
        -------
        tuple or None
            How long until the event, and the states just before it; None if it is not near.
        """
        wait = self._wait
        k1, a1 = self._by_clock(pace)
        k2, a2 = self._by_clock(rates(self.states, 0.5 * wait, k1))
        k3, a3 = self._by_clock(rates(self.states, 0.5 * wait, k2))
        k4, a4 = self._by_clock(rates(self.states, wait, k3))
        sixth = wait / 6
        span = sixth * (a1 + 2 * a2 + 2 * a3 + a4)
        if not (span <= 2 * h and span < left):
            return None
        return span, self._moved(sixth, _weighted(k1, k2, k3, k4))

    @staticmethod
    def _by_clock(pace: Pace) -> tuple[list[float], float]:
        """Return the slopes of the levels, and of time, for each unit of the integral."""
        slopes, _, total = pace
        if not total > 0:
            # Nothing will happen: the next event is infinitely far.
            return [0.0] * len(slopes), math.inf
        return [slope / total for slope in slopes], 1 / total


def _weighted(*stages: Sequence[float]) -> list[float]:
    """Return six times the mean slope of each level over the four stages of a step."""
    return [p + 2 * q + 2 * r + s for p, q, r, s in zip(*stages, strict=True)]


def _check_finite(total: float, t: float) -> None:
    if not total < math.inf:
        raise OverflowError(f"the rates are no finite number on day {t:g}")
