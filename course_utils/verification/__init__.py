"""Numbers that the models must reproduce, and which claims fall without which process.

The numbers are published ones, closed forms, or independent runs. The reference pages of the book
print them beside what the models give now, and say how closely other programs solve the same
equations; tests hold both.
"""

from course_utils.verification.agreement import BROWSER, BY_CHANCE, SBML, Agreement
from course_utils.verification.knockouts import knock_out, knockouts
from course_utils.verification.library import TARGETS
from course_utils.verification.target import Comparison, Origin, Target

__all__ = [
    "BROWSER",
    "BY_CHANCE",
    "SBML",
    "TARGETS",
    "Agreement",
    "Comparison",
    "Origin",
    "Target",
    "knock_out",
    "knockouts",
]
