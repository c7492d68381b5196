"""The questions at the end of a chapter, which answer back.

Why not a ready-made one: each was run, with axe and without a network, before this was written.

jupyterquiz 2.9.6
    Its identifiers are drawn anew on each run, so an output can never be validated. Each quiz
    carries 40 kB of script as a string, which JupyterLab runs only after the cell was run again.
    Without JavaScript there is nothing to read. No group has a name and nothing is announced; axe
    finds a number box without label (critical) and too little contrast. By its own documentation,
    formulas do not show in JupyterLab 4.
sphinx-yaq 0.1.0, sphinx-quiz 0.1.0, teachbooks-questions 0.4.0
    They exist in Sphinx only, not in JupyterLab. The first has no questions with several right
    answers, shows nothing without JavaScript and fails axe's contrast; the second is a game
    that fills the screen under a theme of its own; the third loads its formulas and its arithmetic
    from other hosts.
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
