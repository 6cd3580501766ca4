// What every audit is told on its command line: --url, --token, --schema, --chromium, --program. Nothing else is read from outside.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildSchema } from "graphql";

export const here = path.dirname(fileURLToPath(import.meta.url));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: "string" },
    token: { type: "string" },
    schema: { type: "string", default: path.join(here, "../../schema.graphql") },
    program: { type: "string" },
    chromium: { type: "string", default: "/usr/bin/chromium" },
  },
});

export const settings = {
  ...values,
  url: values.url ?? positionals[0],
  token: values.token ?? positionals[1],
  schema: path.resolve(values.schema),
};

/** The address of the running server's /graphql; ends the audit when none was given. */
export function requireUrl() {
  if (!settings.url) fail("Which server? Add: --url http://127.0.0.1:8080/graphql");
  return settings.url;
}

/** The schema as text and built; a schema that GraphQL itself refuses ends the audit. */
export async function loadSchema() {
  const text = await readFile(settings.schema, "utf8").catch(() => fail(`There is no ${settings.schema}. Add: --schema PATH`));
  try {
    return { text, schema: buildSchema(text) };
  } catch (error) {
    return fail(`${settings.schema} is no schema: ${error.message}`);
  }
}

export function fail(message) {
  console.error(message);
  process.exit(1);
}
