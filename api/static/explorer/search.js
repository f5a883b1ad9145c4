/**
 * Finding persons and formations by name, in any spelling, by the service's own search. A combobox as WAI-ARIA describes
 * it (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).
 */

import { element } from "../element.js";
import { nameOf, t } from "../words.js";
import { get } from "./service.js";

const MOST = 8;
const PAUSE = 150;

export class Search {
  /**
   * @param {(found: {kind: string, id: string, names: object}) => void} chosen
   * @param {(found: object) => string} about what is added to a name in the list
   */
  constructor({ chosen, about }) {
    this.chosen = chosen;
    this.about = about;
    this.found = [];
    this.active = -1;
    this.input = element("input", {
      type: "search", id: "search", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "search-found",
      placeholder: t("explorer.search-hint"), "aria-label": t("explorer.search"), autocomplete: "off", spellcheck: false,
    });
    this.list = element("ul", { id: "search-found", role: "listbox", "aria-label": t("explorer.search"), hidden: true });
    this.note = element("p", { class: "note", role: "status", hidden: true });
    this.element = element("form", { class: "search", role: "search", submit: (event) => this.#submit(event) }, this.input, this.list, this.note);
    this.input.addEventListener("input", () => this.#later());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.#show([]), 200));
  }

  #later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.#ask(), PAUSE);
  }

  async #ask() {
    const text = this.input.value.trim();
    this.control?.abort();
    if (text.length < 2) {
      this.#show([]);
      return false;
    }
    this.control = new AbortController();
    try {
      const answer = await get("/api/v1/search", { q: text, limit: `${MOST}` }, this.control.signal);
      const found = answer.items.filter((one) => one.kind === "person" || one.kind === "formation");
      this.#show(found, found.length === 0 ? t("explorer.found-none", { text }) : null);
      return true;
    } catch (error) {
      if (error.name === "AbortError") return false;
      this.#show([], `${t("explorer.search-failed")} ${error.message}`);
      return false;
    }
  }

  #show(found, note = null) {
    this.found = found;
    this.active = -1;
    this.list.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", found.length > 0);
    this.input.removeAttribute("aria-activedescendant");
    this.note.hidden = note === null;
    this.note.textContent = note ?? "";
    this.list.replaceChildren(
      ...found.map((one, index) => element(
        "li",
        { role: "option", id: `found-${index}`, "aria-selected": "false", mousedown: (event) => { event.preventDefault(); this.#choose(index); } },
        element("span", {}, nameOf(one)),
        element("span", { class: "when" }, this.about(one)),
      )),
    );
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && this.found.length > 0) {
      event.preventDefault();
      this.#mark((this.active + step + this.found.length) % this.found.length);
    } else if (event.key === "Escape") {
      this.#show([]);
    }
  }

  #mark(index) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    this.list.children[index].setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-activedescendant", `found-${index}`);
  }

  async #submit(event) {
    event.preventDefault();
    clearTimeout(this.waiting);
    if (this.active < 0) await this.#ask();
    if (this.found.length > 0) this.#choose(Math.max(this.active, 0));
  }

  #choose(index) {
    const one = this.found[index];
    this.input.value = nameOf(one);
    this.#show([]);
    this.chosen(one);
  }
}
