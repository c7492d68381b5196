"""Run notebooks, and store them in one clean form.

What is stored is the same whoever runs it: no state of widgets, no times, counts from 1.
A notebook is replaced only if every cell of it succeeded.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from course_utils.cli.errors import CourseError
from course_utils.cli.progress import console, spinning
from course_utils.cli.root import find_root, shown

LARGEST = 400_000
CELL_SECONDS = 60

_WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
# Without the version, which would change with every machine.
_LANGUAGE = {"name": "python", "pygments_lexer": "ipython3"}
# JupyterLab hides these; a result gives a solution away as much as the code does.
_FOLDED = {"outputs_hidden": True, "source_hidden": True}
# What JupyterLab notes for itself.
_PASSING = ("collapsed", "execution", "ExecuteTime", "scrolled")


def run_all(notebooks: Sequence[Path]) -> None:
    """Run notebooks one after the other; without any, all those of the course.

    Raises
    ------
    CourseError
        At the first notebook that is damaged or has a cell that fails; it stays as it was.
    """
    root = find_root()
    paths = list(notebooks) or sorted((root / "notebooks").glob("*.ipynb"))
    for path in paths:
        name = shown(path, root)
        notebook = read(path)
        with spinning(f"Running {name}"):
            execute(notebook, path)
        size = write(normalised(notebook), path)
        console.print(f"{name}: {_cells(notebook)} cells ran.")
        if size > LARGEST:
            console.print(
                f"{name} has {size / 1000:.0f} kB, more than {LARGEST // 1000} kB: "
                "draw fewer points, or show fewer pictures.",
                style="yellow",
            )


def read(path: Path) -> Any:
    """Read a notebook, and say in plain words why if it cannot be read.

    Parameters
    ----------
    path
        The file; it is not changed.

    Raises
    ------
    CourseError
        If it is missing, is not a notebook, or is of a format newer than this one knows.
    """
    import nbformat

    try:
        text = path.read_text(encoding="utf-8")
        content = json.loads(text)
    except FileNotFoundError as error:
        raise CourseError(f"There is no notebook {path}.") from error
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise _damaged(path, "it is not text in UTF-8") from error
    except json.JSONDecodeError as error:
        raise _damaged(path, f"it is not valid JSON (line {error.lineno}: {error.msg})") from error
    version = content.get("nbformat") if isinstance(content, dict) else None
    if not isinstance(version, int):
        raise _damaged(path, "it is JSON, but not a notebook")
    minor = content.get("nbformat_minor", 0)
    known = (nbformat.current_nbformat, nbformat.current_nbformat_minor)
    if (version, minor) > known:
        raise CourseError(
            f"{path} has the notebook format {version}.{minor}, newer than {known[0]}.{known[1]}, "
            "which this course can read; save it in the older format. It was not changed."
        )
    try:
        notebook = nbformat.reads(text, as_version=known[0])
        nbformat.validate(notebook)
    except Exception as error:  # nbformat raises whatever it stumbles over
        first = str(error).strip().splitlines() or [type(error).__name__]
        raise _damaged(path, f"it is not a valid notebook ({first[0]})") from error
    return notebook


def execute(notebook: Any, path: Path) -> None:
    """Run every cell with this Python, from the notebook's own folder.

    Raises
    ------
    CourseError
        If a cell fails or takes too long; the sentence names it.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    client = NotebookClient(
        notebook,
        km=_kernel_of_this_python(),
        timeout=CELL_SECONDS,
        coalesce_streams=True,
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(path.resolve().parent)}},
    )
    try:
        # Otherwise a kernel that was handed over, as ours is, would be left running.
        client.execute(cleanup_kc=True)
    except CellExecutionError as error:
        raise CourseError(
            f"{path}, {_where(notebook)}: {error.ename}: {error.evalue}\n"
            "The notebook was not changed.",
            details=str(error.traceback),
        ) from error
    except CellTimeoutError as error:
        raise CourseError(
            f"{path}, {_where(notebook)}: it took longer than {CELL_SECONDS} seconds. "
            "The notebook was not changed."
        ) from error
    except DeadKernelError as error:
        raise CourseError(
            f"{path}, {_where(notebook)}: Python itself ended while it ran. "
            "The notebook was not changed."
        ) from error


def normalised(notebook: Any) -> Any:
    """Bring an executed notebook into the form that is stored; solutions are folded away in it.

    Returns
    -------
    nbformat.NotebookNode
        The same notebook, changed in place.
    """
    notebook.metadata.pop("widgets", None)
    notebook.metadata.kernelspec = dict(_KERNEL)
    notebook.metadata.language_info = dict(_LANGUAGE)
    count = 0
    for cell in notebook.cells:
        for key in _PASSING:
            cell.metadata.pop(key, None)
        if cell.cell_type != "code":
            continue
        if "solution" in cell.metadata.get("tags", ()):
            cell.metadata.jupyter = dict(_FOLDED)
        count += 1
        cell.execution_count = count
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count
            # The live widget has a picture of itself beside it, which is what is stored.
            output.get("data", {}).pop(_WIDGET_VIEW, None)
        cell.outputs = [output for output in cell.outputs if output.get("data", True)]
    return notebook


def write(notebook: Any, path: Path) -> int:
    """Store a notebook in one step: whoever reads the file sees the old one or the new one.

    Returns
    -------
    int
        The size of the file in bytes.
    """
    import nbformat

    text = nbformat.writes(notebook).rstrip("\n") + "\n"
    path = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".tmp", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        part.chmod(path.stat().st_mode if path.exists() else 0o644)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return len(text.encode())


def _damaged(path: Path, why: str) -> CourseError:
    return CourseError(
        f"{path} is damaged: {why}. It was not changed; take the version before from git."
    )


def _cells(notebook: Any) -> int:
    return sum(cell.cell_type == "code" for cell in notebook.cells)


def _where(notebook: Any) -> str:
    """Name the cell that was running: the last one that began."""
    began = [
        (number, cell)
        for number, cell in enumerate(notebook.cells, start=1)
        if cell.cell_type == "code" and cell.execution_count is not None
    ]
    if not began:
        return "before its first cell"
    number, cell = began[-1]
    first = next((line for line in cell.source.splitlines() if line.strip()), "")
    return f"cell {number} ({first.strip()!r})"


def _kernel_of_this_python() -> Any:
    """Make a kernel of the Python that runs this command.

    A kernel called python3 may belong to another Python of the user, without the course in it.
    """
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager

    manager = AsyncKernelManager(kernel_name="python3")
    command = [
        *(sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"),
        # It would warn that it listens on this machine unencrypted, as every kernel does.
        "--log-level=ERROR",
    ]
    manager._kernel_spec = KernelSpec(
        argv=command, display_name=_KERNEL["display_name"], language="python"
    )
    return manager
