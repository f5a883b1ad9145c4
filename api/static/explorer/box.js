/** The box of a formation in the drawing: its symbol, its name, who leads it and how far that can be believed. */

import { element } from "../element.js";
import { nameOf, n, t } from "../words.js";
import { leaderRank, leaderWords } from "./leader.js";
import { symbolUrl } from "./symbols.js";
import { CENTRAL, UNPLACED } from "./tree.js";

/**
 * @typedef {object} Content what a box shows
 * @property {string} id
 * @property {string} name
 * @property {string} who
 * @property {string | null} rank
 * @property {string} held
 * @property {number | null} code
 * @property {string | null} symbol
 * @property {number} folded how many subordinates are not drawn
 * @property {boolean | null} expanded null: there is nothing below it
 * @property {number} level
 */

/**
 * What the box of a formation, or of a group, shows.
 * @returns {Content}
 */
export function contentOf(chronicle, state, tree, id) {
  const drawn = tree.below.get(id).length;
  const all = tree.subordinates.get(id) ?? 0;
  const shared = { id, folded: all - drawn, expanded: all === 0 ? null : drawn > 0 };
  if (id === CENTRAL || id === UNPLACED) {
    const name = t(id === CENTRAL ? "explorer.central" : "explorer.unplaced");
    const who = n("explorer.formations", all);
    return { ...shared, name, who, rank: null, held: "group", code: null, symbol: null, level: 2 };
  }
  const node = state.nodes.get(id);
  return {
    ...shared,
    name: nameOf(chronicle.formations.get(id)),
    who: leaderWords(chronicle, node, state.on),
    rank: leaderRank(chronicle, node),
    held: node.leader.held,
    code: node.leader.credibility,
    symbol: symbolUrl(chronicle.formations.get(id).symbol, { dark: isDark() }),
    level: node.level + 1,
  };
}

const darkPreferred = matchMedia("(prefers-color-scheme: dark)");

/** Are the colours of the page those for the dark? */
function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : darkPreferred.matches;
}

/**
 * A box without content, to be filled.
 * @returns {HTMLElement}
 */
export function emptyBox(id) {
  const box = element(
    "div",
    { class: "unit", role: "treeitem", id: `unit-${id}` },
    element("img", { class: "symbol", alt: "" }),
    element("span", { class: "name" }),
    element("span", { class: "who" }),
    element("span", { class: "away" }),
    element("span", { class: "code" }),
    element("span", { class: "more" }),
  );
  box.dataset.id = id;
  return box;
}

/** What each box shows now. */
const shown = new WeakMap();

/**
 * Puts content into a box; nothing is touched where it is there already.
 * @param {HTMLElement} box
 * @param {Content} content
 */
export function fillBox(box, content) {
  const before = shown.get(box);
  if (before !== undefined && Object.keys(content).every((key) => content[key] === before[key])) return;
  shown.set(box, content);
  const [symbol, name, who, said, code, more] = box.children;
  if (before?.held !== content.held) box.classList.remove(before?.held);
  box.classList.add(content.held);
  symbol.hidden = content.symbol === null;
  if (content.symbol !== null && before?.symbol !== content.symbol) symbol.src = content.symbol;
  name.textContent = content.name;
  who.textContent = content.who;
  code.hidden = content.code === null;
  code.textContent = content.code ?? "";
  code.className = `code c${content.code ?? 0}`;
  more.hidden = content.expanded === null;
  more.textContent = content.folded > 0 ? `+${content.folded}` : "−";
  const held = content.held === "group" ? null : t(`site.${content.held}`);
  const judged = content.code === null ? null : t("site.credibility");
  said.textContent = [content.rank, held, judged].filter((one) => one !== null).map((one) => `, ${one}`).join("");
  box.title = `${content.name}\n${content.rank ? `${content.rank} ` : ""}${content.who}`;
  box.setAttribute("aria-level", content.level);
  if (content.expanded === null) box.removeAttribute("aria-expanded");
  else box.setAttribute("aria-expanded", content.expanded);
}
