// GraphQL over HTTP: runs the 61 audits of the graphql-http package against a running server.
// node audit-http.mjs URL [TOKEN]. Fails if a MUST or a SHOULD is not ok.
import { auditServer } from "graphql-http";
import { fail, requireUrl, settings } from "./settings.mjs";

const fetchFn = (url, init = {}) => {
  const headers = new Headers(init.headers);
  if (settings.token) headers.set("authorization", `Bearer ${settings.token}`);
  return fetch(url, { ...init, headers });
};

const url = requireUrl();
const results = await auditServer({ url, fetchFn }).catch((error) => fail(`${url} does not answer: ${error.cause?.message ?? error.message}`));
for (const { id, name, status, reason } of results) {
  console.log(`${status.padEnd(6)} ${id} ${name}${status === "ok" ? "" : `: ${reason}`}`);
}
const ok = results.filter(({ status }) => status === "ok").length;
const broken = results.filter(({ name, status }) => status !== "ok" && /^(?:MUST|SHOULD)\b/.test(name)).length;
console.log(`${ok} of ${results.length} ok`);
if (results.length === 0 || broken > 0) fail(`${broken} MUST or SHOULD not ok`);
