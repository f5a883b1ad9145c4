/**
 * The drawing of the hierarchy: boxes that stand still on a plane that is moved and zoomed. Only what can be seen is
 * made, so that thousands of formations stay fluid; far away, boxes have no words.
 */

import { drawn, element } from "../element.js";
import { t } from "../words.js";
import { select, zoom, zoomIdentity } from "../vendor/zoom.js";
import { contentOf, emptyBox, fillBox } from "./box.js";
import { BOX, layoutOf } from "./layout.js";
import { treeOf } from "./tree.js";

const FAR = 0.42;
const READABLE = 0.72;
const LARGEST = 2;
const MARGIN = 200;

/**
 * The drawing in an element of the page.
 *
 * `chosen(id)` is called when a box is chosen, `toggle(id)` when what is below it is to be opened or folded.
 */
export class Drawing {
  /** @param {HTMLElement} place */
  constructor(place, chronicle, { chosen, toggle }) {
    this.place = place;
    this.chronicle = chronicle;
    this.chosen = chosen;
    this.toggle = toggle;
    this.boxes = new Map();
    this.at = zoomIdentity;
    this.lines = drawn("svg", { class: "lines", "aria-hidden": "true" });
    this.stage = element("div", { class: "stage" }, this.lines);
    this.stage.setAttribute("role", "presentation");
    place.replaceChildren(this.stage);
    this.zoom = zoom()
      .scaleExtent([0.05, LARGEST])
      .on("zoom", ({ transform }) => this.#move(transform));
    select(place).call(this.zoom).on("dblclick.zoom", null);
    place.addEventListener("click", (event) => this.#click(event));
    place.addEventListener("dblclick", (event) => this.#toggleAt(event));
    new ResizeObserver(() => this.#cull()).observe(place);
  }

  /**
   * Draws a state. What has changed glows: `changed` has the kinds of change by formation.
   * @param {import("./state.js").State} state
   * @param {{root: string, focus: string | null, opened: Set<string>, seconds: boolean}} view
   * @param {Map<string, Set<string>>} changed
   */
  draw(state, view, changed = new Map()) {
    const before = this.layout;
    const anchor = view.anchor && before?.places.get(view.anchor);
    this.state = state;
    this.focus = view.focus;
    this.tree = treeOf(state, view.root, view.opened);
    this.layout = layoutOf(this.tree, this.#room());
    for (const [id, box] of this.boxes) {
      if (this.layout.places.has(id)) continue;
      box.remove();
      this.boxes.delete(id);
    }
    this.path = new Set();
    for (let one = view.focus; one !== undefined && one !== null && !this.path.has(one); one = this.tree.above.get(one)) {
      this.path.add(one);
    }
    this.#drawLines(view.seconds);
    const now = anchor && this.layout.places.get(view.anchor);
    if (now) {
      const { x, y, k } = this.at;
      this.#goTo(zoomIdentity.translate(x + (anchor.x - now.x) * k, y + (anchor.y - now.y) * k).scale(k));
    }
    this.#cull(true);
    this.#glow(changed);
  }

  /** Shows all if it can be read at that size, else the upper left part at a size that can be read. */
  fit() {
    const { width, height } = this.#size();
    const whole = Math.min((width - 40) / this.layout.width, (height - 40) / this.layout.height, 1.15);
    const scale = Math.max(whole, Math.min(READABLE, (width - 24) / (BOX.width + 90)));
    const x = Math.max(12, (width - this.layout.width * scale) / 2);
    this.#goTo(zoomIdentity.translate(x, 16).scale(scale));
  }

  /** Shows all, however small. */
  fitWhole() {
    const { width, height } = this.#size();
    const scale = Math.min((width - 24) / this.layout.width, (height - 24) / this.layout.height, 1.15);
    const x = (width - this.layout.width * scale) / 2;
    this.#goTo(zoomIdentity.translate(x, 12).scale(scale));
  }

  /** Makes everything larger or smaller about the middle. */
  scaleBy(factor) {
    select(this.place).call(this.zoom.scaleBy, factor);
  }

  /** Moves a formation to the middle of what can be seen, at a size that can be read. */
  flyTo(id) {
    const at = this.layout.places.get(id);
    if (at === undefined) return;
    const { width, height } = this.#size();
    const scale = Math.max(this.at.k, 0.9);
    const [x, y] = [at.x + BOX.width / 2, at.y + BOX.height / 2];
    const target = zoomIdentity.translate(width / 2 - x * scale, height / 2 - y * scale).scale(scale);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) this.#goTo(target);
    else select(this.place).transition().duration(450).call(this.zoom.transform, target);
  }

  /** Moves as little as needed for a formation to be seen. */
  reveal(id) {
    const at = this.layout.places.get(id);
    if (at === undefined) return;
    const { width, height } = this.#size();
    const { x, y, k } = this.at;
    const shift = (low, high, most) => (low < 8 ? 8 - low : high > most - 8 ? most - 8 - high : 0);
    const dx = shift(at.x * k + x, (at.x + BOX.width) * k + x, width);
    const dy = shift(at.y * k + y, (at.y + BOX.height) * k + y, height);
    if (dx !== 0 || dy !== 0) this.#goTo(zoomIdentity.translate(x + dx, y + dy).scale(k));
  }

  /** The pictures of all symbols have changed: they are drawn anew. */
  refresh() {
    this.#cull(true);
  }

  #goTo(transform) {
    select(this.place).interrupt().call(this.zoom.transform, transform);
  }

  /** What is not covered by the details. */
  #size() {
    return { width: this.place.clientWidth - this.#covered(), height: this.place.clientHeight };
  }

  #covered() {
    return Number(this.place.dataset.covered ?? 0);
  }

  #room() {
    const { clientWidth: width, clientHeight: height } = this.place;
    return { width: (width - 24) / READABLE, aspect: width / Math.max(height, 1) };
  }

  #move(transform) {
    this.at = transform;
    this.stage.style.transform = `translate(${transform.x}px, ${transform.y}px) scale(${transform.k})`;
    this.place.classList.toggle("far", transform.k < FAR);
    if (this.culling) return;
    this.culling = true;
    requestAnimationFrame(() => {
      this.culling = false;
      this.#cull();
    });
  }

  /** Makes the boxes that can be seen and removes the others; with `anew`, fills those that stay as well. */
  #cull(anew = false) {
    if (this.layout === undefined) return;
    const { x, y, k } = this.at;
    const [left, top] = [(-x - MARGIN) / k, (-y - MARGIN) / k];
    const [right, bottom] = [left + (this.place.clientWidth + 2 * MARGIN) / k, top + (this.place.clientHeight + 2 * MARGIN) / k];
    for (const [id, at] of this.layout.places) {
      const seen = at.x + BOX.width > left && at.x < right && at.y + BOX.height > top && at.y < bottom;
      const box = this.boxes.get(id);
      if (!seen && id !== this.focus) {
        if (box !== undefined) {
          box.remove();
          this.boxes.delete(id);
        }
      } else if (box === undefined) {
        this.#fill(this.#add(id), id, at);
      } else if (anew) {
        this.#fill(box, id, at);
      }
    }
    if (this.focus !== null && this.boxes.has(this.focus)) {
      this.place.setAttribute("aria-activedescendant", `unit-${this.focus}`);
    } else {
      this.place.removeAttribute("aria-activedescendant");
    }
  }

  #add(id) {
    const box = emptyBox(id);
    this.boxes.set(id, box);
    this.stage.append(box);
    return box;
  }

  #fill(box, id, at) {
    fillBox(box, contentOf(this.chronicle, this.state, this.tree, id));
    box.style.transform = `translate(${at.x}px, ${at.y}px)`;
    box.classList.toggle("focus", id === this.focus);
    box.classList.toggle("on-path", this.path.has(id));
    box.setAttribute("aria-selected", id === this.focus);
  }

  #drawLines(seconds) {
    const paths = { certain: "", contested: "", possible: "", path: "" };
    for (const [id, points] of this.layout.lines) {
      const held = this.state.nodes.get(id)?.edge?.held ?? "possible";
      const trunk = points.slice(0, -1);
      paths.certain += `M${trunk.join("L")}`;
      paths[held] += `M${points.slice(-2).join("L")}`;
      if (this.path.has(id)) paths.path += `M${points.join("L")}`;
    }
    const made = Object.entries(paths).map(([kind, d]) => drawn("path", { class: kind, d }));
    if (seconds) made.push(drawn("path", { class: "second", d: this.#secondLines() }));
    this.lines.setAttribute("width", this.layout.width + 40);
    this.lines.setAttribute("height", this.layout.height + 40);
    this.lines.replaceChildren(...made);
  }

  /** Dashed curves to the superiors that other sources give, where both ends are drawn. */
  #secondLines() {
    let d = "";
    for (const [id, at] of this.layout.places) {
      for (const other of this.state.nodes.get(id)?.others ?? []) {
        const above = this.layout.places.get(other.superior);
        if (above === undefined) continue;
        const [x1, y1] = [above.x + BOX.width, above.y + BOX.height / 2];
        const [x2, y2] = [at.x + BOX.width, at.y + BOX.height / 2];
        const bend = Math.max(x1, x2) + 30;
        d += `M${x1},${y1}C${bend},${y1} ${bend},${y2} ${x2},${y2}`;
      }
    }
    return d;
  }

  /** What has changed glows; where it is not drawn, what it is folded into. */
  #glow(changed) {
    for (const box of this.boxes.values()) box.classList.remove("changed");
    const glowing = new Set();
    for (const id of changed.keys()) {
      let at = id;
      while (at !== undefined && !this.layout.places.has(at)) at = this.tree.above.get(at);
      if (at !== undefined) glowing.add(at);
    }
    for (const id of glowing) {
      const box = this.boxes.get(id);
      if (box === undefined) continue;
      // Taking the class away and reading the size first lets the animation start anew.
      void box.offsetWidth;
      box.classList.add("changed");
    }
  }

  #click(event) {
    const box = event.target.closest(".unit");
    if (box === null) return;
    if (event.target.closest(".more") !== null) this.toggle(box.dataset.id);
    else this.chosen(box.dataset.id);
  }

  #toggleAt(event) {
    const box = event.target.closest(".unit");
    if (box !== null && event.target.closest(".more") === null) this.toggle(box.dataset.id);
  }
}
