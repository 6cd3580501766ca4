// Who the requests are sent as: nobody, a role of the demo, or the holder of a token that the user pasted.
// Of a demo role only the role is remembered: its token is read again from the server, because a restarted demo signs new ones.

export const ANONYMOUS = { kind: "anonymous" };

/** The demo's tokens by role; null where the server is no demo. */
export async function fetchDemoTokens() {
  try {
    const response = await fetch("explorer/tokens.json", { credentials: "omit", cache: "no-store" });
    const tokens = response.ok ? await response.json() : null;
    return tokens && typeof tokens === "object" && !Array.isArray(tokens) && Object.keys(tokens).length > 0 ? tokens : null;
  } catch {
    return null;
  }
}

/** What to start with: what was chosen before if it still exists, else a role that may see most of the examples. */
export function initialAccess(remembered, demoTokens) {
  if (remembered?.kind === "own" && typeof remembered.token === "string") return remembered;
  if (remembered?.kind === "anonymous") return ANONYMOUS;
  if (!demoTokens) return ANONYMOUS;
  const known = (role) => typeof role === "string" && Object.hasOwn(demoTokens, role);
  const role = [remembered?.role, "medCoordinator", ...Object.keys(demoTokens)].find(known);
  return { kind: "demo", role };
}

/** The bearer token to send, or an empty text for none. */
export function tokenOf(access, demoTokens) {
  if (access.kind === "own") return access.token;
  return access.kind === "demo" ? String(demoTokens?.[access.role] ?? "") : "";
}

/** A pasted token without what often comes along with it: the word Bearer, quotes, line breaks. */
export function cleanToken(pasted) {
  return pasted
    .replace(/["']/g, "")
    .replace(/^\s*(?:authorization:\s*)?(?:bearer\s+)?/i, "")
    .replace(/\s/g, "");
}
