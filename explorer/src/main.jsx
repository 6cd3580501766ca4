// Starts the page: reads the demo's tokens, if there are any, and the examples, then draws.
import "graphiql/style.css";
import "./explorer.css";
import { createRoot } from "react-dom/client";
import { fetchDemoTokens } from "./access.js";
import { App } from "./App.jsx";
import { fetchExamples } from "./examples.js";

Promise.all([fetchDemoTokens(), fetchExamples()]).then(([demoTokens, examples]) => {
  createRoot(document.getElementById("app")).render(<App demoTokens={demoTokens} examples={examples} />);
});
