// Agreements proposed by one person of the carrier desk and brought into force by another.
import { newId, refuse, type Actor, type Refusal, type Transaction } from "#platform";
import { inhibitingError, mistakenDirective, mistakenError, type Agreement } from "./agreement.ts";
import { agreementById, insertAgreement, settleAgreement, type AgreementVersion } from "./agreement-store.ts";
import { unknownCodes } from "./finding-codes.ts";

/**
 * Proposes an agreement with a carrier, or (null) the unit's own for all. Refused while another one waits, with codes by which a
 * directive could be taken for another or an error for a directive, and with codes that no finding has. `findingCodes` are those that are not the reader's.
 */
export async function proposeAgreement(
  tx: Transaction,
  actor: Actor,
  wanted: { readonly carrierId: string | null; readonly content: Agreement; readonly reason: string },
  findingCodes: readonly string[],
): Promise<string | Refusal> {
  const mistaken = mistakenDirective(wanted.content.directiveCodes ?? {});
  if (mistaken !== undefined) {
    return refuse(
      "directive-code-mistaken",
      `The code for ${mistaken} would be read as another directive. Only NOT_OK has a code that begins with 1; no code of what is decided stands for anything else; RESUBMIT has none that boards, and none has the number of an error.`,
      422,
      { fields: [{ field: "content.directiveCodes", text: mistaken }] },
    );
  }
  const { errorCodes = {}, directiveCodes = {} } = wanted.content;
  const inhibiting = inhibitingError(errorCodes, directiveCodes);
  if (inhibiting !== undefined) {
    return refuse(
      "error-code-inhibits",
      `Hosts read the code ${errorCodes[inhibiting] ?? ""} for ${inhibiting} as DO NOT BOARD. That is only ever what two officers have decided about one traveller, never what a finding says of their data. Agree on a number of two digits or more, such as 13.`,
      422,
      { fields: [{ field: "content.errorCodes", text: inhibiting }] },
    );
  }
  const asDirective = mistakenError(errorCodes, directiveCodes);
  if (asDirective !== undefined) {
    return refuse(
      "error-code-mistaken",
      `The code for ${asDirective} would be read as a directive: a digit alone or with letters after it, or a code of a directive. Agree on a number of two digits or more.`,
      422,
      { fields: [{ field: "content.errorCodes", text: asDirective }] },
    );
  }
  const unknown = (["severities", "errorCodes"] as const).flatMap((part) =>
    unknownCodes(Object.keys(wanted.content[part] ?? {}), findingCodes).map(({ code, near }) => ({
      field: `content.${part}`,
      text: near.length === 0 ? code : `${code} (${near.join(", ")})`,
    })),
  );
  if (unknown.length > 0) {
    return refuse(
      "finding-code-unknown",
      `No finding has these codes; in brackets what is near them: ${unknown.map(({ text }) => text).join("; ")}. Correct them, or leave them out.`,
      422,
      { fields: unknown },
    );
  }
  const id = newId(tx.at);
  if (!(await insertAgreement(tx, { ...wanted, id, proposedBy: actor.id }))) {
    return refuse("agreement-waits", "Another proposal waits to be decided. Have it decided first.");
  }
  tx.record({
    action: "agreement.proposed",
    subjectKind: "agreement",
    subjectId: id,
    detail: { carrier: wanted.carrierId, content: JSON.stringify(wanted.content), reason: wanted.reason },
  });
  tx.announce("carrier", wanted.carrierId ?? "all");
  return id;
}

/** Brings a waiting proposal into force or refuses it. Refused: an own proposal, one decided before. */
export async function decideAgreement(
  tx: Transaction,
  actor: Actor,
  decision: { readonly id: string; readonly inForce: boolean; readonly reason: string },
): Promise<AgreementVersion | Refusal> {
  const version = await agreementById(tx, decision.id);
  if (version === undefined) return refuse("no-such-agreement", "There is no such agreement.", 404);
  if (version.state !== "proposed") {
    return refuse("agreement-decided", "This proposal has been decided already. Load the page again.");
  }
  if (version.proposedBy === actor.id) {
    return refuse("four-eyes", "Another person than the one who proposed it decides.", 403);
  }
  await settleAgreement(tx, version, { ...decision, by: actor.id });
  tx.record({
    action: decision.inForce ? "agreement.in-force" : "agreement.refused",
    subjectKind: "agreement",
    subjectId: decision.id,
    detail: { carrier: version.carrierId, reason: decision.reason },
  });
  tx.announce("carrier", version.carrierId ?? "all");
  return version;
}
