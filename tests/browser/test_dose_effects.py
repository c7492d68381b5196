"""What a dose does follows the sliders, in the page as in Python."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from course_utils.models import gompertz
from course_utils.simulate import simulate
from tests.browser.test_parity import DAYS, POINTS, RUN_ALL, open_figure, worst_gap

if TYPE_CHECKING:
    from playwright.sync_api import Page

KILL = gompertz.treatments["chemotherapy"]


def request(values: dict[str, float], treatments: list[Any]) -> dict[str, Any]:
    return {"values": values, "days": DAYS, "points": POINTS, "treatments": treatments}


def test_the_page_kills_as_much_as_python_wherever_the_sliders_stand(
    new_page: Callable[..., Page], tmp_path: Path
) -> None:
    rng = np.random.default_rng(20260102)
    requests = [
        request({"f": f, "beta": beta}, KILL.at(*days, dose=dose).to_dicts())
        for f, beta, dose, days in zip(
            [0.0, 0.5, 0.9, 0.99, *rng.uniform(0, 0.99, 16)],
            [0.03, 0.15, 0.08, 0.08, *rng.uniform(0.03, 0.15, 16)],
            [1.0, 1.0, 1.0, 2.0, *rng.uniform(0, 2, 16)],
            # From the first day to the last.
            [[0.0], [200.0], [21.0, 42.0, 63.0], [0.0, 200.0], *rng.uniform(0, 200, (16, 3))],
            strict=True,
        )
    ]
    for one in requests:
        one["treatments"][0]["at"] = [float(day) for day in one["treatments"][0]["at"]]
    answers = open_figure(gompertz, new_page, tmp_path).evaluate(RUN_ALL, requests)
    for one, answer in zip(requests, answers, strict=True):
        assert "y" in answer, answer
        assert worst_gap(answer["y"], gompertz, one) <= 1, one


def test_a_dose_keeps_the_size_it_had_when_the_run_began(
    new_page: Callable[..., Page], tmp_path: Path
) -> None:
    """As in Python: an action that moves a parameter later does not move the dose."""
    one = request(
        {"f": 0.9},
        [{"t": 10, "parameter": "f", "op": "set", "value": 0.0}, *KILL.at(30).to_dicts()],
    )
    (answer,) = open_figure(gompertz, new_page, tmp_path).evaluate(RUN_ALL, [one])
    assert worst_gap(answer["y"], gompertz, one) <= 1
    alone = simulate(gompertz, days=DAYS, points=POINTS, treatments=KILL.at(30), f=0.9)
    assert answer["y"]["V"] == pytest.approx(alone["V"].tolist(), rel=1e-6)


def test_a_dose_without_a_finite_effect_is_refused_in_words(
    new_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_figure(gompertz, new_page, tmp_path)
    (answer,) = page.evaluate(RUN_ALL, [request({"f": 1.0}, KILL.at(30).to_dicts())])
    assert answer["error"] == (
        "With these values, a dose of 'Chemotherapy' would do something impossible; "
        "try values closer to the defaults."
    )


def test_moving_the_slider_moves_the_curve(new_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_figure(gompertz, new_page, tmp_path)
    weak, strong = page.evaluate(
        RUN_ALL, [request({"f": f}, KILL.at(40).to_dicts()) for f in (0.1, 0.9)]
    )
    on_day_40 = POINTS // 5  # every second day is reported, and day 40 after the dose
    assert weak["y"]["V"][on_day_40] == pytest.approx(9 * strong["y"]["V"][on_day_40], rel=1e-6)
