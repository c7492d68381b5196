"""Numbers that the models must reproduce: published ones, closed forms, independent runs.

The reference pages of the book print them beside what the models give now; tests hold them.
"""

from course_utils.verification.library import TARGETS
from course_utils.verification.target import Comparison, Origin, Target

__all__ = ["TARGETS", "Comparison", "Origin", "Target"]
