"""A tiny book, built with the extension alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

BIB = """
@article{Kuznetsov1994,
  author = {Kuznetsov, Vladimir A. and Makalkin, Iliya A.},
  title = {Nonlinear dynamics}, journal = {Bulletin}, year = {1994},
  doi = {10.1007/BF02460644}, verification = {memory}
}
"""


@dataclass(frozen=True)
class Built:
    """What came out of a build: the pages by name, and the warnings without colours."""

    pages: dict[str, str]
    warnings: str
    folder: Path


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Built]:
    """Return a function that builds pages, given as keywords: name to Markdown."""

    def run(**pages: str) -> Built:
        folder = tmp_path_factory.mktemp("pages")
        source, out = folder / "source", folder / "out"
        source.mkdir()
        (source / "references.bib").write_text(BIB)
        pages.setdefault("references", "# References\n\n```{bibliography}\n:all:\n```\n")
        for name, text in pages.items():
            # These books have no table of contents, which only their first page may do without.
            orphan = "" if name == "index" else "---\norphan: true\n---\n"
            path = source / f"{name}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(orphan + text)
        settings = {
            "extensions": ["myst_parser", "sphinxcontrib.bibtex", "course_utils.site"],
            "myst_enable_extensions": ["amsmath", "dollarmath"],
            "html_math_renderer": "mathml",
            "bibtex_bibfiles": ["references.bib"],
            "bibtex_cite_id": "{key}",
            "bibtex_default_style": "cold-to-warm",
            "html_theme": "basic",
            "root_doc": "index",
        }
        warnings = StringIO()
        with patch_docutils(), docutils_namespace():
            app = Sphinx(
                srcdir=source,
                confdir=None,
                outdir=out,
                doctreedir=folder / "trees",
                buildername="html",
                confoverrides=settings,
                status=None,
                warning=warnings,
            )
            app.build()
        return Built(
            {name: (out / f"{name}.html").read_text() for name in pages},
            re.sub(r"\x1b\[[0-9;]*m", "", warnings.getvalue()),
            out,
        )

    return run


@pytest.fixture(scope="session")
def article(built_book: Path) -> Callable[[str], Tag]:
    """Return a function that reads what stands on a page of the course's book, by its name."""

    def read(name: str) -> Tag:
        text = (built_book / f"{name}.html").read_text(encoding="utf-8")
        found = BeautifulSoup(text, "html.parser").select_one("article")
        assert isinstance(found, Tag)
        return found

    return read
