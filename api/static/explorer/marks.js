/**
 * The events to be marked on a slider.
 */

import { FIRST } from "./days.js";
import { stoodOn } from "./held.js";

/**
 * @typedef {import("./chronicle.js").Chronicle} Chronicle
 *
 * @typedef {object} Mark
 * @property {number} day
 * @property {number | null} earliest the first day on which it can have happened, null if that is not known
 * @property {"killed" | "dismissed" | "arrested" | "appointed" | "other"} kind the group it is drawn as: all deaths are
 *   "killed", all custody is "arrested"; in words it is its `status`
 * @property {string | null} person
 * @property {string | null} formation
 * @property {string} fact
 * @property {number} credibility as known then: what is not 1 or 2, or is contested, is a report and not a fact
 * @property {boolean} contested
 * @property {string | null} status null for the start of a tenure
 */

/**
 * The events of a span of days, in order. On the axis "on", by the day on which each happened, as known on `at.known`
 * (the last one, if it is one of several); on the axis "known", by the day on which each was first heard of, as it was
 * judged then. An appointment is the start of a tenure that leads, where it is known from when on it can have begun, or
 * an event that says so.
 * @param {Chronicle} chronicle
 * @param {"on" | "known"} axis
 * @param {number} from
 * @param {number} to included
 * @param {{known?: number | null}} [at] known null: today
 * @returns {Mark[]}
 */
export function marks(chronicle, axis, from, to, at = {}) {
  const pick = axis === "known" ? firstHeard : (versions) => versions.filter((one) => stoodOn(one, at.known ?? null));
  const events = pick(chronicle.events)
    .filter((event) => event.possibleFrom !== null)
    .map((event) => {
      const { kind } = chronicle.statuses.get(event.status);
      return { version: event, happened: event.possibleUntil, kind, status: event.status };
    });
  const appointed = Map.groupBy(
    events.filter((event) => event.kind === "appointed"),
    ({ version }) => `${version.person} ${version.formation}`,
  );
  const starts = pick(chronicle.tenures)
    .filter((tenure) => tenure.start !== null)
    .map((tenure) => ({ version: tenure, happened: tenure.start, kind: "appointed", status: null }))
    .filter(({ version, happened }) => {
      const same = appointed.get(`${version.person} ${version.formation}`) ?? [];
      return !same.some((event) => event.version.possibleFrom <= happened && version.possibleFrom <= event.happened);
    });
  return [...events, ...starts]
    .map(({ version, happened, kind, status }) => ({
      day: axis === "known" ? version.knownFrom : happened,
      earliest: version.possibleFrom === FIRST ? null : version.possibleFrom,
      kind,
      person: version.person,
      formation: version.formation,
      fact: version.fact,
      credibility: version.credibility,
      contested: version.contested,
      status,
    }))
    .filter((mark) => from <= mark.day && mark.day <= to)
    .sort((a, b) => a.day - b.day || (a.fact < b.fact ? -1 : 1));
}

/** The first version of each fact. */
function firstHeard(versions) {
  const found = new Map();
  for (const version of versions) {
    const first = found.get(version.fact);
    if (first === undefined || version.knownFrom < first.knownFrom) found.set(version.fact, version);
  }
  return [...found.values()];
}
