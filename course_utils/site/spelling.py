"""American spellings for the search: *tumor* finds what *tumour* finds.

Every word that is put into the index of the search, and every word that is searched for, is first
spelt as the book spells it. So neither the index nor the list of results grows, and the titles of
American papers are found by both spellings.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from sphinx.search.en import SearchEnglish

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# American pattern and British replacement, for Python and JavaScript alike: within a word of small
# letters, with groups as JavaScript names them, and without looking behind, which older Safari
# cannot. Both sides go through them, so a word that is changed for nothing is still found.
SPELLINGS: tuple[tuple[str, str], ...] = (
    # -our; of the same spelling are tumorigenic, colorectal, collaborate, humoral.
    (r"tumor(?!i)", "tumour"),
    (r"color(?!ad|ect|im)", "colour"),
    (r"^(un)?favor", "$1favour"),
    (r"^(behavi|neighb|harb|flav|arm|endeav)or", "$1our"),
    (r"^(lab|hum|rig|vig|vap)or(?=s?$|ed$|ing$)", "$1our"),
    # ae and oe.
    (r"^(anti)?estr(?=ogen|adiol|us$|ous$)", "$1oestr"),
    (r"(leuk|an|isch|glyc|vir|bacter|septic|hypox|tox|ur)emi(?=as?$|cs?$)", "$1aemi"),
    (r"^hem(?=at|o)", "haem"),
    (r"(^|[^o])edema", "$1oedema"),
    (r"(^|[^o])esophag", "$1oesophag"),
    (r"^anesth", "anaesth"),
    (r"^pediatr", "paediatr"),
    (r"^gynecolog", "gynaecolog"),
    (r"^etiolog", "aetiolog"),
    (r"^diarrhea", "diarrhoea"),
    # -re; a parameter stays one.
    (r"(cent|fib|lit|(?:centi|milli|micro|nano|kilo)met)er(?=s?$)", "$1re"),
    (r"center(?=ed$|ing$)", "centr"),
    # -ise and -yse; size, prize and their like stay.
    (
        r"^(?!resiz|(?:[a-z]*[^aeiou])?siz)([a-z]{3,})iz(?=(?:e|ed|es|er|ers|ing|able|ation(?:s|al)?)$)",
        "$1is",
    ),
    (r"lyz(?=e|ing$)", "lys"),
    # One l for two, and two for one.
    (
        r"^((?:un|re)?(?:signal|model|label|travel|channel|cancel|level))(?=(?:ed|ing|ers?)$)",
        "$1l",
    ),
    (r"^(enro|fulfi)ll(?=s?$|ment)", "$1l"),
    # Others.
    (r"^(def|off|lic)ense(?=s?$)", "$1ence"),
    (r"^(cata|ana|homo|ortho)log(?=s?$)", "$1logue"),
    (r"^gray(?=s?$|ish$|scale$)", "grey"),
    (r"^artifact", "artefact"),
    (r"^skeptic", "sceptic"),
    (r"^aging$", "ageing"),
)
_RULES = tuple((re.compile(us), gb.replace("$", "\\")) for us, gb in SPELLINGS)

# It runs after Sphinx's own script of the search. The splitter takes the place of Sphinx's, whose
# expression it repeats, and finds words; titles are compared with the query as a whole.
_SCRIPT = r"""
{
  const spellings = SPELLINGS.map(([us, gb]) => [new RegExp(us, "g"), gb]);
  const british = (word) => {
    const small = word.toLowerCase();
    const spelt = spellings.reduce((so, [us, gb]) => so.replace(us, gb), small);
    return spelt === small ? word : spelt;
  };
  var splitQuery = (query) => query
    .split(/[^\p{Letter}\p{Number}_\p{Emoji_Presentation}]+/gu)
    .filter((word) => word)
    .map(british);
  if (typeof Search !== "undefined") {
    const find = Search.query;
    Search.query = (query) => find(query.replace(/[\p{Letter}\p{Number}_]+/gu, british));
  }
}
"""


def british(word: str) -> str:
    """Return a word as the book spells it, in small letters if that changes it."""
    spelt = word.lower()
    for american, replacement in _RULES:
        spelt = american.sub(replacement, spelt)
    return word if spelt == word.lower() else spelt


class English(SearchEnglish):
    """Sphinx's English with one spelling for words that have two."""

    js_splitter_code = _SCRIPT.replace("SPELLINGS", json.dumps(SPELLINGS))

    def split(self, text: str) -> list[str]:
        """Return the words of a text, spelt as the book spells them."""
        return [british(word) for word in super().split(text)]


def setup(app: Sphinx) -> None:
    """Let the search know both spellings."""
    app.add_search_language(English)
