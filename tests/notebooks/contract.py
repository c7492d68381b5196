"""Read a chapter's notebook as its contract does: as a sequence of sections with content.

A section begins at a heading and ends at the next heading of the same or a higher level. Headings
of the course make a statement or ask a question ("Why does the tumour come back?"), so a heading
does not always show which section it begins. The cell then says it with a tag, such as
``contract-story``; a heading that does show it, such as "Exercises", needs no tag.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

# In the order in which they stand in a chapter. A pattern finds a heading without a tag.
SECTIONS = {
    "prerequisites": r"prerequisite|before you (start|begin)",
    "objectives": r"objectives|you will (learn|be able)",
    "story": r"\bstory\b|study found",
    "biology": r"\bbiology\b",
    "model": r"\bmodel\b",
    "predict": r"\bpredict",
    "explore": r"\bexplore",
    "explain": r"\bexplain",
    "claims": r"\bclaims?\b",
    "exercises": r"\bexercises\b",
    "quiz": r"\bquiz\b",
    "key-points": r"key points",
    "references": r"\breferences\b",
}

# The start teaches how the course works. It tells no study, has no model of its own and claims
# nothing, so the sections about these would be empty words in it; the others it keeps.
GUIDE = ("prerequisites", "objectives", "explore", "exercises", "quiz", "key-points")

_HEADING = re.compile(r"^(#{1,6})\s+(.+)$")
_TITLED_BOX = re.compile(r"^(?::{3,}|`{3,})\{[\w-]+\}\s+(.+)$")
_NOT_CONTENT = re.compile(
    r"""^\s*$            # nothing
    | ^(:{3,}|`{3,})     # a fence
    | ^:[\w-]+:          # an option of a directive
    | ^\([\w:-]+\)=$     # a label
    | ^%                 # a comment
    | ^<!--.*-->$
    """,
    re.VERBOSE,
)
_BOX_LEVEL = 7  # a box with a title is a heading below all others


@dataclass
class Section:
    """A heading and what stands beneath it, down to the next heading of its level."""

    level: int
    heading: str
    cell: int
    tags: tuple[str, ...]
    content: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.content)


def all_sections(notebook: Any) -> list[Section]:
    """Return every section of a notebook, in order; inner ones also count into the outer ones."""
    found: list[Section] = []
    open_: list[Section] = []
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type != "markdown":
            # Code is content wherever it stands; its mark keeps it apart from prose.
            for section in open_:
                section.content.append(f"[code] {cell.source}")
            continue
        fence = ""
        tags = tuple(cell.metadata.get("tags", ()))
        for line in cell.source.splitlines():
            heading, box = _HEADING.match(line), _TITLED_BOX.match(line)
            if fence:
                fence = "" if line.strip() == fence else fence
            elif re.match(r"^`{3,}(?!\{)", line):
                fence = line.strip()[:3]
            if (heading or box) and not fence:
                level = len(heading[1]) if heading else _BOX_LEVEL
                title = (heading[2] if heading else box[1]) if (heading or box) else ""
                open_ = [section for section in open_ if section.level < level]
                section = Section(level, title, number, tags)
                found.append(section)
                open_.append(section)
            elif not _NOT_CONTENT.match(line):
                for section in open_:
                    section.content.append(line)
    return found


def contract_sections(
    notebook: Any, wanted: Collection[str] = tuple(SECTIONS)
) -> dict[str, Section]:
    """Return the wanted sections of the contract, as far as they are there and in order."""
    every = all_sections(notebook)
    found: dict[str, Section] = {}
    begin = 0
    for name, pattern in SECTIONS.items():
        if name not in wanted:
            continue
        rest = list(enumerate(every))[begin:]
        tagged = [(i, s) for i, s in rest if f"contract-{name}" in s.tags]
        named = [(i, s) for i, s in rest if re.search(pattern, s.heading, re.IGNORECASE)]
        for index, section in (tagged or named)[:1]:
            found[name] = section
            begin = index + 1
    return found


def problems(notebook: Any, wanted: Collection[str] = tuple(SECTIONS)) -> list[str]:
    """Say what a chapter lacks, or a guide that has only the wanted sections."""
    every = all_sections(notebook)
    titles = [section for section in every if section.level == 1]
    found = contract_sections(notebook, wanted)
    complaints = []
    if len(titles) != 1 or every[0] is not titles[0]:
        complaints.append("A chapter begins with its title, the only heading of level 1.")
    for name in wanted:
        if name not in found:
            complaints.append(f"There is no section {name!r}, or it is not in its place.")
        elif not found[name].content:
            complaints.append(f"Nothing stands beneath {found[name].heading!r} ({name}).")
    complaints += [
        f"Nothing stands beneath {section.heading!r}."
        for section in every
        if not section.content and section not in found.values()
    ]
    return complaints
