// The codes by which a carrier is told directives and errors: ours, or those agreed with it.
import { DEFAULT_OUTBOUND, RESUBMIT_TEXT, type OutboundMap } from "#messages";
import { mistakenDirective, mistakenError, type EffectiveAgreement } from "./agreement.ts";

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
  const { CHECK_DOCUMENTS: check, RESUBMIT: resubmit } = agreed;
  const codes = {
    ...Object.fromEntries(entries),
    ...(resubmit === undefined ? {} : { RESUBMIT: { code: resubmit, text: RESUBMIT_TEXT } }),
  } as OutboundMap;
  if (check === undefined) return codes;
  const authority = { ...codes.OK.authority, NONE_FOUND: check, DENIED: check, CHECK_DOCUMENTS: check };
  return { ...codes, OK: { ...codes.OK, authority } };
}

/** Numbers agreed with the partner by code of a finding; of those that it could take for a directive none counts. */
export function errorCodesOf(
  agreement: Pick<EffectiveAgreement, "directiveCodes" | "errorCodes">,
): Readonly<Record<string, string>> {
  const { directiveCodes, errorCodes } = agreement;
  if (mistakenError(errorCodes, directiveCodes) === undefined) return errorCodes;
  const sound = Object.entries(errorCodes).filter(
    ([finding, code]) => mistakenError({ [finding]: code }, directiveCodes) === undefined,
  );
  return Object.fromEntries(sound);
}
