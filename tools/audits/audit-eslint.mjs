// graphql-eslint: its recommended rules and its Relay rules over the schema, and a description on everything.
import path from "node:path";
import graphql from "@graphql-eslint/eslint-plugin";
import { ESLint } from "eslint";
import { fail, loadSchema, settings } from "./settings.mjs";

const DESCRIBED = ["DirectiveDefinition", "EnumValueDefinition", "FieldDefinition", "InputValueDefinition"];

const recommended = graphql.configs["flat/schema-recommended"].rules;
const [severity, naming] = recommended["@graphql-eslint/naming-convention"];

const rules = {
  ...recommended,
  ...graphql.configs["flat/schema-relay"].rules,
  "@graphql-eslint/require-description": ["error", { types: true, ...Object.fromEntries(DESCRIBED.map((kind) => [kind, true])) }],
  // Filters join conditions with AND, OR and NOT, written as everybody else's filters write them.
  "@graphql-eslint/naming-convention": [
    severity,
    { ...naming, InputValueDefinition: { style: "camelCase", ignorePattern: "^(AND|OR|NOT)$" } },
  ],
  // Connections have `nodes` beside `edges`, and lists that are bounded by nature are plain lists.
  "@graphql-eslint/relay-edge-types": ["error", { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false }],
  // Payloads, pages and small values are no things of their own: every Node has an id by its interface.
  "@graphql-eslint/strict-id-in-types": "off",
  // `Seat.seatType`: a seat's type is a term of the agreements, and `type` alone says nothing beside `side`.
  "@graphql-eslint/no-typename-prefix": "off",
};

await loadSchema();
const directory = path.dirname(settings.schema);
const eslint = new ESLint({
  cwd: directory,
  overrideConfigFile: true,
  overrideConfig: [
    {
      files: ["**/*.graphql"],
      plugins: { "@graphql-eslint": graphql },
      languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: settings.schema } } },
      rules,
    },
  ],
});
const results = await eslint.lintFiles([settings.schema]);
const found = results.flatMap(({ messages }) => messages);
for (const { line, column, message, ruleId } of found) {
  console.log(`${path.basename(settings.schema)}:${line}:${column} ${message} (${ruleId ?? "parser"})`);
}
console.log(`${Object.values(rules).filter((rule) => rule !== "off").length} rules, ${found.length} problems`);
if (results.length === 0 || found.length > 0) fail("The schema breaks a rule");
