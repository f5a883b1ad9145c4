"""Plots, with matplotlib: an extra, not needed to serve."""

from pathlib import Path
from textwrap import fill
from typing import Any

from matplotlib.figure import Figure


def formats() -> tuple[str, ...]:
    """The endings of the files that can be drawn."""
    return ("svg", "png", "pdf")


def draw_reliability(path: Path, answer: dict[str, Any]) -> None:
    """Draw what became of the verdicts of every credibility into `path`; its ending names one of the `formats`."""
    rows = answer["reliability"]
    figure = Figure(figsize=(7, 4), layout="constrained")
    axes = figure.add_subplot()
    places = range(len(rows))
    axes.bar(places, [row["confirmed"] for row in rows], label="confirmed", color="#1b6ca8")
    below = [-row["contradicted"] for row in rows]
    axes.bar(places, below, label="contradicted", color="#d1495b", hatch="//")
    for place, row in zip(places, rows, strict=True):
        if row["right"] is not None:
            axes.text(place, row["confirmed"], f"{row['right']:.1%}", ha="center", va="bottom")
    axes.axhline(0, color="black", linewidth=0.8)
    labels = [f"{row['credibility']['code']}\n{fill(row['credibility']['label'], 16)}" for row in rows]
    axes.set_xticks(list(places), labels, fontsize=7)
    axes.set_ylabel("facts")
    axes.set_title(
        "What authorities said later of facts at each credibility (per cent: confirmed of those)", fontsize=9
    )
    axes.legend()
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)
