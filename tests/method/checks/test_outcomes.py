"""The earlier result is one of a period that is over when the assessed one is, whatever kinds of period they are."""

from pathlib import Path

import pytest

from sz_assess.errors import InputError
from sz_assess.method.load import load_assessment


def with_previous(folder: Path, period: str, previous: str) -> Path:
    file = folder / "assessment.yaml"
    text = file.read_text(encoding="utf-8").replace("period: 2021", f"period: {period}")
    file.write_text(f"{text}previous: {{period: {previous}, ranking: units.csv}}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(("period", "previous"), [("2021H2", "2021Q1"), ("2021H1", "2020Q4"), ("2021", "2021Q4")])
def test_a_part_of_another_kind_may_be_compared_with(demo: Path, period: str, previous: str) -> None:
    found = load_assessment(with_previous(demo, period, previous))
    assert str(found.about.previous[0].period) == previous


@pytest.mark.parametrize(("period", "previous"), [("2021M03", "2021H1"), ("2021M06", "2021H1"), ("2021Q2", "2021M09")])
def test_what_ends_later_is_no_earlier_result(demo: Path, period: str, previous: str) -> None:
    with pytest.raises(InputError, match=f"an earlier result of {previous} for {period}"):
        load_assessment(with_previous(demo, period, previous))
