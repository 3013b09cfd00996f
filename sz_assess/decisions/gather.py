"""All decisions of one result."""

from __future__ import annotations

from dataclasses import dataclass

from sz_assess.decisions.awards import Awards, awards
from sz_assess.decisions.funding import Funding, funding
from sz_assess.decisions.inspection import Inspection, inspection
from sz_assess.decisions.responsibility import Responsibilities, responsibilities
from sz_assess.decisions.tasks import Tasks, tasks
from sz_assess.errors import InputError, Problem, noted
from sz_assess.result import Result


@dataclass(frozen=True)
class Decisions:
    """What the method's rules make of a result, kind by kind. A kind that the method does not use is empty."""

    awards: Awards
    funding: Funding
    inspection: Inspection
    responsibility: Responsibilities
    tasks: Tasks


def decide(result: Result) -> Decisions:
    """Apply every rule for decisions to a result.

    Raises :class:`InputError` with the problems of all kinds together: figures that a rule refuses, sums of money that
    can't be shared out as the files ask.
    """
    problems: list[Problem] = []
    with noted(problems):
        found_awards = awards(result)
    with noted(problems):
        found_funding = funding(result)
    with noted(problems):
        found_inspection = inspection(result)
    with noted(problems):
        found_years = responsibilities(result)
    with noted(problems):
        found_tasks = tasks(result.assessment, result.panel)
    if problems:
        raise InputError(problems)
    return Decisions(found_awards, found_funding, found_inspection, found_years, found_tasks)
