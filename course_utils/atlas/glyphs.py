"""The small pictures of those who act: the same on the map and among the cast.

Each is drawn around the origin, in a circle of radius 30 for cells and signals and 15 for
treatments, and takes its colour from the CSS property ``--c`` of what holds it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

Point = tuple[float, float]

RADIUS = {"cell": 30.0, "signal": 22.0, "drug": 15.0}
TUMOUR = 46.0
_STEPS = 9  # points of an outline; more are not seen


def glyph(shape: str) -> str:
    """Return the SVG of a small picture.

    Parameters
    ----------
    shape
        One of `SHAPES`.
    """
    return SHAPES[shape]()


def radius(shape: str, kind: str) -> float:
    """How far an arrow stays away from the middle of a picture."""
    return {"tumour": TUMOUR, "virus": 24.0, "signature": 25.0}.get(shape, RADIUS[kind])


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace("-0.", "-.").removeprefix("-0") or "0"


def _wobbly(
    size: float, bumps: int, depth: float, turn: float = 0.0, at: Point = (0.0, 0.0)
) -> str:
    """Return the outline of a living thing: a circle that is not quite one."""
    points = []
    for i in range(_STEPS):
        angle = i / _STEPS * math.tau
        r = size * (1 + depth * math.sin(bumps * angle + turn))
        points.append((at[0] + r * math.cos(angle), at[1] + r * math.sin(angle)))
    return _smooth(points)


def _smooth(points: list[tuple[float, float]]) -> str:
    middles = [
        ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        for a, b in zip(points, points[1:] + points[:1], strict=True)
    ]
    start = middles[-1]
    curve = "".join(
        f"Q{_n(p[0])} {_n(p[1])} {_n(m[0])} {_n(m[1])}"
        for p, m in zip(points, middles, strict=True)
    )
    return f"M{_n(start[0])} {_n(start[1])}{curve}Z"


def _body(outline: str) -> str:
    return f'<path class="atl-body" d="{outline}"/>'


def _dot(x: float, y: float, r: float, kind: str = "atl-core") -> str:
    return f'<circle class="{kind}" cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}"/>'


def _around(count: int, r: float, turn: float = 0.0) -> Iterable[tuple[float, float, float]]:
    for i in range(count):
        angle = i / count * math.tau + turn
        yield r * math.cos(angle), r * math.sin(angle), math.degrees(angle)


def _spikes(count: int, r: float, turn: float, *strokes: tuple[Point, ...]) -> str:
    """Return the path of strokes that stand around a cell; each is drawn as if for its right."""
    way = ""
    for i in range(count):
        angle = i / count * math.tau + turn
        cos, sin = math.cos(angle), math.sin(angle)
        for stroke in strokes:
            points = ((cos * (r + x) - sin * y, sin * (r + x) + cos * y) for x, y in stroke)
            way += "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
    return way


def _receptors(count: int, r: float, turn: float = 0.0) -> str:
    way = _spikes(count, r, turn, ((0, 0), (6, 0), (11, -4)), ((6, 0), (11, 4)))
    return f'<path class="atl-line" d="{way}"/>'


def _tumour() -> str:
    # Seven cells that crowd: one in the middle, and those that it has become.
    cells = [(0.0, 0.0), *((x, y) for x, y, _ in _around(6, 28, 0.26))]
    return "".join(
        f"{_body(_wobbly(16, 3, 0.06, i, (x, y)))}{_dot(x + 1, y - 1, 6)}"
        for i, (x, y) in enumerate(cells)
    )


def _edited() -> str:
    # A nucleus, and a coat without the marks that others carry.
    bare = _spikes(6, 24, 0.5, ((0, 0), (7, 0)))
    return (
        f"{_body(_wobbly(25, 4, 0.05, 1))}{_dot(0, 0, 9.5)}"
        f'<path class="atl-line" stroke-dasharray="2 3" d="{bare}"/>'
    )


def _stem() -> str:
    return f'{_body(_wobbly(26, 4, 0.03))}<path class="atl-core" d="M0 -14L13 0L0 14L-13 0Z"/>'


def _infected() -> str:
    inside = "".join(_dot(x, y, 3.4) for x, y, _ in _around(6, 12, 0.2))
    return f"{_body(_wobbly(26, 5, 0.05))}{inside}{_dot(0, 0, 3.4)}"


def _tcell() -> str:
    return f"{_receptors(8, 22)}{_body(_wobbly(22, 2, 0.02))}{_dot(1, 1, 13)}"


def _cart() -> str:
    # The receptor that was added ends in a square.
    stalks = _spikes(8, 21, 0, ((0, 0), (5, 0)))
    heads = _spikes(8, 21, 0, ((4, -3.5), (11, -3.5), (11, 3.5), (4, 3.5)))
    return (
        f'<path class="atl-line" d="{stalks}"/><path class="atl-core" d="{heads}"/>'
        f"{_body(_wobbly(21, 2, 0.02))}{_dot(1, 1, 12)}"
    )


def _myeloid() -> str:
    # A nucleus of three lobes, and grains.
    lobes = _dot(-7, -3, 7.5) + _dot(5, -7, 7.5) + _dot(4, 7, 7.5)
    grains = "".join(_dot(x, y, 1.6) for x, y, _ in _around(7, 20, 0.3))
    return f"{_body(_wobbly(27, 7, 0.06))}{lobes}{grains}"


def _treg() -> str:
    # A T cell with a shield.
    shield = (
        '<path class="atl-ground" d="M0 -11L10 -7V1C10 7 5 11 0 13C-5 11 -10 7 -10 1V-7Z"/>'
        '<path class="atl-core" d="M0 -9L8 -6V1C8 6 4 9 0 11C-4 9 -8 6 -8 1V-6Z"/>'
    )
    return f"{_receptors(8, 23, 0.4)}{_body(_wobbly(23, 2, 0.02))}{shield}"


def _colonies() -> str:
    def colony(x: float, y: float, cells: int, size: float) -> str:
        around = _around(cells, size * 1.7) if cells > 1 else [(0.0, 0.0, 0.0)]
        return "".join(
            f"{_dot(x + dx, y + dy, size, 'atl-body')}{_dot(x + dx, y + dy, size * 0.4)}"
            for dx, dy, _ in around
        )

    return colony(-12, -6, 5, 7) + colony(17, 12, 3, 6.5) + colony(15, -18, 1, 6.5)


def _signal() -> str:
    triangle = '<path class="atl-core" d="M0 -9L8.5 6.5H-8.5Z"/>'
    places = ((0, -10, 0), (-13, 7, 24), (13, 9, -18))
    return "".join(
        f'<g transform="translate({x} {y}) rotate({a})">{triangle}</g>' for x, y, a in places
    )


def _signature() -> str:
    # Bars of many genes, some of them high.
    heights = (10, 22, 15, 28, 19, 33, 12)
    bars = "".join(f"M{-24 + 7 * i} 16V{16 - h}h5V16Z" for i, h in enumerate(heights))
    return f'<path class="atl-core" d="{bars}"/><path class="atl-line" d="M-26 18H27"/>'


def _virus() -> str:
    knobs = "".join(_dot(x, y, 2.2) for x, y, _ in _around(10, 19))
    outline = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y, _ in _around(6, 14, 0.52)) + "Z"
    stalks = _spikes(10, 12, 0, ((0, 0), (6, 0)))
    return f'<path class="atl-line" d="{stalks}"/>{knobs}{_body(outline)}{_dot(0, 0, 4.5)}'


def _coin(inside: str) -> str:
    return f'<circle class="atl-body" r="14"/>{inside}'


def _antibody() -> str:
    return _coin('<path class="atl-line atl-thick" d="M0 9V0L-7 -8M0 0L7 -8"/>')


def _pill() -> str:
    return _coin(
        '<g transform="rotate(-40)"><rect class="atl-line" x="-9.5" y="-4.5" width="19" height="9" '
        'rx="4.5" fill="none"/><path class="atl-core" d="M0 -4.5H-5A4.5 4.5 0 0 0 -5 4.5H0Z"/></g>'
    )


def _knife() -> str:
    return _coin(
        '<path class="atl-core" d="M-9 9L2 -3L6 1L-5 9Z"/><path class="atl-line" d="M4 -1L9 -8"/>'
    )


SHAPES: dict[str, Callable[[], str]] = {
    "antibody": _antibody,
    "cart": _cart,
    "colonies": _colonies,
    "edited": _edited,
    "infected": _infected,
    "knife": _knife,
    "myeloid": _myeloid,
    "pill": _pill,
    "signal": _signal,
    "signature": _signature,
    "stem": _stem,
    "tcell": _tcell,
    "treg": _treg,
    "tumour": _tumour,
    "virus": _virus,
}
