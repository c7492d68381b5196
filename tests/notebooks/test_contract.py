"""Every chapter keeps its contract: the same sections, clean outputs, sources that exist."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import v4

from course_utils.cli.notebooks import LARGEST, normalised
from course_utils.site.page_figures import notebook_markup, page_figures
from course_utils.teaching.quizzes import read_questions
from tests.notebooks.contract import GUIDE, SECTIONS, contract_sections, problems

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))

# It comes before the chapters and is none; `GUIDE` says which sections it keeps, and why.
START = "00-start-here"

# How many outputs nbval does not compare, for each notebook. The cell itself says why, in a comment
# that begins with "because".
IGNORED: dict[str, int] = {}


@pytest.fixture(params=CHAPTERS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    chapter: Path = request.param
    return chapter


@pytest.fixture
def notebook(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


@pytest.fixture
def code(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture
def prose(notebook: Any) -> list[str]:
    """Return the lines of prose: no code, no directives' heads and options."""
    lines = []
    fence = ""
    for cell in notebook.cells:
        if cell.cell_type != "markdown":
            continue
        for line in cell.source.splitlines():
            if fence or re.match(r"^`{3,}(?!\{)", line):
                fence = "" if fence and line.strip() == fence else fence or line.strip()[:3]
            elif not re.match(r"^\s*(:{3,}|`{3,}|:[\w-]+:|\([\w:-]+\)=|%|$)", line):
                lines.append(line)
    return lines


def test_there_is_a_chapter() -> None:
    assert CHAPTERS


def test_every_notebook_is_named_as_a_chapter() -> None:
    names = {path.name for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert names == {path.name for path in CHAPTERS}


@pytest.fixture
def wanted(path: Path) -> tuple[str, ...]:
    """Return the sections that a notebook must have."""
    return GUIDE if path.stem == START else tuple(SECTIONS)


def test_it_has_every_section_in_order_and_none_is_empty(
    notebook: Any, wanted: tuple[str, ...]
) -> None:
    found = problems(notebook, wanted)
    assert not found, "\n".join(found)


def test_it_says_how_long_it_takes(notebook: Any) -> None:
    text = contract_sections(notebook)["prerequisites"].text
    assert re.search(r"\d+\s*(minutes|hours?)", text)


def test_every_exercise_has_a_hidden_solution(path: Path, notebook: Any) -> None:
    sections = contract_sections(notebook)
    cells = notebook.cells[sections["exercises"].cell : sections["quiz"].cell]
    prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    exercises = re.findall(r"^(?:#+ |\*\*)Exercise (\d+)", prose, re.MULTILINE)
    folded = re.findall(r"^:{3,}\{dropdown\} Solution (\d+)", prose, re.MULTILINE)
    solving = [cell for cell in cells if "solution" in cell.metadata.get("tags", ())]
    # The first line alone, because JupyterLab shows it of a cell that is folded away.
    first = [cell.source.splitlines()[0] for cell in solving]
    in_code = [line.removeprefix("# Solution ") for line in first]
    # The start shows how an exercise is checked; one is enough for that.
    assert len(exercises) >= (1 if path.stem == START else 3)
    assert set(folded) | set(in_code) == set(exercises)
    for cell in solving:
        assert "hide-cell" in cell.metadata.tags, "It shows in the book."
        assert cell.metadata.get("jupyter") == {"outputs_hidden": True, "source_hidden": True}, (
            "It shows in JupyterLab; store the notebook with `course run`."
        )
    # A solution that nothing folds away is one that a student reads by accident.
    shown = [cell.source for cell in cells if cell.cell_type == "code" and cell not in solving]
    assert not re.search(r"^(?:#+ |\*\*)(?:Solution|Answer)", prose, re.MULTILINE)
    assert not re.search(r"^# Solution", "\n".join(shown), re.MULTILINE)


FINDINGS = ("03", "04", "05", "06", "07")


def test_a_chapter_on_a_finding_has_what_belongs_to_one(path: Path, notebook: Any) -> None:
    if path.stem[:2] not in FINDINGS:
        return
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert len(re.findall(r"^\*\*Exercise (\d+)", prose, re.MULTILINE)) >= 4
    assert len(read_questions(int(path.stem[:2]))) >= 4
    assert "What would I measure?" in prose
    figures = page_figures(notebook_markup(notebook))
    assert len(figures) >= 2
    assert any(figure.view.get("predict") for figure in figures)
    assert any(figure.view.get("story") and len(figure.scenarios) > 1 for figure in figures)


def test_it_is_small(path: Path) -> None:
    assert path.stat().st_size <= LARGEST


def test_every_cell_was_run_in_order(code: list[Any]) -> None:
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))


def test_it_is_stored_in_the_clean_form(path: Path, notebook: Any) -> None:
    clean = nbformat.writes(normalised(notebook)).rstrip("\n") + "\n"
    assert path.read_text(encoding="utf-8") == clean, "Store it with `course run`."


def test_no_cell_failed_or_warned(code: list[Any]) -> None:
    for cell in code:
        for output in cell.outputs:
            assert output.output_type != "error", cell.source
            assert output.get("name") != "stderr", f"{cell.source}\n{output.get('text')}"


def test_every_ignored_output_is_counted_and_says_why(path: Path, code: list[Any]) -> None:
    marks = re.compile(r"NBVAL_(IGNORE_OUTPUT|SKIP|RAISES_EXCEPTION)|PYTEST_VALIDATE_IGNORE")
    tags = {"nbval-ignore-output", "nbval-skip", "nbval-raises-exception", "raises-exception"}
    ignored = [
        cell.source
        for cell in code
        if marks.search(cell.source) or tags & set(cell.metadata.get("tags", ()))
    ]
    assert len(ignored) == IGNORED.get(path.name, 0)
    for source in ignored:
        assert re.search(r"^# because \w+", source, re.MULTILINE), source


def test_it_installs_nothing_and_changes_no_path(code: list[Any]) -> None:
    for cell in code:
        assert not re.search(r"^\s*[!%]|sys\.path|\bpip install\b", cell.source, re.MULTILINE)


def test_a_line_holds_one_sentence(prose: list[str]) -> None:
    # What is emphasised, quoted as code or a formula is not looked into: names, questions, terms.
    spans = re.compile(r"\*\*[^*]+\*\*|\*[^*]+\*|\$[^$]*\$|`[^`]*`|\[[^\]]*\]\([^)]*\)")
    abbreviations = re.compile(r"\b(e\.g|i\.e|et al|vs|Fig|Dr|cf|No|approx)\.")
    two = [
        line
        for line in prose
        if not line.startswith(("#", "|"))
        and re.search(r"[a-z)][.!?][\"”’)]* +[A-Z]", abbreviations.sub("", spans.sub("", line)))
    ]
    # Loosely: a short aside may share a line.
    assert len(two) <= 0.03 * len(prose), "\n".join(two)


def test_every_source_is_in_the_bibliography(notebook: Any) -> None:
    bibliography = (ROOT / "book" / "references.bib").read_text(encoding="utf-8").lower()
    keys = set(re.findall(r"@\w+\{([^,\s]+),", bibliography))
    source = "\n".join(cell.source for cell in notebook.cells)
    cited = re.findall(r"\{cite(?::\w+)?\}`([^`]+)`", source)
    dois = re.findall(r"\b10\.\d{4,9}/[^\s)\]\"'<>`]+", source)
    assert cited or dois
    for group in cited:
        for key in re.split(r"\s*,\s*", group.lower()):
            assert key in keys, f"{key} is cited, but not in references.bib"
    for doi in dois:
        assert doi.lower().rstrip(".,;") in bibliography, f"{doi} is not in references.bib"


def _chapter(*cells: str | tuple[str, str]) -> Any:
    made = []
    for cell in cells:
        source, tag = cell if isinstance(cell, tuple) else (cell, "")
        made.append(v4.new_markdown_cell(source, metadata={"tags": [tag]} if tag else {}))
    return v4.new_notebook(cells=made)


WHOLE = ["# Title\n\nWords.", *(("## A heading\n\nWords.", f"contract-{n}") for n in SECTIONS)]


def test_a_whole_chapter_has_no_problems() -> None:
    assert problems(_chapter(*WHOLE)) == []


@pytest.mark.parametrize("number", range(len(SECTIONS)))
def test_a_heading_counts_only_with_content_beneath(number: int) -> None:
    cells = list(WHOLE)
    _, tag = cells[number + 1]
    cells[number + 1] = ("## A heading\n\n(label)=\n\n:::\n% a note to the author\n", tag)
    (complaint,) = problems(_chapter(*cells))
    assert complaint.startswith("Nothing stands beneath")


@pytest.mark.parametrize("number", range(len(SECTIONS)))
def test_a_section_that_is_missing_is_named(number: int) -> None:
    cells = WHOLE[: number + 1] + WHOLE[number + 2 :]
    complaints = problems(_chapter(*cells))
    assert (
        f"There is no section {list(SECTIONS)[number]!r}, or it is not in its place." in complaints
    )


def test_a_guide_needs_the_sections_of_a_guide_only() -> None:
    cells = ["# Title\n\nWords.", *(("## A heading\n\nWords.", f"contract-{n}") for n in GUIDE)]
    assert problems(_chapter(*cells), GUIDE) == []
    assert problems(_chapter(*cells[:-1]), GUIDE)
    assert len(problems(_chapter(*cells))) == len(SECTIONS) - len(GUIDE)


def test_sections_in_the_wrong_order_are_a_problem() -> None:
    cells = [*WHOLE[:2], WHOLE[3], WHOLE[2], *WHOLE[4:]]
    assert problems(_chapter(*cells))


def test_a_comment_in_a_block_of_code_is_not_a_heading() -> None:
    cells = [*WHOLE[:-1], ("## References\n\n```python\n# not a heading\n```", "")]
    assert problems(_chapter(*cells)) == []
