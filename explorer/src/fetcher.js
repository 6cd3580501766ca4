// Sends one GraphQL request as GraphQL over HTTP asks. Headers written in GraphiQL's own editor win over the box above it.

const ACCEPT = "application/graphql-response+json, application/json;q=0.9";

/**
 * The request to send. GraphiQL notices a tenth of a second late that its text has changed, and until then names the
 * operation that stood there before: such a name is left out.
 */
export function requestBody({ query, variables, operationName }) {
  const named = operationName && new RegExp(`\\b(?:query|mutation|subscription)\\s+${operationName}\\b`).test(query);
  return JSON.stringify({ query, variables, operationName: named ? operationName : undefined });
}

/** `token` may be empty; `language()` is asked at each request, so that a switch does not fetch the schema again. */
export function createFetcher(token, language) {
  return async (params, options) => {
    const headers = new Headers({ Accept: ACCEPT, "Content-Type": "application/json", "Accept-Language": language() });
    if (token) headers.set("Authorization", `Bearer ${token}`);
    for (const [name, value] of Object.entries(options?.headers ?? {})) headers.set(name, value);
    const response = await fetch("graphql", { method: "POST", credentials: "omit", headers, body: requestBody(params) });
    const text = await response.text();
    try {
      return JSON.parse(text);
    } catch {
      throw new Error(`HTTP ${response.status} ${response.statusText}: ${text.slice(0, 500)}`);
    }
  };
}
