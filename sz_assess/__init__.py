"""Assessment scoring: a method written in files, applied to statistics that departments report."""

__version__ = "0.1.0"

__all__ = ["__version__"]
