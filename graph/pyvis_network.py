"""A drawing as a pyvis network in which every box keeps the place that it was given."""

from typing import TYPE_CHECKING

from graph.layout import BOX_WIDTH
from graph.picture import FAINT, LINES, Box, Picture, line_style

if TYPE_CHECKING:
    from pyvis.network import Network

_BOX = {
    "shape": "box",
    "widthConstraint": {"minimum": BOX_WIDTH - 10, "maximum": BOX_WIDTH - 10},
    "margin": 4,
    "physics": False,
}
_CORNER = {"shape": "dot", "size": 0.01, "physics": False, "chosen": False, "color": FAINT, "borderWidth": 0}
_CAPTION = {"shape": "text", "physics": False, "chosen": False}
_OPTIONS = """{
  "physics": {"enabled": false},
  "layout": {"improvedLayout": false},
  "edges": {"smooth": false, "selectionWidth": 0, "hoverWidth": 0, "chosen": false},
  "interaction": {"dragNodes": false, "hover": true, "selectConnectedEdges": false, "keyboard": false}
}"""


def pyvis_network(picture: Picture) -> "Network":
    """The picture as a network of pyvis, to show or to change before it is shown."""
    from pyvis.network import Network  # which brings IPython along: a server starts without it

    made = Network(directed=False)
    for box in picture.boxes:
        _add_box(made, box)
    for number, caption in enumerate(picture.captions):
        font = {"size": 17 if caption.strong else 14, "color": LINES["certain"]}
        made.add_node(f"caption {number}", label=caption.text, x=caption.x, y=caption.y, font=font, **_CAPTION)
    _add_lines(made, picture)
    made.set_options(_OPTIONS)
    return made


def _add_box(network: "Network", box: Box) -> None:
    look = box.look
    network.add_node(
        box.id,
        label="\n".join(box.lines),
        x=box.x,
        y=box.y,
        color={"background": look.fill, "border": look.border, "highlight": _chosen(look.fill)},
        font={"color": look.text, "size": 14},
        borderWidth=look.width,
        shapeProperties={"borderDashes": list(look.dashes) or False},
        heightConstraint={"minimum": max(40, box.height - 12)},
        **_BOX,
    )


def _chosen(fill: str) -> dict[str, str]:
    return {"background": fill, "border": "#000000"}


def _add_lines(network: "Network", picture: Picture) -> None:
    """The lines between boxes, as straight pieces between corner points."""
    corners: dict[tuple[float, float], str] = {}

    def corner(point: tuple[float, float]) -> str:
        if point not in corners:
            corners[point] = f"corner {point[0]:g} {point[1]:g}"
            network.add_node(corners[point], label=" ", x=point[0], y=point[1], **_CORNER)
        return corners[point]

    drawn: set[tuple[str, str]] = set()
    for line in picture.lines:
        for start, end, shows in line.pieces():
            ends = corner(start), line.to if end == line.points[-1] else corner(end)
            if ends in drawn:
                continue
            drawn.add(ends)
            colour, width, dashes = line_style(line.held, shows=shows)
            network.add_edge(*ends, color=colour, dashes=list(dashes) or False, width=width)
