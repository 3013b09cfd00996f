"""What an expression is made of: signs, names, and calls of functions with their options."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

BINARY: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "÷", ast.Pow: "^"}
COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip


@dataclass(frozen=True)
class Call:
    """A use of a function: its name, its argument trees, and its options (constants given by name)."""

    function: str
    arguments: tuple[ast.expr, ...]
    options: Mapping[str, float | str]


def dotted(tree: ast.expr) -> str:
    """``benchmark.hubei`` from its tree. Raises TypeError for an attribute of anything but a name."""
    parts: list[str] = []
    while isinstance(tree, ast.Attribute):
        parts.append(tree.attr)
        tree = tree.value
    if isinstance(tree, ast.Name):
        return ".".join((tree.id, *reversed(parts)))
    raise TypeError(ast.dump(tree))


def as_call(tree: ast.Call) -> Call:
    """A function's use, from its tree."""
    options = {word.arg: ast.literal_eval(word.value) for word in tree.keywords if word.arg}
    return Call(dotted(tree.func), tuple(tree.args), options)
