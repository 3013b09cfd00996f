"""A folder to start an assessment from: the method and weights to edit, tables to fill in, or a shipped example."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from sz_assess.analysis.needs import needed
from sz_assess.errors import InputError
from sz_assess.i18n import Language
from sz_assess.method.assessment import Unit
from sz_assess.method.common import Selection
from sz_assess.method.ledger import ByColumn
from sz_assess.method.load import ABOUT, load_method
from sz_assess.method.model import Method
from sz_assess.method.reading.yaml_reader import read_yaml
from sz_assess.method.statistic import Statistic
from sz_assess.method.units import COLUMNS, NEEDED, read_units
from sz_assess.periods import Period
from sz_assess.reports.manifest import MANIFEST
from sz_assess.reports.output import replaced
from sz_assess.reports.tables import Cell, write_table
from sz_assess.resources import Kind, shipped
from sz_assess.statistics.layout import HEADINGS

METHODS: Kind = "indicator_specs"
WEIGHTS: Kind = "weights"
UNITS, DATA, LEDGERS = "units.csv", "data", "ledgers"


def methods() -> tuple[str, ...]:
    """Codes of the methods that come with the program, with weights to go with them."""
    known = sorted(path.parent.name for path in shipped(METHODS).glob("*/method.yaml"))
    return tuple(code for code in known if _weights_of(code))


def example_of(method: str) -> Path | None:
    """The first shipped example that is assessed by a method."""
    return next((path.parent for path in sorted(shipped("examples").glob(f"*/{ABOUT}")) if _of(path, method)), None)


def start_example(target: Path, method: str) -> None:
    """Copy the shipped example of a method to ``target``, its method and weights with it, ready to run.

    Raises :class:`InputError` where the target holds anything or can't be written, LookupError for a method without
    example.
    """
    example = example_of(method)
    if example is None:
        raise LookupError(method)
    with replaced(target) as new:
        _copy(example, new)
        _copy_method(new, method)


def start_folder(target: Path, method: str, language: Language, period: Period | None = None) -> None:
    """Make a folder for an assessment of ``period`` (by default the method's first year) by a shipped method.

    Tables to fill in are headed in ``language``. Units are those of the method's example where it has one. Raises
    :class:`InputError` where the target holds anything or can't be written.
    """
    read = load_method(shipped(METHODS) / method)
    period = period or Period(read.about.years[0])
    example = example_of(method)
    with replaced(target) as new:
        weights = _copy_method(new, method)
        (new / ABOUT).write_text(about_text(read, period, weights), encoding="utf-8", newline="\n")
        units: tuple[Unit, ...] = ()
        if example is None:
            write_table(new / UNITS, COLUMNS[: len(NEEDED) + 1], ())
        else:
            shutil.copyfile(example / UNITS, new / UNITS)
            units = read_units(new / UNITS, UNITS, None, period).units
        (new / DATA).mkdir()
        for name, heading, rows in forms(read, units, period, language):
            write_table(new / DATA / f"{name}.csv", heading, rows)
        for ledger in read.ledgers:
            (new / LEDGERS).mkdir(exist_ok=True)
            columns = [column.name.zh if language == "zh" else column.code for column in ledger.columns]
            write_table(new / LEDGERS / f"{ledger.code}.csv", columns, ())


def about_text(method: Method, period: Period, weights: str) -> str:
    """An assessment.yaml that says what may be said in it."""
    name = method.about.name
    return f"""\
# 考核什么、考核期、用哪个办法和权重。检查: sz-assess check 本文件夹; 计算: sz-assess run 本文件夹
# What is assessed, when, by which method and weights. Check: sz-assess check DIR; run: sz-assess run DIR

title:
  zh: {_quoted(name.zh)}
  en: {_quoted(name.en)}
period: {period}
method: {method.about.code}      # indicator_specs/
weights: {weights}      # weights/
units: units.csv
data: [{DATA}]
{_covered(method, period)}
# 上一考核期的结果, 用于计算进退位  The result of the period before, for rank changes:
# previous: {{period: {period.years_back()}, ranking: previous/ranking.csv}}

# 发文单位  Who issues the notice:
# issuer: {{zh: 市人民政府, en: Municipal Government}}
"""


def _covered(method: Method, period: Period) -> str:
    """What the file must say of ledgers whose rows are dated; nothing where there are none."""
    reach = needed(method, period)
    lines = []
    for ledger in method.ledgers:
        own = [
            spec.code for spec in method.statistics if spec.counted is not None and spec.counted.ledger == ledger.code
        ]
        years = sorted({at.year for code in own for at in reach[code]})
        if years and not isinstance(ledger.period, ByColumn):
            lines.append(f"  {ledger.code}: {{covers: [{years[0]}, {years[-1]}]}}\n")
    if not lines:
        return ""
    about = "# 台账完整覆盖的首尾时期  First and last period that each ledger is complete for:\n"
    return f"\n{about}ledgers:\n{''.join(lines)}"


Form = tuple[str, tuple[str, ...], list[tuple[Cell, ...]]]


def forms(method: Method, units: tuple[Unit, ...], period: Period, language: Language) -> Iterator[Form]:
    """For each department a table to fill in: its name, its heading, and a row for each statistic and unit.

    A column for every period that the method's formulas reach from ``period``.
    """
    reach = needed(method, period)
    measures = {measure.code: measure.name for measure in method.about.measures}
    spoken = 1 if language == "zh" else 0
    words = [HEADINGS[role][spoken] for role in ("unit", "statistic", "measure")]
    for department in method.about.departments:
        own = [spec for spec in method.statistics if spec.department == department.code and spec.counted is None]
        periods = sorted({at for spec in own for at in reach[spec.code]})
        if own:
            rows: list[tuple[Cell, ...]] = [
                (
                    unit.name if language == "zh" else unit.code,
                    spec.name.zh if language == "zh" else spec.code,
                    measures[spec.unit].zh if language == "zh" else spec.unit,
                    *([None] * len(periods)),
                )
                for spec in own
                for unit in _owing(units, spec)
            ]
            yield department.code, (*words, *map(str, periods)), rows


def _owing(units: tuple[Unit, ...], spec: Statistic) -> tuple[Unit, ...]:
    """Who has to report a statistic: the city, or every assessed unit that it applies to."""
    if spec.level == "city":
        return tuple(unit for unit in units if unit.role == "city")
    outside = spec.not_applicable or Selection()
    return tuple(
        unit
        for unit in units
        if unit.role == "assessed" and unit.group not in outside.groups and unit.code not in outside.units
    )


def _quoted(text: str) -> str:
    """A text as YAML takes it, whatever it holds."""
    return json.dumps(text, ensure_ascii=False)


def _weights_of(method: str) -> list[Path]:
    return [path for path in sorted(shipped(WEIGHTS).glob("*.yaml")) if _of(path, method)]


def _of(path: Path, method: str) -> bool:
    """Whether a file of assessments or weights is for a method; one that can't be read is for none."""
    try:
        return bool(read_yaml(path, path.name).data["method"] == method)
    except (InputError, KeyError, TypeError):
        return False


def _copy_method(folder: Path, method: str) -> str:
    """Put a shipped method and all its weights into a folder; return the name of the first weights."""
    if not (folder / METHODS / method).exists():
        _copy(shipped(METHODS) / method, folder / METHODS / method)
    own = _weights_of(method)
    (folder / WEIGHTS).mkdir(exist_ok=True)
    for path in own:
        if not (folder / WEIGHTS / path.name).exists():
            shutil.copyfile(path, folder / WEIGHTS / path.name)
    return own[0].stem


def _copy(source: Path, target: Path) -> None:
    """Copy what is input in a folder. The first file that can't be written stops it, with the system's own reason."""
    for place, folders, files in os.walk(source):
        apart = set(_outputs(place, [*folders, *files]))
        folders[:] = sorted(name for name in folders if name not in apart)
        here = target / Path(place).relative_to(source)
        here.mkdir(parents=True, exist_ok=True)
        for name in sorted(name for name in files if name not in apart):
            shutil.copyfile(Path(place) / name, here / name)


def _outputs(folder: str, names: list[str]) -> list[str]:
    """What an example holds that is not input: outputs of earlier runs, the scripts that made it, what is hidden."""
    return [name for name in names if name.startswith((".", "__")) or name.endswith(".py") or _is_output(folder, name)]


def _is_output(folder: str, name: str) -> bool:
    return (Path(folder) / name / MANIFEST).exists()
