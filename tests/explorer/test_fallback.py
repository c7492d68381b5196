from __future__ import annotations

import base64
import html
import json
import re

from course_utils.explorer import build_spec, figure_html
from course_utils.models import surveillance
from course_utils.simulate import simulate

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
