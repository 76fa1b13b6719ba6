// What is recorded of people so that their roles act: vetting, certificates, secondments, the quarterly look at their access.
import { after, euStrict, type CalendarPeriod } from "#vocabulary";
import { refuse, type Actor, type Refusal, type Services, type Transaction } from "#platform";
import type { PersonAccount } from "./contract.ts";
import { loadAccount, loadAccounts, type Account } from "./people-store.ts";
import type {
  AccessReviewForm,
  CertificateForm,
  PersonWithStanding,
  SecondmentForm,
  VettingForm,
} from "./standing-contract.ts";
import { asleepOnWire } from "./standing.ts";
import {
  endSecondments,
  insertCertificate,
  insertReview,
  insertSecondment,
  insertVetting,
  loadStanding,
  withdrawVettings,
  type StandingRow,
} from "./standing-store.ts";

/** Access of everyone who has any is looked at so often (roles.md F16; ISO 27001 A.5.18). */
const reviewEvery = { days: 92 } as const;
const vettingAtMost = { months: 60 } as const;

const ownStanding = refuse(
  "own-account",
  "Nobody records or reviews what lets themselves act: another person has to.",
  403,
);
const noPerson = refuse("no-such-person", "There is no such account.", 404);

type Standing = { readonly database: Services["database"]; readonly training?: () => CalendarPeriod };

async function changing(
  { database }: Pick<Services, "database">,
  actor: Actor,
  personId: string,
  change: (tx: Transaction, account: Account) => Promise<Refusal | undefined>,
): Promise<Refusal | undefined> {
  if (actor.id === personId) return ownStanding;
  return database.transaction(actor, async (tx) => {
    const account = await loadAccount(tx, personId);
    if (account === undefined) return noPerson;
    const refusal = await change(tx, account);
    if (refusal === undefined) tx.announce("person", personId);
    return refusal;
  });
}

/** Records that somebody was vetted, by whom and until when; nothing of what was found. */
export function recordVetting(
  services: Standing,
  actor: Actor,
  personId: string,
  form: VettingForm,
): Promise<Refusal | undefined> {
  return changing(services, actor, personId, async (tx) => {
    const [from, until] = [new Date(form.vettedAt), new Date(form.expiresAt)];
    if (from > tx.at || until <= tx.at || until > after(from, vettingAtMost)) {
      return refuse(
        "vetting-dates",
        "A vetting has been done by now, lasts beyond now, and holds for five years at most. Correct the dates.",
        422,
      );
    }
    await insertVetting(tx, personId, form);
    tx.record({
      action: "vetting.recorded",
      subjectKind: "person",
      subjectId: personId,
      detail: { reference: form.reference, until: form.expiresAt },
    });
    return undefined;
  });
}

/** Takes a vetting back: what it let somebody do ends at once. */
export function withdrawVetting(
  services: Standing,
  actor: Actor,
  personId: string,
  reason: string,
): Promise<Refusal | undefined> {
  return changing(services, actor, personId, async (tx) => {
    if ((await withdrawVettings(tx, personId, reason)) === 0)
      return refuse("no-vetting", "No vetting of this person is in force.");
    tx.record({ action: "vetting.withdrawn", subjectKind: "person", subjectId: personId });
    return undefined;
  });
}

/** Records a certificate of training. It opens access for `training.validity` of the legal profile (P12M), or shorter. */
export function recordCertificate(
  services: Standing,
  actor: Actor,
  personId: string,
  form: CertificateForm,
): Promise<Refusal | undefined> {
  return changing(services, actor, personId, async (tx) => {
    const issued = new Date(form.issuedAt);
    const longest = after(issued, services.training?.() ?? euStrict.training.validity);
    const asked = form.expiresAt === undefined ? longest : new Date(form.expiresAt);
    const until = asked < longest ? asked : longest;
    if (issued > tx.at || until <= tx.at) {
      return refuse(
        "certificate-dates",
        "A certificate has been issued by now and opens access beyond now, for as long as the legal profile says (training.validity). This one has run out, or lies ahead.",
        422,
      );
    }
    await insertCertificate(tx, personId, { ...form, expiresAt: until.toISOString() });
    tx.record({
      action: "certificate.recorded",
      subjectKind: "person",
      subjectId: personId,
      detail: { course: form.course, reference: form.reference, until: until.toISOString() },
    });
    return undefined;
  });
}

/** Seconds somebody from their authority to the unit, for purposes and a time; their account at home rests meanwhile. */
export function recordSecondment(
  services: Standing,
  actor: Actor,
  personId: string,
  form: SecondmentForm,
): Promise<Refusal | undefined> {
  return changing(services, actor, personId, async (tx, account) => {
    if (account.tenant !== "piu")
      return refuse("not-of-the-unit", "Seconded to the unit is who has an account of the unit.");
    const home = form.homePersonId === undefined ? undefined : await loadAccount(tx, form.homePersonId);
    if (form.homePersonId !== undefined && home?.tenant !== form.home)
      return refuse("home-account-unknown", "That account is none of the authority named.", 422);
    const [from, until] = [new Date(form.from), new Date(form.until)];
    if (until <= tx.at || until <= from || until > after(from, { months: 36 })) {
      return refuse(
        "secondment-dates",
        "A secondment ends after it begins and after now, within three years.",
        422,
      );
    }
    await insertSecondment(tx, personId, form);
    tx.record({
      action: "secondment.recorded",
      subjectKind: "person",
      subjectId: personId,
      detail: {
        home: form.home,
        homeAccount: form.homePersonId ?? null,
        purposes: [...form.purposes],
        from: form.from,
        until: form.until,
      },
    });
    return undefined;
  });
}

/** Ends a secondment at once: the roles in the unit sleep, the account at home acts again. */
export function endSecondment(
  services: Standing,
  actor: Actor,
  personId: string,
  reason: string,
): Promise<Refusal | undefined> {
  return changing(services, actor, personId, async (tx) => {
    if ((await endSecondments(tx, personId, reason)) === 0)
      return refuse("not-seconded", "This person is not seconded.");
    tx.record({ action: "secondment.ended", subjectKind: "person", subjectId: personId });
    return undefined;
  });
}

/** The quarterly look at one person's access: it stays, or is to be changed (which is asked for by F16). */
export function reviewAccess(
  services: Standing,
  actor: Actor,
  personId: string,
  form: AccessReviewForm,
): Promise<Refusal | undefined> {
  return changing(services, actor, personId, async (tx, account) => {
    await insertReview(tx, account, form);
    tx.record({
      action: "access.reviewed",
      subjectKind: "person",
      subjectId: personId,
      detail: { outcome: form.outcome, roles: [...account.roles].toSorted() },
    });
    return undefined;
  });
}

/** Everyone with an account, what each lacks, and what stands in the file; reading the list is recorded. */
export async function peopleWithStanding(
  { database }: Standing,
  actor: Actor,
): Promise<PersonWithStanding[]> {
  return database.transaction(actor, async (tx) => {
    tx.record({ action: "people.viewed", subjectKind: "people", subjectId: "all" });
    const [accounts, standing] = await Promise.all([loadAccounts(tx), loadStanding(tx)]);
    const byId = new Map(standing.map((row) => [row.person_id, row]));
    return accounts.flatMap((account) => {
      const row = byId.get(account.id);
      return row === undefined ? [] : [onWire(account, row)];
    });
  });
}

function onWire(account: Account, row: StandingRow): PersonWithStanding {
  const since = row.reviewed_at ?? row.created_at;
  const base: PersonAccount = {
    id: account.id,
    signInName: account.signInName,
    name: account.displayName,
    roles: [...account.roles],
    closed: account.disabledAt !== null,
    demonstration: account.demonstration,
  };
  return {
    ...base,
    tenant: account.tenant,
    asleep: asleepOnWire(account.asleep),
    vetting: row.vetting === null ? null : { ...row.vetting, expiresAt: iso(row.vetting.expiresAt) },
    certificates: row.certificates.map((one) => ({
      ...one,
      issuedAt: iso(one.issuedAt),
      expiresAt: iso(one.expiresAt),
    })),
    secondment:
      row.secondment === null
        ? null
        : {
            ...row.secondment,
            from: iso(row.secondment.from),
            until: iso(row.secondment.until),
            endedAt: row.secondment.endedAt === null ? null : iso(row.secondment.endedAt),
          },
    reviewedAt: row.reviewed_at?.toISOString() ?? null,
    reviewDueAt: account.roles.length === 0 ? null : after(since, reviewEvery).toISOString(),
  };
}

/** Instants inside JSON come as PostgreSQL writes them. */
const iso = (text: string): string => new Date(text).toISOString();
