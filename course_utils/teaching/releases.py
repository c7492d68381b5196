"""Five press releases, taken apart: what the checklist says of each, and claim by claim."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal, get_args

from course_utils.modelling.errors import unknown_name
from course_utils.teaching.tables import Formatted, table

Verdict = Literal["supported", "overstated", "wrong", "outdated", "left out", "since then"]

CHECKLIST = {
    "design": "Mouse or human? Drawn by lot?",
    "endpoint": "Was the main measure met?",
    "numbers": "How many, and how sure?",
    "absolute": "In absolute numbers?",
    "comparison": "Compared with whom?",
    "funding": "Who paid?",
    "voice": "Who says it?",
    "primary": "Where is the paper?",
    "since": "What followed?",
}


@dataclass(frozen=True)
class Finding:
    """A claim of a press release beside what is known.

    Parameters
    ----------
    claim
        In our own words.
    verdict
        What the evidence makes of it; ``"left out"`` where the release is silent, and
        ``"since then"`` for what came later.
    fact
        What holds, in Markdown.
    sources
        Keys of the bibliography. Without any, the fact is from memory.
    verified
        Whether the fact was seen in a stored copy of its source.
    """

    claim: str
    verdict: Verdict
    fact: str
    sources: tuple[str, ...]
    verified: bool


@dataclass(frozen=True)
class Release:
    """One press release.

    Parameters
    ----------
    date
        Its day, such as ``"2020-12-10"``, by which it is called.
    checklist
        The answer to each question of `CHECKLIST`, by the question's name.
    findings
        What it claims or leaves out.
    """

    date: str
    checklist: dict[str, str]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Source:
    """How a source is named in the run of a text, with its DOI, or an address if it has none."""

    label: str
    doi: str = ""
    url: str = ""

    @property
    def link(self) -> str:
        """The name, leading to the source where it can be reached."""
        address = f"https://doi.org/{self.doi}" if self.doi else self.url
        return f"[{self.label}]({address})" if address else self.label


@lru_cache(maxsize=1)
def _content() -> tuple[dict[str, Release], dict[str, Source]]:
    text = files("course_utils.teaching").joinpath("releases.toml").read_text(encoding="utf-8")
    # A number and its sign stay in one line, which a telephone would break.
    content = tomllib.loads(text.replace(" %", "\N{NO-BREAK SPACE}%"))
    found = {}
    for entry in content["release"]:
        findings = tuple(
            Finding(
                item["claim"],
                item["verdict"],
                item["fact"],
                tuple(item.get("sources", ())),
                item["verified"],
            )
            for item in entry["finding"]
        )
        found[entry["date"]] = Release(entry["date"], entry["checklist"], findings)
    return found, {key: Source(**fields) for key, fields in content["source"].items()}


def releases() -> dict[str, Release]:
    """Return the press releases by their dates, in the order of the chapter."""
    return _content()[0]


def sources() -> dict[str, Source]:
    """Return the sources of the findings by their keys of the bibliography."""
    return _content()[1]


def verdicts() -> tuple[str, ...]:
    """Return the words that a verdict may be."""
    return get_args(Verdict)


def release_checklist(date: str) -> Formatted:
    """Show what the checklist says of a press release.

    Parameters
    ----------
    date
        Day of the release, such as ``"2020-12-10"``.

    Raises
    ------
    ModelError
        If there is none of that day; the sentence lists the days.
    """
    answers = _release(date).checklist
    return table(
        ["question", "answer"], [[asked, answers[name]] for name, asked in CHECKLIST.items()]
    )


def release_claims(date: str) -> Formatted:
    """Show the claims of a press release, each with its verdict, what holds, and the source.

    Parameters
    ----------
    date
        Day of the release, such as ``"2020-12-10"``.

    Raises
    ------
    ModelError
        If there is none of that day; the sentence lists the days.
    """
    # A list, because five columns of sentences cannot be read on a telephone.
    items = [
        f"{number}. *{item.claim}* **{item.verdict.capitalize()}.** {item.fact} {_origin(item)}"
        for number, item in enumerate(_release(date).findings, start=1)
    ]
    # With an empty line between, so that they stand apart.
    said = "\n\n".join(items)
    return Formatted(said, said.replace("*", ""))


def _origin(item: Finding) -> str:
    named = [sources()[key].link for key in item.sources]
    return f"({'; '.join([*named, 'verified' if item.verified else 'not verified'])})"


def _release(date: str) -> Release:
    if date not in releases():
        raise unknown_name("press release", date, releases(), owner="Chapter 9")
    return releases()[date]
