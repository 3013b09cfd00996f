"""A folder to start from, for a small method read by hand."""

import errno
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from sz_assess.errors import InputError
from sz_assess.method.common import Selection
from sz_assess.method.load import load_assessment, load_method
from sz_assess.method.model import Assessment
from sz_assess.periods import Period
from sz_assess.start import about_text, forms, methods, start_example, start_folder
from tests.cli.conftest import make_assessment


@pytest.fixture
def small(tmp_path: Path) -> Assessment:
    return load_assessment(make_assessment(tmp_path / "small"))


def test_a_table_for_each_department(small: Assessment) -> None:
    found = {name: (heading, rows) for name, heading, rows in forms(small.method, small.units, Period(2019), "zh")}
    heading, rows = found["statistics"]
    assert heading == ("单位", "统计数据", "计量单位", "2018", "2019")  # growth needs the year before
    assert rows == [
        ("北县", "产值", "百万元", None, None),
        ("南县", "产值", "百万元", None, None),
        ("高新区", "产值", "百万元", None, None),
    ]
    heading, rows = found["industry"]
    assert heading == ("单位", "统计数据", "计量单位", "2019")
    assert len(rows) == 3


def test_tables_in_english_go_by_codes(small: Assessment) -> None:
    _, heading, rows = next(forms(small.method, small.units, Period(2019), "en"))
    assert heading == ("unit", "statistic", "measure", "2018", "2019")
    assert rows[0] == ("north", "output", "million", None, None)


def test_only_those_who_owe_a_figure_are_asked(small: Assessment) -> None:
    spec = small.method.statistics[0]
    selection = spec.model_copy(update={"not_applicable": Selection(groups=("zone",), units=("south",))})
    method = replace(small.method, statistics=(selection, small.method.statistics[1]))
    _, _, rows = next(forms(method, small.units, Period(2019), "en"))
    assert [row[0] for row in rows] == ["north"]


def test_an_assessment_that_loads(small: Assessment, tmp_path: Path) -> None:
    """Also with names that YAML would take for something else."""
    name = small.method.about.name.model_copy(update={"zh": "办法: {2019} #1", "en": 'The "new" method'})
    about = small.method.about.model_copy(update={"name": name})
    method = replace(small.method, about=about)
    (small.folder / "assessment.yaml").write_text(about_text(method, Period(2018, "Q", 2), "small"), encoding="utf-8")
    read = load_assessment(small.folder).about
    assert (read.title.zh, read.title.en) == ("办法: {2019} #1", 'The "new" method')
    assert read.period == Period(2018, "Q", 2)


def test_what_is_copied_is_a_method_that_loads(tmp_path: Path) -> None:
    for code in methods():
        start_folder(tmp_path / code, code, "zh")
        copied = load_method(tmp_path / code / "indicator_specs" / code)
        assert copied.about.code == code


def test_nothing_is_made_over_anything(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match=r"mine\.txt"):
        start_folder(tmp_path, methods()[0], "zh")
    with pytest.raises(InputError, match=r"mine\.txt"):
        start_example(tmp_path, methods()[0])
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_method_without_example(tmp_path: Path) -> None:
    with pytest.raises(LookupError):
        start_example(tmp_path / "a", "nowhere")
    assert not (tmp_path / "a").exists()


def test_a_disk_that_fills_is_told_as_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []

    def copyfile(source: Path, target: Path) -> None:
        copied.append(str(target))
        if len(copied) > 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        target.write_bytes(source.read_bytes())

    monkeypatch.setattr(shutil, "copyfile", copyfile)
    with pytest.raises(InputError, match="the disk is full") as caught:
        start_example(tmp_path / "new", methods()[0])
    assert len(caught.value.problems) == 1
    assert not any(tmp_path.iterdir())
