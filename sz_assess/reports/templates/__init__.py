"""How templates are made ready: settings and filters, quick escaping, compiled code kept for the next run."""

from sz_assess.reports.templates.environment import css_text, environment

__all__ = ["css_text", "environment"]
