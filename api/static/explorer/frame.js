/** The parts of the page around the drawing: search and choices above, the two axes of time below. */

import { choice, drawn, element } from "../element.js";
import { nameOf, n, t, to } from "../words.js";
import { addressOf, days, spanOf } from "./address.js";
import { Axis, KINDS } from "./axis.js";
import { toDay, toText, today } from "./days.js";
import { ROOT } from "./state.js";

const PASSING = 8000;
const SPANS = {
  all: () => null,
  war: () => [toDay("2022-01-01"), today()],
  year: (on) => [on - 183, on + 183],
  quarter: (on) => [on - 46, on + 46],
};

/** The frame; see main.js for who uses what of it. */
export function frameOf({ search, changed, details, given, set, actions }) {
  const banner = element("p", { class: "problem", role: "alert", hidden: true });
  const drawing = element("div", {
    id: "drawing", tabIndex: 0, role: "tree", "aria-label": t("explorer.drawing"), "aria-describedby": "drawing-keys",
  });
  const widest = spanOf(given.widest);
  const summary = element("p", { class: "summary" });
  const policy = choice(t("site.judged-by"), given.policies.map((one) => [one.id, one.id]), given.policy, (value) => set({ policy: value }, { push: true }));
  const links = element("fieldset", { class: "layers" }, element("legend", {}, t("explorer.layers")));
  const span = choice(t("explorer.span"), Object.keys(SPANS).map((key) => [key, t(`explorer.span-${key}`)]), "all", (value) => {
    const found = SPANS[value](current.on);
    set({ span: found && [found[0], Math.min(found[1], today())] });
  });
  const dialog = element("dialog", { class: "outline-dialog", "aria-label": t("explorer.outline") });
  const outlineLink = element("a", { href: to("/outline") }, t("explorer.outline-page"));
  const deck = element("section", { class: "deck", "aria-label": t("explorer.time") });
  const tool = (words, text, click) => element("button", { type: "button", title: t(words), "aria-label": t(words), click }, text);
  let current = null;
  let axes = null;
  let passing = null;
  const boxes = new Map();
  for (const [id, name] of Object.entries(given.linkKinds)) {
    const box = element("input", { type: "checkbox", checked: true, change: () => set({ links: chosenLinks() }, { push: true }) });
    boxes.set(id, box);
    links.append(element("label", {}, box, ` ${name}`));
  }
  const chosenLinks = () => {
    const chosen = [...boxes].filter(([, box]) => box.checked).map(([id]) => id);
    return chosen.length === boxes.size || chosen.length === 0 ? null : chosen;
  };

  const made = element(
    "div",
    { class: "explorer" },
    banner,
    element("div", { class: "bar" }, search.element, summary, element("details", { class: "options" }, element("summary", {}, t("explorer.options")), element("div", { class: "options-open" }, policy, links, span))),
    element(
      "div",
      { class: "scene" },
      drawing,
      element("p", { id: "drawing-keys", class: "away" }, t("explorer.keys")),
      element(
        "div",
        { class: "zoom", role: "group", "aria-label": t("explorer.zoom") },
        ...["larger", "smaller", "fit", "whole", "open-all", "outline"].map((name) => tool(`explorer.tool-${name}`, icon(name), actions[name])),
      ),
      changed.element,
      details.panel,
    ),
    deck,
    legend(given),
    dialog,
  );

  return {
    element: made,
    drawing,

    /** The axes of time, over a chronicle. */
    axes(chronicle, { on, known, differs, picked }) {
      axes = ["on", "known"].map((axis) => new Axis(axis, chronicle, { moved: axis === "on" ? on : known, differs: (day) => differs({ [axis]: day }), picked: (mark) => picked(axis, mark) }));
      deck.replaceChildren(...axes.map((axis) => axis.element), lanesLegend());
    },

    use(chronicle) {
      for (const axis of axes) axis.use(chronicle);
    },

    /** Tells of a problem until it is over (null); what is `passing` goes by itself. */
    tell(text, { passing: goes = false } = {}) {
      clearTimeout(passing);
      banner.hidden = text === null;
      banner.textContent = text ?? "";
      banner.classList.toggle("notice", goes);
      if (goes) passing = setTimeout(() => { banner.hidden = true; }, PASSING);
    },

    /** Shows what a view says about itself. */
    show(chronicle, state, view) {
      current = view;
      const known = view.known ?? today();
      const [first, last] = view.span ?? widest;
      axes[0].show(view.on, { first, last, known: view.known, today: false });
      axes[1].show(known, { first, last: Math.max(last, known), known: view.known, today: view.known === null });
      for (const [id, box] of boxes) box.checked = view.links === null || view.links.includes(id);
      policy.querySelector("select").value = view.policy;
      outlineLink.href = addressOf({ ...view, focus: null, opened: new Set(), span: null }, "/outline");
      document.title = `Stavka: ${t("site.hierarchy")}, ${toText(view.on)}`;
      const moment = view.known === null ? t("site.known-today") : t("site.known-on-day", { day: toText(view.known) });
      const counts = ["certain", "contested", "possible", "unknown"].map((held) => element("span", { class: `count held-${held}` }, `${state.counts[held]} ${t(`site.${held}`)}`));
      const whose = view.root === ROOT ? [] : [element("strong", {}, nameOf(chronicle.formations.get(view.root))), " · ", element("a", { href: addressOf({ ...view, root: ROOT }) }, t("explorer.whole")), " · "];
      summary.replaceChildren(
        ...whose, element("strong", {}, toText(view.on)), `, ${moment}. `, n("explorer.leaders-of", state.nodes.size), " ", ...counts.flatMap((one) => [one, " "]),
        view.on > chronicle.reaches ? element("span", { class: "extrapolated" }, t("explorer.extrapolated", { reaches: toText(chronicle.reaches) })) : "",
      );
    },

    /** Shows the tree as a text; `made(close)` gives it. */
    outline(makeOutline) {
      const close = () => dialog.close();
      dialog.replaceChildren(
        element("div", { class: "dialog-head" }, element("h2", {}, t("explorer.outline")), outlineLink, element("button", { type: "button", click: close, "aria-label": t("explorer.close") }, "×")),
        makeOutline(close),
      );
      dialog.showModal();
    },
  };
}

const ICONS = {
  larger: "M3 8h10M8 3v10",
  smaller: "M3 8h10",
  fit: "M2 3h12M8 6v7M5 10l3 3 3-3",
  whole: "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4",
  "open-all": "M3 2v11M3 5h4M3 9h4M3 13h4M9 5h5M9 9h5M9 13h5",
  outline: "M3 4h10M5 8h8M7 12h6",
};

function icon(name) {
  return drawn("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, drawn("path", { d: ICONS[name], fill: "none", stroke: "currentColor", "stroke-width": 1.6 }));
}

function lanesLegend() {
  const kinds = KINDS.map((kind) => element("li", {}, element("span", { class: `swatch ${kind}` }), t(`explorer.${kind}`)));
  return element("ul", { class: "lanes-legend" }, ...kinds, element("li", { class: "when" }, t("explorer.unsure-marks")));
}

/** What the drawing's signs mean. */
function legend(given) {
  const held = ["certain", "contested", "possible", "unknown"].map((one) => element("li", {}, element("span", { class: `sample unit ${one}` }, t(`site.${one}`))));
  const codes = Object.entries(given.credibility).map(([code, name]) => element("li", {}, element("span", { class: `code c${code}` }, code), ` ${name}`));
  return element("details", { class: "legend-fold" }, element("summary", {}, t("explorer.legend")), element("ul", { class: "legend" }, ...held, ...codes), element("p", { class: "when" }, t("explorer.legend-more"), " ", element("a", { href: to("/outline", days({ on: toDay(given.on), known: null, policy: "default" })) }, t("explorer.outline-page"))));
}
