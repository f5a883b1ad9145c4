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

  /** Tells what is different in `after`; nothing if `changed` is empty. */
  show(chronicle, before, after, changed) {
    const rows = [...changed].map(([id, kinds]) => ({ id, kinds, words: this.#words(chronicle, before, after, id, kinds) }));
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

  #words(chronicle, before, after, id, kinds) {
    if (kinds.has("gone") || kinds.has("appeared")) return t(`explorer.${kinds.has("gone") ? "gone" : "appeared"}`);
    const [was, now] = [before.nodes.get(id), after.nodes.get(id)];
    const parts = [];
    const said = (node, state) => `${leaderWords(chronicle, node, state.on)}${node.leader.credibility === null ? "" : ` [${node.leader.credibility}]`}`;
    if (kinds.has("leader") || said(was, before) !== said(now, after)) parts.push(`${said(was, before)} → ${said(now, after)}`);
    if (kinds.has("superior")) {
      const above = (node) => (node.superior === null ? t("explorer.no-superior-short") : nameOf(chronicle.formations.get(node.superior)));
      parts.push(`${t("explorer.under")}: ${above(was)} → ${above(now)}`);
    }
    return parts.length > 0 ? parts.join("; ") : t("explorer.verdict-changed");
  }
}
