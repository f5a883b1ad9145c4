// Completion: after a prefix the words of the ontology or things by name; with Ctrl-Space any of them by any word.

import { element } from "../element.js";
import { folded } from "./names.js";

const MOST = 40;
const TYPED = /(?:^|[\s{}()[\];,.|/^!*+?=<>-])([A-Za-z][\w-]*:)?([\p{L}\p{N}_-]*)$/u;

/** A function that shows what can stand at the cursor: `hint(editor, explicit)`. */
export function completion(names) {
  let known = [];
  const hint = (editor, explicit) => {
    if (known.length === 0) known = entries(names);
    if (!wanted(editor, explicit)) return;
    editor.showHint({
      completeSingle: false,
      closeCharacters: /[\s{}()<>;,.]/,
      hint: () => offered(editor, known, names),
    });
  };
  return hint;
}

function entries(names) {
  const words = names.terms.map((term) => ({
    prefix: term.name.slice(0, term.name.indexOf(":") + 1),
    text: term.name,
    about: [term.kind, term.definition].filter(Boolean).join(": "),
    found: folded(`${term.name} ${Object.values(term.labels).join(" ")}`),
  }));
  const things = Object.entries(names.things).flatMap(([kind, found]) =>
    Object.entries(found).map(([slug, { labels, also }]) => ({
      prefix: `${kind}:`,
      text: slug.includes("/") ? `<${names.base}${kind}/${slug}>` : `${kind}:${slug}`,
      about: [...new Set(Object.values(labels))].join(" · "),
      found: folded(`${slug} ${Object.values(labels).join(" ")} ${also.join(" ")}`),
    })));
  const prefixes = Object.keys(names.prefixes).map((prefix) => ({
    prefix: "",
    text: `${prefix}:`,
    about: names.prefixes[prefix],
    found: prefix,
  }));
  return [...prefixes, ...words, ...things];
}

/** What is typed before the cursor: where it begins, its prefix if it has one, and the rest. Null in a text or comment. */
function typed(editor) {
  const cursor = editor.getCursor();
  const kinds = (editor.getTokenAt(cursor).type || "").split(" ");
  if (kinds.includes("comment") || kinds.includes("string")) return null;
  const match = TYPED.exec(editor.getLine(cursor.line).slice(0, cursor.ch));
  if (match === null) return null;
  const [, prefix = "", rest] = match;
  return { cursor, prefix, rest, from: { line: cursor.line, ch: cursor.ch - prefix.length - rest.length } };
}

function wanted(editor, explicit) {
  const found = typed(editor);
  if (found === null) return false;
  const line = editor.getLine(found.cursor.line);
  const before = line[found.from.ch - 1];
  if (/^\s*(PREFIX|BASE)\b/i.test(line) || before === "?" || before === "$") return false;
  return explicit || found.prefix !== "";
}

function offered(editor, known, names) {
  const now = typed(editor);
  if (now === null) return { list: [], from: editor.getCursor(), to: editor.getCursor() };
  const parts = folded(now.rest).split(/[-_]/).filter(Boolean);
  const fits = (entry) => (now.prefix === "" || entry.prefix === now.prefix) && parts.every((part) => entry.found.includes(part));
  const start = folded(now.prefix + now.rest);
  const rank = (entry) => (entry.text.toLowerCase().startsWith(start) ? 0 : entry.found.startsWith(parts[0] || "") ? 1 : 2);
  const ranked = known.filter(fits).map((entry) => [rank(entry), entry]).sort(([one], [other]) => one - other);
  const list = ranked.slice(0, MOST).map(([, entry]) => ({ ...entry, render, hint: insert(names) }));
  return { list, from: now.from, to: now.cursor };
}

function render(line, _, entry) {
  line.title = entry.about;
  line.append(element("span", { class: "hint-text" }, entry.text), element("span", { class: "hint-about" }, entry.about));
}

/** Put the completion in, and declare its prefix if the query does not yet. */
function insert(names) {
  return (editor, { from, to }, entry) => {
    editor.operation(() => {
      editor.replaceRange(entry.text, from, to, "complete");
      const prefix = entry.text.startsWith("<") ? "" : entry.text.slice(0, entry.text.indexOf(":"));
      const declared = new RegExp(`^\\s*PREFIX\\s+${prefix}:`, "im").test(editor.getValue());
      if (prefix && !declared) editor.replaceRange(`PREFIX ${prefix}: <${names.prefixes[prefix]}>\n`, { line: afterComments(editor), ch: 0 });
    });
  };
}

function afterComments(editor) {
  let line = 0;
  while (line < editor.lastLine() && /^\s*#/.test(editor.getLine(line))) line += 1;
  return line;
}
