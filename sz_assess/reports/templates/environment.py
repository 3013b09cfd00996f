"""The templates of the report, made ready for one language."""

from __future__ import annotations

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sz_assess.i18n import Translator
from sz_assess.reports.templates import quick
from sz_assess.reports.templates.kept import Kept
from sz_assess.resources import shipped


def environment(language: Translator) -> Environment:
    """The templates in one language: escaped, and strict about names that a view does not have."""
    made = quick.QuickEnvironment(
        loader=FileSystemLoader(shipped("report_templates"), encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=Kept(__file__, quick.__file__),
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(language.gettext, language.ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.filters["css_text"] = css_text
    return made


def css_text(text: str) -> Markup:
    """A text as a string of a style sheet. All but letters and digits are escaped, so that nothing ends it early."""
    body = "".join(
        sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):x} " for sign in text if sign.isprintable()
    )
    return Markup(f'"{body}"')
