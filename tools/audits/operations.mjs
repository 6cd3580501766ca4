// Writes one operation per root field out of the schema itself, so that a new field is audited without anyone adding it.
import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
} from "graphql";

const DEPTH = 4;

export function capital(name) {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The root types that exist, each with its keyword. */
export function roots(schema) {
  return [
    ["query", schema.getQueryType()],
    ["mutation", schema.getMutationType()],
    ["subscription", schema.getSubscriptionType()],
  ].filter(([, type]) => type);
}

/** What is selected of a type: every scalar, and objects down to a depth; null where nothing can be selected. */
function selection(schema, type, depth, seen) {
  if (isLeafType(type)) return "";
  if (isAbstractType(type)) {
    const parts = schema.getPossibleTypes(type).map((possible) => {
      // Aliases, because two types may give one name to fields of different types.
      const inner = fields(schema, possible, 0, seen, `${possible.name}_`);
      return inner.length > 0 ? `... on ${possible.name} { ${inner.join(" ")} }` : "";
    });
    return ` { __typename ${parts.join(" ")} }`;
  }
  const inner = fields(schema, type, depth, seen, "");
  return ` { ${inner.length > 0 ? inner.join(" ") : "__typename"} }`;
}

function fields(schema, type, depth, seen, prefix) {
  const below = [...seen, type];
  return Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type);
    const label = prefix ? `${prefix}${field.name}: ${field.name}` : field.name;
    if (field.args.some(isRequiredArgument)) return [];
    if (isLeafType(named)) return [label];
    if (depth <= 0 || below.includes(named)) return [];
    return [`${label}${selection(schema, named, depth - 1, below)}`];
  });
}

/** The text of one operation that takes every argument of the field as a variable. */
export function operation(schema, keyword, field) {
  const variables = field.args.map(({ name, type }) => `$${name}: ${type}`).join(", ");
  const given = field.args.map(({ name }) => `${name}: $${name}`).join(", ");
  const named = getNamedType(field.type);
  const head = `${keyword} ${capital(keyword)}${capital(field.name)}${variables ? `(${variables})` : ""}`;
  return `${head} { ${field.name}${given ? `(${given})` : ""}${selection(schema, named, DEPTH, [])} }`;
}

/** One operation per root field of the schema. */
export function operations(schema) {
  return roots(schema).flatMap(([keyword, type]) =>
    Object.values(type.getFields()).map((field) => ({
      name: `${keyword}.${field.name}`,
      text: operation(schema, keyword, field),
    })),
  );
}

/** The fields of a type that are Relay connections and can be paged without any other required argument. */
export function connections(type) {
  return Object.values(type.getFields()).filter((field) => {
    const named = getNullableType(field.type);
    if (isListType(named) || !isObjectType(named) || !named.name.endsWith("Connection")) return false;
    const names = field.args.map(({ name }) => name);
    return names.includes("first") && names.includes("after") && !field.args.some(isRequiredArgument);
  });
}
