// Days as numbers, and the marks of an axis of time.

const DAY = 86_400_000;
const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T|Z|[+-]\d\d:\d\d|$)/;
const DATED = /#(date|dateTime|gYear|gYearMonth)$/;

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
