"""Reads a Parquet file with pyarrow and prints its columns with their types, and its rows, as JSON."""

import json
import sys

import pyarrow.parquet

table = pyarrow.parquet.read_table(sys.argv[1])
rows = [{**row, "day": row["day"].isoformat()} for row in table.to_pylist()]
packed = pyarrow.parquet.ParquetFile(sys.argv[1]).metadata.row_group(0).column(0).compression
types = {field.name: str(field.type) for field in table.schema}
print(json.dumps({"types": types, "rows": rows, "packed": packed}))
