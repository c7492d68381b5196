"""A page with the modules of the figure in space, bundled for a test."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from course_utils.cli.errors import CourseError
from course_utils.cli.node import find_npm, npm_environment
from course_utils.explorer.widget import STATIC

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

FRONTEND = STATIC.parent / "frontend"
_BUILD = """
import {{ build }} from "esbuild";
import {{ workers }} from {workers};
const styles = {{
  name: "styles",
  setup({{ onLoad }}) {{
    onLoad({{ filter: /\\.css$/ }}, async ({{ path }}) => {{
      const built = await build({{ entryPoints: [path], bundle: true, write: false }});
      return {{ contents: built.outputFiles[0].text, loader: "text" }};
    }});
  }},
}};
await build({{
  stdin: {{ contents: {entry}, resolveDir: {source} }},
  bundle: true, minify: true, charset: "utf8", target: ["es2022"], format: "iife",
  plugins: [styles, workers], outfile: {to},
}});
"""


def bundle(folder: Path, entry: str) -> Path:
    """Bundle a script that imports the modules of `src`, and return its file."""
    to = folder / "space.js"
    if not (FRONTEND / "node_modules").exists():
        try:
            npm = find_npm()
        except CourseError as error:
            pytest.skip(str(error))
        subprocess.run([*npm, "ci"], cwd=FRONTEND, env=npm_environment(), check=True)
    node = shutil.which("node", path=npm_environment().get("PATH"))
    if node is None:
        pytest.skip("There is no Node to bundle the modules with.")
    text = _BUILD.format(
        workers=json.dumps(str(FRONTEND / "workers.mjs")),
        entry=json.dumps(entry),
        source=json.dumps(str(FRONTEND / "src")),
        to=json.dumps(str(to)),
    )
    done = subprocess.run(
        [node, "--input-type=module", "-"],
        input=text,
        cwd=FRONTEND,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return to


def open_space(
    script: Path, spec: dict[str, Any], new_page: Callable[..., Page], **options: Any
) -> Page:
    """Open a page on the disk that has run the bundle; `window.spec` is the figure's spec."""
    document = script.parent / "page.html"
    document.write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Space</title>'
        f"<script>window.spec = {json.dumps(spec)}</script>"
        f'<main></main><script src="{script.as_uri()}"></script>',
        encoding="utf-8",
    )
    page = new_page(offline=True, **options)
    page.goto(document.as_uri())
    return page
