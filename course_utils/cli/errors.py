"""The error whose sentence a user of the command line sees."""

from __future__ import annotations


class CourseError(Exception):
    """Stop a command with one sentence in plain words, and no traceback.

    Parameters
    ----------
    sentence
        What was wrong and what to do about it.
    details
        Lines that help to find the cause, such as the end of a log; shown below the sentence.
    """

    def __init__(self, sentence: str, details: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.details = details
