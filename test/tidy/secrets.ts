// No secret lies in the repository: private keys, tokens of well-known services, passwords in addresses.
import type { Complaint } from "./sources.ts";

/** How secrets look; each is told by what it opens. Keys of tests are made while they run. */
const looks: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["a private key", /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*(?:\\n)?[A-Za-z0-9+/=]{40}/],
  ["a private JSON Web Key", /"d"\s*:\s*"[\w-]{40,}"/],
  ["a key of a cloud", /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ["a token of a code host", /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|glpat-[\w-]{20,})\b/],
  ["a token of a registry", /\bnpm_[A-Za-z0-9]{36}\b/],
  ["a token of a chat", /\bxox[abprs]-[\w-]{20,}/],
  ["a signed token", /\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}/],
  [
    "a password in an address",
    /\b[a-z]+:\/\/[^\s/:@"'`${}]+:(?!password@|secret@|x@|pass@)[^\s/:@"'`${}<>]{8,}@/,
  ],
];

/** What each text has of these, by line. */
export function checkSecrets(
  texts: readonly { readonly path: string; readonly text: string }[],
): readonly Complaint[] {
  return texts.flatMap(({ path, text }) =>
    looks.flatMap(([what, pattern]) => {
      const found = pattern.exec(text);
      if (found === null) return [];
      const line = text.slice(0, found.index).split("\n").length;
      return [{ path, line, text: `looks like ${what}: make it while the test runs, or keep it outside` }];
    }),
  );
}
