/**
 * A document, opened at a quote.
 * Usage: const source = document.createElement("source-text"); source.document = await get(`documents/${id}`); source.at = [start, end];
 */
import { html, marked, show } from "../lib/html.js";

class SourceText extends HTMLElement {
  /** The document as /api/v1/documents/{id} gives it. */
  document = null;
  /** Offsets of the quote in its settled text, or null. @type {number[] | null} */
  at = null;

  // Drawn once it stands in the page: only then can it be scrolled to and take the focus.
  connectedCallback() {
    const source = this.document;
    const at = this.at;
    show(this, html`<article class="card">
      <h2>${source.title ?? source.name}</h2>
      <p class="where">${[source.source, source.author.join("、"), source.date].filter(Boolean).join(" · ")}</p>
      <div class="source" lang="zh-CN">${marked(source.text, at ? [at] : [])}</div></article>`);
    const quote = this.querySelector("mark");
    if (quote) {
      quote.tabIndex = -1;
      quote.scrollIntoView({ block: "center" });
      quote.focus({ preventScroll: true });
    }
  }
}

export function registerSourceText() {
  customElements.define("source-text", SourceText);
}
