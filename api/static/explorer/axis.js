/**
 * One axis of time: a slider over a span of days, with the events of the span marked above it, a field for the exact
 * day, steps from change to change, and play.
 */

import { drawn, element } from "../element.js";
import { nameOf, t } from "../words.js";
import { toDay, toText } from "./days.js";
import { marks } from "./marks.js";
import { isFirm, told } from "./report.js";
import { nextChange } from "./state.js";

/** The kinds of event that have a lane of their own, from the top. */
export const KINDS = ["killed", "arrested", "dismissed", "appointed"];

const LANE = 9;
/** In pixels: how far a mark can be from the pointer that means it. */
const REACH = 4;
const BETWEEN_STEPS = 700;
const MONTH = 30;

export class Axis {
  /**
   * @param {"on" | "known"} axis
   * @param {(day: number) => void} moved called with each new day
   * @param {(day: number) => boolean} differs whether the view is another on that day
   * @param {(mark: object) => void} picked called with the event whose mark was chosen
   */
  constructor(axis, chronicle, { moved, differs, picked }) {
    this.axis = axis;
    this.chronicle = chronicle;
    this.moved = moved;
    this.differs = differs;
    const label = t(`explorer.axis-${axis}`);
    this.range = element("input", { type: "range", class: "range", "aria-label": label, step: 1, input: () => this.#slide() });
    this.range.addEventListener("keydown", (event) => this.#key(event));
    this.day = element("input", { type: "text", inputMode: "numeric", size: 10, maxLength: 10, "aria-label": `${label} (${t("site.day-format")})`, title: t("site.day-format"), autocomplete: "off", change: () => this.#type() });
    this.playing = null;
    this.play = button("▶", t("explorer.play"), () => this.toggle());
    this.lanes = drawn("svg", { class: "lanes", role: "img", height: KINDS.length * LANE });
    this.lanes.addEventListener("click", (event) => {
      const mark = this.#markAt(event);
      if (mark !== null) picked(mark);
    });
    this.lanes.addEventListener("mousemove", (event) => {
      const mark = this.#markAt(event);
      this.title.textContent = mark === null ? "" : markWords(this.chronicle, mark);
    });
    const step = (sign, words, text) => button(text, t(words), () => this.step(sign));
    this.now = axis === "known" ? element("button", { type: "button", class: "now", click: () => moved(null) }, t("site.today")) : null;
    this.element = element(
      "div",
      { class: `axis axis-${axis}`, role: "group", "aria-label": label },
      element("div", { class: "axis-head" }, element("span", { class: "axis-name", title: t(`explorer.axis-${axis}-means`) }, label), this.day, this.now),
      element("div", { class: "steps" }, step(-1, "explorer.change-before", "‹"), this.play, step(1, "explorer.change-after", "›")),
      element("div", { class: "track" }, this.lanes, this.range, (this.scale = element("div", { class: "scale", "aria-hidden": "true" }))),
    );
    new ResizeObserver(() => {
      this.width = this.lanes.clientWidth;
      this.#drawMarks();
    }).observe(this.element);
  }

  /**
   * Shows a day of a span; `at.known` is as in marks.js.
   * @param {number} day
   * @param {{first: number, last: number, known: number | null, today: boolean}} at
   */
  show(day, at) {
    this.current = day;
    const [first, last] = [Math.min(at.first, day), Math.max(at.last, day)];
    const key = `${first} ${last} ${this.axis === "on" ? at.known : ""}`;
    this.range.min = first;
    this.range.max = last;
    this.range.value = day;
    const text = at.today ? `${toText(day)}, ${t("site.today")}` : toText(day);
    this.range.setAttribute("aria-valuetext", text);
    if (document.activeElement !== this.day) this.day.value = toText(day);
    if (this.now !== null) this.now.setAttribute("aria-pressed", at.today);
    if (this.key !== key) {
      this.key = key;
      Object.assign(this, { first, last, known: at.known });
      this.#drawMarks();
    }
  }

  /** Another chronicle, of another policy. */
  use(chronicle) {
    this.chronicle = chronicle;
    this.key = null;
  }

  /** To the next day on which anything seen changes, or the one before. Returns whether there is one in the span. */
  step(sign) {
    let day = this.current;
    do {
      day = nextChange(this.chronicle, this.axis, day, sign);
      if (day === null || day > this.last || day < this.first) return false;
    } while (!this.differs(day));
    this.moved(day);
    return true;
  }

  toggle() {
    if (this.playing !== null) {
      this.stop();
      return;
    }
    const go = () => {
      if (!this.step(1)) this.stop();
      else this.playing = setTimeout(go, BETWEEN_STEPS);
    };
    label(this.play, "❚❚", t("explorer.pause"));
    this.playing = setTimeout(go, 0);
  }

  stop() {
    clearTimeout(this.playing);
    this.playing = null;
    label(this.play, "▶", t("explorer.play"));
  }

  #slide() {
    this.stop();
    this.moved(Number(this.range.value));
  }

  #type() {
    const day = toDay(this.day.value.trim());
    this.day.setCustomValidity(day === null ? t("site.day-format") : "");
    this.day.reportValidity();
    if (day === null) return;
    this.stop();
    this.moved(day);
  }

  /** A day by the arrows, as the slider has it; a month with Shift or by the page keys. */
  #key(event) {
    const sign = { PageUp: 1, PageDown: -1 }[event.key] ?? (event.shiftKey ? { ArrowRight: 1, ArrowLeft: -1, ArrowUp: 1, ArrowDown: -1 }[event.key] : undefined);
    if (sign === undefined) return;
    event.preventDefault();
    this.stop();
    this.moved(Math.min(Math.max(this.current + sign * MONTH, this.first), this.last));
  }

  /**
   * A lane a kind of event: a stroke an event, whole if it is credible, short and pale if it is only reported. All
   * strokes alike are one path, because there can be thousands.
   */
  #drawMarks() {
    if (!this.width || this.first === undefined) return;
    this.marked = marks(this.chronicle, this.axis, this.first, this.last, { known: this.known }).filter((mark) => KINDS.includes(mark.kind));
    const strokes = new Map(KINDS.flatMap((kind) => [[`${kind} unsure`, new Set()], [kind, new Set()]]));
    for (const mark of this.marked) {
      const firm = isFirm(mark.credibility, mark.contested);
      const top = KINDS.indexOf(mark.kind) * LANE + (firm ? 1 : 3);
      strokes.get(firm ? mark.kind : `${mark.kind} unsure`).add(`M${this.#placeOf(mark.day).toFixed(1)},${top}v${firm ? LANE - 2 : LANE - 5}`);
    }
    this.lanes.setAttribute("aria-label", KINDS.map((kind) => `${t(`explorer.${kind}`)}: ${this.marked.filter((one) => one.kind === kind).length}`).join(", "));
    this.title = drawn("title");
    this.lanes.replaceChildren(this.title, ...[...strokes].map(([kind, d]) => drawn("path", { class: kind, d: [...d].join("") })));
    this.#drawScale();
  }

  /** The middle of a day on the track, which the knob of the slider does not overlap at either end. */
  #placeOf(day) {
    return 8 + ((day - this.first) / (this.last - this.first)) * (this.width - 16);
  }

  /** The mark nearest to the pointer in its lane; null if none is near. */
  #markAt({ clientX, clientY }) {
    const { left, top } = this.lanes.getBoundingClientRect();
    const kind = KINDS[Math.floor((clientY - top) / LANE)];
    let nearest = null;
    let least = REACH;
    for (const mark of this.marked ?? []) {
      const away = Math.abs(this.#placeOf(mark.day) - (clientX - left));
      if (mark.kind === kind && away <= least) [nearest, least] = [mark, away];
    }
    return nearest;
  }

  /** Years below the slider, or months of a short span. */
  #drawScale() {
    const years = (this.last - this.first) / 365.25;
    const labels = [];
    const start = Number(toText(this.first).slice(0, 4));
    const end = Number(toText(this.last).slice(0, 4));
    const every = Math.max(1, Math.ceil((years * 42) / this.width));
    for (let year = start; year <= end; year += 1) {
      if (years < 2.5) for (const month of ["01", "04", "07", "10"]) labels.push([`${year}-${month}-01`, month === "01" ? `${year}` : `${year}-${month}`]);
      else if ((year - start) % every === 0) labels.push([`${year}-01-01`, `${year}`]);
    }
    this.scale.replaceChildren(
      ...labels.map(([day, text]) => [toDay(day), text]).filter(([day]) => day >= this.first && day <= this.last).map(([day, text]) => {
        const made = element("span", {}, text);
        made.style.left = `${this.#placeOf(day)}px`;
        return made;
      }),
    );
  }
}

/**
 * An event in a few words: when, who, what; said to be reported unless it is credible.
 * @returns {string}
 */
export function markWords(chronicle, mark) {
  const firm = isFirm(mark.credibility, mark.contested);
  const who = mark.person === null ? "" : nameOf(chronicle.persons.get(mark.person));
  const where = mark.formation === null ? "" : nameOf(chronicle.formations.get(mark.formation));
  const what = mark.status === null ? t("explorer.appointed") : nameOf(chronicle.statuses.get(mark.status));
  const about = [who, where].filter(Boolean).join(", ");
  return `${toText(mark.day)} · ${about}: ${told(what, mark.status, firm)} [${mark.credibility}]`;
}

function button(text, words, click) {
  return label(element("button", { type: "button", click }), text, words);
}

function label(made, text, words) {
  made.textContent = text;
  made.title = words;
  made.setAttribute("aria-label", words);
  return made;
}
