/**
 * Unit symbols of APP-6(D) as images: lines in one colour and no fill, so that the colour of a box stays that of its
 * credibility.
 */

const DRAWER = new URL("../vendor/milsymbol.js", import.meta.url).href;
const LINES = { light: "#12324d", dark: "#dce8f2" };
/** The part of milsymbol's plane that holds the frame, the widest echelon mark and the bracket of a task force: every
 * image shows the same part, so that frames are alike in size and place whatever stands above them. */
const PLANE = { x: -4, y: 6, width: 208, height: 148 };

/** The size of every image in CSS pixels; draw it larger or smaller in this proportion. */
export const SIZE = { width: 52, height: 37 };

const made = new Map();
let drawer = null;
let loading = false;
let tell;

/**
 * Settled once symbols can be drawn (true) or it is clear that they cannot (false: the drawing library is not there).
 * Loading begins with the first symbol that is asked for.
 * @type {Promise<boolean>}
 */
export const ready = new Promise((resolve) => {
  tell = resolve;
});

/**
 * The symbol of a code as an address for an image.
 * @param {string|null} sidc The 20-digit code, as the REST interface gives it.
 * @param {{dark?: boolean}} [options] dark: for a dark background.
 * @returns {string|null} A data: address; null before the library has come, without a code, or for one that is not valid.
 */
export function symbolUrl(sidc, { dark = false } = {}) {
  if (!sidc) return null;
  if (drawer === null) {
    load();
    return null;
  }
  const key = `${sidc} ${dark}`;
  if (!made.has(key)) made.set(key, draw(sidc, dark ? LINES.dark : LINES.light));
  return made.get(key);
}

async function load() {
  if (loading) return;
  loading = true;
  try {
    drawer = (await import(DRAWER)).default;
    tell(true);
  } catch {
    tell(false);
  }
}

function draw(sidc, colour) {
  const symbol = new drawer.Symbol(sidc, { monoColor: colour, fill: false, standard: "APP6", strokeWidth: 5 });
  if (!symbol.isValid()) return null;
  const document = new DOMParser().parseFromString(symbol.asSVG(), "image/svg+xml");
  const svg = document.documentElement;
  svg.setAttribute("viewBox", `${PLANE.x} ${PLANE.y} ${PLANE.width} ${PLANE.height}`);
  svg.setAttribute("width", SIZE.width);
  svg.setAttribute("height", SIZE.height);
  return `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
}
