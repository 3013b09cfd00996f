"""Writes the reference of all files, docs/reference/files.md, from the schemas that the program reads files by."""

from pathlib import Path

from sz_assess.cases.file_kind import EVERY_KIND
from sz_assess.method.describe.reference import reference_page

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "files.md"

if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(reference_page(EVERY_KIND), encoding="utf-8", newline="\n")
