"""Scoring: pure arrays in, arrays out.

No files, no clock, no pandas, no command line. A row is a unit, a column an indicator; arrays of many columns are kept
column by column in memory (Fortran order), because nearly every step looks at one indicator over all units.
"""
