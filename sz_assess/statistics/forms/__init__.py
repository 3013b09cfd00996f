"""Forms 报表: a workbook for each department, written from the method, and read back whatever became of it."""
