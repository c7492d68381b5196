"""A formula becomes content MathML in the subset that SBML uses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element, SubElement

import sympy

from course_utils.modelling import ModelError

MATHML = "http://www.w3.org/1998/Math/MathML"
SBML = "http://www.sbml.org/sbml/level3/version2/core"

_TIME = "http://www.sbml.org/sbml/symbols/time"
_FUNCTIONS = {
    sympy.exp: "exp",
    sympy.log: "ln",
    sympy.Abs: "abs",
    sympy.Min: "min",
    sympy.Max: "max",
    sympy.tanh: "tanh",
}


def formula(expression: sympy.Expr, name: Callable[[str], str]) -> Element:
    """Write an expression.

    Parameters
    ----------
    expression
        A formula of symbols; a number in it has no unit.
    name
        Takes the name of a symbol and returns its identifier in the document.

    Raises
    ------
    ModelError
        If SBML has no such function.
    """
    if expression.is_Symbol:
        return identifier(name(expression.name))
    if expression.is_Rational and not expression.is_Integer:
        return _rational(expression)
    if expression.is_number:
        return number(float(expression))
    if expression.is_Add:
        return _sum(expression, name)
    if expression.is_Mul:
        return _product(expression, name)
    if expression.is_Pow:
        return _power(expression, name)
    if expression.func in _FUNCTIONS:
        arguments = [formula(argument, name) for argument in expression.args]
        return apply(_FUNCTIONS[expression.func], *arguments)
    raise ModelError(
        f"SBML has no function {expression.func.__name__} (in {expression}); "
        "write it with +, -, *, / and powers, exp, log, Abs, Min or Max."
    )


def math(content: Element) -> Element:
    """Wrap a formula into the element that holds it in SBML."""
    element = Element("math", {"xmlns": MATHML, "xmlns:sbml": SBML})
    element.append(content)
    return element


def apply(operator: str, *operands: Element) -> Element:
    """Write an operator or a function with what it is applied to."""
    element = Element("apply")
    SubElement(element, operator)
    element.extend(operands)
    return element


def identifier(name: str) -> Element:
    """Write a name."""
    element = Element("ci")
    element.text = name
    return element


def number(value: float, unit: str = "dimensionless") -> Element:
    """Write a number, in full, with the identifier of its unit."""
    attributes = {"sbml:units": unit}
    if value == int(value) and abs(value) < 1e15:
        element = Element("cn", {"type": "integer", **attributes})
        element.text = str(int(value))
        return element
    mantissa, _, exponent = repr(value).partition("e")
    if not exponent:
        element = Element("cn", attributes)
        element.text = mantissa
        return element
    element = Element("cn", {"type": "e-notation", **attributes})
    element.text = mantissa
    SubElement(element, "sep").tail = str(int(exponent))
    return element


def time() -> Element:
    """Write the time that has passed."""
    element = Element("csymbol", {"encoding": "text", "definitionURL": _TIME})
    element.text = "time"
    return element


def _rational(value: sympy.Rational) -> Element:
    element = Element("cn", {"type": "rational", "sbml:units": "dimensionless"})
    element.text = str(value.p)
    SubElement(element, "sep").tail = str(value.q)
    return element


def _chain(operator: str, operands: Sequence[Element]) -> Element:
    return operands[0] if len(operands) == 1 else apply(operator, *operands)


def _sum(expression: sympy.Expr, name: Callable[[str], str]) -> Element:
    terms = sorted(expression.args, key=sympy.default_sort_key)
    plus = [formula(term, name) for term in terms if not term.could_extract_minus_sign()]
    minus = [formula(-term, name) for term in terms if term.could_extract_minus_sign()]
    if not minus:
        return _chain("plus", plus)
    taken = _chain("plus", minus)
    return apply("minus", _chain("plus", plus), taken) if plus else apply("minus", taken)


def _product(expression: sympy.Expr, name: Callable[[str], str]) -> Element:
    if expression.could_extract_minus_sign():
        return apply("minus", formula(-expression, name))
    above, below = [], []
    for factor in sorted(expression.args, key=sympy.default_sort_key):
        if factor.is_Pow and factor.exp.is_number and factor.exp.is_negative:
            below.append(formula(1 / factor, name))
        else:
            above.append(formula(factor, name))
    top = _chain("times", above or [number(1)])
    return apply("divide", top, _chain("times", below)) if below else top


def _power(expression: sympy.Expr, name: Callable[[str], str]) -> Element:
    base, exponent = expression.args
    if exponent.is_number and exponent.is_negative:
        return apply("divide", number(1), formula(1 / expression, name))
    if exponent == sympy.Rational(1, 2):
        return apply("root", formula(base, name))
    return apply("power", formula(base, name), formula(exponent, name))
