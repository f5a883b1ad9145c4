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
    this.lanes = drawn("svg", { class: "lanes", role: "img" });
    this.lanes.addEventListener("click", (event) => {
      const place = event.target.dataset.mark;
      if (place !== undefined) picked(this.marked[Number(place)]);
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
    new ResizeObserver(() => this.#drawMarks()).observe(this.element);
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

  /** A lane a kind of event: a stroke an event, whole if it is credible, short and pale if it is only reported. */
  #drawMarks() {
    const width = this.lanes.clientWidth;
    if (width === 0 || this.first === undefined) return;
    this.marked = marks(this.chronicle, this.axis, this.first, this.last, { known: this.known }).filter((mark) => KINDS.includes(mark.kind));
    const place = (day) => 8 + ((day - this.first) / (this.last - this.first)) * (width - 16);
    const made = this.marked.map((mark, index) => {
      const top = KINDS.indexOf(mark.kind) * LANE;
      const firm = isFirm(mark.credibility, mark.contested);
      const stroke = drawn("rect", { x: place(mark.day) - 1, y: top + (firm ? 1 : 3), width: 2, height: firm ? LANE - 2 : LANE - 5, class: `${mark.kind}${firm ? "" : " unsure"}` });
      stroke.append(drawn("title", {}, markWords(this.chronicle, mark)));
      stroke.dataset.mark = index;
      return stroke;
    });
    this.lanes.setAttribute("height", KINDS.length * LANE);
    this.lanes.setAttribute("aria-label", KINDS.map((kind) => `${t(`explorer.${kind}`)}: ${this.marked.filter((one) => one.kind === kind).length}`).join(", "));
    this.lanes.replaceChildren(...made);
    this.#drawScale(place, width);
  }

  /** Years below the slider, or months of a short span. */
  #drawScale(place, width) {
    const years = (this.last - this.first) / 365.25;
    const labels = [];
    const start = Number(toText(this.first).slice(0, 4));
    const end = Number(toText(this.last).slice(0, 4));
    const every = Math.max(1, Math.ceil((years * 42) / width));
    for (let year = start; year <= end; year += 1) {
      if (years < 2.5) for (const month of ["01", "04", "07", "10"]) labels.push([`${year}-${month}-01`, month === "01" ? `${year}` : `${year}-${month}`]);
      else if ((year - start) % every === 0) labels.push([`${year}-01-01`, `${year}`]);
    }
    this.scale.replaceChildren(
      ...labels.map(([day, text]) => [toDay(day), text]).filter(([day]) => day >= this.first && day <= this.last).map(([day, text]) => {
        const made = element("span", {}, text);
        made.style.left = `${place(day)}px`;
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
