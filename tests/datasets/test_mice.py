"""The mice: synthetic ones are drawn as they say, and a reader's file is read or refused in words.

Not recomputed here, because they need the published volumes, which the course does not ship: 66
mice with 583 rows, 581 of them above zero (the zeros: mice 34 and 43 on day 11), days 7 to 38,
20.8 to 2352.6 mm³; R² of alpha and beta 0.953; the line alpha = 5.64 beta + 0.174; squared error
per point 0.0269 (Gompertz), 0.0653 (logistic) and 0.931 (exponential).
"""

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import linregress

from course_utils.analysis import exponential_volume, fit, gompertz_volume, logistic_volume
from course_utils.datasets import DataError, read_mice, synthetic_mice
from course_utils.models import MODELS

CURVES: dict[Any, dict[str, float]] = {
    gompertz_volume: {"alpha": 0.6, "beta": 0.08},
    logistic_volume: {"r": 0.3, "K": 2000},
    exponential_volume: {"r": 0.2},
}


@pytest.fixture(scope="module")
def mice() -> pd.DataFrame:
    return synthetic_mice()


@pytest.fixture(scope="module")
def fits(mice: pd.DataFrame) -> pd.DataFrame:
    """One row a mouse: the Gompertz fit and the squared errors of all three curves."""
    rows = []
    for _, mouse in mice.groupby("ID"):
        found = {
            curve.__name__: fit(curve, mouse["day"], mouse["volume"], guess)
            for curve, guess in CURVES.items()
        }
        rows.append(
            {name: one.sse for name, one in found.items()} | dict(found["gompertz_volume"].values)
        )
    return pd.DataFrame(rows)


def r_squared(beta: Any, alpha: Any) -> float:
    return float(linregress(beta, alpha).rvalue ** 2)


def test_the_synthetic_mice_say_what_they_are(mice: pd.DataFrame) -> None:
    assert list(mice.columns) == ["ID", "day", "volume"]
    assert mice["ID"].nunique() == 66
    assert sorted(mice["day"].unique()) == list(range(14, 39, 3))
    assert len(mice) == 66 * 9
    assert mice.attrs["label"] == "synthetic, parameters from our fit"


def test_the_true_parameters_are_drawn_from_the_fit() -> None:
    many = synthetic_mice(seed=5, mice=20_000)
    truth = pd.DataFrame(many.attrs["truth"])
    log_alpha = np.log(truth["alpha"])
    assert log_alpha.mean() == pytest.approx(np.log(0.558), abs=4 * 0.20 / np.sqrt(20_000))
    assert log_alpha.std() == pytest.approx(0.20, rel=0.02)
    assert truth["alpha"].to_numpy() == pytest.approx(5.64 * truth["beta"].to_numpy() + 0.174)
    exact = gompertz_volume(
        many["day"].to_numpy().reshape(-1, 9),
        truth["alpha"].to_numpy()[:, None],
        truth["beta"].to_numpy()[:, None],
    ).ravel()
    error = np.log(many["volume"] / exact)
    assert error.std() == pytest.approx(0.164, rel=0.01)
    assert error.mean() == pytest.approx(0, abs=4 * 0.164 / np.sqrt(len(error)))


@settings(max_examples=20)
@given(seed=st.integers(0, 2**32), count=st.integers(1, 30))
def test_a_seed_draws_the_same_mice_and_all_can_be_measured(seed: int, count: int) -> None:
    mice = synthetic_mice(seed, count)
    assert mice.equals(synthetic_mice(seed, count))
    assert not mice.equals(synthetic_mice(seed + 1, count))
    assert mice["volume"].gt(0).all()
    assert np.isfinite(mice["volume"]).all()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"mice": 0}, "mice is 0, but it must be a whole number of at least 1"),
        ({"mice": 2.5}, "mice is 2.5"),
        ({"seed": -1}, "seed is -1, but it must be a whole number of at least 0"),
        ({"seed": "a"}, "seed is 'a'"),
    ],
)
def test_impossible_mice_are_refused_in_words(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(DataError, match=words):
        synthetic_mice(**arguments)


def test_fitted_alpha_and_beta_go_together_because_they_were_drawn_so(fits: pd.DataFrame) -> None:
    assert r_squared(fits["beta"], fits["alpha"]) == pytest.approx(0.997, abs=0.003)
    line = linregress(fits["beta"], fits["alpha"])
    assert line.slope == pytest.approx(5.64, rel=0.02)
    assert line.intercept == pytest.approx(0.174, rel=0.02)


def test_shuffling_beta_between_mice_makes_the_correlation_vanish(fits: pd.DataFrame) -> None:
    rng = np.random.default_rng(0)
    shuffled = [r_squared(rng.permutation(fits["beta"]), fits["alpha"]) for _ in range(200)]
    # By chance alone 1/(66 - 1) = 0.015 is expected.
    assert np.mean(shuffled) < 0.03
    assert max(shuffled) < 0.25


def test_gompertz_errs_less_than_logistic_and_far_less_than_exponential(
    fits: pd.DataFrame,
) -> None:
    """C1.2; the published mice gave 2.43 and 34.6."""
    errors = fits[[curve.__name__ for curve in CURVES]].sum()
    assert errors["logistic_volume"] / errors["gompertz_volume"] > 1.3
    assert errors["exponential_volume"] / errors["gompertz_volume"] > 3


def test_the_claim_about_mice_is_made_once() -> None:
    assert [m.name for m in MODELS.values() if "C1.2" in m.claims] == ["gompertz"]


PUBLISHED = "ID\tTime\tObservation\n34\t11\t0\n34\t15\t120.5\n2\t18\t300\n2\t7\t20.8\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "mice.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_like_the_published_one_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, PUBLISHED)
    with pytest.warns(UserWarning, match="Left out 1 row .*: mouse 34 on day 11"):
        mice = read_mice(path)
    assert mice.to_dict("list") == {
        "ID": [2, 2, 34],
        "day": [7.0, 18.0, 15.0],
        "volume": [20.8, 300.0, 120.5],
    }
    assert "mouse 34 on day 11" in mice.attrs["left_out"]
    assert "10.5281/zenodo.3574531" in mice.attrs["label"]
    assert path.read_text(encoding="utf-8") == PUBLISHED


def test_nothing_is_said_where_nothing_is_left_out(tmp_path: Path) -> None:
    text = "﻿ID\tTime\tObservation\tNote\r\n1\t7\t1e2\tx\r\n"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        mice = read_mice(str(written(tmp_path, text)))
    assert mice["volume"].tolist() == [100]
    assert mice.attrs["left_out"] == ""


@settings(max_examples=25)
@given(
    rows=st.lists(
        st.tuples(st.integers(1, 99), st.integers(0, 99), st.floats(0.001, 1e5)),
        min_size=1,
        max_size=30,
    )
)
def test_what_is_written_is_read(
    rows: list[tuple[int, int, float]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines = ["ID\tTime\tObservation", *("\t".join(map(repr, row)) for row in rows)]
    mice = read_mice(written(tmp_path_factory.mktemp("mice"), "\n".join(lines)))
    found = sorted(zip(mice["ID"], mice["day"], mice["volume"], strict=True))
    assert found == sorted(rows)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not a table of text"),
        ("ID\tTime\tObservation\n", "a header but no rows"),
        ("ID,Time,Observation\n1,2,3\n", "no column ID, Time, Observation; it has: ID,Time"),
        ("ID\tDay\tObservation\n1\t2\t3\n", "no column Time; it has: ID, Day, Observation"),
        ("ID\tTime\tObservation\n1\t2\tthree\n", "line 2 has 'three' as Observation"),
        ("ID\tTime\tObservation\n1\t2\t3\n1\t\t3\n", "line 3 has '' as Time"),
        ("ID\tTime\tObservation\n1\t2\tinf\n", "line 2 has 'inf' as Observation"),
        ("ID\tTime\tObservation\n1\t2\t3\n1\t3\t-4\n", "line 3 has a negative day or volume"),
        ("ID\tTime\tObservation\n1\t2\t3\t4\t5\n1\t2\t3\n", "not a table|not a number"),
    ],
)
def test_a_wrong_file_is_refused_in_words(tmp_path: Path, text: str, words: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(DataError, match=words) as error:
        read_mice(path)
    assert "ID, Time (days) and Observation (mm³), separated by tabs" in str(error.value)
    assert path.read_text(encoding="utf-8") == text


def test_a_wrong_path_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"There is no file .*nothing was read"):
        read_mice(tmp_path / "no.txt")
    with pytest.raises(DataError, match="is a folder"):
        read_mice(tmp_path)
    (tmp_path / "picture.png").write_bytes(bytes(range(256)))
    with pytest.raises(DataError, match="not a table of text"):
        read_mice(tmp_path / "picture.png")
    assert [item.name for item in tmp_path.iterdir()] == ["picture.png"]
