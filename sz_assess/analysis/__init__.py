"""What a result means: its arithmetic, its comparisons, its distance from the targets."""
