// The words for a refusal: in the reader's language where its code is known, else as the server said it.
import { ApiProblem } from "./api-client.ts";
import type { Translate } from "./texts.ts";

/** Looks for `problem.<code>` in a slice's texts, then in the shared ones. */
export function problemText(problem: Error, ...texts: readonly Pick<Translate<string>, "code">[]): string {
  if (!(problem instanceof ApiProblem)) return problem.message;
  for (const t of texts) {
    const text = t.code("problem", problem.code, "");
    if (text !== "") return text;
  }
  return problem.message;
}
