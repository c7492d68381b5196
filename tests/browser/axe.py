"""Ask axe-core what is wrong with a page; https://github.com/dequelabs/axe-core names its rules.

Contrast takes axe most of its time, because it asks for every text what lies behind it. On a whole
page, texts that agree in everything on which their contrast depends are therefore looked at in
samples: of each kind the first, the middle and the last. All other rules see every element.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

# Rules that a page of the book may break, each with its reason: faults of the theme that cannot
# be mended from outside. There is none.
ALLOWED: dict[str, str] = {}

# The only rules that depend on whether a page is light or dark.
COLOURS = ("color-contrast", "link-in-text-block")

_OPTIONS = {
    "resultTypes": ["violations"],
    # It would ask for the stylesheets once more, which a page without a server may not.
    "preload": False,
}
# Of WCAG 2.2, and still off by default: 24 pixels, or room around what is smaller.
_MORE: dict[str, Any] = {"target-size": {"enabled": True}}
_EVERY = _OPTIONS | {"rules": _MORE}
_EVERY_OTHER = _OPTIONS | {"rules": _MORE | {rule: {"enabled": False} for rule in COLOURS}}
_COLOURS = _OPTIONS | {"runOnly": {"type": "rule", "values": list(COLOURS)}}

_SAMPLES = """(root) => {
  // What lies behind a node, and whatever else of its ancestors changes how its text looks: a
  // number for each stack of layers.
  const layers = new Map(), stacks = new Map();
  const behind = (node) => {
    if (!node) return 0;
    if (!stacks.has(node)) {
      const s = getComputedStyle(node);
      const own = [s.backgroundColor, s.backgroundImage, s.opacity, s.filter, s.mixBlendMode,
        s.clip, s.clipPath, s.visibility, s.position === "static" ? "" : s.position].join("|");
      const below = behind(node.parentElement);
      const key = `${below}<${own}`;
      const plain = own === "rgba(0, 0, 0, 0)|none|1|none|normal|auto|none|visible|";
      if (!plain && !layers.has(key)) layers.set(key, layers.size + 1);
      stacks.set(node, plain ? below : layers.get(key));
    }
    return stacks.get(node);
  };
  const kinds = new Map();
  for (const node of [root, ...root.querySelectorAll("*")]) {
    const text = [...node.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!text && !node.matches("input, select, textarea")) continue;
    if (!node.checkVisibility()) continue;
    const s = getComputedStyle(node), box = node.getBoundingClientRect();
    const above = node.parentElement && getComputedStyle(node.parentElement).color;
    const kind = [node.tagName, behind(node), s.color, above, s.fontSize, s.fontWeight,
      s.textShadow, s.textDecorationLine, s.display, s.webkitTextStroke,
      node.matches(":disabled, [aria-disabled=true]"), box.width <= 1 || box.height <= 1,
      box.right + scrollX <= 0 || box.bottom + scrollY <= 0].join("|");
    kinds.set(kind, [...(kinds.get(kind) ?? []), node]);
  }
  return [...kinds.values()].flatMap((all) =>
    [...new Set([all[0], all[Math.floor(all.length / 2)], all.at(-1)])]);
}"""

_PART = "async ([part, options]) => (await axe.run(part, options)).violations"
_PAGE = f"""async ([others, colours]) => {{
  const found = others ? (await axe.run(document, others)).violations : [];
  const include = ({_SAMPLES})(document.body);
  return found.concat((await axe.run({{ include }}, colours)).violations);
}}"""


def faults(page: Page, inside: Locator | None = None, *, only_colours: bool = False) -> list[str]:
    """Return a line for each element that breaks a rule, on the page or inside an element.

    Parameters
    ----------
    page
        The page as it is now.
    inside
        The element to look at; the whole page if None.
    only_colours
        Leave out the rules that do not depend on colours.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]]
    if inside:
        options = _COLOURS if only_colours else _EVERY
        found = page.evaluate(_PART, [inside.element_handle(), options])
    else:
        found = page.evaluate(_PAGE, [None if only_colours else _EVERY_OTHER, _COLOURS])
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:160]}"
        for rule in found
        if rule["id"] not in ALLOWED
        for node in rule["nodes"]
    ]
