"""Weighting schemes: where weights come from when they are not simply decided."""
