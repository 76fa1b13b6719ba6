// A text whose hash stands in the ledger, with the proof that it does and the head that the unit signed: to be checked by anybody. Pure.
import { createHash } from "node:crypto";
import { proofFault, type Proof } from "#oversight";

type Inclusion = Extract<Proof, { kind: "inclusion" }>;

/** What is taken away as a file. */
export type Attested = {
  readonly openpiu: "attested";
  readonly version: 1;
  readonly kind: string;
  /** The exact text that was hashed: canonical JSON. */
  readonly content: string;
  readonly sha256: string;
  /** Of the ledger's entry that names the hash; null while no head that holds it has been signed. */
  readonly proof: Inclusion | null;
};

/** SHA-256 of a text, in hexadecimal. */
export const hashOf = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** What is wrong with an attested text; undefined where all holds. Whose key it is, whoever checks has to know. */
export function attestedFault({ content, sha256, proof }: Attested): string | undefined {
  if (hashOf(content) !== sha256) return "the content is not the one that was hashed";
  if (proof === null)
    return "it bears no proof of the ledger: take it away again when a head has been signed";
  const fault = proofFault(proof);
  if (fault !== undefined) return fault;
  if (proof.head === undefined) return "the proof bears no signed head";
  return entryHash(proof.body) === sha256 ? undefined : "the ledger's entry names another content";
}

/** The hash that an entry's detail names; undefined where it names none. */
function entryHash(body: string | undefined): string | undefined {
  const entry: unknown = body === undefined ? null : JSON.parse(body);
  if (typeof entry !== "object" || entry === null || !("detail" in entry)) return undefined;
  const { detail } = entry;
  if (typeof detail !== "object" || detail === null || !("sha256" in detail)) return undefined;
  return String(detail.sha256);
}

const opening = '<script type="application/json" id="openpiu">';

/** The same as a page that is read by people and holds the file for programs. `shown`: HTML. */
export function asPage(file: Attested, title: string, shown: string): string {
  // Nothing in the text can end the element that holds it.
  const held = JSON.stringify(file).replaceAll("<", "\\u003c");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #16202c; }
table { border-collapse: collapse; width: 100%; } td, th { border-bottom: 1px solid #c9d2dc; padding: .35rem .6rem .35rem 0; text-align: start; vertical-align: top; }
code { overflow-wrap: anywhere; } .gap { color: #9b1c1c; }
</style>
</head>
<body>
${shown}
${opening}${held}</script>
</body>
</html>
`;
}

export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Reads an attested file, JSON or page; undefined when it is none. */
export function readAttested(text: string): Attested | undefined {
  const start = text.indexOf(opening);
  const json = start < 0 ? text : text.slice(start + opening.length, text.indexOf("</script>", start));
  try {
    const read: unknown = JSON.parse(json);
    return isAttested(read) ? read : undefined;
  } catch (problem) {
    if (problem instanceof SyntaxError) return undefined;
    throw problem;
  }
}

function isAttested(read: unknown): read is Attested {
  if (typeof read !== "object" || read === null) return false;
  const { openpiu, version, content, sha256, proof } = read as Partial<Attested>;
  return (
    openpiu === "attested" &&
    version === 1 &&
    typeof content === "string" &&
    typeof sha256 === "string" &&
    typeof proof === "object"
  );
}
