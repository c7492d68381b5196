"""What students read is spelt as it should be, in short sentences, with a source for each study."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
PAGES = [
    *sorted((ROOT / "book").rglob("*.md")),
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
]
WORDS = Path(__file__).with_name("words-of-the-field.txt")

LONGEST = 35  # words in a sentence
# Sentences that may be longer: how they begin, and why they cannot be two.
LONG: dict[str, str] = {}

# American spellings that slip in, and what stands in their place; not a dictionary.
AMERICAN = {
    r"analyz\w+": "analyse",
    r"behavior\w*": "behaviour",
    r"catalyz\w+": "catalyse",
    r"center(s|ed|ing)?": "centre",
    r"color\w*": "colour",
    r"(an|leuk)emia": "anaemia, leukaemia",
    r"edema": "oedema",
    r"estrogen": "oestrogen",
    r"favor\w*": "favour",
    r"fiber\w*": "fibre",
    r"fulfill(s|ment)?": "fulfil",
    r"gray": "grey",
    r"hematopoie\w+": "haematopoie",
    r"hemoglobin": "haemoglobin",
    r"labeled|labeling": "labelled",
    r"labor(s|ed)?": "labour",
    r"(milli)?liters?": "litre",
    r"(centi|milli|micro)meters?": "metre",
    r"modeled|modeling": "modelled",
    r"neighbor\w*": "neighbour",
    r"randomized": "randomised",
    r"signaling|signaled": "signalling",
    r"toward": "towards",
    r"traveled|traveling": "travelled",
    r"tumor\w*": "tumour",
}

_ABBREVIATIONS = re.compile(r"\b(e\.g|i\.e|et al|vs|Fig|Dr|cf|No|approx|[A-Z])\.")
_END = re.compile(r"[.!?][\"”’)*]* +(?=[\"“(*]*[A-Z0-9])")
_NO_PROSE = re.compile(r"\s*(:{3,}|`{3,}|:[\w-]+:|\([\w:-]+\)=|%|#|$)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_CITATION = re.compile(r"\]\(https://|\{cite")
_PEOPLE = re.compile(r"\b\d[\d,]*(?: \w+){0,2} (?:women|patients)\b")


def markdown(path: Path) -> str:
    """Return all that is written in Markdown, of a notebook or a page."""
    if path.suffix != ".ipynb":
        return path.read_text(encoding="utf-8")
    notebook = nbformat.read(path, as_version=4)
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def spoken(path: Path) -> list[str]:
    """Return the sentences within the code of a notebook: questions, and what to look at."""
    notebook = nbformat.read(path, as_version=4)
    return [
        node.value
        for cell in notebook.cells
        if cell.cell_type == "code"
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.count(" ") >= 3  # shorter ones are labels, and options of matplotlib
    ]


def lines(text: str) -> Iterator[str]:
    """Yield the lines of prose: no code, no formulas, no addresses, no heads of directives."""
    fence = ""
    for line in text.splitlines():
        ticks = "".join(takewhile("`".__eq__, line.strip()))
        if fence:
            fence = "" if ticks == fence else fence
        elif len(ticks) >= 3 and "{" not in line:
            fence = ticks
        elif not _NO_PROSE.match(line):
            bare = re.sub(r"`[^`]*`|\$[^$]*\$", "x", line)
            yield re.sub(r"<[^>]+>|https?://\S+", "", _LINK.sub(r"\1", bare))


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text in which none runs over the end of a line."""
    for line in lines(text):
        for cell in line.split("|"):
            yield from _END.split(_ABBREVIATIONS.sub(r"\1", cell.strip()))


def long_ones(text: str) -> list[str]:
    counted = ((len(re.findall(r"\S*\w\S*", one)), one) for one in sentences(text))
    return [f"{count} words: {one}" for count, one in counted if count > LONGEST]


def american(text: str) -> list[str]:
    # Titles of papers keep their spelling.
    text = re.sub(r"\*[^*]+\*", "", text)
    return [
        f"{right}, not {match[0]}"
        for wrong, right in AMERICAN.items()
        for match in re.finditer(rf"\b(?:{wrong})\b", text, re.IGNORECASE)
    ]


def without_source(text: str) -> list[str]:
    """Return the paragraphs that count women or patients and cite nobody."""
    paragraphs = re.split(r"\n\s*\n", text)
    return [one for one in paragraphs if _PEOPLE.search(one) and not _CITATION.search(one)]


def prose(path: Path) -> str:
    """Return what is checked for spelling, a line each."""
    said = spoken(path) if path.suffix == ".ipynb" else []
    return "\n".join([*lines(markdown(path)), *said])


def misspelt(files: Iterable[Path], *options: str | Path) -> list[str]:
    """Return the words that codespell doubts."""
    done = subprocess.run(
        [sys.executable, "-m", "codespell_lib", *options, *files],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert not done.stderr, done.stderr
    return [line.split(":")[-1].strip() for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the prose of every chapter and page, a file each."""
    folder = tmp_path_factory.mktemp("prose")
    files = []
    for path in [*CHAPTERS, *PAGES]:
        files.append(folder / "-".join(path.relative_to(ROOT).parts))
        files[-1].write_text(prose(path), encoding="utf-8")
    return files


def test_no_word_is_misspelt(written: list[Path]) -> None:
    assert misspelt(written, "--ignore-words", WORDS) == []


def test_every_word_of_the_field_is_used_and_would_be_doubted(written: list[Path]) -> None:
    doubted = {one.split()[0].lower() for one in misspelt(written)}
    assert set(WORDS.read_text(encoding="utf-8").split()) <= doubted


def test_a_misspelling_is_found_and_a_word_of_the_field_is_none(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text("A STING agonist, before the trough.\nIt dies befoer noon.\n", encoding="utf-8")
    assert misspelt([file], "--ignore-words", WORDS) == ["befoer ==> before"]


@pytest.mark.parametrize("path", [*CHAPTERS, *PAGES], ids=lambda path: path.stem)
def test_spelling_is_british(path: Path) -> None:
    assert american(prose(path)) == []


@pytest.mark.parametrize("path", [*CHAPTERS, *PAGES], ids=lambda path: path.stem)
def test_no_sentence_is_long_without_a_reason(path: Path) -> None:
    assert [
        one for one in long_ones(markdown(path)) if not any(begin in one for begin in LONG)
    ] == []


def test_every_long_sentence_that_is_allowed_is_there() -> None:
    everything = "\n".join(one for path in [*CHAPTERS, *PAGES] for one in long_ones(markdown(path)))
    for begin, reason in LONG.items():
        assert begin in everything
        assert reason


# Chapter 8 counts virtual patients, and chapter 9 has its sources in a table that is tested.
COUNTING = [path for path in CHAPTERS if path.stem[:2] not in ("08", "09")]


@pytest.mark.parametrize("path", COUNTING, ids=lambda path: path.stem)
def test_who_counts_women_or_patients_says_where_from(path: Path) -> None:
    assert without_source(markdown(path)) == []


def test_american_spelling_is_found_outside_of_code_and_titles() -> None:
    found = american("\n".join(lines("A tumor of gray color, `color=1`, *Tumor biology*.\n")))
    assert found == ["colour, not color", "grey, not gray", "tumour, not tumor"]
    assert american("A laboratory, a labour and a program.") == []


def test_a_long_sentence_is_found_wherever_it_stands() -> None:
    long = "word " * LONGEST + "end."
    for text in (long, f"- {long}", f"A short one. {long}", f"| a | {long} |", f":::{{note}}\n{long}"):
        assert len(long_ones(text)) == 1, text
    assert long_ones("word " * (LONGEST - 1) + "end.") == []
    assert long_ones(f"{'word ' * 20}et al. 2004 show it. {'Word ' * 20}.") == []
    assert long_ones(f"```python\n{long}\n```\n:alt: {long}") == []


def test_a_count_of_women_without_a_source_is_found() -> None:
    assert without_source("It helped 24 older women.\n\n[A](https://doi.org/10.1/a)")
    assert without_source("It helped 24 women\n[(A 2001)](https://doi.org/10.1/a).") == []
    assert without_source("It helped the women of 24.") == []
