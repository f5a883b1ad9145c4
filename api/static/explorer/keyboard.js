/**
 * The drawing by keyboard, as a tree (https://www.w3.org/WAI/ARIA/apg/patterns/treeview/): arrows go along it, Enter goes
 * to the details, plus and minus zoom, 0 shows all, / finds.
 */

/**
 * @param {HTMLElement} place
 * @param {object} on what the keys do
 */
export function onKey(place, on) {
  place.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target !== place) return;
    const act = acts(on)[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, select, textarea, dialog") !== null;
    if (event.key === "Escape" && on.view().focus !== null && !isTyping) on.focus(null);
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      on.search();
    }
  });
}

function acts(on) {
  const tree = on.tree();
  const formations = tree.drawn.filter((id) => on.state().nodes.has(id));
  const at = on.view().focus;
  const place = formations.indexOf(at);
  const to = (id) => () => { if (id !== undefined) on.focus(id); };
  const below = (tree.below.get(at) ?? []).filter((id) => on.state().nodes.has(id));
  const isFolded = (tree.below.get(at) ?? []).length < (tree.subordinates.get(at) ?? 0);
  return {
    ArrowDown: to(formations[place + 1]),
    ArrowUp: to(formations[Math.max(place - 1, 0)]),
    ArrowRight: () => (isFolded && below.length === 0 ? on.toggle(at) : to(below[0])()),
    ArrowLeft: () => (below.length > 0 && !isFolded && tree.root !== at ? on.toggle(at) : to(superior(on, tree, at))()),
    Home: to(formations[0]),
    End: to(formations.at(-1)),
    Enter: () => { if (at !== null) on.open(); },
    " ": () => { if (at !== null && tree.subordinates.get(at)) on.toggle(at); },
    "+": () => on.scaleBy(1.3),
    "=": () => on.scaleBy(1.3),
    "-": () => on.scaleBy(1 / 1.3),
    0: () => on.fit(),
  };
}

function superior(on, tree, at) {
  const above = tree.above.get(at);
  return above !== undefined && on.state().nodes.has(above) ? above : undefined;
}
