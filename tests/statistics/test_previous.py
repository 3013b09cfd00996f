"""Places of an earlier run, as its ranking.csv has them."""

import math
from pathlib import Path

import pytest

from sz_assess.errors import InputError
from sz_assess.method.model import Assessment
from sz_assess.statistics.previous import load_earlier
from tests.statistics.conftest import an_assessment

HEAD = "unit,name,group,score,rank,group_rank,grade,rank_change\n"


def with_ranking(folder: Path, text: str | None, path: str = "earlier.csv") -> Assessment:
    if text is not None:
        (folder / "earlier.csv").write_text(text, encoding="utf-8-sig")
    return an_assessment(folder, previous={"period": 2017, "ranking": path})


def test_places_scores_and_grades(tmp_path: Path) -> None:
    rows = "east,东县,county,81.5,1,1,good,\nwest,西县,county,80,2.5,2,,-1\ngone,旧县,,80,2.5,3,,\nscenic,,,,,,,\n"
    found = load_earlier(with_ranking(tmp_path, HEAD + rows))[0].places
    assert {unit: (place.rank, place.group_rank, place.grade) for unit, place in found.items() if unit != "scenic"} == {
        "east": (1, 1, "good"), "west": (2.5, 2, None), "gone": (2.5, 3, None),
    }  # fmt: skip
    assert found["east"].score == 81.5
    assert math.isnan(found["scenic"].rank)


def test_nothing_earlier(tmp_path: Path) -> None:
    assert load_earlier(an_assessment(tmp_path)) == ()


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (None, "earlier.csv", "no such file"),
        ("", "earlier.csv", "an empty file"),
        (HEAD, "earlier.csv:1", "no rows"),
        ("unit,rank\neast,1\n", "earlier.csv:1", "no column group_rank"),
        (HEAD + "east,,,,first,1,,\n", "earlier.csv:2:E", "first"),
        (HEAD + "east,,,,0,1,,\n", "earlier.csv:2:E", '"0"'),
        (HEAD + "east,,,,1,-1,,\n", "earlier.csv:2:F", '"-1"'),
        (HEAD + "east,,,many,1,1,,\n", "earlier.csv:2:D", "many"),
        (HEAD + "east,,,1,1,1,,\neast,,,1,2,2,,\n", "earlier.csv:3:A", "a second time"),
        (HEAD + ",,,1,1,1,,\n", "earlier.csv:2:A", "no unit"),
        (HEAD + "other,,,1,1,1,,\n", "earlier.csv", "none of the units"),
    ],
)
def test_what_is_no_ranking(text: str | None, place: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_earlier(with_ranking(tmp_path, text))
    (problem,) = caught.value.problems
    assert problem.place == place
    assert words in str(problem.found)


def test_a_ranking_outside_the_folder(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "earlier.csv").write_text(HEAD + "east,,,1,1,1,,\n", encoding="utf-8")
    with pytest.raises(InputError, match="earlier"):
        load_earlier(with_ranking(inner, None, "../earlier.csv"))
