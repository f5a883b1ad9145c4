// The query page: what is asked, what comes back, and the ways to look at it.

import { ask, fetched, NoAnswer } from "./answer.js";
import { completion } from "./completion.js";
import { makeEditor } from "./editor.js";
import { counted, element } from "../element.js";
import { Gallery } from "./gallery.js";
import { showGraph } from "./graph.js";
import { Names } from "./names.js";
import { packed, unpacked } from "./permalink.js";
import { copyText, showCode } from "./snippets.js";
import { showTable } from "./table.js";
import { Tabs } from "./tabs.js";
import { showTimeline } from "./timeline.js";

const RAW_SHOWN = 200_000;
const by = (id) => document.getElementById(id);
const names = new Names();
const state = { answer: null, asked: null, example: null, bound: null, running: null };

const editor = makeEditor(by("query"), { run, leave: () => by("run").focus(), hint: completion(names) });
const gallery = new Gallery(names, (query, example, runIt) => {
  editor.set(query);
  Object.assign(state, { example, bound: query });
  if (runIt) run();
});
const tabs = new Tabs(by("tabs"), { table: viewed(showTable), graph: viewed(showGraph), timeline: viewed(showTimeline), raw: showRaw, code: showCurrentCode }, remember);

function viewed(show) {
  return (panel) => {
    if (state.answer) show(panel, state.answer, names);
    else panel.replaceChildren(element("p", { class: "hint" }, state.asked === null ? "Run a query to see its answer here." : "There is no answer to show."));
  };
}

function showRaw(panel) {
  if (!state.answer) return viewed(null)(panel);
  const { body, media } = state.answer;
  const cut = body.length > RAW_SHOWN;
  const note = `${media}, ${counted(body.length, "character")}${cut ? `; only the first ${RAW_SHOWN.toLocaleString("en")} are shown` : ""}`;
  return panel.replaceChildren(element("p", { class: "hint" }, note), element("pre", { tabIndex: 0, "aria-label": "The answer as it came" }, body.slice(0, RAW_SHOWN)));
}

function showCurrentCode(panel) {
  const query = editor.get();
  showCode(panel, query, /^\s*(CONSTRUCT|DESCRIBE)\b/im.test(query.replace(/#.*$/gm, "")));
}

async function run() {
  state.running?.abort();
  const running = new AbortController();
  const query = editor.get();
  const began = performance.now();
  const seconds = () => ((performance.now() - began) / 1000).toFixed(1);
  Object.assign(state, { running, answer: null, asked: query });
  by("problem").hidden = true;
  editor.unmark();
  by("stop").disabled = false;
  by("download").disabled = true;
  const tick = setInterval(() => { by("status").textContent = `Running … ${seconds()} s`; }, 100);
  by("status").textContent = "Running …";
  try {
    state.answer = await ask(query, running.signal);
    clearInterval(tick);
    const { kind, rows } = state.answer;
    const what = kind === "boolean" ? "Yes or no" : counted(rows.length, kind === "triples" ? "triple" : "row");
    if (state.running === running) by("status").textContent = `${what} in ${seconds()} s`;
    by("download").disabled = kind === "boolean";
    by("download").textContent = kind === "triples" ? "Download Turtle" : "Download CSV";
    await remember();
  } catch (error) {
    if (state.running === running) tell(error, seconds());
  } finally {
    clearInterval(tick);
    if (state.running === running) {
      state.running = null;
      by("stop").disabled = true;
      tabs.draw();
      if (matchMedia("(max-width: 899px)").matches) by("results").scrollIntoView({ block: "start" });
    }
  }
}

function tell(error, seconds) {
  if (error.name === "AbortError") {
    by("status").textContent = `Stopped after ${seconds} s`;
    return;
  }
  if (!(error instanceof NoAnswer)) throw error;
  by("status").textContent = `No answer (${seconds} s)`;
  const where = error.line ? `line ${error.line}${error.column ? `, column ${error.column}` : ""}: ` : "";
  const said = error.detail || error.message;
  by("problem").replaceChildren(element("strong", {}, `${error.title}. `), said.includes(where) ? "" : where, error.message,
    error.allowed ? ` (${error.allowed})` : "");
  by("problem").hidden = false;
  if (error.line) editor.mark(error.line, error.column || 1, error.message);
}

async function download() {
  const graph = state.answer.kind === "triples";
  const media = graph ? "text/turtle" : "text/csv";
  by("download").disabled = true;
  try {
    const { body } = await fetched(state.asked, undefined, media);
    const address = URL.createObjectURL(new Blob([body], { type: `${media};charset=utf-8` }));
    element("a", { href: address, download: `${state.example?.name || "answer"}.${graph ? "ttl" : "csv"}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  } catch (error) {
    tell(error, "0");
  }
  by("download").disabled = false;
}

/** Put what is asked and looked at into the address. */
async function remember() {
  const query = editor.get();
  const example = state.example && state.bound === query ? state.example : null;
  const hash = await packed({ query, example, view: tabs.open, language: names.language });
  history.replaceState(null, "", location.pathname + hash);
}

async function copyLink() {
  await remember();
  by("status").textContent = (await copyText(location.href)) ? "Link copied" : "The link is in the address bar";
}

/** Do what the address says. */
async function recall() {
  const found = await unpacked(location.hash);
  if (found.broken) by("status").textContent = "The link is damaged: its query cannot be read";
  if (found.language) names.language = by("language").value = ["en", "ru", "uk"].includes(found.language) ? found.language : "en";
  if (found.view) tabs.show(found.view);
  if (found.example) await gallery.choose(found.example.name, found.example.values, true);
  if (found.query) {
    editor.set(found.query);
    await run();
  }
}

by("stop").addEventListener("click", () => state.running?.abort());
by("download").addEventListener("click", download);
by("permalink").addEventListener("click", copyLink);
by("language").addEventListener("change", (event) => {
  names.language = event.target.value;
  tabs.draw();
  if (state.answer) remember();
});
editor.onChange(() => { if (tabs.open === "code") tabs.draw(); });
addEventListener("hashchange", recall);
addEventListener("resize", () => { if (tabs.open === "timeline") by("panel-timeline").redraw?.(); });

await Promise.all([names.load(), gallery.load()]).catch(() => {});
tabs.draw();
await recall();
document.body.dataset.ready = "true";
window.stavka = { editor, names, state, tabs };
