/**
 * One practice: where, which problems, measures and reported outcomes, each with its quote; a small graph beside the table.
 * Practices like it stand below, with the reasons, once `similar` is set.
 * Usage: const card = document.createElement("practice-card"); card.practice = await get(`practices/${id}`);
 */
import { html, show } from "../lib/html.js";
import { chosen, words } from "../lib/labels.js";
import { to } from "../lib/route.js";

const NEIGHBOURS = 10;
const PLACES = 3;

class PracticeCard extends HTMLElement {
  #practice = null;
  #similar = [];

  /** @param {object} practice as /api/v1/practices/{id} gives it */
  set practice(practice) {
    this.#practice = practice;
    this.draw();
  }

  /** @param {object[]} similar as /api/v1/practices/{id}/similar gives them */
  set similar(similar) {
    this.#similar = similar;
    this.draw();
  }

  draw() {
    const w = words();
    const p = this.#practice;
    show(this, html`<article class="card">
      <h2>${p.name} <span class="tag">${w.kind[p.kind]}</span></h2>
      <p class="place">${p.localities.map((place) => place.full_name ?? place.name).join("、") || w.placeOpen}</p>
      ${p.aliases.length ? html`<p class="where">${w.aliases}: ${p.aliases.join("、")}</p>` : ""}
      ${p.quotes.map((quote) => this.#quote(quote, w))}
      ${p.related.length ? html`<h3>${w.web}</h3>${this.#web(p)}` : ""}
      <table><thead><tr><th scope="col">${w.relation}</th><th scope="col">${w.thing}</th><th scope="col">${w.evidence}</th></tr></thead>
      <tbody>${p.related.map((row) => this.#row(row, w))}</tbody></table>
      ${this.#similar.length ? html`<h3>${w.similar}</h3><ul class="similar">${this.#similar.map((each) => this.#like(each, w))}</ul>` : ""}
    </article>`);
  }

  #like({ practice, reasons }, w) {
    const places = practice.localities.slice(0, PLACES).map((place) => place.full_name ?? place.name).join("、");
    return html`<li><a href="${to(["practice", practice.id])}">${practice.name}</a> <span class="place">${places || w.placeOpen}</span>
      ${reasons.map((reason) => html`<span class="tag">${reason[chosen()]}</span> `)}</li>`;
  }

  #row(row, w) {
    const role = row.entity.role;
    const label = row[chosen()];
    const linked = ["programme", "method"].includes(row.entity.kind);
    return html`<tr><td>${row.outgoing ? label : `← ${label}`}</td>
      <td>${linked ? html`<a href="${to(["practice", row.entity.id])}">${row.entity.name}</a>` : row.entity.full_name ?? row.entity.name}
        ${role ? html` <span class="tag ${role}">${w[role]}</span>` : ""}${role === "outcome" ? html` <span class="tag">${w.reported}</span>` : ""}</td>
      <td>${row.evidence.map((evidence) => this.#quote(evidence, w))}</td></tr>`;
  }

  #quote(evidence, w) {
    return html`<blockquote class="quote" lang="zh-CN">${evidence.quote}
      <a class="where" href="${to(["document", evidence.document_id], { at: `${evidence.text_start}-${evidence.text_end}` })}">${w.source}</a></blockquote>`;
  }

  #web(practice) {
    const near = practice.related.slice(0, NEIGHBOURS);
    const points = near.map((row, index) => {
      const angle = (2 * Math.PI * index) / near.length - Math.PI / 2;
      return { row, x: 300 + 190 * Math.cos(angle), y: 160 + 120 * Math.sin(angle) };
    });
    const short = (name) => (name.length > 14 ? `${name.slice(0, 13)}…` : name);
    return html`<svg class="web" viewBox="0 0 600 330" role="img" aria-label="${practice.name}">
      ${points.map(({ x, y }) => html`<line x1="300" y1="160" x2="${x}" y2="${y}"></line>`)}
      ${points.map(({ row, x, y }) => html`<circle cx="${x}" cy="${y}" r="6"></circle><text x="${x}" y="${y - 10}" text-anchor="middle">${short(row.entity.name)}</text>`)}
      <circle class="self" cx="300" cy="160" r="9"></circle><text x="300" y="186" text-anchor="middle">${short(practice.name)}</text></svg>`;
  }
}

export function registerPracticeCard() {
  customElements.define("practice-card", PracticeCard);
}
