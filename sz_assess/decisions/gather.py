"""All decisions of one result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sz_assess.decisions.awards import Awards, awards
from sz_assess.decisions.funding import Funding, funding
from sz_assess.decisions.inspection import Inspection, inspection
from sz_assess.decisions.responsibility import Responsibilities, responsibilities
from sz_assess.decisions.tasks import Tasks, tasks
from sz_assess.errors import InputError, Problem
from sz_assess.result import Result

Kind = TypeVar("Kind")


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
    found_awards = _gathered(awards, result, problems)
    found_funding = _gathered(funding, result, problems)
    found_inspection = _gathered(inspection, result, problems)
    found_years = _gathered(responsibilities, result, problems)
    found_tasks = _gathered(lambda each: tasks(each.assessment, each.panel), result, problems)
    if problems or found_awards is None or found_funding is None or found_inspection is None:
        raise InputError(problems)
    if found_years is None or found_tasks is None:
        raise InputError(problems)
    return Decisions(found_awards, found_funding, found_inspection, found_years, found_tasks)


def _gathered(make: Callable[[Result], Kind], result: Result, problems: list[Problem]) -> Kind | None:
    """One kind of decision; its problems are noted, so that the other kinds can tell theirs."""
    try:
        return make(result)
    except InputError as error:
        problems.extend(error.problems)
        return None
