"""What a reader takes home from a figure: its picture, its numbers and its model."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import matplotlib.image
import numpy as np
import pytest

from course_utils.explorer import build_spec
from course_utils.explorer.widget import STATIC
from course_utils.models import MODELS, surveillance
from course_utils.simulate import simulate
from course_utils.site.model_pages import sbml_script
from tests.compile.test_sbml import RELATIVE, disagreement_of, roadrunner

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    Open = Callable[..., Page]

__all__ = ["roadrunner"]  # a fixture

SVG = "{http://www.w3.org/2000/svg}"
# Of each model: what its reader chose, as an address and as Python has it. They have windows and
# doses from day 0 on and later, effects that add, scale and set, concentrations, a state that is
# no amount, a baseline, and a stoichiometry that a slider moves.
CHOICES: dict[str, tuple[str, dict[str, float], list[dict[str, Any]]]] = {
    "surveillance": (
        "s=0.02&T=5&immunosuppression=0-18,45-63.5",
        {"s": 0.02, "T": 5},
        [
            {"name": "immunosuppression", "from": 0, "to": 18},
            {"name": "immunosuppression", "from": 45, "to": 63.5},
        ],
    ),
    "treg_rankl": (
        "phi=0.8&rankl_injection=0-8/1x2&antibody=20-40&surgery=50",
        {"phi": 0.8},
        [
            {"name": "rankl_injection", "at": [*range(9)], "dose": 2},
            {"name": "antibody", "from": 20, "to": 40},
            {"name": "surgery", "at": [50]},
        ],
    ),
    "il1": (
        "dose=200&anakinra=0,1.5,20&chemotherapy=0-30&anti_tgfb=10-25",
        {"dose": 200},
        [
            {"name": "anakinra", "at": [0, 1.5, 20]},
            {"name": "chemotherapy", "from": 0, "to": 30},
            {"name": "anti_tgfb", "from": 10, "to": 25},
        ],
    ),
    "gompertz": (
        "alpha=0.4&chemotherapy=21,28,35",
        {"alpha": 0.4},
        [{"name": "chemotherapy", "at": [21, 28, 35]}],
    ),
    "ov_cart": (
        "bu=12&virus=1&infusion=3.5x2",
        {"bu": 12},
        [{"name": "virus", "at": [1]}, {"name": "infusion", "at": [3.5], "dose": 2}],
    ),
}
LOG = {"surveillance"}


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a page with a figure of each model and its SBML, laid out as in the book."""
    folder = tmp_path_factory.mktemp("download")
    (folder / "models").mkdir()
    for script in STATIC.iterdir():
        (folder / script.name).write_bytes(script.read_bytes())
    figures = []
    specs = [
        build_spec(
            MODELS[name],
            days=(0, 60),
            log=name in LOG,
            question='How, "exactly", will it end?' if name == "surveillance" else "",
        )
        for name in CHOICES
    ]
    specs.append(build_spec(surveillance, days=(0, 400), phase={"E": (0, 3.5), "T": (0.5, 600)}))
    specs.append(build_spec(MODELS["gompertz"].without("slowing"), days=(0, 40)))
    for name in CHOICES:
        script = sbml_script(MODELS[name])
        (folder / "models" / f"{name}.sbml.js").write_text(script, encoding="utf-8")
    for spec in specs:
        data = json.dumps(spec).replace("</", "<\\/")
        figures.append(
            f'<figure class="explorer" data-model="{spec["model"]["name"]}" data-state="static">'
            f'<script type="application/json" class="explorer-spec">{data}</script>'
            f"<figcaption>{spec['view']['question']}</figcaption></figure>"
        )
    document = folder / "page.html"
    document.write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Take away</title>'
        f'<script src="explorer.page.js"></script></head><body><main>{"".join(figures)}'
        "</main></body></html>",
        encoding="utf-8",
    )
    return document


@pytest.fixture
def open_page(new_page: Open, document: Path) -> Open:
    def open_page(hash_: str = "", **options: Any) -> Page:
        page = new_page(offline=True, **options)
        page.goto(document.as_uri() + hash_)
        page.wait_for_function(
            "() => [...document.querySelectorAll('figure.explorer')]"
            ".every(({ dataset }) => dataset.state === 'live')"
        )
        return page

    return open_page


def figure_of(page: Page, name: str, n: int = 1) -> Locator:
    return page.locator(f"figure.explorer[data-model={name}]").nth(n - 1)


def download(figure: Locator, kind: str) -> tuple[str, bytes]:
    """Press a button of the panel, and return the name and the content of the file."""
    panel = figure.get_by_role("button", name="Download", exact=True)
    if panel.get_attribute("aria-expanded") == "false":
        panel.click()
    with figure.page.expect_download() as got:
        figure.get_by_role("button", name=kind).click()
    file = got.value.suggested_filename
    figure.get_by_text(f"{file} is in your downloads.").wait_for()
    return file, got.value.path().read_bytes()


def choose(page: Page, name: str) -> None:
    page.evaluate(
        """(hash) => new Promise((done) => {
          addEventListener("hashchange", () => setTimeout(done, 50), { once: true });
          location.hash = hash;
        })""",
        f"#figure={name}-1&{CHOICES[name][0]}",
    )


def test_the_model_is_valid_sbml_that_another_simulator_runs_as_python_does(
    open_page: Open, roadrunner: Any
) -> None:
    page = open_page()
    for name, (_, values, treatments) in CHOICES.items():
        choose(page, name)
        assert not figure_of(page, name).locator(".xp-notice").all_inner_texts()
        file, content = download(figure_of(page, name), "Model (SBML)")
        assert file == f"{name}.xml"
        model = MODELS[name].set(**values)
        document = content.decode()
        found = disagreement_of(document, roadrunner, model, 60, treatments)
        assert found < RELATIVE, (name, found)
    # What the reader chose matters: the defaults would be told apart.
    assert disagreement_of(document, roadrunner, MODELS[name], 60, []) > 100 * RELATIVE


def test_a_model_from_which_something_was_taken_has_no_sbml_here_and_says_so(
    open_page: Open,
) -> None:
    figure = figure_of(open_page(), "gompertz", 2)
    figure.get_by_role("button", name="Download", exact=True).click()
    figure.get_by_role("button", name="Model (SBML)").click()
    figure.get_by_text("There is no SBML file for this model here").wait_for()


def records(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_the_numbers_are_those_of_both_runs_and_say_what_was_run(open_page: Open) -> None:
    page = open_page()
    figure = figure_of(page, "surveillance")
    figure.get_by_role("button", name="Pin this run").click()
    choose(page, "surveillance")
    figure.get_by_role("button", name="Unpin").wait_for(state="detached")  # a link says all of it
    page.evaluate(
        "() => new Promise((done) => { addEventListener('hashchange', () => setTimeout(done, 50),"
        "{ once: true }); location.hash += '&pinned=opening'; })"
    )
    _, values, treatments = CHOICES["surveillance"]
    file, content = download(figure, "Numbers (CSV)")
    assert file == "surveillance.csv"
    rows = records(content)
    assert {len(row) for row in rows} == {5}
    assert rows[0][0].startswith("Cold to Warm")
    head = int(rows[1][1])
    about = {row[0]: row[1:4] for row in rows[2 : head - 1]}
    assert about["Question"][0] == 'How, "exactly", will it end?'
    assert about["Model"][0] == "Effector cells hunt tumour cells (surveillance)"
    assert about["Effector supply, s"] == ["million cells per day", "0.02", "0.013"]
    assert about["Tumour cells at the start, T"] == ["million cells", "5", "1"]
    assert about["Immunosuppressive drugs, immunosuppression"] == [
        "days",
        "0 to 18; 45 to 63.5",
        "not given",
    ]
    assert rows[head - 1][:3] == ["Day", "Effector cells, E (million cells)", rows[head - 1][2]]
    numbers = np.array(rows[head:], dtype=float)
    asked = [{"values": values, "treatments": treatments}, {}]
    runs = figure.evaluate(
        "(figure, asked) => Promise.all(asked.map((request) => figure.explorer.run(request)))",
        asked,
    )
    columns = [runs[0]["t"], *(run["y"][name] for run in runs for name in ("E", "T"))]
    np.testing.assert_array_equal(numbers, np.array(columns).T)


def drawing(content: bytes) -> ElementTree.Element:
    text = content.decode()
    assert "<image" not in text
    assert "script" not in text
    return ElementTree.fromstring(text)


def words(root: ElementTree.Element) -> list[str]:
    return [node.text or "" for node in root.iter(f"{SVG}text")]


def places(path: ElementTree.Element) -> np.ndarray:
    numbers = re.findall(r"-?[\d.]+", path.get("d", ""))
    return np.array(numbers, dtype=float).reshape(-1, 2)


def test_the_drawing_holds_the_curves_of_the_data_with_title_axes_and_key(open_page: Open) -> None:
    page = open_page(f"#figure=surveillance-1&{CHOICES['surveillance'][0]}&pinned=opening")
    file, content = download(figure_of(page, "surveillance"), "Drawing (SVG)")
    assert file == "surveillance.svg"
    root = drawing(content)
    said = words(root)
    assert 'How, "exactly", will it end?' in said
    assert "Time (days)" in said
    assert "million cells" in said
    assert said.count("Tumour cells") == said.count("Effector cells") == said.count("pinned") == 1
    assert "Immunosuppressive drugs" in said
    assert any("Effector\u00a0supply\u00a00.02\u00a0million" in line for line in said)
    curves = [path for path in root.iter(f"{SVG}path") if path.get("d", "").count("L") == 400]
    assert len(curves) == 4
    _, values, treatments = CHOICES["surveillance"]
    run = simulate(surveillance.set(**values), days=(0, 60), points=401, treatments=treatments)
    tumour = next(
        path
        for path in curves
        if path.get("stroke") == "#D55E00" and path.get("stroke-opacity") is None
    )
    x, y = places(tumour).T
    # On an axis of factors a place is the logarithm, up to the rounding of the file.
    assert np.corrcoef(x, run.t)[0, 1] > 1 - 1e-9
    assert np.corrcoef(y, -np.log(run["T"]))[0, 1] > 1 - 1e-7


def test_the_map_of_fates_is_drawn_as_paths_too(open_page: Open) -> None:
    page = open_page()
    _, content = download(figure_of(page, "surveillance", 2), "Drawing (SVG)")
    root = drawing(content)
    said = words(root)
    for name in ("Effector cells (million cells)", "Tumour cells (million cells)", "Watershed"):
        assert name in said
    assert {"B", "C", "D"} <= {*said}
    dotted = [
        path for path in root.iter(f"{SVG}path") if path.get("stroke-dasharray") == "0.01 6.5"
    ]
    assert len(dotted) == 2  # on the map and in the key
    assert max(path.get("d", "").count("L") for path in root.iter(f"{SVG}path")) >= 1200


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_is_twice_as_sharp_and_on_white(open_page: Open, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    figure = figure_of(page, "surveillance")
    root = drawing(download(figure, "Drawing (SVG)")[1])
    file, content = download(figure, "Picture (PNG)")
    assert file == "surveillance.png"
    pixels = matplotlib.image.imread(io.BytesIO(content))
    height, width = pixels.shape[:2]
    assert (width, height) == tuple(2 * float(root.get(side, "0")) for side in ("width", "height"))
    assert np.all(pixels[5, 5] == 1)
    assert np.mean(np.all(pixels[..., :3] == 1, axis=2)) > 0.8
    # Something of the tumour's colour is there.
    colour = np.array([0xD5, 0x5E, 0x00]) / 255
    assert np.sum(np.all(np.abs(pixels[..., :3] - colour) < 0.01, axis=2)) > 1000


def test_in_the_book_the_model_is_offered_beside_the_scripts(
    new_page: Open, built_book: Path
) -> None:
    page = new_page(offline=True)
    page.goto((built_book / "book" / "models" / "hotcold.html").as_uri())
    figure = page.locator("figure.explorer[data-state=live]").first
    file, content = download(figure, "Model (SBML)")
    assert file == "hotcold.xml"
    assert "identifiers.org/doi" in content.decode()
