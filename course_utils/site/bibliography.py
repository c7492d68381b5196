"""How an entry of the references page reads.

Few authors, the year, the title, then where it stands; the DOI is a link with its name, so that
it is of use on paper too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pybtex.database import parse_file
from pybtex.plugin import register_plugin
from pybtex.richtext import HRef, Tag, Text
from pybtex.style.formatting import BaseStyle, toplevel

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sphinx.application import Sphinx

# The name for `bibtex_default_style`.
STYLE = "cold-to-warm"
# An entry with more authors than this names one fewer and “et al.”.
MOST_AUTHORS = 6


class EntryStyle(BaseStyle):  # type: ignore[misc]
    """Articles, and everything else that says where it was published."""

    default_name_style = "plain"
    default_label_style = "number"
    default_sorting_style = "author_year_title"

    def get_article_template(self, entry: Any) -> Any:
        """Return an article's entry, in pybtex's pieces."""
        fields = entry.fields
        number = f"({fields['number']})" if "number" in fields else ""
        place = f" {fields['volume']}{number}" if "volume" in fields else ""
        place += f": {_dashed(fields['pages'])}" if "pages" in fields else ""
        return self._entry(entry, Text(Tag("em", Text.from_latex(fields["journal"])), place))

    def get_misc_template(self, entry: Any) -> Any:
        """Return the entry of a data set, a talk or a label."""
        return self._entry(entry, Text.from_latex(entry.fields["howpublished"]))

    def _entry(self, entry: Any, place: Text) -> Any:
        fields = entry.fields
        people = written_authors(entry.persons.get("author", []))
        title = Text.from_latex(fields["title"])
        year = f" ({fields['year']})."
        stop = "" if str(title).endswith(("?", "!")) else "."
        first = [Text(people, year), Text(title, stop)] if people else [Text(title, year)]
        pieces = [*first, Text(place, ".")]
        if "doi" in fields:
            address = f"https://doi.org/{fields['doi']}"
            pieces.append(Text(HRef(address, address)))
        return toplevel[pieces]


def written_authors(people: list[Any]) -> str:
    """Write authors as libraries do: Kuznetsov VA, Makalkin IA.

    Parameters
    ----------
    people
        pybtex's persons; a last one called “others” stands for those who are left out.
    """
    cut = bool(people) and str(people[-1]) == "others"
    named = people[:-1] if cut else people
    shown = named if len(named) <= MOST_AUTHORS else named[: MOST_AUTHORS - 1]
    written = ", ".join(_written(person) for person in shown)
    return f"{written} et al." if cut or len(shown) < len(named) else written


def short_names(files: Iterable[Path]) -> dict[str, str]:
    """Return how a text calls each entry, by its key: Kuznetsov et al. 1994.

    Parameters
    ----------
    files
        The bibliographies.
    """
    names = {}
    for file in files:
        for key, entry in parse_file(str(file), bib_format="bibtex").entries.items():
            people = [_surname(person) for person in entry.persons.get("author", [])]
            who = people[0] if people else key.rstrip("0123456789")
            if len(people) == 2 and people[1] != "others":
                who += f" and {people[1]}"
            elif len(people) > 1:
                who += " et al."
            names[key] = f"{who} {entry.fields['year']}"
    return names


def dois(files: Iterable[Path]) -> dict[str, str]:
    """Return the DOI of each entry that has one, by its key.

    Parameters
    ----------
    files
        The bibliographies; those that are not there are passed over.
    """
    found: dict[str, str] = {}
    for file in files:
        if file.is_file():
            entries = parse_file(str(file), bib_format="bibtex").entries
            found |= {k: e.fields["doi"] for k, e in entries.items() if "doi" in e.fields}
    return found


def setup(_app: Sphinx) -> None:
    """Make the style known under its name."""
    register_plugin("pybtex.style.formatting", STYLE, EntryStyle, force=True)


def _written(person: Any) -> str:
    given = [*person.rich_first_names, *person.rich_middle_names]
    initials = "".join(part[:1] for name in given for part in re.split(r"[-\s.]+", str(name)))
    return f"{_surname(person)} {initials}".strip()


def _surname(person: Any) -> str:
    return " ".join(str(name) for name in (*person.rich_prelast_names, *person.rich_last_names))


def _dashed(pages: str) -> str:
    return re.sub(r"-+", "–", pages)
