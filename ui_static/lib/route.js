/** Addresses: everything shown stands in the hash, so that it can be sent, kept and gone back to. */

/** Gives the address as {path: string[], query: URLSearchParams}. */
export function here() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return { path: path.split("/").filter(Boolean).map(decoded), query: new URLSearchParams(query) };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // An address cut off within a character names nothing; what is asked says so.
  }
}

/** Gives the hash of a path and query. @param {string[]} path @param {Record<string, string> | [string, string][]} [query] pairs where a name comes twice */
export function to(path, query = {}) {
  const pairs = Array.isArray(query) ? query : Object.entries(query);
  const kept = pairs.filter(([, value]) => value);
  const words = new URLSearchParams(kept).toString();
  return `#/${path.map(encodeURIComponent).join("/")}${words ? `?${words}` : ""}`;
}

/** Calls back now and at each change of address; a jump within the page (#main) is none. @param {() => void} callback */
export function follow(callback) {
  addEventListener("hashchange", () => {
    if (!location.hash || location.hash.startsWith("#/")) callback();
  });
  callback();
}
