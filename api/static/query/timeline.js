// The answer in time: a bar for a row with two dates, a point for one. An end that is open or unknown is drawn as such.

import { choice, counted, drawn, element } from "./element.js";
import { axis, dayNumber } from "./calendar.js";

const MOST = 300;
const LINE = 26;
const PAIRS = [["from", "until"], ["possibleFrom", "possibleUntil"], ["start", "end"], ["earliestStart", "latestEnd"],
  ["knownFrom", "knownUntil"], ["certainFrom", "certainUntil"]];
const PROVENANCE = /^(fact|claim|source|graph|policy)\//;

/** Show `answer` in `panel`. */
export function showTimeline(panel, answer, names) {
  const dated = answer.columns.filter((_, at) => answer.rows.some((row) => dayNumber(row[at]) !== null));
  if (dated.length === 0) {
    panel.replaceChildren(element("p", {}, "No column of this answer has dates."));
    return;
  }
  const pair = PAIRS.find(([start, end]) => dated.includes(start) && answer.columns.includes(end)) || dated;
  const chosen = { start: pair[0], end: pair[1] || "", label: "" };
  const draw = () => render(panel, answer, names, dated, chosen, draw);
  panel.redraw = draw;
  draw();
}

async function render(panel, answer, names, dated, chosen, draw) {
  const change = (key) => (value) => { chosen[key] = value; draw(); };
  const days = dated.map((name) => [name, name]);
  const controls = element("p", { class: "choices" },
    choice("From", days, chosen.start, change("start")),
    choice("until", [["", "points only"], ...days], chosen.end, change("end")),
    choice("named by", [["", "the things of the row"], ...answer.columns.map((name) => [name, name])], chosen.label, change("label")));
  await names.need(answer.rows.slice(0, 2000).flat().filter((term) => term?.type === "uri").map((term) => term.value));
  const spans = collect(answer, names, chosen);
  const shown = spans.slice(0, MOST);
  const width = Math.max(panel.clientWidth || 800, 320);
  const svg = picture(shown, width);
  const undated = answer.rows.length - spans.length;
  const notes = [counted(shown.length, "row"), undated && `${undated.toLocaleString("en")} without a date not drawn`,
    spans.length > MOST && `${(spans.length - MOST).toLocaleString("en")} more not drawn: narrow the query`].filter(Boolean);
  const key = "An arrow: the end is open. A dashed end with a question mark: the day is not known.";
  panel.replaceChildren(controls, element("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "Timeline" }, svg), element("p", { class: "hint" }, `${notes.join("; ")}. ${key}`));
}

/** The rows that have any date, with a name, in the order of the answer. */
function collect(answer, names, { start, end, label }) {
  const [from, until, named] = [start, end, label].map((name) => answer.columns.indexOf(name));
  return answer.rows.map((row) => {
    const first = dayNumber(row[from]);
    const last = until < 0 ? first : dayNumber(row[until]);
    const open = last === Infinity;
    const name = named < 0 ? nameOf(row, names) : names.text(row[named]);
    const words = [first, last].map((day, at) => (Number.isFinite(day) && day !== null ? row[at ? (until < 0 ? from : until) : from].value : at && open ? "open" : "not known"));
    return { first: Number.isFinite(first) ? first : null, last: Number.isFinite(last) ? last : null, open, point: until < 0, name, words };
  }).filter(({ first, last }) => first !== null || last !== null);
}

/** A row is named by its things: not by its dates, and not by where it comes from. */
function nameOf(row, names) {
  const things = row.filter((term) => term?.type === "uri" && !PROVENANCE.test(names.path(term.value) || "x"));
  const texts = [...new Set(things.map((term) => names.text(term)))];
  const telling = texts.filter((text) => !texts.some((other) => other !== text && other.includes(text)));
  return telling.slice(0, 3).join(", ") || names.text(row.find((term) => term && dayNumber(term) === null));
}

function picture(spans, width) {
  const narrow = width < 620;
  const left = narrow ? 8 : Math.min(360, width * 0.36);
  const line = narrow ? LINE + 16 : LINE;
  const top = 30;
  const height = top + spans.length * line + 10;
  const days = spans.flatMap(({ first, last }) => [first, last]).filter((day) => day !== null);
  const low = Math.min(...days);
  const high = Math.max(...days, low + 30);
  const room = { from: left + 40, to: width - 34 };
  const x = (day) => room.from + ((day - low) / (high - low)) * (room.to - room.from);
  const svg = drawn("svg", { width, height, viewBox: `0 0 ${width} ${height}`, class: "timeline-drawing", role: "img", "aria-label": `Timeline of ${counted(spans.length, "row")}` });
  for (const { day, text } of axis(low, high, Math.floor((room.to - room.from) / 70))) {
    svg.append(drawn("line", { x1: x(day), x2: x(day), y1: top - 6, y2: height, class: "tick" }), drawn("text", { x: x(day), y: 16, class: "year" }, text));
  }
  spans.forEach((span, at) => svg.append(bar(span, top + at * line, { x, room, left, narrow, line })));
  return svg;
}

function bar(span, y, { x, room, left, narrow, line }) {
  const group = drawn("g", { class: "span" }, drawn("title", {}, `${span.name}: ${span.point ? span.words[0] : `${span.words[0]} to ${span.words[1]}`}`));
  const middle = y + line - LINE / 2;
  const most = narrow ? Math.floor((room.to - left) / 7) : Math.floor(left / 6.9);
  const name = span.name.length > most ? `${span.name.slice(0, most - 1)}…` : span.name;
  group.append(drawn("text", narrow ? { x: left, y: y + 13, class: "name" } : { x: left, y: middle + 4, class: "name end" }, name));
  if (span.point) {
    group.append(drawn("circle", { cx: x(span.first), cy: middle, r: 5, class: "bar" }));
    return group;
  }
  const from = span.first === null ? x(span.last) : x(span.first);
  const to = span.last === null ? x(span.first) : x(span.last);
  if (span.first === null) group.append(...unknown(room.from - 20, from, middle, room.from - 26));
  if (span.last !== null || span.open) {
    const end = span.open ? room.to + 16 : to;
    if (span.first !== null) group.append(drawn("rect", { x: from, y: middle - 6, width: Math.max(end - from, 3), height: 12, rx: 2, class: "bar" }));
    else group.append(drawn("circle", { cx: to, cy: middle, r: 4, class: "bar" }));
    if (span.open) group.append(drawn("path", { d: `M${end} ${middle - 9} l12 9 l-12 9 z`, class: "bar open-end" }));
  } else {
    group.append(drawn("circle", { cx: from, cy: middle, r: 4, class: "bar" }), ...unknown(from, room.to + 16, middle, room.to + 20));
  }
  return group;
}

function unknown(from, to, y, mark) {
  return [drawn("line", { x1: from, x2: to, y1: y, y2: y, class: "unknown-end" }), drawn("text", { x: mark, y: y + 4, class: "mark" }, "?")];
}
