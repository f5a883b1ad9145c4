"""Run the notebooks, each in a clean kernel, and keep what they print and draw: python -m tools.run_notebooks [name]

The notebooks ask as known on a fixed day, so that what they print changes only if sources published before that day are
added or corrected; tests/notebooks holds them to what is kept. Read the texts between the cells again when it does.
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient

from tests.conftest import serving

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
MOST_SECONDS = 300


def executed(path: Path, environment: dict[str, str] | None = None) -> nbformat.NotebookNode:
    """The notebook at `path` after a run in a clean kernel with this environment. Raises CellExecutionError for a cell
    that fails."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    before = dict(os.environ)
    os.environ.update(environment or {})
    try:
        NotebookClient(
            notebook,
            timeout=MOST_SECONDS,
            kernel_name="python3",
            resources={"metadata": {"path": str(path.parent)}},
            record_timing=False,
        ).execute()
    finally:
        os.environ.clear()
        os.environ.update(before)
    return notebook


def kept(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The same without what differs from run to run and from machine to machine."""
    for cell in notebook.cells:
        cell.pop("metadata", None)
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.outputs = _in_one_piece(cell.outputs)
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return notebook


def _in_one_piece(outputs: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """Outputs with what was printed in one go joined, however the kernel sent it."""
    found: list[nbformat.NotebookNode] = []
    for output in outputs:
        if output.output_type == "stream" and found and found[-1].get("name") == output.name:
            found[-1].text += output.text
        else:
            found.append(output)
    return found


def main() -> None:
    """Run all notebooks, or those named, from the newest build, with a server for the one that asks one."""
    names = sys.argv[1:]
    with TemporaryDirectory() as directory, serving(dict(os.environ), Path(directory) / "log") as address:
        for path in sorted(NOTEBOOKS.glob("*.ipynb")):
            if not names or path.stem in names:
                print(path.stem, flush=True)
                nbformat.write(kept(executed(path, {"STAVKA_URL": address})), path)


if __name__ == "__main__":
    main()
