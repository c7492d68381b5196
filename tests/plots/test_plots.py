"""Pictures: one style, reproducible, never without words."""

import itertools
import json
import re
import xml.etree.ElementTree as ET
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.text import Annotation

from course_utils.plots import (
    Box,
    Flow,
    Picture,
    Series,
    actor,
    actors,
    branch_diagram,
    phase_plane,
    process_diagram,
    show,
    time_course,
    tornado,
)
from course_utils.plots.curves import draw_windows

T = np.linspace(0, 10, 11)


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return float(np.dot(linear, [0.2126, 0.7152, 0.0722]))


def contrast(a: str, b: str) -> float:
    high, low = sorted([luminance(a), luminance(b)], reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", actors())
def test_every_actor_is_seen_on_light_and_on_dark(name: str) -> None:
    assert contrast(actor(name).light, "#ffffff") >= 3
    assert contrast(actor(name).dark, "#121212") >= 3


def test_actors_differ_by_more_than_colour() -> None:
    looks = [(a.dash, a.marker) for a in actors().values()]
    assert len(set(looks)) == len(looks)
    assert len({a.dash for a in actors().values()}) == len(looks)


def test_the_colours_come_from_the_file_that_the_pages_read() -> None:
    data = json.loads(files("course_utils.plots").joinpath("actors.json").read_text("utf-8"))
    assert {name: a.light for name, a in actors().items()} == {
        name: fields["light"] for name, fields in data.items()
    }


def test_an_unknown_actor_lists_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"no actor 'virus'.*tumour"):
        actor("virus")


def draw() -> Picture:
    series = [Series("Up", T, "tumour"), Series("Down", 10 - T, "effector")]
    return show(
        time_course(T, series, unit="million cells", windows=[("Drug", 2, 4)]),
        alt="One line rises from 0 to 10 while another falls.",
    )


def test_a_picture_is_the_same_on_every_run() -> None:
    assert draw().svg == draw().svg


def test_a_picture_is_written_briefly_and_its_words_stay_as_they_are() -> None:
    picture = draw()
    picture.figure.axes[0].text(1, 1, "p = 0.03456")
    assert ">p = 0.03456<" in picture.svg
    within_tags = "".join(re.findall(r"<[^>]*>", picture.svg))
    assert not re.search(r"\d\.\d{3}|rotate\(-0 |\n |<g id|metadata|DOCTYPE", within_tags)
    # Whatever a part refers to is still there.
    referred = set(re.findall(r"#([mp]\w{9,10})", within_tags))
    assert referred
    assert referred <= set(re.findall(r' id="(\w+)"', within_tags))


def test_a_picture_carries_its_words() -> None:
    bundle = draw()._repr_mimebundle_()
    assert 'alt="One line rises from 0 to 10 while another falls."' in bundle["text/html"]
    assert 'src="data:image/svg+xml;base64,' in bundle["text/html"]
    assert bundle["text/plain"].startswith("One line rises")


def test_only_a_picture_wider_than_a_phone_is_moved_sideways() -> None:
    assert "wide-picture" not in draw().html
    flow = Flow("division", source=None, product="c")
    boxes = {name: Box(name, "tumour") for name in "abcd"}
    axes = process_diagram(boxes, [flow])
    wide = show(axes, alt="Four boxes beside each other.").html
    least = re.search(r'class="wide-picture" tabindex="0".*--least: (\d+)px', wide)
    assert least
    assert int(least[1]) > 700


def test_a_long_label_goes_on_in_a_second_line_and_covers_no_other() -> None:
    names = ("Killing that PD-L1 leaves", "Access for T cells", "Tumour")
    axes = time_course(T, [Series(name, np.full(11, 5.0), "tumour") for name in names], unit="")
    picture = show(axes, alt="Three lines that end at one height.").figure
    picture.canvas.draw()
    boxes = sorted((text.get_window_extent() for text in axes.texts), key=lambda box: box.y0)
    assert all(low.y1 <= high.y0 for low, high in itertools.pairwise(boxes))
    assert max(box.width for box in boxes) < 0.35 * picture.bbox.width


def test_a_picture_without_words_is_refused() -> None:
    axes = time_course(T, [Series("Up", T, "tumour")], unit="")
    with pytest.raises(ValueError, match="needs a description"):
        show(axes, alt="")


def test_axes_say_what_they_count_and_lines_what_they_are() -> None:
    texts = [e.text for e in ET.fromstring(draw().svg).iter("{http://www.w3.org/2000/svg}text")]
    assert {"time (days)", "million cells", "Up", "Down", "Drug"} <= set(texts)


@pytest.mark.parametrize(("lowest", "ticks"), [(1.0, True), (1e-7, False)])
def test_an_axis_of_many_decades_has_no_small_ticks(lowest: float, ticks: bool) -> None:
    line = Series("Tumour", np.array([lowest, 100.0]), "tumour")
    axes = time_course(np.array([0.0, 1.0]), [line], unit="cells", log=True)
    assert bool(axes.yaxis.get_minorticklocs().size) is ticks
    plt.close(axes.figure)


def test_labels_at_equal_ends_do_not_overlap() -> None:
    series = [Series(name, np.full(11, 5.0), "tumour") for name in "abc"]
    axes = time_course(T, series, unit="")
    heights = sorted(text.get_position()[1] for text in axes.texts)
    assert np.all(np.diff(heights) >= 0.069)


def test_stable_points_are_filled_and_unstable_ones_open() -> None:
    axes = phase_plane(
        {"x": [np.array([[0, 0], [1, 1.0]])], "y": []},
        {"x": "x", "y": "y"},
        {"x": "tumour", "y": "effector"},
        units={"x": "million cells", "y": ""},
        steady=[(0.2, 0.3, True), (0.5, 0.6, False)],
        separatrices=[np.array([[0, 1], [1, 0.0]])],
        paths=[(T, T), (np.zeros(3), np.zeros(3))],
        log_x=True,
    )
    points = [line for line in axes.lines if line.get_marker() == "o"]
    assert [p.get_markerfacecolor() for p in points] == ["black", "white"]
    assert "Watershed" in [line.get_label() for line in axes.lines]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("x (million cells)", "y")
    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "linear")


def test_a_diagram_shows_every_box_and_every_flow() -> None:
    axes = process_diagram(
        {"A": Box("First", "tumour"), "B": Box("Second", "effector")},
        [
            Flow("birth", None, "A", treated=True),
            Flow("change", "A", "B", drivers=("B",)),
            Flow("return", "B", "A"),
            Flow("death", "B", None, drivers=("A",)),
        ],
    )
    assert {text.get_text() for text in axes.texts} == {
        "First",
        "Second",
        "birth *",
        "change",
        "return",
        "death",
    }


def test_two_ways_from_one_box_to_another_have_labels_apart() -> None:
    axes = process_diagram(
        {"A": Box("First", "tumour"), "B": Box("Second", "effector")},
        [Flow("bursting", "A", "B"), Flow("killing", "A", "B"), Flow("return", "B", "A")],
    )
    heights = [
        text.get_position()[1] for text in axes.texts if text.get_text() in ("bursting", "killing")
    ]
    assert abs(heights[0] - heights[1]) >= 0.4


def test_a_long_name_is_broken_to_fit_its_box() -> None:
    axes = process_diagram({"A": Box("Inflammatory signature", "signal")}, [])
    assert [text.get_text() for text in axes.texts] == ["Inflammatory\nsignature"]


def test_a_wide_diagram_has_larger_words_and_one_without_feeds_no_empty_room() -> None:
    boxes = {name: Box(name, "signal") for name in "ABCD"}
    small, large = (
        process_diagram(dict(list(boxes.items())[:count]), [Flow("loss", "A", None)])
        for count in (2, 4)
    )
    assert large.texts[-1].get_fontsize() >= 1.3 * small.texts[-1].get_fontsize()
    below, above = small.get_ylim()
    assert above < -below / 2


def test_pictures_close_their_figures() -> None:
    before = plt.get_fignums()
    draw()
    assert plt.get_fignums() == before


def test_a_tornado_has_its_first_bar_on_top_and_hollow_bars_where_there_is_doubt() -> None:
    axes = tornado(
        ["strong", "weak", "doubtful"],
        [2.0, -1.0, 0.5],
        title="What moves it",
        xlabel="change in %",
        doubtful=[False, False, True],
    )
    bars = axes.patches
    heights = [axes.transData.transform((0, bar.get_y()))[1] for bar in bars]  # type: ignore[attr-defined]
    assert heights == sorted(heights, reverse=True)
    assert [bar.get_width() for bar in bars] == [2.0, -1.0, 0.5]  # type: ignore[attr-defined]
    assert [bar.get_facecolor() == (1, 1, 1, 1) for bar in bars] == [False, False, True]
    assert [text.get_text() for text in axes.texts] == ["+2", "−1", "+0.5"]
    plt.close(axes.figure)  # type: ignore[arg-type]


def test_unstable_branches_are_dashed_and_changes_are_ringed_with_their_number() -> None:
    axes = branch_diagram(
        [(T, T + 1, True), (T, 0 * T, False)],
        [(5.0, 6.0), (2.0, 0.0)],
        actor_name="tumour",
        xlabel="supply",
        ylabel="cells",
        log=True,
    )
    stable, unstable = axes.lines[:2]
    assert (stable.get_linestyle(), unstable.get_linestyle()) == ("-", "--")
    assert np.all(np.isnan(np.asarray(unstable.get_ydata(), dtype=float)))
    # What lies at zero is out of sight on an axis that counts in factors.
    assert [text.get_text() for text in axes.texts] == ["5"]
    plt.close(axes.figure)  # type: ignore[arg-type]


def test_the_labels_of_treatments_at_one_time_stand_in_rows_of_their_own() -> None:
    _, axes = plt.subplots()
    draw_windows(axes, [("a", 0, 30), ("b", 20, 60), ("c", 50, 90), ("d", 55, 58)])
    rows = [label.xyann[1] / 12 for label in axes.texts if isinstance(label, Annotation)]
    assert rows == [0, 1, 0, 2]
