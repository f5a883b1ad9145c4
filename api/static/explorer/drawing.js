/**
 * The drawing of the hierarchy: boxes that stand still on a plane that is moved and zoomed. Only what can be seen is
 * made, so that thousands of formations stay fluid; far away, boxes have no words, and from farther they are specks.
 */

import { element } from "../element.js";
import { nameOf } from "../words.js";
import { select, zoom, zoomIdentity } from "../vendor/zoom.js";
import { contentOf, emptyBox, fillBox } from "./box.js";
import { BOX, layoutOf } from "./layout.js";
import { Lines } from "./lines.js";
import { Specks } from "./specks.js";
import { pathUp, treeOf } from "./tree.js";

const FAR = 0.42;
const READABLE = 0.72;
const LARGEST = 2;
/** From farther than this no name can be read. */
const TINY = 0.2;
/** In pixels of the page: what is made beyond the edges, so that not every move of a drag makes boxes. */
const MARGIN = 150;

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
    this.lines = new Lines();
    this.specks = new Specks();
    this.stage = element("div", { class: "stage" }, this.lines.element, this.specks.element);
    this.stage.setAttribute("role", "presentation");
    place.replaceChildren(this.stage);
    this.zoom = zoom()
      .scaleExtent([0.05, LARGEST])
      .on("start", ({ sourceEvent }) => this.stage.classList.toggle("moving", sourceEvent?.type === "mousedown"))
      .on("zoom", ({ transform }) => this.#move(transform))
      .on("end", () => this.stage.classList.remove("moving"));
    select(place).call(this.zoom).on("dblclick.zoom", null);
    place.addEventListener("click", (event) => this.#click(event));
    place.addEventListener("dblclick", (event) => this.#toggleAt(event));
    place.addEventListener("mousemove", (event) => this.#nameSpeck(event));
    place.addEventListener("animationend", (event) => event.target.classList.remove("changed"));
    new ResizeObserver(() => {
      this.extent = null;
      this.#cull();
    }).observe(place);
  }

  /**
   * Draws a state. What has changed glows: `changed` has the kinds of change by formation.
   * @param {import("./state.js").State} state
   * @param {import("./address.js").View} view
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
    this.path = view.focus === null ? new Set() : pathUp(this.tree, view.focus);
    this.changed = this.#drawnOf(changed);
    const now = anchor && this.layout.places.get(view.anchor);
    if (now) {
      const { x, y, k } = this.at;
      this.#goTo(zoomIdentity.translate(x + (anchor.x - now.x) * k, y + (anchor.y - now.y) * k).scale(k));
    }
    this.#cull(true);
    this.#glow();
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
    this.#cull();
  }

  /** What is not covered by the details. */
  #size() {
    const { width, height } = this.#extent();
    return { width: width - Number(this.place.dataset.covered ?? 0), height };
  }

  /** Kept until it changes: to ask for it makes the browser lay out the page. */
  #extent() {
    this.extent ??= { width: this.place.clientWidth, height: this.place.clientHeight };
    return this.extent;
  }

  #room() {
    const { width, height } = this.#extent();
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

  /**
   * Makes what can be seen and a margin around it, and removes what is far from that; with `anew`, fills the boxes that
   * stay as well. Without, nothing is done while all that is seen has been made.
   */
  #cull(anew = false) {
    if (this.layout === undefined) return;
    const seen = this.#region(0);
    const tiny = this.at.k < TINY;
    if (!anew && tiny === this.tiny && this.made !== undefined && holds(this.made, seen)) return;
    this.made = this.#region(MARGIN);
    this.#drawSpecks(tiny, anew);
    this.lines.draw(this.state, this.layout, this.path, this.made);
    for (const [id, at] of this.layout.places) {
      const box = this.boxes.get(id);
      if ((tiny || !touches(this.made, at)) && id !== this.focus) {
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

  /** The part of the drawing that is seen, with a margin. */
  #region(margin) {
    const { x, y, k } = this.at;
    const { width, height } = this.#extent();
    return { left: (-x - margin) / k, top: (-y - margin) / k, right: (width - x + margin) / k, bottom: (height - y + margin) / k };
  }

  #drawSpecks(tiny, anew) {
    if (tiny && (anew || !this.tiny)) this.specks.draw(this.state, this.layout, this.changed, this.focus);
    else if (!tiny && this.tiny) this.specks.clear();
    this.tiny = tiny;
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

  /** What is drawn of what has changed: a formation, or what it is folded into. */
  #drawnOf(changed) {
    const found = new Set();
    for (const id of changed.keys()) {
      let at = id;
      while (at !== undefined && !this.layout.places.has(at)) at = this.tree.above.get(at);
      if (at !== undefined) found.add(at);
    }
    return found;
  }

  /** What has changed glows. */
  #glow() {
    const glowing = [...this.changed].map((id) => this.boxes.get(id)).filter((box) => box !== undefined);
    for (const box of this.boxes.values()) box.classList.remove("changed");
    // Taking the class away and reading a size, once for all, lets the animation start anew.
    if (glowing.length > 0) void this.stage.offsetWidth;
    for (const box of glowing) box.classList.add("changed");
  }

  #click(event) {
    const box = event.target.closest(".unit");
    const id = box === null ? this.#speckAt(event) : box.dataset.id;
    if (id === null) return;
    if (event.target.closest(".more") !== null) this.toggle(id);
    else this.chosen(id);
  }

  #toggleAt(event) {
    const box = event.target.closest(".unit");
    if (box !== null && event.target.closest(".more") === null) this.toggle(box.dataset.id);
  }

  /** The box at the place of an event, where boxes are specks. */
  #speckAt({ clientX, clientY }) {
    if (!this.tiny) return null;
    const { left, top } = this.place.getBoundingClientRect();
    const [x, y] = this.at.invert([clientX - left, clientY - top]);
    for (const [id, at] of this.layout.places) {
      if (at.x <= x && x <= at.x + BOX.width && at.y <= y && y <= at.y + BOX.height) return id;
    }
    return null;
  }

  #nameSpeck(event) {
    const id = this.#speckAt(event);
    const formation = id === null ? undefined : this.chronicle.formations.get(id);
    const title = formation === undefined ? "" : nameOf(formation);
    if (this.place.title !== title) this.place.title = title;
  }
}

/** Is a region within one that was made, and not so small that too much would be kept? */
function holds(made, seen) {
  const inside = made.left <= seen.left && made.top <= seen.top && seen.right <= made.right && seen.bottom <= made.bottom;
  return inside && made.right - made.left < 3 * (seen.right - seen.left);
}

function touches({ left, top, right, bottom }, { x, y }) {
  return x + BOX.width > left && x < right && y + BOX.height > top && y < bottom;
}
