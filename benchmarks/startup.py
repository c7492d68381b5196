"""How long a reader or a student waits, and how much is loaded."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
import time
from pathlib import Path

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


def script_kilobytes(html: Path, page: str) -> dict[str, float]:
    """Return the gzipped size of the scripts of a page, in kB: the live figure's, and all."""
    text = (html / page).read_text(encoding="utf-8")
    sizes = {}
    for source in re.findall(r'<script[^>]*\ssrc="([^"?]+)', text):
        file = (html / page).parent / source
        sizes[file.name] = len(gzip.compress(file.resolve().read_bytes())) / 1000
    ours = sum(size for name, size in sizes.items() if name.startswith("explorer"))
    return {"figure": ours, "all": sum(sizes.values())}
