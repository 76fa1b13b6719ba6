// Whether a mail is from whom its envelope says: a DKIM signature of the sender's own domain over all of it (RFC 6376).
import { dkimVerify, type DNSResolver } from "mailauth";

export type DkimVerdict =
  | { readonly verdict: "pass" }
  /** The sender's domain could not be asked just now. */
  | { readonly verdict: "later" }
  | { readonly verdict: "fail"; readonly reason: string };

/** A mail has one signature, with forwarders a handful; each costs a look-up. */
const signaturesMax = 10;

/**
 * Checks a mail against the domain of its envelope sender. A signature counts when it is of that domain or one above it,
 * holds, and leaves no part of the body unsigned.
 */
export async function checkDkim(
  bytes: Buffer,
  sender: string,
  options: { readonly resolver: DNSResolver; readonly now: Date },
): Promise<DkimVerdict> {
  const domain = sender.slice(sender.lastIndexOf("@") + 1).toLowerCase();
  if (signaturesIn(bytes) > signaturesMax)
    return { verdict: "fail", reason: "it has too many DKIM signatures" };
  const { results } = await dkimVerify(bytes, {
    sender,
    resolver: options.resolver,
    curTime: options.now,
    rejectRsaSha1: true,
  });
  const own = results.filter(({ signingDomain }) => isOver(signingDomain?.toLowerCase() ?? "", domain));
  if (own.length === 0) return { verdict: "fail", reason: `it has no DKIM signature of ${domain}` };
  if (own.some(({ status }) => status.result === "pass" && (status.underSized ?? 0) === 0))
    return { verdict: "pass" };
  if (own.some(({ status }) => status.result === "temperror")) return { verdict: "later" };
  const [first] = own;
  const because = first?.status.comment ?? first?.status.result ?? "none";
  return { verdict: "fail", reason: `the DKIM signature of ${domain} does not hold (${because})` };
}

function isOver(signer: string, domain: string): boolean {
  return signer.includes(".") && (domain === signer || domain.endsWith(`.${signer}`));
}

function signaturesIn(bytes: Buffer): number {
  const end = bytes.indexOf("\r\n\r\n");
  const headers = bytes.toString("latin1", 0, end < 0 ? bytes.length : end);
  return headers.match(/^dkim-signature:/gim)?.length ?? 0;
}
