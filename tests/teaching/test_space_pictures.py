"""Pictures and films of runs in space say what they show, and refuse what cannot be."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from imageio_ffmpeg import count_frames_and_secs
from PIL import Image

from course_utils import draw_patterns, draw_profiles, draw_space, save_animation
from course_utils.modelling import ModelError
from course_utils.models import infiltration
from course_utils.plots.fields import level_colours
from course_utils.simulate import SpatialRun, simulate_space


@pytest.fixture(scope="module")
def run() -> SpatialRun:
    return simulate_space(infiltration.preset("excluded"), days=10, points=3, cells=31)


def test_a_picture_of_space_says_what_is_seen_and_what_stirring_would_hide(run: SpatialRun) -> None:
    picture = draw_space(run)
    assert "Day 10: excluded: T cells crowd around the tumour and stay outside." in picture.alt
    assert re.search(r"In all, 8\d per cent of the tumour is left; the well-mixed", picture.alt)
    texts = " ".join(text.get_text() for axes in picture.figure.axes for text in axes.texts)
    for label in ("0.5 mm", "edge of the tumour", "in space", "well mixed"):
        assert label in texts


@pytest.mark.parametrize("look", ["level", "section"])
def test_patterns_stand_side_by_side_under_their_names(look: Any, run: SpatialRun) -> None:
    cold = simulate_space(infiltration.preset("cold"), days=10, points=2, cells=31)
    picture = draw_patterns(run, cold, look=look)
    titles = [axes.get_title(loc="left") for axes in picture.figure.axes]
    assert titles[:2] == ["Excluded, day 10", "Cold, day 10"]
    assert "excluded: T cells crowd" in picture.alt
    assert "cold: T cells are few" in picture.alt
    assert len(picture.svg) < 400_000
    assert picture.svg == draw_patterns(run, cold, look=look).svg


def test_a_profile_names_its_lines(run: SpatialRun) -> None:
    picture = draw_profiles(run, at=5)
    assert picture.alt.startswith("Levels of CD8 T cells and tumour cells by distance")
    assert "Day 5: excluded" in picture.alt


def test_the_ramp_is_cividis() -> None:
    cividis = mpl.colormaps["cividis"]
    levels = np.linspace(0, 1, 101)
    assert np.abs(level_colours()(levels) - cividis(levels)).max() < 0.03


def test_a_film_has_a_frame_for_each_time_and_they_differ(run: SpatialRun, tmp_path: Path) -> None:
    file = save_animation(run, tmp_path / "film.gif")
    with Image.open(file) as film:
        assert film.n_frames == 3  # type: ignore[attr-defined]
        frames = []
        for frame in range(3):
            film.seek(frame)
            frames.append(np.asarray(film.convert("RGB"), dtype=float))
    assert np.abs(frames[0] - frames[2]).max() > 50


def test_a_film_is_written_as_mp4(run: SpatialRun, tmp_path: Path) -> None:
    file = save_animation(run, tmp_path / "film.mp4")
    frames, seconds = count_frames_and_secs(str(file))
    assert frames == 3
    assert seconds == pytest.approx(0.3, abs=0.01)


def test_a_film_that_cannot_be_written_is_refused_in_one_sentence(
    run: SpatialRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    with pytest.raises(ModelError, match="needs the program ffmpeg, which is not installed here"):
        save_animation(run, tmp_path / "film.mp4")
    with pytest.raises(
        ModelError, match=r"written as \.gif or \.mp4, but 'film.avi' ends in neither"
    ):
        save_animation(run, tmp_path / "film.avi")
    with pytest.raises(ModelError, match="does not exist; make it first"):
        save_animation(run, tmp_path / "nowhere" / "film.gif")


def test_bad_pictures_are_refused(run: SpatialRun) -> None:
    with pytest.raises(ModelError, match="at least one run"):
        draw_patterns()
    with pytest.raises(ModelError, match="look must be 'level' or 'section', but 'blue' was given"):
        draw_patterns(run, look="blue")  # type: ignore[arg-type]
