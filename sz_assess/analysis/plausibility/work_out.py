"""All plausibility checks of a result. They read the data and move no score."""

from __future__ import annotations

from sz_assess.analysis.plausibility.digits import look
from sz_assess.analysis.plausibility.model import Plausibility
from sz_assess.analysis.plausibility.related import judge
from sz_assess.result import Result, remembered


@remembered
def plausibility(result: Result) -> Plausibility:
    """Everything that the method's plausibility.yaml wants looked at."""
    assessment, panel = result.assessment, result.panel
    spec = assessment.method.plausibility
    return Plausibility(
        tuple(judge(each, assessment, panel) for each in spec.related),
        look(spec.digits, assessment, panel),
    )
