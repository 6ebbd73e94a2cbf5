/**
 * The filters of an answer with their counts; each is a link that sets or takes back one filter in the address.
 * Usage: const list = document.createElement("facet-list"); list.facets = answer.facets;
 */
import { html, show } from "../lib/html.js";
import { words } from "../lib/labels.js";
import { here, to } from "../lib/route.js";

/** Families of facets that the page asks for, in their order. */
export const FAMILIES = ["problem", "place", "year", "figure_role", "kind"];

const SHOWN = 8;

class FacetList extends HTMLElement {
  #facets = {};

  /** @param {object} facets as /api/v1/search gives them */
  set facets(facets) {
    this.#facets = facets;
    this.draw();
  }

  draw() {
    const w = words();
    const { query } = here();
    const families = FAMILIES.filter((family) => this.#facets[family]?.values.length || query.getAll(family).length);
    show(this, html`<nav aria-label="${w.filters}">${families.map((family) => this.#family(family, query, w))}${this.#rose(query, w)}</nav>`);
  }

  #family(family, query, w) {
    const set = query.getAll(family);
    const told = this.#facets[family]?.values ?? [];
    const absent = set.filter((value) => !told.some((each) => each.value === value)).map((value) => ({ value, zh: value, count: "" }));
    const values = [...told, ...absent];
    const row = (value) => {
      const on = set.includes(value.value);
      const left = on ? set.filter((each) => each !== value.value) : [...set, value.value];
      return html`<li><a href="${this.#address(query, { [family]: left })}" aria-pressed="${String(on)}" role="button" title="${value.full_name ?? ""}">${value[w.key] ?? value.zh} <span class="count">${value.count}</span></a></li>`;
    };
    const first = values.filter((value, index) => index < SHOWN || set.includes(value.value));
    const rest = values.filter((value) => !first.includes(value));
    return html`<details ${set.length || family === "problem" ? "open" : ""}><summary>${w.facet[family]}</summary>
      <ul class="facets">${first.map(row)}</ul>
      ${rest.length ? html`<details><summary>${w.moreValues}</summary><ul class="facets">${rest.map(row)}</ul></details>` : ""}</details>`;
  }

  /** Figures that rose by so many per cent or more. */
  #rose(query, w) {
    const set = query.get("change") === "up" ? query.get("figure_min") : null;
    const row = (least) => {
      const on = set === least;
      const figures = on ? {} : { change: ["up"], unit: ["%"], figure_min: [least] };
      return html`<li><a role="button" aria-pressed="${String(on)}" href="${this.#address(query, { change: [], unit: [], figure_min: [], ...figures })}">≥ ${least} %</a></li>`;
    };
    return html`<details ${set ? "open" : ""}><summary>${w.rose}</summary><ul class="facets">${["5", "10", "50"].map(row)}</ul></details>`;
  }

  #address(query, changed) {
    const kept = [...query].filter(([name]) => !(name in changed) && name !== "offset");
    return to(["search"], [...kept, ...Object.entries(changed).flatMap(([name, values]) => values.map((value) => [name, value]))]);
  }
}

export function registerFacetList() {
  customElements.define("facet-list", FacetList);
}
