// Every grammar there is, and how the one of a message is found.
import { contrl } from "./contrl.ts";
import { cusres } from "./cusres.ts";
import { batchEnvelope, interactiveEnvelope } from "./envelope.ts";
import { usesOf } from "./grammar.ts";
import type { MessageGrammar } from "./grammar.ts";
import { paxlst, paxlstBefore2003 } from "./paxlst.ts";
import { pnrgov } from "./pnrgov.ts";
import { ackres, govreq } from "./requests.ts";

/** The message types, in the order of the documentation. */
export const messageGrammars: readonly MessageGrammar[] = [
  paxlst,
  paxlstBefore2003,
  cusres,
  pnrgov,
  ackres,
  govreq,
  contrl,
];
export const envelopeGrammars: readonly MessageGrammar[] = [batchEnvelope, interactiveEnvelope];

/** The grammar for UNH S009 0065 and 0052; null for a type that is not known. */
export function grammarFor(type: string, version: string): MessageGrammar | null {
  if (type === "PAXLST" && version === "001") return paxlstBefore2003;
  return messageGrammars.find((grammar) => grammar.type === type) ?? null;
}

/** The tags of all messages and envelopes. */
export function tagsOfGrammars(): ReadonlySet<string> {
  const all = [...messageGrammars, ...envelopeGrammars].flatMap((grammar) => usesOf(grammar.body));
  return new Set(all.map(({ tag }) => tag));
}
