"""What analyses need besides what Stavka itself does: pandas, lifelines and matplotlib, an extra of the package."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def of_the_extra() -> Iterator[None]:
    """Around imports: raises ImportError that says what to install if one is not there."""
    try:
        yield
    except ImportError as error:
        raise ImportError(
            f"{error.name} is not installed: `pip install .[analysis]` brings it", name=error.name
        ) from error
