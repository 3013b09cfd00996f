"""Writes the reference of all files, docs/reference/files.md, from the schemas that the program reads files by."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sz_assess.cases.file_kind import EVERY_KIND  # noqa: E402
from sz_assess.method.describe.reference import reference_page  # noqa: E402

PAGE = ROOT / "docs" / "reference" / "files.md"

if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(reference_page(EVERY_KIND), encoding="utf-8", newline="\n")
