/** Puts the page together: components, language, and what each address shows. */
import { registerCoverageView } from "./components/coverage-view.js";
import { FAMILIES, registerFacetList } from "./components/facet-list.js";
import { PAGE, registerHitList } from "./components/hit-list.js";
import { registerPracticeCard } from "./components/practice-card.js";
import { registerSearchBox } from "./components/search-box.js";
import { registerSourceText } from "./components/source-text.js";
import { get } from "./lib/api.js";
import { html, show } from "./lib/html.js";
import { chosen, toggle, words } from "./lib/labels.js";
import { follow, here } from "./lib/route.js";

const main = document.getElementById("main");
const language = document.getElementById("language");
let asking = new AbortController();

function label() {
  document.documentElement.lang = chosen() === "zh" ? "zh-CN" : "en";
  language.textContent = words().language;
  for (const element of document.querySelectorAll("[data-label]")) element.textContent = words()[element.dataset.label];
  document.querySelector("search-box").draw();
}

async function element(path, query, signal) {
  if (path[0] === "search" && query.get("q")) {
    const asked = [...query].filter(([, value]) => value);
    const [box, list, facets] = ["div", "hit-list", "facet-list"].map((name) => document.createElement(name));
    const answer = await get("search", [...asked, ["limit", String(PAGE)], ...FAMILIES.map((family) => ["facets", family])], signal);
    [list.answer, facets.facets] = [answer, answer.facets];
    box.className = "found";
    box.append(facets, list);
    return box;
  }
  if (path[0] === "practice") {
    const card = document.createElement("practice-card");
    const address = `practices/${encodeURIComponent(path[1])}`;
    card.practice = await get(address, {}, signal);
    // What is similar comes when it comes; the practice does not wait for it, and stands without it.
    get(`${address}/similar`, {}, signal).then((found) => (card.similar = found.items), () => {});
    return card;
  }
  if (path[0] === "coverage") {
    const view = document.createElement("coverage-view");
    view.coverage = await get("coverage", {}, signal);
    return view;
  }
  if (path[0] === "document") {
    const source = document.createElement("source-text");
    source.document = await get(`documents/${encodeURIComponent(path[1])}`, {}, signal);
    source.at = query.get("at")?.match(/^(\d+)-(\d+)$/)?.slice(1).map(Number) ?? null;
    return source;
  }
  if (path.length && path[0] !== "search") throw new Error(words().unknown);
  return document.createElement("div");
}

async function visit() {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  const { path, query } = here();
  label();
  main.setAttribute("aria-busy", "true");
  if (path.length) show(main, html`<p role="status">${words().loading}</p>`);
  try {
    const shown = await element(path, query, signal);
    if (!signal.aborted) main.replaceChildren(shown);
  } catch (error) {
    if (error.name !== "AbortError") show(main, html`<p class="card error" role="alert">${error.message}</p>`);
  } finally {
    main.removeAttribute("aria-busy");
  }
}

registerSearchBox();
registerFacetList();
registerCoverageView();
registerHitList();
registerPracticeCard();
registerSourceText();
language.addEventListener("click", () => {
  toggle();
  visit();
});
follow(visit);
