/** What may be told as a fact, and what only as somebody's report. */

import { t } from "../words.js";

/**
 * Whether an event may be told as a fact: probably true at least, and uncontested.
 * @param {number} credibility the Admiralty code
 * @param {boolean} contested
 */
export function isFirm(credibility, contested) {
  return credibility <= 2 && !contested;
}

/**
 * What happened, said to be reported unless it may be told as a fact, or the words of the status say so themselves.
 * @param {string} what the words of the status
 * @param {string | null} status its id
 * @param {boolean} firm
 */
export function told(what, status, firm) {
  return firm || status?.startsWith("report") ? what : t("site.reported", { what });
}
