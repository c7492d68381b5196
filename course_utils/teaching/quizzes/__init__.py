"""The questions at the end of a chapter, which answer back.

Ready-made ones were tried first. jupyterquiz 2.9.6: its identifiers are drawn anew on each run, so
an output can never be validated; each quiz carries 38 kB of script as a string, which JupyterLab
runs only after the cell was run again; nothing of it can be read without JavaScript; there is
no group with a name and no live region; axe finds a number box without label (critical); formulas
load MathJax from another host. sphinx-yaq 0.1.0 and sphinx-quiz 0.1.0 exist in Sphinx only, not in
JupyterLab; the first shows nothing without JavaScript and fails axe's contrast, the second is a
game that fills the screen under a theme of its own.
"""

from course_utils.teaching.quizzes.page import quiz_html
from course_utils.teaching.quizzes.questions import (
    Near,
    Option,
    Question,
    QuestionError,
    read_questions,
)
from course_utils.teaching.quizzes.widget import Quiz, quiz

__all__ = [
    "Near",
    "Option",
    "Question",
    "QuestionError",
    "Quiz",
    "quiz",
    "quiz_html",
    "read_questions",
]
