"""Errors that say in plain words what is wrong with data."""


class DataError(ValueError):
    """Report data that are not there, cannot be read, or cannot be right."""
