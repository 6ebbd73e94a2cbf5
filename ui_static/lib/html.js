/** The only road to innerHTML: a template that escapes every value; arrays are joined, `raw` marks what is markup already. */

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Markup that was made by `html`. */
class Markup extends String {}

/** @param {unknown} value @returns {string} */
function escaped(value) {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Markup) return value.toString();
  if (Array.isArray(value)) return value.map(escaped).join("");
  return String(value).replace(/[&<>"']/g, (character) => ESCAPES[character]);
}

/** @returns {Markup} */
export function html(strings, ...values) {
  return new Markup(strings.reduce((text, part, index) => text + escaped(values[index - 1]) + part));
}

/** Shows markup in an element. @param {Element} element @param {Markup} markup */
export function show(element, markup) {
  if (!(markup instanceof Markup)) throw new TypeError("show takes what html`` gives");
  element.innerHTML = markup.toString();
}

/** Gives text with stretches marked. @param {string} text @param {number[][]} spans sorted, without overlap; offsets count code points */
export function marked(text, spans) {
  const characters = Array.from(text);
  const parts = [];
  let at = 0;
  for (const [start, end] of spans) {
    parts.push(characters.slice(at, start).join(""), html`<mark>${characters.slice(start, end).join("")}</mark>`);
    at = end;
  }
  parts.push(characters.slice(at).join(""));
  return parts;
}
