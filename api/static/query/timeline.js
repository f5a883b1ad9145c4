// The answer in time: a bar for a row with two dates, a point for one. An end that is open or unknown is drawn as such,
// and what is only possible is pale where the answer tells what is certain.

import { axis } from "./calendar.js";
import { choice, counted, drawn, element } from "../element.js";
import { datedColumns, likelyColumns, spans } from "./spans.js";

const MOST = 300;
const LINE = 26;
const LETTER = 7.3;

/** Show `answer` in `panel`. */
export function showTimeline(panel, answer, names) {
  const dated = datedColumns(answer);
  panel.redraw = undefined;
  if (dated.length === 0) {
    panel.replaceChildren(element("p", {}, "No column of this answer has dates."));
    return;
  }
  const chosen = likelyColumns(answer, dated);
  const draw = () => render(panel, answer, names, dated, chosen, draw);
  panel.redraw = draw;
  draw();
}

async function render(panel, answer, names, dated, chosen, draw) {
  const change = (key) => (value) => { chosen[key] = value; draw(); };
  const days = dated.map((name) => [name, name]);
  const controls = element("p", { class: "choices" },
    choice("From", days, chosen.start, change("start")),
    choice("until", [["", "the same"], ...days], chosen.end, change("end")),
    choice("named by", [["", "the things of the row"], ...answer.columns.map((name) => [name, name])], chosen.label, change("label")));
  await names.need(answer.rows.slice(0, 2000).flat().filter((term) => term?.type === "uri").map((term) => term.value));
  if (panel.redraw !== draw) return;
  const all = spans(answer, names, chosen);
  const shown = all.slice(0, MOST);
  const svg = picture(shown, Math.max(panel.clientWidth || 800, 320));
  const undated = answer.rows.length - all.length;
  const notes = [counted(shown.length, "row"), undated && `${undated.toLocaleString("en")} without a date not drawn`,
    all.length > MOST && `${(all.length - MOST).toLocaleString("en")} more not drawn: narrow the query`].filter(Boolean);
  const key = ["An arrow: the end is open. A dashed end with a question mark: the day is not known."];
  if (shown.some((span) => span.code !== null)) key.push("[1] to [6]: the credibility.");
  if (shown.some((span) => span.certain !== undefined)) key.push("Filled: certain; pale: only possible.");
  panel.replaceChildren(controls, element("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "Timeline" }, svg),
    element("p", { class: "hint" }, `${notes.join("; ")}. ${key.join(" ")}`));
}

function picture(shown, width) {
  const narrow = width < 620;
  const longest = Math.max(...shown.map((span) => span.name.length)) + 5;
  const left = narrow ? 8 : Math.min(420, width * 0.4, longest * LETTER + 12);
  const line = narrow ? LINE + 16 : LINE;
  const top = 30;
  const height = top + shown.length * line + 10;
  const days = shown.flatMap(({ first, last, certain }) => [first, last, certain?.first, certain?.last]).filter(Number.isFinite);
  const low = Math.min(...days);
  const high = Math.max(...days, low + 30);
  const room = { from: left + 40, to: width - 34 };
  const x = (day) => room.from + ((Math.min(Math.max(day, low), high) - low) / (high - low)) * (room.to - room.from);
  const svg = drawn("svg", { width, height, viewBox: `0 0 ${width} ${height}`, class: "timeline-drawing", role: "img", "aria-label": `Timeline of ${counted(shown.length, "row")}` });
  for (const { day, text } of axis(low, high, Math.floor((room.to - room.from) / 70))) {
    svg.append(drawn("line", { x1: x(day), x2: x(day), y1: top - 6, y2: height, class: "tick" }), drawn("text", { x: x(day), y: 16, class: "year" }, text));
  }
  shown.forEach((span, at) => {
    const y = top + at * line;
    const group = drawn("g", { class: "span" }, drawn("title", {}, `${span.name}${span.code === null ? "" : ` [${span.code}]`}: ${span.words}`));
    const most = Math.floor((narrow ? room.to - left : left) / LETTER) - 4;
    const short = span.name.length > most ? `${span.name.slice(0, most - 1)}…` : span.name;
    const name = span.code === null ? short : `${short} [${span.code}]`;
    const middle = y + line - LINE / 2;
    group.append(drawn("text", narrow ? { x: left, y: y + 13, class: "name" } : { x: left, y: middle + 4, class: "name end" }, name),
      ...bar(span, middle, x, room));
    svg.append(group);
  });
  return svg;
}

/** The shapes of one span around the height `y`. */
function bar(span, y, x, room) {
  const { first, last, open, certain } = span;
  const dot = (day) => drawn("circle", { cx: x(day), cy: y, r: 4.5, class: "bar" });
  if (span.point) return [dot(first)];
  const shapes = [];
  const end = open ? room.to + 16 : last === null ? null : x(last);
  const kind = certain === undefined ? "bar" : "bar possible";
  if (first === null) shapes.push(...unknown(room.from - 16, end, y, room.from - 24));
  else if (end === null) shapes.push(...unknown(x(first), room.to + 14, y, room.to + 22));
  else shapes.push(block(x(first), end, y, kind));
  if (certain) shapes.push(block(certain.first === null ? room.from : x(certain.first), certain.last === null ? room.to + 16 : x(certain.last), y, "bar"));
  if (open) shapes.push(drawn("path", { d: `M${end} ${y - 9} l12 9 l-12 9 z`, class: kind }));
  else if (first === null) shapes.push(dot(last));
  else if (end === null) shapes.push(dot(first));
  return shapes;
}

function block(from, to, y, kind) {
  return drawn("rect", { x: from, y: y - 6.5, width: Math.max(to - from, 3), height: 13, rx: 2, class: kind });
}

function unknown(from, to, y, mark) {
  return [drawn("line", { x1: from, x2: to, y1: y, y2: y, class: "unknown-end" }), drawn("text", { x: mark, y: y + 4, class: "mark" }, "?")];
}
