"""A form as a workbook: a cover, the form itself, what each statistic means. The same form gives the same bytes."""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import xlsxwriter

from sz_assess.i18n import Language, Translator, translator
from sz_assess.method.statistic import Statistic
from sz_assess.statistics.forms.content import Form, Line
from sz_assess.statistics.forms.heights import fit
from sz_assess.statistics.forms.mark import COLUMNS, SHEET, column_mark, row_key
from sz_assess.statistics.period_words import span_words
from sz_assess.text import Text, msg, number

_CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
"""A fixed date: a form holds no clock."""
_A4, _MARKS, _HEADING = 9, 2, 3
_WIDTHS = (2, 38, 15, 20, 13, 15, 24)
_LONGEST = 255
"""Signs of a cell's help."""
_LARGEST = 1e15

_MEANINGS = (30, 26, 15, 58, 26, 24)
"""Widths of the columns of definitions."""

COVER, FORM, MEANINGS = msg("Cover"), msg("Form"), msg("Definitions")

_HOW = (
    msg("Fill in the white cells of the sheet {form}; grey ones are locked and say what is asked for.", form=FORM),
    msg("Leave a cell blank where there is no figure; write 0 where the figure is zero."),
    msg("Write numbers alone, in the unit of measure of their row; remarks go into the last column."),
    msg("Save as Excel workbook (.xlsx) and send the whole file back."),
    msg("Rows of the city as a whole may stay blank; where they are filled in, they are compared with the units."),
)


def write_form(form: Form, language: Language) -> bytes:
    """The workbook."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": _CREATED, "title": form.assessment.about.title.of(language)})
        _Writer(book, form, translator(language)).write()
    return stream.getvalue()


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, form: Form, say: Translator) -> None:
        self.book, self.form, self.say, self.language = book, form, say, say.language
        font = {"font_name": "宋体" if say.language == "zh" else "Calibri", "font_size": 10}
        self.styles = {
            name: book.add_format({**font, **own})
            for name, own in {
                "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter", "text_wrap": True},
                "label": {"bold": True, "valign": "top"},
                "text": {"text_wrap": True, "valign": "top"},
                "heading": {"bold": True, "text_wrap": True, "border": 1, "bg_color": "#D9D9D9", "valign": "vcenter",
                            "align": "center"},
                "locked": {"text_wrap": True, "border": 1, "bg_color": "#F2F2F2", "valign": "vcenter"},
                "number": {"border": 1, "bg_color": "#F2F2F2", "valign": "vcenter"},
                "optional": {"border": 1, "locked": False, "valign": "vcenter", "bg_color": "#FFFBE6"},
                "input": {"border": 1, "locked": False, "valign": "vcenter"},
                "note": {"border": 1, "locked": False, "valign": "vcenter", "text_wrap": True},
            }.items()
        }  # fmt: skip

    def said(self, words: Text) -> str:
        return words.to(self.say)

    def write(self) -> None:
        names = self.said(COVER), self.said(FORM), self.said(MEANINGS)
        cover, form, meanings = (self.book.add_worksheet(name) for name in names)
        self.cover(cover)
        self.sheet(form)
        self.meanings(meanings)
        mark = self.book.add_worksheet(SHEET)
        for n, row in enumerate(self.form.mark(self.language, (names[0], names[2])).rows()):
            for column, text in enumerate(row):
                mark.write_string(n, column, text)
        mark.protect("")
        mark.very_hidden()
        cover.activate()

    def cover(self, sheet: Any) -> None:
        """Title, department, period, deadline, contact, how to fill the form in, who signs."""
        form, about = self.form, self.form.assessment.about
        document = form.assessment.method.about.document
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, 68)
        sheet.set_row(0, 60)
        sheet.merge_range(0, 0, 0, 1, about.title.of(self.language), self.styles["title"])
        due = sum(line.due for line in form.lines)
        entries: list[tuple[Text, str]] = [
            (msg("Department"), form.department.name.of(self.language)),
            (msg("Period"), str(form.period)),
            (msg("Figures asked for"), str(due)),
            (msg("Deadline"), form.collection.deadline or "—"),
            (msg("Contact"), form.collection.contact.of(self.language) if form.collection.contact else "—"),
            (msg("Basis"), f"{document.title.of(self.language)} {document.number}"),
        ]
        if about.issuer is not None:
            entries.insert(0, (msg("Issued by"), about.issuer.of(self.language)))
        if about.synthetic is not None:
            entries.append((msg("Not real"), about.synthetic.of(self.language)))
        row = 2
        for label, text in entries:
            sheet.write_string(row, 0, self.said(label), self.styles["label"])
            sheet.write_string(row, 1, text, self.styles["text"])
            fit(sheet, row, [(text, 68)])
            row += 1
        row += 1
        sheet.write_string(row, 0, self.said(msg("How to fill it in")), self.styles["label"])
        for n, words in enumerate(_HOW, start=1):
            sheet.write_string(row, 1, f"{n}. {self.said(words)}", self.styles["text"])
            fit(sheet, row, [(f"{n}. {self.said(words)}", 68)])
            row += 1
        row += 1
        for role in (msg("Filled in by"), msg("Checked by"), msg("Day")):
            sheet.write_string(row, 0, self.said(role), self.styles["label"])
            sheet.write_blank(row, 1, None, self.styles["note"])
            row += 1
        self._printed(sheet, landscape=False)
        sheet.protect("")

    def sheet(self, sheet: Any) -> None:
        """The form: a row for each figure, marked for whoever reads it back."""
        form = self.form
        before = str(form.period.years_back())
        headings = ("", msg("Statistic"), msg("Unit of measure"), msg("Unit"), before, str(form.period), msg("Note"))
        title = msg(
            "{department}: figures for {period}", department=form.department.name, period=str(form.period)
        )  # fmt: skip
        sheet.merge_range(0, 1, 0, len(COLUMNS) - 1, self.said(title), self.styles["title"])
        sheet.set_row(0, 32)
        for n, (name, width, heading) in enumerate(zip(COLUMNS, _WIDTHS, headings, strict=True)):
            sheet.set_column(n, n, width, None, {"hidden": n == 0})
            sheet.write_string(_MARKS, n, column_mark(name))
            words = self.said(heading) if isinstance(heading, Text) else heading
            sheet.write_string(_HEADING, n, words, self.styles["heading"])
        said = [self.said(heading) if isinstance(heading, Text) else heading for heading in headings]
        fit(sheet, _HEADING, zip(said, _WIDTHS, strict=True))
        sheet.set_row(_MARKS, None, None, {"hidden": True})
        top = _HEADING + 1
        for n, line in enumerate(form.lines, start=top):
            self._line(sheet, n, line)
        self._validations(sheet, top)
        sheet.freeze_panes(top, 4)
        sheet.repeat_rows(_HEADING)
        sheet.print_area(0, 1, top + len(form.lines) - 1, len(COLUMNS) - 1)
        self._printed(sheet, landscape=True)
        sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
        sheet.set_selection(top, COLUMNS.index("figure"), top, COLUMNS.index("figure"))

    def _line(self, sheet: Any, row: int, line: Line) -> None:
        cells = {
            "key": row_key(line.statistic.code, line.unit.code),
            "statistic": line.statistic.name.of(self.language),
            "measure": self._measure(line.statistic),
            "unit": line.unit.of(self.language),
        }
        for n, name in enumerate(COLUMNS):
            if name in cells:
                sheet.write_string(row, n, cells[name], self.styles["locked"])
            elif name == "last":
                if math.isnan(line.last):
                    sheet.write_blank(row, n, None, self.styles["number"])
                else:
                    sheet.write_number(row, n, line.last, self.styles["number"])
            else:
                style = "note" if name == "note" else "input" if line.due else "optional"
                sheet.write_blank(row, n, None, self.styles[style])

        fit(sheet, row, [(text, width) for name, width in zip(COLUMNS, _WIDTHS, strict=True)
                          if name != "key" and (text := cells.get(name, ""))])  # fmt: skip

    def _measure(self, statistic: Statistic) -> str:
        measure = self.form.measures.get(statistic.unit)
        return statistic.unit if measure is None else measure.of(self.language)

    def _validations(self, sheet: Any, top: int) -> None:
        """What the cells of each statistic may hold, and its definition beside them."""
        column, row = COLUMNS.index("figure"), top
        for statistic, lines in groupby(self.form.lines, key=lambda line: line.statistic):
            last = row + len(list(lines)) - 1
            sheet.data_validation(row, column, last, column, self._validation(statistic))
            row = last + 1

    def _validation(self, statistic: Statistic) -> dict[str, Any]:
        low, high = statistic.range
        least, most = -_LARGEST if low is None else low, _LARGEST if high is None else high
        allowed = allowed_words(statistic)
        return {
            "validate": "integer" if statistic.integer else "decimal",
            "criteria": "between",
            "minimum": int(least) if statistic.integer else least,
            "maximum": int(most) if statistic.integer else most,
            "ignore_blank": True,
            "input_title": _cut(statistic.name.of(self.language), 32),
            "input_message": _cut(self._help(statistic), _LONGEST),
            "error_title": _cut(statistic.name.of(self.language), 32),
            "error_message": _cut(self.said(msg("Expected: {allowed}.", allowed=allowed)), _LONGEST),
        }

    def _help(self, statistic: Statistic) -> str:
        definition = statistic.definition.of(self.language) if statistic.definition else ""
        return f"{self.said(allowed_words(statistic))}\n{definition}".strip()

    def meanings(self, sheet: Any) -> None:
        """A row for each statistic: what is counted, by which clause, within what bounds."""
        headings = (msg("Statistic"), msg("Code"), msg("Unit of measure"), msg("What is counted"), msg("Allowed"),
                    msg("Clause"))  # fmt: skip
        for n, (heading, width) in enumerate(zip(headings, _MEANINGS, strict=True)):
            sheet.set_column(n, n, width)
            sheet.write_string(0, n, self.said(heading), self.styles["heading"])
        for row, statistic in enumerate(self.form.statistics, start=1):
            texts = list(self._meaning(statistic))
            for n, text in enumerate(texts):
                sheet.write_string(row, n, text, self.styles["locked"])
            fit(sheet, row, zip(texts, _MEANINGS, strict=True))
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        self._printed(sheet, landscape=True)
        sheet.protect("", {"format_columns": True, "format_rows": True})

    def _meaning(self, statistic: Statistic) -> Iterator[str]:
        yield statistic.name.of(self.language)
        yield statistic.code
        yield self._measure(statistic)
        yield self._counted(statistic)
        yield self.said(allowed_words(statistic))
        source = statistic.source
        parts: Sequence[str] = () if source is None else (
            source.document or "", source.clause, source.says.of(self.language) if source.says else ""
        )  # fmt: skip
        yield " ".join(filter(None, parts))

    def _counted(self, statistic: Statistic) -> str:
        """The definition, and of what is reported within the year what a figure covers."""
        definition = statistic.definition.of(self.language) if statistic.definition else ""
        if statistic.frequency == "yearly":
            return definition
        return f"{self.said(span_words(statistic))}{definition and chr(10)}{definition}"

    def _printed(self, sheet: Any, *, landscape: bool) -> None:
        sheet.set_paper(_A4)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&F&C&P / &N&R&A")


def allowed_words(statistic: Statistic) -> Text:
    """What a figure may be."""
    low, high = statistic.range
    kind = msg("a whole number") if statistic.integer else msg("a number")
    if low is not None and high is not None:
        return msg("{kind} from {low} to {high}", kind=kind, low=number(low), high=number(high))
    if low is not None:
        return msg("{kind}, {low} or more", kind=kind, low=number(low))
    if high is not None:
        return msg("{kind}, {high} or less", kind=kind, high=number(high))
    return kind


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
