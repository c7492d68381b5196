"""What the exercises of the chapters ask for: one file a chapter, each number computed."""

from course_utils.teaching.exercises.exercise import Exercise
from course_utils.teaching.exercises.library import chapters, exercises_of, find_exercise

__all__ = ["Exercise", "chapters", "exercises_of", "find_exercise"]
