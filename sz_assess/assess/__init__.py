"""Method and statistics to a result: what binds the files to the pure arrays of scoring."""

from sz_assess.assess.run import assess

__all__ = ["assess"]
