/** The tree that is drawn as a text: nested lists, to be read, searched and copied. */

import { element } from "../element.js";
import { nameOf, t } from "../words.js";
import { leaderWords } from "./leader.js";
import { ALL, CENTRAL, UNPLACED, treeOf } from "./tree.js";

/**
 * The whole tree below the root, nothing folded.
 * @param {(id: string) => void} chosen
 * @returns {HTMLElement}
 */
export function outlineOf(chronicle, state, view, chosen) {
  const tree = treeOf(state, view.root, new Set([ALL]));
  const item = (id) => {
    const below = tree.below.get(id);
    return element("li", {}, ...line(chronicle, state, id, chosen), below.length > 0 ? element("ul", {}, ...below.map(item)) : null);
  };
  return element("ul", { class: "outline" }, item(tree.root));
}

function line(chronicle, state, id, chosen) {
  if (id === CENTRAL || id === UNPLACED) return [element("span", { class: "group" }, t(id === CENTRAL ? "explorer.central" : "explorer.unplaced"))];
  const node = state.nodes.get(id);
  const name = element("button", { type: "button", class: "link", click: () => chosen(id) }, nameOf(chronicle.formations.get(id)));
  const code = node.leader.credibility;
  return [
    name,
    element("span", { class: `who held-${node.leader.held}` }, ` ${leaderWords(chronicle, node, state.on)}`),
    code === null ? null : element("span", { class: `code c${code}`, title: t("site.credibility") }, `${code}`),
  ].filter((one) => one !== null);
}
