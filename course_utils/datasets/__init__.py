"""Measurements of tumours: those that are drawn here, and those that a reader's file holds."""

from course_utils.datasets.errors import DataError
from course_utils.datasets.published import read_mice
from course_utils.datasets.synthetic import synthetic_mice

__all__ = ["DataError", "read_mice", "synthetic_mice"]
