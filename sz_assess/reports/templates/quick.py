"""Templates that escape quickly: a large report puts millions of texts into its pages, many of them again and again."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import Environment
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr, Getattr
from markupsafe import Markup, escape


class _Quick(CodeGenerator):
    """Code that escapes through :meth:`QuickEnvironment.escaped`, and asks a view for a part as Python does: a view is
    an object, not a dictionary, and one that lacks the part is an error at once."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802 - the library's name
        """``view.part`` is ``view.part``."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")


class QuickEnvironment(Environment):
    """An environment that escapes the same text once."""

    code_generator_class = _Quick

    @staticmethod
    def escaped(value: object) -> str:
        """``value`` as it stands in a page."""
        if type(value) is str:
            return _escaped(value)
        return value if type(value) is Markup else escape(value)


@lru_cache(maxsize=1 << 16)
def _escaped(text: str) -> str:
    return str(escape(text))
