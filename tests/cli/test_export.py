"""`course export`: files for other programs, and plain words when there is none."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from course_utils.cli.errors import CourseError
from course_utils.cli.export import export_csv, export_sbml
from course_utils.compile import sbml
from course_utils.models import MODELS, hotcold, surveillance
from course_utils.simulate import simulate


def table(text: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text), index_col="day")


@pytest.mark.parametrize("name", MODELS)
def test_every_model_is_written_as_sbml(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "model.xml"
    export_sbml(name, file)
    assert file.read_text(encoding="utf-8").startswith('<?xml version="1.0" encoding="UTF-8"?>')
    said = capsys.readouterr().out
    assert said == f"The model {name!r} as SBML Level 3 Version 2 is in {file}.\n"


def test_inside_the_course_the_papers_are_cited_by_doi(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root / "notebooks")
    export_sbml("surveillance")
    document = capsys.readouterr().out
    assert "https://identifiers.org/doi:10.1007/BF02460644" in document


def test_outside_the_course_the_model_is_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    export_sbml("surveillance")
    assert capsys.readouterr().out == sbml(surveillance)


def test_values_and_treatments_can_be_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    plan = ["denosumab:15,22", "anti_pd1:15-36"]
    export_sbml("hotcold", settings=["r=0.5"], treatments=plan)
    courses = [
        hotcold.treatments["denosumab"].at(15, 22),
        hotcold.treatments["anti_pd1"].during(15, 36),
    ]
    assert capsys.readouterr().out == sbml(hotcold.set(r=0.5), courses)
    export_csv("hotcold", settings=["r=0.5"], treatments=plan, days=35, points=8)
    found = table(capsys.readouterr().out)
    expected = simulate(hotcold, (0, 35), 8, courses, r=0.5)
    assert found.index.to_list() == [0, 5, 10, 15, 20, 25, 30, 35]
    assert np.allclose(found["T (Mc)"], expected["T"], rtol=1e-12)


def test_a_table_names_the_unit_of_each_column(capsys: pytest.CaptureFixture[str]) -> None:
    export_csv("editing")
    found = table(capsys.readouterr().out)
    assert list(found.columns) == ["E (Mc)", "S (Mc)", "R (Mc)", "total (Mc)", "edited"]
    assert found.index[-1] == 200
    assert len(found) == 201


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"settings": ["s"]}, r"--set s is not in the form NAME=VALUE"),
        ({"settings": ["s=much"]}, r"'much' is no number"),
        ({"settings": ["q=1"]}, r"no parameter or state called 'q'"),
        ({"settings": ["s=-1"]}, r"cannot be negative"),
        ({"treatments": ["surgery:3"]}, r"no treatment called 'surgery'"),
        ({"treatments": ["immunosuppression:3"]}, r"not in the form NAME:FROM-TO"),
        ({"treatments": ["immunosuppression:9-3"]}, r"must end after it begins"),
        ({"treatments": ["immunosuppression:3-later"]}, r"'later' is no number"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(options: dict[str, list[str]], sentence: str) -> None:
    for export in (export_sbml, export_csv):
        with pytest.raises(CourseError, match=sentence):
            export("surveillance", **options)  # type: ignore[operator]


def test_doses_are_days(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CourseError, match="not in the form NAME:DAY or NAME:DAY,DAY"):
        export_csv("hotcold", treatments=["denosumab:15-22"])
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("days", "points"), [(0, 10), (10, 1)])
def test_a_run_that_is_not_possible_is_said_in_words(days: float, points: int) -> None:
    with pytest.raises(CourseError, match=r"must end after|at least 2 times"):
        export_csv("surveillance", days=days, points=points)


def test_an_unknown_model_is_named_with_those_there_are() -> None:
    with pytest.raises(CourseError, match="Did you mean 'surveillance'"):
        export_sbml("surveilance")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"There is no folder .*nowhere; make it first"):
        export_sbml("surveillance", tmp_path / "nowhere" / "model.xml")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="cannot be written"):
        export_csv("surveillance", tmp_path)
