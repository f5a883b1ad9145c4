/**
 * The explorer. All that is seen is a function of the chronicle and of the view, which is in the address: `show` draws a
 * view and nothing else does.
 */

import { element } from "../element.js";
import { nameOf, t, to } from "../words.js";
import { Written, addressOf, days, viewAt, viewOf } from "./address.js";
import { markWords } from "./axis.js";
import { Changes } from "./changes.js";
import { load } from "./chronicle.js";
import { frameOf } from "./frame.js";
import { today } from "./days.js";
import { Details } from "./details.js";
import { Drawing } from "./drawing.js";
import { distance } from "./held.js";
import { onKey } from "./keyboard.js";
import { outlineOf } from "./outline.js";
import { Search } from "./search.js";
import { ROOT, changes, stateOn } from "./state.js";
import { ready as symbolsReady } from "./symbols.js";
import { ALL, revealed, toggled, treeOf } from "./tree.js";

const given = JSON.parse(document.getElementById("state").textContent);
const usual = viewOf(given);
const LONGEST_WAIT = 30_000;

/** @type {import("./address.js").View} */
let view = usual;
let state = null;
let chronicle = null;
/** The state that is drawn, with the chronicle it is of. */
let shown = null;
let drawing = null;
const written = new Written();

const details = new Details(element("aside", { id: "details", hidden: true, "aria-label": t("explorer.details") }), { focus: (id) => focus(id) });
const changed = new Changes({ chosen: (id) => focus(id, { fly: true }) });
const search = new Search({ chosen: found, about: aboutFound });
const frame = frameOf({ search, changed, details, given, set, actions: { fit: () => drawing.fit(), whole: () => drawing.fitWhole(), larger: () => drawing.scaleBy(1.3), smaller: () => drawing.scaleBy(1 / 1.3), "open-all": openAll, outline: showOutline } });
document.getElementById("explorer").replaceChildren(frame.element);

await begin();

/** Loads the chronicle, trying again as long as the service does not answer, and draws the first view. */
async function begin() {
  chronicle = await loaded(view.policy);
  drawing = new Drawing(frame.drawing, chronicle, { chosen: (id) => choose(id), toggle });
  frame.axes(chronicle, {
    on: moveOn,
    known: moveKnown,
    differs: (moment) => changes(state, stateOn(chronicle, { ...view, ...moment })).size > 0,
    picked: pickedMark,
  });
  show(view, { first: true });
  onKey(frame.drawing, { state: () => state, view: () => view, tree: () => drawing.tree, focus, toggle, open: () => details.show(chronicle, state, view, true), scaleBy: (factor) => drawing.scaleBy(factor), fit: () => drawing.fit(), search: () => search.input.focus() });
  addEventListener("popstate", () => go(viewAt(new URLSearchParams(location.search), usual), { keep: true }));
  symbolsReady.then(() => drawing.refresh());
  document.documentElement.addEventListener("theme", () => drawing.refresh());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawing.refresh());
  document.documentElement.dataset.explorer = "ready";
}

async function loaded(policy) {
  for (let wait = 1000; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
    try {
      const made = await load(policy, given.version);
      frame.tell(null);
      return made;
    } catch (error) {
      frame.tell(`${t("explorer.no-service")} ${error.message}`);
      await new Promise((again) => { setTimeout(again, wait); });
    }
  }
}

/** Draws a view. */
function show(next, { first = false, fly = false } = {}) {
  const before = shown;
  const moved = before !== null && (next.on !== view.on || next.known !== view.known || next.policy !== view.policy || next.links !== view.links);
  view = next;
  if (moved || before === null) state = stateOn(chronicle, view);
  shown = { chronicle, state };
  const different = moved ? changes(before.state, state) : new Map();
  drawing.draw(state, view, different);
  if (moved) changed.show(before, shown, different);
  if (first) drawing.fit();
  if (fly) drawing.flyTo(view.focus);
  frame.show(chronicle, state, view);
  details.show(chronicle, state, view);
  drawing.place.dataset.covered = view.focus !== null && innerWidth > 900 ? details.panel.offsetWidth : 0;
  if (first && view.focus !== null) drawing.flyTo(view.focus);
}

/** Goes to a view, and puts it into the address: as a step to come back to, or in the place of the one before. */
async function go(next, { push = false, keep = false, isSliding = false, fly = false, fit = false } = {}) {
  if (next.policy !== view.policy) {
    chronicle = await loaded(next.policy);
    drawing.chronicle = chronicle;
    frame.use(chronicle);
  }
  if (keep) written.forget();
  else written.write(addressOf(next), { push, isSliding });
  show(next, { fly });
  if (fit) drawing.fit();
}

/** Changes a part of the view. */
function set(part, how = {}) {
  go({ ...view, ...part }, how);
}

function moveOn(day) {
  const known = view.known !== null && day > view.known ? day : view.known;
  set({ on: Math.min(day, today()), known }, { isSliding: true });
}

function moveKnown(day) {
  if (day === null || day >= today()) set({ known: null });
  else set({ known: day, on: Math.min(view.on, day) }, { isSliding: true });
}

function focus(id, { fly = false } = {}) {
  if (id === null) {
    set({ focus: null }, { push: true });
    frame.drawing.focus({ preventScroll: true });
    return;
  }
  const isBelow = treeOf(state, view.root, new Set([ALL])).drawn.includes(id);
  const root = isBelow ? view.root : ROOT;
  const tree = treeOf(state, root, view.opened);
  set({ focus: id, root, opened: revealed(tree, view.opened, id), anchor: null }, { push: view.focus !== id, fly });
  if (!fly) drawing.reveal(id);
}

/** A box was chosen: a formation is shown, a group opened or folded. */
function choose(id) {
  if (chronicle.formations.has(id)) focus(id);
  else toggle(id);
}

function toggle(id) {
  set({ opened: toggled(drawing.tree, view.opened, id), anchor: id });
}

function openAll() {
  const all = view.opened.has(ALL);
  set({ opened: new Set(all ? [] : [ALL]), anchor: null }, { fit: true });
}

function showOutline() {
  frame.outline((chosen) => outlineOf(chronicle, state, view, (id) => { chosen(); focus(id, { fly: true }); }));
}

/**
 * A name was found: a formation is flown to; so is the one that a person leads on the day, or else, with a word about it,
 * led at another time; who led none is shown on a page.
 */
function found(one) {
  const { id, then } = whereOf(one);
  if (id === null) {
    const { known, policy } = days(view);
    location.href = to(`/${one.kind}/${encodeURIComponent(one.id)}`, { known, policy });
    return;
  }
  focus(id, { fly: true });
  if (!then) frame.tell(t("explorer.not-then-leader", { person: nameOf(one), formation: nameOf(chronicle.formations.get(id)) }), { passing: true });
}

/** The formation to which a name leads, and whether the person leads it in the state shown. */
function whereOf(one) {
  if (one.kind === "formation") return { id: state.nodes.has(one.id) ? one.id : null, then: true };
  const led = ledBy(one.id);
  if (led !== null) return { id: led, then: true };
  const held = chronicle.tenures.filter((tenure) => tenure.person === one.id && state.nodes.has(tenure.formation));
  const away = (tenure) => distance(tenure, view.on);
  const [nearest] = held.sort((a, b) => away(a) - away(b) || a.credibility - b.credibility);
  return { id: nearest?.formation ?? null, then: false };
}

function ledBy(person) {
  for (const node of state.nodes.values()) if (node.leader.holders.some((one) => one.person === person)) return node.id;
  return null;
}

/** What the list of names found says beside each. */
function aboutFound(one) {
  if (state === null) return "";
  const { id, then } = whereOf(one);
  if (one.kind === "formation") return t(id === null ? "explorer.not-then" : "explorer.kind-formation");
  if (id === null) return t("explorer.to-person");
  const name = nameOf(chronicle.formations.get(id));
  return then ? name : t("explorer.at-another-time", { formation: name });
}

/** A mark on a slider was chosen: its day, and where it happened. */
function pickedMark(axis, mark) {
  frame.tell(markWords(chronicle, mark), { passing: true });
  if (axis === "on") moveOn(mark.day);
  else moveKnown(mark.day);
  const where = mark.formation ?? ledBy(mark.person);
  if (where !== null && state.nodes.has(where)) focus(where, { fly: true });
}
