"""The map as one SVG: who stands where, and the arrows between them."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

from course_utils.atlas.arrows import Edge, Way, edges, targets
from course_utils.atlas.data import Node, atlas
from course_utils.atlas.glyphs import glyph, radius
from course_utils.modelling.words import mid_sentence
from course_utils.models import MODELS
from course_utils.plots.style import actors

# So many letters fit into a line of a name, into one that stands on the left, where a phone's edge
# is near, and into one of the line at the foot.
_NAME, _LEFT, _FOOT = 13, 10, 58
# A treatment is joined to what it changes within this distance; further off it only crosses.
_NEAR = 120.0
_GAP = 13.0  # between arrows of one pair
_FOOT_LINE = 22.0

Link = Callable[[Node], tuple[str, str] | None]
Point = tuple[float, float]


@dataclass(frozen=True)
class _Curve:
    """An arrow's way: a quadratic curve, from the rim of one picture to the rim of another."""

    start: Point
    bend: Point
    end: Point

    def at(self, t: float) -> Point:
        return (
            (1 - t) ** 2 * self.start[0] + 2 * t * (1 - t) * self.bend[0] + t**2 * self.end[0],
            (1 - t) ** 2 * self.start[1] + 2 * t * (1 - t) * self.bend[1] + t**2 * self.end[1],
        )


def picture(chapter: str | None = None, link: Link | None = None) -> str:
    """Draw the map, in one line.

    Parameters
    ----------
    chapter
        Whose part is in colour while the rest is quiet; all of it if None.
    link
        Returns where a node leads, and the name of the link; without it there are no links.

    Returns
    -------
    str
        An ``svg`` element with its own style, a title and a description.
    """
    on = atlas()
    models = set(on.chapter(chapter).models) if chapter else None
    lit = set(on.lit(chapter)) if chapter else set(on.nodes)
    curves = _curves()
    ways = "".join(
        _edge(edge, curve, lit=models is None or bool(edge.models & models))
        for edge, curve in sorted(
            curves.items(), key=lambda item: models is not None and bool(item[0].models & models)
        )
    )
    badges, marks = [], []
    for node in on.nodes.values():
        for place, side in zip(node.places, node.labels, strict=True):
            touched = list(_touched(node, place, curves)) if node.id in targets() else []
            bright = node.id in lit and (
                models is None
                or not touched
                or any(what is None or bool(what.models & models) for what, _ in touched)
            )
            # Treatments of other chapters would only crowd the picture.
            if node.id in targets() and not bright:
                continue
            badges += [_wire(place, point) for _, point in touched]
            marks.append(_mark(node, place, side, bright, link))
    name = f"map-{chapter or 'whole'}"
    role = "group" if link else "img"
    return (
        f'<svg class="course-map-picture atl{"" if chapter else " atl-whole"}" '
        f'viewBox="0 0 {on.width:g} {on.height:g}" role="{role}" '
        f'aria-labelledby="{name}-title" aria-describedby="{name}-desc">'
        f'<title id="{name}-title">{_title(chapter)}</title>'
        f'<desc id="{name}-desc">{escape(description(chapter))}</desc>'
        f"<style>{_style()}</style>{_ground()}"
        f"<g>{ways}</g><g>{''.join(badges)}</g>{_key()}<g>{''.join(marks)}</g></svg>"
    )


def description(chapter: str | None = None) -> str:
    """Say every arrow of the map, or of a chapter's part of it, in words."""
    models = atlas().chapter(chapter).models if chapter else tuple(MODELS)
    parts = [part for edge in edges() if (part := edge.within(models))]
    sentences = [part.words for part in parts]
    for name, touched in targets().items():
        drug = atlas().nodes[name]
        if not set(drug.models) & set(models):
            continue
        where = [f"where {part.clause}" for part in parts if name in part.drugs]
        where += [f"on {mid_sentence(atlas().nodes[on[0]].name)}" for on in touched if len(on) == 1]
        listed = " and ".join(filter(None, (", ".join(where[:-1]), where[-1])))
        sentences.append(f"{drug.name} acts {listed}.")
    return " ".join(sentences)


def icon(node: Node, size: int) -> str:
    """Draw one node alone, as a picture beside its name; what it is the text has to say."""
    half = radius(node.shape, node.kind) * 1.16 + 6
    box = f"{-half:g} {-half:g} {2 * half:g} {2 * half:g}"
    return (
        f'<svg class="cast-picture" viewBox="{box}" width="{size}" height="{size}" '
        f'aria-hidden="true" style="--c:var(--actor-{node.actor})">{glyph(node.shape)}</svg>'
    )


def _title(chapter: str | None) -> str:
    return (
        f"Map of the course; what acts in chapter {chapter} is in colour"
        if chapter
        else "Map of the course: tumour cells, immune cells, signals and treatments"
    )


def glyph_css() -> str:
    """Return the style of the small pictures, on the map and wherever `icon` puts them."""
    return (files("course_utils.atlas") / "glyphs.css").read_text(encoding="utf-8")


@cache
def _style() -> str:
    def colours(mode: str) -> str:
        return "".join(f"--atl-{name}:{getattr(a, mode)};" for name, a in actors().items())

    wear = "".join(f".atl .of-{name} {{ --c: var(--atl-{name}); }} " for name in actors())
    text = (files("course_utils.atlas") / "map.css").read_text(encoding="utf-8")
    text = text.replace("/* light */", colours("light")).replace("/* dark */", colours("dark"))
    text = re.sub(r"/\*.*?\*/", "", text)
    return " ".join((glyph_css() + wear + text).split())


@cache
def _curves() -> dict[Edge, _Curve]:
    on = atlas()
    pairs: dict[frozenset[str], list[Edge]] = {}
    for edge in edges():
        pairs.setdefault(frozenset((edge.start, edge.end)), []).append(edge)
    curves = {}
    for pair in pairs.values():
        first = min(pair[0].start, pair[0].end)
        for i, edge in enumerate(pair):
            # Counted from one side for all of a pair, whichever way they run.
            aside = (i - (len(pair) - 1) / 2) * _GAP * (1 if edge.start == first else -1)
            curves[edge] = _curve(on.nodes[edge.start], on.nodes[edge.end], aside)
    return curves


def _curve(start: Node, end: Node, aside: float) -> _Curve:
    (x0, y0), (x1, y1) = start.places[0], end.places[0]
    length = math.hypot(x1 - x0, y1 - y0)
    along = ((x1 - x0) / length, (y1 - y0) / length)
    across = (-along[1], along[0])
    near = radius(start.shape, start.kind) + 7
    far = length - radius(end.shape, end.kind) - 9

    def point(distance: float, off: float) -> Point:
        return (
            x0 + along[0] * distance + across[0] * off,
            y0 + along[1] * distance + across[1] * off,
        )

    return _Curve(
        point(near, aside), point((near + far) / 2, aside + 0.05 * length), point(far, aside)
    )


def _edge(edge: Edge, curve: _Curve, *, lit: bool) -> str:
    (sx, sy), (bx, by), (ex, ey) = curve.start, curve.bend, curve.end
    kind = {"helps": "", "becomes": " atl-becomes", "holds back": " atl-holds"}[edge.way]
    actor = atlas().nodes[edge.start].actor
    return (
        f'<g class="atl-edge{kind}{" atl-lit" if lit else ""} of-{actor}">'
        f'<path d="M{sx:.0f} {sy:.0f}Q{bx:.0f} {by:.0f} {ex:.0f} {ey:.0f}"/>'
        f"{_head(edge.way, curve.end, math.atan2(ey - by, ex - bx))}</g>"
    )


def _head(way: Way, at: Point, angle: float) -> str:
    """Return what a line ends in: an arrow, two of them, or a bar."""
    arrow = ((1, 0), (-10, -5.5), (-7.5, 0), (-10, 5.5))
    shapes = {
        "helps": (arrow,),
        "becomes": (arrow, tuple((x - 10, y) for x, y in arrow)),
        "holds back": (((-1.5, -8.5), (1.5, -8.5), (1.5, 8.5), (-1.5, 8.5)),),
    }[way]
    cos, sin = math.cos(angle), math.sin(angle)
    ways = (
        "L".join(f"{at[0] + cos * x - sin * y:.1f} {at[1] + sin * x + cos * y:.1f}" for x, y in s)
        for s in shapes
    )
    return f'<path class="atl-head" d="{"".join(f"M{way}Z" for way in ways)}"/>'


def _touched(
    node: Node, place: Point, curves: dict[Edge, _Curve]
) -> Iterator[tuple[Edge | None, Point]]:
    """Yield what a treatment changes near one of its places, and where its wire ends."""
    found: list[tuple[float, Edge | None, Point]] = []
    by_name: dict[tuple[str, ...], tuple[Edge, _Curve]] = {
        (e.start, e.end, e.way): (e, curve) for e, curve in curves.items()
    }
    for what in targets()[node.id]:
        if len(what) == 1:
            target = atlas().nodes[what[0]]
            (x, y), keep = target.places[0], radius(target.shape, target.kind) + 5
            distance = math.dist(place, (x, y))
            share = keep / distance
            point = (x + (place[0] - x) * share, y + (place[1] - y) * share)
            found.append((distance - keep, None, point))
        else:
            arrow, curve = by_name[what]
            found.append((math.dist(place, curve.at(0.5)), arrow, curve.at(0.5)))
    found.sort(key=lambda item: item[0])
    for distance, edge, point in found:
        if distance <= _NEAR or distance == found[0][0]:
            yield edge, point


def _wire(place: Point, point: Point) -> str:
    length = math.dist(place, point)
    share = min(15 / length, 1.0) if length else 1.0
    x, y = (place[i] + (point[i] - place[i]) * share for i in (0, 1))
    return (
        f'<g class="atl-wire"><path d="M{x:.0f} {y:.0f}L{point[0]:.0f} {point[1]:.0f}"/>'
        f'<circle cx="{point[0]:.0f}" cy="{point[1]:.0f}" r="4"/></g>'
    )


def _mark(node: Node, place: Point, side: str, lit: bool, link: Link | None) -> str:
    reach = radius(node.shape, node.kind)
    # The T of T cells does not stand at the end of a line.
    room = _LEFT if side == "left" else _NAME
    name = _name(textwrap.wrap(node.name.replace(" T ", " T\N{NO-BREAK SPACE}"), room), reach, side)
    said = textwrap.wrap(f"{node.name}: {node.says}", _FOOT)
    card = "".join(
        f'<tspan x="{-place[0] + 20:g}" dy="{_FOOT_LINE if i else 0:g}">{escape(line)}</tspan>'
        for i, line in enumerate(said)
    )
    body = f"{glyph(node.shape)}{name}"
    spot = (
        f'class="atl-node atl-{node.kind}{" atl-lit" if lit else ""} of-{node.actor}" '
        f'transform="translate({place[0]:g} {place[1]:g})"'
    )
    leads = link(node) if link else None
    if leads:
        address, says = leads
        touch = f'<circle class="atl-touch" r="{max(reach, 24):g}"/>'
        foot = (
            f'<text class="atl-card" aria-hidden="true" y="{atlas().height - 40 - place[1]:g}">'
            f"{card}</text>"
        )
        label = f'href="{escape(address)}" aria-label="{escape(says)}"'
        return f"<a {spot} {label}>{touch}{body}{foot}</a>"
    # What is quiet does not speak either, which keeps notebooks small.
    says = f"<title>{escape(node.says)}</title>" if lit else ""
    return f"<g {spot}>{says}{body}</g>"


def _name(lines: list[str], reach: float, side: str) -> str:
    # In steps of the letter's size, so that a phone's larger letters keep their distance.
    if side in ("left", "right"):
        x = reach + 6 if side == "right" else -reach - 6
        anchor = "start" if side == "right" else "end"
        first = 0.35 - (len(lines) - 1) * 0.55
    else:
        x, anchor = 0.0, "middle"
        first = 0.95 if side == "below" else -0.35 - (len(lines) - 1) * 1.1
    y = {"below": reach + 4, "above": -reach - 4}.get(side, 0.0)
    spans = "".join(
        f'<tspan x="{x:g}" dy="{first if i == 0 else 1.1:.2f}em">{escape(line)}</tspan>'
        for i, line in enumerate(lines)
    )
    return f'<text class="atl-name" y="{y:g}" text-anchor="{anchor}">{spans}</text>'


def _ground() -> str:
    """Draw the places: the tumour, the lung, and the blood between them."""
    return (
        '<g class="atl-places" aria-hidden="true">'
        '<path class="atl-blood" d="M452 470C505 520 500 520 540 545"/>'
        '<path class="atl-mass" d="M318 168C404 158 500 196 506 300C512 400 470 486 372 500'
        'C262 516 168 470 160 372C152 262 214 180 318 168Z"/>'
        '<path class="atl-lung" d="M566 486C604 488 630 540 628 604C627 632 600 640 574 628'
        'C540 640 512 632 510 604C510 540 530 486 566 486Z"/>'
        "</g>"
    )


def _key() -> str:
    """Say at the foot what the lines mean; it gives way to the sentence about a node."""
    signs: tuple[tuple[int, Way | None, str], ...] = (
        (20, "helps", "helps"),
        (150, "holds back", "holds back"),
        (330, "becomes", "turns into"),
        (500, None, "is treated"),
    )
    parts, y = [], atlas().height - 34
    for x, way, words in signs:
        kind = "atl-wire" if way is None else "atl-becomes" if way == "becomes" else ""
        end = '<circle cx="34" r="4"/>' if way is None else _head(way, (34, 0), 0)
        parts.append(
            f'<g class="atl-edge atl-lit {kind}" transform="translate({x} {y:g})">'
            f'<path d="M0 0H32"/>{end}<text x="44" y="5">{words}</text></g>'
        )
    return f'<g class="atl-key" aria-hidden="true">{"".join(parts)}</g>'
