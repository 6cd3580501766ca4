// Every word of ours on the page, in Danish and English. GraphiQL's own words are English.

export const LANGUAGES = { da: "Dansk", en: "English" };

/** Danish for a browser that asks for it, else English. */
export function preferredLanguage() {
  return navigator.language?.toLowerCase().startsWith("da") ? "da" : "en";
}

export const TEXTS = {
  da: {
    title: "Medspil – udforsk API'et",
    heading: "Udforsk API'et",
    settings: "Adgang, eksempler og sprog",
    access: "Adgang",
    anonymous: "Uden token (anonym)",
    own: "Eget token …",
    token: "Adgangstoken",
    tokenHint: "Indsæt et bearer-token",
    use: "Brug",
    forget: "Glem",
    examples: "Eksempler",
    choose: "Åbn et eksempel …",
    language: "Sprog",
    keeps: "Token og forespørgsler bliver i denne fane og er væk, når den lukkes.",
    licences: "Licenser",
    schema: "Skema",
    sentAs: (name) => `Forespørgsler sendes som: ${name}`,
    sentOwn: "Forespørgsler sendes med dit eget token",
    sentAnonymous: "Forespørgsler sendes uden token",
    newTab: "# Skriv en forespørgsel. Ctrl+Mellemrum foreslår felter, Ctrl+Enter sender.\n\n",
  },
  en: {
    title: "Medspil – explore the API",
    heading: "Explore the API",
    settings: "Access, examples and language",
    access: "Access",
    anonymous: "Without a token (anonymous)",
    own: "Your own token …",
    token: "Access token",
    tokenHint: "Paste a bearer token",
    use: "Use",
    forget: "Forget",
    examples: "Examples",
    choose: "Open an example …",
    language: "Language",
    keeps: "Token and queries stay in this tab and are gone when it closes.",
    licences: "Licences",
    schema: "Schema",
    sentAs: (name) => `Requests are sent as: ${name}`,
    sentOwn: "Requests are sent with your own token",
    sentAnonymous: "Requests are sent without a token",
    newTab: "# Write a query. Ctrl+Space suggests fields, Ctrl+Enter sends it.\n\n",
  },
};

const ROLES = {
  anonymous: { da: "Anonym", en: "Anonymous" },
  employee: { da: "Medarbejder", en: "Employee" },
  chair: { da: "Formand for et udvalg", en: "Chair of a committee" },
  viceChair: { da: "Næstformand for et udvalg", en: "Vice-chair of a committee" },
  secretary: { da: "Udvalgssekretær", en: "Committee secretary" },
  medCoordinator: { da: "MED-koordinator", en: "MED coordinator" },
  hrIntegration: { da: "HR-integration", en: "HR integration" },
  analyst: { da: "Analytiker", en: "Analyst" },
  auditor: { da: "Revisor", en: "Auditor" },
  authorityAdmin: { da: "Administrator for myndigheden", en: "Authority administrator" },
  otherAuthority: { da: "MED-koordinator i en anden myndighed", en: "MED coordinator of another authority" },
};

/** The name of a demo role; a role this page does not know keeps its own spelling. */
export function roleName(role, language) {
  return ROLES[role]?.[language] ?? role;
}
