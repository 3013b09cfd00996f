"""Ledgers: from files with one row a firm, project or problem to figures that are counted from them."""
