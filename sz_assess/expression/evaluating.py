"""Evaluating a checked tree over arrays. A condition on a missing figure neither holds nor fails: it is not known."""

from __future__ import annotations

import ast
from typing import Any

import numpy as np

from sz_assess.expression.tree import COMPARISONS, Call, as_call, dotted
from sz_assess.numeric import COMPARE, FloatArray, is_zero


class Scope:
    """What the names and functions of an expression mean. Override what the expression may use."""

    def name(self, name: str) -> Any:
        raise KeyError(name)

    def call(self, call: Call) -> Any:
        raise KeyError(call.function)

    def where(self, mask: FloatArray) -> Scope:
        """The scope in which one branch of a condition is worked out; ``mask`` is 1 where that branch counts."""
        return self

    def divide(self, above: Any, below: Any) -> Any:
        """Division; NaN where the divisor is 0, or what arithmetic leaves of 0."""
        above, below = np.asarray(above, dtype=float), np.asarray(below, dtype=float)
        zero = is_zero(below)
        return np.where(zero, np.nan, above / np.where(zero, 1.0, below))


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
            return 1.0 - _truth(evaluate(operand, scope))
        case ast.BinOp(left=left, op=op, right=right):
            return _binary(op, evaluate(left, scope), evaluate(right, scope), scope)
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            sides = [evaluate(side, scope) for side in (left, *comparators)]
            return _both(*(_compared(op, a, b) for op, a, b in zip(ops, sides[:-1], sides[1:], strict=True)))
        case ast.BoolOp(op=op, values=values):
            parts = [_truth(evaluate(value, scope)) for value in values]
            # One of them holds unless none of them holds.
            return _both(*parts) if isinstance(op, ast.And) else 1.0 - _both(*(1.0 - part for part in parts))
        case ast.IfExp(test=test, body=body, orelse=orelse):
            held = _truth(evaluate(test, scope))
            first, second = evaluate(body, scope.where(held)), evaluate(orelse, scope.where(1.0 - held))
            return np.where(np.isnan(held), np.nan, np.where(held == 1.0, first, second))
        case ast.Call():
            return scope.call(as_call(tree))
    raise TypeError(f"unchecked tree: {ast.dump(tree)}")


def _truth(value: Any) -> FloatArray:
    """1 where it holds, 0 where it does not, NaN where that is not known because a figure is missing."""
    value = np.asarray(value, dtype=float)
    return np.where(np.isnan(value), np.nan, value != 0)


def _compared(op: ast.cmpop, a: Any, b: Any) -> FloatArray:
    held = COMPARE[COMPARISONS[type(op)]](a, b)
    return np.where(np.isnan(a) | np.isnan(b), np.nan, held)


def _both(*parts: FloatArray) -> FloatArray:
    """1 where all hold, 0 where one does not, NaN where neither is known."""
    out = parts[0]
    for part in parts[1:]:
        out = np.where((out == 0) | (part == 0), 0.0, out * part)
    return out


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
