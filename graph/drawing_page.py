"""A drawing as one file that needs nothing else: to send, to keep, to print. A browser draws it from the disk.

pyvis's own template fetches style sheets and scripts from elsewhere; this one holds vis-network, in the copy that pyvis
brings. The page's policy lets these scripts run and no others, and lets it fetch nothing: a name with markup in it
stays a text, and who opens the file is seen by nobody.
"""

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from graph.drawing_words import LICENCE_NAME
from graph.embedding import in_script, policy_digest
from graph.picture import BORDERS, DARK, FILLS, Picture
from graph.policy import CREDIBILITY
from graph.pyvis_network import pyvis_network
from graph.svg import Sheet
from graph.void import LICENCE

_PARTS = Path(__file__).parent / "drawn_pages"
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"


def drawing_page(template: str, picture: Picture, sheet: Sheet, **values: object) -> str:
    """The page of a picture on its sheet, with the list that a template of ``drawn_pages/`` makes of `values`."""
    made = pyvis_network(picture)
    data = {"nodes": made.nodes, "edges": made.edges, "dark": DARK, "root": picture.middle, "options": made.options}
    return (
        _environment()
        .get_template(template)
        .render(
            **values,
            sheet=sheet,
            data=in_script(data),
            credibility=CREDIBILITY,
            fills=FILLS,
            borders=BORDERS,
            dark=DARK,
            licence=(LICENCE, LICENCE_NAME),
            script=_script("page.js"),
            vis=_vis(),
            hashes=" ".join(f"'sha256-{policy_digest(text)}'" for text in (_vis(), _script("page.js"))),
        )
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_PARTS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@lru_cache(maxsize=1)
def _vis() -> str:
    return files("pyvis").joinpath(_VIS).read_text(encoding="utf-8").replace("</script", "<\\/script")


def _script(name: str) -> str:
    return (_PARTS / name).read_text(encoding="utf-8")
