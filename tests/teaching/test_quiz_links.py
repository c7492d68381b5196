"""A setting to which a quiz leads shows what the words around the link say.

Each run is made from the link itself, so that neither can be changed without the other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from course_utils import simulate
from course_utils.models import MODELS
from course_utils.simulate import Run
from course_utils.site.page_figures import PageFigure, notebook_markup, page_figures
from course_utils.teaching.quizzes import read_questions

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
_LINK = re.compile(r"\[(?:[^\]]*)\]\(<?#figure=([^)>]+)>?\)")


@cache
def figures(chapter: int) -> dict[str, PageFigure]:
    [path] = NOTEBOOKS.glob(f"{chapter:02d}-*.ipynb")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return {figure.key: figure for figure in page_figures(notebook_markup(notebook))}


def links(chapter: int) -> Iterator[str]:
    for question in read_questions(chapter):
        feedback = [each.feedback for each in question.options]
        feedback += [each.feedback for each in question.near]
        yield from _LINK.findall(" ".join(feedback))


def shown(
    chapter: int, link: str, points: NDArray[np.float64] | None = None, **changed: float
) -> Run:
    """Run what a link of the chapter's quiz shows, with some values changed."""
    assert link in set(links(chapter)), f"No answer of chapter {chapter} leads to {link}."
    key, *settings = link.split("&")
    figure = figures(chapter)[key]
    asked = dict(setting.split("=") for setting in settings)
    scenarios = {preset["label"]: preset for preset in figure.view["presets"]}
    start = scenarios[asked.pop("scenario")] if "scenario" in asked else figure.view
    treatments = MODELS[figure.model].treatments
    values = dict(start["values"])
    given = [course for course in start["treatments"] if course["name"] not in asked]
    for name, value in asked.items():
        if name not in treatments:
            values[name] = float(value)
        elif "-" in value:
            first, last = map(float, value.split("-"))
            given.append({"name": name, "from": first, "to": last})
        else:
            given.append({"name": name, "at": [float(day) for day in value.split(",")]})
    courses = [
        treatments[course["name"]].during(course["from"], course["to"])
        if "from" in course
        else treatments[course["name"]].at(*course["at"], dose=course.get("dose", 1))
        for course in given
    ]
    first, last = figure.view["days"]
    return simulate(
        MODELS[figure.model],
        days=(first, last),
        points=10 * round(last - first) + 1 if points is None else points,
        treatments=courses,
        **{**values, **changed},
    )


def at(run: Run, name: str, day: float) -> float:
    return float(np.interp(day, run.t, run[name]))


@pytest.mark.parametrize("chapter", [3, 4, 5, 6])
def test_each_chapter_has_links_and_each_can_be_run(chapter: int) -> None:
    found = set(links(chapter))
    assert len(found) >= 5
    for link in found:
        assert np.all(np.isfinite(shown(chapter, link).y))


def scenario(key: str, label: str, settings: str = "") -> str:
    return f"{key}&scenario={label}{settings}"


def test_denosumab_changes_nothing_without_rank() -> None:
    link = scenario("hotcold-1", "RANK lost", "&denosumab=15,22")
    assert shown(3, link)["T"][-1] == pytest.approx(164, abs=0.5)
    assert shown(3, link, r=1)["T"][-1] > 700


def test_myeloid_cells_that_leave_slowly_hardly_become_fewer() -> None:
    link = scenario("hotcold-1", "Denosumab", "&dN=0.1")
    left = [at(run, "N", 20) / at(run, "N", 15) for run in (shown(3, link), shown(3, link, dN=0.3))]
    assert left[0] > 0.9
    assert left[1] < 0.6


def test_full_blockade_alone_leaves_four_fifths_of_880_million() -> None:
    run = shown(3, scenario("hotcold-1", "Anti-PD-1", "&up=1"))
    assert run["T"][-1] / 880 == pytest.approx(0.8, abs=0.02)


def test_without_t_cells_that_come_in_the_second_door_opens() -> None:
    link = scenario("hotcold-2", "Denosumab", "&rho=0")
    opens, shuts = shown(3, link), shown(3, link, rho=6)
    assert at(opens, "SP", 35) > at(opens, "SP", 15) + 0.03
    assert at(shuts, "SP", 35) < at(shuts, "SP", 15) - 0.2


def test_one_day_later_costs() -> None:
    run = shown(3, scenario("hotcold-3", "Together", "&anti_pd1=16-36"))
    assert run["T"][-1] == pytest.approx(1283, abs=0.5)


def test_a_fifth_of_the_regulatory_t_cells_makes_a_fifth_of_the_rankl() -> None:
    fifth, all_ = shown(4, "treg_rankl-2&phi=0.3"), shown(4, "treg_rankl-2&phi=0.3", phi=1.5)
    assert fifth["free"][-1] / all_["free"][-1] == pytest.approx(0.2, abs=0.001)


def test_an_antibody_of_no_strength_leaves_all_rankl_free() -> None:
    link = scenario("treg_rankl-2", "Antibody from day 5", "&u=0")
    assert shown(4, link)["free"] == pytest.approx(shown(4, link)["L"])
    assert shown(4, link, u=0.95)["free"][-1] < 0.1 * shown(4, link)["free"][-1]


def test_where_rank_has_no_effect_the_antibody_has_none() -> None:
    link = "treg_rankl-2&psi=0&antibody=5-61"
    assert shown(4, link)["J"][-1] == pytest.approx(2, abs=0.1)
    assert shown(4, link)["J"] == pytest.approx(shown(4, link, u=0)["J"])


def test_rank_leaves_the_primary_tumour_as_it_is() -> None:
    without, with_ = shown(4, "treg_rankl-1&rank=0"), shown(4, "treg_rankl-1&rank=0", rank=1)
    assert without["P"] == pytest.approx(with_["P"], rel=1e-6)
    assert without["J"][-1] < 0.1 * with_["J"][-1]


@pytest.mark.parametrize(
    ("label", "mean"), [("Half of RANK", 15.6), ("No T cells", 2.06), ("Half the T cells", 22.3)]
)
def test_the_means_in_the_question_on_poisson_are_those_of_the_scenarios(
    label: str, mean: float
) -> None:
    [preset] = [p for p in figures(4)["treg_rankl-1"].view["presets"] if p["label"] == label]
    run = simulate(MODELS["treg_rankl"], days=(0, 60), **preset["values"])
    assert run["J"][-1] == pytest.approx(mean, abs=0.05)


def test_twice_the_half_effect_amount_is_half_the_dose() -> None:
    link = "il1-1&KA=4"
    assert shown(5, link)["j"] == pytest.approx(shown(5, link, KA=2, dose=50)["j"], rel=1e-3)


def test_twice_the_dose_leaves_il1_fewer_receptors_by_morning() -> None:
    link = "il1-1&dose=200"
    mornings = np.array([1, 2, 5]) - 1e-6  # just before the next injection
    assert np.all(shown(5, link, mornings)["j"] < 0.3)
    assert shown(5, link, mornings, dose=100)["j"] == pytest.approx(0.4, abs=0.005)


def test_the_same_dose_blocks_less_against_twice_the_il1() -> None:
    link = "il1-1&p=400"
    assert np.all(shown(5, link)["j"][20:] > shown(5, link, p=200)["j"][20:])


def test_without_boost_or_growing_twice_as_fast_the_tumour_ends_as_the_quiz_says() -> None:
    unboosted = shown(5, scenario("il1-2", "Untreated", "&eps=0"))
    assert unboosted["T"][-1] == pytest.approx(87, abs=0.5)
    link = scenario("il1-2", "Anakinra daily", "&g=0.02")
    assert shown(5, link)["T"][-1] == pytest.approx(260, abs=0.5)
    assert shown(5, link, g=0.01)["T"][-1] == pytest.approx(104, abs=0.5)


def test_the_blocker_alone_leaves_bulk_cells_as_they_grow_untreated() -> None:
    run = shown(6, "il6-2&blocker=0-200")
    assert run["B"] == pytest.approx(
        simulate(MODELS["il6"], days=(0, 200), points=run.t)["B"], 0.01
    )


def test_between_seven_and_eight_cubic_millimetres_lies_an_edge() -> None:
    assert shown(6, "il6-2&S=7")["L"][-1] == pytest.approx(2, abs=0.01)
    assert shown(6, "il6-2&S=8")["L"][-1] > 200


def leap(run: Run) -> float:
    """Return the day on which most cells have become stem-like."""
    return float(run.t[np.argmax(run["f"] > 0.5)])


def test_slow_stem_like_cells_flip_the_tumour_and_a_high_threshold_does_not() -> None:
    slow = scenario("il6-2", "Trastuzumab alone", "&rS=0.08")
    assert shown(6, slow)["f"][-1] > 0.99
    high = scenario("il6-2", "Trastuzumab alone", "&KL=20")
    assert shown(6, high)["N"][-1] < 1
    assert shown(6, high, KL=8)["f"][-1] > 0.99


def test_a_higher_threshold_puts_the_leap_off_beyond_day_30() -> None:
    run = shown(6, scenario("il6-2", "Trastuzumab alone", "&KL=10"))
    assert run["f"][-1] > 0.99
    assert 30 < run.t[np.argmax(run["L"] > 10)] < leap(run)


@pytest.mark.parametrize(
    ("link", "day"), [("il6-3&blocker=22-200", 22), ("il6-3&blocker=30-200", 30)]
)
def test_a_blocker_that_comes_while_the_tumour_is_small_is_too_late(link: str, day: float) -> None:
    run = shown(6, link)
    assert at(run, "N", day) < 50
    assert at(run, "S", day) > 1.1 * at(run, "S", day - 1)
    assert run["f"][-1] > 0.99
    assert run["N"][-1] > 1000


def test_on_day_22_the_whole_still_shrinks() -> None:
    run = shown(6, "il6-3&blocker=22-200")
    assert at(run, "N", 23) < at(run, "N", 22)
