"""A file that a command writes where it is told to: whole, or not at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from api.terminal import fail


def output_path(path: Path, example: str) -> Path:
    """The file that is meant, if one can be written there; exits with what to do otherwise. `example` is the name of
    such a file."""
    if path.is_dir():
        fail(f"{path} is a directory: name a file in it, such as {path / example}", 2)
    if not path.parent.is_dir():
        fail(f"cannot write {path}: there is no directory {path.parent}; make it first", 2)
    if path.exists() and not path.is_file():
        fail(f"{path} is no ordinary file: name another one, or - for standard output", 2)
    return path.resolve()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that appears when it is whole; what was there stays until then. Raises OSError."""
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
