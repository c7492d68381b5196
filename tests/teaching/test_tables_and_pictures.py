"""Tables and pictures of a chapter come from the model and say what its numbers are."""

import numpy as np
import pytest

from course_utils.modelling import ModelError
from course_utils.models import birth_death, il1, il6, surveillance
from course_utils.simulate import ensemble, simulate
from course_utils.teaching import (
    claims_table,
    draw_ensemble,
    draw_model,
    draw_phase_plane,
    draw_run,
    equations,
    parameter_table,
    process_table,
)
from tests.modelling.test_model import decay

drugs = surveillance.treatments["immunosuppression"]


def test_the_parameter_table_gives_value_unit_range_and_source() -> None:
    table = parameter_table(surveillance).markdown
    assert "| $s$ | Effector supply | 0.013 | million cells per day | 0.001 to 0.09 |" in table
    assert "Kuznetsov 1994" in table
    assert "illustrative" in table


def test_the_label_of_a_drug_is_named_as_a_source_in_words() -> None:
    row = "| $D$ | Dose of anakinra | 100 | mg | 10 to 400 | Kineret label |"
    assert row in parameter_table(il1).markdown


def test_the_parameter_table_shows_the_values_that_were_set() -> None:
    assert "| 0.02 |" in parameter_table(surveillance.set(s=0.02)).markdown


def test_the_process_table_has_a_row_a_process() -> None:
    lines = process_table(surveillance).markdown.splitlines()
    assert len(lines) == 2 + len(surveillance.processes)
    assert "| killing | $n E T$ | Tumour cells −1 |" in lines


def test_equations_are_one_aligned_block() -> None:
    text = equations(surveillance).markdown
    assert text.startswith("$$\n\\begin{aligned}")
    assert text.count(r"\frac{d") == 2
    assert "&" not in equations(surveillance).plain


def test_the_claims_table_computes_each_value_now() -> None:
    table = claims_table(surveillance, "C2.1").markdown
    assert table.count("| yes |") == 5
    assert "C2.3" not in table
    assert "| 447 million cells | > 400 |" in table
    broken = claims_table(surveillance.without("killing"), "C2.1a").markdown
    assert "| NO |" in broken


def test_the_claims_table_writes_thousands_out() -> None:
    table = claims_table(il6, "C6.5a").markdown
    assert "| 1,500 mm³ | > 1000 |" in table


def test_an_unknown_claim_lists_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"has no claim C9; it has: C2.1a"):
        claims_table(surveillance, "C9")


def test_a_terminal_gets_plain_text() -> None:
    assert repr(process_table(surveillance)).startswith("what happens")


def test_a_picture_of_a_run_tells_its_numbers() -> None:
    run = simulate(surveillance, days=(0, 2000), treatments=drugs.during(45, 136))
    alt = draw_run(run, "T", log=True).alt
    assert "Immunosuppressive drugs from day 45 to day 136." in alt
    assert "Tumour cells: 1 at the start" in alt
    assert "447 at the end" in alt
    assert alt.endswith("escaped.")


def test_a_window_that_is_still_open_is_drawn_to_the_end() -> None:
    run = simulate(surveillance, days=(0, 100), treatments=drugs.during(45, 300))
    assert "from day 45 to day 100" in draw_run(run).alt


def test_an_unknown_name_in_a_picture_lists_the_known_ones() -> None:
    with pytest.raises(ModelError, match=r"called 'nothing'.*X, Y, total"):
        draw_run(simulate(decay), "nothing")


def test_the_phase_plane_tells_its_steady_states() -> None:
    alt = draw_phase_plane(surveillance, (0, 3), (0.1, 500), [{"T": 1.0}]).alt
    assert "stable at effector cells 1.61, tumour cells 8.2" in alt
    assert "unstable at effector cells 0.76, tumour cells 268.0" in alt
    assert alt.endswith("A dotted watershed runs through the saddle and divides the fates.")
    assert "watershed" not in draw_phase_plane(surveillance, (0, 3), (0.1, 500), s=0.033).alt


def test_the_diagram_is_told_in_sentences() -> None:
    assert "Killing removes tumour cells, driven by effector cells." in draw_model(surveillance).alt


def test_the_diagram_of_a_model_with_a_conversion() -> None:
    assert "Death turns cells into dead cells, changed by treatment." in draw_model(decay).alt


def test_a_picture_of_runs_by_chance_tells_where_they_lie() -> None:
    runs = ensemble(birth_death, runs=200, days=(0, 8), seed=1, points=41)
    picture = draw_ensemble(runs, log=True)
    last = runs["C"][:, -1]
    assert picture.alt == (
        "200 runs by chance from day 0 to day 8. Tumour cells (number): at the end the median is "
        f"{np.median(last):.3g}, 8 of 10 runs lie between {np.quantile(last, 0.1):.3g} and "
        f"{np.quantile(last, 0.9):.3g}, and the mean of the equations is 54.6. "
        f"None is left in {100 * np.mean(last == 0):.0f} % of the runs."
    )
    assert picture.svg == draw_ensemble(runs, log=True).svg
    assert "mean (equations)" in picture.svg


def test_single_cells_are_drawn_as_a_number_and_levels_in_their_unit() -> None:
    runs = ensemble(surveillance, 5, (0, 10), points=11, treatments=drugs.during(2, 6), T=4e-6)
    assert "Tumour cells (number): at the end the median is" in draw_ensemble(runs).alt
    effectors = draw_ensemble(runs, "E")
    assert "Effector cells (million cells): at the end the median is 0.316" in effectors.alt
    assert "Immunosuppressive drugs" in effectors.svg


def test_an_unknown_name_in_a_picture_of_many_runs_lists_the_known_ones() -> None:
    with pytest.raises(ModelError, match=r"called 'nothing'.* It has: C"):
        draw_ensemble(ensemble(birth_death, 2, (0, 1)), "nothing")
