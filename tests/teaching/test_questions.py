"""A chapter's file of questions is read whole, or one sentence says what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from course_utils.teaching.quizzes import (
    Near,
    Option,
    QuestionError,
    quiz,
    quiz_html,
    read_questions,
)
from course_utils.teaching.quizzes.inline import inline_html

ONE = """
[[question]]
id = "7.1"
kind = "one"
text = "Which *cell* kills?"
explanation = "T cells kill."
[[question.option]]
text = "The T cell."
right = true
[[question.option]]
text = "The virus <b>."
feedback = "A virus is no cell."
"""
MANY = """
[[question]]
id = "7.2"
kind = "many"
text = "Which two?"
explanation = "Because."
[[question.option]]
text = "This."
right = true
feedback = "Yes."
[[question.option]]
text = "That."
right = true
[[question.option]]
text = "Neither."
feedback = "One of them does."
"""
NUMBER = """
[[question]]
id = "7.3"
kind = "number"
text = '''
How long is $2 t$?
In days.
'''
answer = 10
tolerance = 0.02
unit = "days"
hint = "Count."
explanation = "Ten."
[[question.near]]
value = 5
feedback = "That is $t$."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def write(folder: Path, text: str, name: str = "07.toml") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_each_kind_of_question_is_read(folder: Path) -> None:
    write(folder, ONE + MANY + NUMBER)
    one, many, number = read_questions(7, folder)
    assert (one.id, one.kind, one.explanation) == ("7.1", "one", "T cells kill.")
    assert one.options == (
        Option("The T cell.", True),
        Option("The virus <b>.", False, "A virus is no cell."),
    )
    assert [option.right for option in many.options] == [True, True, False]
    assert number.text == "How long is $2 t$? In days."
    assert (number.answer, number.tolerance, number.unit, number.hint) == (
        10,
        0.02,
        "days",
        "Count.",
    )
    assert number.near == (Near(5, "That is $t$."),)


def test_a_chapter_may_be_named_by_number_or_by_text(folder: Path) -> None:
    write(folder, ONE)
    assert read_questions("7", folder) == read_questions(7, folder)


def test_a_file_that_is_no_chapter_is_passed_over(folder: Path) -> None:
    write(folder, "nonsense", "notes.toml")
    write(folder, ONE)
    assert len(read_questions(7, folder)) == 1


def replaced(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


MISTAKES = {
    "no TOML": ("[[question", "07.toml is not valid TOML"),
    "no question": ("# nothing yet", "07.toml holds no [[question]]."),
    "a key of its own": ("title = 'x'", "no key called 'title'"),
    "questions that are text": ("question = 'x'", "question must be tables"),
    "another id": (replaced(ONE, '"7.1"', '"8.1"'), "question 1: the id is '8.1', but it must be"),
    "no id": (replaced(ONE, 'id = "7.1"', ""), "07.toml, question 1: id is missing."),
    "an id twice": (ONE + ONE, "2 questions have the id '7.1'"),
    "another kind": (replaced(ONE, '"one"', '"some"'), "must be one of one, many, number"),
    "a misspelt key": (
        replaced(ONE, "explanation", "explenation"),
        "no key called 'explenation'",
    ),
    "no text": (replaced(ONE, "Which *cell* kills?", " "), "(id 7.1): text is missing."),
    "no explanation": (
        replaced(ONE, 'explanation = "T cells kill."', ""),
        "explanation is missing",
    ),
    "text that is a number": (replaced(ONE, '"T cells kill."', "3"), "must be text in quotation"),
    "an option of its own kind": (
        replaced(ONE, "right = true", "correct = true"),
        "option 1 has no key called 'correct'",
    ),
    "right that is text": (replaced(ONE, "right = true", "right = 'yes'"), "must be true or false"),
    "no feedback": (
        replaced(ONE, 'feedback = "A virus is no cell."', ""),
        "option 2: 'The virus <b>.' is wrong and has no feedback",
    ),
    "one option": (ONE[: ONE.rindex("[[question.option]]")], "1 option to choose from"),
    "the same option twice": (
        replaced(ONE, "The virus <b>.", "The T cell."),
        "2 options say 'The T cell.'",
    ),
    "nothing right": (
        replaced(ONE, "right = true", "feedback = 'x'"),
        "no option is right",
    ),
    "two right of one": (replaced(MANY, '"many"', '"one"'), "2 options are right, but the kind is"),
    "a choice with a tolerance": (
        replaced(ONE, "kind", "tolerance = 0.1\nkind"),
        "no key called 'tolerance'",
    ),
    "no answer": (replaced(NUMBER, "answer = 10", ""), "answer is missing; give a number."),
    "an answer in words": (replaced(NUMBER, "= 10", "= 'ten'"), "it must be a finite number"),
    "an answer that is true": (replaced(NUMBER, "= 10", "= true"), "it must be a finite number"),
    "an infinite answer": (replaced(NUMBER, "= 10", "= inf"), "it must be a finite number"),
    "no tolerance": (replaced(NUMBER, "tolerance = 0.02", ""), "tolerance is missing"),
    "too much tolerance": (replaced(NUMBER, "0.02", "1.5"), "above 0 and below 1"),
    "a misconception that is right": (replaced(NUMBER, "value = 5", "value = 9.8"), "too close to"),
    "a misconception without words": (
        replaced(NUMBER, 'feedback = "That is $t$."', ""),
        "near 1: feedback is missing",
    ),
    "a formula that cannot be read": (
        replaced(NUMBER, "$2 t$", r"$\nonsense$"),
        r"(id 7.3): text cannot be shown. The formula $\nonsense$ cannot be read",
    ),
    "a link to nowhere": (
        replaced(ONE, "A virus is", "[A virus](#figur=a-1) is"),
        "feedback cannot be shown. The link to '#figur=a-1' leads nowhere: write https://",
    ),
    "a link to a value without name": (
        replaced(ONE, "A virus is", "[A virus](#figure=a-1&2) is"),
        "The link to '#figure=a-1&2' leads nowhere",
    ),
    "a link with a space": (
        replaced(ONE, "A virus is", "[A virus](#figure=a-1&scenario=No cell) is"),
        "feedback cannot be shown. A link is broken",
    ),
    "a link that would run": (
        replaced(ONE, "A virus is", "[A virus](javascript:alert) is"),
        "feedback cannot be shown. A link is broken",
    ),
    "a question that leads to a figure": (
        replaced(ONE, "*cell*", "[cell](#figure=a-1&s=2)"),
        "text leads to a figure, but only feedback may",
    ),
    "a misconception with other keys": (
        replaced(NUMBER, "value = 5", "number = 5"),
        "near 1 has no key called 'number'",
    ),
}


@pytest.mark.parametrize(("text", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_sentence_that_names_it(folder: Path, text: str, said: str) -> None:
    write(folder, text)
    with pytest.raises(QuestionError) as error:
        read_questions(7, folder)
    message = str(error.value)
    assert said.lower() in message.lower()
    assert message.endswith(".")
    assert "\n" not in message


def test_a_chapter_without_questions_is_told_which_have_some(folder: Path) -> None:
    write(folder, ONE)
    with pytest.raises(QuestionError, match=r"no questions for chapter '9'; .* for chapter: 7"):
        read_questions(9, folder)


@pytest.mark.parametrize("chapter", ["", "two", "07", None, -1, 2.5])
def test_nonsense_for_a_chapter_is_told_which_there_are(chapter: str | int) -> None:
    with pytest.raises(QuestionError, match=r"there are for chapter: .*2"):
        quiz(chapter)


def test_the_questions_are_on_the_page_and_the_answers_folded_below(folder: Path) -> None:
    write(folder, ONE + MANY + NUMBER)
    html = quiz_html(7, read_questions(7, folder))
    questions = html.split("<form ")[1:]
    assert len(questions) == 3
    for place, question in enumerate(questions, start=1):
        shown, _, folded = question.partition("<details")
        assert f"Question {place} of 3" in shown
        assert "<fieldset>\n<legend>" in shown
        assert "data-right" not in shown
        assert f"<summary>Answer to question {place}</summary>" in folded
        assert 'class="qz-explanation"' in folded
    assert questions[0].count('type="radio"') == 2
    assert questions[1].count('type="checkbox"') == 3
    assert 'type="number"' in questions[2]
    assert "<em>cell</em>" in html
    # Markup in a question is text.
    assert "The virus &lt;b&gt;." in html
    assert "<math" in html


def test_a_formula_that_cannot_be_read_is_named() -> None:
    with pytest.raises(ValueError, match=r"The formula \$\\nonsense\$ cannot be read"):
        inline_html(r"As in $\nonsense$.")


@pytest.mark.parametrize(
    ("written", "carried"),
    [
        ("[*Both*](#figure=a_b-12)", "#figure=a_b-12"),
        ("[*Both*](#figure=a-1&scenario=2&s=0.4)", "#figure=a-1&amp;scenario=2&amp;s=0.4"),
        ("[*Both*](<#figure=a-1&scenario=70 %>)", "#figure=a-1&amp;scenario=70%20%25"),
    ],
)
def test_words_carry_a_link_to_a_figure_and_are_no_link_yet(written: str, carried: str) -> None:
    assert inline_html(written) == f'<span data-figure="{carried}"><em>Both</em></span>'


def test_a_web_address_is_a_link_as_it_is() -> None:
    html = inline_html("[a](#figure=a-1&s=2) [b](https://x.org) [c](#figure=a-2)")
    assert html.count("<span data-figure=") == html.count("</span>") == 2
    assert '<a href="https://x.org">b</a>' in html


def test_a_quiz_looks_the_same_on_each_run() -> None:
    first, second = (quiz(2)._repr_mimebundle_()[0] for _ in range(2))
    for kind in ("text/plain", "text/html"):
        assert first[kind] == second[kind]
    assert first["text/plain"] == f"Quiz(chapter 2, {len(read_questions(2))} questions)"


def test_a_chapter_may_ask_some_of_its_questions_where_they_belong() -> None:
    ids = [question.id for question in read_questions(2)]
    html = quiz("2", range(2, 4))._repr_mimebundle_()[0]["text/html"]
    assert [id_ for id_ in ids if f'data-id="{id_}"' in html] == ids[1:3]
    assert "Question 1 of 2" in html


def test_a_number_that_no_question_has_is_told_which_there_are() -> None:
    with pytest.raises(QuestionError, match=r"Chapter 2 has no question \[99\]; it has: 2.1, "):
        quiz(2, [99])
