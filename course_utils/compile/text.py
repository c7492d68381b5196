"""A model becomes what people read: equations in LaTeX and the table of its processes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy
from sympy.printing.latex import LatexPrinter

from course_utils.modelling import Model, SpatialModel
from course_utils.modelling.symbols import symbol

# Code names of Greek letters that SymPy would not turn into the letter by itself.
_GREEK = {"lambda_": r"\lambda", "eps": r"\varepsilon"}


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """One line of the table of processes: what happens, how often, and to whom."""

    name: str
    label: str
    rate: str
    effect: str


def latex(model: Model, expression: Any) -> str:
    """Write a formula of a model in LaTeX, with the declared letters."""
    printer = _FormulaPrinter(model)
    written: str = printer.doprint(sympy.sympify(expression))
    return written


class _FormulaPrinter(LatexPrinter):  # type: ignore[misc]  # SymPy has no types
    """Writes products and sums as modellers do: numbers, then parameters, then states."""

    def __init__(self, model: Model) -> None:
        super().__init__({"symbol_names": _symbol_names(model)})
        self._states = {symbol(name) for name in model.states}
        self._order = {symbol(name): i for i, name in enumerate(type(model).declarations)}

    def _rank(self, term: Any) -> tuple[Any, ...]:
        atoms = sorted(term.free_symbols, key=lambda atom: self._order.get(atom, -1))
        return (
            bool(self._states & term.free_symbols),
            not term.is_number,
            len(term.args) > 1 and not term.is_Pow,
            [self._order.get(atom, -1) for atom in atoms],
        )

    def _print_Mul(self, expr: Any) -> str:  # noqa: N802  (the name is SymPy's)
        if expr.could_extract_minus_sign():
            return f"-{self._print(-expr)}"
        # Not `as_numer_denom`, which would multiply out a fraction within a fraction.
        above, below = sympy.fraction(expr)
        if below != 1:
            return rf"\frac{{{self._print(above)}}}{{{self._print(below)}}}"
        factors = sorted(sympy.Mul.make_args(expr), key=self._rank)
        return " ".join(
            rf"\left({self._print(factor)}\right)" if factor.is_Add else self._print(factor)
            for factor in factors
        )

    def _print_Add(self, expr: Any, order: Any = None) -> str:  # noqa: ARG002, N802
        first, *rest = sorted(expr.args, key=self._rank)
        written = self._print(first)
        for term in rest:
            minus = term.could_extract_minus_sign()
            written += f" - {self._print(-term)}" if minus else f" + {self._print(term)}"
        return str(written)


def equations(model: Model) -> list[str]:
    r"""Return one LaTeX equation for each state, then one for each quantity they mention by name.

    The right-hand side keeps one term per process, in the order of the processes, so that a
    reader can point at each of them. An observable or a baseline that a rate uses keeps its name
    there, and its formula follows below; in a baseline's, ``T(0)`` is the start value of T. With
    space, a state that wanders has a term for it, and below stands the mean of each tissue's sign.

    Examples
    --------
    The first of `surveillance` begins ``\frac{dE}{dt} &= s + ...``.
    """
    lines = []
    coefficients = _coefficients(model)
    for state in model.states:
        terms = []
        for process in model.processes.values():
            if state in process.changes:
                count = sympy.sympify(process.changes[state])
                negative = count.could_extract_minus_sign()
                rate = model.expand(sympy.sympify(process.rate), observables=False)
                terms.append(("-" if negative else "+", latex(model, abs(count) * rate)))
        name = latex(model, symbol(state))
        if state in coefficients:
            terms.insert(0, ("+", rf"\nabla \cdot \left(D_{{{name}}} \nabla {name}\right)"))
        right = " ".join(f"{sign} {term}" for sign, term in terms) or "0"
        sign = r"\partial " if isinstance(model, SpatialModel) else "d"
        lines.append(rf"\frac{{{sign}{name}}}{{{sign}t}} &= {right.removeprefix('+ ')}")
    for state, coefficient in coefficients.items():
        lines.append(f"D_{{{latex(model, symbol(state))}}} &= {latex(model, coefficient)}")
    for name in _observables_in_rates(model):
        formula = model.expand(model.observables[name].expression, observables=False)
        lines.append(f"{latex(model, symbol(name))} &= {latex(model, formula)}")
    at_the_start = {symbol(name): _start_symbol(name) for name in model.states}
    shares = {symbol(name): tissue.expression for name, tissue in model.tissues.items()}
    for name, baseline in model.baselines.items():
        expression = sympy.sympify(baseline.expression)
        formula = latex(model, expression.xreplace({**at_the_start, **shares}))
        sign = latex(model, symbol(name))
        lines.append(rf"\langle {sign} \rangle" if name in model.tissues else sign)
        lines[-1] += f" &= {formula}"
    return lines


def _coefficients(model: Model) -> dict[str, Any]:
    """Return the diffusion coefficient of each state that wanders, over all tissues."""
    if not isinstance(model, SpatialModel):
        return {}
    return {
        item.state: sum(
            (model.expand(sympy.sympify(d)) * symbol(tissue) for tissue, d in item.within.items()),
            sympy.Integer(0),
        )
        for item in model.diffusions.values()
    }


def _start_symbol(state: str) -> Any:
    return symbol(f"{state}(0)")


def _observables_in_rates(model: Model) -> list[str]:
    """Return the observables that rates use, themselves or through another, as declared."""
    seen: set[str] = set()
    ahead = [sympy.sympify(process.rate) for process in model.processes.values()]
    while ahead:
        new = {atom.name for atom in ahead.pop().free_symbols} & set(model.observables) - seen
        seen |= new
        ahead += [sympy.sympify(model.observables[name].expression) for name in new]
    return [name for name in model.observables if name in seen]


def process_rows(model: Model) -> list[ProcessRow]:
    """Return the table of processes, in the order in which they are declared."""
    rows = []
    for name, process in model.processes.items():
        changes = [
            f"{model.states[state].label} {'−' if is_loss(count) else '+'}{_size(model, count)}"
            for state, count in process.changes.items()
        ]
        rows.append(
            ProcessRow(
                name,
                process_label(name, process.label),
                latex(model, process.rate),
                ", ".join(changes),
            )
        )
    return rows


def process_label(name: str, label: str) -> str:
    """Return what a reader calls a process: its label, or else its name."""
    return label or name.replace("_", " ")


def is_loss(count: Any) -> bool:
    """Say whether a process takes away, by how much an event of it changes a state."""
    return bool(sympy.sympify(count).could_extract_minus_sign())


def _size(model: Model, count: Any) -> str:
    size = abs(sympy.sympify(count))
    return str(size) if size.is_number else f"${latex(model, size)}$"


def _symbol_names(model: Model) -> dict[Any, str]:
    names = {}
    for name, declaration in type(model).declarations.items():
        written = getattr(declaration, "latex", None) or _GREEK.get(name)
        if written:
            names[symbol(name)] = written
    for name in model.states:
        names[_start_symbol(name)] = f"{names.get(symbol(name), name)}(0)"
    return names
