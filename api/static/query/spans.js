// The rows of an answer as spans of time, with names.

import { dayNumber, known, period } from "./calendar.js";

const PAIRS = [["from", "until"], ["possibleFrom", "possibleUntil"], ["start", "end"], ["earliestStart", "latestEnd"],
  ["knownFrom", "knownUntil"], ["certainFrom", "certainUntil"]];
const CERTAIN = ["certainFrom", "certainUntil"];
const PROVENANCE = /^(fact|claim|source|graph|policy)\//;

/** The columns that have dates. */
export function datedColumns(answer) {
  return answer.columns.filter((_, at) => answer.rows.some((row) => period(row[at]) !== null));
}

/** Which columns are most likely a start and an end; one column of days gives points, one of EDTF texts periods. */
export function likelyColumns(answer, dated) {
  const pair = PAIRS.find(([start, end]) => dated.includes(start) && answer.columns.includes(end));
  const [start, end] = pair || (dated.includes("edtf") ? ["edtf"] : dated);
  return { start, end: end || "", label: "" };
}

/** The rows that have any date, in the order of the answer: {name, code, first, last, open, point, certain, words}. A
 * day that is not known is null; `code` is the credibility; `certain` is the part of the span that is certain, null if
 * none is, undefined where the answer does not tell. */
export function spans(answer, names, { start, end, label }) {
  const [from, until, named] = [start, end, label].map((name) => answer.columns.indexOf(name));
  const sure = start === "possibleFrom" && CERTAIN.every((name) => answer.columns.includes(name)) ? CERTAIN.map((name) => answer.columns.indexOf(name)) : null;
  const judged = answer.columns.indexOf("credibility");
  return answer.rows.map((row) => {
    const whole = until < 0 ? period(row[from]) : null;
    const ends = [row[from], row[until]];
    const [first, last] = until < 0 ? [whole?.first ?? null, whole?.last ?? null] : ends.map((term) => known(dayNumber(term)));
    const open = whole ? whole.open : dayNumber(row[until]) === Infinity;
    return {
      name: named < 0 ? nameOf(row, names, code(row[judged])) : names.text(row[named]),
      code: code(row[judged]),
      first, last, open, point: whole !== null && first === last && !open,
      certain: sure ? certainPart(row[sure[0]], row[sure[1]]) : whole?.moment ? null : undefined,
      words: whole ? row[from].value : `${first === null ? "not known" : ends[0].value} to ${open ? "open" : last === null ? "not known" : ends[1].value}`,
    };
  }).filter(({ first, last }) => first !== null || last !== null);
}

function certainPart(from, until) {
  const [first, last] = [dayNumber(from), dayNumber(until)];
  return first === null || last === null ? null : { first: known(first), last: known(last) };
}

/** A row is named by its things, a status second: not by its dates, and not by where it comes from. What is not even
 * probably true of somebody is said to be reported. */
function nameOf(row, names, credibility) {
  const isStatus = (term) => names.path(term.value)?.startsWith("status/");
  const things = row.filter((term) => term?.type === "uri" && !PROVENANCE.test(names.path(term.value) || "x"));
  const status = things.find(isStatus);
  const others = things.filter((term) => !isStatus(term));
  const texts = [...new Set([others[0], status, ...others.slice(1)].filter(Boolean).map((term) => names.text(term)))];
  const telling = texts.filter((text) => !texts.some((other) => other !== text && other.includes(text)));
  const name = telling.slice(0, 3).join(", ") || names.text(row.find((term) => term && period(term) === null));
  return status && credibility > 2 ? `reported: ${name}` : name;
}

function code(term) {
  return /^[1-6]$/.test(term?.value || "") ? Number(term.value) : null;
}
