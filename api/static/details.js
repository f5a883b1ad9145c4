"use strict";
// The panel with all that is known of one formation on the day shown. Everything is put in as text, never as markup.

const details = (() => {
  const panel = document.getElementById("details");

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text !== undefined && text !== null) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function link(address, text) {
    if (!/^https?:\/\//i.test(address || "")) return element("span", text);
    const made = element("a", text);
    made.href = address;
    made.rel = "noopener noreferrer";
    made.target = "_blank";
    return made;
  }

  // How the facts shown were asked for: as known on a day, judged by a policy.
  let asked = "";

  const name = (thing) => thing.names.en || thing.id;

  function inWords(bounds) {
    if (!Object.keys(bounds).length) return "without a date";
    const { earliestStart, latestStart, earliestEnd, latestEnd } = bounds;
    const range = (first, last, before, exact, after) => {
      if (first && last) return first === last ? `${exact} ${first}` : `between ${first} and ${last}`;
      if (last) return `${before} ${last}`;
      return first ? `${after} ${first}` : null;
    };
    const start = range(earliestStart, latestStart, "by", "on", "not before");
    const end = range(earliestEnd, latestEnd, "by", "on", "not before");
    return `began ${start || "on an unknown day"}; ended ${end || "on an unknown day, if at all"}`;
  }

  function claimItem(claim) {
    const item = element("li");
    item.append(element("strong", claim.claimant.name), ` (${claim.stance}${claim.denies ? ", denies" : ""}): ${claim.says}`);
    if (claim.note) item.append(element("span", ` (${claim.note})`, "when"));
    const source = claim.source;
    item.append(element("br"), link(source.url, source.title), ` ${source.publisher}, ${source.published || "undated"}`);
    return item;
  }

  function claims(title, list) {
    const fold = element("details");
    fold.append(element("summary", `${list.length} claim${list.length === 1 ? "" : "s"} ${title}`));
    const items = element("ul", null, "claims");
    items.append(...list.map(claimItem));
    fold.append(items);
    return fold;
  }

  function factCard(fact, heading) {
    const card = element("article", null, `held-${fact.held}${fact.held === "certain" ? "" : " dashed"}`);
    const line = element("p");
    line.append(element("span", fact.held, "held"), " ", heading, " ");
    const code = element("span", fact.credibility.code, `code c${fact.credibility.code}`);
    code.title = fact.credibility.label;
    line.append(code);
    card.append(line);
    if (fact.kind !== "event") card.append(element("p", inWords(fact.bounds), "when"));
    else card.append(element("p", fact.edtf || "without a date", "when"));
    const why = element("p", `${fact.why} `);
    const more = element("a", "Why?");
    more.href = `/fact/${fact.id.split("/").map(encodeURIComponent).join("/")}${asked ? `?${asked}` : ""}`;
    why.append(more);
    card.append(why);
    if (fact.claimsFor.length) card.append(claims("for it", fact.claimsFor));
    if (fact.claimsAgainst.length) card.append(claims("against it", fact.claimsAgainst));
    return card;
  }

  async function get(path) {
    const response = await fetch(path, { headers: { Accept: "application/json" } });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.detail || response.statusText);
    return answer;
  }

  function holderCards(holders) {
    if (!holders.items.length) return [element("p", "Nobody is known to have led it on this day.")];
    return holders.items.flatMap((item) => {
      const acting = { acting: " (acting)", both: " (at first acting)" }[item.tenure.post.capacity] || "";
      const who = element("a", name(item.person));
      who.href = `/person/${encodeURIComponent(item.person.id)}`;
      const heading = element("span");
      heading.append(who, acting);
      const card = factCard(item.tenure, heading);
      const reported = item.reported.map((event) => factCard(event, `${name(item.person)}: reported ${event.status.label}`));
      if (item.wouldSettle) card.append(element("p", `Would settle it: ${item.wouldSettle}.`));
      if (reported.length) {
        const fold = element("details");
        fold.append(element("summary", `${reported.length} report${reported.length === 1 ? "" : "s"} of an end`), ...reported);
        card.append(fold);
      }
      return [card];
    });
  }

  async function show(formation, about, offer) {
    panel.hidden = false;
    panel.replaceChildren(element("p", "Asking ..."));
    const days = new URLSearchParams({ on: about.on });
    if (about.known !== "today") days.set("known", about.known);
    if (about.policy !== "default") days.set("policy", about.policy);
    asked = new URLSearchParams([...days].filter(([key]) => key !== "on")).toString();
    const path = `/api/v1/formations/${encodeURIComponent(formation)}`;
    try {
      const [found, holders] = await Promise.all([get(`${path}?${days}`), get(`${path}/holders?${days}`)]);
      const close = element("button", "×", "close");
      close.setAttribute("aria-label", "Close");
      close.addEventListener("click", hide);
      const heading = element("h2", name(found));
      heading.tabIndex = -1;
      const whole = element("a", "only this and below");
      whole.href = `/?${new URLSearchParams({ ...Object.fromEntries(days), root: formation })}`;
      const json = element("a", "as JSON");
      json.href = `${path}/holders?${days}`;
      const links = element("p");
      links.append(whole, " · ", json);
      panel.replaceChildren(close, heading, element("p", `${found.names.ru || ""} · ${found.echelon}`, "other"), links);
      if (offer) panel.append(offer);
      panel.append(element("h3", `${holders.post.label.split(",")[0]} on ${about.on}`), ...holderCards(holders));
      if (holders.undatedLeftOut) {
        panel.append(element("p", `${holders.undatedLeftOut} claims of undated sources are left out: when they were known cannot be told.`, "when"));
      }
      panel.append(element("h3", "Superior"));
      panel.append(...found.superiors.map((fact) => factCard(fact, `${name(fact.superior)} (${fact.link.label})`)));
      if (!found.superiors.length) panel.append(element("p", "No source gives a superior for this day."));
      if (found.events.length) {
        panel.append(element("h3", "The formation itself"));
        panel.append(...found.events.map((fact) => factCard(fact, `reported ${fact.status.label}`)));
      }
      heading.focus({ preventScroll: true });
    } catch (error) {
      panel.replaceChildren(element("p", `The answer could not be had: ${error.message}`));
    }
  }

  function hide() {
    panel.hidden = true;
    panel.replaceChildren();
  }

  return { show, hide, element };
})();
