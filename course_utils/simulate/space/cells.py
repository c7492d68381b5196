"""Steps of single cells on a lattice, compiled by Numba: in Python alone a run takes minutes.

`explorer/frontend/src/engine/space/cells.js` is the same, line for line, so that a seed gives the
same cells in the page. The generator is the one of `draws.py`.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

Words = tuple[Any, Any, Any, Any]

_32 = np.uint64(0xFFFFFFFF)


@numba.njit(cache=True)
def draw(a: Any, b: Any, c: Any, d: Any) -> tuple[float, Any, Any, Any, Any]:
    """Draw a number between 0 and 1; return it with the generator's next four words."""
    mixed = (b * np.uint64(5)) & _32
    mixed = (((mixed << np.uint64(7)) | (mixed >> np.uint64(25))) * np.uint64(9)) & _32
    shifted = (b << np.uint64(9)) & _32
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = ((d << np.uint64(11)) | (d >> np.uint64(21))) & _32
    return (np.float64(mixed) + 0.5) / 4294967296.0, a, b, c, d


@numba.njit(cache=True)
def take_steps(
    steps: int,
    n: int,
    words: Any,
    walkers: Any,
    count: int,
    walkers_at: Any,
    residents: Any,
    home: Any,
    moves: Any,
    doors: Any,
    enters: Any,
    dies: float,
    kills: float,
    divides: float,
) -> int:
    """Take steps in place and return the number of walkers.

    Sites are numbered row by row, and every array over sites has one entry a site.

    Parameters
    ----------
    steps, n
        How many steps; how many sites there are along a side.
    words
        The generator's four words.
    walkers, count
        Site of each walker; only the first `count` are there.
    walkers_at
        How many walkers there are on each site.
    residents
        1 on each site with a resident, else 0.
    home
        1 on each site where a resident may be.
    moves
        Four times the probability that a walker that was not removed moves up, down, left and
        right; shape ``(sites, 4)``. It is 0 where there is a wall.
    doors, enters
        Sites that walkers enter, and the probability of it.
    dies
        Probability that a walker is removed.
    kills
        Probability that a resident is removed, for each walker on its site.
    divides
        Probability that a resident tries to divide, into one of the four sites around it.
    """
    a, b, c, d = words[0], words[1], words[2], words[3]
    to = np.array([-n, n, -1, 1])
    last = n * (n - 1)
    for _ in range(steps):
        for site in range(n * n):
            if residents[site] != 1:
                continue
            r, a, b, c, d = draw(a, b, c, d)
            killed = kills * walkers_at[site]
            if r < killed:
                residents[site] = 0
            elif r < killed + divides:
                way = min(int(4.0 * (r - killed) / divides), 3)
                walled = (
                    (way == 0 and site < n)
                    or (way == 1 and site >= last)
                    or (way == 2 and site % n == 0)
                    or (way == 3 and site % n == n - 1)
                )
                if not walled:
                    there = site + to[way]
                    if home[there] == 1 and residents[there] == 0:
                        # 2 until the step is over, so that it does not divide at once.
                        residents[there] = 2
        for site in range(n * n):
            if residents[site] == 2:
                residents[site] = 1
        stayed = 0
        for k in range(count):
            site = walkers[k]
            r, a, b, c, d = draw(a, b, c, d)
            walkers_at[site] -= 1
            if r < dies:
                continue
            s = 4.0 * (r - dies) / (1.0 - dies)
            way = min(int(s), 3)
            if s - way < moves[site, way]:
                site += to[way]
            walkers_at[site] += 1
            walkers[stayed] = site
            stayed += 1
        count = stayed
        for k in range(doors.size):
            r, a, b, c, d = draw(a, b, c, d)
            if r < enters[k] and count < walkers.size:
                site = doors[k]
                walkers[count] = site
                walkers_at[site] += 1
                count += 1
    words[0], words[1], words[2], words[3] = a, b, c, d
    return count
