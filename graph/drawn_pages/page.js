"use strict";
// Places and colours come with the data; this shows them, in light and dark, and leads from the drawing to the list and back.

(() => {
  const place = document.getElementById("drawing");
  const { nodes, edges, options, dark, root } = JSON.parse(document.getElementById("data").textContent);
  const night = matchMedia("screen and (prefers-color-scheme: dark)");
  const boxes = nodes.filter((node) => node.shape === "box");
  let printing = false;

  const line = (colour) => (isDark() && dark.lines[colour]) || colour;

  function isDark() {
    return night.matches && !printing;
  }

  function coloured(node) {
    if (node.shape === "text") return { ...node, font: { ...node.font, color: line(node.font.color) } };
    if (node.shape !== "box") return node;
    const [background, text] = (isDark() && dark.boxes[node.color.background]) || [node.color.background, node.font.color];
    const border = line(node.color.border);
    const highlight = { background, border: isDark() ? "#ffffff" : "#000000" };
    return { ...node, color: { background, border, highlight, hover: highlight }, font: { ...node.font, color: text } };
  }

  const shownNodes = new vis.DataSet(nodes.map(coloured));
  const shownEdges = new vis.DataSet(edges.map((edge, id) => ({ ...edge, id, color: line(edge.color) })));
  const network = new vis.Network(place, { nodes: shownNodes, edges: shownEdges }, { ...options, autoResize: true });

  function recolour() {
    shownNodes.update(nodes.map(coloured));
    shownEdges.update(edges.map((edge, id) => ({ id, color: line(edge.color) })));
  }

  function bounds() {
    const xs = boxes.map((node) => node.x);
    const ys = nodes.filter((node) => node.shape !== "dot").map((node) => node.y);
    return { left: Math.min(...xs) - 140, right: Math.max(...xs) + 140, top: Math.min(...ys) - 50, bottom: Math.max(...ys) + 50 };
  }

  // All of it if it can be read so, else the box from which to begin, with what is below it, at a size that can be read.
  function begin() {
    const { left, right, top, bottom } = bounds();
    const all = Math.min(place.clientWidth / (right - left), place.clientHeight / (bottom - top), 1.1);
    const scale = Math.max(all, Math.min(0.62, place.clientWidth / 620));
    const middle = nodes.find((node) => node.id === root);
    const height = place.clientHeight / scale;
    const y = all === scale ? (top + bottom) / 2 : Math.max(top + height / 2, Math.min(middle.y, bottom - height / 2));
    network.moveTo({ position: { x: middle.x, y }, scale, animation: false });
  }

  function whole() {
    const { left, right, top, bottom } = bounds();
    const scale = Math.min(place.clientWidth / (right - left), place.clientHeight / (bottom - top), 1.1);
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
  }

  const buttons = [...document.querySelectorAll(".find")];

  function choose(id) {
    for (const one of document.querySelectorAll("li.chosen")) one.classList.remove("chosen");
    const item = buttons.find((button) => button.dataset.box === id)?.closest("li");
    if (item === undefined) return;
    item.classList.add("chosen");
    item.scrollIntoView({ block: "center" });
    item.focus({ preventScroll: true });
  }

  network.on("click", ({ nodes: [id] }) => {
    if (id !== undefined) choose(id);
  });
  for (const button of buttons) {
    const id = button.dataset.box;
    button.hidden = shownNodes.get(id) === null;
    button.addEventListener("click", () => {
      network.selectNodes([id], false);
      network.focus(id, { scale: Math.max(network.getScale(), 0.8), animation: false });
      place.scrollIntoView({ block: "center" });
    });
  }
  document.getElementById("zoom").hidden = false;
  document.getElementById("larger").addEventListener("click", () => network.moveTo({ scale: network.getScale() * 1.3 }));
  document.getElementById("smaller").addEventListener("click", () => network.moveTo({ scale: network.getScale() / 1.3 }));
  document.getElementById("whole").addEventListener("click", whole);

  // On paper all of the drawing is shown, in the colours of the day, and what lies folded in the list.
  let before = null;
  addEventListener("beforeprint", () => {
    before = { position: network.getViewPosition(), scale: network.getScale() };
    printing = true;
    recolour();
    whole();
    network.redraw();
    for (const one of document.querySelectorAll("details")) one.open = true;
  });
  addEventListener("afterprint", () => {
    printing = false;
    recolour();
    network.moveTo({ ...before, animation: false });
    for (const one of document.querySelectorAll("details")) one.open = false;
  });
  night.addEventListener("change", recolour);
  begin();
  document.documentElement.dataset.drawn = boxes.length;
})();
