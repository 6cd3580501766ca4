// The bar above GraphiQL: who the requests are sent as, the examples, and the language of answers and of the page.
import { useId, useState } from "react";
import { ANONYMOUS, cleanToken } from "./access.js";
import { LANGUAGES, roleName, TEXTS } from "./texts.js";

function Access({ access, demoTokens, language, onAccess }) {
  const text = TEXTS[language];
  const id = useId();
  const [pasting, setPasting] = useState(access.kind === "own");
  if (!demoTokens) return <OwnToken {...{ access, language, onAccess }} />;
  const value = pasting ? "own" : access.kind === "demo" ? `demo:${access.role}` : access.kind;
  const choose = ({ target }) => {
    setPasting(target.value === "own");
    if (target.value === "anonymous") onAccess(ANONYMOUS);
    else if (target.value.startsWith("demo:")) onAccess({ kind: "demo", role: target.value.slice("demo:".length) });
  };
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{text.access}</label>
        <select id={id} value={value} onChange={choose}>
          <option value="anonymous">{text.anonymous}</option>
          {Object.keys(demoTokens).filter((role) => demoTokens[role]).map((role) => (
            <option key={role} value={`demo:${role}`}>{roleName(role, language)}</option>
          ))}
          <option value="own">{text.own}</option>
        </select>
      </div>
      {pasting && <OwnToken {...{ access, language, onAccess }} />}
    </>
  );
}

function OwnToken({ access, language, onAccess }) {
  const text = TEXTS[language];
  const id = useId();
  const used = access.kind === "own" ? access.token : "";
  const [draft, setDraft] = useState(used);
  const use = (event) => {
    event.preventDefault();
    const token = cleanToken(draft);
    setDraft(token);
    onAccess(token ? { kind: "own", token } : ANONYMOUS);
  };
  const forget = () => {
    setDraft("");
    onAccess(ANONYMOUS);
  };
  return (
    <form className="field" onSubmit={use}>
      <label htmlFor={id}>{text.token}</label>
      <input
        id={id}
        type="password"
        autoComplete="off"
        spellCheck={false}
        placeholder={text.tokenHint}
        value={draft}
        onChange={({ target }) => setDraft(target.value)}
      />
      <button type="submit" disabled={cleanToken(draft) === used}>{text.use}</button>
      {used && <button type="button" onClick={forget}>{text.forget}</button>}
    </form>
  );
}

function Examples({ examples, language, onExample }) {
  const text = TEXTS[language];
  const id = useId();
  if (examples.length === 0) return null;
  return (
    <div className="field">
      <label htmlFor={id}>{text.examples}</label>
      <select id={id} value="" onChange={({ target }) => onExample(examples[Number(target.value)])}>
        <option value="" disabled>{text.choose}</option>
        {examples.map(({ query, title }, index) => (
          <option key={query} value={index}>{title[language]}</option>
        ))}
      </select>
    </div>
  );
}

function Language({ language, onLanguage }) {
  return (
    <fieldset className="field">
      <legend>{TEXTS[language].language}</legend>
      {Object.entries(LANGUAGES).map(([code, name]) => (
        <label key={code} lang={code}>
          <input type="radio" name="language" value={code} checked={code === language} onChange={() => onLanguage(code)} />
          {name}
        </label>
      ))}
    </fieldset>
  );
}

export function Bar({ access, demoTokens, examples, language, onAccess, onExample, onLanguage }) {
  const text = TEXTS[language];
  const sent = {
    anonymous: text.sentAnonymous,
    own: text.sentOwn,
    demo: text.sentAs(roleName(access.role, language)),
  };
  return (
    <header className="bar" aria-label={text.settings}>
      <h1><img src="explorer/icon.svg" alt="" width="22" height="22" />Medspil <span>{text.heading}</span></h1>
      <Access {...{ access, demoTokens, language, onAccess }} />
      <Examples {...{ examples, language, onExample }} />
      <Language {...{ language, onLanguage }} />
      <p className="note">
        <span role="status">{sent[access.kind]}</span>. {text.keeps}{" "}
        <a href="schema.graphql">{text.schema}</a> · <a href="explorer/licenses.txt">{text.licences}</a>
      </p>
    </header>
  );
}
