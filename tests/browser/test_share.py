"""A figure is handed on: by its address, as a line of Python, and one scenario after another."""

from __future__ import annotations

import ast
import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from course_utils.explorer import build_spec, figure_html
from course_utils.explorer.widget import STATIC, Explorer
from course_utils.modelling import schedule
from course_utils.models import MODELS, birth_death, gompertz, surveillance, treg_rankl
from tests.browser.frames import FOLLOWED

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    Open = Callable[..., Page]

DRUGS = surveillance.treatments["immunosuppression"]
INJECTION, ANTIBODY = (treg_rankl.treatments[name] for name in ("rankl_injection", "antibody"))
STORY = {
    "Strong supply": {"s": 0.09, "look": "The tumour vanishes."},
    "Drugs": {"T": 8.2, "treatments": [DRUGS.during(45, 136)], "look": "Watch day 136."},
    "Large": {"T": 100, "look": "It escapes."},
    "Large, more supply": {"T": 100, "s": 0.033, "look": "It is driven back."},
}
SPECS = {
    "surveillance-1": build_spec(
        surveillance,
        show=["T", "E"],
        controls=["s", "n", "T", "E"],
        days=(0, 400),
        question="Can it hold the tumour?",
        presets=STORY,
        story=True,
    ),
    "surveillance-2": build_spec(
        surveillance,
        controls=["s", "m", "E", "T"],
        days=(0, 1000),
        phase={"E": (0, 3.5), "T": (0.5, 600)},
        question="From where is it held?",
    ),
    "treg_rankl-1": build_spec(
        treg_rankl,
        show=["J", "free"],
        controls=["phi", "rank"],
        days=(0, 60),
        treatments=[INJECTION.at(*range(5, 60))],
        question="Which link would you break?",
    ),
    "gompertz-1": build_spec(
        gompertz.without("chemotherapy").set(V=2),
        controls=["alpha", "beta"],
        days=(0, 40),
        question="When does it level off?",
    ),
    "birth_death-1": build_spec(
        birth_death,
        days=(0, 6),
        breakable=True,
        chance={"runs": 20, "days": (0, 6)},
        question="Does one cell make a tumour?",
    ),
}
BY_HASH = """async (hash) => {
  const changed = location.hash !== hash;
  const heard = new Promise((done) => addEventListener("hashchange", done, { once: true }));
  location.hash = hash;
  if (changed) await heard;
  // A second change within a frame waits for the frame.
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}"""
# Both fields of the panel, for each of many addresses in turn.
FIELDS = f"""async (hashes) => {{
  const go = {BY_HASH};
  const found = [];
  for (const hash of hashes) {{
    const key = hash.slice(8).split("&")[0];
    const [model, n] = [key.replace(/-\\d+$/, ""), Number(key.match(/\\d+$/)[0])];
    if (location.hash === hash) await go("#elsewhere");
    await go(hash);
    const figure = document.querySelectorAll(`[data-model="${{model}}"]`)[n - 1];
    found.push([...figure.querySelectorAll(".xp-share-text")].map((field) => field.value));
  }}
  return found;
}}"""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a page with four figures of three models, and an ordinary anchor."""
    document = tmp_path_factory.mktemp("share") / "page.html"
    figures = "<p style='height: 30rem'></p>".join(
        figure_html(MODELS[spec["model"]["name"]], spec) for spec in SPECS.values()
    )
    document.write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shared</title>'
        '<meta name="viewport" content="width=device-width">'
        f'<script src="{(STATIC / "explorer.page.js").as_uri()}"></script></head><body><main>'
        f'{figures}<h2 id="section">Below</h2><p style="height: 60rem"></p></main></body></html>',
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


def figure_of(page: Page, key: str = "surveillance-1") -> Locator:
    model, n = key.rsplit("-", 1)
    return page.locator(f"figure.explorer[data-model={model}]").nth(int(n) - 1)


def button(figure: Locator, name: str) -> Locator:
    return figure.get_by_role("button", name=name, exact=True)


def share(figure: Locator) -> tuple[str, str]:
    """Open the panel if it is not open, and return what both fields hold."""
    if button(figure, "Share").get_attribute("aria-expanded") == "false":
        button(figure, "Share").click()
        figure.locator(".xp-share").wait_for()
    link, python = figure.locator(".xp-share-text").all()
    return link.input_value(), python.input_value()


def hash_of(link: str) -> str:
    return "#" + link.split("#")[1]


def run_line(line: str) -> Explorer:
    """Execute a line of Python as a cell does, and return what it shows."""
    *before, last = ast.parse(line).body
    assert isinstance(last, ast.Expr)
    names: dict[str, Any] = {}
    exec(compile(ast.Module(before, []), "cell", "exec"), names)
    shown = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    assert isinstance(shown, Explorer)
    return shown


def options_of(line: str) -> dict[str, Any]:
    """Read a line's options without executing it."""
    call = ast.parse(line).body[-1].value  # type: ignore[attr-defined]
    return {
        keyword.arg: ast.literal_eval(keyword.value)
        for keyword in call.keywords
        # A range of days is no literal.
        if keyword.arg != "treatments" or "range(" not in ast.unparse(keyword.value)
    }


def said(figure: Locator) -> str:
    return figure.locator(".xp-said").inner_text()


def notice(figure: Locator) -> str:
    figure.page.wait_for_function(
        "figure => figure.querySelector('.xp-notice [role=status]')?.textContent",
        arg=figure.element_handle(),
    )
    return figure.locator(".xp-notice").inner_text()


def test_a_link_opens_the_figure_as_it_was_and_brings_it_into_view(open_page: Open) -> None:
    page = open_page()
    figure = figure_of(page)
    button(figure, "Large").click()
    button(figure, "Pin this run").click()
    figure.get_by_label("Effector supply, as a number").fill("0.02")
    figure.get_by_role("checkbox", name="Immunosuppressive drugs").check()
    button(figure, "Log axis").click()
    link, _ = share(figure)
    assert hash_of(link) == (
        "#figure=surveillance-1&s=0.02&T=100&immunosuppression=100-200&pinned.T=100&axis=log"
    )
    other = open_page(hash_of(link), viewport=(800, 700))
    theirs = figure_of(other)
    assert said(theirs) == said(figure)
    assert theirs.get_by_label("Effector supply, as a number").input_value() == "0.02"
    assert theirs.get_by_label("Immunosuppressive drugs: to day").input_value() == "200"
    assert button(theirs, "Unpin").is_visible()
    assert button(theirs, "Log axis").get_attribute("aria-pressed") == "true"
    assert share(theirs)[0] == link
    assert not theirs.locator(".xp-notice").count()
    # The other figure of the same model is as it opens.
    assert share(figure_of(other, "surveillance-2"))[0].endswith("#figure=surveillance-2")


def test_a_figure_far_down_is_brought_into_view_and_the_tab_key_goes_on_there(
    open_page: Open,
) -> None:
    page = open_page("#figure=treg_rankl-1&phi=0", viewport=(800, 700))
    figure = figure_of(page, "treg_rankl-1")
    page.wait_for_function(
        "figure => Math.abs(figure.getBoundingClientRect().top) < 60",
        arg=figure.element_handle(),
    )
    page.keyboard.press("Tab")
    assert figure.evaluate("figure => figure.contains(document.activeElement)")


def test_a_link_within_the_page_moves_a_figure_and_anchors_are_left_alone(open_page: Open) -> None:
    page = open_page("#section")
    assert page.evaluate("document.getElementById('section').getBoundingClientRect().top") < 5
    figure = figure_of(page)
    page.evaluate(BY_HASH, "#figure=surveillance-1&scenario=2")
    assert button(figure, "Drugs").get_attribute("aria-pressed") == "true"
    page.evaluate(BY_HASH, "#figure=surveillance-1&scenario=Large, more supply")
    assert button(figure, "Large, more supply").get_attribute("aria-pressed") == "true"
    page.evaluate(BY_HASH, "#section")
    assert button(figure, "Large, more supply").get_attribute("aria-pressed") == "true"
    assert page.evaluate("document.getElementById('section').getBoundingClientRect().top") < 5


def test_a_page_without_such_a_link_does_not_fetch_what_opens_one(open_page: Open) -> None:
    asked = """[...document.scripts].map(({ src }) => src)
        .filter((src) => src.includes("explorer.share"))"""
    assert not open_page("#section").evaluate(asked)
    assert len(open_page("#figure=gompertz-1").evaluate(asked)) == 1


def test_a_map_of_fates_is_shared_with_its_view(open_page: Open) -> None:
    page = open_page("#figure=surveillance-2&view=time&axis=log&E=2&pinned=opening")
    figure = figure_of(page, "surveillance-2")
    assert button(figure, "Over time").get_attribute("aria-pressed") == "true"
    link, line = share(figure)
    assert hash_of(link) == "#figure=surveillance-2&E=2&pinned=opening&view=time&axis=log"
    view = run_line(line)._spec["view"]
    assert view["opens"] == "time"
    assert [axis["range"] for axis in view["phase"]] == [[0, 3.5], [0.5, 600]]


def test_a_run_by_chance_is_shared_with_its_seed_and_what_was_taken_out(open_page: Open) -> None:
    page = open_page("#figure=birth_death-1&view=chance&without=death&seed=42")
    figure = figure_of(page, "birth_death-1")
    assert button(figure, "By chance").get_attribute("aria-pressed") == "true"
    assert figure.get_by_label("Your seed", exact=True).input_value() == "42"
    link, line = share(figure)
    assert hash_of(link) == "#figure=birth_death-1&view=chance&without=death&seed=42"
    shown = run_line(line)
    assert shown._spec["model"]["removed"] == ["death"]
    assert shown._spec["view"]["chance"]["runs"] == 20
    # What somebody else has shared does not replace the reader's own.
    page.reload()
    assert page.evaluate("localStorage.getItem('cold-to-warm seed')") != "42"


@pytest.mark.parametrize(
    ("hash_", "sentence", "now"),
    [
        (
            "surveillance-1&s=7&T=50",
            "Effector supply: 7 is beyond the slider, so it is 0.09 million cells per day.",
            "&s=0.09&T=50",
        ),
        ("surveillance-1&s=much&T=50", "Effector supply: “much” is not a number.", "&T=50"),
        ("surveillance-1&q=7&T=50", "This figure has no “q” that can be set.", "&T=50"),
        ("surveillance-1&scenario=9&T=50", "There is no scenario “9”; this figure has 4.", "&T=50"),
        ("surveillance-1&T=50&T=60", "It says “T” twice; the first is taken.", "&T=50"),
        (
            "surveillance-1&T=50&immunosuppression=50-40",
            "begins on day 50 and ends on day 40; it must end after it begins",
            "&T=50",
        ),
        (
            "surveillance-1&immunosuppression=1-40,30-50",
            "two windows overlap, day 1 to 40 and day 30 to 50",
            "",
        ),
        ("surveillance-1&immunosuppression=soon", "“soon” cannot be read as days.", ""),
        ("treg_rankl-1&rankl_injection=-3", "a dose on day -3 comes before the run begins", ""),
        ("treg_rankl-1&rankl_injection=0-60/0.001", "cannot be read as days.", ""),
        ("birth_death-1&seed=1.5", "“1.5” is no seed; it must be a whole number.", ""),
        ("birth_death-1&without=life", "This figure has no “life” that can be set.", ""),
        ("surveillance-1&view=phase", "no “view” that can be set", ""),
        ("surveillance-1&s=<b>1</b>", "Effector supply: “<b>1</b>” is not a number.", ""),
        ("surveillance-1&" + "x" * 7000, "too long to be a link to this figure", ""),
        ("surveillance-1&v=1&w=2&x=3&y=4&z=5", "And 2 more.", ""),
    ],
)
def test_what_a_link_gets_wrong_is_left_out_and_said_in_words(
    shared_page: Page, hash_: str, sentence: str, now: str
) -> None:
    key = hash_.split("&")[0]
    figure = figure_of(shared_page, key)
    shared_page.evaluate(BY_HASH, "#elsewhere")
    shared_page.evaluate(BY_HASH, f"#figure={hash_}")
    assert sentence in notice(figure)
    assert hash_of(share(figure)[0]) == f"#figure={key}{now}"
    figure.get_by_role("button", name="Close this notice").click()
    assert not figure.locator(".xp-notice").count()


@pytest.fixture(scope="module")
def shared_page(browser: Any, document: Path) -> Any:
    """Open one page for many links; nothing may go wrong on it."""
    # Small: what is painted costs more than what is read.
    page = browser.new_page(viewport={"width": 480, "height": 360})
    problems: list[str] = []
    page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("dialog", lambda dialog: problems.append(dialog.message))
    page.goto(document.as_uri())
    page.wait_for_selector(".xp-map canvas")
    for key in SPECS:
        share(figure_of(page, key))
    yield page
    page.close()
    assert not problems


def random_choice(rng: random.Random, model: Any) -> tuple[dict[str, float], list[dict[str, Any]]]:
    """Return values within their sliders, and courses that may be given."""
    items = [*model.parameters.values(), *model.states.values()]
    movable = [item for item in items if item.range]
    moved = rng.sample(movable, k=min(rng.randrange(5), len(movable)))
    values = {item.name: float(f"{rng.uniform(*item.range):.4g}") for item in moved}
    courses: list[dict[str, Any]] = []
    for name, treatment in model.treatments.items():
        if treatment.is_window:
            days = sorted(rng.sample(range(121), k=2 * rng.randrange(4)))
            ends = [day / 2 for day in days]
            courses += [
                {"name": name, "from": a, "to": b}
                for a, b in zip(ends[::2], ends[1::2], strict=True)
            ]
        else:
            for _ in range(rng.randrange(3)):
                first, step = rng.randrange(10), rng.choice([1, 7, 0.5])
                at = [first + k * step for k in range(rng.randrange(1, 7))]
                at += rng.sample([41.25, 43, 50], k=rng.randrange(3))
                courses.append({"name": name, "at": at, "dose": rng.choice([1, 2, 0.25])})
    return values, courses


def spelled(values: dict[str, float], courses: list[dict[str, Any]], names: list[str]) -> str:
    """Write an address as a person might, with nothing made short."""
    parts = [f"{name}={value!r}" for name, value in values.items()]
    for name in names:
        own = [course for course in courses if course["name"] == name]
        windows = [f"{c['from']:g}-{c['to']:g}" for c in own if "from" in c]
        pulses = [
            ",".join(f"{day:g}" for day in c["at"]) + f"x{c['dose']:g}" for c in own if "at" in c
        ]
        parts.append(f"{name}={','.join(windows) or ';'.join(pulses) or 'none'}")
    return "&".join(parts)


def test_forty_states_come_back_from_their_links_and_run_from_their_lines(
    shared_page: Page,
) -> None:
    rng = random.Random(20260711)
    wanted = []
    for _ in range(40):
        key = rng.choice(["surveillance-1", "treg_rankl-1"])
        model = MODELS[key.split("-")[0]]
        wanted.append((key, model, *random_choice(rng, model)))
    asked = [
        f"#figure={key}&{spelled(values, courses, [*model.treatments])}"
        for key, model, values, courses in wanted
    ]
    first = shared_page.evaluate(FIELDS, asked)
    again = shared_page.evaluate(FIELDS, [hash_of(link) for link, _ in first])
    assert again == first
    for (_, model, values, courses), (link, line) in zip(wanted, first, strict=True):
        assert len(hash_of(link)) < 300
        figure = run_line(line)
        assert figure._moved == {k: v for k, v in values.items() if v != model.values[k]} | {
            # A start that was set stays set, even where it is the model's own.
            k: v
            for k, v in values.items()
            if k in model.states
        }
        days = (0, figure._days[1])
        assert schedule(model, figure.treatments, days) == schedule(model, courses, days)


def test_the_line_names_what_was_changed_in_the_model_itself(shared_page: Page) -> None:
    ((_, line),) = shared_page.evaluate(FIELDS, ["#figure=gompertz-1&beta=0.1"])
    figure = run_line(line)
    assert figure._model == gompertz.without("chemotherapy").set(V=2)
    assert figure._moved == {"beta": 0.1}


HOSTILE = [
    "javascript:alert(1)",
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "');alert(1);//",
    "${alert(1)}",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "1e999",
    "-1e308",
    "NaN",
    "Infinity",
    "0x10",
    "%",
    "%E0%A4%A",
    "%00",
    "1-1e300",
    "0-1e9/1e-9",
    "1,2,3",
    "0-59/1x1e300",
    "none",
    "﷽",
    "\u202e",
    "a" * 9000,
]


def fuzzed(rng: random.Random) -> str:
    """Return an address: honest, out of range, hostile, or an honest one that was damaged."""
    key = rng.choice([*SPECS])
    model = MODELS[key.split("-")[0]]
    items = [*model.parameters, *model.states, *model.treatments]
    names = [*items, "scenario", "view", "axis", "pinned", "figure", *HOSTILE[:10]]
    numbers = [f"{rng.uniform(-1, 1) * 10 ** rng.uniform(-12, 12):.4g}" for _ in range(3)]
    parts = []
    for _ in range(rng.randrange(7)):
        name = rng.choice(names if rng.random() < 0.4 else items)
        prefix = "pinned." if rng.random() < 0.2 else ""
        parts.append(f"{prefix}{name}={rng.choice([*HOSTILE, *numbers, '45-63', '2', 'log'])}")
    values, courses = random_choice(rng, model)
    tail = "&".join(parts) if rng.random() < 0.7 else spelled(values, courses, [*model.treatments])
    letters = [*tail]
    if rng.random() < 0.4:
        for _ in range(min(len(letters), rng.randrange(1, 5))):
            letters[rng.randrange(len(letters))] = rng.choice("&=%#-,;x/.0e<>\"'é ")
    return f"#figure={key}&{''.join(letters)}"


def test_five_hundred_fuzzed_links_do_no_harm_and_leave_every_value_in_its_range(
    shared_page: Page,
) -> None:
    rng = random.Random(20260712)
    hashes = [fuzzed(rng) for _ in range(500)]
    found = shared_page.evaluate(FIELDS, hashes)
    moved = 0
    for hash_, (link, line) in zip(hashes, found, strict=True):
        key = hash_[8:].split("&")[0]
        assert hash_of(link).startswith(f"#figure={key}"), hash_
        model = MODELS[key.split("-")[0]]
        for name, value in options_of(line).get("values", {}).items():
            ends = (model.parameters.get(name) or model.states[name]).range
            assert ends, hash_
            assert ends[0] <= value <= ends[1], hash_
            moved += 1
        if rng.random() < 0.02:
            run_line(line)  # raises if Python would refuse any of it
    assert moved > 200
    assert shared_page.evaluate("Object.keys(Object.prototype)") == []
    # Alive after all that.
    shared_page.evaluate(BY_HASH, "#figure=surveillance-1&scenario=1")
    assert "eliminated" in said(figure_of(shared_page))


def test_copying_says_that_it_is_done_and_gives_the_text(open_page: Open) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    figure = figure_of(page)
    link, line = share(figure)
    for name, text in (("Copy link", link), ("Copy line", line)):
        button(figure, name).focus()
        page.keyboard.press("Enter")
        figure.get_by_text("Copied", exact=True).wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == text


def test_where_the_browser_refuses_to_copy_the_text_is_selected(open_page: Open) -> None:
    page = open_page()
    # As on a page that was not fetched over https.
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    figure = figure_of(page)
    link, _ = share(figure)
    button(figure, "Copy link").click()
    figure.get_by_text("It is selected: press Ctrl+C").wait_for()
    assert page.evaluate("getSelection().toString()") == link


def test_the_panel_follows_what_is_chosen(open_page: Open) -> None:
    figure = figure_of(open_page())
    assert share(figure)[0].endswith("#figure=surveillance-1")
    button(figure, "Large").click()
    assert share(figure)[0].endswith("#figure=surveillance-1&T=100")
    button(figure, "Log axis").click()
    assert share(figure)[0].endswith("&T=100&axis=log")
    button(figure, "Large, more supply").click()
    assert share(figure)[0].endswith("#figure=surveillance-1&scenario=4&axis=log")
    button(figure, "Reset").click()
    assert share(figure)[0].endswith("#figure=surveillance-1")


def test_what_the_number_box_shows_is_what_a_slider_sets(open_page: Open) -> None:
    page = open_page()
    figure = figure_of(page)
    slider = figure.locator("input[type=range][name=s]")
    box = slider.bounding_box()
    assert box
    page.mouse.click(box["x"] + 0.37 * box["width"], box["y"] + box["height"] / 2)
    page.evaluate(FOLLOWED)
    shown = figure.get_by_label("Effector supply, as a number").input_value()
    assert f"&s={shown}" in share(figure)[0]


def test_the_names_of_an_address_are_no_names_of_a_model() -> None:
    own = {"figure", "scenario", "view", "axis", "pinned"}
    for model in MODELS.values():
        assert not own & {*model.parameters, *model.states, *model.treatments}, model.name


def test_scenarios_are_a_story_that_is_told_by_keyboard_forwards_and_back(open_page: Open) -> None:
    page = open_page()
    figure = figure_of(page)
    previous, following = button(figure, "Previous"), button(figure, "Next")
    place = figure.locator(".xp-story-place")
    assert place.inner_text() == "4 scenarios"
    assert previous.get_attribute("aria-disabled") == "true"
    tops = "() => [...document.querySelectorAll('.xp-main, .xp-story > *')]\
.map((node) => Object.values(node.getBoundingClientRect().toJSON()).join())"
    before = page.evaluate(tops)
    following.focus()
    for n, (label, preset) in enumerate(STORY.items(), start=1):
        page.keyboard.press("Enter")
        page.evaluate(FOLLOWED)
        assert place.inner_text() == f"{n} of 4"
        assert button(figure, label).get_attribute("aria-pressed") == "true"
        assert figure.get_by_text(str(preset["look"]), exact=True).is_visible()
        heard = figure.locator(".xp-story [role=status]").inner_text()
        assert heard == f"Scenario {n} of 4, {label}: {preset['look']}"
        # Nothing jumps, and the focus stays for the next press.
        assert page.evaluate(tops) == before
        assert following.evaluate("node => node === document.activeElement")
    assert following.get_attribute("aria-disabled") == "true"
    page.keyboard.press("Enter")
    assert place.inner_text() == "4 of 4"
    previous.click()
    assert place.inner_text() == "3 of 4"


def test_whoever_strays_from_the_story_goes_on_where_they_left_it(open_page: Open) -> None:
    page = open_page(has_touch=True, viewport=(360, 740))
    figure = figure_of(page)
    button(figure, "Drugs").tap()
    figure.get_by_label("Effector supply, as a number").fill("0.02")
    page.evaluate(FOLLOWED)
    assert button(figure, "Drugs").get_attribute("aria-pressed") == "false"
    assert figure.locator(".xp-story-place").inner_text() == "2 of 4"
    button(figure, "Next").tap()
    assert button(figure, "Large").get_attribute("aria-pressed") == "true"
    box = button(figure, "Next").bounding_box()
    assert box
    assert box["height"] >= 24


@pytest.mark.parametrize("width", [320, 1300])
def test_no_width_makes_the_page_scroll_sideways(open_page: Open, width: int) -> None:
    page = open_page("#figure=surveillance-1&s=7&" + "y" * 60 + "=1", viewport=(width, 800))
    figure = figure_of(page)
    notice(figure)
    for name in ("Share", "Download"):
        button(figure, name).click()
        figure.locator(".xp-share, .xp-download").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_an_address_is_read_in_the_book_with_its_policy_and_its_theme(
    new_page: Open, built_book: Path
) -> None:
    page = new_page(offline=True)
    chapter = built_book / "notebooks" / "06-il6-and-resistance.html"
    page.goto(chapter.as_uri() + "#figure=il6-2&scenario=4")
    figure = page.locator("figure.explorer").nth(1)
    page.wait_for_function(
        "() => document.querySelector('.xp-story-place')?.textContent === '4 of 7'"
    )
    top = figure.bounding_box()
    assert top
    assert -5 < top["y"] < 160
    button(figure, "Next").click()
    assert figure.locator("input[type=range][name=u]").input_value() == "0.99"
    link, _ = share(figure)
    assert link == f"{chapter.as_uri()}#figure=il6-2&scenario=5"
    assert re.search(r"figure=il6-2&scenario=4$", page.url)


def test_every_figure_of_the_book_gives_a_line_that_python_runs(built_book: Path) -> None:
    """The specs alone tell: what is written for a model can be read again by its name."""
    seen = 0
    for path in built_book.rglob("*.html"):
        for written in re.findall(
            r'class="explorer-spec">(.*?)</script>', path.read_text("utf-8"), re.DOTALL
        ):
            spec = json.loads(written)["model"]
            model = MODELS[spec["name"]]
            if spec.get("removed"):
                model = model.without(*spec["removed"])
            model = model.set(**spec.get("set", {}))
            assert {p["name"]: p["value"] for p in spec["parameters"]} == {
                name: pytest.approx(model.values[name], rel=1e-12) for name in model.parameters
            }
            assert [t["name"] for t in spec["treatments"]] == [*model.treatments]
            seen += 1
    assert seen > 20
    assert np.isfinite(seen)
