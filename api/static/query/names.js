// What the page knows of the graph: prefixes, the ontology's words, things by name; and labels for IRIs in answers.

const AT_ONCE = 1000;

/** Names of things in the language that the reader chose, asked for when they are needed. */
export class Names {
  constructor() {
    this.language = "en";
    this.base = "https://w3id.org/stavka/";
    this.prefixes = {};
    this.terms = [];
    this.things = {};
    this.labels = new Map();
  }

  /** Read what the server knows. Without it the page works, with IRIs instead of names. */
  async load() {
    const response = await fetch("/query/terms.json");
    if (!response.ok) return;
    Object.assign(this, await response.json());
    for (const [kind, things] of Object.entries(this.things)) {
      for (const [slug, { labels }] of Object.entries(things)) this.labels.set(`${kind}/${slug}`, labels);
    }
    for (const term of this.terms) {
      if (term.name.startsWith("st:")) this.labels.set(`ontology#${term.name.slice(3)}`, term.labels);
    }
  }

  /** The path of an IRI below the base, or null. */
  path(iri) {
    return iri.startsWith(this.base) && iri.length > this.base.length ? iri.slice(this.base.length) : null;
  }

  /** Ask for the labels of the IRIs that are below the base and not known yet. True if any was new. */
  async need(iris) {
    const paths = [...new Set(iris.map((iri) => this.path(iri)))].filter((path) => path && !this.labels.has(path));
    for (let at = 0; at < paths.length; at += AT_ONCE) {
      const some = paths.slice(at, at + AT_ONCE);
      some.forEach((path) => this.labels.set(path, null));
      const headers = { "Content-Type": "application/json" };
      const response = await fetch("/query/labels", { method: "POST", headers, body: JSON.stringify({ paths: some }) });
      if (!response.ok) continue;
      for (const [path, labels] of Object.entries(await response.json())) this.labels.set(path, labels);
    }
    return paths.length > 0;
  }

  /** The name of the thing with this IRI, or its IRI as short as it can be said. */
  of(iri) {
    const path = this.path(iri);
    const labels = path && this.labels.get(path);
    if (labels) return labels[this.language] || labels.en || Object.values(labels)[0];
    return path || this.short(iri);
  }

  /** An IRI with a prefix, where one fits. */
  short(iri) {
    for (const [prefix, namespace] of Object.entries(this.prefixes)) {
      const local = iri.startsWith(namespace) ? iri.slice(namespace.length) : "";
      if (/^[\w-]+$/.test(local)) return `${prefix}:${local}`;
    }
    return iri;
  }

  /** The address of a thing on this server; another IRI is its own address if it is one of the web. */
  address(iri) {
    const path = this.path(iri);
    if (path) return `/${path}`;
    return /^https?:\/\//i.test(iri) ? iri : null;
  }

  /** A term of an answer as text. */
  text(term) {
    if (!term) return "";
    if (term.type === "uri") return this.of(term.value);
    if (term.type === "bnode") return `_:${term.value}`;
    return typeof term.value === "string" ? term.value : JSON.stringify(term.value);
  }
}

/** Text for comparison: lower case, without accents, the letter yo as ye. */
export function folded(text) {
  return text.toLowerCase().replaceAll("ё", "е").normalize("NFKD").replace(/\p{M}/gu, "");
}
