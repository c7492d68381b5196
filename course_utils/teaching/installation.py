"""Say whether the course runs here, and what to do if it does not.

Whatever may be missing is imported inside the checks, so that a missing package becomes a sentence
and not a traceback.
"""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from typing import Any

_COURSE = "cold-to-warm"
_REPAIR = (
    "Close JupyterLab; in a terminal, in the folder of the course, type `make clean` and then "
    "`make lab`, and run this cell again. (With conda, type "
    "`conda env update -f environment.yml` instead.)"
)
# Where a tumour of a million cells goes in the surveillance model: its dormant point, in million
# cells, worked out once more by other means in tests/models/test_surveillance.py.
_DORMANT = 8.186382


@dataclass(frozen=True)
class Installation:
    """What works here and what does not; shown when it is the last line of a cell.

    Parameters
    ----------
    faults
        For each check its name, and what is wrong; nothing if all is well.
    """

    faults: dict[str, str]

    @property
    def works(self) -> bool:
        """Whether every check went well."""
        return not any(self.faults.values())

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """Offer Markdown, and plain text for a terminal."""
        return {"text/markdown": self._text(), "text/plain": repr(self)}

    def __repr__(self) -> str:
        """Show the same without its marks."""
        return self._text().replace("*", "").replace("`", "")

    def _text(self) -> str:
        lines = [
            f"- {what}: {f'**no.** {fault}' if fault else 'yes'}"
            for what, fault in self.faults.items()
        ]
        if self.works:
            return "\n".join([*lines, "", "**Everything works here.**"])
        return "\n".join(
            [*lines, "", f"**Something is missing.** Begin with the first no. {_REPAIR}"]
        )


def check_installation() -> Installation:
    """Try out everything that a chapter needs; for the last line of a cell.

    Nothing that is missing raises an error: it is said in the answer, with what to do about it.
    The answer names no versions, so it is the same wherever the course works.

    Returns
    -------
    Installation
        Each check with yes, or with no and the reason.
    """
    return Installation(
        {
            "Python 3.11 to 3.14": _said(_python),
            "Every package that the course needs": _said(_packages),
            "The engine solves a model": _said(_engine),
            "A picture can be drawn": _said(_picture),
            "A live figure can be made": _said(_live_figure),
        }
    )


def _said(check: Callable[[], str]) -> str:
    """Return what a check finds wrong, and also what keeps it from looking."""
    try:
        return check()
    except metadata.PackageNotFoundError:
        return "The course itself is not installed in this Python."
    except Exception as error:  # whatever a broken package raises is what we want to tell
        return f"It failed with {type(error).__name__}: {str(error).strip().rstrip('.')}."


def _python() -> str:
    from packaging.specifiers import SpecifierSet

    wanted = metadata.metadata(_COURSE)["Requires-Python"]
    here = platform.python_version()
    # A release candidate of a Python that suits, suits.
    if SpecifierSet(wanted).contains(here, prereleases=True):
        return ""
    return f"This is Python {here}, but the course needs {_spelled(wanted)}."


def _packages() -> str:
    from packaging.requirements import Requirement

    wrong = []
    for line in metadata.requires(_COURSE) or ():
        need = Requirement(line)
        # Those of an extra are for whoever develops the course.
        if need.marker and not need.marker.evaluate({"extra": ""}):
            continue
        try:
            version = metadata.version(need.name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{need.name} is missing")
            continue
        if not need.specifier.contains(version, prereleases=True):
            wrong.append(f"{need.name} is {version}, but must be {_spelled(str(need.specifier))}")
    return f"{'; '.join(wrong)}." if wrong else ""


def _spelled(specifier: str) -> str:
    return ", ".join(sorted(specifier.split(","), reverse=True))


def _engine() -> str:
    from course_utils.models import surveillance
    from course_utils.simulate import simulate

    end = float(simulate(surveillance, days=(0, 2000))["T"][-1])
    if abs(end / _DORMANT - 1) < 1e-3:
        return ""
    return (
        f"A tumour that must come to rest at {_DORMANT:.2f} million cells ends at {end:.4g}: "
        "this copy of the course, or the solver in SciPy, was changed."
    )


def _picture() -> str:
    from course_utils.models import surveillance
    from course_utils.simulate import simulate
    from course_utils.teaching.pictures import draw_run

    uri = draw_run(simulate(surveillance, days=(0, 10), points=11)).data_uri
    return "" if len(uri) > 1000 else "Matplotlib returned an empty picture."


def _live_figure() -> str:
    from course_utils.explorer import explore
    from course_utils.models import surveillance

    figure = explore(surveillance, days=(0, 10))
    try:
        # A front end gets the script with the widget, and every other page the HTML.
        return "" if figure.get_state()["_esm"] and figure._repr_mimebundle_() else "It is empty."
    finally:
        figure.close()
