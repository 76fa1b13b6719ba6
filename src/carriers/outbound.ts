// The codes by which a carrier is told directives: ours, or those agreed with it.
import { DEFAULT_OUTBOUND, type OutboundMap } from "#messages";
import { mistakenDirective, type EffectiveAgreement } from "./agreement.ts";

/**
 * Codes agreed with the partner in place of ours. One agreed code stands whatever the authority, but for a check of the documents where
 * that has its own. Codes by which a carrier could take one directive for another count for nothing, however they were agreed.
 */
export function outboundOf(agreement: Pick<EffectiveAgreement, "directiveCodes"> | undefined): OutboundMap {
  const agreed = agreement?.directiveCodes ?? {};
  if (Object.keys(agreed).length === 0 || mistakenDirective(agreed) !== undefined) return DEFAULT_OUTBOUND;
  const entries = Object.entries(DEFAULT_OUTBOUND).map(([directive, usual]) => {
    const code = agreed[directive as keyof OutboundMap];
    return [directive, code === undefined ? usual : { code, text: usual.text }] as const;
  });
  const codes = Object.fromEntries(entries) as OutboundMap;
  const { CHECK_DOCUMENTS: check } = agreed;
  if (check === undefined) return codes;
  const authority = { ...codes.OK.authority, NONE_FOUND: check, DENIED: check, CHECK_DOCUMENTS: check };
  return { ...codes, OK: { ...codes.OK, authority } };
}
