"""The main job as a Python call: what it gives back, what it tells, what it guards."""

from pathlib import Path

import pytest

from sz_assess.errors import InputError
from sz_assess.periods import Period
from sz_assess.reports.manifest import Manifest
from sz_assess.run import assess_folder, guarded, run
from tests.cli.conftest import make_assessment


@pytest.fixture
def assessment(tmp_path: Path) -> Path:
    return make_assessment(tmp_path / "small")


def test_a_run_gives_back_what_it_found_and_wrote(assessment: Path, tmp_path: Path) -> None:
    done = run(assessment, tmp_path / "out", language="en")
    assert done.folder == tmp_path / "out"
    assert done.result.published.tolist() == [80, 70, 70]
    assert done.result.rank.tolist() == [1, 2, 3]
    manifest = Manifest.read(tmp_path / "out")
    assert manifest is not None
    assert set(done.files) == manifest.outputs.keys()
    assert all((done.folder / path).is_file() for path in done.files)


def test_assessing_writes_nothing(assessment: Path) -> None:
    before = sorted(assessment.rglob("*"))
    assert assess_folder(assessment).total.tolist() == [80, 70, 70]
    assert sorted(assessment.rglob("*")) == before


def test_progress_is_told(assessment: Path, tmp_path: Path) -> None:
    told: list[str] = []
    run(assessment, tmp_path / "out", progress=lambda words: told.append(str(words)))
    assert any("figures.csv" in words for words in told)
    assert [words for words in told if words.startswith("Writing")] == [
        "Writing the results", "Writing the report", "Writing the manifest",
    ]  # fmt: skip


def test_wrong_input_is_one_error_with_all_problems(assessment: Path, tmp_path: Path) -> None:
    data = assessment / "data" / "figures.csv"
    data.write_text(data.read_text(encoding="utf-8").replace("110,10", "x,y"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        run(assessment, tmp_path / "out")
    assert len(caught.value.problems) == 2
    assert not (tmp_path / "out").exists()


def test_the_period_may_be_chosen(assessment: Path) -> None:
    with pytest.raises(InputError):
        assess_folder(assessment, period=Period(2020))  # nobody delivered anything for it


def test_every_input_is_guarded(assessment: Path) -> None:
    places = guarded(assess_folder(assessment).assessment)
    for path in assessment.rglob("*"):
        if path.is_file():
            assert any(path.is_relative_to(place) for place in places), path
