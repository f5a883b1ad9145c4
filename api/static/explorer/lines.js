/** The lines of the drawing: those that cross what is seen, as one path for each way in which they are held. */

import { drawn } from "../element.js";
import { BOX } from "./layout.js";

const KINDS = ["certain", "contested", "possible", "path", "second"];

/** @typedef {{left: number, top: number, right: number, bottom: number}} Region a part of the drawing */

export class Lines {
  constructor() {
    this.element = drawn("svg", { class: "lines", "aria-hidden": "true" });
    this.paths = new Map(KINDS.map((kind) => [kind, { element: drawn("path", { class: kind }), d: "" }]));
    this.element.append(...[...this.paths.values()].map((path) => path.element));
  }

  /**
   * Draws the lines of a layout that cross a region, those to second superiors too.
   * @param {import("./state.js").State} state
   * @param {import("./layout.js").Layout} layout
   * @param {Set<string>} path what is on the way from the focus to the top
   * @param {Region} region
   */
  draw(state, layout, path, region) {
    const made = { certain: "", contested: "", possible: "", path: "", second: secondLines(state, layout, region) };
    for (const [id, points] of layout.lines) {
      if (!crosses(points, region)) continue;
      const held = state.nodes.get(id)?.edge?.held ?? "possible";
      made.certain += `M${points.slice(0, -1).join("L")}`;
      made[held] += `M${points.slice(-2).join("L")}`;
      if (path.has(id)) made.path += `M${points.join("L")}`;
    }
    for (const [kind, shown] of this.paths) {
      if (shown.d === made[kind]) continue;
      shown.d = made[kind];
      shown.element.setAttribute("d", shown.d);
    }
    this.element.setAttribute("width", layout.width + 40);
    this.element.setAttribute("height", layout.height + 40);
  }
}

/** A line goes down and to the right, so that its first and last points bound it, but for its last turn to the left. */
function crosses(points, { left, top, right, bottom }) {
  const [x1, y1] = points[0];
  const [x2, y2] = points.at(-1);
  return Math.max(x1, x2) > left && Math.min(x1, x2) - BOX.width < right && y2 > top && y1 < bottom;
}

/** Dashed curves to the superiors that other sources give, where both ends are drawn. */
function secondLines(state, layout, { left, top, right, bottom }) {
  let d = "";
  for (const [id, at] of layout.places) {
    for (const other of state.nodes.get(id)?.others ?? []) {
      const above = layout.places.get(other.superior);
      if (above === undefined) continue;
      const [x1, y1] = [above.x + BOX.width, above.y + BOX.height / 2];
      const [x2, y2] = [at.x + BOX.width, at.y + BOX.height / 2];
      const bend = Math.max(x1, x2) + 30;
      if (bend < left || Math.min(x1, x2) > right || Math.max(y1, y2) < top || Math.min(y1, y2) > bottom) continue;
      d += `M${x1},${y1}C${bend},${y1} ${bend},${y2} ${x2},${y2}`;
    }
  }
  return d;
}
