/**
 * The chronicle as the service sends it (graph/chronicle.py), made into rows that can be asked; see state.js and
 * marks.js for what is asked of it. Nothing changes a chronicle once it is decoded.
 */

import { FIRST, LAST } from "./days.js";

/**
 * @typedef {{en?: string, ru?: string, uk?: string}} Names
 * @typedef {{id: string, names: Names}} Named
 *
 * @typedef {object} Dispute a rival of a fact, on the days that its evidence spans, while it is known
 * @property {string | null} rival the id of the other fact; null if it is of none of the kinds in the chronicle
 * @property {number} from
 * @property {number} until
 * @property {number} knownFrom
 * @property {number} knownUntil
 *
 * @typedef {object} Version what is known of a fact from one day of knowing on, until another; days are integers (see
 *   days.js), null where not known
 * @property {string} fact the fact's id
 * @property {number | null} possibleFrom null if the fact is undated
 * @property {number | null} possibleUntil
 * @property {number | null} certainFrom
 * @property {number | null} certainUntil
 * @property {number | null} evidenceFrom
 * @property {number | null} evidenceUntil
 * @property {number} credibility 1 to 6
 * @property {boolean} contested
 * @property {number} knownFrom the first day of knowing
 * @property {number} knownUntil the day of knowing from which on it does not stand any more
 * @property {Dispute[]} disputes
 *
 * @typedef {Version & {formation: string, superior: string, link: string, reports: number}} Subordination
 * @typedef {Version & {formation: string, person: string, role: string, capacity: string, start: number | null}} Tenure
 *   `start` is the last day by which it began, null if it is not known from when on it can have
 * @typedef {Version & {person: string, rank: string}} RankHolding
 * @typedef {Version & {person: string | null, formation: string | null, status: string}} StatusEvent
 *
 * @typedef {object} Chronicle
 * @property {string} version the version of the build
 * @property {string} policy
 * @property {number} reaches the newest day that the sources reach
 * @property {Map<string, Named & {order: number}>} echelons
 * @property {Map<string, Named & {echelon: string, symbol: string | null}>} formations `symbol` is its APP-6 code
 * @property {Map<string, Named>} persons
 * @property {Map<string, Named>} links
 * @property {Map<string, Named>} roles those that lead
 * @property {Map<string, Named & {level: number}>} ranks
 * @property {Map<string, Named & {kind: string}>} statuses `kind` is how events are marked, see marks.js
 * @property {Subordination[]} subordinations
 * @property {Tenure[]} tenures
 * @property {Map<string, RankHolding[]>} rankHoldings by person
 * @property {StatusEvent[]} events
 * @property {StatusEvent[]} lives those events by which formations begin and end
 * @property {{on: number[], known: number[]}} days on which anything changes, sorted
 */

const TABLES = ["echelons", "formations", "persons", "links", "roles", "ranks", "statuses"];
const BEGINNINGS_AND_ENDS = ["formed", "dissolved"];

/**
 * Fetches and decodes the chronicle of a policy. Throws an Error with a message for people and the HTTP `status` (0 if
 * the service was not reached).
 * @param {string} policy
 * @param {string} [version] of the build, by which the browser may keep it
 * @returns {Promise<Chronicle>}
 */
export async function load(policy, version) {
  const query = version ? `?v=${encodeURIComponent(version)}` : "";
  let response;
  try {
    response = await fetch(`/chronicle/${encodeURIComponent(policy)}${query}`);
  } catch {
    throw failure("The service was not reached.", 0);
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    const told = [problem.detail, problem.allowed].filter(Boolean).join("; ");
    throw failure(told || `The service answered with status ${response.status}.`, response.status);
  }
  try {
    return decode(await response.json());
  } catch {
    throw failure("The answer of the service broke off or cannot be read.", response.status);
  }
}

function failure(message, status) {
  return Object.assign(new Error(message), { status });
}

/**
 * The chronicle in what the service sends.
 * @param {object} json
 * @returns {Chronicle}
 */
export function decode(json) {
  const things = Object.fromEntries(TABLES.map((name) => [name, terms(json[name])]));
  const ids = { ...Object.fromEntries(TABLES.map((name) => [name, json[name].id])), facts: json.facts };
  for (const formation of things.formations.values()) formation.echelon = ids.echelons[formation.echelon];

  const disputes = Map.groupBy(rows(json.disputes, { fact: ids.facts, rival: ids.facts }), (dispute) => dispute.fact);
  const versions = (table, about) =>
    rows(table, { fact: ids.facts, ...about }).map((row) => ({
      ...row,
      contested: row.contested === 1,
      disputes: disputes.get(row.fact) ?? [],
    }));
  const subordinations = versions(json.subordinations, {
    formation: ids.formations,
    superior: ids.formations,
    link: ids.links,
  });
  const tenures = versions(json.tenures, { formation: ids.formations, person: ids.persons, role: ids.roles });
  const holdings = versions(json.rankHoldings, { person: ids.persons, rank: ids.ranks });
  const events = versions(json.events, { person: ids.persons, formation: ids.formations, status: ids.statuses });
  return {
    version: json.version,
    policy: json.policy,
    reaches: json.reaches,
    ...things,
    subordinations,
    tenures,
    rankHoldings: Map.groupBy(holdings, (holding) => holding.person),
    events,
    lives: events.filter((event) => event.formation !== null && BEGINNINGS_AND_ENDS.includes(event.status)),
    days: changing([...subordinations, ...tenures, ...holdings, ...events]),
  };
}

/** The rows of a table given by column; in the columns of `places` stand places in lists of ids. */
function rows(table, places) {
  const names = Object.keys(table);
  return table[names[0]].map((_, index) => {
    const row = {};
    for (const name of names) {
      const value = table[name][index];
      row[name] = name in places && value !== null ? places[name][value] : value;
    }
    return row;
  });
}

/** Things by id, in the order in which they are sent. */
function terms(table) {
  return new Map(
    rows(table, {}).map(({ en, ru, uk, ...said }) => {
      const names = Object.fromEntries(Object.entries({ en, ru, uk }).filter(([, name]) => name !== null));
      return [said.id, { ...said, names }];
    }),
  );
}

/** All days on which one of `versions` begins or ceases to hold, by either axis. */
function changing(versions) {
  const on = new Set();
  const known = new Set();
  const span = (from, until) => {
    if (from !== null) on.add(from).add(until + 1);
  };
  for (const version of versions) {
    span(version.possibleFrom, version.possibleUntil);
    span(version.certainFrom, version.certainUntil);
    if (version.disputes.length > 0) span(version.evidenceFrom, version.evidenceUntil);
    for (const dispute of version.disputes) {
      span(dispute.from, dispute.until);
      known.add(dispute.knownFrom).add(dispute.knownUntil);
    }
    known.add(version.knownFrom).add(version.knownUntil);
  }
  return { on: sorted(on), known: sorted(known) };
}

function sorted(days) {
  return [...days].filter((day) => day > FIRST && day < LAST).sort((a, b) => a - b);
}
