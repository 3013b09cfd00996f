"""The command line. One thin module a command, loaded when it is called; help loads no heavy library."""

from sz_assess.cli.program import main, program

__all__ = ["main", "program"]
