"""Find the browser that the tests drive, or fetch one."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

from course_utils.cli.errors import CourseError

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
_MAC = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)


@functools.cache
def find_browser() -> Path:
    """Return a browser of Chromium's family.

    Tried in this order: the variable COURSE_BROWSER; Chromium, Chrome or Edge on this machine;
    the one that Playwright has installed, or can install; Debian's package, if we are root.

    Raises
    ------
    CourseError
        If none is there and none can be installed.
    """
    wanted = os.environ.get("COURSE_BROWSER")
    if wanted:
        found = shutil.which(wanted)
        if not found:
            raise CourseError(
                f"COURSE_BROWSER names {wanted}, which is not a program on this machine; "
                "correct it, or remove it to let a browser be searched."
            )
        return Path(found)
    browser = _on_this_machine() or _playwrights() or _debians()
    if browser is None:
        raise CourseError(
            "No browser was found to test with: install Chromium, Chrome or Edge, or set "
            "COURSE_BROWSER to the program of one."
        )
    return browser


def browser_options() -> list[str]:
    """Return the options under which the tests start the browser.

    It stays away from the network: the course must work without one, and a browser that looks
    for updates in the background would blur what a page itself asks for.
    """
    # Chromium's sandbox refuses to start as root, which is who runs in a container.
    as_root = getattr(os, "geteuid", lambda: 1)() == 0
    return [
        *(["--no-sandbox"] if as_root else []),
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        # A container's /dev/shm is often too small.
        "--disable-dev-shm-usage",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ]


def _on_this_machine() -> Path | None:
    on_path = (shutil.which(name) for name in _NAMES)
    folders: list[Path] = []
    tails: tuple[str, ...] = ()
    if sys.platform == "darwin":
        folders, tails = [Path("/Applications"), Path.home() / "Applications"], _MAC
    elif os.name == "nt":
        variables = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
        folders = [Path(os.environ[name]) for name in variables if name in os.environ]
        tails = _WINDOWS
    candidates = [Path(path) for path in on_path if path]
    candidates += [folder / tail for tail in tails for folder in folders]
    return next((path for path in candidates if path.is_file() and _starts(path)), None)


def _starts(browser: Path) -> bool:
    # Ubuntu's chromium-browser may be a script that only tells to install something else.
    # (On Windows the question would open a window; there is no such script there.)
    if os.name == "nt":
        return True
    return _succeeds([str(browser), "--version"], seconds=30)


def _playwrights() -> Path | None:
    # In its own process: Playwright refuses to start twice in one.
    where = [
        *(sys.executable, "-c"),
        "from playwright.sync_api import sync_playwright as s\n"
        "with s() as p: print(p.chromium.executable_path)",
    ]
    try:
        answer = subprocess.run(where, capture_output=True, text=True, check=True)
    except subprocess.CalledProcessError:  # Playwright itself is not installed
        return None
    browser = Path(answer.stdout.strip())
    if not browser.is_file():
        _succeeds([sys.executable, "-m", "playwright", "install", "chromium"], seconds=300)
    return browser if browser.is_file() and _starts(browser) else None


def _debians() -> Path | None:
    if getattr(os, "geteuid", lambda: 1)() != 0 or not shutil.which("apt-get"):
        return None
    quietly = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
        # Another installation may be under way: wait for it.
        wait = ["-o", "DPkg::Lock::Timeout=300"]
        if not _succeeds(["apt-get", *wait, *command], seconds=600, env=quietly):
            return None
    return _on_this_machine()


def _succeeds(command: list[str], seconds: int, env: dict[str, str] | None = None) -> bool:
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, env=env, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
