"""How the time of analyses grows with the facts: each on an invented army and on one twice as large, side by side.

python -m tools.measure_analysis [formations]   (default 500, and 1,000 beside it)
"""

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.analysis.career_paths import career_paths
from graph.analysis.command_network import command_network
from graph.analysis.command_structure import commands
from graph.analysis.concentration import concentration
from graph.analysis.confirmation import confirmations
from graph.analysis.losses_in_time import losses_in_time
from graph.analysis.person_network import person_network
from graph.analysis.ranks_at_post import ranks_at_post
from graph.analysis.replacement import acting_spells, empty_posts, replacements
from graph.analysis.survival import survival, tenure_lengths
from graph.analysis.turnover_in_time import changes_in_time
from graph.answer import Answers
from graph.build import build
from graph.snapshot import Home
from tests.explorer.army import DAY, write_army

FIRST, LAST = "2018", "2023"
ANALYSES: dict[str, Callable[[Answers], object]] = {
    "command_network": lambda answers: command_network(answers, DAY),
    "commands": lambda answers: commands(command_network(answers, DAY)),
    "person_network": person_network,
    "survival": lambda answers: survival(tenure_lengths(answers, FIRST, LAST)),
    "changes_in_time": lambda answers: changes_in_time(answers, FIRST, LAST),
    "replacements": lambda answers: replacements(answers, FIRST, LAST),
    "empty_posts": lambda answers: empty_posts(answers, FIRST, LAST),
    "acting_spells": lambda answers: acting_spells(answers, FIRST, LAST),
    "career_paths": career_paths,
    "ranks_at_post": lambda answers: ranks_at_post(answers, FIRST, LAST),
    "losses_in_time": lambda answers: losses_in_time(answers, FIRST, LAST),
    "confirmations": confirmations,
    "concentration": concentration,
}


def army(size: int, directory: Path) -> Answers:
    """Answers about an invented army of so many formations."""
    write_army(directory / "facts", size)
    return Answers.from_snapshot(build(Home(directory / "home"), directory / "facts"))


def seconds(analysis: Callable[[Answers], object], answers: Answers) -> float:
    """The shortest of three runs, in processor seconds; tables that answers keep are read before."""
    analysis(answers)
    found = []
    for _ in range(3):
        gc.collect()
        start = time.process_time()
        analysis(answers)
        found.append(time.process_time() - start)
    return min(found)


def main() -> None:
    """Print the seconds for both armies and how they grow; 2.0 is linear."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with TemporaryDirectory() as small, TemporaryDirectory() as large:
        pair = army(size, Path(small)), army(2 * size, Path(large))
        facts = [len(answers.table("versions")) for answers in pair]
        print(f"{'':18} {facts[0]:>8,} {facts[1]:>8,} versions of facts; ratio")
        for name, analysis in ANALYSES.items():
            one, other = (seconds(analysis, answers) for answers in pair)
            print(f"{name:18} {one:8.3f} {other:8.3f} s {other / one if one else 0:6.1f}", flush=True)


if __name__ == "__main__":
    main()
