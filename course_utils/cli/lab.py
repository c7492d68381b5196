"""Start JupyterLab with the settings of the course."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from course_utils.cli.errors import CourseError

_PATIENCE = 60.0  # seconds until a JupyterLab that does not answer is given up


def open_lab(root: Path) -> int:
    """Open JupyterLab on the course's notebooks, and return its exit status when it ends.

    It serves the whole course, because chapters show pictures that lie beside the notebooks.
    """
    command = lab_command(root, "--LabApp.default_url=/lab/tree/notebooks")
    try:
        return subprocess.call(command, env=lab_environment())
    except KeyboardInterrupt:
        return 0


def lab_command(root: Path, *options: str) -> list[str]:
    """Return the command that starts JupyterLab on a folder."""
    as_root = ["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    return [
        *(sys.executable, "-m", "jupyterlab", str(root)),
        # It would ask the network for a newer JupyterLab, which the course could not use.
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        *as_root,
        *options,
    ]


def lab_environment() -> dict[str, str]:
    """Return the environment in which JupyterLab does not ask whether it may show news."""
    ours = str(Path(__file__).parent / "jupyter")
    theirs = os.environ.get("JUPYTER_CONFIG_PATH")
    return os.environ | {"JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, [ours, theirs]))}


@contextmanager
def running_lab(root: Path) -> Iterator[str]:
    """Run a JupyterLab without a browser or a password, for tests and measurements.

    Parameters
    ----------
    root
        The folder that it serves.

    Yields
    ------
    str
        Its address, on this machine only and on a free port. Settings, workspaces and trust are
        its own and are gone with it: those of whoever runs it stay untouched.

    Raises
    ------
    CourseError
        If it does not answer within a minute; the details are what it wrote.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
        own = {name: str(Path(folder) / name.lower()) for name in names}
        own |= {
            "JUPYTERLAB_SETTINGS_DIR": str(Path(folder) / "settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(Path(folder) / "workspaces"),
        }
        port = _free_port()
        command = lab_command(
            root,
            "--no-browser",
            f"--ServerApp.port={port}",
            "--ServerApp.port_retries=0",
            "--ServerApp.token=",
            "--ServerApp.password=",
        )
        log = Path(folder) / "log.txt"
        with log.open("w") as output:
            server = subprocess.Popen(
                command, env=lab_environment() | own, stdout=output, stderr=subprocess.STDOUT
            )
            try:
                address = f"http://127.0.0.1:{port}/"
                _wait_for(f"{address}api/status", server, log)
                yield address
            finally:
                server.terminate()
                try:
                    server.wait(timeout=20)
                except subprocess.TimeoutExpired:
                    server.kill()
                    server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
    raise CourseError("JupyterLab did not start.", details=log.read_text()[-3000:])
