// Who may call at all, before a word is read: a certificate that two persons entered for a partner, in its time and not withdrawn. Pure.
import { X509Certificate } from "node:crypto";
import { certificatePrint, isInTime, refuse, type Refusal } from "#platform";
import type { KnownPartner } from "./partner-store.ts";

/** What of a partner says which certificates are its own. */
export type CallingPartner = Pick<
  KnownPartner,
  | "authority_id"
  | "address"
  | "certificate"
  | "caller_certificate"
  | "certificate_authority"
  | "caller_name"
  | "withdrawn"
>;

const nothingRead = "Nothing of the message was read.";
const missing = refuse(
  "exchange-certificate-missing",
  `Units call with the certificate that they are registered with here. ${nothingRead}`,
  401,
);
const unknown = refuse(
  "exchange-certificate-unknown",
  `This certificate is no partner's of this unit: two persons here enter the one by which a partner calls. ${nothingRead}`,
  403,
);
const over = refuse(
  "exchange-certificate-over",
  `The time of this certificate is over or has not begun. ${nothingRead}`,
  403,
);
const withdrawn = refuse(
  "exchange-certificate-withdrawn",
  `This certificate was withdrawn here. Have another one entered by two persons. ${nothingRead}`,
  403,
);
export const certificateOfAnother = refuse(
  "exchange-certificate-of-another",
  "The message is signed by one unit and came by the certificate of another.",
  403,
);

/** Extended key usage of who calls (RFC 5280 section 4.2.1.12). */
const clientUse = "1.3.6.1.5.5.7.3.2";

/**
 * The partners whose certificate a caller showed, or why it is turned away. A partner on this very machine (http://localhost) has none:
 * what it says travels nowhere; `fromHere`: whether the request was made on this machine.
 */
export function callers(
  shown: X509Certificate | undefined,
  partners: readonly CallingPartner[],
  { at, fromHere }: { readonly at: Date; readonly fromHere: boolean },
): ReadonlySet<string> | Refusal {
  if (shown === undefined) {
    const here = partners.filter(({ address }) => fromHere && address.startsWith("http://"));
    return here.length > 0 ? new Set(here.map(({ authority_id: id }) => id)) : missing;
  }
  const print = certificatePrint(shown);
  const theirs = partners.filter((partner) => isTheirs(shown, print, partner, at));
  if (theirs.length === 0) return unknown;
  const good = theirs.filter((partner) => !partner.withdrawn.includes(print));
  if (good.length === 0) return withdrawn;
  return isInTime(shown, at) ? new Set(good.map(({ authority_id: id }) => id)) : over;
}

function isTheirs(shown: X509Certificate, print: string, partner: CallingPartner, at: Date): boolean {
  if (partner.caller_certificate === print) return true;
  const { certificate_authority: pem, caller_name: name } = partner;
  if (pem === null || name === null) return false;
  const authority = new X509Certificate(pem);
  return (
    isInTime(authority, at) &&
    shown.checkIssued(authority) &&
    shown.verify(authority.publicKey) &&
    shown.checkHost(name, { subject: "never", wildcards: false }) !== undefined &&
    // Where a certificate says what it is for, calling must be among it.
    (shown.keyUsage as readonly string[] | undefined)?.includes(clientUse) !== false
  );
}

/** What is wrong with an authority's certificate that a partner is to be known by; null: nothing. */
export function authorityFault(pem: string, at: Date): string | null {
  try {
    const certificate = new X509Certificate(pem);
    if (!certificate.ca)
      return "This is no certificate of an authority (CA:TRUE): enter the one that signs theirs.";
    return isInTime(certificate, at)
      ? null
      : "The time of this authority's certificate is over or has not begun.";
  } catch (problem) {
    if (!(problem instanceof Error)) throw problem;
    // The platform's own way to say that it is no certificate.
    return "Expected one certificate in PEM, from BEGIN to END.";
  }
}

/** The fingerprint of a partner's authority, to be compared by telephone. */
export const authorityPrint = (pem: string): string => certificatePrint(new X509Certificate(pem));
