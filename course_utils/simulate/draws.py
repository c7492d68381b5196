"""Random numbers that Python and the browser draw alike: xoshiro128**, seeded by SplitMix64.

Both work on whole numbers only, so a seed gives the same numbers to the last bit everywhere.
Sources: Blackman and Vigna (2021), https://doi.org/10.1145/3460772, and Vigna's `splitmix64.c`,
whose test vectors the tests use.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator

from course_utils.modelling import ModelError

# The largest whole number up to which a browser's numbers have no gaps.
MOST = 2**53 - 1

_32 = 0xFFFFFFFF
_64 = 0xFFFFFFFFFFFFFFFF


def checked_seed(seed: object) -> int:
    """Return the seed as an int, or say why it cannot be one."""
    try:
        number = None if isinstance(seed, bool) else operator.index(seed)  # type: ignore[arg-type]
    except TypeError:
        number = None
    if number is None or not 0 <= number <= MOST:
        raise ModelError(
            f"The seed is {seed!r}, but it must be a whole number from 0 to 2**53 - 1."
        )
    return number


def uniform(seed: int) -> Callable[[], float]:
    """Return a function that draws numbers evenly between 0 and 1, both left out.

    Each is the middle of one of 2**32 equal pieces.
    """
    return unit(*words(seed))


def seeds_of_runs(seed: int, runs: int) -> list[int]:
    """Return a seed for each of several runs, which follow from one seed."""
    numbers = _splitmix64(seed)
    return [next(numbers) >> 11 for _ in range(runs)]


def unit(a: int, b: int, c: int, d: int) -> Callable[[], float]:
    """Return xoshiro128** as a function that draws numbers between 0 and 1.

    Parameters
    ----------
    a, b, c, d
        Its state, of 32 bits each; not all may be 0.
    """

    def draw() -> float:
        nonlocal a, b, c, d
        mixed = (b * 5) & _32
        mixed = ((mixed << 7) | (mixed >> 25)) * 9 & _32
        shifted = (b << 9) & _32
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= shifted
        d = ((d << 11) | (d >> 21)) & _32
        return (mixed + 0.5) / 4294967296.0

    return draw


def words(seed: int) -> tuple[int, int, int, int]:
    """Return the four words of 32 bits with which xoshiro128** begins."""
    numbers = _splitmix64(seed)
    first, second = next(numbers), next(numbers)
    return first & _32, first >> 32, second & _32, second >> 32


def _splitmix64(seed: int) -> Iterator[int]:
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) & _64
        mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _64
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _64
        yield mixed ^ (mixed >> 31)
