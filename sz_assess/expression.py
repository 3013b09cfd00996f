"""Safe expressions: the arithmetic that policy staff write in method files.

An expression is parsed once into a tree of a few harmless kinds (numbers, names, ``+ - * / **``, comparisons,
``and or not``, calls of declared functions, ``a if condition else b``). The same tree is then evaluated over arrays,
and written out for people with numbers in place of names. Nothing is ever handed to Python's ``eval``, and bounds on
length, depth and powers keep a hostile text from costing anything.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import numpy as np

from sz_assess.errors import Refused
from sz_assess.numeric import COMPARE, FloatArray
from sz_assess.text import Text, msg, number

MAX_LENGTH = 1000
MAX_NODES = 250
MAX_DEPTH = 40
MAX_POWER = 10

_BINARY: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "÷", ast.Pow: "^"}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip
_SHOWN = {"<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}
_PERCENT_OF = re.compile(r"(\d+(?:\.\d+)?)\s*%\s*of\b")


class ExpressionError(Refused):
    """An expression that can't be used. ``offset`` counts characters of the text from 0."""

    def __init__(self, text: str, offset: int, found: Text, expected: Text) -> None:
        place = msg("{found} (in {text}, character {at})", found=found, text=repr(text), at=offset + 1)
        super().__init__(place, expected)
        self.offset = offset


@dataclass(frozen=True)
class Call:
    """A use of a function: its name, its argument trees, and its options (constants given by name)."""

    function: str
    arguments: tuple[ast.expr, ...]
    options: Mapping[str, float | str]


@dataclass(frozen=True)
class Expression:
    """A parsed expression. Two are equal when their texts are."""

    text: str
    tree: ast.expr = field(compare=False, repr=False)
    names: tuple[str, ...] = field(compare=False)
    functions: tuple[str, ...] = field(compare=False)

    def evaluate(self, scope: Scope) -> Any:
        """The value in ``scope``: an array, or a number where no array went in."""
        return evaluate(self.tree, scope)

    def written(self, name: Callable[[str], str], call: Callable[[Call], str] | None = None) -> str:
        """The expression in school notation, each name replaced by what ``name`` gives for it."""
        return _write(self.tree, name, call or _plain_call(name), 0)

    @property
    def constant(self) -> float | None:
        """Its value where it holds no name and no function, else None."""
        if self.names or self.functions:
            return None
        return float(self.evaluate(Scope()))


class Scope:
    """What the names and functions of an expression mean. Override what the expression may use."""

    def name(self, name: str) -> Any:
        raise KeyError(name)

    def call(self, call: Call) -> Any:
        raise KeyError(call.function)

    def divide(self, above: Any, below: Any) -> Any:
        """Division; NaN where the divisor is 0."""
        above, below = np.asarray(above, dtype=float), np.asarray(below, dtype=float)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(below == 0, np.nan, above / np.where(below == 0, 1.0, below))


def parse(
    text: str | float,
    functions: Mapping[str, tuple[int, int | None]] | None = None,
    options: Mapping[str, tuple[str, ...]] | None = None,
) -> Expression:
    """Read an expression. ``functions`` gives each allowed function its least and most number of arguments, and
    ``options`` the names of the options that it takes; an option named ``since`` must be given.

    ``90% of target`` is read as ``(0.9) * target``. Raises :class:`ExpressionError` for anything that is not plain
    arithmetic, or too large.
    """
    source = text if isinstance(text, str) else repr(text)
    if len(source) > MAX_LENGTH:
        raise ExpressionError(
            source[:40], 0, msg("{n} characters", n=len(source)), msg("at most {n} characters", n=MAX_LENGTH)
        )
    spelled = _PERCENT_OF.sub(lambda found: f"({found[1]}/100) *", source.strip())
    try:
        tree = ast.parse(spelled, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        offset = (getattr(error, "offset", 1) or 1) - 1
        raise ExpressionError(source, offset, msg("not an expression"), msg("arithmetic such as (a - b) / c")) from None
    reader = _Reader(source, functions or {}, options or {})
    reader.check(tree, 0)
    return Expression(source, tree, tuple(dict.fromkeys(reader.names)), tuple(dict.fromkeys(reader.functions)))


def evaluate(tree: ast.expr, scope: Scope) -> Any:
    """Evaluate a checked tree in ``scope``."""
    match tree:
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.Name() | ast.Attribute():
            return scope.name(dotted(tree))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -evaluate(operand, scope)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return evaluate(operand, scope)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return np.logical_not(evaluate(operand, scope))
        case ast.BinOp(left=left, op=op, right=right):
            return _binary(op, evaluate(left, scope), evaluate(right, scope), scope)
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            sides = [evaluate(side, scope) for side in (left, *comparators)]
            held = [COMPARE[_COMPARISONS[type(op)]](a, b) for op, a, b in zip(ops, sides[:-1], sides[1:], strict=True)]
            return np.logical_and.reduce(np.broadcast_arrays(*held)) if len(held) > 1 else held[0]
        case ast.BoolOp(op=op, values=values):
            parts = np.broadcast_arrays(*(np.asarray(evaluate(value, scope), dtype=bool) for value in values))
            return (np.logical_and if isinstance(op, ast.And) else np.logical_or).reduce(parts)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return np.where(evaluate(test, scope), evaluate(body, scope), evaluate(orelse, scope))
        case ast.Call():
            return scope.call(as_call(tree))
    raise TypeError(f"unchecked tree: {ast.dump(tree)}")


def _binary(op: ast.operator, left: Any, right: Any, scope: Scope) -> Any:
    match op:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case ast.Div():
            return scope.divide(left, right)
        case ast.Pow():
            base: FloatArray = np.asarray(left, dtype=float)
            with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
                raised = base**right
            return np.where(np.isfinite(raised), raised, np.nan)
    raise TypeError(f"unchecked operator {op!r}")


def dotted(tree: ast.expr) -> str:
    """``benchmark.hubei`` from its tree."""
    if isinstance(tree, ast.Attribute):
        return f"{dotted(tree.value)}.{tree.attr}"
    if isinstance(tree, ast.Name):
        return tree.id
    raise TypeError(ast.dump(tree))


def as_call(tree: ast.Call) -> Call:
    """A function's use, from its tree."""
    options = {word.arg: ast.literal_eval(word.value) for word in tree.keywords if word.arg}
    return Call(dotted(tree.func), tuple(tree.args), options)


def suggest(name: str, known: Iterator[str] | list[str] | tuple[str, ...]) -> Text | str:
    """ "did you mean ...?", or nothing where nothing is near."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return msg("did you mean {name}?", name=near[0]) if near else ""


class _Reader:
    """Walks a fresh tree once: refuses what is not arithmetic, gathers names and functions."""

    def __init__(
        self, text: str, functions: Mapping[str, tuple[int, int | None]], options: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.text, self.allowed, self.options = text, functions, options
        self.names: list[str] = []
        self.functions: list[str] = []
        self.count = 0

    def refuse(self, tree: ast.AST, found: Text, expected: Text) -> ExpressionError:
        return ExpressionError(self.text, getattr(tree, "col_offset", 0), found, expected)

    def check(self, tree: ast.expr, depth: int) -> None:
        self.count += 1
        if self.count > MAX_NODES or depth > MAX_DEPTH:
            raise self.refuse(tree, msg("a very large expression"), msg("at most {n} parts", n=MAX_NODES))
        match tree:
            case ast.Constant(value=value):
                if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= 1e15:
                    raise self.refuse(tree, msg("{value}", value=repr(value)), msg("a number up to 1e15"))
            case ast.Name() | ast.Attribute():
                self.names.append(self._name(tree))
            case ast.UnaryOp() if not isinstance(tree.op, ast.Invert):
                self.check(tree.operand, depth + 1)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
                if isinstance(op, ast.Pow) and not _small(right):
                    raise self.refuse(right, msg("a computed power"), msg("a number from -10 to 10 as power"))
                self.check(left, depth + 1)
                self.check(right, depth + 1)
            case ast.Compare(left=left, ops=ops, comparators=comparators) if all(
                type(op) in _COMPARISONS for op in ops
            ):
                for side in (left, *comparators):
                    self.check(side, depth + 1)
            case ast.BoolOp(values=parts):
                for part in parts:
                    self.check(part, depth + 1)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                for part in (test, body, orelse):
                    self.check(part, depth + 1)
            case ast.Call():
                self._call(tree, depth)
            case _:
                raise self.refuse(
                    tree,
                    msg("{kind}", kind=type(tree).__name__),
                    msg("numbers, names, + - * /, comparisons, functions"),
                )

    def _name(self, tree: ast.expr) -> str:
        try:
            name = dotted(tree)
        except TypeError:
            raise self.refuse(tree, msg("an attribute"), msg("a plain name")) from None
        if "__" in name:
            raise self.refuse(tree, msg("{value}", value=name), msg("a name without two underscores in a row"))
        return name

    def _call(self, tree: ast.Call, depth: int) -> None:
        name = self._name(tree.func)
        if name not in self.allowed:
            near = suggest(name, list(self.allowed))
            raise self.refuse(
                tree,
                msg("function {name}", name=name),
                msg("{near} one of {names}", near=near, names=", ".join(sorted(self.allowed)) or "—"),
            )
        least, most = self.allowed[name]
        if len(tree.args) < least or (most is not None and len(tree.args) > most):
            raise self.refuse(
                tree,
                msg("{name} with {n} arguments", name=name, n=len(tree.args)),
                msg("{least} to {most} arguments", least=least, most="…" if most is None else most),
            )
        known = self.options.get(name, ())
        for word in tree.keywords:
            if word.arg not in known or not isinstance(word.value, ast.Constant) or type(word.value.value) is not int:
                found = msg("option {option} of {name}", option=word.arg or "**", name=name)
                raise self.refuse(tree, found, msg("a whole number for: {known}", known=", ".join(known) or "—"))
        if "since" in known and all(word.arg != "since" for word in tree.keywords):
            raise self.refuse(tree, msg("{name} without a year", name=name), msg("{name}(x, since=2017)", name=name))
        self.functions.append(name)
        for argument in tree.args:
            self.check(argument, depth + 1)


def _small(tree: ast.expr) -> bool:
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
        tree = tree.operand
    return isinstance(tree, ast.Constant) and isinstance(tree.value, int | float) and abs(tree.value) <= MAX_POWER


# --- writing out ------------------------------------------------------------------------------------------------

_STRENGTH = {"or": 1, "and": 2, "compare": 3, "+": 4, "−": 4, "×": 5, "÷": 5, "unary": 6, "^": 7}


def _plain_call(name: Callable[[str], str]) -> Callable[[Call], str]:
    def call(use: Call) -> str:
        inner = ", ".join(_write(argument, name, call, 0) for argument in use.arguments)
        options = "".join(f", {key}={value}" for key, value in use.options.items())
        return f"{use.function}({inner}{options})"

    return call


def write_tree(tree: ast.expr, name: Callable[[str], str], call: Callable[[Call], str]) -> str:
    """A subtree in school notation; for functions that write their arguments themselves."""
    return _write(tree, name, call, 0)


def _write(tree: ast.expr, name: Callable[[str], str], call: Callable[[Call], str], outer: int) -> str:
    def inner(part: ast.expr, strength: int) -> str:
        return _write(part, name, call, strength)

    strength = 9
    match tree:
        case ast.Constant(value=int() | float() as constant):
            out = number(float(constant), 10)
        case ast.Name() | ast.Attribute():
            out = name(dotted(tree))
            if out.startswith("−") and outer:
                out = f"({out})"
        case ast.UnaryOp(op=op, operand=operand):
            strength = _STRENGTH["unary"]
            out = {"USub": "−", "UAdd": "", "Not": "not "}[type(op).__name__] + inner(operand, strength)
        case ast.BinOp(left=left, op=op, right=right):
            sign = _BINARY[type(op)]
            strength = _STRENGTH[sign]
            out = f"{inner(left, strength)} {sign} {inner(right, strength + (sign in '−÷^'))}"
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            strength = _STRENGTH["compare"]
            out = inner(left, strength + 1)
            for comparison, side in zip(ops, comparators, strict=True):
                sign = _COMPARISONS[type(comparison)]
                out += f" {_SHOWN.get(sign, sign)} {inner(side, strength + 1)}"
        case ast.BoolOp(op=op, values=values):
            word = "and" if isinstance(op, ast.And) else "or"
            strength = _STRENGTH[word]
            out = f" {word} ".join(inner(value, strength + 1) for value in values)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            strength = 0
            out = f"{inner(body, 1)} if {inner(test, 1)} else {inner(orelse, 1)}"
        case ast.Call():
            out = call(as_call(tree))
        case _:
            raise TypeError(ast.dump(tree))
    return f"({out})" if strength < outer else out
