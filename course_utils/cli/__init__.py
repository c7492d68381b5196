"""The command `course`: serve the book, open JupyterLab, run the notebooks, test everything."""

from course_utils.cli.app import app

__all__ = ["app"]
