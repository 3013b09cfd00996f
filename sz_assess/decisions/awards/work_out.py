"""Every award of a result."""

from __future__ import annotations

from sz_assess.assess.values import Figures
from sz_assess.decisions.awards import counted, firms, ladders, returns
from sz_assess.decisions.awards.model import Award, Awards, Installment, Rule
from sz_assess.errors import InputError
from sz_assess.result import Result


def awards(result: Result) -> Awards:
    """Work out all awards of the method. Raises :class:`InputError` with every figure that a rule refuses."""
    figures = Figures(result.assessment, result.panel)
    method = result.assessment.method
    rows: list[Award] = []
    for rule in method.awards:
        rows.extend(counted.rows(result, figures, rule))
    for ladder in method.ladders:
        rows.extend(ladders.rows(result, figures, ladder))
    for firm in method.firm_awards:
        rows.extend(firms.rows(result, figures, firm))
    schedule: list[Installment] = []
    for project in method.returns:
        found, installments = returns.rows(result, figures, project)
        rows.extend(found)
        schedule.extend(installments)
    if figures.problems:
        raise InputError(figures.problems)
    rules: list[Rule] = [*method.awards, *method.ladders, *method.firm_awards, *method.returns]
    return Awards(tuple(rules), tuple(rows), tuple(schedule))
