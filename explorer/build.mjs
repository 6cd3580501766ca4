// Builds ../api/assets/explorer from src: one script, one style sheet, the page, its icon and the third-party licences.
// The same lock file gives the same bytes, so `--check` can compare a fresh build with what is committed.
// `examples.graphql` lies beside the result but is written by hand: the build leaves it alone.
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { licences } from "./licences.mjs";
import { plugins } from "./plugins.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.resolve(here, "../api/assets/explorer");

const result = await build({
  absWorkingDir: here,
  entryPoints: { explorer: "src/main.jsx" },
  outdir: target,
  write: false,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  jsx: "automatic",
  charset: "utf8",
  legalComments: "none", // All of them stand in licenses.txt.
  define: { "process.env.NODE_ENV": '"production"' },
  plugins,
  metafile: true,
  logLevel: "warning",
});

const files = new Map(result.outputFiles.map(({ path: file, contents }) => [path.basename(file), Buffer.from(contents)]));
for (const name of ["index.html", "icon.svg"]) files.set(name, await readFile(path.join(here, "src", name)));
files.set("licenses.txt", Buffer.from(await licences(here, Object.keys(result.metafile.inputs))));

const forbidden = /url\(\s*["']?(?:data|https?):|@import\b|@font-face\b/;
if (forbidden.test(files.get("explorer.css").toString())) {
  throw new Error("explorer.css still asks for something that the Content-Security-Policy refuses");
}

if (process.argv.includes("--check")) {
  const committed = new Set((await readdir(target)).filter((name) => name !== "examples.graphql"));
  const stale = [];
  for (const [name, bytes] of files) {
    if (!committed.delete(name) || !bytes.equals(await readFile(path.join(target, name)))) stale.push(name);
  }
  stale.push(...committed);
  if (stale.length > 0) {
    console.error(`api/assets/explorer is not what explorer/ builds: ${stale.join(", ")}. Run: npm run build`);
    process.exit(1);
  }
  console.log("api/assets/explorer is up to date");
} else {
  for (const [name, bytes] of files) {
    await writeFile(path.join(target, name), bytes);
    console.log(`${name.padEnd(14)} ${String(bytes.length).padStart(8)} bytes`);
  }
}
