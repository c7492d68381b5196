import pytest

from course_utils.modelling.words import mid_sentence, sentence_start


@pytest.mark.parametrize(
    ("label", "within"),
    [
        ("Tumour cells", "tumour cells"),
        ("Anakinra", "anakinra"),
        ("CAR T cells in blood", "CAR T cells in blood"),
        ("CD8 T cells", "CD8 T cells"),
        ("IL-1β", "IL-1β"),
        ("T-cell supply", "T-cell supply"),
        ("Stem-like tumour cells", "stem-like tumour cells"),
        ("RANKL", "RANKL"),
        ("PD-L1 switched on", "PD-L1 switched on"),
        ("", ""),
    ],
)
def test_names_keep_their_capitals_in_a_sentence_and_words_do_not(label: str, within: str) -> None:
    assert mid_sentence(label) == within


def test_a_sentence_begins_with_a_capital_and_keeps_the_others() -> None:
    assert sentence_start("loss of IL-6") == "Loss of IL-6"
    assert sentence_start("") == ""
