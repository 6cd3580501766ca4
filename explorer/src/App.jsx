// Holds what bar and GraphiQL share: access, language, examples. Both are drawn once tokens and examples are known.
import { useEditorContext } from "@graphiql/react";
import { GraphiQL } from "graphiql";
import { useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { initialAccess, tokenOf } from "./access.js";
import { Bar } from "./Bar.jsx";
import { createFetcher } from "./fetcher.js";
import { recall, remember, storage } from "./memory.js";
import { LANGUAGES, preferredLanguage, TEXTS } from "./texts.js";

/** Lives inside GraphiQL, where its tabs and editors can be reached: hands out a function that opens an example, and names the editors. */
function Inside({ opener }) {
  const { addTab, changeTab, headerEditor, queryEditor, responseEditor, tabs, variableEditor } = useEditorContext({ nonNull: true });
  opener.current = ({ query }) => {
    const open = tabs.findIndex((tab) => tab.query === query);
    if (open >= 0) {
      changeTab(open);
    } else {
      flushSync(addTab); // The new tab must be the active one before its text is set.
      queryEditor?.setValue(query);
    }
    queryEditor?.focus();
  };
  useEffect(() => {
    const named = { Query: queryEditor, Variables: variableEditor, Headers: headerEditor, Response: responseEditor };
    for (const [name, editor] of Object.entries(named)) editor?.getInputField().setAttribute("aria-label", name);
  }, [queryEditor, variableEditor, headerEditor, responseEditor]);
  return null;
}

export function App({ demoTokens, examples }) {
  const [access, setAccess] = useState(() => initialAccess(recall("access"), demoTokens));
  const [language, setLanguage] = useState(() => {
    const remembered = recall("language");
    return Object.hasOwn(LANGUAGES, remembered ?? "") ? remembered : preferredLanguage();
  });
  const spoken = useRef(language);
  const opener = useRef(null);
  const token = tokenOf(access, demoTokens);
  // A new fetcher makes GraphiQL ask for the schema again: right for a new token, needless for a new language.
  const fetcher = useMemo(() => createFetcher(token, () => spoken.current), [token]);
  const tabs = useMemo(() => examples.map(({ query }) => ({ query })), [examples]);
  const text = TEXTS[language];

  useEffect(() => {
    spoken.current = language;
    document.documentElement.lang = language;
    document.title = text.title;
    remember("language", language);
  }, [language, text]);
  useEffect(() => remember("access", access), [access]);

  return (
    <>
      <Bar
        {...{ access, demoTokens, examples, language }}
        onAccess={setAccess}
        onExample={(example) => opener.current?.(example)}
        onLanguage={setLanguage}
      />
      <main lang="en">
        <GraphiQL
          fetcher={fetcher}
          defaultQuery={text.newTab}
          defaultTabs={tabs.length > 0 ? tabs : undefined}
          defaultEditorToolsVisibility={false}
          inputValueDeprecation
          schemaDescription
          shouldPersistHeaders={false}
          storage={storage ?? undefined}
        >
          <Inside opener={opener} />
        </GraphiQL>
      </main>
    </>
  );
}
