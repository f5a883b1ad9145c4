"""Files that a command writes: they appear when they are whole, and what was there stays until then."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from api.terminal import fail


def file_to_write(path: Path, example: str) -> Path:
    """The file that is meant, if one can be written there; else the command ends with what to do. `example` is a name
    that a file in a directory could have."""
    if path.is_dir():
        fail(f"{path} is a directory: name a file in it, such as {path / example}", 2)
    if not path.parent.is_dir():
        fail(f"cannot write {path}: there is no directory {path.parent}; make it first", 2)
    if path.exists() and not path.is_file():
        fail(f"{path} is no ordinary file: name another one, or - for standard output", 2)
    return path.resolve()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file at once; if that fails, the command ends and what was there is as it was."""
    try:
        _replace(path, content)
    except OSError as error:
        fail(f"cannot write {path}: {error.strerror}", 2)


def _replace(path: Path, content: bytes) -> None:
    mask = os.umask(0)
    os.umask(mask)
    with NamedTemporaryFile(dir=path.parent, prefix=".unfinished-", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            Path(file.name).chmod(0o666 & ~mask)
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
