// What the page remembers: access, language and GraphiQL's tabs, all in sessionStorage, so that nothing is left when the tab closes.
// A browser that refuses storage gives the same page without a memory.

function area() {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

export const storage = area();

export function recall(key) {
  try {
    return JSON.parse(storage?.getItem(`medspil:${key}`) ?? "null");
  } catch {
    return null;
  }
}

export function remember(key, value) {
  try {
    storage?.setItem(`medspil:${key}`, JSON.stringify(value));
  } catch {
    // A full or forbidden storage only costs the memory.
  }
}
