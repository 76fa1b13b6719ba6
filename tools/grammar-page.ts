// Writes docs/reference/grammar.md: the message grammars and the segment directory, as the tables have them.
import { envelopeGrammars, messageGrammars } from "../src/messages/grammar/catalogue.ts";
import { isGroup } from "../src/messages/grammar/grammar.ts";
import type {
  ComponentGrammar,
  ElementGrammar,
  GrammarNode,
  MessageGrammar,
  SegmentGrammar,
  SegmentUse,
} from "../src/messages/grammar/grammar.ts";
import { serviceSegments } from "../src/messages/grammar/segments/service.ts";
import { tradeSegments } from "../src/messages/grammar/segments/trade.ts";
import { travelSegments } from "../src/messages/grammar/segments/travel.ts";

/** Returns the page. */
export function grammarPage(): string {
  return `# Message grammar

What OpenPIU knows of the messages it reads and writes: which segments stand where, and what they hold. The reader, the structural
validator and this page use the same tables (\`src/messages/grammar\`), and what the writers write is held against them;
\`npm run reference\` writes the page from them and a test compares the two. M is mandatory, C conditional; *max* is how often a segment, group or data element may
stand in a row. Departures from these tables are findings (\`EDInn\`, \`SEGMENT_ORDER\`: [codes](codes.md)), never a reason to lose a traveller.

## Messages

${[...messageGrammars, ...envelopeGrammars].map(messageSection).join("\n\n")}

## Segments of the service layer

${directorySection(serviceSegments)}

## Segments of PAXLST and CUSRES (UN/EDIFACT)

${directorySection(tradeSegments)}

## Segments of PNRGOV, ACKRES and GOVREQ (PADIS)

${directorySection(travelSegments)}
`;
}

function messageSection(grammar: MessageGrammar): string {
  return `### ${grammar.type}: ${grammar.name}

Releases: ${grammar.releases}. Source: ${grammar.source}.

| Group | Segment | | Max | What for |
|---|---|---|---|---|
${grammar.body.flatMap((node) => nodeRows(node, "")).join("\n")}`;
}

function nodeRows(node: GrammarNode, within: string): readonly string[] {
  if (!isGroup(node)) return [useRow(node, "")];
  const name = within === "" ? node.group : `${within} / ${node.group}`;
  const title = `| ${name} | | ${node.status} | ${node.max} | *${node.purpose}* |`;
  return [
    title,
    ...node.body.flatMap((child) => (isGroup(child) ? nodeRows(child, name) : [useRow(child, name)])),
  ];
}

function useRow({ tag, status, max, purpose, qualifiers, passedOver }: SegmentUse, within: string): string {
  const only = qualifiers?.only === undefined ? "" : ` First value: ${qualifiers.only.join(", ")}.`;
  const except =
    qualifiers?.except === undefined ? "" : ` First value: none of ${qualifiers.except.join(", ")}.`;
  const over = passedOver === true ? " Not kept." : "";
  return `| ${within} | \`${tag}\` | ${status} | ${max} | ${purpose}${only}${except}${over} |`;
}

function directorySection(directory: Readonly<Record<string, SegmentGrammar>>): string {
  return Object.values(directory)
    .filter(({ elements }) => elements.length > 0)
    .toSorted((a, b) => (a.tag < b.tag ? -1 : 1))
    .map(segmentSection)
    .join("\n\n");
}

function segmentSection({ tag, name, elements }: SegmentGrammar): string {
  let position = 1;
  const rows = elements.flatMap((element) => {
    const own = elementRows(element, position);
    position += element.max;
    return own;
  });
  return `### ${tag}: ${name}

| Position | Id | | Form | Max | Name | Codes |
|---|---|---|---|---|---|---|
${rows.join("\n")}`;
}

function elementRows(element: ElementGrammar, position: number): readonly string[] {
  const { id, name, status, max, components } = element;
  const [first] = components;
  if (components.length === 1 && first?.id === id) {
    return [
      `| ${position} | ${id} | ${status} | ${first.representation} | ${max} | ${name} | ${codesOf(first)} |`,
    ];
  }
  return [
    `| ${position} | ${id} | ${status} | | ${max} | ${name} | |`,
    ...componentRows(components, position),
  ];
}

/** The same component several times in a row is one row: `4.9-99`. */
function componentRows(components: readonly ComponentGrammar[], position: number): readonly string[] {
  const rows: string[] = [];
  for (let from = 0; from < components.length;) {
    const component = components[from]!;
    let to = from;
    while (isSame(components[to + 1], component)) to++;
    const place = to === from ? `${from + 1}` : `${from + 1}-${to + 1}`;
    const { id, status, representation, name } = component;
    rows.push(
      `| ${position}.${place} | ${id} | ${status} | ${representation} | | ${name} | ${codesOf(component)} |`,
    );
    from = to + 1;
  }
  return rows;
}

function isSame(other: ComponentGrammar | undefined, component: ComponentGrammar): boolean {
  return (
    other !== undefined &&
    other.id === component.id &&
    other.name === component.name &&
    other.status === component.status
  );
}

function codesOf({ codes }: ComponentGrammar): string {
  if (codes === undefined) return "";
  const known = Object.entries(codes.meanings).map(([code, meaning]) => `${code} ${meaning}`);
  return `${known.join("; ")}${codes.closed ? "" : "; others"}`;
}
