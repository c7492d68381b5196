"""Whoever reads with the keyboard, a screen reader, large type or few colours can use it all.

Pages are found by walking the book, so a new page is tested because it is there. A new part of
a page, or a new thing that can be done with one, gets a line in `STATES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import quiz
from tests.browser.alive import ALL_LIVE
from tests.browser.axe import faults

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

NewPage = Callable[..., "Page"]

WIDTHS = (1300, 360)
SCHEMES = ("light", "dark")
# Painted, and at the end of every transition, in which colours are on their way. A browser that
# does not paint for seconds, which one in a crowd may do, holds nothing up.
AT_REST = """() => Promise.race([
    new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
        .then(() => Promise.all(document.getAnimations().map((animation) => animation.finished))),
    new Promise((done) => setTimeout(done, 5000)),
]).then(() => null)"""
# axe-core reads the whole page for every part of it, so the rest of a long page goes.
# What a part is made of. Two that are made alike differ in words and curves; as they open, all
# of them are looked at.
MADE = """(part) => [
  part.className,
  part.dataset.xpView,
  part.dataset.predict,
  ...[...part.querySelectorAll(".xp-tool")].map((tool) => tool.textContent),
  part.querySelectorAll(".xp-chip").length > 0,
  part.querySelectorAll(".xp-story").length,
  ...[...part.querySelectorAll(".xp-strip-row")].map((row) => row.className),
  part.querySelectorAll(".xp-strip-row").length,
].join()"""
ALONE = """(selector) => {
  const parts = [...document.querySelectorAll(selector)];
  const prune = (node) => [...node.children].forEach((child) => {
    if (parts.includes(child)) return;
    if (parts.some((part) => child.contains(part))) prune(child);
    else child.remove();
  });
  prune(document.body);
}"""
FONTS_LOADED = "() => document.fonts.status === 'loaded'"


def click(part: Locator, selector: str) -> bool:
    """Click everything inside that fits, and say whether there was anything."""
    # Handles, not locators: what is checked no longer fits a search for the unchecked.
    found = [item for item in part.locator(selector).element_handles() if item.is_visible()]
    for item in found:
        # One click may leave no room for the next.
        if item.is_enabled():
            item.click()
    return bool(found)


def press(name: str) -> Callable[[Locator], bool]:
    return lambda part: click(part, f"button:text-is('{name}')")


def sketch(part: Locator) -> bool:
    """Draw a guess where one is asked for, and leave the keyboard on its last point."""
    points = part.locator(".xp-point:visible")
    for point in points.all():
        point.press("ArrowUp")
    return points.count() > 0


def use_the_strip(part: Locator) -> bool:
    """Give every treatment once more, and leave the keyboard on a handle that was moved."""
    if not click(part, "button[aria-label*=': add a ']"):
        return False  # nothing can be given
    handle = part.locator(".xp-handle >> nth=0")
    handle.focus()
    before = handle.get_attribute("aria-valuetext")
    handle.press("ArrowRight")
    return handle.get_attribute("aria-valuetext") != before


def take_out(part: Locator) -> bool:
    if not press("Break it")(part):
        return False
    part.locator(".xp-knockout input").last.uncheck()
    part.locator(".xp-verdicts, .xp-tally").first.wait_for()
    return True


def find_the_best_fit(part: Locator) -> bool:
    if not panel("Fit")(part):
        return False
    click(part, ".xp-fit > button")
    part.locator(".xp-fit .xp-tally", has_text="of squares").wait_for()
    return True


def pick_a_patient(part: Locator) -> bool:
    if part.get_attribute("data-xp-view") != "trial":
        return False
    part.locator(".xp-same > summary").click()  # which is fetched first
    part.locator(".xp-course-of svg").wait_for()
    return True


def refuse(part: Locator) -> bool:
    numbers = part.locator("input[type=number]:visible")
    if not numbers.count():
        return False
    numbers.first.fill("1e99")
    part.locator(".xp-error:visible").wait_for()
    return True


def panel(name: str) -> Callable[[Locator], bool]:
    """Open a panel, which has to be fetched first."""

    def unfold_panel(part: Locator) -> bool:
        found = press(name)(part)
        if found:
            part.locator(f".xp-{name.lower()}").wait_for()
        return found

    return unfold_panel


def open_a_bad_link(part: Locator) -> bool:
    """Open a link to the page's first figure of this model, which this one is, with a mistake."""
    if not part.evaluate("figure => 'explorer' in figure"):
        return False  # a figure in space has no link
    # A figure that was taken away may have had the same address, to which one goes only once.
    part.evaluate(
        "figure => { location.hash = ''; "
        "location.hash = `#figure=${figure.dataset.model}-1&nothing=1`; }"
    )
    part.locator(".xp-notice").wait_for()
    return True


def show_a_section(part: Locator) -> bool:
    shown = part.get_by_label("Show", exact=True)
    if not shown.count():
        return False
    shown.select_option("section")
    return True


def choose(kind: str, *, right: bool) -> Callable[[Locator], bool]:
    """Give the first question of a kind a right or a wrong choice; of many, half of it right."""

    def answer(part: Locator) -> bool:
        for question in quiz.questions(part, kind)[:1]:
            good, bad = quiz.choices(question)
            both = (good[0], bad[0]) if kind == "many" else (bad[0],)
            quiz.tick(question, *(good if right else both))
            quiz.check(question)
            return True
        return False

    return answer


def number(near: bool) -> Callable[[Locator], bool]:
    """Give the first question for a number one that is nearly right, or far from it."""

    def answer(part: Locator) -> bool:
        for question in quiz.questions(part, "number")[:1]:
            wanted = quiz.the_answer(question)
            tolerance = float(question.locator(".qz-value").get_attribute("data-tolerance") or 0)
            off = 2 * tolerance * (abs(wanted) or 1) if near else 1e6
            question.locator("input").fill(repr(wanted + off))
            quiz.check(question)
            return True
        return False

    return answer


def check_nothing(part: Locator) -> bool:
    quiz.check(part.locator("form").last)
    return True


# What a reader can do with a part of a page. Each is done on top of those before it, and the
# part is looked at after each; as it opens it is looked at with its page.
STATES: dict[str, dict[str, Callable[[Locator], bool]]] = {
    "figure.explorer": {
        "with a sketched guess": sketch,
        "with the guess beside the run": press("Show me"),
        "with a scenario": lambda part: click(part, ".xp-chip >> nth=-1"),
        "with the next scenario of a story": press("Next"),
        "with every treatment": lambda part: click(part, "input[type=checkbox]:not(:checked)"),
        "with the treatment strip in use": use_the_strip,
        "with a logarithmic axis": press("Log axis"),
        "with a pinned run": press("Pin this run"),
        "with a link to share": panel("Share"),
        "with downloads": panel("Download"),
        "with a bad link": open_a_bad_link,
        "with all parameters": lambda part: click(part, ".xp-more > summary"),
        "with the data table": lambda part: click(part, ".xp-data > summary"),
        "with one patient of a trial": pick_a_patient,
        "with cells placed": press("Place here"),
        "as a stained section": show_a_section,
        "in the other view": lambda part: click(part, ".xp-switch [aria-pressed=false]"),
        "with a process taken out": take_out,
        "with the best fit": find_the_best_fit,
        "with a refused number": refuse,
    },
    ".quiz": {
        "with nothing chosen": check_nothing,
        "with a wrong choice": choose("one", right=False),
        "with the answer unfolded": lambda part: click(part, "summary"),
        "with a right choice": choose("one", right=True),
        "with a choice half right": choose("many", right=False),
        "with a number far off": number(near=False),
        "with a number nearly right": number(near=True),
    },
    "details.folded": {
        "folded again": lambda part: click(part, ":scope > summary"),
    },
}


def addresses(book: Path) -> Iterator[tuple[str, str]]:
    """Return name and address of every page of the book."""
    for path in sorted(book.rglob("*.html")):
        name = path.relative_to(book).as_posix()
        # Of the theme; and the page that only sends the reader on.
        if name.startswith("_static/") or name == "index.html":
            continue
        # Frames differ in nothing but the figure, so one of each chapter is enough.
        if not in_a_frame(name) or name.endswith("-1.html"):
            yield name, path.resolve().as_uri()


def in_a_frame(name: str) -> bool:
    """Say whether a page shows one figure of a chapter alone, so that the chapter's is enough."""
    return name.startswith("embed/")


def open_page(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function(ALL_LIVE, timeout=15_000)
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_function(FONTS_LOADED, timeout=15_000)
    page.evaluate(AT_REST)


def unfold(page: Page) -> None:
    """Open what is folded away in the text: solutions, code, hints."""
    page.evaluate(
        """() => document.querySelectorAll(".bd-article details:not(figure details, .quiz details)")
            .forEach((fold) => { fold.open = true; })"""
    )


def in_use(page: Page, done: set[str] | None = None) -> Iterator[tuple[str, Locator]]:
    """Go through the states of every part of a page; a part that is done is taken away.

    A live figure that is made as one in `done` is passed over; those gone through are added.
    """
    for selector, states in STATES.items():
        part = page.locator(selector).first
        while part.count():
            made: str = part.evaluate(MADE)
            for state, reach in states.items() if done is None or made not in done else ():
                if reach(part):
                    page.evaluate(AT_REST)
                    yield state, part
            if done is not None and selector == "figure.explorer":
                done.add(made)
            part.evaluate("(part) => part.remove()")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_no_fault_on_any_page_in_any_state(
    new_page: NewPage, built_book: Path, scheme: str, width: int
) -> None:
    page = new_page(offline=True, color_scheme=scheme, viewport=(width, 900))
    found = []
    looked_at: set[str] = set()
    done: set[str] = set()
    # What stands below a narrow chart stands nowhere else, so every state is looked at wide and
    # narrow, and light and dark. In the other two ways only colours can differ from these.
    in_every_state = (scheme, width) in zip(SCHEMES, WIDTHS, strict=True)
    only_colours = not in_every_state
    for name, address in addresses(built_book):
        open_page(page, address)
        if not in_a_frame(name):  # whose colours follow the reader's without the theme's name
            assert page.locator("html").get_attribute("data-theme") == scheme
        unfold(page)
        found += [f"{name}: {fault}" for fault in faults(page, only_colours=only_colours)]
        if in_a_frame(name) or not in_every_state:
            continue
        wanted = [
            selector
            for selector, states in STATES.items()
            # Only live figures differ from each other in more than their words.
            if selector == "figure.explorer" or not states.keys() <= looked_at
        ]
        page.evaluate(ALONE, ", ".join(wanted))
        for state, part in in_use(page, done):
            looked_at.add(state)
            faulty = faults(page, part, only_colours=only_colours)
            found += [f"{name}, {state}: {fault}" for fault in faulty]
    assert not found, "\n".join(found)
    # A button with another name would otherwise leave its state untested in silence.
    assert not in_every_state or looked_at == {s for states in STATES.values() for s in states}


def test_nothing_in_use_is_wider_than_the_smallest_phone(
    new_page: NewPage, built_book: Path
) -> None:
    page = new_page(offline=True, viewport=(320, 640))
    width = "() => document.documentElement.scrollWidth"
    for name, address in addresses(built_book):
        open_page(page, address)
        unfold(page)
        assert page.evaluate(width) <= 320, name
        if in_a_frame(name):
            continue
        for state, _ in in_use(page):
            assert page.evaluate(width) <= 320, (name, state)


def test_a_wide_table_shows_all_of_a_row_on_a_phone(new_page: NewPage, built_book: Path) -> None:
    page = new_page(offline=True, viewport=(360, 740))
    rows = 0
    for name, address in addresses(built_book):
        open_page(page, address)
        unfold(page)
        cut = page.evaluate(
            """() => [...document.querySelectorAll("table.stacks")]
                .map((table) => table.parentElement)
                .filter((frame) => frame.scrollWidth > frame.clientWidth).length"""
        )
        assert not cut, name
        rows += page.locator("table.stacks .column-name:visible").count()
    assert rows


def test_what_the_keyboard_is_on_can_be_seen(new_page: NewPage, built_book: Path) -> None:
    page = new_page(offline=True, reduced_motion="reduce")
    reached = 0
    for name, address in addresses(built_book):
        open_page(page, address)
        unfold(page)
        # After this, a browser takes whatever gets the focus for reached by keyboard.
        page.keyboard.press("Tab")
        unmarked, focused = page.evaluate(
            """() => {
                const look = (node) => {
                    const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor,
                        backgroundColor, textDecoration } = getComputedStyle(node);
                    const outline = outlineStyle === "none" || parseFloat(outlineWidth) < 1
                        ? "" : outlineStyle + outlineColor;
                    return [outline, boxShadow, borderColor, backgroundColor, textDecoration]
                        .join();
                };
                const unmarked = [];
                let focused = 0;
                document.activeElement.blur();
                for (const node of document.querySelectorAll(
                    "a[href], button, input, select, textarea, summary, [tabindex='0']")) {
                    if (!node.checkVisibility() || node.disabled) continue;
                    const before = look(node);
                    node.focus();
                    if (document.activeElement !== node) continue;
                    focused += 1;
                    if (look(node) === before) unmarked.push(node.outerHTML.slice(0, 120));
                    node.blur();
                }
                return [unmarked, focused];
            }"""
        )
        assert not unmarked, (name, unmarked)
        reached += focused
    assert reached > 100


def test_whoever_wants_no_motion_sees_none(new_page: NewPage, built_book: Path) -> None:
    page = new_page(offline=True, reduced_motion="reduce")
    for name, address in addresses(built_book):
        open_page(page, address)
        moving = page.evaluate(
            """() => {
                const longest = (text) => Math.max(...text.split(",").map(parseFloat));
                const moves = (node) => {
                    const style = getComputedStyle(node);
                    return longest(style.transitionDuration) > 0.01
                        || (style.animationName !== "none"
                            && longest(style.animationDuration) > 0.01)
                        || style.scrollBehavior === "smooth";
                };
                return [...document.querySelectorAll("*")].filter(moves)
                    .map((node) => node.outerHTML.slice(0, 100));
            }"""
        )
        assert not moving, (name, moving[:5])


def test_few_colours_are_enough_to_see_what_is_set(new_page: NewPage, built_book: Path) -> None:
    page = new_page(offline=True, forced_colors="active")
    open_page(page, (built_book / "book" / "index.html").resolve().as_uri())
    figure = page.locator("figure.explorer").first

    def looks(selector: str) -> bytes:
        page.mouse.move(0, 0)
        page.evaluate("() => document.activeElement.blur()")
        page.evaluate(AT_REST)
        return figure.locator(selector).first.screenshot()

    button = ".xp-tool[aria-pressed]"
    unpressed = looks(button)
    figure.locator(button).click()
    assert looks(button) != unpressed

    slider = "input[type=range]"
    ends = []
    for key in ("Home", "End"):
        figure.locator(slider).first.press(key)
        ends.append(looks(slider))
    assert ends[0] != ends[1]

    box = "input[type=checkbox]"
    unchecked = looks(box)
    figure.locator(box).first.check()
    assert looks(box) != unchecked
    with_bar = looks(".xp-strip-row")
    figure.locator(".xp-bar").first.evaluate("(bar) => { bar.style.visibility = 'hidden'; }")
    assert looks(".xp-strip-row") != with_bar
