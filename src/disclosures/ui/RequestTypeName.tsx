// A type of request in words, with its code.
import { Code, useTexts } from "#design/ui";
import { disclosureTexts } from "./disclosure-texts.ts";

/** A type of request by its name, with its code for whoever works by that. */
export function RequestTypeName({ code }: { readonly code: string }) {
  const t = useTexts(disclosureTexts);
  return (
    <>
      {t.code("type", code)} <Code dim>{code}</Code>
    </>
  );
}
