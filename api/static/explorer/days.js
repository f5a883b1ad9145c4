/**
 * Days as integers: days since 1970-01-01, in the calendar of ISO 8601, without hours and time zones.
 */

/** Stands for "no first day is known": 0001-01-01. */
export const FIRST = -719162;
/** Stands for "no last day is known": 9999-12-31. */
export const LAST = 2932896;

const LENGTH = 86_400_000;
const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * The day that a text such as "2022-05-20" names; null for what is no day of the calendar.
 * @param {unknown} text
 * @returns {number | null}
 */
export function toDay(text) {
  const match = typeof text === "string" ? FORM.exec(text) : null;
  if (match === null) return null;
  const date = new Date(0);
  date.setUTCFullYear(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  const day = date.getTime() / LENGTH;
  return day >= FIRST && toText(day) === text ? day : null;
}

/**
 * A day as a text such as "2022-05-20".
 * @param {number} day from FIRST to LAST
 * @returns {string}
 */
export function toText(day) {
  return new Date(day * LENGTH).toISOString().slice(0, 10);
}

/**
 * The day it is where the reader is.
 * @returns {number}
 */
export function today() {
  const now = new Date();
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / LENGTH;
}
