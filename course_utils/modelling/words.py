"""Labels within sentences, where "Tumour cells" becomes "tumour cells" and "CAR T cells" stays."""

from __future__ import annotations

import re


def mid_sentence(label: str) -> str:
    """Write a label as it stands in the middle of a sentence.

    Examples
    --------
    >>> mid_sentence("Tumour cells"), mid_sentence("CD8 T cells"), mid_sentence("IL-6")
    ('tumour cells', 'CD8 T cells', 'IL-6')
    """
    a_word = re.match("[A-Z][a-z]", label)
    return label[0].lower() + label[1:] if a_word else label


def sentence_start(label: str) -> str:
    """Write a label as the first word of a sentence."""
    return label[:1].upper() + label[1:]
