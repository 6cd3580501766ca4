// Cuts examples.graphql into its examples: each begins with a line "# da: TITLE", followed by "# en: TITLE".

export async function fetchExamples() {
  try {
    const response = await fetch("explorer/examples.graphql", { credentials: "omit" });
    return response.ok ? cut(await response.text()) : [];
  } catch {
    return [];
  }
}

export function cut(text) {
  return text
    .split(/^(?=# da: )/m)
    .filter((part) => part.startsWith("# da: "))
    .map((part) => ({
      query: `${part.trim()}\n`,
      title: { da: title(part, "da"), en: title(part, "en") },
    }));
}

function title(part, language) {
  return new RegExp(`^# ${language}: (.*)$`, "m").exec(part)?.[1].trim() ?? "";
}
