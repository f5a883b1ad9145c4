// Asking /sparql, and what comes back: a table of terms, or a problem in words. An answer that broke off is no answer.

const ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9";

/** Why there is no answer: words, and the line and column of the query where the server gives them. */
export class NoAnswer extends Error {
  constructor(title, detail, { line, column, allowed } = {}) {
    super(detail);
    Object.assign(this, { title, detail, line, column, allowed });
  }
}

/** The answer to `query`: {kind, columns, rows, value, text, media}. Throws NoAnswer, or AbortError when stopped. */
export async function ask(query, signal, accept = ACCEPT) {
  const text = await fetched(query, signal, accept);
  if (text.media.includes("json")) return { ...text, ...fromJson(text.body) };
  return { ...text, ...fromTriples(text.body) };
}

/** The body of the answer as the server wrote it, complete: {body, media}. Throws as `ask` does. */
export async function fetched(query, signal, accept) {
  let response;
  try {
    const headers = { Accept: accept };
    response = await fetch("/sparql", { method: "POST", headers, body: new URLSearchParams({ query }), signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new NoAnswer("The service cannot be reached", "Nothing came back. Is the network there, and the service running?");
  }
  if (!response.ok) throw await refusal(response);
  try {
    return { body: await response.text(), media: response.headers.get("content-type") || "" };
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw incomplete();
  }
}

const TITLES = {
  413: "The request or its answer is too large",
  503: "The service is busy",
  504: "The query took too long",
};

async function refusal(response) {
  const found = await response.json().catch(() => ({}));
  const wait = response.headers.get("retry-after");
  const detail = [found.detail || `The service answered with status ${response.status}.`];
  if (wait) detail.push(/^\d+$/.test(wait) ? `Try again in ${wait} s.` : `Try again after ${wait}.`);
  return new NoAnswer(found.title || TITLES[response.status] || "The query was refused", detail.join(" "), found);
}

function incomplete() {
  const detail = "It broke off on the way: what came is not shown, because it must not pass for the whole. "
    + "Run the query again, or ask for less with LIMIT.";
  return new NoAnswer("The answer is incomplete", detail);
}

function fromJson(body) {
  let found;
  try {
    found = JSON.parse(body);
  } catch {
    throw incomplete();
  }
  if ("boolean" in found) return { kind: "boolean", value: found.boolean, columns: [], rows: [] };
  if (!found.head || !found.results || !Array.isArray(found.results.bindings)) throw incomplete();
  const columns = found.head.vars || [];
  return { kind: "rows", columns, rows: found.results.bindings.map((row) => columns.map((name) => row[name])) };
}

const TRIPLE = /^(<[^>]*>|_:\S+)\s+(<[^>]*>)\s+(<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?)\s*\.\s*$/;

/** The triples of N-Triples text as rows of subject, predicate, object. */
function fromTriples(body) {
  if (body !== "" && !body.endsWith("\n")) throw incomplete();
  const rows = body.split("\n").filter(Boolean).map((line) => {
    const match = TRIPLE.exec(line);
    if (match === null) throw new NoAnswer("The answer cannot be read", `It has a line that is no triple: ${line.slice(0, 200)}`);
    return match.slice(1, 4).map(term);
  });
  return { kind: "triples", columns: ["subject", "predicate", "object"], rows };
}

function term(text) {
  if (text.startsWith("<")) return { type: "uri", value: unescaped(text.slice(1, -1)) };
  if (text.startsWith("_:")) return { type: "bnode", value: text.slice(2) };
  const end = text.lastIndexOf('"');
  const found = { type: "literal", value: unescaped(text.slice(1, end)) };
  if (text[end + 1] === "@") found["xml:lang"] = text.slice(end + 2);
  if (text[end + 1] === "^") found.datatype = text.slice(end + 4, -1);
  return found;
}

const ESCAPES = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };

function unescaped(text) {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, short, long, one) =>
    one === undefined ? String.fromCodePoint(parseInt(short || long, 16)) : ESCAPES[one] || one);
}
