// The query in the address, behind the "#", so that it goes to nobody but the page: an example by its name and values,
// another query packed.

/** The part of an address that says what is asked and how it is looked at. */
export async function packed({ query, example, view, language }) {
  const parts = new URLSearchParams();
  if (example) {
    parts.set("example", example.name);
    for (const [name, value] of Object.entries(example.values)) parts.set(`.${name}`, value);
  } else if (window.CompressionStream) {
    parts.set("q", base64(await through(new TextEncoder().encode(query), new CompressionStream("deflate-raw"))));
  } else {
    parts.set("query", query);
  }
  if (view !== "table") parts.set("view", view);
  if (language !== "en") parts.set("names", language);
  return `#${parts}`;
}

/** What such a part says: {query or example, view, language}. An address that says nothing gives {}. */
export async function unpacked(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const found = { view: parts.get("view") || "table", language: parts.get("names") || "en" };
  if (parts.has("example")) {
    const values = [...parts].filter(([name]) => name.startsWith(".")).map(([name, value]) => [name.slice(1), value]);
    return { ...found, example: { name: parts.get("example"), values: Object.fromEntries(values) } };
  }
  if (parts.has("query")) return { ...found, query: parts.get("query") };
  if (!parts.has("q")) return {};
  try {
    const bytes = await through(bytesOf(parts.get("q")), new DecompressionStream("deflate-raw"));
    return { ...found, query: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { ...found, broken: true };
  }
}

async function through(bytes, stream) {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

function base64(bytes) {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function bytesOf(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
}
