"""What statistics are watched for must be possible: wholes exist, and there is a city's figure to compare with."""

from __future__ import annotations

from collections.abc import Iterator

from sz_assess.errors import Problem
from sz_assess.expression import suggest
from sz_assess.method.checks.codes import unknown
from sz_assess.method.reading.sources import Files, Read
from sz_assess.method.statistic import Statistic, StatisticsFile
from sz_assess.text import msg


def check_watch(files: Files) -> Iterator[Problem]:
    """Parts and wholes, and what is compared with the city's own figure."""
    if files.method is None or files.method.statistics is None:
        return
    file = files.method.statistics
    known = {statistic.code: statistic for statistic in file.content.statistics}
    for n, statistic in enumerate(file.content.statistics):
        if statistic.part_of is not None:
            yield from _whole(file, n, statistic, known)
        if statistic.city_figure is not None and (statistic.level == "city" or statistic.total == "none"):
            found = msg("city_figure for {code}, whose city figure does not form from the units'", code=statistic.code)
            expected = msg("a statistic of units with total: sum or weighted_by")
            yield file.problem(("statistics", n, "city_figure"), found, expected, at_key=True)


def _whole(file: Read[StatisticsFile], n: int, statistic: Statistic, known: dict[str, Statistic]) -> Iterator[Problem]:
    path, code = ("statistics", n, "part_of"), statistic.part_of or ""
    if code not in known or code == statistic.code:
        found, kind = msg("a part of {code}", code=code), msg("another statistic of statistics.yaml")
        yield unknown(file, path, found, kind, code, known.keys() - {statistic.code})
        return
    if known[code].unit != statistic.unit:
        found = msg("a part in {unit} of a whole in {other}", unit=statistic.unit, other=known[code].unit)
        yield file.problem(path, found, msg("both in one unit of measure"))
    seen = [statistic.code]
    while code in known and code not in seen:
        seen.append(code)
        code = known[code].part_of or ""
    if code == statistic.code:
        found = msg("parts in a circle: {codes}", codes=[*seen, code])
        yield file.problem(path, found, msg("parts of something larger"))


def check_collection(files: Files) -> Iterator[Problem]:
    """Deadlines and contacts are those of the method's departments."""
    if files.about is None or files.method is None or files.method.about is None:
        return
    known = [department.code for department in files.method.about.content.departments]
    for code in files.about.content.collection:
        if code not in known:
            found, kind = msg("the department {code}", code=code), msg("one of the departments of method.yaml")
            yield files.about.problem(("collection", code), found, kind, suggest(code, known), at_key=True)
