"""Delivered files to tables of cells: csv, xlsx, parquet, each looked at before it is parsed."""
