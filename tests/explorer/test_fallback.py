from __future__ import annotations

import base64
import html
import json
import re

import numpy as np
import pytest

from course_utils.analysis import fit
from course_utils.datasets import synthetic_mice
from course_utils.explorer import build_spec, figure_html
from course_utils.explorer.fallback import static_picture
from course_utils.models import birth_death, gompertz, surveillance
from course_utils.simulate import ensemble, simulate

DRUGS = surveillance.treatments["immunosuppression"]
SPEC = build_spec(
    surveillance, show=["T", "E"], question="Can it?", treatments=[DRUGS.during(45, 136)]
)


def test_figure_is_the_same_every_time() -> None:
    assert figure_html(surveillance, SPEC) == figure_html(surveillance, SPEC)


def test_figure_carries_its_spec_and_its_question() -> None:
    figure = figure_html(surveillance, SPEC)
    data = re.search(r'class="explorer-spec">(.*?)</script>', figure, re.DOTALL)
    assert data
    assert json.loads(data[1]) == SPEC
    assert "<figcaption>Can it?</figcaption>" in figure
    assert 'data-model="surveillance" data-state="static"' in figure


def test_text_cannot_end_the_script_element() -> None:
    question = "</script><script>alert(1)</script> & <b>"
    figure = figure_html(surveillance, build_spec(surveillance, question=question))
    assert figure.count("</script") == 1
    assert html.escape(question) in figure


def test_picture_is_small_svg_described_with_its_numbers() -> None:
    figure = figure_html(surveillance, SPEC)
    source = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', figure)
    alt = re.search(r'alt="([^"]+)"', figure)
    assert source
    assert alt
    assert len(source[1]) <= 40_000
    assert base64.b64decode(source[1]).startswith(b"<?xml")
    run = simulate(surveillance, points=201, treatments=[DRUGS.during(45, 136)])
    assert "Immunosuppressive drugs from day 45 to day 136." in alt[1]
    assert f"{run['T'][-1]:.3g} million cells at the end" in alt[1]
    assert run.outcome_words in alt[1]


def test_axis_of_factors_is_drawn_without_what_lies_too_deep() -> None:
    view = {"log": True, "values": {"s": 0.09}, "days": (0, 400)}
    figure = figure_html(surveillance, build_spec(surveillance, **view))
    assert "data:image/svg+xml" in figure


@pytest.mark.parametrize("axes", [("E", "T"), ("T", "E")])
def test_the_map_is_drawn_as_it_opens_and_described_with_its_points(axes: tuple[str, str]) -> None:
    ranges = {"E": (0, 3.5), "T": (0.5, 500)}
    spec = build_spec(
        surveillance, phase={name: ranges[name] for name in axes}, days=(0, 600), values={"T": 2}
    )
    picture = static_picture(surveillance, spec)
    labels = [surveillance.states[name].label.lower() for name in axes]
    assert f"Phase plane: {labels[0]} across, {labels[1]} upwards" in picture.alt
    assert "Stable spiral at" in picture.alt
    assert "tumour cells 268" in picture.alt
    assert "A dotted watershed" in picture.alt
    assert picture.alt.endswith("dormant.")
    assert len(picture.data_uri) <= 60_000
    # The saddle is an open point, where its axes say.
    (ax,) = picture.figure.axes
    (saddle,) = [line for line in ax.lines if line.get_markerfacecolor() == "white"]
    place = dict(zip(axes, np.ravel(saddle.get_data()), strict=True))
    assert place == pytest.approx({"E": 0.7585, "T": 268.02}, rel=1e-3)


def test_a_map_without_a_saddle_says_nothing_of_a_watershed() -> None:
    spec = build_spec(
        surveillance, phase={"E": (0, 3.5), "T": (0.5, 500)}, values={"s": 0.033}, view="phase"
    )
    assert "watershed" not in static_picture(surveillance, spec).alt
    assert (
        "Chart of"
        in static_picture(surveillance, spec | {"view": spec["view"] | {"opens": "time"}}).alt
    )


def test_measured_points_are_drawn_and_their_distance_is_the_one_that_a_fit_minimises() -> None:
    mouse = synthetic_mice(mice=1)
    measured = (mouse["day"], mouse["volume"])
    found = fit(gompertz, *measured, ["alpha", "beta"])
    spec = build_spec(
        gompertz.set(**found.values), show=["V"], days=(0, 40), log=True, data={"V": measured}
    )
    figure = figure_html(gompertz.set(**found.values), spec)
    alt = re.search(r'alt="([^"]+)"', figure)
    source = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', figure)
    assert alt
    assert source
    said = re.search(r"9 measured points .* by a sum of squares of ([\d.]+)", alt[1])
    assert said
    assert float(said[1]) == pytest.approx(found.sse, rel=5e-3)
    # matplotlib draws a marker once and places it by `use`.
    assert base64.b64decode(source[1]).decode().count("<use") >= len(mouse)


def test_large_numbers_are_written_out_in_the_description() -> None:
    alt = re.search(r'alt="([^"]+)"', figure_html(gompertz, build_spec(gompertz, show=["V"])))
    assert alt
    assert "1810 mm³ at the end" in alt[1]
    assert "e+" not in alt[1]


def test_a_figure_that_asks_first_says_so_before_its_script_runs() -> None:
    spec = build_spec(surveillance, predict="T", question="How far?")
    figure = figure_html(surveillance, spec)
    assert figure.startswith('<figure class="explorer"')
    assert 'data-state="static" data-predict="asking">' in figure
    # Whoever has no script sees the question with the picture, as everywhere.
    assert "<figcaption>How far?</figcaption>" in figure
    assert "data:image/svg+xml" in figure
    assert "data-predict" not in figure_html(surveillance, build_spec(surveillance))


def test_a_figure_that_opens_by_chance_shows_the_runs_of_the_page_and_says_how_many_are_lost() -> (
    None
):
    options = {"days": (0, 10), "values": {"d": 0.8, "C": 5}, "chance": {"runs": 40}}
    picture = static_picture(birth_death, build_spec(birth_death, **options, view="chance"))
    crowd = ensemble(birth_death, runs=40, days=(0, 10), seed=0, d=0.8, C=5)
    lost = round(40 * crowd.share_died_out)
    assert 0 < lost < 40
    assert f"None is left in {lost} of 40 runs." in picture.alt
    low, high = (row[-1] for row in crowd.band("C", 0.9))
    assert f"9 of 10 runs lie between {low:.3g} and {high:.3g}," in picture.alt
    assert len(picture.data_uri) <= 70_000


def test_treatments_are_part_of_the_picture_by_chance() -> None:
    spec = build_spec(
        surveillance,
        values={"T": 1e-6},
        treatments=[DRUGS.during(2, 60)],
        chance={"runs": 10, "days": (0, 20)},
        view="chance",
    )
    alt = static_picture(surveillance, spec).alt
    assert "Immunosuppressive drugs from day 2 to day 60." in alt
    assert "Tumour cells (number) at the end" in alt
