/**
 * The question and its filters.
 * Usage: <search-box></search-box>; writes the address, listens to nothing else.
 */
import { html, show } from "../lib/html.js";
import { words } from "../lib/labels.js";
import { here, to } from "../lib/route.js";

const EXAMPLES = ["如何消除空壳村", "how to eliminate empty-shell villages", "後進村黨組織怎樣轉化升級", "流动党员怎么管", "红色物业"];

class SearchBox extends HTMLElement {
  connectedCallback() {
    this.draw();
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      const form = new FormData(event.target);
      // A new question begins without the filters of the last one.
      location.hash = to(["search"], [...form, ["group", here().query.get("group") ?? ""]]);
    });
  }

  /** Draws anew, in the chosen language and with the words of the address. */
  draw() {
    const w = words();
    const { path, query } = here();
    const asked = path[0] === "search" ? query : new URLSearchParams();
    const option = (name, value, label) => html`<option value="${value}" ${asked.get(name) === value ? "selected" : ""}>${label}</option>`;
    show(this, html`
      <form role="search">
        <label class="visually-hidden" for="q">${w.question}</label>
        <input id="q" type="search" name="q" required maxlength="1000" placeholder="${w.ask}" value="${asked.get("q") ?? ""}">
        <select name="role" aria-label="${w.section}">${option("role", "", `${w.section}: ${w.all}`)}${Object.entries(w.role).map(([value, label]) => option("role", value, label))}</select>
        <select name="mode" aria-label="${w.mode}">${["hybrid", "lexical", "semantic"].map((mode) => option("mode", mode, w[mode]))}</select>
        <button type="submit">${w.search}</button>
      </form>
      <ul class="examples" aria-label="${w.examples}">${EXAMPLES.map((q) => html`<li><a href="${to(["search"], { q })}">${q}</a></li>`)}</ul>`);
  }
}

export function registerSearchBox() {
  customElements.define("search-box", SearchBox);
}
