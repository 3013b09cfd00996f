"""Escaping is that of the templates' own library, whatever comes first and however often."""

from jinja2 import Environment
from markupsafe import Markup

from sz_assess.reports.templates.quick import QuickEnvironment

TEMPLATE = (
    "{% macro shown(x) %}<b>{{ x }}</b>{% endmacro %}"
    '<a title="{{ text }}">{{ text }}{{ safe }}{{ shown(text) }}{{ shown(safe) }}{{ number }}{{ missing }}'
    "{% set gathered %}{% for each in texts %}{{ each }}{{ text ~ each }}{% endfor %}{% endset %}{{ gathered }}</a>"
    "{% autoescape false %}{{ text }}{% endautoescape %}"
)


class Shown:
    def __html__(self) -> str:
        return "<i>shown</i>"


def test_the_same_as_escaped_by_the_library() -> None:
    view = {
        "text": "<&>\"'县", "safe": Markup("<&>\"'县"), "number": 1.5, "missing": None,
        "texts": ["<&>\"'县", Markup("<&>\"'县"), Shown(), "plain", ""],
    }  # fmt: skip
    quick = QuickEnvironment(autoescape=True).from_string(TEMPLATE)
    usual = Environment(autoescape=True).from_string(TEMPLATE)
    for _ in range(2):
        assert quick.render(view) == usual.render(view)
    assert quick.render(view).startswith('<a title="&lt;&amp;&gt;&#34;&#39;县">&lt;')
