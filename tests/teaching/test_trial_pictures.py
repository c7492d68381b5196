"""Pictures of a trial say in words what they show."""

import pandas as pd
import pytest

from course_utils import (
    POPULATIONS,
    ModelError,
    draw_spider,
    draw_survival,
    draw_swimmer,
    draw_swings,
    draw_waterfall,
    il6,
    virtual_cohort,
    virtual_trial,
)
from course_utils.plots import Picture
from course_utils.simulate import BestChange, Progression

TRASTUZUMAB = il6.treatments["trastuzumab"].during(0, 181)
BLOCKER = il6.treatments["blocker"].during(0, 181)
ARMS = {"alone": [TRASTUZUMAB], "both": [TRASTUZUMAB, BLOCKER]}
PATIENTS = POPULATIONS["il6"]


@pytest.fixture(scope="module")
def trial() -> pd.DataFrame:
    endpoints = [Progression("N"), BestChange("N", after=14)]
    return virtual_trial(il6, ARMS, PATIENTS, 60, 2024, endpoints)


def words(picture: Picture) -> list[str]:
    """Return all that is written in the picture, numbers at risk included."""
    return [text.get_text() for text in picture.figure.axes[0].texts]


def test_survival_curves_carry_medians_and_the_numbers_at_risk(trial: pd.DataFrame) -> None:
    picture = draw_survival(trial, what="progression-free")
    events = {arm: rows["event"].sum() for arm, rows in trial.groupby("arm", observed=True)}
    assert f"alone: 60 patients, {events['alone']} events, median" in picture.alt
    assert f"both: 60 patients, {events['both']} events, median not reached" in picture.alt
    assert words(picture).count("60") >= 2
    assert "still followed, event-free" in words(picture)
    assert words(picture).count("alone") == 2  # at the curve, and at its numbers
    assert draw_survival(trial, what="progression-free").svg == picture.svg


def test_who_is_event_free_at_the_end_is_not_drawn_as_lost_from_sight(trial: pd.DataFrame) -> None:
    ticks = [line for line in draw_survival(trial).figure.axes[0].lines if line.get_marker() == "|"]
    assert not ticks
    lost = trial.copy()
    lost.loc[0, ["time", "event"]] = [100.0, False]
    ticks = [line for line in draw_survival(lost).figure.axes[0].lines if line.get_marker() == "|"]
    assert [line.get_xdata().tolist() for line in ticks] == [[100.0]]


def test_a_waterfall_falls(trial: pd.DataFrame) -> None:
    picture = draw_waterfall(trial, "alone")
    heights = [bar.get_height() for bar in picture.figure.axes[0].patches]
    assert len(heights) == 60
    assert heights == sorted(heights, reverse=True)
    assert "one bar for each of 60 patients" in picture.alt


def test_a_swimmer_has_one_lane_for_each_patient_and_arm(trial: pd.DataFrame) -> None:
    picture = draw_swimmer(trial, patients=10)
    assert len(picture.figure.axes[0].patches) == 20
    some = trial[(trial["patient"] < 10) & (trial["arm"] == "alone")]
    assert f"alone: {some['event'].sum()} of 10 end with progression" in picture.alt


def test_a_spider_has_one_leg_for_each_patient() -> None:
    cohort = virtual_cohort(il6, ARMS, PATIENTS, 12, 2024)
    picture = draw_spider(cohort["both"], "N", arm="both")
    assert "one line for each of 12 patients" in picture.alt
    assert len(picture.figure.axes[0].lines) == 13  # and the line of no change
    # Two treatments of the same days share one label.
    assert "Trastuzumab + IL-6R blocker" in words(picture)


def test_a_tornado_has_two_bars_for_each_number_and_says_from_where_to_where() -> None:
    picture = draw_swings(
        il6,
        [TRASTUZUMAB],
        PATIENTS,
        lambda runs: runs["N"][:, -1],
        "the tumour on day 60",
        days=(0, 60),
        unit="mm³",
    )
    assert len(picture.figure.axes[0].patches) == 2 * len(PATIENTS.varies)
    assert "IL-6 of stem-like cells (pS) from 23.2 to 108" in picture.alt
    assert "23.2" in words(picture)


def test_what_is_not_there_cannot_be_drawn(trial: pd.DataFrame) -> None:
    with pytest.raises(ModelError, match=r"no arm called 'neither'.*It has: alone, both"):
        draw_waterfall(trial, "neither")
    with pytest.raises(ModelError, match="no column called 'best'"):
        draw_waterfall(trial, "alone", "best")
    with pytest.raises(ModelError, match="no column called 'event'"):
        draw_swimmer(trial.drop(columns="event"))
    with pytest.raises(ModelError, match="60 groups in 'patient'; draw at most 5"):
        draw_survival(trial, by="patient")
