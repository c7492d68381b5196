r"""Whether a virus can spread in a tumour, and from what tumour size on.

Of U cells the virus infects each at the rate β per virion, an infected cell sets b virions free
when it bursts, and a free virion is cleared at the rate ω, or used up when it infects.
"""

from __future__ import annotations

from course_utils.modelling.errors import ModelError, nonnegative_number


def reproduction_number(cells: float, infection: float, burst: float, clearance: float) -> float:
    r"""Return how many cells one infected cell infects in turn.

    .. math:: R_0 = \frac{b β U}{ω + β U}

    Parameters
    ----------
    cells
        Uninfected cells U.
    infection
        Rate β, per day and per virion; virions and cells counted alike, both in millions or both
        one by one.
    burst
        Virions b from one cell.
    clearance
        Rate ω, per day.

    Returns
    -------
    float
        Above 1 the virus spreads, below 1 it dies out.

    Raises
    ------
    ModelError
        If a number is negative or not finite, or no virus is ever cleared or used up.

    Examples
    --------
    >>> round(reproduction_number(cells=100, infection=0.005, burst=7, clearance=2), 6)
    1.4
    """
    pressure = nonnegative_number(infection, "The rate of infection") * nonnegative_number(
        cells, "The number of cells"
    )
    lost = nonnegative_number(clearance, "The rate of clearance") + pressure
    if lost == 0:
        raise ModelError("Neither cells nor clearance take up any virus; give at least one.")
    return nonnegative_number(burst, "The burst size") * pressure / lost


def critical_cells(infection: float, burst: float, clearance: float) -> float:
    r"""Return the number of uninfected cells from which on a virus spreads.

    .. math:: U_c = \frac{ω}{β (b - 1)}

    Parameters
    ----------
    infection, burst, clearance
        As for `reproduction_number`.

    Returns
    -------
    float
        Where the reproduction number is 1, in the unit of the cells.

    Raises
    ------
    ModelError
        If a number is negative or not finite, nothing is infected, or a burst gives back no more
        than the one virion that it took: then the virus dies out in a tumour of any size.

    Examples
    --------
    >>> round(critical_cells(infection=0.005, burst=7, clearance=2), 4)
    66.6667
    """
    be = nonnegative_number(infection, "The rate of infection")
    bu = nonnegative_number(burst, "The burst size")
    if be == 0 or bu <= 1:
        raise ModelError(
            f"With the rate of infection {be:g} and the burst size {bu:g} the virus dies out in a "
            "tumour of any size; the rate must be above 0 and the burst size above 1."
        )
    return nonnegative_number(clearance, "The rate of clearance") / (be * (bu - 1))
