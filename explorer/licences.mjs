// Writes the licences of everything that ended up in the bundle: each text once, under the packages it covers.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

const ALLOWED = new Set(["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD"]);

/** The folder of the package a bundled file came from, or undefined for a file of ours. */
function packageFolder(input) {
  const parts = input.split("/");
  const at = parts.lastIndexOf("node_modules");
  if (at < 0) return undefined;
  const length = parts[at + 1].startsWith("@") ? 3 : 2;
  return parts.slice(0, at + length).join("/");
}

/** MIT asks for its text in every copy: for a package that ships none, the words of one that does. */
async function mitText(root, holder) {
  const full = await readFile(path.join(root, "node_modules/graphql/LICENSE"), "utf8");
  return `MIT License\n\nCopyright (c) ${holder}\n\n${full.slice(full.indexOf("Permission is hereby granted")).trim()}`;
}

async function describe(root, folder) {
  const manifest = JSON.parse(await readFile(path.join(root, folder, "package.json"), "utf8"));
  const licence = manifest.license;
  if (!ALLOWED.has(licence)) throw new Error(`${manifest.name} has licence ${licence}: decide on it in licences.mjs`);
  const file = (await readdir(path.join(root, folder))).sort().find((name) => /^licen[cs]e(\.|$)/i.test(name));
  const author = typeof manifest.author === "string" ? manifest.author : manifest.author?.name;
  if (!file && licence !== "MIT") throw new Error(`${manifest.name} ships no text of its licence ${licence}`);
  const text = file
    ? (await readFile(path.join(root, folder, file), "utf8")).replaceAll("\r\n", "\n").trim()
    : await mitText(root, author?.replace(/\s*<[^>]*>/, "") ?? `the authors of ${manifest.name}`);
  return { title: `${manifest.name} ${manifest.version} (${licence})`, text };
}

/** One text with every licence; `inputs` are the paths esbuild read. */
export async function licences(root, inputs) {
  const folders = [...new Set(inputs.map(packageFolder).filter(Boolean))].sort();
  const byText = new Map();
  for (const folder of folders) {
    const { title, text } = await describe(root, folder);
    byText.set(text, [...(byText.get(text) ?? []), title]);
  }
  const parts = [...byText].map(([text, titles]) => `${titles.join("\n")}\n\n${text}\n`);
  const line = `\n${"-".repeat(80)}\n\n`;
  return `Third-party software in explorer.js and explorer.css. Medspil's own part is under MPL-2.0.\n${line}${parts.join(line)}`;
}
