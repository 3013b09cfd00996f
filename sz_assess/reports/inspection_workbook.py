"""The workbook that inspectors take along: a sheet of items, a sheet of firms and projects drawn; to be read back."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from sz_assess.decisions.inspection import Inspection, Item
from sz_assess.i18n import Language, translator
from sz_assess.reports.shown import said
from sz_assess.result import Result
from sz_assess.statistics.forms.heights import fit
from sz_assess.statistics.inspections.filled import ANSWERS, HIDDEN, MARK, OF_ITEMS, SAMPLE_ANSWERS
from sz_assess.statistics.inspections.findings import KIND_WORDS
from sz_assess.text import Text, msg

_CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
"""A fixed date: a workbook holds no clock."""
_A3, _FIRST_DAY, _LAST_DAY = 8, datetime.date(2000, 1, 1), datetime.date(2200, 12, 31)
_LARGEST = 1e15

ITEMS, SAMPLE, HOW = msg("Items"), msg("Sample"), msg("Readme")

_ITEM_COLUMNS = (msg("No."), msg("Unit"), msg("Matter"), msg("Evidence"), msg("To check on the spot"),
                 msg("Answers for it"), msg("Due by"))  # fmt: skip
_SAMPLE_COLUMNS = (msg("No."), msg("Unit"), msg("Stratum"), msg("Code"), msg("Name"))
_ANSWERS: dict[str, Text] = {
    "kind": msg("Found"),
    "statistic": msg("Statistic corrected (code)"),
    "period": msg("Period"),
    "delivered": msg("Figure delivered"),
    "found": msg("Figure found"),
    "count": msg("Deductions counted"),
    "by": msg("Inspector"),
    "on": msg("Day"),
    "note": msg("Evidence and remarks"),
}
_ITEM_WIDTHS, _SAMPLE_WIDTHS = (5, 14, 34, 40, 34, 16, 11), (5, 14, 24, 20, 30)
_WIDTHS = {"kind": 14, "statistic": 22, "period": 9, "by": 12, "on": 12, "note": 34}
_HOW = (
    msg("Fill in the white cells alone; rows that nothing was found of stay blank."),
    msg("Every answer is signed: the inspector's name and the day of the visit."),
    msg("A deduction says how many matters it counts; a correction says statistic, period, the figure that was "
        "delivered and the figure that was found."),
    msg("On the second sheet stand the firms and projects that were drawn: write what each of them showed."),
    msg("Save as Excel workbook (.xlsx); it is read by: sz-assess inspect read DIR FILE"),
)  # fmt: skip


def write_workbook(result: Result, found: Inspection, language: Language) -> bytes:
    """The workbook; the same list gives the same bytes."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": _CREATED, "title": result.assessment.about.title.of(language)})
        _Writer(book, result, found, language).write()
    return stream.getvalue()


class _Writer:
    """Writes the sheets."""

    def __init__(self, book: Any, result: Result, found: Inspection, language: Language) -> None:
        self.result, self.found, self.say, self.language = result, found, translator(language), language
        font = {"font_name": "宋体" if language == "zh" else "Calibri", "font_size": 10, "border": 1, "text_wrap": True,
                "valign": "top"}  # fmt: skip
        self.heading = book.add_format({**font, "bold": True, "bg_color": "#D9D9D9", "align": "center"})
        self.locked = book.add_format({**font, "bg_color": "#F2F2F2"})
        self.open = book.add_format({**font, "locked": False})
        self.day = book.add_format({**font, "locked": False, "num_format": "yyyy-mm-dd"})
        self.plain = book.add_format({"font_name": font["font_name"], "text_wrap": True})
        self.items, self.sample, self.how = (book.add_worksheet(self._said(name)) for name in (ITEMS, SAMPLE, HOW))

    def _said(self, words: Text | str) -> str:
        return said(words, self.say)

    def write(self) -> None:
        """All of them."""
        self._sheet(self.items, _ITEM_COLUMNS, _ITEM_WIDTHS, ANSWERS)
        self._sheet(self.sample, _SAMPLE_COLUMNS, _SAMPLE_WIDTHS, SAMPLE_ANSWERS)
        row = sample_row = 2
        for number, item in enumerate(self.found.items, 1):
            unit = self.result.units[item.unit]
            own = [str(number), unit.of(self.language), *self._matter(item)]
            self._row(self.items, row, (item.code, unit.code, ""), own, ANSWERS)
            fit(self.items, row, zip(own, _ITEM_WIDTHS, strict=True))
            row += 1
            for drawn in item.sample.rows if item.sample else ():
                layer = drawn.stratum.name.of(self.language)
                shown = [str(number), unit.of(self.language), layer, drawn.key, drawn.name]
                self._row(self.sample, sample_row, (item.code, unit.code, drawn.key), shown, SAMPLE_ANSWERS)
                fit(self.sample, sample_row, zip(shown, _SAMPLE_WIDTHS, strict=True))
                sample_row += 1
        self._validate(self.items, len(_ITEM_COLUMNS), ANSWERS, row)
        self._validate(self.sample, len(_SAMPLE_COLUMNS), SAMPLE_ANSWERS, sample_row)
        self.how.set_column(0, 0, 90)
        synthetic = self.result.assessment.about.synthetic
        notes = [*map(self._said, _HOW), *([] if synthetic is None else [synthetic.of(self.language)])]
        for n, text in enumerate(notes):
            self.how.write_string(n, 0, text, self.plain)
            fit(self.how, n, [(text, 90)])

    def _matter(self, item: Item) -> list[str]:
        evidence = "\n".join(f"{self._said(each.says)} [{self._said(each.source)}]" for each in item.evidence)
        due = item.standing.due if item.standing is not None else item.due
        matter = self._said(msg("{label}: {text}", label=item.rule.name, text=item.says))
        return [matter, evidence, item.rule.check.of(self.language), item.department.name.of(self.language),
                "—" if due is None else str(due)]  # fmt: skip

    def _sheet(self, sheet: Any, columns: Sequence[Text], widths: Sequence[int], answers: Sequence[str]) -> None:
        """Hidden marks, the heading, widths, how it prints."""
        names = [*HIDDEN, *(f"shown{n}" for n in range(len(columns))), *answers]
        headings = ["", "", "", *map(self._said, columns), *(self._said(_ANSWERS[name]) for name in answers)]
        all_widths = [4, 4, 4, *widths, *(_WIDTHS.get(name, 13) for name in answers)]
        for n, (name, heading, width) in enumerate(zip(names, headings, all_widths, strict=True)):
            sheet.set_column(n, n, width, None, {"hidden": name in HIDDEN})
            sheet.write_string(0, n, MARK + name)
            sheet.write_string(1, n, heading, self.heading)
        fit(sheet, 1, zip(headings, all_widths, strict=True))
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.freeze_panes(2, len(HIDDEN) + 2)
        sheet.repeat_rows(1)
        sheet.set_paper(_A3)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})

    def _row(self, sheet: Any, row: int, hidden: Sequence[str], shown: Sequence[str], answers: Sequence[str]) -> None:
        for n, text in enumerate((*hidden, *shown)):
            sheet.write_string(row, n, text, self.locked)
        for n, name in enumerate(answers, len(hidden) + len(shown)):
            sheet.write_blank(row, n, None, self.day if name == "on" else self.open)

    def _validate(self, sheet: Any, shown: int, answers: Sequence[str], end: int) -> None:
        """What the cells may hold."""
        if end == 2:
            return
        number = {"validate": "decimal", "criteria": "between", "minimum": -_LARGEST, "maximum": _LARGEST}
        rules: dict[str, dict[str, Any]] = {
            "kind": {"validate": "list", "source": [self._said(KIND_WORDS[kind]) for kind in OF_ITEMS]},
            "delivered": number,
            "found": number,
            "count": {"validate": "decimal", "criteria": ">", "value": 0},
            "on": {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY},
        }
        for n, name in enumerate(answers, len(HIDDEN) + shown):
            if name in rules:
                sheet.data_validation(2, n, end - 1, n, rules[name])
