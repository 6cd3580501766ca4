// graphql-codegen: types for one operation per root field, compiled by tsc --strict.
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { codegen } from "@graphql-codegen/core";
import * as typescript from "@graphql-codegen/typescript";
import * as typescriptOperations from "@graphql-codegen/typescript-operations";
import { isScalarType, isSpecifiedScalarType, parse, validate } from "graphql";
import { operations } from "./operations.mjs";
import { fail, loadSchema } from "./settings.mjs";

const { text, schema } = await loadSchema();
const documents = operations(schema).map(({ name, text: source }) => ({ location: name, document: parse(source), rawSDL: source }));
for (const { location, document, rawSDL } of documents) {
  const faults = validate(schema, document);
  if (faults.length > 0) fail(`${location} does not fit the schema: ${faults[0].message}\n${rawSDL}`);
}

const scalars = Object.values(schema.getTypeMap()).filter((type) => isScalarType(type) && !isSpecifiedScalarType(type));
const output = await codegen({
  filename: "types.ts",
  schema: parse(text),
  schemaAst: schema,
  documents,
  config: { strictScalars: true, scalars: Object.fromEntries(scalars.map(({ name }) => [name, "string"])) },
  plugins: [{ typescript: {} }, { typescriptOperations: {} }],
  pluginMap: { typescript, typescriptOperations },
  pluginContext: {},
  skipDocumentsValidation: true,
});

const project = await mkdtemp(path.join(tmpdir(), "medspil-codegen-"));
try {
  await writeFile(path.join(project, "types.ts"), output);
  const tsc = path.join(path.dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
  const compilerOptions = { strict: true, noEmit: true, target: "es2022", module: "esnext", moduleResolution: "bundler", types: [] };
  await writeFile(path.join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["types.ts"] }));
  execFileSync(process.execPath, [tsc, "--project", project], { stdio: "inherit" });
} catch (error) {
  fail(`tsc --strict refuses the generated types: ${error.message}`);
} finally {
  await rm(project, { recursive: true, force: true });
}
console.log(`${documents.length} operations, ${output.split("\n").length} lines of types, tsc --strict ok`);
