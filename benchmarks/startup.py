"""How long a reader or a student waits, and how much is loaded."""

from __future__ import annotations

import gzip
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

FIRST_CELL = "from course_utils import draw_model, surveillance; draw_model(surveillance)"


def seconds_of(code: str, repeats: int = 3) -> float:
    """Return the median seconds that a fresh Python needs for a line, beyond its own start."""

    def run(line: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", line], check=True)
        return time.perf_counter() - start

    run(code)  # fills the caches of compiled files
    return float(np.median([run(code) - run("pass") for _ in range(repeats)]))


def script_kilobytes(html: Path, addresses: Iterable[str]) -> tuple[float, float]:
    """Return the gzipped size of a page's scripts, in kB: its live figures', and all."""
    sizes = {}
    for address in addresses:
        file = html / urlsplit(address).path.lstrip("/")
        sizes[file.name] = len(gzip.compress(file.read_bytes())) / 1000
    figures = sum(size for name, size in sizes.items() if name.startswith("explorer"))
    return figures, sum(sizes.values())
