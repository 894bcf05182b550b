"""The command line: what the pages do, without a browser. One small file for each group of commands."""

from loopmodel.cli.run import main

__all__ = ["main"]
