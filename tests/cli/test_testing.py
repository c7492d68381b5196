from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from course_utils.cli import testing
from course_utils.cli.testing import Result, Stage

REPORT = """<testsuites><testsuite>
<testcase name="a"/>
<testcase name="b"><failure message="no"/></testcase>
<testcase name="c"><error message="no"/></testcase>
<testcase name="d"><skipped message="no browser"/></testcase>
</testsuite></testsuites>"""


def stages(*results: Result) -> list[Stage]:
    def one(result: Result) -> Stage:
        return Stage("name", "Title", lambda: result)

    return [one(result) for result in results]


def test_a_report_is_counted(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    result = testing._counted(report)
    assert (result.passed, result.failed) == (1, 2)
    assert result.skipped == Counter({"no browser": 1})


@pytest.mark.slow
def test_a_tool_that_breaks_down_counts_as_a_failure(tmp_path: Path) -> None:
    result = testing._pytest(tmp_path, "--no-such-option")
    assert result.failed == 1
    assert "no-such-option" in result.output


def test_the_last_line_holds_the_totals_and_a_failure_is_passed_through(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = stages(Result(passed=3), Result(passed=2, failed=1, output="E  assert 1 == 2"))
    monkeypatch.setattr(testing, "_stages", lambda *_, **__: found)
    assert testing.run_stages(Path()) == 1
    said = capsys.readouterr().out
    assert "E  assert 1 == 2" in said
    assert said.splitlines()[-1] == "5 passed, 1 failed"


def test_success_ends_with_zero_and_names_what_was_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = stages(Result(passed=3, skipped=Counter({"no browser": 2})))
    monkeypatch.setattr(testing, "_stages", lambda *_, **__: found)
    assert testing.run_stages(Path()) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "2 skipped: no browser",
        "3 passed, 0 failed",
    ]


def test_quick_leaves_out_the_book_and_the_browser() -> None:
    names = [stage.name for stage in testing._stages(Path(), quick=True)]
    assert names == ["lint", "units", "notebooks"]
