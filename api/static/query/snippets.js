// The query as code that runs as it is, without any package: curl, Python, R, JavaScript.

import { element } from "../element.js";

const LANGUAGES = [["curl", "curl"], ["Python", "python"], ["R", "r"], ["JavaScript", "javascript"]];

/** Show the code for `query` in `panel`. */
export function showCode(panel, query, graph) {
  const made = snippets(query, `${location.origin}/sparql`, graph);
  const parts = LANGUAGES.map(([title, key]) => {
    const code = element("pre", { tabIndex: 0, "data-language": key, "aria-label": `${title} code` }, made[key]);
    const copied = element("span", { role: "status" });
    const copy = () => copyText(made[key], code).then((done) => { copied.textContent = done ? " copied" : " selected: copy it with Ctrl-C"; });
    return element("section", {}, element("h3", {}, title, " ", element("button", { type: "button", "aria-label": `Copy the ${title} code`, click: copy }, "Copy"), copied), code);
  });
  panel.replaceChildren(...parts);
}

/** The code for a query by language; `graph` says that its answer is triples. */
export function snippets(query, address, graph = false) {
  const accept = graph ? "text/turtle" : "text/csv";
  return {
    curl: `curl -sS '${address}' -H 'Accept: ${accept}' --data-urlencode query='${query.replaceAll("'", String.raw`'\''`)}'\n`,
    python: python(query, address, accept, graph),
    r: r(query, address, accept, graph),
    javascript: javascript(query, address, accept, graph),
  };
}

function python(query, address, accept, graph) {
  const text = query.replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"').replace(/"$/, '\\"');
  const [imports, show] = graph
    ? ["", "    print(response.read().decode())\n"]
    : ["import csv\nimport io\n", "    for row in csv.DictReader(io.StringIO(response.read().decode())):\n        print(row)\n"];
  return `${imports}from urllib.parse import urlencode\nfrom urllib.request import Request, urlopen\n\nquery = """${text}"""\n`
    + `request = Request("${address}", urlencode({"query": query}).encode(), {"Accept": "${accept}"})\n`
    + `with urlopen(request) as response:\n${show}`;
}

function r(query, address, accept, graph) {
  const dashes = ["", "-", "--", "---", "----"].find((one) => !query.includes(`)${one}"`)) ?? "-----";
  const text = `r"${dashes}(${query})${dashes}"`;
  const read = graph ? "writeLines(readLines(answer, encoding = \"UTF-8\"))" : "rows <- read.csv(answer, encoding = \"UTF-8\")\nprint(rows)";
  return `query <- ${text}\naddress <- paste0("${address}?query=", URLencode(query, reserved = TRUE))\n`
    + `answer <- url(address, headers = c(Accept = "${accept}"))\n${read}\n`;
}

function javascript(query, address, accept, graph) {
  const text = query.replace(/[\\`]|\$(?=\{)/g, (found) => `\\${found}`);
  const [wanted, show] = graph
    ? [accept, "console.log(await response.text());"]
    : ["application/sparql-results+json", "const { results } = await response.json();\nfor (const row of results.bindings) {\n  console.log(Object.fromEntries(Object.entries(row).map(([name, term]) => [name, term.value])));\n}"];
  return `// In a module (.mjs), or in the console of a browser\nconst query = \`${text}\`;\nconst response = await fetch("${address}", {\n  method: "POST",\n  headers: { Accept: "${wanted}" },\n`
    + `  body: new URLSearchParams({ query }),\n});\nif (!response.ok) throw new Error(await response.text());\n${show}\n`;
}

/** Copy text to the clipboard; where that is not allowed, select it in its place. True if it was copied. */
export async function copyText(text, place) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (place) getSelection().selectAllChildren(place);
    return false;
  }
}
