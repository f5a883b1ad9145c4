// The example gallery: search it, choose a question, fill in its parameters; the server binds them into the query text.

import { element } from "../element.js";
import { folded } from "./names.js";

const KINDS = new Set(["person", "formation", "role", "rank", "status", "claimant", "echelon", "link", "stance", "policy"]);

/** The gallery beside the editor. `bound(query, {name, values}, run)` is called with each query text it makes. */
export class Gallery {
  constructor(names, bound) {
    this.names = names;
    this.bound = bound;
    this.examples = new Map();
    this.form = document.getElementById("example");
    const fold = document.getElementById("gallery");
    fold.open = matchMedia("(min-width: 900px)").matches;
    fold.addEventListener("click", (event) => {
      const button = event.target.closest(".example");
      if (!button) return;
      if (!matchMedia("(min-width: 900px)").matches) fold.open = false;
      this.choose(button.dataset.name);
    });
    document.getElementById("gallery-search").addEventListener("input", (event) => this.search(event.target.value));
  }

  async load() {
    const response = await fetch("/query/examples.json");
    if (!response.ok) return;
    for (const { examples } of await response.json()) examples.forEach((one) => this.examples.set(one.name, one));
  }

  search(text) {
    const wanted = folded(text).split(/\s+/).filter(Boolean);
    const sections = [...document.querySelectorAll("#gallery section")];
    for (const section of sections) {
      const items = [...section.querySelectorAll("li")];
      for (const item of items) {
        const words = folded(item.firstElementChild.dataset.words);
        item.hidden = !wanted.every((one) => words.includes(one));
      }
      section.hidden = items.every((item) => item.hidden);
    }
    document.getElementById("gallery-none").hidden = sections.some((section) => !section.hidden);
  }

  /** Show the form of a question, filled with `values`, else with the examples that it gives, and bind them. */
  async choose(name, values = null, run = false) {
    const found = this.examples.get(name);
    if (!found) return false;
    document.querySelectorAll(".example").forEach((one) => one.setAttribute("aria-pressed", one.dataset.name === name));
    const title = element("h2", { id: "example-title" }, found.title);
    const close = element("button", { type: "button", class: "close", "aria-label": "Close the example", click: () => this.close() }, "×");
    const fields = found.parameters.map((parameter) => this.field(parameter, values));
    const fill = element("button", {}, found.parameters.length ? "Fill in and run" : "Run");
    this.form.replaceChildren(title, close, element("p", { class: "asked" }, found.question),
      element("div", { class: "fields" }, ...fields), fill, element("p", { class: "hint" }, `Gives ${found.returns}.`));
    this.form.hidden = false;
    this.form.onsubmit = (event) => {
      event.preventDefault();
      this.bind(found, true);
    };
    return this.bind(found, run);
  }

  close() {
    this.form.hidden = true;
    document.querySelectorAll(".example").forEach((one) => one.setAttribute("aria-pressed", "false"));
  }

  field(parameter, values) {
    const id = `parameter-${parameter.name}`;
    const usual = parameter.default === null ? parameter.example || "" : "";
    const input = element("input", {
      id, name: parameter.name, autocomplete: "off", size: 18,
      value: values ? values[parameter.name] || "" : usual,
      placeholder: parameter.default || "",
      required: parameter.default === null,
      "aria-describedby": `${id}-about ${id}-wrong`,
    });
    const made = element("div", { class: "field" }, element("label", { for: id }, parameter.name), input);
    if (KINDS.has(parameter.type)) {
      const things = Object.entries(this.names.things[parameter.type] || {});
      const known = things.map(([slug, { labels }]) => element("option", { value: slug }, Object.values(labels).join(" · ")));
      made.append(element("datalist", { id: `${id}-known` }, ...known));
      input.setAttribute("list", `${id}-known`);
    }
    const kind = { day: "a day, such as 2022-05-20, or today", links: "kinds of link, with commas" }[parameter.type] || parameter.type;
    const example = parameter.example ? `, e.g. ${parameter.example}` : "";
    made.append(element("small", { id: `${id}-about` }, `${parameter.about} (${kind}${example})`),
      element("small", { id: `${id}-wrong`, class: "wrong", role: "alert" }));
    return made;
  }

  /** Have the server bind the form's values; what is wrong with one is said at its field. */
  async bind(found, run) {
    const values = Object.fromEntries([...new FormData(this.form)].filter(([, value]) => value.trim() !== ""));
    this.form.querySelectorAll(".wrong").forEach((one) => { one.textContent = ""; });
    this.form.querySelectorAll("input").forEach((one) => one.removeAttribute("aria-invalid"));
    const response = await fetch(`/query/examples/${found.name}?${new URLSearchParams(values)}`).catch(() => null);
    const answer = response ? await response.json().catch(() => ({})) : {};
    if (response && response.ok) {
      this.form.querySelector(".asked").textContent = answer.query.split("\n", 1)[0].replace(/^# /, "");
      this.bound(answer.query, { name: found.name, values }, run);
      return true;
    }
    const field = this.form.querySelector(`#parameter-${CSS.escape(answer.parameter || "")}`);
    const words = [answer.detail || "The service cannot be reached", answer.allowed].filter(Boolean).join("; ");
    const place = field ? this.form.querySelector(`#${field.id}-wrong`) : this.form.appendChild(element("small", { class: "wrong", role: "alert" }));
    place.textContent = words;
    if (field) {
      field.setAttribute("aria-invalid", "true");
      field.focus();
    }
    return false;
  }
}
