// Partners: an authority of the register becomes one by two persons, with address, agreement and an assessment of human rights.
import { displayNames } from "#access";
import { authorityInForce, noSuchAuthority } from "#disclosures";
import { refuse, type FieldFault, type Refusal, type Transaction } from "#platform";
import { authorityFault, authorityPrint } from "./calling.ts";
import type { PartnerContent, Partners } from "./contract.ts";
import { printOf, type OwnKeys } from "./envelope.ts";
import { announcedKeys, toldKeys, type AnnouncedKey, type ToldKey } from "./new-key-store.ts";
import { knownLines, lineRows, type LineRow } from "./lines/line-store.ts";
import {
  decidePartner,
  endPartner,
  insertPartner,
  knownPartners,
  insertWithdrawn,
  partnerRows,
  partnerVersion,
  withdrawnCertificates,
} from "./partner-store.ts";

/** Which kind of authority each adapter serves. */
const serves = {
  unit: "partner-unit",
  interpol: "ncb",
  europol: "europol",
  "third-country": "third-country",
} as const;
const noSuchPartner = refuse("no-such-partner", "There is no such partner. Reload the page.", 404);
const loopback: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

/**
 * What is wrong with a partner's address; null: nothing. Only an origin, over TLS but on this machine, and none that leads
 * to what a machine tells of itself: nothing is ever sent anywhere else.
 */
export function addressFault(address: string): string | null {
  if (!URL.canParse(address)) return "Expected https://host[:port] without a path.";
  const url = new URL(address);
  if (url.origin !== address) return "Expected https://host[:port] without a path.";
  if (url.protocol !== "https:" && !(url.protocol === "http:" && loopback.includes(url.hostname)))
    return "Expected https://host[:port]; http:// only on this machine.";
  return /^169\.254\.|^0\.|^\[(fe80|::ffff)/i.test(url.hostname)
    ? "This address is no unit's: it leads to the machine's own network."
    : null;
}

export async function proposePartner(tx: Transaction, said: PartnerContent): Promise<null | Refusal> {
  const authority = await authorityInForce(tx, said.authorityId);
  if (authority === null) return noSuchAuthority;
  const faults: FieldFault[] = [];
  const fault = addressFault(said.address);
  if (fault !== null) faults.push({ field: "address", text: fault });
  const { adapter = "unit", certificate = null, callerCertificate = null } = said;
  const { certificateAuthority = null, callerName = null } = said;
  if (adapter === "unit") faults.push(...(await certificateFaults(tx, said)));
  if (authority.kind !== serves[adapter]) {
    faults.push({
      field: "authorityId",
      text: "The adapter does not serve this kind of authority: units of other States, INTERPOL's bureau, Europol, third countries.",
    });
  }
  if (adapter !== "unit" && certificate === null) {
    faults.push({ field: "certificate", text: "The SHA-256 of the certificate that it shows." });
  }
  if (adapter !== "unit" && !said.address.startsWith("https://"))
    faults.push({ field: "address", text: "Expected https://host[:port]: it shows its certificate." });
  if (said.assessedUntil <= tx.at.toISOString().slice(0, 10)) {
    faults.push({ field: "assessedUntil", text: "The assessment holds until a day to come." });
  }
  if (faults.length > 0) {
    return refuse("partner-faulty", "The partner's entry is not as it must be.", 422, { fields: faults });
  }
  const version = await insertPartner(tx, {
    ...said,
    adapter,
    certificate,
    callerCertificate,
    certificateAuthority,
    callerName,
  });
  if (version === null)
    return refuse("partner-waiting", "A change of this partner waits for its decision already.");
  note(tx, "partner.proposed", said.authorityId, { version });
  return null;
}

/**
 * What is wrong with the certificates of a unit: beyond this machine it is known by the two that it shows, when it is called and when it
 * calls, or by the authority that signs them and a name; none of them withdrawn before.
 */
async function certificateFaults(
  tx: Transaction,
  { authorityId, address, certificate, callerCertificate, certificateAuthority, callerName }: PartnerContent,
): Promise<FieldFault[]> {
  const faults: FieldFault[] = [];
  const authority = certificateAuthority ?? null;
  if ((authority === null) !== ((callerName ?? null) === null))
    faults.push({
      field: "callerName",
      text: "The authority, and the name in the certificate by which it calls.",
    });
  const fault = authority === null ? null : authorityFault(authority, tx.at);
  if (fault !== null) faults.push({ field: "certificateAuthority", text: fault });
  const pinned = [certificate, callerCertificate].filter((print) => typeof print === "string");
  if (address.startsWith("https://") && authority === null && pinned.length < 2)
    faults.push({
      field: "callerCertificate",
      text: "The SHA-256 of the certificates that it shows and calls with, or the authority that signs them and the name in the latter.",
    });
  const withdrawn = await withdrawnCertificates(tx);
  if (withdrawn.some((row) => row.authority_id === authorityId && pinned.includes(row.certificate)))
    faults.push({
      field: "callerCertificate",
      text: "This certificate was withdrawn: it is not entered again.",
    });
  return faults;
}

/** One person withdraws a certificate of a partner: who shows it is not heard, nor told anything, from this moment on. */
export async function withdrawCertificate(
  tx: Transaction,
  authorityId: string,
  said: { readonly certificate: string; readonly reason: string },
): Promise<null | Refusal> {
  const known = (await partnerRows(tx)).some((row) => row.authority_id === authorityId);
  if (!known) return noSuchPartner;
  if (!(await insertWithdrawn(tx, authorityId, said)))
    return refuse("certificate-withdrawn", "This certificate was withdrawn before.");
  tx.record({
    action: "partner.certificate-withdrawn",
    subjectKind: "partner",
    subjectId: authorityId,
    detail: { certificate: said.certificate },
  });
  tx.announce("exchange", authorityId);
  return null;
}

/** The second person admits it, or does not. */
export async function admitPartner(
  tx: Transaction,
  authorityId: string,
  said: { readonly version: number; readonly inForce: boolean },
): Promise<null | Refusal> {
  const row = await partnerVersion(tx, authorityId, said.version);
  if (row === null) return noSuchPartner;
  if (row.state !== "proposed")
    return refuse("partner-decided", "This has been decided already. Reload the page.");
  if (row.proposed_by === tx.actor.id)
    return refuse("own-partner", "You proposed this yourself: another person decides.", 403);
  await decidePartner(tx, authorityId, said.version, said.inForce);
  note(tx, said.inForce ? "partner.in-force" : "partner.refused", authorityId, { version: said.version });
  return null;
}

/** Ends the exchange with a partner at once. */
export async function endExchange(tx: Transaction, authorityId: string): Promise<null | Refusal> {
  if (!(await endPartner(tx, authorityId))) return noSuchPartner;
  note(tx, "partner.ended", authorityId, {});
  return null;
}

function note(tx: Transaction, action: string, id: string, detail: Record<string, number>): void {
  tx.record({ action, subjectKind: "partner", subjectId: id, detail });
  tx.announce("exchange", id);
}

function wireLine(row: LineRow | undefined): Partners["partners"][number]["line"] {
  return row === undefined
    ? null
    : {
        failures: row.failures,
        restsUntil: row.open_until?.toISOString() ?? null,
        answeredAt: row.answered_at?.toISOString() ?? null,
        problem: row.problem,
      };
}

function wireAnnounced(row: AnnouncedKey | undefined): Partners["partners"][number]["announcedKey"] {
  return row === undefined
    ? null
    : {
        print: row.print,
        at: row.announced_at.toISOString(),
        oldUntil: row.old_until.toISOString(),
        acceptedAt: row.accepted_at?.toISOString() ?? null,
      };
}

function wireTold(row: ToldKey | undefined): Partners["partners"][number]["ownKey"] {
  return row === undefined
    ? null
    : {
        toldAt: row.told_at.toISOString(),
        delivered: row.delivered,
        acceptedAt: row.accepted_at?.toISOString() ?? null,
        oldUntil: row.old_until.toISOString(),
      };
}

export async function wirePartners(tx: Transaction, own: OwnKeys): Promise<Partners> {
  const rows = await partnerRows(tx);
  const known = new Map((await knownPartners(tx)).map((row) => [row.authority_id, row]));
  const reached = new Set((await knownLines(tx)).map((row) => row.authority_id));
  const lines = new Map((await lineRows(tx)).map((row) => [row.authority_id, row]));
  const withdrawn = await withdrawnCertificates(tx);
  const announced = new Map((await announcedKeys(tx)).map((row) => [row.authority_id, row]));
  const told = new Map((await toldKeys(tx, own.print)).map((row) => [row.authority_id, row]));
  const names = await displayNames(
    tx,
    [
      ...rows.flatMap((row) => [row.proposed_by, row.decided_by]),
      ...withdrawn.map((row) => row.withdrawn_by),
    ].filter((id) => id !== null),
  );
  return {
    own: { print: own.print, ...own.published },
    partners: rows.map((row) => {
      const open = row.state === "in-force" ? known.get(row.authority_id) : undefined;
      return {
        id: row.authority_id,
        version: row.version,
        name: row.name,
        country: row.country,
        address: row.address,
        agreement: row.agreement,
        keepDays: row.keep_days,
        assessment: row.assessment,
        assessedUntil: row.assessed_until,
        adapter: row.adapter,
        certificate: row.certificate,
        callerCertificate: row.caller_certificate,
        callerName: row.caller_name,
        authorityPrint: row.certificate_authority === null ? null : authorityPrint(row.certificate_authority),
        announcedKey: row.state === "in-force" ? wireAnnounced(announced.get(row.authority_id)) : null,
        ownKey: row.state === "in-force" ? wireTold(told.get(row.authority_id)) : null,
        withdrawn: withdrawn
          .filter((each) => row.state === "in-force" && each.authority_id === row.authority_id)
          .map((each) => ({
            certificate: each.certificate,
            by: { id: each.withdrawn_by, name: names.get(each.withdrawn_by) ?? each.withdrawn_by },
            at: each.withdrawn_at.toISOString(),
            reason: each.reason,
          })),
        line: row.state === "in-force" ? wireLine(lines.get(row.authority_id)) : null,
        state: row.state,
        usable: open !== undefined || (row.state === "in-force" && reached.has(row.authority_id)),
        print: open === undefined ? null : printOf(open.signing_key),
        reason: row.reason,
        proposedBy: { id: row.proposed_by, name: names.get(row.proposed_by) ?? row.proposed_by },
        decidedBy:
          row.decided_by === null
            ? null
            : { id: row.decided_by, name: names.get(row.decided_by) ?? row.decided_by },
      };
    }),
  };
}
