/** The drawing from so far away that no word can be read: boxes as outlines in a few paths, thousands at once. */

import { drawn } from "../element.js";
import { BOX } from "./layout.js";

export class Specks {
  constructor() {
    this.element = drawn("svg", { class: "specks", "aria-hidden": "true" });
  }

  /**
   * Draws all boxes of a layout but those in `except`; what has changed glows.
   * @param {import("./state.js").State} state
   * @param {import("./layout.js").Layout} layout
   * @param {Set<string>} changed
   * @param {string | null} except
   */
  draw(state, layout, changed, except) {
    const made = { group: "", unknown: "", possible: "", contested: "", certain: "", changed: "" };
    for (const [id, { x, y }] of layout.places) {
      if (id === except) continue;
      const outline = `M${x},${y}h${BOX.width}v${BOX.height}h${-BOX.width}z`;
      made[state.nodes.get(id)?.leader.held ?? "group"] += outline;
      if (changed.has(id)) made.changed += outline;
    }
    this.element.setAttribute("width", layout.width + 40);
    this.element.setAttribute("height", layout.height + 40);
    this.element.replaceChildren(...Object.entries(made).map(([kind, d]) => drawn("path", { class: kind, d })));
  }

  clear() {
    this.element.replaceChildren();
  }
}
