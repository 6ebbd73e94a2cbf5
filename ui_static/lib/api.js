/** The only fetch. */

const BASE = "api/v1/";

/** An error of the service, with what it says to do. */
export class Problem extends Error {}

/** Gives the JSON of a path. @param {string} path @param {Record<string, string> | [string, string][]} [query] @param {AbortSignal} [signal] */
export async function get(path, query = {}, signal = undefined) {
  const words = new URLSearchParams(query).toString();
  let response;
  try {
    response = await fetch(BASE + path + (words ? `?${words}` : ""), { signal, headers: { accept: "application/json" } });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem("The service does not answer. 服务没有响应。");
  }
  const body = await response.json().catch(() => ({ detail: response.statusText }));
  if (!response.ok) throw new Problem(body.detail ?? response.statusText);
  return body;
}
