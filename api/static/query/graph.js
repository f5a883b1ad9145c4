// The answer as a drawing of things and what links them. Nothing moves by itself; a tree is drawn as one.

import { choice, counted, element } from "../element.js";
import { places } from "./spring.js";

const MOST_NODES = 250;
const LABEL = "http://www.w3.org/2000/01/rdf-schema#label";

/** Show `answer` in `panel`: triples as they are; of rows the two columns that the reader chooses. */
export function showGraph(panel, answer, names) {
  const columns = answer.columns.filter((_, at) => answer.rows.some((row) => isNode(row[at])));
  if (answer.kind === "boolean" || columns.length < 2) {
    panel.replaceChildren(element("p", {}, "A drawing needs two columns with things in them, or the triples of a CONSTRUCT query."));
    return;
  }
  const chosen = answer.kind === "triples" ? { from: "subject", to: "object", by: "predicate" } : { ...best(columns), by: "" };
  const draw = () => render(panel, answer, names, columns, chosen, draw);
  draw();
}

const isNode = (term) => Boolean(term) && (term.type === "uri" || term.type === "bnode");

/** The first two columns that are not about provenance, which hardly anybody wants drawn. */
function best(columns) {
  const things = columns.filter((name) => !["fact", "version", "claim", "source", "graph"].includes(name));
  const [from, to] = things.length >= 2 ? things : columns;
  return { from, to };
}

async function render(panel, answer, names, columns, chosen, draw) {
  const found = collect(answer, chosen);
  const box = element("div", { class: "drawing", role: "img", "aria-label": "Drawing of the answer; the table has the same" });
  const note = element("p", { class: "hint" });
  const controls = element("p", { class: "choices" });
  if (answer.kind === "rows") {
    const options = columns.map((name) => [name, name]);
    const every = [["", "nothing"], ...answer.columns.map((name) => [name, name])];
    const change = (key) => (value) => { chosen[key] = value; draw(); };
    controls.append(choice("From", options, chosen.from, change("from")), choice("to", options, chosen.to, change("to")),
      choice("named by", every, chosen.by, change("by")));
  }
  panel.replaceChildren(controls, box, note);
  await names.need([...found.nodes.keys(), ...found.edges.map((edge) => edge.by).filter(Boolean).map((term) => term.value)]);
  if (!box.isConnected) return;
  note.textContent = `${counted(found.nodes.size, "thing")}, ${counted(found.edges.length, "link")}.`
    + (found.left ? ` ${counted(found.left, "more link")} not drawn: at most ${MOST_NODES} things can be told apart. Narrow the query.` : "")
    + " Double-click a thing for its page.";
  network(box, found, names);
}

/** Nodes by IRI and edges between them, up to what can be drawn. */
function collect(answer, { from, to, by }) {
  const [start, end, middle] = [from, to, by].map((name) => answer.columns.indexOf(name));
  const nodes = new Map();
  const edges = new Map();
  const named = new Map();
  let left = 0;
  for (const row of answer.rows) {
    const [one, other, link] = [row[start], row[end], row[middle]];
    if (answer.kind === "triples" && link.value === LABEL && other.type === "literal") named.set(one.value, other.value);
    if (!isNode(one) || !isNode(other)) continue;
    const fresh = new Set([one.value, other.value].filter((iri) => !nodes.has(iri))).size;
    if (nodes.size + fresh > MOST_NODES) {
      left += 1;
      continue;
    }
    nodes.set(one.value, one);
    nodes.set(other.value, other);
    edges.set(JSON.stringify([one.value, other.value, link?.value]), { from: one.value, to: other.value, by: link });
  }
  return { nodes, edges: [...edges.values()], left, named };
}

function network(box, { nodes, edges, named }, names) {
  const iris = [...nodes.keys()];
  const index = new Map(iris.map((iri, at) => [iri, at]));
  const tree = treeDirection(iris, edges);
  const at = tree ? [] : places(iris.length, edges.map((edge) => [index.get(edge.from), index.get(edge.to)]));
  const shown = iris.map((iri, number) => ({
    id: iri, ...at[number],
    label: wrapped(named.get(iri) || names.text(nodes.get(iri))), title: iri,
  }));
  const links = edges.map((edge, id) => ({ id, from: edge.from, to: edge.to, label: edge.by ? names.text(edge.by) : undefined }));
  const drawing = new window.vis.Network(box, { nodes: shown, edges: links }, options(tree));
  drawing.on("doubleClick", ({ nodes: [iri] }) => {
    const address = iri && names.address(iri);
    if (address) window.open(address, "_blank", "noopener");
  });
  drawing.fit({ maxZoomLevel: 1.1, animation: false });
  box.drawing = drawing;
}

function options(tree) {
  const hierarchical = { direction: tree, sortMethod: "directed", levelSeparation: 260, nodeSpacing: 44, treeSpacing: 60 };
  return {
    physics: false,
    layout: tree ? { hierarchical } : {},
    interaction: { hover: true, keyboard: { enabled: true, bindToWindow: false } },
    nodes: {
      shape: "box", margin: 6, font: { size: 14, color: "#1c2730", face: "system-ui, DejaVu Sans, sans-serif" },
      color: { background: "#eef3f8", border: "#5b7fa3", highlight: { background: "#dbe8f5", border: "#0b5fa5" } },
    },
    edges: {
      arrows: { to: { enabled: true, scaleFactor: 0.6 } }, smooth: false, color: { color: "#8a959f", highlight: "#0b5fa5" },
      font: { size: 11, color: "#46515b", strokeWidth: 4, strokeColor: "#ffffff", face: "system-ui, DejaVu Sans, sans-serif" },
    },
  };
}

/** "LR" if the edges make trees that begin at their roots, "RL" if they lead to the roots, null if they make no trees. */
function treeDirection(iris, edges) {
  const pairs = edges.map(({ from, to }) => [from, to]);
  if (isForest(iris, pairs)) return "LR";
  return isForest(iris, pairs.map(([from, to]) => [to, from])) ? "RL" : null;
}

/** True if every node has at most one other above it, and none is above itself. */
function isForest(iris, pairs) {
  const above = new Map();
  for (const [from, to] of pairs) {
    if (from === to || (above.has(to) && above.get(to) !== from)) return false;
    above.set(to, from);
  }
  return iris.every((iri) => {
    const seen = new Set();
    for (let one = iri; one !== undefined; one = above.get(one)) {
      if (seen.has(one)) return false;
      seen.add(one);
    }
    return true;
  });
}

function wrapped(text) {
  return text.length <= 28 ? text : text.slice(0, 90).replace(/(.{14,28}?)[ ,]+/g, "$1\n").trim();
}
