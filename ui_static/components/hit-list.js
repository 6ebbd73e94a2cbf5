/**
 * The answer to a question: practices or passages, with place, quotes and reasons, and the pages of it.
 * Usage: const list = document.createElement("hit-list"); list.answer = await get("search", [["q", q]]);
 */
import { html, marked, show } from "../lib/html.js";
import { words } from "../lib/labels.js";
import { here, to } from "../lib/route.js";

/** Hits of one page. */
export const PAGE = 10;

/** A share that would be shown as 0.00 is no reason. */
const LEAST_SHARE = 0.005;

const SORTS = ["problems", "measures", "outcomes", "targets", "inputs", "context"];

class HitList extends HTMLElement {
  #answer = null;
  /** The rank of the hit under which a passage is in view, by its ID: practices of one passage do not repeat it. */
  #shown = new Map();

  /** @param {object} answer as /api/v1/search gives it */
  set answer(answer) {
    this.#answer = answer;
    this.draw();
  }

  draw() {
    const w = words();
    this.#shown.clear();
    const { hits, degraded, nothing, question, total } = this.#answer;
    const { query } = here();
    const within = [...new Set(question.places.map((place) => place.text))].join("、");
    const other = query.get("group") === "passage" ? "practice" : "passage";
    if (!hits.length) return show(this, html`<p class="card" role="status">${degraded ? w.degraded : query.get("offset") ? w.end : nothing?.reason === "empty" ? w.empty : w.nothing}</p>${this.#pages(query, w)}`);
    show(this, html`
      ${nothing ? html`<p class="card" role="status"><strong>${w.nothing}</strong>
        ${nothing.names.length ? `${w.lacking}${nothing.names.join("、")}` : ""}
        ${nothing.without_evidence.length ? html`${w.untold}${nothing.without_evidence.map((concept) => concept[w.key] ?? concept.zh).join("、")} · <a href="#/coverage">${w.coverage}</a> ` : ""}
        ${nothing.broader.length ? `${w.broader}${nothing.broader.map((concept) => concept[w.key] ?? concept.zh).join("、")}` : ""}
        ${w.nearest}</p>` : ""}
      ${degraded ? html`<p class="card error" role="status">${w.degraded}</p>` : ""}
      <p class="where">${total === null ? "" : html`${w.among} ${total} ${w.passages} · `}${within ? html`${w.within}${within} · ` : ""}
        <a href="${to(["search"], [...[...query].filter(([name]) => !["group", "offset"].includes(name)), ["group", other]])}">${w.by[other]}</a> · <a href="${`api/v1/search?${query}`}">${w.call}</a></p>
      <ol class="hits">${hits.map((hit) => html`<li class="card"><article>${hit.passages ? this.#practice(hit, w) : this.#whole(hit, w)}</article></li>`)}</ol>
      ${this.#pages(query, w)}`);
  }

  #pages(query, w) {
    const at = Number(query.get("offset") ?? 0);
    const link = (offset, label) => {
      const kept = [...query].filter(([name]) => name !== "offset");
      return html`<a href="${to(["search"], [...kept, ["offset", offset ? String(offset) : ""]])}">${label}</a> `;
    };
    return html`<p class="pages">${at ? link(Math.max(0, at - PAGE), w.before) : ""}${this.#answer.more ? link(at + PAGE, w.after) : ""}</p>`;
  }

  #practice(hit, w) {
    if (!hit.practice) return hit.passages.map((passage) => this.#whole({ ...passage, rank: hit.rank, why: hit.why }, w));
    const places = hit.practice.localities.map((place) => place.full_name ?? place.name).join("、");
    const [first, ...rest] = hit.passages;
    const above = first && this.#shown.get(first.passage.id);
    if (first && !above) this.#shown.set(first.passage.id, hit.rank);
    return html`<h2>${hit.rank}. <a href="${to(["practice", hit.practice.id])}">${hit.practice.name}</a> <span class="tag">${w.kind[hit.practice.kind]}</span></h2>
      <p class="place">${places || w.placeOpen}${hit.practice.nearby ? html` <small class="why">${w.nearby}</small>` : ""}</p>
      <dl class="told">${SORTS.filter((sort) => hit[sort].length).map((sort) => html`<dt>${w.sorts[sort]}</dt><dd>${hit[sort].map((told) => this.#told(told, w))}</dd>`)}</dl>
      ${above ? html`<p class="where">${w.sameAs}${above}</p>` : first ? this.#passage(first, w) : ""}
      ${rest.length ? html`<details><summary>${w.furtherPassages} (${hit.passages_found - 1})</summary>${rest.map((passage) => this.#passage(passage, w))}</details>` : ""}
      ${this.#why(hit, w)}`;
  }

  #told(told, w) {
    const { evidence } = told;
    return html`<a class="tag ${told.role ?? ""}" title="${evidence.quote} — ${w.source}" href="${to(["document", evidence.document_id], { at: `${evidence.text_start}-${evidence.text_end}` })}">${told.name}</a> `;
  }

  /** A passage that stands for itself, under the practices that it names. */
  #whole(hit, w) {
    return html`<h2>${hit.rank}. ${hit.practices.length
      ? hit.practices.map((practice, index) => html`${index ? " · " : ""}<a href="${to(["practice", practice.id])}">${practice.name}</a>${practice.nearby ? html` <small class="why">${w.nearby}</small>` : ""}`)
      : hit.passage.section.at(-1) ?? hit.document.title ?? hit.document.name}</h2>
      <p class="place">${hit.locality?.full_name ?? hit.locality?.name ?? w.placeOpen}</p>
      ${this.#passage(hit, w)}${this.#why(hit, w)}`;
  }

  #passage(hit, w) {
    const { passage } = hit;
    const at = `${passage.text_start + hit.quote.start}-${passage.text_start + hit.quote.end}`;
    return html`<blockquote class="quote" lang="zh-CN">${marked(passage.text, hit.highlights)}</blockquote>
      <p class="where">${hit.document.title ?? hit.document.name} ${passage.section.length ? `› ${passage.section.join(" › ")}` : ""} · <span class="tag">${w.role[passage.role]}</span>
        <a href="${to(["document", passage.document_id], { at })}">${w.source}</a></p>`;
  }

  /** What of the question a hit holds, or else its place among the nearest. */
  #held({ held, rank }, w) {
    const texts = held.map((each) => each[w.key] || each.text).join("、");
    return texts ? ` · ${texts}` : rank ? ` · ${w.no}${rank}` : "";
  }

  #why(hit, w) {
    return html`<p class="why">${w.why}: ${hit.why.filter(({ share }) => share >= LEAST_SHARE).map((reason) => html`<span class="tag">${w.legs[reason.leg]} ${reason.share.toFixed(2)}${this.#held(reason, w)}</span> `)}</p>`;
  }
}

export function registerHitList() {
  customElements.define("hit-list", HitList);
}
