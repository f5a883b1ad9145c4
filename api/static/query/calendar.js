// Days as numbers, the periods that EDTF texts name, and the marks of an axis of time.

const DAY = 86_400_000;
const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T|Z|[+-]\d\d:\d\d|$)/;
const DATED = /#(date|dateTime|gYear|gYearMonth)$/;
const PART = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[?~%]?$/;

/** The day that a term of an answer names, in days since 1970: Infinity for the open end, -Infinity for the beginning of
 * time (both stand for "no day is known"), null for what is no date. */
export function dayNumber(term) {
  if (!term || term.type !== "literal") return null;
  const match = DATE.exec(term.value);
  if (match === null || (term.datatype && !DATED.test(term.datatype)) || (!term.datatype && !match[2])) return null;
  const year = Number(match[1]);
  if (year === 9999) return Infinity;
  if (year <= 1) return -Infinity;
  return Date.UTC(year, Number(match[2] || 1) - 1, Number(match[3] || 1)) / DAY;
}

/** The days that a term with a date or an EDTF text allows: {first, last, open, moment}, null for a day that is not
 * known; null for what is neither. An interval reaches from the earliest start to the latest end; a moment lies within. */
export function period(term) {
  const day = dayNumber(term);
  if (day !== null && term.datatype) return { first: known(day), last: known(day), open: day === Infinity, moment: true };
  if (!term || term.type !== "literal" || term.datatype || /[^\d[\]./?~%-]/.test(term.value)) return null;
  const [start, end = start, more] = term.value.split("/");
  const [from, until] = [side(start), side(end)];
  if (!from || !until || more !== undefined || (from.first === null && until.last === null)) return null;
  return { first: from.first, last: until.last, open: end === "..", moment: !term.value.includes("/") };
}

/** The earliest and latest day of one side of an interval: a date, one of a range in brackets, or nothing. */
function side(text) {
  if (text === "" || text === "..") return { first: null, last: null };
  const range = /^\[(.*)\.\.(.*)\]$/.exec(text);
  const [low, high] = range ? [range[1], range[2]] : [text, text];
  const [first, last] = [low && PART.exec(low), high && PART.exec(high)];
  if (first === null || last === null) return null;
  return { first: first ? edge(first, 0) : null, last: last ? edge(last, 1) : null };
}

/** The first (`last` 0) or the last (1) day of a year, a month or a day. */
function edge([, year, month, day], last) {
  if (day) return Date.UTC(year, month - 1, day) / DAY;
  return month ? Date.UTC(year, month - 1 + last, 1) / DAY - last : Date.UTC(Number(year) + last, 0, 1) / DAY - last;
}

/** `day`, or null if it stands for one that is not known. */
export function known(day) {
  return Number.isFinite(day) ? day : null;
}

/** Marks from `low` to `high`, at most about `most`: `{day, text}` at the beginnings of years or months. */
export function axis(low, high, most) {
  const months = (high - low) / 30.4;
  const step = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((size) => months / size <= Math.max(most, 2)) || 6000;
  const first = new Date(low * DAY);
  const marks = [];
  let month = Math.ceil((first.getUTCFullYear() * 12 + first.getUTCMonth()) / step) * step;
  for (; ; month += step) {
    const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY;
    if (day > high) return marks;
    if (day < low) continue;
    const year = Math.floor(month / 12);
    marks.push({ day, text: step >= 12 ? `${year}` : `${year}-${String((month % 12) + 1).padStart(2, "0")}` });
  }
}
