"use strict";
// The drawing: places and colours come from the server; this only shows them and asks for more.

(() => {
  const box = document.getElementById("graph");
  let state = JSON.parse(document.getElementById("data").textContent);
  const nodes = new vis.DataSet(state.nodes);
  const edges = new vis.DataSet(state.edges);
  const network = new vis.Network(box, { nodes, edges }, { ...state.options, autoResize: true });
  const isFormation = (id) => !/ |^central-bodies$|^superior-not-known$/.test(id);
  const opened = () => state.opened.split(",").filter(Boolean);

  // Wide armies do not fit: begin at the top left at a size that can be read rather than with all of it too small.
  function frame() {
    const placed = state.nodes.filter((node) => node.shape === "box");
    const xs = placed.map((node) => node.x);
    const ys = placed.map((node) => node.y);
    const [left, right] = [Math.min(...xs) - 110, Math.max(...xs) + 110];
    const [top, bottom] = [Math.min(...ys) - 40, Math.max(...ys) + 40];
    const fit = Math.min(box.clientWidth / (right - left), box.clientHeight / (bottom - top), 1.1);
    const scale = Math.max(fit, Math.min(0.62, box.clientWidth / 620));
    const middle = (state.nodes.find((node) => node.id === state.about.root) || { x: 0 }).x;
    const y = Math.min((top + bottom) / 2, top + box.clientHeight / scale / 2);
    network.moveTo({ position: { x: middle, y: fit === scale ? (top + bottom) / 2 : y }, scale, animation: false });
  }

  async function redraw(names) {
    const days = new URLSearchParams({ on: state.about.on, root: state.about.root, opened: names.join(",") });
    if (state.about.known !== "today") days.set("known", state.about.known);
    if (state.about.policy !== "default") days.set("policy", state.about.policy);
    if (state.about.links) days.set("links", state.about.links);
    const response = await fetch(`/drawing?${days}`);
    if (!response.ok) return;
    state = await response.json();
    edges.clear();
    nodes.clear();
    nodes.add(state.nodes);
    edges.add(state.edges);
  }

  async function toggle(id) {
    const names = opened();
    await redraw(names.includes(id) ? names.filter((name) => name !== id) : [...names, id]);
    pick(id);
  }

  function toggler(id) {
    const node = nodes.get(id);
    const folded = node && / {2}\+\d+/.test(node.label);
    if (!folded && !opened().includes(id)) return null;
    const button = details.element("button", folded ? "Draw its other subordinates" : "Fold its subordinates again");
    button.addEventListener("click", () => toggle(id));
    return button;
  }

  function pick(id) {
    if (nodes.get(id)) {
      network.selectNodes([id], false);
    }
    if (isFormation(id)) details.show(id, state.about, toggler(id));
  }

  network.on("click", ({ nodes: [id] }) => {
    if (id === undefined || id.startsWith("corner ")) details.hide();
    else if (isFormation(id)) pick(id);
    else toggle(id);
  });
  network.on("doubleClick", ({ nodes: [id] }) => {
    if (id !== undefined && toggler(id)) toggle(id);
  });
  document.querySelectorAll(".pick").forEach((button) => {
    button.addEventListener("click", () => {
      pick(button.dataset.formation);
      document.querySelector("main").scrollIntoView({ block: "nearest" });
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") details.hide();
  });

  const find = document.getElementById("find");
  find.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = find.elements.q.value.trim().toLowerCase();
    const options = [...document.querySelectorAll("#names option")];
    const found = options.find((option) => option.value.toLowerCase() === wanted)
      || (wanted && options.find((option) => option.value.toLowerCase().includes(wanted)));
    if (!found) return;
    const [kind, id] = found.dataset.path.split("/");
    if (kind === "formation") {
      pick(id);
      if (nodes.get(id)) network.focus(id, { scale: 0.9, animation: false });
    } else {
      location.href = `/person/${encodeURIComponent(id)}`;
    }
  });

  frame();
  window.addEventListener("resize", frame);
  window.stavka = { network, nodes, pick, toggle };
})();
