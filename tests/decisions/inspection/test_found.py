"""What items tell where places are published and scores are not, on the result of tests/reports/conftest.py."""

from pathlib import Path
from typing import Any

import pytest

from sz_assess.analysis.compare import compare
from sz_assess.decisions.inspection.by_data import struck
from sz_assess.decisions.inspection.by_place import last_places
from sz_assess.decisions.inspection.found import Scene
from sz_assess.method.decisions.inspection import LastPlaces, Struck
from sz_assess.method.decisions.inspection_figures import RuleFigures
from tests.reports.conftest import small_result

LAST = LastPlaces.model_validate({"what": "last_places", "over": "all", "least_units": 2})
STRUCK = Struck.model_validate({"what": "adjustments", "kinds": ["veto", "deduction"]})


def scene(folder: Path, **about: Any) -> Scene:
    result = small_result(folder, **about)
    return Scene(result, compare(result), None)


@pytest.mark.parametrize(("disclosure", "evidence"), [("full", "score 14"), ("ranks", "place 4 of 4")])
def test_the_last_place(disclosure: str, evidence: str, tmp_path: Path) -> None:
    """North is last, with 14 points."""
    found = list(last_places(scene(tmp_path, disclosure=disclosure), LAST, RuleFigures(days=20, last=1)))
    assert [(each.unit, str(each.says)) for each in found] == [(3, "place 4 of 4")]
    assert [str(each.says) for each in found[0].evidence] == [evidence]


@pytest.mark.parametrize(
    ("disclosure", "deduction"),
    [("full", "deduction: Accidents, −1.5 points"), ("ranks", "deduction: Accidents")],
)
def test_a_veto_and_a_deduction(disclosure: str, deduction: str, tmp_path: Path) -> None:
    """North had one accident at 1.5 points, and cases of ground steel."""
    found = list(struck(scene(tmp_path, disclosure=disclosure), STRUCK, RuleFigures(days=20)))
    assert [(each.unit, str(each.says)) for each in found] == [(3, "veto: Ground steel"), (3, deduction)]
    assert [str(each.says) for each in found[1].evidence] == ["counted: 1"]
