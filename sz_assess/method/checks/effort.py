"""Efforts in the weights file are those of indicators that the method has."""

from __future__ import annotations

from collections.abc import Iterator

from sz_assess.errors import Problem
from sz_assess.method.checks.codes import unknown
from sz_assess.method.reading.sources import Files
from sz_assess.method.reading.yaml_values import keys
from sz_assess.text import msg

EFFORT = keys("decisions.effort.indicators")


def check_effort(files: Files) -> Iterator[Problem]:
    """Every indicator of ``effort`` exists."""
    if files.weights is None or files.method is None or (effort := files.weights.content.decisions.effort) is None:
        return
    if not files.method.all_dimensions:
        return
    indicators = {indicator.code for _, indicator in files.method.indicators()}
    for code in effort.indicators:
        if code not in indicators:
            found, kind = msg("the effort of {code}", code=code), msg("an indicator of the method")
            yield unknown(files.weights, (*EFFORT, code), found, kind, code, indicators)
