// Identities as people paste them.
import { expect, test } from "vitest";
import { identitySecret } from "./credential.ts";

const hex = "0123456789abcdef".repeat(4);
const colons = hex.toUpperCase().match(/../g)?.join(":") ?? "";

test.each([hex, colons, ` ${colons}\n`, `sha256 Fingerprint=${colons}`, `SHA256 Fingerprint=${colons}\n`])(
  "a certificate's fingerprint as it is written or printed: %s",
  (text) => {
    expect(identitySecret("client-certificate", text)?.toString("hex")).toBe(hex);
  },
);

test.each([hex.slice(1), `sha1 Fingerprint=${colons}`, `Subject=${hex}`, ""])(
  "no fingerprint: %s",
  (text) => {
    expect(identitySecret("client-certificate", text)).toBeNull();
  },
);
