"""Expressions: what is refused, what they mean, and that their written form is true."""

import ast
import re
import string
import time
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sz_assess.expression import Call, Expression, ExpressionError, Scope, parse, stands_alone, suggest
from sz_assess.expression.reading import MAX_LENGTH, MAX_NODES
from sz_assess.functions import PLAIN, SIGNATURES, PlainScope
from sz_assess.text import number
from tests.arithmetic import read_back

OPTIONS = {"growth": ("years",), "cagr": ("since",)}
FUNCTIONS: dict[str, tuple[int, int | None]] = {**SIGNATURES, "growth": (1, 1), "cagr": (1, 1)}


class Names(PlainScope):
    def __init__(self, **values: Any) -> None:
        self.values = values

    def name(self, name: str) -> Any:
        return self.values[name]


def value(text: str, **names: float) -> float:
    return float(parse(text, SIGNATURES).evaluate(Names(**names)))


# --- what is refused ------------------------------------------------------------------------------------------------

HOSTILE = [
    "",
    " ",
    "a.b().c",
    "(1).real",
    "''.join(a)",
    "a[0]",
    "[a, b]",
    "{a: b}",
    "(a, b)",
    "lambda: a",
    "[x for x in a]",
    "(x for x in a)",
    "a := 3",
    "(a := 3)",
    "f'{a}'",
    "'text'",
    "b'text'",
    "True",
    "None",
    "...",
    "1j",
    "1e400",
    "1e16",
    "9" * 400,
    "__import__('os')",
    "__builtins__",
    "a.__class__",
    "abs.__globals__",
    "eval(a)",
    "getattr(a, b)",
    "a if b",
    "a; b",
    "a\n+ b )",
    "a # comment",
    "a & b",
    "a | b",
    "a ^ b",
    "~a",
    "a @ b",
    "a // b",
    "a % b",
    "a << 3",
    "a is b",
    "a in b",
    "await a",
    "yield a",
    "*a",
    "abs(*a)",
    "abs(**a)",
    "abs(x=a)",
    "abs()",
    "abs(a, b)",
    "clip(a, 1)",
    "no_such_function(a)",
    "a ** b",
    "a ** 11",
    "a ** -11",
    "2 ** 2 ** 5",
    "growth(a, years=0)",
    "growth(a, years=101)",
    "growth(a, years=1.5)",
    "growth(a, years=True)",
    "growth(a, years=b)",
    "growth(a, year=2)",
    "growth(a, years=1, years=2)",
    "cagr(a)",
    "cagr(a, since=12)",
    "90% of",
    "90%",
    "90% of (a",
    "of a",
    "a.",
    "工业投资 + 1",
    "a × b",
    "（a + b）",
    "a，b",
    "\x00",
    "a\ud800",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_not_arithmetic_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        parse(text, FUNCTIONS, OPTIONS)
    assert 0 <= refused.value.offset <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 400 + "a" + ")" * 400,
        "-" * 900 + "a",
        "not " * 200 + "a",
        "abs(" * 100 + "a" + ")" * 100,
        "a" + "+a" * 300,
        "a" + " < a" * 300,
        "a" + " and a" * 180,
        "a" + ".a" * 400 + "()",
        "a if a else " * 70 + "a",
        "9" * 900,
        "1" + "**1" * 300,
        "90% of " * 140 + "a",
        "a" * (MAX_LENGTH + 1),
    ],
)
def test_what_is_large_is_refused_at_once(text: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(ExpressionError):
        parse(text, FUNCTIONS, OPTIONS)
    assert time.perf_counter() - begun < 0.5


PIECES = [
    *"a1()()+-*/<=!,.:[]{}\\#@%^\n\t'",
    "target",
    "0.5",
    "90%",
    "of",
    "**",
    "==",
    "and",
    "or",
    "not",
    "if",
    "else",
]
PIECES += ["abs(", "growth(", "years=", "since=2017", "..", "__", "lambda", "for", "in", "is"]


@given(
    st.text(max_size=60)
    | st.text(alphabet=string.printable, max_size=200)
    | st.lists(
        st.sampled_from(PIECES),
        max_size=25,
    ).map(" ".join)
)
@example("\\")
@example("1if 2else 3")
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    expression = None
    try:
        expression = parse(text, FUNCTIONS, OPTIONS)
    except ExpressionError as error:
        refused = error
    if expression is None:
        assert str(refused)
        assert 0 <= refused.offset <= len(text)
        return
    assert len(list(ast.walk(expression.tree))) < 12 * MAX_NODES
    allowed = (ast.expr, ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.keyword, ast.expr_context)
    assert all(isinstance(part, allowed) for part in ast.walk(expression.tree))
    assert "__" not in "".join(expression.names)
    assert expression.written(str)


def test_a_refusal_points_at_the_place_and_says_what_to_write() -> None:
    with pytest.raises(ExpressionError) as refused:
        parse("  a + grwth(b)", FUNCTIONS, OPTIONS)
    assert refused.value.offset == 6
    assert "did you mean growth?" in str(refused.value)
    with pytest.raises(ExpressionError) as refused:
        parse("70% of target + a[0]")
    assert refused.value.offset == 17
    with pytest.raises(ExpressionError) as refused:
        parse("70% of target + b.c() + 1")
    assert refused.value.offset == 16
    for typed, plain in (("a × b", "write *"), ("（a)", "write ("), ("a≥b", "write >="), ("a^2", "write **")):
        with pytest.raises(ExpressionError) as refused:
            parse(typed)
        assert str(refused.value).endswith(plain)


def test_a_near_name_is_suggested() -> None:
    assert str(suggest("tagret", ["target", "stretch"])) == "did you mean target?"
    assert not suggest("zzz", ["target"])


# --- what they mean -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4", 20),
        ("10 - 4 - 3", 3),
        ("100 / 10 / 5", 2),
        ("-2 ** 2", -4),
        ("(-2) ** 2", 4),
        ("2 ** -1", 0.5),
        ("4 ** 0.5", 2),
        ("90% of 200", 180),
        ("180 / 90% of 200", 1),
        ("50% of (1 + 3) ** 2", 4),
        ("50% of 10% of 200", 10),
        ("2.5 % of  max(200, 100) + 1", 6),
        ("1 < 2 < 3", 1),
        ("3 > 2 > 2", 0),
        ("(2 > 1) + (3 > 2) + (1 > 2)", 2),
        ("-(2 > 1)", -1),
        ("5 if 2 > 1 and not 3 < 2 else 7", 5),
        ("0.1 + 0.2 <= 0.3", 1),
        ("min(3, 1, 2) + max(3, 1, 2)", 4),
        ("clip(120, 0, 100)", 100),
        ("abs(-3)", 3),
        ("round(2.675, 2)", 2.68),
        ("round(2.5)", 3),
        ("whole((0.3 - 0.1) / 0.1)", 2),
        ("whole(-1.5)", -1),
        ("log(exp(2))", 2),
        ("log10(1000)", 3),
        ("sqrt(16)", 4),
        (100, 100),
        (0.1, 0.1),
    ],
)
def test_arithmetic(text: str | float, expected: float) -> None:
    assert parse(text, SIGNATURES).evaluate(Names()) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    "text",
    ["1 / 0", "0 ** -1", "(-1) ** 0.5", "log(0)", "log(-1)", "sqrt(-1)", "exp(1000)", "((10 ** 10) ** 10) ** 10"],
)
def test_outside_the_domain_there_is_no_number(text: str) -> None:
    assert np.isnan(parse(text, SIGNATURES).evaluate(Names()))


def test_what_is_not_known_stays_unknown() -> None:
    """A missing figure neither passes nor fails a condition; what is certain without it is certain."""
    unknown = float("nan")
    assert np.isnan(value("a > 1", a=unknown))
    assert np.isnan(value("not a > 1", a=unknown))
    assert np.isnan(value("5 if a > 1 else 7", a=unknown))
    assert np.isnan(value("a > 1 and b > 1", a=unknown, b=2.0))
    assert value("a > 1 and b > 1", a=unknown, b=0.0) == 0
    assert value("a > 1 or b > 1", a=unknown, b=2.0) == 1
    assert np.isnan(value("a > 1 or b > 1", a=unknown, b=0.0))
    assert np.isnan(value("min(a, 1)", a=unknown))
    assert np.isnan(value("a == a", a=unknown))


def test_arrays_go_through_at_once() -> None:
    scope = Names(a=np.array([1.0, 2.0, np.nan]), b=np.array([2.0]))
    found = parse("a / b if a > 1 else -1", SIGNATURES).evaluate(scope)
    np.testing.assert_array_equal(found, [-1.0, 1.0, np.nan])


def test_names_and_functions_are_gathered_in_order() -> None:
    expression = parse("growth(a) + b.c * a + cagr(d, since=2017)", FUNCTIONS, OPTIONS)
    assert expression.names == ("a", "b.c", "d")
    assert expression.functions == ("growth", "cagr")
    assert expression == parse("growth(a) + b.c * a + cagr(d, since=2017)", FUNCTIONS, OPTIONS)


def test_constants_are_known_beforehand() -> None:
    assert parse("2 * 3").constant == 6
    assert parse("2 * a").constant is None
    assert parse("abs(-2)", SIGNATURES).constant is None


def test_a_plain_scope_knows_no_name() -> None:
    for text in ("a", "abs(1)"):
        with pytest.raises(KeyError):
            parse(text, SIGNATURES).evaluate(Scope())


# --- the same, exactly, by another way ------------------------------------------------------------------------------

LETTERS = "abcd"
DECIMALS = st.integers(-500, 500).map(lambda n: Fraction(n, 10))


def trees(depth: int) -> st.SearchStrategy[str]:
    """Random arithmetic as a person may type it, with more and fewer brackets than needed."""
    leaf = st.sampled_from([*LETTERS, "2", "0.5", "10"])
    if depth == 0:
        return leaf
    part = trees(depth - 1)
    return st.one_of(
        leaf,
        st.tuples(part, st.sampled_from("+-*/"), part).map(" ".join),
        st.tuples(part, st.sampled_from("+-*/"), part).map(lambda three: f"({' '.join(three)})"),
        part.map("-{}".format),
        part.map("(-{})".format),
        part.map("({}) ** 2".format),
        part.map("-{} ** 3".format),
        st.tuples(part, part, part).map("({0[0]} if {0[1]} > {0[2]} else {0[1]})".format),
        st.tuples(part, part).map("max({0[0]}, {0[1]})".format),
        st.tuples(st.integers(1, 150), st.sampled_from(LETTERS)).map("{0[0]}% of {0[1]}".format),
        part.map("abs({})".format),
    )


EXACTLY: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "Add": lambda a, b: a + b,
    "Sub": lambda a, b: a - b,
    "Mult": lambda a, b: a * b,
    "Div": lambda a, b: a / b,
    "Pow": lambda a, b: Fraction(a ** int(b)),
}


def exactly(tree: ast.expr, names: Mapping[str, Fraction]) -> Fraction:
    """The expression by exact fractions. Raises ZeroDivisionError."""
    match tree:
        case ast.Constant(value=int() | float() as constant):
            return Fraction(str(constant))
        case ast.Name(id=name):
            return names[name]
        case ast.UnaryOp(operand=operand):
            return -exactly(operand, names)
        case ast.BinOp(left=left, op=op, right=right):
            a, b = exactly(left, names), exactly(right, names)
            return EXACTLY[type(op).__name__](a, b)
        case ast.IfExp(test=ast.Compare(left=left, comparators=[right]), body=body, orelse=orelse):
            return exactly(body if exactly(left, names) > exactly(right, names) else orelse, names)
        case ast.Call(func=ast.Name(id="max"), args=args):
            return max(exactly(argument, names) for argument in args)
        case ast.Call(func=ast.Name(id="abs"), args=[argument]):
            return abs(exactly(argument, names))
    raise TypeError(ast.dump(tree))


@given(trees(3), st.fixed_dictionaries(dict.fromkeys(LETTERS, DECIMALS)))
def test_the_value_and_the_written_arithmetic_are_the_exact_ones(text: str, names: dict[str, Fraction]) -> None:
    try:
        expression = parse(text, SIGNATURES)
    except ExpressionError:  # a tower of powers
        return
    plain = re.sub(r"(\d+)% of ([a-d])", r"(\1/100*\2)", text)
    try:
        expected = exactly(ast.parse(plain, mode="eval").body, names)
    except ZeroDivisionError:
        return
    if abs(expected) > 10**9 or (expected and abs(expected) < Fraction(1, 10**6)):
        return
    found = float(expression.evaluate(Names(**{name: float(part) for name, part in names.items()})))
    if np.isnan(found):  # a branch that divides by a difference that only float64 sees, or by 0
        return
    sizes = pytest.approx(float(expected), rel=1e-7, abs=1e-7)
    if " if " not in text:  # a choice may turn on the last bit
        assert found == sizes
        written = expression.written(lambda name: number(float(names[name]), 6))
        assert float(read_back(written)) == sizes


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a*(b+c)", "a × (b + c)"),
        ("a/(b*c)", "a ÷ (b × c)"),
        ("a/b/c", "a ÷ b ÷ c"),
        ("a-(b-c)", "a − (b − c)"),
        ("(a**2)**3", "(a ^ 2) ^ 3"),
        ("a - -b", "a − (−b)"),
        ("a*-b", "a × (−b)"),
        ("-(-a)", "−(−a)"),
        ("-a**2", "−a ^ 2"),
        ("(-a)**2", "(−a) ^ 2"),
        ("not (a > 1 or b <= 2)", "not (a > 1 or b ≤ 2)"),
        ("a if b != c else d", "a if b ≠ c else d"),
        ("2 * (a if b > c else d)", "2 × (a if b > c else d)"),
        ("90% of target", "90 ÷ 100 × target"),
        ("a / 90% of target", "a ÷ (90 ÷ 100 × target)"),
        ("max(a, -b) / 2", "max(a, −b) ÷ 2"),
        ("a*0.00001", "a × 0.00001"),
    ],
)
def test_school_notation(text: str, written: str) -> None:
    assert parse(text, SIGNATURES).written(lambda name: name) == written


def test_negative_numbers_are_put_in_brackets() -> None:
    numbers = {"a": "−5", "b": "3"}
    for text, written in (
        ("a", "−5"),
        ("a + b", "(−5) + 3"),
        ("b - a", "3 − (−5)"),
        ("-a", "−(−5)"),
        ("a**2", "(−5) ^ 2"),
    ):
        assert parse(text).written(numbers.__getitem__) == written


def test_a_function_may_write_itself() -> None:
    def call(use: Call) -> str:
        return f"{use.function} over {use.options.get('years', 1)}"

    expression: Expression = parse("2 * growth(a, years=3)", FUNCTIONS, OPTIONS)
    assert expression.written(str, call) == "2 × (growth over 3)"
    assert expression.written(str) == "2 × growth(a, years=3)"


def test_what_stands_alone() -> None:
    assert all(map(stands_alone, ["12.5", "x", "x[2017]", "(a + b)", "max(a, b)", "Σ(a + b)"]))
    assert not any(map(stands_alone, ["a + b", "(a) + (b)", "−3", "|a|", "(a + b) ÷ |c|", "Σx"]))


def test_every_plain_function_is_documented_by_its_arguments() -> None:
    assert set(PLAIN) == set(SIGNATURES)


@pytest.mark.parametrize("decimals", ["a", "1.5", "11", "-11", "0 / 0", "2 - 1"])
def test_decimals_are_a_whole_number_that_is_written_out(decimals: str) -> None:
    with pytest.raises(ExpressionError, match="a whole number from -10 to 10"):
        parse(f"round(a, {decimals})", SIGNATURES)


def test_rounding_to_tens_and_to_places() -> None:
    assert parse("round(1234.5, -2)", SIGNATURES).evaluate(Names()) == 1200
    assert parse("round(0.00015, 4)", SIGNATURES).evaluate(Names()) == 0.0002


def test_what_arithmetic_leaves_of_nothing_divides_nothing() -> None:
    # In binary 0.3 - 0.2 - 0.1 is -2.8e-17.
    assert np.isnan(parse("5 / (0.3 - 0.2 - 0.1)").evaluate(Names()))
    assert parse("5 / 0.000001").constant == 5_000_000
