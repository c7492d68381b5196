"""The table of the findings says of each where it is taught, and leaves no cell empty."""

from __future__ import annotations

from pathlib import Path

from course_utils.models import MODELS
from course_utils.site.findings import MISSING, findings


def test_every_finding_has_a_chapter_a_model_a_figure_claims_an_exercise_and_a_question(
    root: Path,
) -> None:
    found = findings(root / "notebooks")
    assert len(found) == 5
    assert {each.chapter for each in found if not each.complete} == MISSING


def test_the_models_of_every_finding_exist(root: Path) -> None:
    for each in findings(root / "notebooks"):
        assert each.models, each.finding
        assert set(each.models) <= set(MODELS)


def test_a_chapter_that_is_not_there_leaves_its_row_incomplete(tmp_path: Path) -> None:
    assert not any(each.complete for each in findings(tmp_path))
