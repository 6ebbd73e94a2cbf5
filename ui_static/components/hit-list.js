/**
 * The answer to a question: practices with place, passage, quote and reasons.
 * Usage: const list = document.createElement("hit-list"); list.answer = await get("search", {q});
 */
import { html, marked, show } from "../lib/html.js";
import { words } from "../lib/labels.js";
import { here, to } from "../lib/route.js";

class HitList extends HTMLElement {
  #answer = null;

  /** @param {object} answer as /api/v1/search gives it */
  set answer(answer) {
    this.#answer = answer;
    this.draw();
  }

  draw() {
    const w = words();
    const { hits, degraded, nothing, question } = this.#answer;
    const within = [...new Set(question.places.map((place) => place.text))].join("、");
    if (!hits.length) return show(this, html`<p class="card">${w.nothing}</p>`);
    show(this, html`
      ${nothing ? html`<p class="card" role="status"><strong>${w.nothing}</strong>
        ${nothing.names.length ? `${w.lacking}${nothing.names.join("、")}` : ""}
        ${nothing.broader.length ? `${w.broader}${nothing.broader.map((concept) => concept[w.key] ?? concept.zh).join("、")}` : ""}
        ${w.nearest}</p>` : ""}
      ${degraded ? html`<p class="card error" role="status">${w.degraded}</p>` : ""}
      <p class="where">${hits.length} ${w.results} · ${within ? html`${w.within}${within} · ` : ""} <a href="${`api/v1/search?${here().query}`}">${w.call}</a></p>
      <ol class="hits">${hits.map((hit) => this.#hit(hit, w))}</ol>`);
  }

  #hit(hit, w) {
    const { passage } = hit;
    const at = `${passage.text_start + hit.quote.start}-${passage.text_start + hit.quote.end}`;
    return html`<li class="card"><article>
      <h2>${hit.rank}. ${hit.practices.length
        ? hit.practices.map((practice, index) => html`${index ? " · " : ""}<a href="${to(["practice", practice.id])}">${practice.name}</a>${practice.nearby ? html` <small class="why">${w.nearby}</small>` : ""}`)
        : passage.section.at(-1) ?? hit.document.title ?? hit.document.name}</h2>
      <p class="place">${hit.locality?.full_name ?? hit.locality?.name ?? w.placeOpen} <span class="tag">${w.role[passage.role]}</span></p>
      <blockquote class="quote" lang="zh-CN">${marked(passage.text, hit.highlights)}</blockquote>
      <p class="where">${hit.document.title ?? hit.document.name} ${passage.section.length ? `› ${passage.section.join(" › ")}` : ""} ·
        <a href="${to(["document", passage.document_id], { at })}">${w.source}</a></p>
      <p class="why">${w.why}: ${hit.why.map((reason) => html`<span class="tag">${w.legs[reason.leg]} ${reason.share.toFixed(2)}</span> `)}</p>
    </article></li>`;
  }
}

export function registerHitList() {
  customElements.define("hit-list", HitList);
}
