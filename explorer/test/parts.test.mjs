// The parts of the page that need no browser.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { cleanToken, initialAccess, tokenOf } from "../src/access.js";
import { cut } from "../src/examples.js";
import { requestBody } from "../src/fetcher.js";

test("a pasted token loses the word Bearer, quotes and line breaks", () => {
  for (const pasted of ["a.b.c", " Bearer a.b.c\n", '"bearer a.b.c"', "Authorization: Bearer a.b\n.c", "'a.b.c'"]) {
    assert.equal(cleanToken(pasted), "a.b.c");
  }
  assert.equal(cleanToken("bearerish.b.c"), "bearerish.b.c");
  assert.equal(cleanToken(" \n"), "");
});

test("the page starts as what was chosen before, if that still exists", () => {
  const demo = { employee: "e", medCoordinator: "m" };
  assert.deepEqual(initialAccess(null, null), { kind: "anonymous" });
  assert.deepEqual(initialAccess(null, demo), { kind: "demo", role: "medCoordinator" });
  assert.deepEqual(initialAccess({ kind: "demo", role: "employee" }, demo), { kind: "demo", role: "employee" });
  assert.deepEqual(initialAccess({ kind: "demo", role: "toString" }, demo), { kind: "demo", role: "medCoordinator" });
  assert.deepEqual(initialAccess({ kind: "demo", role: "employee" }, null), { kind: "anonymous" });
  assert.deepEqual(initialAccess({ kind: "anonymous" }, demo), { kind: "anonymous" });
  assert.deepEqual(initialAccess({ kind: "own", token: "t" }, demo), { kind: "own", token: "t" });
});

test("only a demo role or an own token sends a token", () => {
  assert.equal(tokenOf({ kind: "anonymous" }, { employee: "e" }), "");
  assert.equal(tokenOf({ kind: "demo", role: "employee" }, { employee: "e" }), "e");
  assert.equal(tokenOf({ kind: "own", token: "t" }, null), "t");
});

test("every example has a title in both languages and one operation", async () => {
  const examples = cut(await readFile(new URL("../../api/assets/explorer/examples.graphql", import.meta.url), "utf8"));
  assert.ok(examples.length >= 4);
  for (const { query, title } of examples) {
    assert.ok(title.da && title.en, query);
    assert.equal(query.match(/^(query|mutation|subscription)\b/gm)?.length, 1, query);
  }
});

test("an operation name that the text no longer has is not sent", () => {
  const name = (query, operationName) => JSON.parse(requestBody({ query, operationName })).operationName;
  assert.equal(name("query A { a } query B { b }", "B"), "B");
  assert.equal(name("{ a }", "B"), undefined);
  assert.equal(name("query Bee { b }", "B"), undefined);
  assert.equal(name("{ a }", undefined), undefined);
});
