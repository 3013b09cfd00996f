"""Reading an expression: what it may hold, how large it may be, and where it goes wrong."""

from __future__ import annotations

import ast
import re
import unicodedata
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import numpy as np

from sz_assess.errors import Refused
from sz_assess.expression.evaluating import Scope, evaluate
from sz_assess.expression.tree import BINARY, COMPARISONS, Call, dotted
from sz_assess.expression.writing import write_tree
from sz_assess.text import Text, msg

MAX_LENGTH = 1000
MAX_NODES = 250
MAX_DEPTH = 40
MAX_POWER = 10

_PERCENT_OF = re.compile(r"(\d+(?:\.\d+)?)\s*%\s*of\b\s*")
_FOREIGN = re.compile(r"[^A-Za-z0-9_.,+\-*/()<>=!%\s]")
_WORD = re.compile(r"[\w.]*")
_TYPED = {"×": "*", "÷": "/", "−": "-", "–": "-", "^": "**", "≤": "<=", "≥": ">=", "≠": "!=", "、": ","}
_OPTION_RANGE = {"years": (1, 100), "since": (1900, 2200)}
_DECIMALS = {"round": (-10, 10)}
"""Functions whose second argument is a number of decimals, which is written out."""


class ExpressionError(Refused):
    """An expression that can't be used. ``offset`` counts characters of the text from 0."""

    def __init__(self, text: str, offset: int, found: Text, expected: Text, mend: Text | str = "") -> None:
        place = msg("{found} (in {text}, character {at})", found=found, text=repr(text), at=offset + 1)
        super().__init__(place, expected, mend)
        self.offset = offset


@dataclass(frozen=True)
class Expression:
    """A parsed expression. Two are equal when their texts are."""

    text: str
    tree: ast.expr = field(compare=False, repr=False)
    names: tuple[str, ...] = field(compare=False)
    functions: tuple[str, ...] = field(compare=False)

    def evaluate(self, scope: Scope) -> Any:
        """The value in ``scope``: an array, or a number where no array went in.

        What is too large for a number, or has none, is infinite or NaN without a warning; callers look for it.
        """
        with np.errstate(over="ignore", invalid="ignore"):
            return evaluate(self.tree, scope)

    def written(self, name: Callable[[str], str], call: Callable[[Call], str] | None = None) -> str:
        """The expression in school notation, each name replaced by what ``name`` gives for it."""
        return write_tree(self.tree, name, call)

    @property
    def constant(self) -> float | None:
        """Its value where it holds no name and no function, else None."""
        if self.names or self.functions:
            return None
        return float(self.evaluate(Scope()))


def parse(
    text: str | float,
    functions: Mapping[str, tuple[int, int | None]] | None = None,
    options: Mapping[str, tuple[str, ...]] | None = None,
) -> Expression:
    """Read an expression. ``functions`` gives each allowed function its least and most number of arguments, and
    ``options`` the names of the options that it takes; an option named ``since`` must be given.

    ``90% of target`` is read as ``(90/100 * target)``. Raises :class:`ExpressionError` for anything that is not plain
    arithmetic, or too large.
    """
    source = text if isinstance(text, str) else repr(text)
    if len(source) > MAX_LENGTH:
        raise ExpressionError(
            source[:40], 0, msg("{n} characters", n=len(source)), msg("at most {n} characters", n=MAX_LENGTH)
        )
    if foreign := _FOREIGN.search(source):
        raise _not_typed(source, foreign)
    spelled, places = _spell(re.sub(r"\s", " ", source), 0)
    lead = len(spelled) - len(spelled.lstrip())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a number that runs into a word: refused below or harmless
            tree = ast.parse(spelled.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        at = (getattr(error, "offset", 1) or 1) - 1 + lead
        offset = places[min(at, len(places) - 1)] if places else 0
        raise ExpressionError(source, offset, msg("not an expression"), msg("arithmetic such as (a - b) / c")) from None
    reader = _Reader(source, places[lead:], functions or {}, options or {})
    reader.check(tree, 0)
    return Expression(source, tree, tuple(dict.fromkeys(reader.names)), tuple(dict.fromkeys(reader.functions)))


def _not_typed(source: str, foreign: re.Match[str]) -> ExpressionError:
    """A sign that arithmetic is not typed with, and the one that is meant."""
    sign = foreign[0]
    plain = _TYPED.get(sign) or unicodedata.normalize("NFKC", sign)
    mend = msg("write {plain}", plain=plain) if plain != sign and not _FOREIGN.search(plain) else ""
    expected = msg("letters A to Z, digits and the signs {signs}", signs="_ . , + - * / ( ) < > = ! %")
    return ExpressionError(source, foreign.start(), msg("the character {sign}", sign=sign), expected, mend)


def _spell(text: str, start: int) -> tuple[str, list[int]]:
    """``9% of x`` spelled out as ``(9/100*x)``, x being a number, name, call or bracket; and where each character of
    the outcome stood, counted from ``start``."""
    found = _PERCENT_OF.search(text)
    if found is None:
        return text, list(range(start, start + len(text)))
    end = _operand_end(text, found.end())
    inner, inner_places = _spell(text[found.end() : end], start + found.end())
    rest, rest_places = _spell(text[end:], start + end)
    head = f"({found[1]}/100*"
    before = list(range(start, start + found.start()))
    here = start + found.start()
    places = [*before, *[here] * len(head), *inner_places, start + end - 1, *rest_places]
    return f"{text[: found.start()]}{head}{inner}){rest}", places


def _operand_end(text: str, start: int) -> int:
    """Where a number, name, call or bracket that begins at ``start`` ends."""
    if inner := _PERCENT_OF.match(text, start):
        return _operand_end(text, inner.end())
    opening = _WORD.match(text, start).end()  # type: ignore[union-attr]  # it may match nothing, and so always does
    if text[opening : opening + 1] != "(":
        return opening
    depth = 0
    for end in range(opening, len(text)):
        depth += (text[end] == "(") - (text[end] == ")")
        if depth == 0:
            return end + 1
    return len(text)


def suggest(name: str, known: Iterator[str] | list[str] | tuple[str, ...]) -> Text | str:
    """ "did you mean ...?", or nothing where nothing is near."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return msg("did you mean {name}?", name=near[0]) if near else ""


class _Reader:
    """Walks a fresh tree once: refuses what is not arithmetic, gathers names and functions."""

    def __init__(
        self,
        text: str,
        places: list[int],
        functions: Mapping[str, tuple[int, int | None]],
        options: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.text, self.places, self.allowed, self.options = text, places, functions, options
        self.names: list[str] = []
        self.functions: list[str] = []
        self.count = 0

    def refuse(self, tree: ast.AST, found: Text, expected: Text) -> ExpressionError:
        return ExpressionError(self.text, self.places[getattr(tree, "col_offset", 0)], found, expected)

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
            case ast.BinOp(left=left, op=op, right=right) if type(op) in BINARY:
                if isinstance(op, ast.Pow) and not _small(right):
                    raise self.refuse(right, msg("a computed power"), msg("a number from -10 to 10 as power"))
                self.check(left, depth + 1)
                self.check(right, depth + 1)
            case ast.Compare(left=left, ops=ops, comparators=comparators) if all(type(op) in COMPARISONS for op in ops):
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
        if name in _DECIMALS and len(tree.args) > 1:
            low, high = _DECIMALS[name]
            decimals = _whole_number(tree.args[1])
            if decimals is None or not low <= decimals <= high:
                found = msg("{option} of {name}", option=ast.unparse(tree.args[1]), name=name)
                raise self.refuse(tree.args[1], found, msg("a whole number from {low} to {high}", low=low, high=high))
        known = self.options.get(name, ())
        given = [word.arg for word in tree.keywords]
        for word in tree.keywords:
            if word.arg not in known or given.count(word.arg) > 1:
                found = msg("option {option} of {name}", option=word.arg or "**", name=name)
                raise self.refuse(tree, found, msg("once, of: {known}", known=", ".join(known) or "—"))
            value = word.value.value if isinstance(word.value, ast.Constant) else None
            low, high = _OPTION_RANGE[word.arg or ""]
            if type(value) is not int or not low <= value <= high:
                found = msg("{option} of {name}", option=word.arg, name=name)
                raise self.refuse(tree, found, msg("a whole number from {low} to {high}", low=low, high=high))
        if "since" in known and all(word.arg != "since" for word in tree.keywords):
            raise self.refuse(tree, msg("{name} without a year", name=name), msg("{name}(x, since=2017)", name=name))
        self.functions.append(name)
        for argument in tree.args:
            self.check(argument, depth + 1)


def _small(tree: ast.expr) -> bool:
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
        tree = tree.operand
    return isinstance(tree, ast.Constant) and isinstance(tree.value, int | float) and abs(tree.value) <= MAX_POWER


def _whole_number(tree: ast.expr) -> int | None:
    """A whole number that is written out, perhaps with a minus sign; None for anything else."""
    sign = 1
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
        sign, tree = -1, tree.operand
    return sign * tree.value if isinstance(tree, ast.Constant) and type(tree.value) is int else None
