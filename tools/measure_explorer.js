// In every page that tools/measure_explorer.py opens: when is the first picture there, how long until something is seen.
// All times are in milliseconds.

const LONGEST = 30_000;
const painted = () => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
const passed = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

/** From the navigation to the first boxes; the explorer says that it is ready, vis-network that it has drawn. */
const picture = new Promise((done) => {
  const seen = () => painted().then(() => done(performance.now()));
  const isReady = () => document.documentElement?.dataset.explorer === "ready";
  new MutationObserver((_, watcher) => {
    if (!isReady()) return;
    watcher.disconnect();
    seen();
  }).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-explorer"] });
  let library;
  Object.defineProperty(window, "vis", {
    configurable: true,
    set: (made) => { library = made; },
    get: () => {
      if (library?.Network && !library.Network.isWatched) {
        library.Network = class extends library.Network {
          static isWatched = true;

          constructor(...given) {
            super(...given);
            this.once("afterDrawing", seen);
          }
        };
      }
      return library;
    },
  });
});

/** How long each of some steps of a slider takes until it is painted: over the whole slider, forth and back. */
async function steps(axis, count) {
  const range = document.querySelector(`.axis-${axis} input[type=range]`);
  const [first, last] = [Number(range.min), Number(range.max)];
  const taken = [];
  for (let step = 0; step < count; step += 1) {
    range.value = Math.round(first + ((last - first) * ((step * 7) % count)) / count);
    const before = performance.now();
    range.dispatchEvent(new Event("input", { bubbles: true }));
    await painted();
    taken.push(performance.now() - before);
    await passed(20);
  }
  return taken;
}

/** How long until something stands in the page after an act. */
function until(selector, act) {
  const before = performance.now();
  return new Promise((done, failed) => {
    setTimeout(() => failed(new Error(`${selector} has not come in ${LONGEST} ms`)), LONGEST);
    const watcher = new MutationObserver(() => {
      if (document.querySelector(selector) === null) return;
      watcher.disconnect();
      painted().then(() => done(performance.now() - before));
    });
    watcher.observe(document, { childList: true, subtree: true, attributes: true });
    act();
  });
}

/** From the click on a box to the claims in the details. */
async function details(id) {
  document.querySelector("#details .close")?.click();
  await painted();
  return until("#details .fact .claims", () => document.getElementById(`unit-${id}`).click());
}

/** From the last letter to the list of what is found. */
async function found(text) {
  const input = document.getElementById("search");
  input.value = "";
  input.dispatchEvent(new Event("input"));
  await passed(400);
  const taken = await until("#search-found:not([hidden]) li", () => {
    input.value = text;
    input.dispatchEvent(new Event("input"));
  });
  input.value = "";
  input.dispatchEvent(new Event("input"));
  return taken;
}

/** How long one run of the pure parts takes, on days over the whole slider. */
async function parts(count) {
  const main = document.querySelector("script[src*='explorer/main.js']").src;
  const [{ stateOn }, { decode }, { treeOf }, { layoutOf }] = await Promise.all(
    ["state.js", "chronicle.js", "tree.js", "layout.js"].map((name) => import(new URL(name, main).href)),
  );
  const address = performance.getEntriesByType("resource").find((one) => one.name.includes("/chronicle/")).name;
  const text = await (await fetch(address)).text();
  const times = { decode: [], stateOn: [], treeOf: [], layoutOf: [] };
  const timed = (name, act) => {
    const before = performance.now();
    const made = act();
    times[name].push(performance.now() - before);
    return made;
  };
  const range = document.querySelector(".axis-on input[type=range]");
  for (let run = 0; run < count; run += 1) {
    const chronicle = timed("decode", () => decode(JSON.parse(text)));
    const on = Math.round(Number(range.min) + ((range.max - range.min) * run) / count);
    const state = timed("stateOn", () => stateOn(chronicle, { on }));
    const tree = timed("treeOf", () => treeOf(state, "mod", new Set(["all"])));
    timed("layoutOf", () => layoutOf(tree, { width: 2000, aspect: 1.9 }));
  }
  return times;
}

let frames = null;

/** Begins to note when each frame is made. */
function watchFrames() {
  const mine = [];
  frames = mine;
  const note = (now) => {
    if (frames !== mine) return;
    mine.push(now);
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
}

/** Ends that; gives the time from each frame to the next. */
function framesSeen() {
  const times = frames;
  frames = null;
  return times.slice(1).map((now, index) => now - times[index]);
}

Object.assign(window, { measuring: { picture, steps, details, found, parts, watchFrames, framesSeen, painted } });
