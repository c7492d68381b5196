"""What chapter 1 asks and says: answers are right, wrong ideas fail, figures bear it out."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from course_utils.analysis import (
    extinction_by,
    extinction_probability,
    fit,
    gompertz_volume,
    threshold,
)
from course_utils.datasets import synthetic_mice
from course_utils.models import gompertz
from course_utils.simulate import simulate
from course_utils.teaching import check
from course_utils.teaching.exercises import exercises_of
from course_utils.teaching.quizzes.questions import Question, read_questions

EXERCISES = exercises_of(1)
QUESTIONS: dict[str, Question] = {question.id: question for question in read_questions(1)}
CHEMOTHERAPY = gompertz.treatments["chemotherapy"]


def number(value: Any) -> float:
    return float(value() if callable(value) else value)


def day_of(volume: float) -> float:
    """Return the day on which the tumour of the table reaches a volume, by the closed form."""
    return threshold(lambda t: bool(gompertz_volume(t, 0.6, 0.08) > volume), 0, 100, 1e-9)


def before_and_after(days: tuple[float, ...], **values: float) -> np.ndarray:
    """Return the volumes just before and just after each cycle, one row a cycle."""
    points = np.array([t for day in days for t in (day - 1e-6, day)])
    run = simulate(
        gompertz, days=(0, 200), points=points, treatments=CHEMOTHERAPY.at(*days), **values
    )
    volumes: np.ndarray = run["V"].reshape(-1, 2)
    return volumes


@pytest.mark.parametrize(
    ("id_", "answer"),
    [
        ("1.1", 29.897),
        ("1.1", 30),
        ("1.2", 2202),
        ("1.2", "2.2 cm3"),
        ("1.3", 0.63),
        ("1.4", 4.12),
        ("1.5", 1.48),
        ("1.5", "540 days"),
    ],
)
def test_the_right_answer_is_taken(id_: str, answer: Any) -> None:
    assert check(id_, answer).right


@pytest.mark.parametrize("id_", EXERCISES)
def test_every_wrong_idea_fails_and_hears_what_it_overlooks(id_: str) -> None:
    exercise = EXERCISES[id_]
    for sentence, value in exercise.misconceptions.items():
        verdict = check(id_, number(value))
        assert not verdict.right
        assert sentence in verdict.message


@pytest.mark.parametrize("id_", EXERCISES)
def test_a_second_wrong_answer_gets_a_fuller_hint(id_: str) -> None:
    exercise = EXERCISES[id_]
    first, second = check(id_, 123456.7), check(id_, 7654321.1)
    assert exercise.hints[0] in first.message
    assert exercise.hints[1] in second.message


def test_large_answers_are_written_out() -> None:
    assert "2200 mm³" in check("1.2", 2200).message


def test_the_line_dates_a_mouse_that_two_free_numbers_cannot_date() -> None:
    """Exercise 1.4: with both numbers free every age fits three points."""
    mice = synthetic_mice()
    late = mice[mice["ID"] == 50].tail(3)
    days = late["day"] - 32

    def miss(age: float, line: bool) -> float:
        def curve(t: np.ndarray, beta: float, alpha: float = 0.0) -> Any:
            return gompertz_volume(age + t, 5.64 * beta + 0.174 if line else alpha, beta)

        free = {"beta": 0.06} | ({} if line else {"alpha": 0.5})
        return fit(curve, days, late["volume"], free).sse

    ages = (16, 24, 32, 48, 96)
    assert max(miss(age, line=False) for age in ages) < 0.003
    on_the_line = [miss(age, line=True) for age in ages]
    assert np.argmin(on_the_line) == ages.index(32)
    assert min(on_the_line[:2] + on_the_line[3:]) > 2 * on_the_line[2]


def test_the_quiz_has_the_numbers_of_the_models() -> None:
    # 1.1 and 1.2: when growth is fastest, and how long doublings take.
    assert math.exp(7.5) / math.e == pytest.approx(665, abs=0.5)
    assert math.log(7.5) / 0.08 == pytest.approx(25.2, abs=0.05)
    assert day_of(904) == pytest.approx(30, abs=0.5)
    assert day_of(500) == pytest.approx(22, abs=0.5)
    assert day_of(1000) == pytest.approx(32, abs=0.5)
    assert day_of(1000) - day_of(500) == pytest.approx(10, abs=0.5)
    # 1.3: luck.
    extinct = QUESTIONS["1.3"]
    assert extinct.answer == pytest.approx(extinction_probability(1, 0.8, 5))
    assert [near.value for near in extinct.near] == pytest.approx([0, 0.8, 0.2, 1 - 0.8**5])
    assert 0.2 < extinction_by(10, 1, 0.8, 5) < 0.5
    # 1.4: two logs.
    assert QUESTIONS["1.4"].answer == pytest.approx(-math.log10(1 - 0.99))
    # 1.6: what holds in the first figure of both curves.
    mice = synthetic_mice()
    mouse = mice[mice["ID"] == 43]
    for alpha, beta in ((0.52, 0.06), (0.60, 0.075)):
        misses = np.log(mouse["volume"] / gompertz_volume(mouse["day"], alpha, beta))
        assert np.sum(misses**2) < 0.25
    # 1.7: with the slowing at its lowest no curve comes near.
    steepest = fit(
        lambda t, alpha: gompertz_volume(t, alpha, 0.03),
        mouse["day"],
        mouse["volume"],
        {"alpha": 0.4},
    )
    assert steepest.sse > 2


def test_the_story_of_the_treatment_has_the_numbers_of_the_model() -> None:
    (once,) = before_and_after((21,))
    assert once == pytest.approx([446, 44.6], rel=0.005)
    regrown = simulate(gompertz, days=(0, 33.2), points=2, treatments=CHEMOTHERAPY.at(21))
    assert regrown["V"][-1] == pytest.approx(446, rel=0.01)
    weekly = before_and_after((21, 28, 35, 42))
    assert weekly[-1, 1] == pytest.approx(11.2, abs=0.5)
    back = simulate(gompertz, days=(0, 58), points=2, treatments=CHEMOTHERAPY.at(21, 28, 35, 42))
    assert back["V"][-1] == pytest.approx(446, rel=0.02)
    deep = before_and_after((21, 42, 63, 84), f=0.99)
    assert deep[0] == pytest.approx([446, 4.46], rel=0.005)
    # Every drop has the same depth in factors, whatever the size: no cell becomes resistant.
    for table, left in ((weekly, 0.1), (deep, 0.01)):
        assert table[:, 1] / table[:, 0] == pytest.approx(np.full(4, left), rel=1e-4)
