/** Who leads a formation, in a few words. */

import { nameOf, t } from "../words.js";
import { toText } from "./days.js";

/**
 * @typedef {import("./chronicle.js").Chronicle} Chronicle
 * @typedef {import("./state.js").Node} Node
 */

const POSSIBLY_TRUE = 3;

/**
 * A name if certain, "?" before one who is only possible, "!" where contested. Doubtful candidates are named only where
 * there is no better one.
 * @param {Chronicle} chronicle
 * @param {Node} node
 * @param {number} on
 * @returns {string}
 */
export function leaderWords(chronicle, node, on) {
  const { held, holders } = node.leader;
  if (held === "unknown") return t("explorer.leader-unknown");
  const alike = holders.filter((one) => one.held === held);
  const credible = alike.filter((one) => one.credibility <= POSSIBLY_TRUE);
  const named = credible.length > 0 ? credible : alike;
  const names = named.map((one) => nameOf(chronicle.persons.get(one.person)));
  const more = names.length > 2 ? ` +${names.length - 2}` : "";
  if (held === "contested") {
    return names.length === 1 ? `! ${initialled(names[0])}` : `! ${surname(names[0])} / ${surname(names[1])}${more}`;
  }
  if (held === "certain") return names.length === 1 ? initialled(names[0]) : names.map(surname).join(", ");
  if (names.length === 1) return `? ${initialled(names[0])}${yearSeen(named[0].lastSeen, on)}`;
  return `? ${surname(names[0])}, ${surname(names[1])}${more}`;
}

/**
 * The rank of the leader, if one alone is named and it is known.
 * @param {Chronicle} chronicle
 * @param {Node} node
 * @returns {string | null}
 */
export function leaderRank(chronicle, node) {
  const alike = node.leader.holders.filter((one) => one.held === node.leader.held);
  const rank = alike.length === 1 ? alike[0].rank : null;
  return rank === null ? null : nameOf(chronicle.ranks.get(rank));
}

/** Given name as an initial: I. Osipov. What stands in brackets after a name is left out. */
function initialled(name) {
  const [whole] = name.split(" (");
  const parts = whole.split(" ");
  return parts.length > 1 ? `${parts[0][0]}. ${parts.at(-1)}` : whole;
}

function surname(name) {
  return name.split(" (")[0].split(" ").at(-1);
}

/** The year of the last evidence if it lies in another year than the day asked about. */
function yearSeen(last, on) {
  if (last === null || last >= on) return "";
  const year = toText(last).slice(0, 4);
  return year === toText(on).slice(0, 4) ? "" : ` ’${year.slice(2)}`;
}
