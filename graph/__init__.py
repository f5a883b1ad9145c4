"""The knowledge of Stavka: source files -> claims -> facts -> store -> answers. Data flows in that direction only."""

from pathlib import Path

DIRECTORY = Path(__file__).resolve().parent
"""Where the package is installed, with the fact base and the queries."""
