/**
 * Of which problems and provinces the collection tells, each with a bar that leads to its passages; what has no evidence yet stands below.
 * Usage: const view = document.createElement("coverage-view"); view.coverage = await get("coverage");
 */
import { html, show } from "../lib/html.js";
import { words } from "../lib/labels.js";
import { to } from "../lib/route.js";

class CoverageView extends HTMLElement {
  /** @param {object} coverage as /api/v1/coverage gives it */
  set coverage(coverage) {
    const w = words();
    show(this, html`<article class="card"><h2>${w.coverage}</h2>
      ${this.#table(w.problem, "problem", coverage.problems, w)}${this.#table(w.province, "place", coverage.provinces, w)}</article>`);
  }

  #table(title, filter, rows, w) {
    const most = Math.max(1, ...rows.map((row) => row.passages));
    const label = (row) => row[w.key] || row.zh;
    const untold = rows.filter((row) => !row.passages).map(label);
    return html`<table><thead><tr><th scope="col">${title}</th><th scope="col">${w.passages}</th></tr></thead>
      <tbody>${rows.filter((row) => row.passages).map((row) => html`<tr>
        <td><a href="${to(["search"], [["q", row.zh], [filter, row.id]])}">${label(row)}</a></td>
        <td><svg class="measure" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="${(100 * row.passages) / most}" height="8"></rect></svg> ${row.passages}</td></tr>`)}</tbody></table>
      ${untold.length ? html`<p class="where">${w.untold}${untold.join("、")}</p>` : ""}`;
  }
}

export function registerCoverageView() {
  customElements.define("coverage-view", CoverageView);
}
