"""The machine code that follows many patients of one model, kept on disk once it is made.

Numba compiles for some seconds and then keeps the result beside the source, for which the source
must be a file: one for each model, in the user's folder for caches. Its name says what is in it,
so a changed model or method is another file, and an old one is never taken for it.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import sys
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from threading import Lock
from types import ModuleType

from course_utils.compile import blank, slopes_source
from course_utils.modelling import Model
from course_utils.simulate.cohort import kernel

Solver = Callable[..., None]

_LINE = "# --- what is compiled ---\n"
_HEAD = '''"""Written by course_utils.simulate.cohort.compiled; delete it at any time."""
from __future__ import annotations

from math import exp, log, sqrt

import numpy as np
from numba import njit

'''
# A division by zero gives infinity, as everywhere else in the course, and no exception; and no
# other liberty with the arithmetic is taken. The signature lets the code be loaded at once.
_FOOT = """
slopes, integrate, follow, follow_all = (
    njit(nogil=True, error_model="numpy")(slopes),
    njit(nogil=True, error_model="numpy")(integrate),
    njit(nogil=True, error_model="numpy")(follow),
    follow_all,
)
follow_all = njit(
    "(f8, f8, f8[::1], i8[::1], i8[::1], f8[:,::1], f8[::1], f8[:,::1], f8[:,::1], f8,"
    " f8[:,:,::1], f8[:,::1])",
    nogil=True,
    error_model="numpy",
    cache=CACHE,
)(follow_all)
"""
_making = Lock()


def compiled_solver(model: Model) -> Solver:
    """Return `kernel.follow_all` for a model, compiled; the first time takes some seconds."""
    # Threads that ask for the same model wait for the first.
    with _making:
        return _solver(blank(model))


def cache_folder() -> Path | None:
    """Return the folder for compiled models; None if there is none that can be written."""
    import platformdirs

    folder = Path(
        os.environ.get("COURSE_CACHE_DIR") or platformdirs.user_cache_path("cold-to-warm")
    )
    try:
        # Nobody else may put code there.
        (folder / "compiled").mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder / "compiled"):
            return folder / "compiled"
    except OSError:
        return None


@lru_cache(maxsize=64)
def _solver(model: Model) -> Solver:
    source = _HEAD + slopes_source(model) + inspect.getsource(kernel).partition(_LINE)[2] + _FOOT
    folder = cache_folder()
    path = _kept(folder, model.name, source) if folder else None
    module = ModuleType(f"{__name__}_{path.stem if path else model.name}")
    module.__dict__["CACHE"] = path is not None
    # Numba asks for the module by its name when it loads what it kept.
    sys.modules[module.__name__] = module
    # Source that this module wrote, and nobody else: the text in the file is not what is run.
    exec(compile(source, str(path or f"<{module.__name__}>"), "exec"), module.__dict__)
    solver: Solver = module.__dict__["follow_all"]
    return solver


def _kept(folder: Path, name: str, source: str) -> Path | None:
    """Write the source where Numba looks for it, unless it is there."""
    digest = hashlib.sha256(source.encode()).hexdigest()[:16]
    path = folder / f"{name}_{digest}.py"
    try:
        if not path.exists() or path.read_text(encoding="utf-8") != source:
            with tempfile.NamedTemporaryFile(
                "w", dir=folder, suffix=".new", delete=False, encoding="utf-8"
            ) as file:
                file.write(source)
            Path(file.name).replace(path)
    except OSError:
        return None
    return path
