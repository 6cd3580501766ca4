// relay-compiler: a client that pages every connection with @connection and refetches every Node by its id.
import { execFileSync } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { getNamedType, isObjectType } from "graphql";
import { capital, connections } from "./operations.mjs";
import { fail, loadSchema, settings } from "./settings.mjs";

/** A fragment that pages one connection; Relay writes the refetch query itself, through node(id) below the root. */
function pager(type, field, module) {
  const cursor = getNamedType(field.args.find(({ name }) => name === "after").type);
  return `fragment ${module}_${field.name} on ${type.name}
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "${cursor}" })
  @refetchable(queryName: "${module}${capital(field.name)}PageQuery") {
    ${field.name}(first: $count, after: $cursor) @connection(key: "${module}_${field.name}") {
      edges { node { __typename } }
    }
  }`;
}

function moduleOf(schema, type) {
  const module = `Audit${type.name}`;
  const pages = connections(type);
  const isRoot = type === schema.getQueryType();
  const facts = isRoot ? [] : [`fragment ${module}_itself on ${type.name} @refetchable(queryName: "${module}ItselfQuery") { id __typename }`];
  const fragments = [...facts, ...pages.map((field) => pager(type, field, module))];
  const spreads = [...(isRoot ? [] : ["itself"]), ...pages.map(({ name }) => name)].map((name) => `...${module}_${name}${isRoot ? "" : " @alias"}`).join(" ");
  const query = isRoot
    ? `query ${module}Query { ${spreads} }`
    : `query ${module}Query($id: ID!) { node(id: $id) { id ${spreads} } }`;
  const tags = [query, ...fragments].map((text) => `graphql\`${text}\`;`);
  return { module, pages: pages.length, source: `import { graphql } from "relay-runtime";\n${tags.join("\n")}\n` };
}

const { schema } = await loadSchema();
const node = schema.getType("Node");
if (!node) fail("The schema has no Node interface");
const types = [schema.getQueryType(), ...schema.getPossibleTypes(node).filter(isObjectType)];
const modules = types.filter((type) => type !== schema.getQueryType() || connections(type).length > 0).map((type) => moduleOf(schema, type));

const project = await mkdtemp(path.join(tmpdir(), "medspil-relay-"));
try {
  const artifacts = path.join(project, "artifacts");
  for (const folder of [path.join(project, "src"), artifacts]) await mkdir(folder);
  await copyFile(settings.schema, path.join(project, "schema.graphql"));
  for (const { module, source } of modules) await writeFile(path.join(project, "src", `${module}.ts`), source);
  const config = { src: "src", schema: "schema.graphql", language: "typescript", artifactDirectory: "artifacts", noSourceControl: true };
  await writeFile(path.join(project, "relay.config.json"), JSON.stringify(config));
  const compiler = createRequire(import.meta.url)("relay-compiler");
  execFileSync(compiler, ["relay.config.json"], { cwd: project, stdio: ["ignore", "inherit", "inherit"] });
  const written = (await readdir(artifacts)).length;
  const pages = modules.reduce((sum, module) => sum + module.pages, 0);
  console.log(`${types.length - 1} Node types, ${pages} paged connections, ${written} artifacts`);
  if (pages === 0 || written === 0) throw new Error("nothing was compiled");
} catch (error) {
  fail(`relay-compiler refuses: ${error.message}`);
} finally {
  await rm(project, { recursive: true, force: true });
}
