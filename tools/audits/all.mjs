// Runs every audit, also after one has failed, and sums up. Options are handed on: --url, --token, --schema, --chromium,
// --program; without a program to start, the audit that starts one is left out and says so.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { here, requireUrl, settings } from "./settings.mjs";

requireUrl();
const failed = [];
const audits = ["http", "eslint", "relay", "codegen", "explorer"];
if (settings.program) audits.push("oidc");
else console.log("NOT RUN: oidc, because no --program was given");
for (const audit of audits) {
  console.log(`\n== ${audit}`);
  const script = path.join(here, `audit-${audit}.mjs`);
  const { status } = spawnSync(process.execPath, [script, ...process.argv.slice(2)], { stdio: "inherit" });
  if (status !== 0) failed.push(audit);
}
console.log(failed.length === 0 ? `\nAll ${audits.length} audits passed` : `\nFailed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
