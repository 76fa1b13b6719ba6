// One thing that speaks against a rule, before it is put into words.
import type { Fault, Said } from "./fault.ts";

/** `node`: what of the rule it stands at; its place in the text is found by it. `clause`: of the law it rests on. */
export type Told = {
  readonly code: string;
  readonly path: string;
  readonly node?: object;
  /** What is wrong, in one sentence or two. */
  readonly text: Said | readonly [Said, Said];
  readonly mend: Said;
  readonly clause?: string;
  readonly severity?: Fault["severity"];
};
