/** Facts as the REST API gives them, with the claims for and against, each one click from its source. */

import { element } from "../element.js";
import { language, n, t, to } from "../words.js";

const SHOWN = 3;
/** What each stance is called. */
const { stances } = JSON.parse(document.getElementById("state").textContent);

/**
 * A fact as a card: how it was held, how far it can be believed, why, and whose word it is.
 * @param {object} fact
 * @param {Node[]} heading
 * @param {Record<string, string | null>} asked the days and the policy, as parameters
 * @returns {HTMLElement}
 */
export function factCard(fact, heading, asked) {
  const isEvent = fact.kind === "event";
  const code = element("a", { class: `code c${fact.credibility.code}`, href: factAddress(fact, asked), title: fact.credibility.label }, `${fact.credibility.code}`);
  const held = isEvent || fact.held === undefined ? null : element("span", { class: `held held-${fact.held}` }, t(`site.${fact.held}`));
  const counts = `${n("site.reports", fact.reports)}, ${n("site.origins", fact.origins.length)}`;
  return element(
    "article",
    { class: `fact ${fact.held ?? ""}${fact.contested ? " disputed" : ""}` },
    element("p", { class: "fact-head" }, ...heading, " ", code, " ", held, fact.contested ? element("strong", { class: "held-contested held" }, t("site.contested")) : null),
    element("p", { class: "when" }, isEvent ? (fact.edtf ?? t("site.undated")) : spanWords(fact.bounds ?? {}), ` · ${counts}`),
    element("p", { class: "because", lang: "en" }, fact.why, " ", element("a", { href: factAddress(fact, asked), lang: language }, t("site.why"))),
    ...claimList("for", fact.claimsFor),
    ...claimList("against", fact.claimsAgainst),
  );
}

function factAddress(fact, asked) {
  return to(`/fact/${fact.id.split("/").map(encodeURIComponent).join("/")}`, { known: asked.known, policy: asked.policy });
}

/** The first few claims at once, so that each source is one click away; the others folded. */
function claimList(side, claims) {
  if (claims.length === 0) return [];
  const heading = element("h4", {}, n(`site.claims-${side}`, claims.length));
  const list = (ones) => element("ul", { class: "claims" }, ...ones.map(claimItem));
  if (claims.length <= SHOWN) return [heading, list(claims)];
  const rest = element("details", {}, element("summary", {}, n("explorer.more-claims", claims.length - SHOWN)), list(claims.slice(SHOWN)));
  return [heading, list(claims.slice(0, SHOWN)), rest];
}

function claimItem(claim) {
  const { source } = claim;
  const stance = stances[claim.stance] ?? claim.stance;
  return element(
    "li",
    {},
    element("strong", {}, claim.claimant.name),
    ` (${stance}${claim.denies ? `, ${t("site.denies")}` : ""}): `,
    element("span", { lang: "en" }, claim.says),
    element("br"),
    linked(source.url, source.title),
    ` ${source.publisher}, ${source.published ?? t("site.undated")}`,
  );
}

/** A link to a page elsewhere, or its text alone if the address is none. */
function linked(address, text) {
  if (!/^https?:\/\//i.test(address ?? "")) return element("span", {}, text);
  return element("a", { href: address, rel: "noopener noreferrer", target: "_blank", class: "source" }, text);
}

/** Bounds in words: began between … and …; ended by …. */
function spanWords({ earliestStart, latestStart, earliestEnd, latestEnd }) {
  if (!earliestStart && !latestStart && !earliestEnd && !latestEnd) return t("site.undated");
  const part = (side, first, last) => {
    if (first && last) return first === last ? t(`explorer.${side}-on`, { day: first }) : t(`explorer.${side}-between`, { first, last });
    if (last) return t(`explorer.${side}-by`, { day: last });
    return first ? t(`explorer.${side}-after`, { day: first }) : t(`explorer.${side}-unknown`);
  };
  return `${part("began", earliestStart, latestStart)}; ${part("ended", earliestEnd, latestEnd)}`;
}
