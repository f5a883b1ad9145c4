"""The hierarchy as one file that needs nothing else: to send, to keep, to print. A browser draws it from the disk.

pyvis's own template fetches style sheets and scripts from elsewhere; this one holds vis-network, in the copy that pyvis
brings. The page's policy lets these scripts run and no others, and lets it fetch nothing: a name with markup in it
stays a text, and who opens the file is seen by nobody.
"""

from base64 import b64encode
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from graph.answer import Answers
from graph.drawing import GROUPS, drawing, leader_words
from graph.embedding import in_script
from graph.hierarchy import ROOT, hierarchy
from graph.outline import nested
from graph.picture import BORDERS, DARK, FILLS
from graph.policy import CREDIBILITY
from graph.void import LICENCE

ALL = "all"
_PARTS = Path(__file__).parent / "drawn"
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_LICENCE_NAME = "CC BY 4.0"


def drawing_page(
    answers: Answers,
    root: str = ROOT,
    on: object = None,
    known: object = None,
    links: str | None = None,
    opened: Iterable[str] = (),
) -> str:
    """The page of the hierarchy below `root` on a day, as known on a day, by these kinds of link, as the policy of
    `answers` judges: ``Path("page.html").write_text(drawing_page(Answers.from_snapshot(snapshot), on="2022-02-24"))``.

    `opened` names the formations whose subordinate divisions, brigades and the like are drawn too; "all" means every
    one. The same build gives the same page. Raises ParameterError for a day, formation or kind of link that there is
    not.
    """
    chosen = [
        one if one == ALL or one in GROUPS else answers.thing("formation", one, "open") for one in dict.fromkeys(opened)
    ]
    answer = hierarchy(answers, root, on, known, links=links, claims=False)
    drawn = drawing(answer, chosen)
    shown = {"nodes": drawn["nodes"], "edges": drawn["edges"], "dark": DARK, "root": answer["root"]}
    return (
        _environment()
        .get_template("page.html")
        .render(
            answer=answer,
            root_name=answers.names.label(f"formation/{answer['root']}"),
            hidden=drawn["hidden"],
            data=in_script({**shown, "options": drawn["options"]}),
            tree=nested(answer),
            words=leader_words,
            label=answers.names.label,
            credibility=CREDIBILITY,
            fills=FILLS,
            borders=BORDERS,
            dark=DARK,
            built=answers.snapshot.get("issued"),
            licence=(LICENCE, _LICENCE_NAME),
            script=_script("page.js"),
            vis=_vis(),
            hashes=" ".join(f"'sha256-{_digest(text)}'" for text in (_vis(), _script("page.js"))),
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


def _digest(text: str) -> str:
    """What a policy names a script by; it is taken of the text between the tags."""
    return b64encode(sha256(text.encode()).digest()).decode("ascii")
