/** The state of the explorer in the address: every view can be linked and loaded again. */

import { toDay, toText } from "./days.js";
import { to } from "../words.js";
import { ROOT } from "./state.js";

/**
 * @typedef {object} View what is shown, whatever the chronicle holds
 * @property {number} on
 * @property {number | null} known null: today
 * @property {string} policy
 * @property {string[] | null} links null: all kinds
 * @property {string} root
 * @property {string | null} focus
 * @property {Set<string>} opened
 * @property {[number, number] | null} span the first and the last day of the sliders; null: as far as they go
 */

const USUAL_POLICY = "default";
const BETWEEN_ADDRESSES = 150;

/**
 * The view that the service found in the address, checked there.
 * @param {object} given
 * @returns {View}
 */
export function viewOf(given) {
  const { policy, links, root, focus } = given;
  return {
    policy,
    links,
    root,
    focus,
    on: toDay(given.on),
    known: given.known === null ? null : toDay(given.known),
    opened: new Set(given.opened),
    span: spanOf(given.span),
  };
}

/**
 * The view that an address of ours names, as after going back; what it does not name is as in `usual`.
 * @param {URLSearchParams} asked
 * @param {View} usual
 * @returns {View}
 */
export function viewAt(asked, usual) {
  return {
    on: toDay(asked.get("on") ?? "") ?? usual.on,
    known: toDay(asked.get("known") ?? ""),
    policy: asked.get("policy") || USUAL_POLICY,
    links: asked.get("links")?.split(",") ?? null,
    root: asked.get("root") || ROOT,
    focus: asked.get("focus") || null,
    opened: new Set((asked.get("opened") ?? "").split(",").filter(Boolean)),
    span: spanOf(asked.get("span")?.split("/") ?? null),
  };
}

/**
 * A span of days.
 * @param {[string, string] | null} days
 * @returns {[number, number] | null} null for none, and for what is none
 */
export function spanOf(days) {
  const [first = null, last = null] = (days ?? []).map((day) => toDay(day));
  return first === null || last === null ? null : [first, last];
}

/**
 * The address of a view.
 * @param {View} view
 * @param {string} [path]
 * @returns {string}
 */
export function addressOf(view, path = "/") {
  return to(path, {
    ...days(view),
    links: view.links?.join(","),
    root: view.root === ROOT ? null : view.root,
    focus: view.focus,
    opened: [...view.opened].join(","),
    span: view.span?.map((day) => toText(day)).join("/"),
  });
}

/**
 * The days and the policy of a view, as parameters of other pages and of REST.
 * @param {View} view
 */
export function days(view) {
  return {
    on: toText(view.on),
    known: view.known === null ? null : toText(view.known),
    policy: view.policy === USUAL_POLICY ? null : view.policy,
  };
}

/**
 * The address of the page, as it is written into the browser. While a slider is drawn it is written now and then only,
 * and when it has come to rest, because browsers refuse to be told too often.
 */
export class Written {
  constructor() {
    this.last = -Infinity;
    this.next = null;
    addEventListener("pagehide", () => this.#flush());
  }

  /**
   * @param {string} address
   * @param {{push?: boolean, isSliding?: boolean}} how as a step to come back to, or in the place of the one before;
   *   `isSliding` if many may follow at once
   */
  write(address, { push = false, isSliding = false }) {
    if (push) {
      this.#flush();
      history.pushState(null, "", address);
      return;
    }
    this.next = address;
    clearTimeout(this.waiting);
    const wait = this.last + BETWEEN_ADDRESSES - performance.now();
    if (!isSliding || wait <= 0) this.#flush();
    else this.waiting = setTimeout(() => this.#flush(), wait);
  }

  /** What is still to be written is not: the browser has gone to another address. */
  forget() {
    clearTimeout(this.waiting);
    this.next = null;
  }

  #flush() {
    clearTimeout(this.waiting);
    if (this.next === null) return;
    history.replaceState(null, "", this.next);
    this.next = null;
    this.last = performance.now();
  }
}
