/**
 * The details of one formation on the days shown: what the chronicle tells at once, and the claims behind it as soon as
 * the service gives them.
 */

import { element } from "../element.js";
import { n, nameOf, t, to } from "../words.js";
import { addressOf, days } from "./address.js";
import { factCard } from "./claims.js";
import { isFirm, told } from "./report.js";
import { get } from "./service.js";
import { toText } from "./days.js";
import { ROOT } from "./state.js";

const REST_OF_THE_SLIDER = 250;

export class Details {
  /**
   * @param {HTMLElement} panel
   * @param {(id: string | null) => void} focus called to go to another formation, or to close
   */
  constructor(panel, { focus }) {
    this.panel = panel;
    this.focus = focus;
    this.asked = null;
  }

  /** Shows the details of what is in focus, or nothing. `moveTo` moves the keyboard's focus to them. */
  show(chronicle, state, view, moveTo = false) {
    const id = view.focus;
    this.panel.hidden = id === null;
    if (id === null) {
      this.#ask(null);
      this.panel.replaceChildren();
      return;
    }
    const key = JSON.stringify([id, days(view)]);
    const isNew = this.shown !== id;
    this.shown = id;
    if (this.asked?.key === key && this.asked.version === chronicle.version && !moveTo) return;
    const heading = element("h2", { tabIndex: -1 }, nameOf(chronicle.formations.get(id)));
    this.panel.replaceChildren(
      element("button", { type: "button", class: "close", "aria-label": t("explorer.close"), title: t("explorer.close"), click: () => this.focus(null) }, "×"),
      heading,
      element("p", { class: "other" }, ...this.#otherNames(chronicle, id)),
      this.#links(view),
      this.#path(chronicle, state, id),
      this.#leader(chronicle, state, id),
      (this.claims = element("div", { class: "asked", "aria-live": "polite" }, element("p", { class: "when" }, t("explorer.asking")))),
    );
    if (isNew) this.panel.scrollTop = 0;
    if (moveTo) heading.focus({ preventScroll: true });
    this.#ask(view, key, chronicle.version);
  }

  #otherNames(chronicle, id) {
    const { names, echelon } = chronicle.formations.get(id);
    const own = nameOf(chronicle.formations.get(id));
    const others = Object.entries(names).filter(([, name]) => name !== own);
    const parts = others.map(([language, name]) => element("span", { lang: language }, name));
    return [...parts, element("span", {}, nameOf(chronicle.echelons.get(echelon)))].flatMap((part, index) => (index === 0 ? [part] : [" · ", part]));
  }

  #links(view) {
    const { focus } = view;
    const below = { ...view, root: focus, opened: new Set() };
    return element(
      "p",
      { class: "ways" },
      element("a", { href: to(`/formation/${encodeURIComponent(focus)}`, days(view)) }, t("explorer.page")),
      " · ",
      view.root === focus
        ? element("a", { href: addressOf({ ...view, root: ROOT, opened: new Set() }) }, t("explorer.whole"))
        : element("a", { href: addressOf(below) }, t("explorer.only-below")),
      " · ",
      element("a", { href: to(`/api/v1/formations/${encodeURIComponent(focus)}/holders`, days(view)) }, "JSON"),
    );
  }

  /** The way up, as the drawing has it, each step to be gone. */
  #path(chronicle, state, id) {
    const steps = [];
    const seen = new Set([id]);
    for (let node = state.nodes.get(id); node?.superior && !seen.has(node.superior); node = state.nodes.get(node.superior)) {
      seen.add(node.superior);
      steps.push(node);
    }
    if (steps.length === 0) return element("p", { class: "path" }, id === state.root ? null : t("explorer.no-superior"));
    const items = steps.map(({ edge }) => element(
      "li",
      {},
      element("button", { type: "button", class: "link", click: () => this.focus(edge.superior) }, nameOf(chronicle.formations.get(edge.superior))),
      edge.link === "organic" ? null : ` (${nameOf(chronicle.links.get(edge.link))})`,
      " ",
      element("span", { class: `code c${edge.credibility}`, title: t("site.credibility") }, `${edge.credibility}`),
      edge.held === "certain" ? null : element("span", { class: `held held-${edge.held}` }, ` ${t(`site.${edge.held}`)}`),
    ));
    return element("div", { class: "path" }, element("h3", {}, t("explorer.under")), element("ol", {}, ...items));
  }

  #leader(chronicle, state, id) {
    const node = state.nodes.get(id);
    const title = element("h3", {}, t("explorer.led-on", { day: toText(state.on) }));
    if (node === undefined) return element("p", {}, t("explorer.not-then"));
    if (node.leader.holders.length === 0) return element("div", {}, title, element("p", {}, t("explorer.nobody-known")));
    return title;
  }

  async #ask(view, key = null, version = null) {
    this.asked?.control.abort();
    clearTimeout(this.waiting);
    if (view === null) {
      this.asked = null;
      return;
    }
    const control = new AbortController();
    const asked = { key, version, control };
    this.asked = asked;
    await new Promise((rested) => { this.waiting = setTimeout(rested, REST_OF_THE_SLIDER); });
    const path = `/api/v1/formations/${encodeURIComponent(view.focus)}`;
    try {
      const [found, holders] = await Promise.all([get(path, days(view), control.signal), get(`${path}/holders`, days(view), control.signal)]);
      if (this.asked === asked) this.claims.replaceChildren(...answer(found, holders, days(view)));
    } catch (error) {
      if (this.asked !== asked || error.name === "AbortError") return;
      const again = element("button", { type: "button", click: () => this.#ask(view, key, version) }, t("explorer.again"));
      this.claims.replaceChildren(element("p", { role: "alert" }, t("explorer.no-claims"), " ", element("span", { lang: "en" }, error.message)), again);
    }
  }
}

/** What the service tells of a formation: its holders, its superiors and what happened to itself. */
function answer(found, holders, asked) {
  const made = holders.items.map((item) => holderCard(item, asked));
  if (holders.undatedLeftOut > 0) made.push(element("p", { class: "when" }, n("site.undated-left-out", holders.undatedLeftOut)));
  if (found.superiors.length > 0) made.push(element("h3", {}, t("explorer.superior")));
  made.push(...found.superiors.map((fact) => factCard(fact, [element("span", {}, nameOf(fact.superior)), ` (${fact.link.label})`], asked)));
  if (found.events.length > 0) made.push(element("h3", {}, t("explorer.itself")));
  made.push(...found.events.map((fact) => eventCard(fact, asked)));
  return made;
}

function holderCard(item, asked) {
  const acting = { acting: ` (${t("site.acting")})`, both: ` (${t("site.first-acting")})` }[item.tenure.post.capacity] ?? "";
  const who = element("a", { href: to(`/person/${encodeURIComponent(item.person.id)}`, { known: asked.known, policy: asked.policy }), class: "person" }, nameOf(item.person));
  const card = factCard(item.tenure, [who, `${acting}, ${nameOf({ names: item.tenure.post.roleLabels })}`], asked);
  if (item.wouldSettle) card.append(element("p", { class: "when" }, t("explorer.would-settle"), " ", element("span", { lang: "en" }, item.wouldSettle)));
  if (item.reported.length > 0) {
    const fold = element("details", { open: item.reported.length <= 2 }, element("summary", {}, n("explorer.exits", item.reported.length)));
    fold.append(...item.reported.map((event) => eventCard(event, asked)));
    card.append(fold);
  }
  return card;
}

function eventCard(event, asked) {
  const who = event.person ? `${nameOf(event.person)}: ` : "";
  return factCard(event, [element("strong", {}, `${who}${told(event.status.label, event.status.id, isFirm(event.credibility.code, event.contested))}`)], asked);
}
