// What intake goes by: the usual, what the unit has set for everyone, and what is agreed with one carrier, laid over one another.
import { withParted } from "#messages";
import type { Agreement, EffectiveAgreement } from "./agreement.ts";

/** Without any agreement: findings count as the catalogue says, nothing more is required, lists are answered. */
export const usualAgreement: EffectiveAgreement = {
  severities: {},
  required: { passengers: [], crew: [], interactive: [] },
  directiveCodes: {},
  errorCodes: {},
  answerForm: {},
  syntaxReport: "never",
  acknowledgement: "never",
  answerLists: true,
  interactiveTravellersMax: null,
  answerSeconds: 4,
  confirmation: { seconds: 60, times: 3 },
  identifiedBy: "either",
  lists: [],
  unwanted: [],
  documentTypes: [],
  ownAddresses: [],
  interchangeDaysMax: null,
  dutyTelephone: null,
};

/**
 * The usual, over it what the unit has set for everyone, over that what is agreed with one carrier. Of a part that did not exist
 * when a layer was agreed the layer says nothing; a code that was parted from another since then counts as that one does.
 */
export function effectiveAgreement(...layers: readonly (Agreement | null)[]): EffectiveAgreement {
  return layers.reduce<EffectiveAgreement>(
    (below, layer) =>
      layer === null
        ? below
        : {
            ...below,
            ...layer,
            severities: { ...below.severities, ...withParted(layer.severities ?? {}) },
            required: { ...below.required, ...layer.required },
            directiveCodes: { ...below.directiveCodes, ...layer.directiveCodes },
            confirmation: { ...below.confirmation, ...layer.confirmation },
            answerForm: { ...below.answerForm, ...layer.answerForm },
            errorCodes: { ...below.errorCodes, ...withParted(layer.errorCodes ?? {}) },
          },
    usualAgreement,
  );
}
