"""What a statistic is watched for: how allowances are written, and which are impossible."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from sz_assess.errors import InputError
from sz_assess.method.load import load_assessment
from sz_assess.method.watch import ChangeWatch
from tests.cli.conftest import METHOD, make_assessment


@pytest.mark.parametrize(
    ("written", "beside_200"), [("50%", 100.0), ("0.5 %", 1.0), (5, 5.0), (0.25, 0.25), ("0%", 0.0)]
)
def test_allowances(written: object, beside_200: float) -> None:
    watch = ChangeWatch.model_validate({"warn_above": written}, strict=True)
    assert watch.warn_above.of(200.0) == watch.warn_above.of(-200.0) == beside_200
    again = ChangeWatch.model_validate(watch.model_dump(mode="json"))
    assert again.warn_above.of(200.0) == beside_200


@pytest.mark.parametrize("written", ["50", "half", -1, True, None, "-5%", "1e3%", float("inf")])
def test_what_is_no_allowance(written: object) -> None:
    with pytest.raises(ValidationError):
        ChangeWatch.model_validate({"warn_above": written}, strict=True)


def refusals(folder: Path, old: str, new: str, about: str = "") -> list[str]:
    """Places and findings after a change of statistics.yaml, and what is added to assessment.yaml."""
    make_assessment(folder)
    file = folder / "indicator_specs" / "small" / "statistics.yaml"
    text = METHOD["statistics.yaml"]
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    with (folder / "assessment.yaml").open("a", encoding="utf-8") as stream:
        stream.write(about)
    with pytest.raises(InputError) as caught:
        load_assessment(folder)
    return [f"{each.place} {each.found} {each.mend}" for each in caught.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("integer: true}", "integer: true, part_of: outputs}", "did you mean output?"),
        ("integer: true}", "integer: true, part_of: firms}", "a part of firms"),
        ("integer: true}", "integer: true, part_of: output}", "a part in firms of a whole in million"),
        ("integer: true}", "level: city, city_figure: {tolerance: 1%}}", "city_figure for firms"),
        ("integer: true}", "total: none, city_figure: {tolerance: 1%}}", "city_figure for firms"),
        ("integer: true}", "change: {warn_above: 50}, change: {}}", "change"),
        ("integer: true}", "peers: {compare: level, warn_beyond: 5}}", "level"),
        ("integer: true}", "peers: {compare: figure, warn_beyond: 0}}", "0"),
    ],
)
def test_what_can_not_be_watched(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert any(words in each for each in refusals(tmp_path, old, new))


def test_parts_in_a_circle(tmp_path: Path) -> None:
    old = "unit: firms, department: industry, integer: true}"
    new = "unit: million, department: industry, part_of: third}\n"
    new += "  - {code: third, name: 三, unit: million, department: industry, part_of: firms}"
    found = [each for each in refusals(tmp_path, old, new) if "circle" in each]
    assert len(found) == 2


def test_collection_and_confirmations(tmp_path: Path) -> None:
    about = "collection:\n  industrie: {deadline: 2019-01-20}\n  statistics: {deadline: soon}\n"
    found = refusals(tmp_path, "integer", "integer", about)
    assert [each.split()[0] for each in found] == ["assessment.yaml:7:26"]
    about = "collection:\n  industrie: {deadline: 2019-01-20}\nwarnings: {confirmations: signed.csv}\n"
    other = tmp_path / "other"
    found = refusals(other, "integer", "integer", about)
    assert any("did you mean industry?" in each for each in found)
    assert any("no such file" in each for each in found)
