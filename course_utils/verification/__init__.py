"""Numbers that the models must reproduce, and which claims fall without which process.

The numbers are published ones, closed forms, or independent runs. The reference pages of the book
print them beside what the models give now; tests hold them.
"""

from course_utils.verification.knockouts import knock_out, knockouts
from course_utils.verification.library import TARGETS
from course_utils.verification.target import Comparison, Origin, Target

__all__ = ["TARGETS", "Comparison", "Origin", "Target", "knock_out", "knockouts"]
