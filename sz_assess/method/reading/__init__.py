"""YAML files to checked values: strict, safe, every mistake with its place."""
