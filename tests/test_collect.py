"""Forms of the whole example: written, filled in with its figures, put through an office program, read, scored."""

import math
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sz_assess.collect import write_forms
from sz_assess.errors import InputError
from sz_assess.method.load import load_assessment
from sz_assess.periods import Period
from sz_assess.run import run
from sz_assess.start import start_example
from sz_assess.statistics.load import load_panel
from sz_assess.statistics.panel import Panel
from tests.conftest import missing_tool
from tests.statistics.forms.filling import figures, keys_of


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("collect") / "example"
    start_example(folder, "suizhou_2018_2020")
    return folder


def test_forms_are_never_written_over(example: Path, tmp_path: Path) -> None:
    out = tmp_path / "forms"
    written = write_forms(example, out)
    assert len(written) == 10
    assert write_forms(example, out) == written  # the same bytes are no harm
    filled_in = written[2]
    filled_in.write_bytes(b"work of a day")
    written[4].unlink()
    with pytest.raises(InputError, match="may have been worked on"):
        write_forms(example, out)
    assert filled_in.read_bytes() == b"work of a day"
    assert not written[4].exists()
    assert not [path for path in out.iterdir() if path not in written]


def test_one_department(example: Path, tmp_path: Path) -> None:
    (path,) = write_forms(example, tmp_path, department="tax_bureau", period=Period(2019))
    assert path.name == "tax_bureau_2019.xlsx"
    with pytest.raises(InputError, match="did you mean tax_bureau"):
        write_forms(example, tmp_path, department="tax_buro")


@pytest.mark.parametrize("name", ["市税务局", "Tax Bureau"])
def test_one_department_by_its_name(name: str, example: Path, tmp_path: Path) -> None:
    (path,) = write_forms(example, tmp_path, department=name)
    assert path.name == "tax_bureau_2018.xlsx"
    with pytest.raises(InputError, match="did you mean 市税务局"):
        write_forms(example, tmp_path, department="税务局")


def test_a_department_that_delivers_ledgers_alone_is_told_so(example: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        write_forms(example, tmp_path / "forms", department="science_bureau")
    (problem,) = caught.value.problems
    assert str(problem.found) == "nothing is due from science_bureau for 2018"
    assert str(problem.mend).endswith("in Ledger of industrial firms above designated size, Ledger of lists of firms")


def test_before_anything_was_delivered(example: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    shutil.copytree(example, folder)
    shutil.rmtree(folder / "data")
    assert len(write_forms(folder)) == 10


def delivered(panel: Panel) -> Iterator[tuple[str, str, Period, float]]:
    for s, statistic in enumerate(panel.statistics):
        for u, unit in enumerate(panel.units):
            for p, period in enumerate(panel.periods):
                if not math.isnan(value := float(panel.values[s, u, p])):
                    yield statistic, unit, period, value


@pytest.fixture(scope="module")
def by_forms(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example whose figures are all in forms."""
    folder = tmp_path_factory.mktemp("by_forms") / "example"
    panel = load_panel(load_assessment(example))
    shutil.copytree(example, folder)
    shutil.rmtree(folder / "data")
    (folder / "data").mkdir()
    # A form holds the figures that count in the end, which came before the deadline.
    (folder / "deliveries.csv").write_text(
        "file,on,by,supersedes,note\ndata/bureau_of_statistics_2018.xlsx,2019-01-18,A,,\n", encoding="utf-8"
    )
    for period in panel.periods:
        values = {f"{s}/{u}": value for s, u, at, value in delivered(panel) if at == period}
        for path in write_forms(example, folder / "forms", period=period):
            form = path.read_bytes()
            keys = keys_of(form)
            own = {key: value for key, value in values.items() if key in keys}
            (folder / "data" / path.name).write_bytes(figures(form, own))
    return folder


def results(folder: Path, out: Path) -> dict[str, bytes]:
    """The tables of a run; result.json names the cells, which differ."""
    run(folder, out, language="zh")
    # Evidence of inspection names the cells that were delivered, which are other cells in a form.
    return {
        path.relative_to(out).as_posix(): re.sub(rb" \[data/[^\]]*\]", b"", path.read_bytes())
        for path in sorted((out / "results").rglob("*.csv"))
    }


def converted(files: list[Path], kind: str, out: Path, profile: Path) -> None:
    office = os.environ.get("SZ_ASSESS_OFFICE") or shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        missing_tool("no office program found: install libreoffice-calc")
    call = [str(office), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
    subprocess.run([*call, "--outdir", str(out), *map(str, files)], check=True, capture_output=True, timeout=300)


def same(one: Panel, other: Panel) -> bool:
    return list(delivered(one)) == list(delivered(other))


def test_the_example_by_forms(example: Path, by_forms: Path, tmp_path: Path) -> None:
    found = load_panel(load_assessment(by_forms))
    assert same(found, load_panel(load_assessment(example)))
    assert found.repairs == ()
    assert results(by_forms, tmp_path / "a") == results(example, tmp_path / "b")


@pytest.mark.office
@pytest.mark.parametrize("through", ["xlsx", "ods"])
def test_the_example_by_forms_through_an_office_program(
    example: Path, by_forms: Path, tmp_path: Path, through: str
) -> None:
    folder = tmp_path / "example"
    shutil.copytree(by_forms, folder)
    # The years that the result of 2018 rests on; the others stay as they are.
    files = sorted(path for path in (folder / "data").iterdir() if path.stem[-4:] in {"2017", "2018"})
    before = {path.name: path.read_bytes() for path in files}
    if through == "ods":
        converted(files, "ods", tmp_path / "ods", tmp_path / "profile")
        files = sorted((tmp_path / "ods").iterdir())
    converted(files, "xlsx", tmp_path / "saved", tmp_path / "profile")
    for path in (tmp_path / "saved").iterdir():
        assert before.pop(path.name) != path.read_bytes()
        path.replace(folder / "data" / path.name)
    assert not before
    assert same(load_panel(load_assessment(folder)), load_panel(load_assessment(example)))
    assert results(folder, tmp_path / "a") == results(example, tmp_path / "b")
