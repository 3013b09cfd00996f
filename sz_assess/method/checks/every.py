"""Checks that look across the files of a method and an assessment. Each check is a function from files to problems."""

from __future__ import annotations

from sz_assess.errors import Problem
from sz_assess.method.checks.adjustments import check_adjustments
from sz_assess.method.checks.codes import check_codes, check_lists, check_selections
from sz_assess.method.checks.effort import check_effort
from sz_assess.method.checks.firm_awards import check_firm_awards
from sz_assess.method.checks.formulas import check_formulas
from sz_assess.method.checks.funds import check_funds
from sz_assess.method.checks.inspection import check_inspection
from sz_assess.method.checks.ladders import check_ladders
from sz_assess.method.checks.ledgers import check_ledgers
from sz_assess.method.checks.outcomes import check_city_targets, check_grades, check_period, check_vetoes
from sz_assess.method.checks.parents import check_over_periods, check_parents
from sz_assess.method.checks.plausibility import check_plausibility
from sz_assess.method.checks.references import check_other_rules, check_references
from sz_assess.method.checks.requirements import check_named_lists, check_requirements
from sz_assess.method.checks.responsibility import check_responsibility
from sz_assess.method.checks.schemes import check_schemes
from sz_assess.method.checks.tasks import check_tasks
from sz_assess.method.checks.treatment import check_treatment
from sz_assess.method.checks.watch import check_collection, check_watch
from sz_assess.method.checks.weights import check_settings, check_tree
from sz_assess.method.reading.sources import Files, MethodFiles

CHECKS = (
    check_codes,
    check_lists,
    check_selections,
    check_formulas,
    check_ledgers,
    check_references,
    check_other_rules,
    check_vetoes,
    check_city_targets,
    check_grades,
    check_period,
    check_tree,
    check_settings,
    check_adjustments,
    check_treatment,
    check_watch,
    check_collection,
    check_requirements,
    check_parents,
    check_over_periods,
    check_schemes,
    check_named_lists,
    check_funds,
    check_ladders,
    check_firm_awards,
    check_plausibility,
    check_effort,
    check_inspection,
    check_responsibility,
    check_tasks,
)


def check(files: Files) -> list[Problem]:
    """What is wrong between the files of an assessment, its method's included.

    A check that needs a file which could not be read says nothing.
    """
    return [problem for each in CHECKS for problem in each(files)]


def check_method(method: MethodFiles) -> list[Problem]:
    """What is wrong between the files of one method."""
    return check(Files(None, None, method, None, None))
