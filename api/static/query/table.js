// The answer as a table: a page of rows at a time, sorted by any column, things by their names with links.

import { choice, counted, element } from "../element.js";

const NUMBERS = /#(integer|decimal|double|float|int|long|nonNegativeInteger)$/;
const QUIET = new Set(["http://www.w3.org/2001/XMLSchema#string", "http://www.w3.org/2001/XMLSchema#integer",
  "http://www.w3.org/2001/XMLSchema#date", "http://www.w3.org/2001/XMLSchema#boolean"]);
const BOUNDLESS = new Set(["0001-01-01", "9999-12-31"]);
const MOST_NAMED = 20000;

/** Show `answer` in `panel`. */
export function showTable(panel, answer, names) {
  if (answer.kind === "boolean") {
    panel.replaceChildren(element("p", { class: "yes-no" }, answer.value ? "Yes" : "No"));
    return;
  }
  if (answer.rows.length === 0) {
    panel.replaceChildren(element("p", {}, "The query has no rows: nothing in the graph fits it."));
    return;
  }
  const state = { rows: answer.rows, page: 0, size: 100, sorted: null, down: false };
  const draw = async () => {
    fill(panel, answer, names, state, draw);
    const shown = state.rows.slice(state.page * state.size, (state.page + 1) * state.size);
    if (await names.need(iris(shown.flat()))) fill(panel, answer, names, state, draw);
  };
  draw();
}

const iris = (terms) => terms.filter((term) => term && term.type === "uri").map((term) => term.value);

function fill(panel, answer, names, state, draw) {
  const focused = panel.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const head = answer.columns.map((column, at) => {
    const order = state.sorted !== at ? "none" : state.down ? "descending" : "ascending";
    const sort = () => sortBy(answer, names, state, at).then(draw);
    const arrow = { none: "", ascending: " ▲", descending: " ▼" }[order];
    return element("th", { scope: "col", "aria-sort": order },
      element("button", { type: "button", "data-key": `sort-${at}`, title: `Sort by ${column}`, click: sort }, column, element("span", { "aria-hidden": "true" }, arrow)));
  });
  const from = state.page * state.size;
  const shown = state.rows.slice(from, from + state.size);
  const rows = shown.map((row, at) => element("tr", {}, element("td", { class: "number" }, `${from + at + 1}`),
    ...row.map((term) => element("td", {}, ...cell(term, names)))));
  const table = element("table", {}, element("thead", {}, element("tr", {}, element("th", { scope: "col", class: "number" }, "#"), ...head)),
    element("tbody", {}, ...rows));
  const wide = element("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "Rows of the answer" }, table);
  panel.replaceChildren(wide, pager(state, draw));
  if (focused) panel.querySelector(`[data-key="${focused}"]`)?.focus();
}

/** What a term looks like: a link with a name, or text with its language or datatype beside it. */
export function cell(term, names) {
  if (!term) return [];
  if (term.type === "uri") {
    const address = names.address(term.value);
    const outside = names.path(term.value) === null;
    const text = names.of(term.value);
    if (address === null) return [text];
    return [element("a", { href: address, title: term.value, rel: outside ? "noopener noreferrer" : null, target: outside ? "_blank" : null }, ...breakable(text))];
  }
  if (term.type !== "literal") return [element("span", { class: "blank" }, names.text(term))];
  const about = term["xml:lang"] ? `@${term["xml:lang"]}` : term.datatype && !QUIET.has(term.datatype) ? names.short(term.datatype) : "";
  if (BOUNDLESS.has(term.value)) return [element("span", { class: "blank", title: "Stands for: no day is known" }, term.value)];
  return about ? [term.value, " ", element("span", { class: "kind" }, about)] : [term.value];
}

/** A path may be broken after its slashes. */
function breakable(text) {
  return text.split(/(?<=\/)/).flatMap((part, at) => (at ? [element("wbr"), part] : [part]));
}

function pager(state, draw) {
  const pages = Math.ceil(state.rows.length / state.size);
  const go = (page) => () => {
    state.page = Math.min(Math.max(page, 0), pages - 1);
    draw();
  };
  const step = (key, words, page, off) => element("button", { type: "button", "data-key": key, disabled: off, click: go(page) }, words);
  const first = state.page * state.size + 1;
  const last = Math.min(first + state.size - 1, state.rows.length);
  const resize = (size) => {
    state.size = Number(size);
    state.page = 0;
    draw();
  };
  return element("p", { class: "pager" }, `${first.toLocaleString("en")}–${last.toLocaleString("en")} of ${counted(state.rows.length, "row")}`,
    step("first", "First", 0, state.page === 0), step("previous", "Previous", state.page - 1, state.page === 0),
    step("next", "Next", state.page + 1, state.page >= pages - 1), step("last", "Last", pages - 1, state.page >= pages - 1),
    choice("Rows on a page", [["25", "25"], ["100", "100"], ["500", "500"]], String(state.size), resize));
}

/** Sort by a column: up, down, and back to the order of the answer. */
async function sortBy(answer, names, state, at) {
  state.page = 0;
  if (state.sorted === at && state.down) {
    Object.assign(state, { rows: answer.rows, sorted: null, down: false });
    return;
  }
  state.down = state.sorted === at;
  state.sorted = at;
  await names.need(iris(answer.rows.map((row) => row[at])).slice(0, MOST_NAMED));
  const keyed = answer.rows.map((row) => [key(row[at], names), row]);
  const collator = new Intl.Collator(names.language, { numeric: true });
  const sign = state.down ? -1 : 1;
  keyed.sort(([one], [other]) => {
    if (one === null || other === null) return (one === null) - (other === null);
    if (typeof one === "number" && typeof other === "number") return sign * (one - other);
    return sign * collator.compare(String(one), String(other));
  });
  state.rows = keyed.map(([, row]) => row);
}

/** What a term sorts by; an unbound one is null and comes last either way. */
function key(term, names) {
  if (!term) return null;
  return term.type === "literal" && NUMBERS.test(term.datatype || "") ? Number(term.value) : names.text(term);
}
