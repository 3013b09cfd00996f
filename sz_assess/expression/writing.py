"""Writing an expression out for people, in school notation."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from sz_assess.expression.tree import BINARY, COMPARISONS, Call, as_call, dotted
from sz_assess.text import number

_SHOWN = {"<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}
_STRENGTH = {"or": 1, "and": 2, "compare": 3, "+": 4, "−": 4, "×": 5, "÷": 5, "unary": 6, "^": 7}


_WORD = re.compile(r"[\w.\[\]]*")


def write_tree(tree: ast.expr, name: Callable[[str], str], call: Callable[[Call], str] | None = None) -> str:
    """A tree in school notation, each name replaced by what ``name`` gives for it.

    ``call`` writes functions that have a notation of their own; others stand as they are typed.
    """
    return _write(tree, name, call or _plain_call(name), 0)


def stands_alone(text: str) -> bool:
    """Whether written arithmetic needs no brackets anywhere: a number, a name, or something in brackets already."""
    opening = text.find("(")
    if opening < 0:
        return not re.search(r"[\s|Σ−]", text)
    depth = 0
    for at in range(opening, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return at == len(text) - 1 and _WORD.fullmatch(text[:opening].removeprefix("Σ")) is not None
    return False


def _plain_call(name: Callable[[str], str]) -> Callable[[Call], str]:
    def call(use: Call) -> str:
        inner = ", ".join(_write(argument, name, call, 0) for argument in use.arguments)
        options = "".join(f", {key}={value}" for key, value in use.options.items())
        return f"{use.function}({inner}{options})"

    return call


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
            shown = inner(operand, strength)
            if shown.startswith("−"):
                shown = f"({shown})"
            out = {"USub": "−", "UAdd": "", "Not": "not "}[type(op).__name__] + shown
        case ast.BinOp(left=left, op=op, right=right):
            sign = BINARY[type(op)]
            strength = _STRENGTH[sign]
            shown = inner(right, strength + (sign in "−÷^"))
            if shown.startswith("−"):
                shown = f"({shown})"
            out = f"{inner(left, strength + (sign == '^'))} {sign} {shown}"
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            strength = _STRENGTH["compare"]
            out = inner(left, strength + 1)
            for comparison, side in zip(ops, comparators, strict=True):
                sign = COMPARISONS[type(comparison)]
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
            strength = 9 if stands_alone(out) else 0
        case _:
            raise TypeError(ast.dump(tree))
    return f"({out})" if strength < outer else out
