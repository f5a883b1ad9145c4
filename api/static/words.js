/** The words of the page in its language, as the service put them into it (api/pages/words). */

/** @type {{language: "en" | "ru" | "uk", named: boolean, words: Record<string, string | Record<string, string>>}} */
const given = JSON.parse(document.getElementById("words").textContent);
const plural = new Intl.PluralRules(given.language);
const number = new Intl.NumberFormat(given.language);

/** The language of the page. */
export const language = given.language;
/** Does the address name the language? Then the addresses made here do so too. */
const languageIsNamed = given.named;

/**
 * The words of a key, with values put in.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  return filled(given.words[key], values);
}

/**
 * The words of a key that counts, in the plural form for so many; {count} is the number.
 * @param {string} key
 * @param {number} count
 * @param {Record<string, string | number>} [values]
 */
export function n(key, count, values = {}) {
  const forms = given.words[key];
  return filled(forms[plural.select(count)] ?? forms.many ?? forms.other, { ...values, count: number.format(count) });
}

/**
 * What a thing is called: in the page's language; in Russian where there is no Ukrainian name; else as registered.
 * @param {{id?: string, names: {en?: string, ru?: string, uk?: string}}} thing
 */
export function nameOf({ id, names }) {
  return names[language] ?? (language === "uk" ? names.ru : undefined) ?? names.en ?? id;
}

/**
 * The address of a page of ours with parameters, those that say nothing left out, in the language that was chosen.
 * @param {string} path
 * @param {Record<string, string | null | undefined>} [parameters]
 */
export function to(path, parameters = {}) {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) asked.set(name, value);
  if (languageIsNamed) asked.set("lang", language);
  const query = asked.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
  return query ? `${path}?${query}` : path;
}

function filled(text, values) {
  if (typeof text !== "string") throw new Error("There are no such words.");
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
