"""Checks that look across the files of a method and an assessment."""

from __future__ import annotations

from sz_assess.errors import Problem
from sz_assess.method.sources import Files, MethodFiles


def check_method(method: MethodFiles) -> list[Problem]:
    """What is wrong between the files of one method."""
    return []


def check(files: Files) -> list[Problem]:
    """What is wrong between the files of an assessment, its method's included."""
    return []
