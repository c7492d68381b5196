"""Serve a folder of pages on this machine, and to this machine only."""

from __future__ import annotations

import errno
import os
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from course_utils.cli.errors import CourseError
from course_utils.cli.progress import console

HOST = "127.0.0.1"
_FIRST_PORT = 8000
_PORTS_TRIED = 100


class _Pages(SimpleHTTPRequestHandler):
    """Serve files, quietly, and never from a stale cache after a new build."""

    # Windows reads these from its registry, where other programs may have changed them.
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".css": "text/css",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".svg": "image/svg+xml",
        ".woff2": "font/woff2",
    }

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base's name)
        """Say nothing: a page with figures would write dozens of lines."""


class _Server(ThreadingHTTPServer):
    # On Windows this option would let two servers share a port, and answer by turns.
    allow_reuse_address = os.name != "nt"
    daemon_threads = True
    # A page asks for dozens of files at once; five, as by default, are fewer than a slow machine
    # leaves waiting.
    request_queue_size = 128


def make_server(folder: Path, port: int | None = None) -> ThreadingHTTPServer:
    """Take a port and return the server that will answer there.

    Parameters
    ----------
    folder
        What is served; it need not exist yet.
    port
        The port wanted; 0 for any. If it is left out, the next free one from 8000 is taken.

    Raises
    ------
    CourseError
        If the port wanted is busy, or may not be used.
    """
    handler = partial(_Pages, directory=str(folder))
    if port is not None:
        return _listen(handler, port)
    for candidate in range(_FIRST_PORT, _FIRST_PORT + _PORTS_TRIED):
        try:
            server = _listen(handler, candidate)
        except CourseError:
            continue
        if candidate != _FIRST_PORT:
            console.print(f"Port {_FIRST_PORT} is busy, so this is port {candidate}.")
        return server
    raise CourseError(
        f"The ports {_FIRST_PORT} to {_FIRST_PORT + _PORTS_TRIED - 1} are all busy; "
        "name a free one with --port."
    )


def serve_forever(server: ThreadingHTTPServer, *, open_browser: bool = False) -> None:
    """Serve until Ctrl+C is pressed."""
    url = address(server)
    console.print(f"The book is at {url} (stop with Ctrl+C)", soft_wrap=True)
    if open_browser:
        webbrowser.open(url)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        console.print("Stopped.")
    finally:
        server.server_close()


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port for as long as the block lasts, and give its address."""
    server = make_server(folder, 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield address(server)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def address(server: ThreadingHTTPServer) -> str:
    """Return the address of a server, as a browser takes it."""
    return f"http://{HOST}:{server.server_port}/"


def _listen(handler: partial[_Pages], port: int) -> ThreadingHTTPServer:
    try:
        return _Server((HOST, port), handler)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CourseError(
                f"Port {port} is busy: another program answers there. "
                f"Choose another with --port, such as --port {min(port + 1, 65535)}, "
                "or leave --port out to get the next free one."
            ) from error
        raise CourseError(
            f"Port {port} cannot be used ({error.strerror}); choose one above 1023 with --port."
        ) from error
