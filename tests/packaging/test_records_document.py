"""docs/records.md says what the declarations say."""

import runpy
from pathlib import Path

DOCUMENT = runpy.run_path(str(Path(__file__).parents[2] / "packaging" / "records_document.py"))


def test_the_document_is_as_the_declarations_are():
    assert DOCUMENT["main"]("check") == 0, "python packaging/records_document.py write"


def test_a_field_that_changed_is_noticed(tmp_path):
    stale = tmp_path / "records.md"
    stale.write_text(DOCUMENT["document"]().replace("`title`", "`name`", 1), encoding="utf-8")
    DOCUMENT["main"].__globals__["FILE"] = stale
    assert DOCUMENT["main"]("check") == 1
    assert DOCUMENT["main"]("write") == 0
    assert DOCUMENT["main"]("check") == 0
