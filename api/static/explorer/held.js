/**
 * Whether something was held on a day, as known on a day: the rule of graph/held.py for versions of the chronicle.
 */

import { LAST } from "./days.js";

/**
 * @typedef {import("./chronicle.js").Version} Version
 * @typedef {"certain" | "contested" | "possible"} Held
 */

/** The day of knowing that stands for today: after every version's first, before the open end. */
const NOW = LAST - 1;
/** How held, the surest first. */
export const ORDER = { certain: 0, contested: 1, possible: 2 };

/**
 * True if a version is the one that stood on a day of knowing.
 * @param {{knownFrom: number, knownUntil: number}} version
 * @param {number | null} known null: today
 * @returns {boolean}
 */
export function stoodOn(version, known) {
  const knowing = known ?? NOW;
  return version.knownFrom <= knowing && knowing < version.knownUntil;
}

/**
 * How a version held on a day; null if it cannot have.
 * @param {Version} version
 * @param {number} on
 * @param {number | null} known null: today
 * @returns {Held | null}
 */
export function heldOn(version, on, known) {
  if (!spans(version.possibleFrom, version.possibleUntil, on)) return null;
  const sure = spans(version.certainFrom, version.certainUntil, on);
  const rivalled = version.disputes.some((one) => stoodOn(one, known) && spans(one.from, one.until, on));
  if (rivalled && (sure || spans(version.evidenceFrom, version.evidenceUntil, on))) return "contested";
  return sure ? "certain" : "possible";
}

function spans(from, until, day) {
  return from !== null && from <= day && day <= until;
}

/**
 * The best attested rank of a person on a day: by how held and credible, then by how near its evidence is, then by
 * seniority; null if none is known.
 * @param {import("./chronicle.js").Chronicle} chronicle
 * @param {string} person
 * @param {number} on
 * @param {number | null} known null: today
 * @returns {string | null}
 */
export function rankOn(chronicle, person, on, known) {
  const found = [];
  for (const row of chronicle.rankHoldings.get(person) ?? []) {
    const held = stoodOn(row, known) ? heldOn(row, on, known) : null;
    if (held !== null) found.push({ row, held, away: distance(row, on), level: chronicle.ranks.get(row.rank).level });
  }
  found.sort(
    (a, b) =>
      ORDER[a.held] - ORDER[b.held] ||
      a.row.credibility - b.row.credibility ||
      (a.away === b.away ? 0 : a.away - b.away) ||
      b.level - a.level,
  );
  return found[0]?.row.rank ?? null;
}

/**
 * How many days the evidence of a version lies from a day; Infinity if none of it is dated.
 * @param {Version} version
 * @param {number} day
 * @returns {number}
 */
export function distance({ evidenceFrom, evidenceUntil }, day) {
  return evidenceFrom === null ? Infinity : Math.max(evidenceFrom - day, day - evidenceUntil, 0);
}
