"""A checked expression over the columns of a table as SQL, for a database that is given nothing else.

The text is built from the tree alone: columns by quoted names out of a closed list, numbers and choices as literals
that were checked, and a handful of operators and functions. Whatever else the author wrote was refused when the
expression was read, or is refused here with its place. Missing cells follow SQL, which has the logic of
:mod:`~sz_assess.expression.evaluating`: a condition on what is not known is not known.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from sz_assess.errors import Words
from sz_assess.expression.reading import Expression, ExpressionError, suggest
from sz_assess.expression.tree import COMPARISONS, Call, as_call, dotted
from sz_assess.numeric import COARSEST, MOST_NOISE, NOISE
from sz_assess.text import Text, msg

Kind = Literal["decimal", "double", "date", "truth", "choice", "text", "period"]

SIGNATURES: dict[str, tuple[int, int | None]] = {
    "known": (1, 1),
    "one_of": (2, None),
    "year": (1, 1),
    "month": (1, 1),
    "abs": (1, 1),
    "min": (2, None),
    "max": (2, None),
}
"""Functions of a condition, with their least and most number of arguments."""

MAX_SQL = 20_000
"""Characters of the SQL of one expression."""

PERIOD_YEAR = "period.year"
"""The year of the period that is counted for."""

WORDS: dict[Kind, Text] = {
    "decimal": msg("a number"),
    "double": msg("a number"),
    "date": msg("a date"),
    "truth": msg("a condition"),
    "choice": msg("one of a list of words"),
    "text": msg("a text"),
    "period": msg("a period"),
}


@dataclass(frozen=True)
class SqlColumn:
    """What an expression may know of a column: its kind, and of a choice its words."""

    kind: Kind
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sql:
    """A piece of SQL and the kind of its value."""

    text: str
    kind: Kind
    choices: tuple[str, ...] = ()

    @property
    def is_number(self) -> bool:
        return self.kind in {"decimal", "double"}


def quote(name: str) -> str:
    """An identifier in quotation marks."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text in quotation marks."""
    return "'" + text.replace("'", "''") + "'"


def condition(expression: Expression, columns: Mapping[str, SqlColumn]) -> Sql:
    """The SQL of a condition. Raises ExpressionError for anything else."""
    sql = _Writer(expression, columns).write(expression.tree)
    if sql.kind != "truth":
        raise ExpressionError(
            expression.text, 0, WORDS[sql.kind], msg("a condition, such as {example}", example="a > 0")
        )
    return sql


def amount(expression: Expression, columns: Mapping[str, SqlColumn]) -> Sql:
    """The SQL of a number. Raises ExpressionError for anything else."""
    sql = _Writer(expression, columns).write(expression.tree)
    if not sql.is_number:
        raise ExpressionError(expression.text, 0, WORDS[sql.kind], msg("a number"))
    return sql


class _Writer:
    """Writes one tree, from the leaves up."""

    def __init__(self, expression: Expression, columns: Mapping[str, SqlColumn]) -> None:
        self.expression, self.columns = expression, columns

    def refuse(self, tree: ast.expr, found: Words, expected: Words, mend: Words = "") -> ExpressionError:
        found = found if isinstance(found, Text) else msg("{found}", found=found)
        expected = expected if isinstance(expected, Text) else msg("{expected}", expected=expected)
        offset = min(getattr(tree, "col_offset", 0), max(len(self.expression.text) - 1, 0))
        return ExpressionError(self.expression.text, offset, found, expected, mend)

    def write(self, tree: ast.expr) -> Sql:
        """The SQL of a tree, bounded: some operators need their operands several times over."""
        sql = self._written(tree)
        if len(sql.text) > MAX_SQL:
            raise self.refuse(tree, msg("a very large expression"), msg("fewer operators within each other"))
        return sql

    def _written(self, tree: ast.expr) -> Sql:
        match tree:
            case ast.Constant(value=int() | float() as value):
                return Sql(format(Decimal(repr(value)), "f"), "decimal")
            case ast.Name() | ast.Attribute():
                return self._name(tree)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Sql(f"(NOT {self._truth(operand)})", "truth")
            case ast.UnaryOp(op=op, operand=operand):
                inner = self._number(operand)
                return Sql(f"(-{inner.text})" if isinstance(op, ast.USub) else inner.text, inner.kind)
            case ast.BinOp(left=left, op=op, right=right):
                return self._arithmetic(op, self._number(left), self._number(right))
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                sides = [left, *comparators]
                parts = [self._compared(*each) for each in zip(ops, sides[:-1], sides[1:], strict=True)]
                return Sql(f"({' AND '.join(parts)})", "truth")
            case ast.BoolOp(op=op, values=values):
                joint = " AND " if isinstance(op, ast.And) else " OR "
                return Sql(f"({joint.join(map(self._truth, values))})", "truth")
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self._branches(test, body, orelse)
            case ast.Call():
                return self._call(tree, as_call(tree))
        raise TypeError(f"unchecked tree: {ast.dump(tree)}")

    def _name(self, tree: ast.expr) -> Sql:
        name = dotted(tree)
        if name == PERIOD_YEAR:
            return Sql(quote(PERIOD_YEAR), "decimal")
        if (column := self.columns.get(name)) is None:
            known = [*self.columns, PERIOD_YEAR]
            mend = suggest(name, known)
            if not mend and any(name in each.choices for each in self.columns.values()):
                mend = msg("compare the column whose word it is with it, by == or !=")
            raise self.refuse(tree, msg("{name}", name=name), msg("a column of the ledger: {known}", known=known), mend)
        return Sql(quote(name), column.kind, column.choices)

    def _number(self, tree: ast.expr) -> Sql:
        sql = self.write(tree)
        if not sql.is_number:
            raise self.refuse(tree, WORDS[sql.kind], msg("a number"))
        return sql

    def _truth(self, tree: ast.expr) -> str:
        sql = self.write(tree)
        if sql.kind != "truth":
            raise self.refuse(tree, WORDS[sql.kind], msg("a condition"))
        return sql.text

    def _arithmetic(self, op: ast.operator, left: Sql, right: Sql) -> Sql:
        if isinstance(op, ast.Add | ast.Sub):
            sign = "+" if isinstance(op, ast.Add) else "-"
            if left.kind == right.kind == "decimal":
                # Wide enough for any number of a cell, so that the sum is exact.
                return Sql(f"({_wide(left.text)} {sign} {_wide(right.text)})", "decimal")
            return Sql(f"({_double(left.text)} {sign} {_double(right.text)})", "double")
        a, b = _double(left.text), _double(right.text)
        match op:
            case ast.Mult():
                text = f"({a} * {b})"
            case ast.Div():
                text = f"({a} / nullif({b}, 0))"
            case _:
                text = f"(CASE WHEN isfinite(pow({a}, {b})) THEN pow({a}, {b}) END)"
        return Sql(text, "double")

    def _compared(self, op: ast.cmpop, left: ast.expr, right: ast.expr) -> str:
        sign = COMPARISONS[type(op)]
        a, b = self._sides(left, right)
        if sign not in {"==", "!="} and a.kind in {"choice", "text", "truth"}:
            raise self.refuse(left, WORDS[a.kind], msg("a number or a date before {sign}", sign=sign))
        sql = {"==": "=", "!=": "<>"}.get(sign, sign)
        if "double" in {a.kind, b.kind}:
            return _close(sign, _double(a.text), _double(b.text))
        return f"({a.text} {sql} {b.text})"

    def _sides(self, left: ast.expr, right: ast.expr) -> tuple[Sql, Sql]:
        """Both sides; a bare word beside a column of words is one of them."""
        for column, word in ((left, right), (right, left)):
            known = self.columns.get(_plain(column))
            if known is not None and known.kind == "choice" and _plain(word) and _plain(word) not in self.columns:
                chosen = Sql(literal(self._choice(word, known)), "choice", known.choices)
                own = self.write(column)
                return (own, chosen) if column is left else (chosen, own)
        a, b = self.write(left), self.write(right)
        if a.kind != b.kind and not (a.is_number and b.is_number):
            found = msg("{one} beside {other}", one=WORDS[a.kind], other=WORDS[b.kind])
            mend = msg("take year(...) of a date") if "date" in {a.kind, b.kind} else ""
            raise self.refuse(right, found, msg("two of a kind to compare"), mend)
        if a.kind in {"text", "period"}:
            raise self.refuse(left, WORDS[a.kind], msg("numbers, dates, conditions or words of a list to compare"))
        return a, b

    def _choice(self, tree: ast.expr, column: SqlColumn) -> str:
        word = _plain(tree)
        if word not in column.choices:
            near = suggest(word, list(column.choices))
            raise self.refuse(tree, msg("{word}", word=word), msg("one of {words}", words=list(column.choices)), near)
        return word

    def _branches(self, test: ast.expr, body: ast.expr, orelse: ast.expr) -> Sql:
        held, a, b = self._truth(test), self._number(body), self._number(orelse)
        kind: Kind = "decimal" if a.kind == b.kind == "decimal" else "double"
        first, second = (a.text, b.text) if kind == "decimal" else (_double(a.text), _double(b.text))
        return Sql(f"(CASE WHEN {held} THEN {first} WHEN NOT {held} THEN {second} END)", kind)

    def _call(self, tree: ast.Call, call: Call) -> Sql:
        first = call.arguments[0]
        match call.function:
            case "known":
                return Sql(f"({self.write(first).text} IS NOT NULL)", "truth")
            case "one_of":
                column = self.columns.get(_plain(first))
                if column is None or column.kind != "choice":
                    raise self.refuse(first, msg("{name}", name=ast.unparse(first)), msg("a column of the type choice"))
                words = ", ".join(literal(self._choice(word, column)) for word in call.arguments[1:])
                return Sql(f"({quote(_plain(first))} IN ({words}))", "truth")
            case "year" | "month":
                sql = self.write(first)
                if sql.kind != "date":
                    raise self.refuse(first, WORDS[sql.kind], msg("a date"))
                return Sql(f"CAST({call.function}({sql.text}) AS DECIMAL(18, 0))", "decimal")
            case "abs":
                inner = self._number(first)
                return Sql(f"abs({inner.text})", inner.kind)
            case "min" | "max":
                return self._extreme(call)
        raise self.refuse(
            tree, msg("function {name}", name=call.function), msg("one of {names}", names=list(SIGNATURES))
        )

    def _extreme(self, call: Call) -> Sql:
        """Not known where one of them is not known, unlike SQL's own."""
        parts = [self._number(each) for each in call.arguments]
        kind: Kind = "decimal" if all(part.kind == "decimal" for part in parts) else "double"
        texts = [part.text if kind == "decimal" else _double(part.text) for part in parts]
        known = " AND ".join(f"{text} IS NOT NULL" for text in texts)
        function = "least" if call.function == "min" else "greatest"
        return Sql(f"(CASE WHEN {known} THEN {function}({', '.join(texts)}) END)", kind)


def _plain(tree: ast.expr) -> str:
    """A bare name, or nothing."""
    return tree.id if isinstance(tree, ast.Name) else ""


def _wide(text: str) -> str:
    return f"CAST({text} AS DECIMAL(36, 6))"


def _double(text: str) -> str:
    return f"CAST({text} AS DOUBLE)"


def _close(sign: str, a: str, b: str) -> str:
    """A comparison of computed numbers, in which those that differ by noise are the same (``numeric.noise``)."""
    size = f"greatest(abs({a}), abs({b}))"
    noise = f"greatest(least({NOISE!r} * greatest(1.0, {size}), {MOST_NOISE!r}), {size} * {COARSEST!r})"
    same = f"(abs({a} - {b}) <= {noise})"
    match sign:
        case "==":
            return same
        case "!=":
            return f"(NOT {same})"
        case ">=" | "<=":
            return f"({a} {sign} {b} OR {same})"
    return f"({a} {sign} {b} AND NOT {same})"
