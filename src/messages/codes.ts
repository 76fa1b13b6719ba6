// The catalogue of all findings a message can have: code, severity, text and source. docs/reference/codes.md explains each.
import type { Severity } from "#vocabulary";
import { ackresCodes } from "./ackres/codes.ts";
import { contextCodes } from "./context/codes.ts";
import { cusresCodes } from "./cusres/codes.ts";
import { edifactCodes } from "./edifact/codes.ts";
import { govreqCodes } from "./govreq/codes.ts";
import { grammarCodes } from "./grammar/codes.ts";
import { manifestCodes } from "./manifest/codes.ts";
import { minimiseCodes } from "./minimise/codes.ts";
import { paxlstCodes } from "./paxlst/codes.ts";
import { pnrgovXmlCodes } from "./pnrgov-xml/codes.ts";
import { pnrgovCodes } from "./pnrgov/codes.ts";

/** One kind of finding. `{name}` in the text is filled from the values given with the finding. */
export type CodeEntry = { readonly severity: Severity; readonly text: string; readonly source: string };

/** Every code there is. A message type adds its own table here (one import, one line). */
export const messageCodes = {
  ...edifactCodes,
  ...grammarCodes,
  ...paxlstCodes,
  ...pnrgovCodes,
  ...pnrgovXmlCodes,
  ...manifestCodes,
  ...minimiseCodes,
  ...cusresCodes,
  ...contextCodes,
  ...ackresCodes,
  ...govreqCodes,
} satisfies Readonly<Record<string, CodeEntry>>;

export type MessageCode = keyof typeof messageCodes;
