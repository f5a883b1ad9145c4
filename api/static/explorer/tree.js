/**
 * Which formations of a state are drawn, and below what: a pure function of the state and of what is opened.
 *
 * Bodies without an echelon directly below the whole, and formations without a superior, hang in a group each. Large
 * formations are drawn down to armies and corps; what is below, and the groups, is folded until it is opened.
 */

import { ROOT } from "./state.js";

/** @typedef {import("./state.js").State} State */

/** Groups that are no formations, by what stands in `opened` for them. */
export const CENTRAL = "central-bodies";
export const UNPLACED = "superior-not-known";
/** Stands in `opened` for everything. */
export const ALL = "all";

const FOLDED = new Set(["command", "division", "base", "brigade", "regiment", "other"]);

/**
 * @typedef {object} Tree
 * @property {string} root
 * @property {Map<string, string[]>} below what is drawn below each, in order
 * @property {Map<string, string>} above what each hangs from, drawn or not
 * @property {Map<string, number>} subordinates how many each has, drawn or not
 * @property {string[]} drawn all that is drawn, from the top down, as it is read
 */

/**
 * The tree to draw. In `opened`, an id opens all below it, an id with a hyphen before it folds it.
 * @param {State} state
 * @param {string} root
 * @param {Set<string>} opened
 * @returns {Tree}
 */
export function treeOf(state, root, opened) {
  const all = childrenFrom(state, root);
  const above = new Map([...all].flatMap(([one, children]) => children.map((child) => [child, one])));
  const below = new Map();
  const drawn = [];
  const visit = (one) => {
    drawn.push(one);
    const shown = (all.get(one) ?? []).filter((child) => isDrawn(state, root, opened, one, child));
    below.set(one, shown);
    shown.forEach(visit);
  };
  visit(root);
  const subordinates = new Map([...all].map(([one, children]) => [one, children.length]));
  return { root, below, above, subordinates, drawn };
}

/**
 * `opened` with one more formation opened, or folded.
 * @param {Tree} tree
 * @param {Set<string>} opened
 * @param {string} one
 * @returns {Set<string>}
 */
export function toggled(tree, opened, one) {
  const next = new Set(opened);
  const isOpen = (tree.below.get(one) ?? []).length > 0;
  const isWhole = (tree.below.get(one) ?? []).length === (tree.subordinates.get(one) ?? 0);
  next.delete(one);
  next.delete(`-${one}`);
  if (!isWhole) next.add(one);
  else if (isOpen) next.add(`-${one}`);
  return next;
}

/**
 * `opened` so that a formation is drawn, whatever it hangs from.
 * @param {Tree} tree
 * @param {Set<string>} opened
 * @param {string} one
 * @returns {Set<string>}
 */
export function revealed(tree, opened, one) {
  const next = new Set(opened);
  for (let at = one; tree.above.has(at); at = tree.above.get(at)) {
    const above = tree.above.get(at);
    if ((tree.below.get(above) ?? []).includes(at)) continue;
    next.delete(`-${above}`);
    next.add(above);
  }
  return next;
}

/**
 * The formations from one up to the root.
 * @param {Tree} tree
 * @param {string} one
 * @returns {Set<string>}
 */
export function pathUp(tree, one) {
  const path = new Set();
  for (let at = one; at !== undefined && !path.has(at); at = tree.above.get(at)) path.add(at);
  return path;
}

function childrenFrom(state, root) {
  const children = new Map();
  if (root !== ROOT) {
    const visit = (one) => {
      if (children.has(one)) return;
      children.set(one, state.nodes.get(one)?.below.filter((child) => !children.has(child)) ?? []);
      children.get(one).forEach(visit);
    };
    visit(root);
    return children;
  }
  for (const [one, node] of state.nodes) children.set(one, node.below);
  const isCentral = (one) => state.nodes.get(one).echelon === "other";
  const top = children.get(ROOT) ?? [];
  const central = top.filter(isCentral);
  children.set(ROOT, top.filter((one) => !isCentral(one)));
  for (const [group, members] of [[CENTRAL, central], [UNPLACED, state.unplaced]]) {
    if (members.length === 0) continue;
    children.set(group, members);
    children.get(ROOT).push(group);
  }
  return children;
}

function isDrawn(state, root, opened, above, child) {
  if (opened.has(`-${above}`)) return false;
  if (opened.has(ALL) || opened.has(above)) return true;
  if (above === CENTRAL || above === UNPLACED) return false;
  return above === root || !FOLDED.has(state.nodes.get(child).echelon);
}
