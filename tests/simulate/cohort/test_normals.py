"""Normal numbers: the right ones, and the same ones everywhere."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kstest, norm

from course_utils.simulate.cohort.normals import exponential, logarithm, normals, uniforms
from course_utils.simulate.draws import MOST, seeds_of_runs, uniform

PINNED_NORMALS = ["-0x1.07a6ff6de1b7fp+0", "-0x1.914520a906239p-1", "0x1.1fd8301766b99p-3"]
PINNED_FACTORS = ["0x1.13ff31c82a700p-1", "0x1.3fecc6d737b3fp-1", "0x1.1686554349050p+0"]


@given(st.lists(st.integers(0, MOST), min_size=1, max_size=4))
def test_all_patients_at_once_draw_what_each_draws_alone(seeds: list[int]) -> None:
    together = uniforms(seeds, 7)
    for row, seed in zip(together, seeds, strict=True):
        draw = uniform(seed)
        assert [draw() for _ in range(7)] == row.tolist()


def test_a_patient_is_pinned_to_the_last_bit() -> None:
    # Whoever draws the same patient elsewhere, as the browser does, has to meet these bits.
    u = uniforms(seeds_of_runs(2024, 2), 3)
    assert [x.hex() for x in normals(u)[1]] == PINNED_NORMALS
    assert [x.hex() for x in exponential(0.6 * normals(u)[1])] == PINNED_FACTORS


def test_the_inverse_of_the_normal_distribution_is_right_to_the_last_digits() -> None:
    u = np.concatenate(
        [
            [0.5 / 2**32, 1 - 0.5 / 2**32],
            np.linspace(1e-7, 1 - 1e-7, 4001),
            10.0 ** -np.arange(1, 10),
        ]
    )
    np.testing.assert_allclose(normals(u), norm.ppf(u), rtol=2e-14, atol=1e-15)


def test_many_of_them_are_normal() -> None:
    z = normals(uniforms(seeds_of_runs(5, 20_000), 2))
    assert kstest(z[:, 0], "norm").pvalue > 0.001
    assert kstest(z[:, 1], "norm").pvalue > 0.001
    assert abs(np.corrcoef(z.T)[0, 1]) < 4 / np.sqrt(20_000)


def test_logarithm_and_exponential_are_right_to_the_last_digits() -> None:
    x = np.linspace(-40, 40, 2001)
    np.testing.assert_allclose(exponential(x), np.exp(x), rtol=4e-16)
    y = np.concatenate([np.exp(x), [0.5 / 2**32, 0.5, 1.0, 2.0]])
    np.testing.assert_allclose(logarithm(y), np.log(y), rtol=4e-16, atol=4e-16)
