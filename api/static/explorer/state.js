/**
 * The hierarchy on a day, as known on a day: a pure function of the chronicle.
 *
 * It says what graph/hierarchy.py says, by the rules of queries/hierarchy.rq, leaders.rq, undated-subordinations.rq and
 * dissolved.rq; a test holds it to them.
 */

import { today } from "./days.js";
import { ORDER, heldOn, rankOn, stoodOn } from "./held.js";

/**
 * @typedef {import("./chronicle.js").Chronicle} Chronicle
 * @typedef {import("./held.js").Held} Held
 *
 * @typedef {object} Edge
 * @property {string} superior
 * @property {string} link
 * @property {Held} held
 * @property {number} credibility
 * @property {boolean} contested
 * @property {string} fact
 * @property {boolean} dated false for an undated statement that stands in
 *
 * @typedef {object} Holder
 * @property {string} person
 * @property {Held} held
 * @property {number} credibility
 * @property {boolean} contested
 * @property {string} capacity
 * @property {string} role
 * @property {string} fact
 * @property {string | null} rank the best attested rank on the day
 * @property {number | null} lastSeen the last day of which its evidence speaks
 *
 * @typedef {object} Node
 * @property {string} id
 * @property {string} echelon
 * @property {number} level
 * @property {string | null} superior
 * @property {Edge | null} edge
 * @property {Edge[]} others other superiors that sources give
 * @property {string[]} below by echelon, then by id
 * @property {{held: Held | "unknown", credibility: number | null, holders: Holder[]}} leader
 *
 * @typedef {object} State
 * @property {number} on
 * @property {number} known
 * @property {string} root
 * @property {Map<string, Node>} nodes by level, echelon and id
 * @property {string[]} unplaced formations that exist and whose superior no source gives
 * @property {string[]} gone formations dissolved or not yet formed
 * @property {{certain: number, contested: number, possible: number, unknown: number}} counts leaders, by how held
 */

/** The formation from which the whole hierarchy hangs. */
export const ROOT = "mod";
const DEEPEST = 12;
const POSSIBLY_TRUE = 3;

/**
 * The state of the hierarchy.
 * @param {Chronicle} chronicle
 * @param {{on: number, known?: number | null, links?: string[] | null}} asked known null: today; links null: all kinds
 * @returns {State}
 */
export function stateOn(chronicle, { on, known = null, links = null }) {
  const gone = goneOn(chronicle, on, known);
  const superiors = superiorsOn(chronicle, on, known, links, gone);
  const leaders = leadersOn(chronicle, on, known);
  const placed = new Map([...superiors].filter(([child]) => child !== ROOT));
  const existing = [...chronicle.formations.keys()].filter((one) => !gone.has(one));
  const unplaced = existing.filter((one) => one !== ROOT && !placed.has(one)).sort();
  const order = byEchelon(chronicle);
  const children = childrenOf(placed, order);
  const levels = levelsBelow([ROOT], 0, children);
  for (const [one, level] of levelsBelow(unplaced, 1, children)) levels.set(one, level);

  const shown = [...levels.keys()].sort((a, b) => levels.get(a) - levels.get(b) || order(a, b));
  const counts = { certain: 0, contested: 0, possible: 0, unknown: 0 };
  const nodes = new Map();
  for (const one of shown) {
    const [edge = null, ...others] = placed.get(one) ?? [];
    const holders = (leaders.get(one) ?? []).map((row) => holder(chronicle, row, on, known));
    const leader = { held: holders[0]?.held ?? "unknown", credibility: holders[0]?.credibility ?? null, holders };
    counts[leader.held] += 1;
    nodes.set(one, {
      id: one,
      echelon: chronicle.formations.get(one).echelon,
      level: levels.get(one),
      superior: edge?.superior ?? null,
      edge,
      others,
      below: (children.get(one) ?? []).filter((child) => levels.has(child)),
      leader,
    });
  }
  return { on, known: known ?? today(), root: ROOT, nodes, unplaced, gone: [...gone].sort(), counts };
}

/**
 * What is different in `after`, by formation: one that is new or gone, another leader or superior, or another verdict
 * on the same.
 * @param {State} before
 * @param {State} after
 * @returns {Map<string, Set<"leader" | "superior" | "appeared" | "gone" | "verdict">>}
 */
export function changes(before, after) {
  const found = new Map();
  for (const id of before.nodes.keys()) if (!after.nodes.has(id)) found.set(id, new Set(["gone"]));
  for (const [id, now] of after.nodes) {
    const was = before.nodes.get(id);
    const kinds = was === undefined ? ["appeared"] : differences(was, now);
    if (kinds.length > 0) found.set(id, new Set(kinds));
  }
  return found;
}

/**
 * The nearest day on which anything in the chronicle changes, after `day` or before it; null if there is none.
 * @param {Chronicle} chronicle
 * @param {"on" | "known"} axis
 * @param {number} day
 * @param {1 | -1} direction
 * @returns {number | null}
 */
export function nextChange(chronicle, axis, day, direction) {
  const days = chronicle.days[axis];
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (direction > 0 ? days[middle] <= day : days[middle] < day) low = middle + 1;
    else high = middle;
  }
  return days[direction > 0 ? low : low - 1] ?? null;
}

function differences(was, now) {
  const people = (node) => node.leader.holders.map((one) => one.person).sort().join();
  const verdicts = ({ holders }) => holders.map((one) => [one.person, one.held, one.credibility, one.contested]).join();
  const verdict = (edge) => [edge?.held, edge?.credibility, edge?.contested].join();
  const another = people(was) !== people(now);
  const moved = was.superior !== now.superior;
  const judged =
    (!another && verdicts(was.leader) !== verdicts(now.leader)) || (!moved && verdict(was.edge) !== verdict(now.edge));
  return [another && "leader", moved && "superior", judged && "verdict"].filter(Boolean);
}

/** Formations that were dissolved by a day or not yet formed: queries/dissolved.rq. */
function goneOn(chronicle, on, known) {
  const credible = chronicle.lives.filter((life) => life.credibility <= POSSIBLY_TRUE && stoodOn(life, known));
  const formed = credible.filter(
    (life) => life.status === "formed" && life.possibleFrom !== null && life.possibleFrom <= on,
  );
  const outside = credible.filter((event) => {
    if (event.contested || event.possibleFrom === null) return false;
    const again = formed.filter((life) => life.formation === event.formation);
    if (event.status === "formed") return event.possibleFrom > on && again.length === 0;
    return event.possibleUntil < on && !again.some((life) => life.possibleFrom > event.possibleFrom);
  });
  return new Set(outside.map((event) => event.formation));
}

/** The superiors that sources give each formation, the best attested first; undated ones where there is no other. */
function superiorsOn(chronicle, on, known, links, gone) {
  const dated = new Map();
  const undated = new Map();
  for (const row of chronicle.subordinations) {
    if (!stoodOn(row, known) || (links !== null && !links.includes(row.link))) continue;
    if (row.possibleFrom === null) {
      add(undated, row.formation, { row, held: "possible", shown: -Infinity });
      continue;
    }
    const held = heldOn(row, on, known);
    if (held === null || gone.has(row.formation) || gone.has(row.superior)) continue;
    add(dated, row.formation, { row, held, shown: row.evidenceUntil ?? -Infinity });
  }
  const found = new Map();
  for (const [formation, rows] of dated) found.set(formation, bestFirst(rows));
  for (const [formation, rows] of undated) {
    const edges = bestFirst(rows);
    if (!found.has(formation) && !gone.has(formation) && !gone.has(edges[0].superior)) found.set(formation, edges);
  }
  return found;
}

function bestFirst(found) {
  found.sort(
    (a, b) =>
      (a.row.link !== "organic") - (b.row.link !== "organic") ||
      ORDER[a.held] - ORDER[b.held] ||
      a.row.credibility - b.row.credibility ||
      b.row.reports - a.row.reports ||
      (a.shown === b.shown ? 0 : b.shown - a.shown),
  );
  return found.map(({ row, held }) => ({
    superior: row.superior,
    link: row.link,
    held,
    credibility: row.credibility,
    contested: row.contested,
    fact: row.fact,
    dated: row.possibleFrom !== null,
  }));
}

/** Who led each formation, each person once; who is only possible gives way, post by post, to others. */
function leadersOn(chronicle, on, known) {
  const found = new Map();
  for (const row of chronicle.tenures) {
    const held = stoodOn(row, known) ? heldOn(row, on, known) : null;
    if (held !== null) add(found, row.formation, { row, held });
  }
  const best = (a, b) => ORDER[a.held] - ORDER[b.held] || a.row.credibility - b.row.credibility;
  for (const [formation, rows] of found) {
    const posts = Map.groupBy(rows.sort(best), ({ row }) => row.role);
    const left = [...posts.values()].flatMap((ones) => {
      const firm = ones.filter(({ held }) => held !== "possible");
      return firm.length > 0 ? firm : ones;
    });
    left.sort((a, b) => best(a, b) || compared(a.row.person, b.row.person));
    const people = new Map();
    for (const one of left) if (!people.has(one.row.person)) people.set(one.row.person, one);
    found.set(formation, [...people.values()]);
  }
  return found;
}

function holder(chronicle, { row, held }, on, known) {
  return {
    person: row.person,
    held,
    credibility: row.credibility,
    contested: row.contested,
    capacity: row.capacity,
    role: row.role,
    fact: row.fact,
    rank: rankOn(chronicle, row.person, on, known),
    lastSeen: row.evidenceUntil,
  };
}

function childrenOf(superiors, order) {
  const found = new Map();
  for (const [child, [best]] of superiors) add(found, best.superior, child);
  for (const children of found.values()) children.sort(order);
  return found;
}

/** The formations below `roots`, which are on one level, with their levels. */
function levelsBelow(roots, level, children) {
  const levels = new Map(roots.map((one) => [one, level]));
  let front = roots;
  for (let next = level + 1; front.length > 0 && next <= DEEPEST; next += 1) {
    front = front.flatMap((one) => children.get(one) ?? []).filter((child) => !levels.has(child));
    for (const child of front) levels.set(child, next);
  }
  return levels;
}

function byEchelon(chronicle) {
  const order = (id) => chronicle.echelons.get(chronicle.formations.get(id).echelon).order;
  return (a, b) => order(a) - order(b) || compared(a, b);
}

function compared(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

function add(map, key, value) {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
