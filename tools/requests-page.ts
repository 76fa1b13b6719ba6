// docs/reference/requests.md: the types of requests, their fields, clocks and states, as the tables of the code have them.
import { clockTimes } from "../src/disclosures/clocks.ts";
import { measures, refusalCodes, remedies, silentRefusals } from "../src/disclosures/code-lists.ts";
import { elementFacts, elements, usualElements } from "../src/disclosures/elements.ts";
import { fieldNames, requestTypes, type Span } from "../src/disclosures/request-types.ts";
import { nextStates, requestStates } from "../src/disclosures/states.ts";

const spanText = (span: Span | null): string => {
  if (span === null) return "–";
  const [unit = "", count = 0] = Object.entries(span)[0] ?? [];
  return `${count} ${unit === "workingDays" ? "working days" : unit}`;
};
const hours = (ms: number): string => (ms < 3_600_000 ? `${ms / 60_000} minutes` : `${ms / 3_600_000} hours`);
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [
    `| ${head.join(" | ")} |`,
    `|${head.map(() => "---").join("|")}|`,
    ...rows.map((row) => `| ${row.join(" | ")} |`),
  ].join("\n");

/** The whole page; written by `npm run reference`. */
export function requestsPage(): string {
  return `# Requests: types, fields, clocks, states

Written by \`npm run reference\` from \`src/disclosures\`; do not edit.

## Types

${table(
  ["Type", "From", "Authority", "Legal basis", "Answer", "Urgent", "Approval", "Channel", "Taken by"],
  requestTypes.map((type) => [
    type.code,
    type.from,
    type.kinds.join(", "),
    type.bases.join(", "),
    spanText(type.answer),
    spanText(type.urgent),
    type.approval,
    type.channel,
    type.elsewhere ?? "requests",
  ]),
)}

## Fields

M mandatory, L within 24 hours, C on its condition (after the journey; outside the area of common law), O optional.

${table(
  ["Field", ...requestTypes.map(({ code }) => code.replace("RQ-", ""))],
  fieldNames.map((field) => [field, ...requestTypes.map(({ form }) => form[field] ?? "–")]),
)}

## Clocks

${table(
  ["Clock", "Time"],
  Object.entries(clockTimes).map(([name, ms]) => [name, hours(ms)]),
)}

## States

${table(
  ["State", "May be followed by"],
  requestStates.map((state) => [state, nextStates(state).join(", ")]),
)}

## Refusals

${table(
  ["Code", "Told as", "Remedy"],
  refusalCodes.map((code) => [code, silentRefusals.includes(code) ? "nothing found" : code, remedies[code]]),
)}

## Data elements

${table(
  ["Element", "Annex I", "From bookings alone"],
  elements.map((each) => [each, String(elementFacts[each].annex), elementFacts[each].booking ? "yes" : "no"]),
)}

${table(
  ["Measure", "Usual elements (an offence may add some)"],
  measures.map((measure) => [measure, usualElements(measure, null).join(", ")]),
)}
`;
}
