from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from sz_assess.errors import InputError
from sz_assess.method.load import load_assessment, load_method
from sz_assess.method.model import Assessment
from sz_assess.periods import Period
from sz_assess.resources import shipped


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def places(error: InputError) -> list[str]:
    return [problem.place for problem in error.problems]


def test_a_folder_becomes_an_assessment(demo: Path) -> None:
    found = load_assessment(demo)
    assert found.about.period == Period(2021)
    assert [indicator.code for indicator in found.method.indicators()] == [
        "output_growth", "investment_share", "firm_growth", "research_intensity", "quality_rate",
    ]  # fmt: skip
    assert [unit.code for unit in found.assessed] == ["east", "west", "park", "hills"]
    assert [veto.code for veto in found.method.vetoes] == ["grave_accident", "false_figures"]
    assert found.weights.grades is not None


def test_every_file_that_was_read_is_named_for_the_manifest(demo: Path) -> None:
    read = {path.relative_to(demo).as_posix() for path in load_assessment(demo).files}
    on_disk = {path.relative_to(demo).as_posix() for path in demo.rglob("*") if path.is_file()}
    assert read == on_disk


def test_all_problems_of_all_files_come_at_once_in_order(demo: Path) -> None:
    change(demo, "assessment.yaml", "issuer:", "isuer:")
    change(demo, "units.csv", "park,高新园", "park,")
    change(demo, "weights/demo.yaml", "total: 100", "total: 99")
    change(demo, "weights/demo.yaml", "ties: [output_growth]", "ties: [output]")
    change(demo, "indicator_specs/demo/1_growth.yaml", "direction: positive", "direction: up")
    change(demo, "indicator_specs/demo/decisions.yaml", "count: new_firms", "count: firms")
    change(demo, "indicator_specs/demo/statistics.yaml", "unit: million", "unit: millions")
    with pytest.raises(InputError) as caught:
        load_assessment(demo)
    assert places(caught.value) == [
        "assessment.yaml:2:1",
        "indicator_specs/demo/1_growth.yaml:7:16",
        "indicator_specs/demo/decisions.yaml:4:12",
        "indicator_specs/demo/statistics.yaml:4:11",
        "units.csv:5",
    ]


def test_a_broken_file_raises_no_false_alarms_about_the_others(demo: Path) -> None:
    change(demo, "indicator_specs/demo/statistics.yaml", "statistics:", "statistic:")
    with pytest.raises(InputError) as caught:
        load_assessment(demo)
    assert places(caught.value) == ["indicator_specs/demo/statistics.yaml:1:1"]


@pytest.mark.parametrize("gone", ["method.yaml", "statistics.yaml"])
def test_a_method_needs_its_two_lists(gone: str, demo: Path) -> None:
    (demo / "indicator_specs" / "demo" / gone).unlink()
    with pytest.raises(InputError, match=rf"indicator_specs/demo/{gone}\n  found: no such file"):
        load_assessment(demo)


def test_the_other_files_of_a_method_may_be_left_out(demo: Path) -> None:
    for name in ("adjustments.yaml", "decisions.yaml", "city_targets.yaml"):
        (demo / "indicator_specs" / "demo" / name).unlink()
    change(demo, "weights/demo.yaml", "    honours: {each: 0.5, cap: 2}\n    mishaps: {each: 1}\n", "    {}\n")
    found = load_assessment(demo).method
    assert (found.adjustments, found.vetoes, found.awards, found.city_targets) == ((), (), (), ())


def test_a_folder_of_cases_beside_the_method_is_left_alone(demo: Path) -> None:
    (demo / "indicator_specs" / "demo" / "tests").mkdir()
    (demo / "indicator_specs" / "demo" / "tests" / "case.yaml").write_text("- no method", encoding="utf-8")
    load_assessment(demo)


def test_the_period_can_be_given(demo: Path) -> None:
    found = load_assessment(demo, period=Period(2022))
    assert found.about.period == Period(2022)
    with pytest.raises(InputError, match="the period 2023"):
        load_assessment(demo, period=Period(2023))


def test_the_weights_can_be_given_by_name_or_by_path(demo: Path, tmp_path: Path) -> None:
    text = (demo / "weights" / "demo.yaml").read_text(encoding="utf-8").replace("示例权重", "另一权重")
    (demo / "weights" / "other.yaml").write_text(text, encoding="utf-8")
    outside = tmp_path / "trial.yaml"
    outside.write_text(text, encoding="utf-8")
    for given in ("other", str(outside)):
        found = load_assessment(demo, weights=given)
        assert found.weights.name.zh == "另一权重"
        assert found.about.weights == given
    with pytest.raises(InputError, match="did you mean other"):
        load_assessment(demo, weights="othr")
    with pytest.raises(InputError, match=r"none\.yaml, which does not exist"):
        load_assessment(demo, weights=str(tmp_path / "none.yaml"))


def test_own_files_go_before_those_that_are_shipped(tmp_path: Path) -> None:
    example = next(iter(sorted(shipped("examples").glob("*/assessment.yaml")))).parent
    folder = Path(shutil.copytree(example, tmp_path / "a", ignore=shutil.ignore_patterns("output")))
    before = load_assessment(folder)
    code = before.method.about.code
    shutil.copytree(shipped("indicator_specs") / code, folder / "indicator_specs" / code)
    path = folder / "indicator_specs" / code / "method.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(before.method.about.name.zh, "我的方案"), encoding="utf-8")
    assert load_assessment(folder).method.about.name.zh == "我的方案"


def test_a_link_that_leads_out_of_the_folder_is_refused(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (demo / "data").mkdir(exist_ok=True)
    (demo / "data" / "far").symlink_to(tmp_path / "elsewhere")
    change(demo, "assessment.yaml", "data: [data]", "data: [data/far]")
    with pytest.raises(InputError, match="a link that leads out of the folder"):
        load_assessment(demo)


def test_a_folder_without_assessment_says_what_it_should_hold(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"assessment\.yaml"):
        load_assessment(tmp_path)
    with pytest.raises(InputError, match="no folder"):
        load_assessment(tmp_path / "none")


def test_a_method_is_checked_by_itself(demo: Path) -> None:
    spec = demo / "indicator_specs" / "demo"
    assert load_method(spec).about.code == "demo"
    change(spec, "2_quality.yaml", "share(rd_spending", "share(rd_spendin")
    with pytest.raises(InputError, match="did you mean rd_spending"):
        load_method(spec)


@pytest.mark.parametrize("folder", sorted(shipped("indicator_specs").glob("*/")), ids=lambda path: path.name)
def test_every_shipped_method_is_sound(folder: Path) -> None:
    load_method(folder)


@pytest.mark.parametrize("folder", sorted(p.parent for p in shipped("examples").glob("*/assessment.yaml")))
def test_every_shipped_example_loads_in_a_moment(folder: Path) -> None:
    quickest = 1e9
    for _ in range(3):
        started = time.perf_counter()
        found: Assessment = load_assessment(folder)
        quickest = min(quickest, time.perf_counter() - started)
    assert len(found.units) > 0
    assert quickest < 0.5


@pytest.mark.parametrize("file", ["1_stable_growth", "2_transformation", "3_high_quality", "4_task_delivery"])
def test_what_a_file_that_can_not_be_read_defines_is_not_missed_elsewhere(file: str, tmp_path: Path) -> None:
    """The task book, awards and inspection name indicators of every dimension."""
    folder = tmp_path / "suizhou_2018_2020"
    shutil.copytree(shipped("indicator_specs") / folder.name, folder)
    change(folder, f"{file}.yaml", " direction: positive", " diretcion: positive")
    with pytest.raises(InputError) as caught:
        load_method(folder)
    (problem,) = caught.value.problems
    assert str(problem.mend) == "did you mean direction?"
