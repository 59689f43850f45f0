"""Reads a workbook with openpyxl and prints it as JSON. Fails if a chart draws a cell that holds no number."""

import datetime
import json
import re
import sys

import openpyxl
from openpyxl.utils import range_boundaries


def plain(value):
    return value.date().isoformat() if isinstance(value, datetime.datetime) else value


def drawn(book, chart):
    """How many cells each series of a chart draws."""
    counts = []
    for series in chart.series:
        reference = (getattr(series, "yVal", None) or series.val).numRef.f
        title, cells = re.fullmatch(r"'?([^']+?)'?!(.+)", reference).groups()
        left, top, right, bottom = range_boundaries(cells.replace("$", ""))
        assert left == right, reference
        values = [book[title].cell(row, left).value for row in range(top, bottom + 1)]
        assert all(type(value) in (int, float) for value in values), f"{reference} draws {values}"
        counts.append(len(values))
    return counts


book = openpyxl.load_workbook(sys.argv[1])
about = book.properties
sheets = [
    {
        "title": sheet.title,
        "state": sheet.sheet_state,
        "frozen": sheet.freeze_panes,
        "paper": sheet.page_setup.paperSize,
        "charts": [drawn(book, chart) for chart in sheet._charts],
        "formulas": sum(cell.data_type == "f" for row in sheet.iter_rows() for cell in row),
        "rows": [[plain(value) for value in row] for row in sheet.iter_rows(values_only=True)],
    }
    for sheet in book
]
people = [about.creator, about.lastModifiedBy]
print(json.dumps({"sheets": sheets, "people": people, "names": list(book.defined_names)}))
