"""What the user sees while a command works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

console = Console(highlight=False)


@contextmanager
def spinning(what: str) -> Iterator[None]:
    """Show that something is going on; a log, which cannot spin, gets one line."""
    if console.is_terminal:
        with console.status(f"{what} …"):
            yield
    else:
        console.print(f"{what} …")
        yield
