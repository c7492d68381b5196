"""The commands and their options; what they do stands in the modules beside this one.

Every command imports what it needs when it runs, so that `course --help` answers at once.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from course_utils.cli.errors import CourseError


class _Course(typer.Typer):
    """End a command that cannot go on with its sentence instead of a traceback."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().__call__(*args, **kwargs)
        except CourseError as error:
            if error.details:
                print(error.details, file=sys.stderr)  # noqa: T201
            typer.secho(error.sentence, fg=typer.colors.RED, err=True)
            sys.exit(1)


app = _Course(
    name="course",
    help="Cold to Warm: breast-cancer immunology you can run.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
def serve(
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Port; the next free one from 8000 if left out."),
    ] = None,
    open_browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the book in the browser.")
    ] = False,
) -> None:
    """Build the book if a page has changed, and serve it on this machine."""
    from course_utils.cli.book import build_book, is_current
    from course_utils.cli.progress import spinning
    from course_utils.cli.root import find_root
    from course_utils.cli.server import make_server, serve_forever

    root = find_root()
    server = make_server(root / "_build" / "html", port)
    if not is_current(root):
        with spinning("Building the book; the first time this takes a quarter of a minute"):
            build_book(root)
    serve_forever(server, open_browser=open_browser)


@app.command()
def lab() -> None:
    """Open the notebooks in JupyterLab."""
    from course_utils.cli.lab import open_lab
    from course_utils.cli.root import find_root

    raise typer.Exit(open_lab(find_root()))


@app.command()
def build() -> None:
    """Build the book into _build/html; a warning is an error."""
    from course_utils.cli.book import build_book
    from course_utils.cli.progress import spinning
    from course_utils.cli.root import find_root, shown

    root = find_root()
    with spinning("Building the book"):
        html = build_book(root)
    typer.echo(f"The book is in {shown(html, root)}; open {shown(html / 'index.html', root)}.")


@app.command("zip")
def zip_() -> None:
    """Put the whole book into one file to hand out: unpacked, it opens by a double click."""
    from course_utils import __version__
    from course_utils.cli.archive import OPEN_ME, zip_book
    from course_utils.cli.book import build_book, is_current
    from course_utils.cli.progress import spinning
    from course_utils.cli.root import find_root, shown

    root = find_root()
    html = root / "_build" / "html"
    if not is_current(root):
        with spinning("Building the book"):
            build_book(root)
    target = root / "dist" / f"cold-to-warm-{__version__}.zip"
    size = zip_book(html, root / "LICENSE", target)
    typer.echo(
        f"{shown(target, root)} ({size / 1e6:.1f} MB) holds the whole book: "
        f"unpack it, then open {Path(OPEN_ME).stem!r} in it by a double click."
    )


@app.command()
def run(
    notebooks: Annotated[
        list[Path] | None, typer.Argument(help="Notebooks; all of the course if left out.")
    ] = None,
) -> None:
    """Run notebooks from top to bottom, and store their outputs in one clean form."""
    from course_utils.cli.notebooks import run_all

    run_all(notebooks or [])


@app.command("test")
def run_tests(
    quick: Annotated[
        bool, typer.Option("--quick", help="Only what takes less than two minutes; no browser.")
    ] = False,
    only: Annotated[
        list[str] | None,
        typer.Option(help="One stage: lint, units, notebooks, book or browser. May be repeated."),
    ] = None,
) -> None:
    """Run every test of the course, and end with how many passed and failed."""
    from course_utils.cli.root import find_root
    from course_utils.cli.testing import run_stages

    raise typer.Exit(run_stages(find_root(), quick=quick, only=only or []))


@app.command("check-claims")
def check_every_claim(
    models: Annotated[
        list[str] | None, typer.Argument(metavar="[MODEL]...", help="Models; all if left out.")
    ] = None,
) -> None:
    """Work out what the course claims about its models, and say whether each claim holds."""
    from course_utils.cli.claims import check_claims

    raise typer.Exit(check_claims(models or []))


@app.command("knock-out")
def knock_out() -> None:
    """Take every process out of its model, and note which claims fall, for the live figures."""
    from course_utils.cli.progress import spinning
    from course_utils.cli.root import find_root, shown
    from course_utils.verification.knockouts import FILE, written

    with spinning("Taking processes out, one at a time"):
        text = written()
    FILE.write_text(text, encoding="utf-8")
    typer.echo(f"{shown(FILE, find_root())} says which claims fall without which process.")


export = typer.Typer(
    help="Hand a model to other programs: as SBML, or as a table of numbers.",
    no_args_is_help=True,
)
app.add_typer(export, name="export")

_Name = Annotated[str, typer.Argument(metavar="MODEL", help="Name of the model.")]
_Output = Annotated[
    Path | None, typer.Option("-o", "--output", help="The file; the terminal if left out.")
]
_Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="Another value. May be repeated."),
]
_Treatments = Annotated[
    list[str] | None,
    typer.Option(
        "--treat",
        metavar="NAME:WHEN",
        help="A treatment: NAME:FROM-TO, or NAME:DAY,DAY for doses. May be repeated.",
    ),
]


@export.command("sbml")
def to_sbml(
    model: _Name,
    output: _Output = None,
    settings: _Settings = None,
    treatments: _Treatments = None,
) -> None:
    """Write a model as SBML Level 3 Version 2."""
    from course_utils.cli.export import export_sbml

    export_sbml(model, output, settings=settings or [], treatments=treatments or [])


@export.command("csv")
def to_csv(
    model: _Name,
    output: _Output = None,
    settings: _Settings = None,
    treatments: _Treatments = None,
    days: Annotated[float, typer.Option(help="How long the run lasts.")] = 200,
    points: Annotated[int, typer.Option(help="How many rows, evenly spaced in time.")] = 201,
) -> None:
    """Write a run of a model as a table; its columns are the states and observables."""
    from course_utils.cli.export import export_csv

    export_csv(
        model,
        output,
        settings=settings or [],
        treatments=treatments or [],
        days=days,
        points=points,
    )


@app.command()
def bench() -> None:
    """Measure how fast the figures and the engines are."""
    import subprocess

    from course_utils.cli.root import find_root

    raise typer.Exit(subprocess.call([sys.executable, "-m", "benchmarks"], cwd=find_root()))
