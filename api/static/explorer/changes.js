/** What changed since the last position of the sliders, in words. */

import { element } from "../element.js";
import { n, nameOf, t } from "../words.js";
import { leaderWords } from "./leader.js";

const SHOWN = 6;

export class Changes {
  /** @param {(id: string) => void} chosen */
  constructor({ chosen }) {
    this.chosen = chosen;
    this.element = element("div", { class: "changes", role: "status" });
  }

  /**
   * Tells what is different in `after`. Each state comes with the chronicle that it is of: another policy has another.
   * @param {{chronicle: import("./chronicle.js").Chronicle, state: import("./state.js").State}} before
   * @param {{chronicle: import("./chronicle.js").Chronicle, state: import("./state.js").State}} after
   * @param {Map<string, Set<string>>} changed
   */
  show(before, after, changed) {
    const { chronicle } = after;
    const rows = [...changed].map(([id, kinds]) => ({ id, kinds, words: wordsOf(before, after, id, kinds) }));
    rows.sort((a, b) => chronicle.echelons.get(chronicle.formations.get(a.id).echelon).order - chronicle.echelons.get(chronicle.formations.get(b.id).echelon).order);
    const items = rows.slice(0, SHOWN).map(({ id, words }) => element(
      "li",
      {},
      element("button", { type: "button", class: "link", click: () => this.chosen(id) }, nameOf(chronicle.formations.get(id))),
      ` ${words}`,
    ));
    const more = rows.length > SHOWN ? element("li", {}, n("explorer.more-changes", rows.length - SHOWN)) : null;
    this.element.replaceChildren(
      element("strong", {}, rows.length === 0 ? t("explorer.no-change") : n("explorer.changed", rows.length)),
      element("ul", {}, ...items, more),
    );
  }

}

function wordsOf(before, after, id, kinds) {
  if (kinds.has("gone") || kinds.has("appeared")) return t(`explorer.${kinds.has("gone") ? "gone" : "appeared"}`);
  const parts = [];
  const [was, now] = [leaderOf(before, id), leaderOf(after, id)];
  if (kinds.has("leader") || was !== now) parts.push(`${was} → ${now}`);
  if (kinds.has("superior")) parts.push(`${t("explorer.under")}: ${superiorOf(before, id)} → ${superiorOf(after, id)}`);
  return parts.length > 0 ? parts.join("; ") : t("explorer.verdict-changed");
}

function leaderOf({ chronicle, state }, id) {
  const node = state.nodes.get(id);
  const code = node.leader.credibility === null ? "" : ` [${node.leader.credibility}]`;
  return `${leaderWords(chronicle, node, state.on)}${code}`;
}

function superiorOf({ chronicle, state }, id) {
  const { superior } = state.nodes.get(id);
  return superior === null ? t("explorer.no-superior-short") : nameOf(chronicle.formations.get(superior));
}
