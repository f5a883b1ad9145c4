/** Asking the service, and knowing when it does not answer. */

import { language } from "../words.js";

const LONGEST = 20_000;

/**
 * The answer of REST at a path, in the language of the page. Throws an Error with a message for people; AbortError if `signal` ended it.
 * @param {string} path
 * @param {Record<string, string | null | undefined>} parameters those that say nothing are left out
 * @param {AbortSignal} [signal]
 * @returns {Promise<object>}
 */
export async function get(path, parameters, signal) {
  const said = Object.entries(parameters).filter(([, value]) => value);
  const address = `${path}?${new URLSearchParams([...said, ["lang", language]])}`;
  const slow = AbortSignal.timeout(LONGEST);
  let response;
  try {
    response = await fetch(address, { headers: { Accept: "application/json" }, signal: signal ? AbortSignal.any([signal, slow]) : slow });
  } catch (error) {
    if (signal?.aborted) throw Object.assign(error, { name: "AbortError" });
    throw new Error("The service does not answer.", { cause: error });
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error([answer.detail, answer.allowed].filter(Boolean).join("; ") || response.statusText);
  return answer;
}
