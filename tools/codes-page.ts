// Writes docs/reference/codes.md: every code that a message can be given, as the catalogues explain it.
import { intakeCodes } from "../src/intake/codes.ts";
import { messageCodes } from "../src/messages/codes.ts";
import { partedFrom } from "../src/messages/parted-codes.ts";

type Entry = { readonly severity: string; readonly text: string; readonly source: string };

/** Returns the page: the reader's codes and the intake's, sorted. */
export function codesPage(): string {
  const codes: Readonly<Record<string, Entry>> = { ...messageCodes, ...intakeCodes };
  const rows = Object.entries(codes)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([code, { severity, text, source }]) =>
        `| \`${code}\` | ${severity} | ${cell(text)} | ${cell(source)} |`,
    );
  return `# Codes of findings

Every finding that OpenPIU can report on a message it was sent: as a result of \`bin/openpiu read\`, in the receipt the carrier
desk sees, and in the quality figures of a carrier. An *error* is the carrier's to mend, a *warning* counts in its figures, an
*info* is kept beside the record. Words in braces are filled in from the message. This page is written by \`npm run reference\`
from the catalogues in \`src/messages\` and \`src/intake\`; a test compares the two.

| Code | Severity | Text | Source |
|---|---|---|---|
${rows.join("\n")}

## What older agreements say of newer codes

An agreement that was made before a code existed says nothing of it: it counts as in the table above. These were parted from an
older code of the same rule, or named anew: where an agreement speaks of that one only, they count as it says. The reason why a
message was not taken is always told, whatever is agreed to be left out.

| Code | Counts as |
|---|---|
${Object.entries(partedFrom)
  .map(([code, older]) => `| \`${code}\` | \`${older}\` |`)
  .join("\n")}
`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replace(/\s+/g, " ");
}
