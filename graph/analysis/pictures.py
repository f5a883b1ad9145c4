"""Pictures of analyses, with matplotlib: figures as a full part that is certain and a hatched part that is possible.

The colours are those of Okabe and Ito, which people with any colour vision tell apart; patterns say in grey print what
colours say on a screen. Every picture has a title, names its units, and ends with where it comes from.
"""

from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING

from graph.analysis.extra import of_the_extra
from graph.analysis.figure import Figure
from graph.analysis.survival import Survival
from graph.answer import Answers

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")
"""Blue, vermilion, green, purple, orange, sky blue, black."""
HATCHES = ("///", "\\\\\\", "...", "xxx", "|||", "---", "+++")
LINES = ("-", "--", "-.", ":")


def picture(title: str, x: str, y: str, source: str, note: str = "", size: tuple[float, float] = (7.6, 4.2)) -> "Axes":
    """The axes of a new picture in pyplot, with the names of both axes and their units, and the `source` (see
    `source_of`) with a `note` below; `size` is in inches."""
    with of_the_extra():
        import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=size, layout="constrained", dpi=100)
    axes.set_title(fill(title, 78), loc="left", fontsize=11, fontweight="bold")
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(visible=True, axis="y", color="#d0d0d0", linewidth=0.6)
    axes.set_axisbelow(True)
    words = f"{note} Source: {source}." if note else f"Source: {source}."
    figure.text(0.01, -0.01, fill(words, int(size[0] * 17)), fontsize=7.5, color="#333333", va="top")
    return axes


def source_of(answers: Answers, known: str) -> str:
    """Where a picture comes from: what to write below it."""
    return f"Stavka, as known on {known}, policy {answers.policy}, sources up to {answers.reaches}"


def range_bars(
    axes: "Axes",
    labels: Sequence[str],
    figures: Sequence[Figure],
    name: str = "",
    style: int = 0,
    *,
    place: float = 0.0,
    width: float = 0.8,
) -> None:
    """Bars from the lowest, full, to the highest, hatched; a figure without a highest ends in an arrow. `style` chooses
    colour and pattern, `place` moves the bars (in parts of one) so that several series stand beside each other."""
    colour, hatch = COLOURS[style % len(COLOURS)], HATCHES[style % len(HATCHES)]
    at = [number + place for number in range(len(labels))]
    low = [one.lowest or 0 for one in figures]
    high = [low[number] if one.highest is None else one.highest for number, one in enumerate(figures)]
    surely, possibly = (f"{name}: at least", f"{name}: at most") if name else ("at least", "at most")
    axes.bar(at, low, width, color=colour, label=surely)
    axes.bar(
        at,
        [most - least for least, most in zip(low, high, strict=True)],
        width,
        bottom=low,
        facecolor="white",
        edgecolor=colour,
        hatch=hatch,
        linewidth=0.8,
        label=possibly,
    )
    for place_of, one, top in zip(at, figures, high, strict=True):
        if one.highest is None and one.lowest is not None:
            axes.annotate("↑", (place_of, top), ha="center", va="bottom", color=colour)
    axes.set_xticks(range(len(labels)), labels)


def survival_band(axes: "Axes", found: Survival, name: str, style: int = 0, until: int = 2200) -> None:
    """The share still in post by days: the estimate as a line, the bounds of all readings as a band."""
    if not found.days:
        return
    colour, hatch = COLOURS[style % len(COLOURS)], HATCHES[style % len(HATCHES)]
    end = max(until, found.days[-1])
    axes.fill_between(
        [*found.days, end],
        [*found.lowest, found.lowest[-1]],
        [*found.highest, found.highest[-1]],
        step="post",
        facecolor="none",
        edgecolor=colour,
        hatch=hatch,
        alpha=0.35,
        linewidth=0.6,
    )
    if found.estimate is not None:
        middle = [((one.lowest or 0) + (one.highest or 0)) / 2 for one in found.estimate]
        axes.step(
            [*found.days, end],
            [*middle, middle[-1]],
            where="post",
            color=colour,
            linestyle=LINES[style % len(LINES)],
            linewidth=2,
            label=f"{name} ({found.count} tenures)",
        )
    axes.set_xlim(0, until)
    axes.set_ylim(0, 1.02)
