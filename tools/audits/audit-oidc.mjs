// A real sign-in: two OpenID providers of the certified oidc-provider package, each with its own algorithm and claims, a
// certified client (openid-client) that walks through discovery, login, consent and the code exchange, and a Medspil
// server that trusts both by their JWKS addresses. Then keys rotate, and one provider goes away and comes back.
// node audit-oidc.mjs --program PATH of the medspil program. Starts everything itself, on free ports of this machine.
import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import Provider from "oidc-provider";
import * as client from "openid-client";
import { fail, settings } from "./settings.mjs";

const RESOURCE = "https://medspil.example/graphql";
const REDIRECT = "http://127.0.0.1:1/callback";
const CVR = "58271713";
const SECRET = "a-secret-of-this-audit-alone";
const folder = await mkdtemp(path.join(tmpdir(), "medspil-oidc-"));
const running = [];
let checks = 0;

function check(what, found, expected) {
  const [told, wanted] = [JSON.stringify(found), JSON.stringify(expected)];
  if (told !== wanted) throw new Error(`${what}: ${told}, not ${wanted}`);
  checks += 1;
  console.log(`ok     ${what}`);
}

/** Tries until a condition holds; what keeps it waiting is bounded by the server, not by this. */
async function until(what, holds, seconds = 30) {
  for (let tries = 0; tries < seconds * 2; tries += 1) {
    if (await holds()) return;
    await wait(500);
  }
  throw new Error(`${what}: not within ${seconds} s`);
}

function key(alg, kid) {
  const pair = alg === "RS256" ? generateKeyPairSync("rsa", { modulusLength: 2048 }) : generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { ...pair.privateKey.export({ format: "jwk" }), kid, alg, use: "sig" };
}

/** An issuer that keeps its address while its keys, and the provider behind it, change. */
class Issuer {
  constructor(alg, claims) {
    Object.assign(this, { alg, claims, port: 0 });
  }

  async start(keys) {
    this.server = createServer((request, response) => {
      // A connection that is kept would be to a provider that is gone.
      response.setHeader("connection", "close");
      this.handle(request, response);
    });
    this.server.listen(this.port, "127.0.0.1");
    await once(this.server, "listening");
    this.port = this.server.address().port;
    this.url = `http://127.0.0.1:${this.port}`;
    const common = { redirect_uris: [], response_types: [], token_endpoint_auth_method: "client_secret_post", client_secret: SECRET };
    const provider = new Provider(this.url, {
      jwks: { keys },
      clients: [
        {
          client_id: "intranet",
          redirect_uris: [REDIRECT],
          grant_types: ["authorization_code"],
          response_types: ["code"],
          token_endpoint_auth_method: "none",
          id_token_signed_response_alg: this.alg,
        },
        { ...common, client_id: "statistics", grant_types: ["client_credentials"], id_token_signed_response_alg: this.alg },
      ],
      pkce: { required: () => true },
      ttl: { AccessToken: 600, ClientCredentials: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 600, Grant: 600 },
      cookies: { keys: [SECRET] },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
      extraTokenClaims: (_, token) => this.claims(token.accountId),
      features: {
        devInteractions: { enabled: true },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => RESOURCE,
          useGrantedResource: () => true,
          getResourceServerInfo: (_, resource) => ({
            scope: "med",
            audience: resource === RESOURCE ? "medspil" : "somebody-else",
            accessTokenFormat: "jwt",
            accessTokenTTL: 600,
            jwt: { sign: { alg: this.alg } },
          }),
        },
      },
    });
    this.handle = provider.callback();
  }

  async stop() {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  async discover(id, auth) {
    return client.discovery(new URL(this.url), id, undefined, auth, { execute: [client.allowInsecureRequests] });
  }

  /** A token of a system. */
  async service(resource = RESOURCE) {
    const config = await this.discover("statistics", client.ClientSecretPost(SECRET));
    return (await client.clientCredentialsGrant(config, { resource })).access_token;
  }

  /** The tokens of a person who signs in with a browser: authorization code with PKCE. */
  async signIn(login) {
    const config = await this.discover("intranet", client.None());
    const verifier = client.randomPKCECodeVerifier();
    const state = client.randomState();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: REDIRECT,
      scope: "openid med",
      resource: RESOURCE,
      state,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    });
    const back = await browse(url, login);
    return client.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier, expectedState: state }, { resource: RESOURCE });
  }
}

/** A browser that follows redirects, keeps cookies, fills in the login form and consents, until it is sent back. */
async function browse(start, login) {
  const cookies = new Map();
  let [url, form] = [start, undefined];
  for (let steps = 0; steps < 20; steps += 1) {
    const headers = { cookie: [...cookies].map((pair) => pair.join("=")).join("; ") };
    const init = form ? { method: "POST", body: new URLSearchParams(form) } : {};
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (location) {
      [url, form] = [new URL(location, url), undefined];
      if (url.href.startsWith(REDIRECT)) return url;
      continue;
    }
    const page = await response.text();
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    if (!prompt) throw new Error(`the provider shows ${response.status} at ${url.pathname}: ${page.slice(0, 300)}`);
    form = prompt === "login" ? { prompt, login, password: "any" } : { prompt };
    url = new URL(/action="([^"]+)"/.exec(page)[1], url);
  }
  throw new Error("the provider sends in circles");
}

/** Starts the program and waits for a sign that it is there. */
async function program(args, env, ready) {
  const child = spawn(settings.program, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  running.push(child);
  let log = "";
  child.stderr.on("data", (bytes) => (log += bytes));
  await until(`medspil ${args[0]}`, async () => {
    if (child.exitCode !== null) throw new Error(`medspil ${args[0]} ended:\n${log}`);
    return ready(() => log);
  }, 120);
  return child;
}

async function stop(child) {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
}

async function ask(url, token, query) {
  const headers = { "content-type": "application/json", accept: "application/graphql-response+json" };
  if (token) headers.authorization = `Bearer ${token}`;
  const response = await fetch(`${url}/graphql`, { method: "POST", headers, body: JSON.stringify({ query }) });
  const body = await response.json();
  return { status: response.status, data: body.data, code: body.errors?.[0]?.extensions?.code };
}

/** A demo to be somebody in: two authorities, and a person and a unit of the first whom the HR system knows by a key. */
async function organisation() {
  const data = path.join(folder, "data");
  let demo;
  const child = await program(
    ["demo", "--data", data, "--listen", "127.0.0.1:0", "--employees", "200", "--years", "1"],
    {},
    async () => {
      demo = await readFile(path.join(data, "demo.json"), "utf8").then(JSON.parse, () => undefined);
      return demo && fetch(`${demo.url}/health/ready`).then((answer) => answer.ok, () => false);
    },
  );
  const { tokens, url } = demo;
  const viewer = "viewer { authority { id } }";
  const here = (await ask(url, tokens.hrIntegration, `{ ${viewer} persons(first: 1) { nodes { id } } orgUnits(first: 1) { nodes { id } } }`)).data;
  const there = (await ask(url, tokens.otherAuthority, `{ ${viewer} committees(first: 1) { nodes { id } } }`)).data;
  const number = `mutation { authorityUpdate(input: { id: "${here.viewer.authority.id}", cvr: "${CVR}" }) { userErrors { code } } }`;
  await ask(url, tokens.authorityAdmin, number);
  const [person, unit] = [here.persons.nodes[0].id, here.orgUnits.nodes[0].id];
  for (const [id, system, name] of [[person, "SD", "4711"], [unit, "SD", "U1"]]) {
    const set = `mutation { externalIdSet(input: { id: "${id}", system: "${system}", key: "${name}" }) { userErrors { code } } }`;
    const { userErrors } = (await ask(url, tokens.hrIntegration, set)).data.externalIdSet;
    if (userErrors.length > 0) throw new Error(`no key could be set: ${JSON.stringify(userErrors)}`);
  }
  await stop(child);
  return { database: `sqlite:${path.join(data, "medspil.db")}`, person, unit, here: here.viewer.authority, there: there.viewer.authority, committee: there.committees.nodes[0].id };
}

const configuration = (first, second, world) => `
[http]
listen = "127.0.0.1:0"

[[issuers]]
name = "first"
issuer = "${first.url}"
audience = ["medspil"]
algorithm = "RS256"
[issuers.keys]
url = "${first.url}/jwks"
[issuers.claims]
client = "client_id"
[issuers.claims.authority]
cvr = "${CVR}"
[issuers.claims.roles]
claim = "realm_access.roles"
always = ["EMPLOYEE"]
[issuers.claims.roles.values]
"med-sekretaer" = "SECRETARY"
[issuers.claims.person]
claim = "employee_number"
by = "external"
system = "SD"
[issuers.claims.unit]
claim = "med_unit"
by = "external"
system = "SD"

[[issuers]]
name = "second"
issuer = "${second.url}"
audience = ["medspil"]
algorithm = "ES256"
[issuers.keys]
url = "${second.url}/jwks"
[issuers.claims.authority]
claim = ["https://example.dk/organisation", "id"]
by = "id"
[issuers.claims.roles]
claim = "groups"
[issuers.claims.roles.values]
"GRP MED statistik" = "ANALYST"
`;

async function audit() {
  const world = await organisation();
  const first = new Issuer("RS256", (account) => ({
    realm_access: { roles: account ? ["med-sekretaer", "offline_access"] : [] },
    employee_number: account,
    med_unit: account ? "U1" : undefined,
  }));
  const second = new Issuer("ES256", () => ({
    "https://example.dk/organisation": { id: world.there.id },
    groups: ["GRP MED statistik", "SECRETARY"],
  }));
  const keys = Object.fromEntries(["k1", "k2", "k3", "k4"].map((kid) => [kid, key("RS256", kid)]));
  await first.start([keys.k1]);
  await second.start([key("ES256", "k1")]);

  const file = path.join(folder, "medspil.toml");
  await writeFile(file, configuration(first, second, world));
  let url;
  const env = { DATABASE_URL: world.database, MEDSPIL_CONFIG: file, MEDSPIL_LOG__FORMAT: "json" };
  await program(["serve"], env, (log) => {
    url = /"url":"(http:[^"]+)"/.exec(log())?.[1];
    return url && fetch(`${url}/health/ready`).then((answer) => answer.ok, () => false);
  });
  const health = async () => {
    const answer = await fetch(`${url}/health/ready`);
    return [answer.status, (await answer.json()).status];
  };
  const figure = async (name) => new RegExp(`^${name} (\\d+)`, "m").exec(await (await fetch(`${url}/metrics`)).text())?.[1];

  // A person signs in, a system gets its own token; two issuers with different claims and algorithms at once.
  const person = await first.signIn("4711");
  const query = "{ viewer { subject roles authority { id } person { id } unitScope { id } } }";
  const viewer = (await ask(url, person.access_token, query)).data?.viewer;
  check("a person who signed in is known by claims of its issuer", viewer, {
    subject: "4711",
    roles: ["EMPLOYEE", "SECRETARY"],
    authority: { id: world.here.id },
    person: { id: world.person },
    unitScope: { id: world.unit },
  });
  const service = await second.service();
  check("a system of another issuer belongs to the authority in its token", (await ask(url, service, query)).data?.viewer, {
    subject: "statistics",
    roles: ["ANALYST"],
    authority: { id: world.there.id },
    person: null,
    unitScope: null,
  });
  const committee = `{ node(id: "${world.committee}") { id } }`;
  check("each sees its own authority", (await ask(url, service, committee)).data.node, { id: world.committee });
  check("and no other", (await ask(url, person.access_token, committee)).data.node, null);

  // What the same providers sign for somebody else.
  const refused = async (what, token) => {
    const answer = await ask(url, token, query);
    check(`refused: ${what}`, [answer.status, answer.code], [401, "UNAUTHENTICATED"]);
  };
  await refused("the ID token of the same sign-in", person.id_token);
  await refused("a token for another audience", await first.service("https://other.example/api"));
  await refused("an opaque token", "aGVsbG8td29ybGQ");
  const parts = service.split(".");
  await refused("the claims of one issuer with the signature of the other", [parts[0], parts[1], person.access_token.split(".")[2]].join("."));

  // Rotation: the provider signs with a new key, later withdraws the old ones. No restart of the server.
  const old = await first.service();
  await first.stop();
  await first.start([keys.k2, keys.k1]);
  const status = async (token) => (await ask(url, token, query)).status;
  check("a new key is found with its first token", await status(await first.service()), 200);
  check("the old key still signs while it is published", await status(old), 200);
  await first.stop();
  await first.start([keys.k3]);
  const third = await first.service();
  await until("the third key", async () => (await status(third)) === 200);
  check("a withdrawn key signs no more", await status(old), 401);
  check("nor for the person who signed in with it", await status(person.access_token), 401);
  check("the other issuer is not touched", await status(service), 200);
  check("all is well", await health(), [200, "ready"]);

  // The provider goes away while a token with a key that nobody has seen makes the server ask for it.
  await first.stop();
  await first.start([keys.k4]);
  const fourth = await first.service();
  await first.stop();
  await until("the server notices", async () => (await status(fourth)) === 401 && (await health())[1] === "degraded");
  check("degraded is still ready", await health(), [200, "degraded"]);
  check("a figure counts it", await figure("medspil_issuers_degraded"), "1");
  check("tokens with known keys go on working", await status(third), 200);
  check("so do those of the other issuer", await status(service), 200);
  await first.start([keys.k4, keys.k3]);
  await until("the server finds the new key", async () => (await status(fourth)) === 200);
  check("all is well again", [await health(), await figure("medspil_issuers_degraded")], [[200, "ready"], "0"]);
  await Promise.all([first.stop(), second.stop()]);
}

if (!settings.program) fail("Which program? Add: --program target/debug/medspil");
settings.program = path.resolve(settings.program);
let fault;
await audit().catch((error) => (fault = error));
await Promise.all(running.map(stop));
await rm(folder, { recursive: true, force: true });
if (fault) fail(fault.stack);
console.log(`${checks} of ${checks} ok`);
process.exit(0);
