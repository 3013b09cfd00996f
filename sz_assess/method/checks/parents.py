"""Units made of others, and years made of their parts: what the weights file says of them is there, and adds up."""

from __future__ import annotations

from collections.abc import Iterator

from sz_assess.errors import Problem
from sz_assess.method.checks.codes import unknown
from sz_assess.method.reading.sources import Files
from sz_assess.method.weight_tree import ROOT
from sz_assess.method.weights import WHOLE_YEAR
from sz_assess.text import msg


def check_parents(files: Files) -> Iterator[Problem]:
    """The nodes and the statistic of ``parents`` exist."""
    if files.weights is None or files.method is None or (spec := files.weights.content.parents) is None:
        return
    nodes = files.method.node_codes()
    for n, code in enumerate(spec.at):
        if nodes is not None and code not in {*nodes, ROOT}:
            found, kind = msg("the node {code}", code=code), msg("an indicator or dimension of the method, or total")
            yield unknown(files.weights, ("parents", "at", n), found, kind, code, nodes)
    if spec.weighted_by is not None and files.method.statistics is not None:
        codes = [statistic.code for statistic in files.method.statistics.content.statistics]
        if spec.weighted_by not in codes:
            found, kind = msg("the statistic {code}", code=spec.weighted_by), msg("a statistic of the method")
            yield unknown(files.weights, ("parents", "weighted_by"), found, kind, spec.weighted_by, codes)


def check_over_periods(files: Files) -> Iterator[Problem]:
    """Parts of the year add up to 100, and their results are named by the assessment of a year."""
    if files.weights is None or not (parts := files.weights.content.over_periods):
        return
    whole = sum(parts.values())
    if whole != 100 or min(parts.values()) < 0:
        found = msg("parts of the year that add up to {sum}", sum=str(whole))
        yield files.weights.problem(("over_periods",), found, msg("100, each 0 or more"))
    if files.about is None or files.period is None:
        return
    if files.period.kind != "Y":
        found = msg("parts of a year for {period}", period=str(files.period))
        yield files.weights.problem(("over_periods",), found, msg("a year as the assessed period"))
        return
    given = {previous.period for previous in files.about.content.previous}
    for part in parts:
        if part != WHOLE_YEAR and (period := files.period.part_of_year(part)) not in given:
            yield files.weights.problem(
                ("over_periods", part), msg("no result of {period}", period=str(period)),
                msg("the result of each part"), msg("name it under previous: in assessment.yaml"), at_key=True,
            )  # fmt: skip
