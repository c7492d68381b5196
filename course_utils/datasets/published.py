"""The published volumes of breast tumours in mice, from a file that the reader has fetched."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from course_utils.datasets.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

DOI = "10.5281/zenodo.3574531"
_COLUMNS = {"ID": "ID", "Time": "day", "Observation": "volume"}
_ALLOWED = (
    "The published file is plain text with the columns ID, Time (days) and Observation (mm³), "
    f"separated by tabs: https://doi.org/{DOI}."
)


def read_mice(path: str | Path) -> pd.DataFrame:
    """Read the tumour volumes that Mastri and colleagues published, from a file of yours.

    The course does not ship the file, because its licence was not seen. It is only read, never
    written.

    Parameters
    ----------
    path
        Where the file is, as fetched from https://doi.org/10.5281/zenodo.3574531.

    Returns
    -------
    pandas.DataFrame
        Columns ``ID``, ``day`` and ``volume`` (mm³), sorted by mouse and day. Rows with a volume
        of zero, which has no logarithm, are left out with a warning that names them (two in the
        published file), and ``attrs["left_out"]`` keeps that sentence. ``attrs["label"]`` says
        what the numbers are.

    Raises
    ------
    DataError
        If there is no such file, or it is no such table: a column is missing, or a value is no
        number, or negative.
    """
    table = _numbers(_table(Path(path)), path)
    negative = table.index[(table["volume"] < 0) | (table["day"] < 0)]
    if negative.size:
        raise DataError(
            f"{path}: line {negative[0] + 2} has a negative day or volume, which cannot be. "
            f"{_ALLOWED}"
        )
    zero = table[table["volume"] == 0]
    kept = table[table["volume"] > 0].sort_values(["ID", "day"], ignore_index=True)
    kept.attrs["label"] = f"measured; Mastri and colleagues (2019), {DOI}"
    kept.attrs["left_out"] = ""
    if len(zero):
        which = ", ".join(
            f"mouse {name:g} on day {day:g}"
            for name, day in zip(zero["ID"], zero["day"], strict=True)
        )
        rows = "1 row" if len(zero) == 1 else f"{len(zero)} rows"
        kept.attrs["left_out"] = f"Left out {rows} with a volume of zero: {which}."
        warnings.warn(kept.attrs["left_out"], stacklevel=2)
    return kept


def _table(path: Path) -> pd.DataFrame:
    import pandas as pd

    if path.is_dir():
        raise DataError(f"{path} is a folder; give the file in it. {_ALLOWED}")
    if not path.exists():
        raise DataError(f"There is no file {path}; nothing was read. {_ALLOWED}")
    try:
        table = pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except OSError as error:
        raise DataError(f"{path} cannot be opened ({error.strerror}). {_ALLOWED}") from error
    except (UnicodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise DataError(f"{path} is not a table of text. {_ALLOWED}") from error
    table.columns = [str(name).strip() for name in table.columns]
    missing = [name for name in _COLUMNS if name not in table.columns]
    if missing:
        raise DataError(
            f"{path} has no column {', '.join(missing)}; it has: "
            f"{', '.join(table.columns)[:200]}. {_ALLOWED}"
        )
    if table.empty:
        raise DataError(f"{path} has a header but no rows. {_ALLOWED}")
    return table


def _numbers(text: pd.DataFrame, path: str | Path) -> pd.DataFrame:
    import pandas as pd

    table = pd.DataFrame()
    for column, name in _COLUMNS.items():
        numbers = np.array([_number(each) for each in text[column]])
        wrong = np.flatnonzero(~np.isfinite(numbers))
        if wrong.size:
            row = int(wrong[0])
            raise DataError(
                f"{path}: line {row + 2} has {text[column].iloc[row]!r} as {column}, which is not "
                f"a number. {_ALLOWED}"
            )
        table[name] = numbers
    whole = table["ID"] == table["ID"].round()
    return table.astype({"ID": int}) if whole.all() else table


def _number(text: str) -> float:
    """Read a number to its last digit, which pandas' own way does not; NaN if it is none."""
    try:
        return float(text)
    except ValueError:
        return float("nan")
