"""The map at the head of a chapter, with the chapter's part in colour."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from course_utils.atlas.data import atlas
from course_utils.atlas.picture import Link, description, picture
from course_utils.modelling.words import mid_sentence


@dataclass(frozen=True)
class CourseMap:
    """The map of the course for the last line of a cell.

    In the book the cells, signals and treatments on it are links; there the site draws it anew,
    so that it is never older than the models.

    Parameters
    ----------
    chapter
        The number of the chapter whose part is in colour.
    """

    chapter: str

    @property
    def caption(self) -> str:
        """Who acts in the chapter, in a sentence."""
        nodes = [atlas().nodes[name] for name in atlas().lit(self.chapter)]
        names = [mid_sentence(node.name) for node in nodes]
        listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
        studies = atlas().chapters[self.chapter].borrowed
        what = "this chapter's reports are about" if studies else "acts in this chapter"
        return f"In colour is what {what}: {listed}."

    def html(self, link: Link | None = None, after: str = "") -> str:
        """Write the map as a figure.

        Parameters
        ----------
        link
            As for `picture`.
        after
            Markup that follows the caption.
        """
        return (
            f'<figure class="course-map" data-chapter="{escape(self.chapter)}">'
            f"{picture(self.chapter, link)}"
            f"<figcaption>{escape(self.caption)}{after}</figcaption></figure>"
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """Show the picture, or say it in words."""
        return {"text/html": self.html(), "text/plain": repr(self)}

    def __repr__(self) -> str:
        """Say who acts, and on whom."""
        return f"{self.caption}\n{description(self.chapter)}"


def course_map(chapter: str | int) -> CourseMap:
    """Show the map of the course, with what acts in a chapter in colour.

    Parameters
    ----------
    chapter
        The chapter's number, such as ``"6"``.

    Raises
    ------
    AtlasError
        If the map knows no such chapter; the sentence lists those that it knows.
    """
    number = str(chapter)
    atlas().chapter(number)
    return CourseMap(number)
