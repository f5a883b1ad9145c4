// Making elements. What is put in is text, never markup.

/** An element with properties (`class`, `for`, `aria-...` and `data-...` as attributes) and children. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  set(made, properties);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** The same in SVG. */
export function drawn(name, properties = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(properties)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function set(made, properties) {
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") made.addEventListener(key, value);
    else if (key in made && !key.includes("-") && key !== "list") made[key] = value;
    else made.setAttribute(key === "class" ? "class" : key, value === true ? "" : value);
  }
}

/** A labelled choice among `[value, text]` pairs; `chosen(value)` is called on a change. */
export function choice(text, options, value, chosen) {
  const select = element("select", { change: () => chosen(select.value) });
  select.append(...options.map(([key, words]) => element("option", { value: key, selected: key === value }, words)));
  return element("label", {}, `${text} `, select);
}

/** `5,000 rows`, `1 row`. */
export function counted(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
