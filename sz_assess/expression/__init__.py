"""Safe expressions: the arithmetic that policy staff write in method files.

An expression is parsed once into a tree of a few harmless kinds (numbers, names, ``+ - * / **``, comparisons,
``and or not``, calls of declared functions, ``a if condition else b``). The same tree is then evaluated over arrays,
and written out for people with numbers in place of names. Nothing is ever handed to Python's ``eval``, and bounds on
length, depth and powers keep a hostile text from costing anything.
"""

from sz_assess.expression.evaluating import Scope, evaluate
from sz_assess.expression.reading import Expression, ExpressionError, parse, suggest
from sz_assess.expression.tree import Call
from sz_assess.expression.writing import stands_alone, write_tree

__all__ = [
    "Call",
    "Expression",
    "ExpressionError",
    "Scope",
    "evaluate",
    "parse",
    "stands_alone",
    "suggest",
    "write_tree",
]
