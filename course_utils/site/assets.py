"""The look of the book: its stylesheet, its fonts, and the colours of the actors."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course_utils.atlas import glyph_css
from course_utils.plots.style import Actor, actors

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# Below `_static` of the built book. Not a `_static` of the sources: of such a folder Jupyter
# Book puts every script on every page.
FOLDER = "course"


def actor_css() -> str:
    """Write the colours of the actors as custom properties, for light and for dark pages."""
    looks = actors()

    def properties(colour: str) -> str:
        return "".join(f"  --actor-{name}: {getattr(a, colour)};\n" for name, a in looks.items())

    return (
        "/* Written from course_utils/plots/actors.json when the book is built. */\n"
        f":root {{\n{properties('light')}}}\n"
        f'html[data-theme="dark"] {{\n{properties("dark")}}}\n'
        f"{''.join(_actor_rule(name, actor) for name, actor in looks.items())}"
    )


def _actor_rule(name: str, actor: Actor) -> str:
    # A word of the text in an actor's colour: [killer T cells]{.effector}.
    style = "solid" if not actor.dash else "dashed" if max(actor.dash) > 5 else "dotted"
    return (
        f"span.{name} {{ text-decoration: underline {style} var(--actor-{name}) 2px; "
        "text-underline-offset: 0.2em; }\n"
    )


def setup(app: Sphinx) -> None:
    """Copy the assets into the built book and name the stylesheets on each page."""
    app.connect("config-inited", _add_templates)
    app.connect("builder-inited", _copy)
    for name in ("actors.css", "course.css"):
        # After the theme's own sheets, which it has to overrule.
        app.add_css_file(f"{FOLDER}/{name}", priority=900)


def _add_templates(_app: Sphinx, config: Any) -> None:
    config.templates_path.append(str(Path(__file__).parent / "templates"))


def _copy(app: Sphinx) -> None:
    if app.builder.format != "html":
        return
    target = Path(app.outdir) / "_static" / FOLDER
    with as_file(files("course_utils.site") / "assets") as source:
        shutil.copytree(source, target, dirs_exist_ok=True)
    (target / "actors.css").write_text(actor_css() + glyph_css(), encoding="utf-8")
    for script in (files("course_utils.explorer") / "static").iterdir():
        # The parts lie beside the script that fetches them; the widget is for notebooks.
        if script.name != "explorer.widget.js":
            (target / script.name).write_bytes(script.read_bytes())
