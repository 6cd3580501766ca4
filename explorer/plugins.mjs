// What has to be changed in GraphiQL's published files so that they run under a strict policy and survive minifying.
// Each change fails the build when the text it looks for is gone, so that an update cannot lose it silently.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const SYSTEM = "system-ui, sans-serif";
const SYSTEM_MONO = 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace';

function replaced(text, pattern, by) {
  const result = text.replace(pattern, by);
  if (result === text) throw new Error(`nothing matches ${pattern}: look at what changed in GraphiQL`);
  return result;
}

function edit(name, filter, loader, change) {
  return {
    name,
    setup({ onLoad }) {
      onLoad({ filter }, async ({ path }) => ({ contents: change(await readFile(path, "utf8")), loader }));
    },
  };
}

/** react-style-singleton adds <style> elements, which the policy refuses: ours adopts a constructed sheet instead. */
const adoptedStyles = {
  name: "adopted-styles",
  setup({ onResolve }) {
    const path = fileURLToPath(new URL("src/adopted-styles.js", import.meta.url));
    onResolve({ filter: /^react-style-singleton$/ }, () => ({ path }));
  },
};

/** No embedded fonts (most of the sheet) and no data: pictures; src/explorer.css does without the pictures. */
const strictCss = edit("strict-css", /graphiql[\\/]dist[\\/]style\.css$/, "css", (css) => {
  let strict = replaced(css, /@font-face\s*\{[^}]*\}/g, "");
  strict = replaced(strict, /"Roboto", sans-serif/g, SYSTEM);
  strict = replaced(strict, /"Fira Code", monospace/g, SYSTEM_MONO);
  return replaced(strict, /background-image:\s*url\(["']?data:image\/[^)]*\)\s*;/g, "");
});

/** Screen readers read titles made of the icons' function names, which minifying shortens: hand the names over as text. */
const namedIcons = edit("named-icons", /@graphiql[\\/]react[\\/]dist[\\/]icons[\\/]index\.js$/, "js", (js) => {
  let named = replaced(js, /generateIcon\((Svg\w+)\)/g, 'generateIcon($1, "$1")');
  named = replaced(named, "function generateIcon(RawComponent)", "function generateIcon(RawComponent, rawName)");
  return replaced(named, /RawComponent\.name\b/g, "rawName");
});

export const plugins = [adoptedStyles, strictCss, namedIcons];
