"""The notebooks: each runs from a clean kernel and prints what is kept in it; what is kept is small and whole."""

import os
import re
from pathlib import Path

import nbformat
import pytest

from tools.run_notebooks import NOTEBOOKS, executed

NAMES = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
MOST_BYTES = 500_000


def printed(notebook: nbformat.NotebookNode) -> list[tuple[str, str]]:
    """What the cells of a notebook print, by the cells' ids; of pictures only that there is one."""
    found: list[tuple[str, str]] = []
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "stream":
                found.append((cell.id, output.text))
            else:
                kinds = [kind for kind in output.data if kind.startswith("image/")]
                found.append((cell.id, kinds[0] if kinds else str(output.data.get("text/plain"))))
    joined: dict[str, str] = {}
    for cell_id, text in found:
        joined[cell_id] = joined.get(cell_id, "") + text
    return list(joined.items())


@pytest.mark.parametrize("name", NAMES)
def test_it_runs_and_prints_what_is_kept(
    name: str, environment: dict[str, str], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    own = {"STAVKA_HOME": environment["STAVKA_HOME"], "IPYTHONDIR": str(tmp_path)}
    own["PYTHONPATH"] = os.pathsep.join(filter(None, (str(NOTEBOOKS.parent), os.environ.get("PYTHONPATH"))))
    if "STAVKA_URL" in (NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"):
        own["STAVKA_URL"] = request.getfixturevalue("server")
    run = executed(NOTEBOOKS / f"{name}.ipynb", own)
    kept = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    for (cell, new), (_, old) in zip(printed(run), printed(kept), strict=True):
        assert new == old, (
            f"{name}, cell {cell}: the facts known on the notebook's day have changed; "
            f"run `python -m tools.run_notebooks {name}` and read the texts beside the figures again"
        )


@pytest.mark.parametrize("name", NAMES)
def test_what_is_kept_is_small_and_whole(name: str) -> None:
    path = NOTEBOOKS / f"{name}.ipynb"
    assert path.stat().st_size < MOST_BYTES
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1)), "run as a whole, from the start"
    assert not any(output.output_type == "error" for cell in cells for output in cell.outputs)
    pictures = [one for _, one in printed(notebook) if "image/" in one]
    assert pictures, "every notebook shows something"
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"/(work|home|root|tmp)/", text), "nothing of the machine it ran on"


@pytest.mark.parametrize("name", NAMES)
def test_links_to_files_lead_somewhere(name: str) -> None:
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    for link in re.findall(r"\]\((\.\./[^)]+)\)", text):
        assert (NOTEBOOKS / link).exists(), link
