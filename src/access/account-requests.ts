// Accounts on request (F16): one person asks, an administrator carries out, who asked hands the secret over.
import { newId, refuse, type Actor, type Refusal, type Services, type Transaction } from "#platform";
import {
  closeRequest,
  confirmersOf,
  insertRequest,
  isCommandBound,
  loadRequests,
  lockRequest,
  markHandedOver,
  type AccountRequestRow,
} from "./account-request-store.ts";
import type { AccountRequestForm, Role } from "./contract.ts";
import { pairsToWatch } from "./duties.ts";
import { openEnrolment } from "./enrolment.ts";
import { hashPassword, newOneTimePassword } from "./passwords.ts";
import type { SignInServices } from "./sessions.ts";
import { strengthNeeded } from "./sign-in-policy.ts";
import {
  insertPerson,
  loadAccount,
  loadAccountByName,
  replaceRoles,
  setDisabled,
  setPassword,
} from "./people-store.ts";
import { commandLine, rolesRefusal } from "./people.ts";
import { comparableName } from "./sign-in.ts";
import { deleteSessionsOf } from "./store.ts";

const shown = 200;
const noSuchRequest = refuse("no-such-account-request", "There is no such request. Reload the list.", 404);
const notOpen = refuse("account-request-closed", "This request was dealt with already. Reload the list.");
const own = refuse(
  "own-account",
  "Nobody asks for, carries out or hands over what concerns their own account: another person has to.",
  403,
);
const overseer = refuse(
  "appointing-authority",
  "Accounts of the data protection officer, the auditor, the approver, the supervisory and the enforcement authority are changed by their appointing authority on the command line, not by the unit they oversee.",
  403,
);
/** Whom the unit oversees itself by: neither its head nor its administrators narrow or end what they may do (PNRD-5.2). */
const overseers: readonly Role[] = [
  "data-protection-officer",
  "auditor",
  "approver",
  "inspector",
  "enforcement",
];

export const oversees = (held: readonly Role[]): boolean => held.some((role) => overseers.includes(role));

const isCommand = (askedBy: string): boolean => askedBy === commandLine.id;
const ofCommand = refuse(
  "account-request-of-command",
  "What was asked on the command line is confirmed by the head, the data protection officer or the auditor; for accounts of those who oversee the unit by the latter two.",
  403,
);
const ofPerson = refuse(
  "account-request-of-person",
  "What a person asked for is carried out by an administrator.",
  403,
);

/** Asks for an account, other roles, a new secret or the opening of a closed account; returns the request's id. */
export async function askForAccount(
  { database }: Services,
  actor: Actor,
  form: AccountRequestForm,
): Promise<{ readonly id: string; readonly flags: string[] } | Refusal> {
  return database.transaction(actor, async (tx) => {
    const id = newId(tx.at);
    const plan = form.kind === "account" ? await newAccount(tx, form) : await changed(tx, actor, form);
    if ("refused" in plan) return plan;
    const conflict = rolesRefusal(plan.roles, plan.tenant);
    if (conflict !== undefined) return conflict;
    if (oversees(plan.roles) && !isCommand(actor.id)) return overseer;
    const flags = pairsToWatch(plan.roles);
    await insertRequest(tx, { request_id: id, kind: form.kind, reason: form.reason.trim(), ...plan, flags });
    tx.record({
      action: "account.asked",
      subjectKind: "account-request",
      subjectId: id,
      detail: {
        kind: form.kind,
        person: plan.person_id,
        roles: plan.roles.toSorted(),
        tenant: plan.tenant,
        flags: [...flags],
      },
    });
    return { id, flags };
  });
}

type Plan = Pick<AccountRequestRow, "person_id" | "sign_in_name" | "display_name" | "tenant" | "roles">;
const distinct = (roles: readonly Role[]): Role[] => [...new Set(roles)];

async function newAccount(
  tx: Transaction,
  form: Extract<AccountRequestForm, { kind: "account" }>,
): Promise<Plan | Refusal> {
  const name = comparableName(form.signInName);
  if ((await loadAccountByName(tx, name)) !== undefined) return nameTaken;
  return {
    person_id: null,
    sign_in_name: name,
    display_name: form.name.trim(),
    tenant: form.tenant ?? "piu",
    roles: distinct(form.roles),
  };
}

const nameTaken = refuse("name-taken", "Somebody signs in with this name already. Choose another.");

async function changed(
  tx: Transaction,
  actor: Actor,
  form: Exclude<AccountRequestForm, { kind: "account" }>,
): Promise<Plan | Refusal> {
  if (form.personId === actor.id) return own;
  const account = await loadAccount(tx, form.personId);
  if (account === undefined) return refuse("no-such-person", "There is no such account.", 404);
  if (account.demonstration) return demonstration;
  if (oversees(account.roles) && !isCommand(actor.id)) return overseer;
  return {
    person_id: account.id,
    sign_in_name: null,
    display_name: null,
    tenant: account.tenant,
    roles: form.kind === "roles" ? distinct(form.roles) : [],
  };
}

const demonstration = refuse(
  "demonstration-account",
  "The ready accounts of a demonstration stay as they are.",
);

/**
 * Carries a request out, or refuses it: by an administrator, who is neither who asked nor whom it is about; what the command line
 * asked (`confirming`) by whoever confirms it.
 */
export async function closeAccountRequest(
  { database }: Services,
  actor: Actor,
  id: string,
  { state, confirming }: { readonly state: "executed" | "refused"; readonly confirming: boolean },
): Promise<undefined | Refusal> {
  return database.transaction(actor, async (tx) => {
    const request = await lockRequest(tx, id);
    if (request === undefined) return noSuchRequest;
    if (request.state !== "asked") return notOpen;
    if (request.asked_by === actor.id || request.person_id === actor.id) return own;
    if (isCommand(request.asked_by) !== confirming) return confirming ? ofPerson : ofCommand;
    if (confirming) {
      const able = await confirmersOf(tx, request.person_id, request.roles);
      if (!actor.roles.some((role) => able.includes(role))) return ofCommand;
    }
    if (state === "refused") {
      await closeRequest(tx, id, { state, personId: request.person_id });
      tx.record({ action: "account.refused", subjectKind: "account-request", subjectId: id });
      return undefined;
    }
    return execute(tx, request);
  });
}

async function execute(tx: Transaction, request: AccountRequestRow): Promise<undefined | Refusal> {
  const { request_id: id, kind, roles, tenant } = request;
  const personId = request.person_id ?? newId(tx.at);
  const account = await loadAccount(tx, personId);
  // Roles may have changed since it was asked.
  if (account !== undefined && oversees(account.roles) && !isCommand(request.asked_by)) return overseer;
  if (kind === "account") {
    const added = await insertPerson(tx, {
      id: personId,
      signInName: request.sign_in_name ?? "",
      displayName: request.display_name ?? "",
      tenant,
      passwordHash: null,
      passwordOnce: true,
      demonstration: false,
    });
    if (!added) return nameTaken;
  }
  await closeRequest(tx, id, { state: "executed", personId });
  if (kind === "account" || kind === "roles") await replaceRoles(tx, personId, roles);
  if (kind === "opening") await setDisabled(tx, personId, null);
  await deleteSessionsOf(tx, personId);
  const held = account?.roles ?? [];
  tx.record({
    action: actionOf[kind],
    subjectKind: "person",
    subjectId: personId,
    detail: {
      request: id,
      askedBy: request.asked_by,
      granted: roles.filter((role) => !held.includes(role)).toSorted(),
      revoked: kind === "roles" ? held.filter((role) => !roles.includes(role)).toSorted() : [],
    },
  });
  return undefined;
}

const actionOf = {
  account: "person.added",
  roles: "roles.changed",
  secret: "secret.renewable",
  opening: "person.opened",
} as const;

/** Makes the secret of an account that was carried out and gives it to who asked for it, once. */
export async function handOver(
  services: SignInServices,
  actor: Actor,
  id: string,
): Promise<{ readonly id: string; readonly password: string } | Refusal> {
  const { database } = services;
  // Where a password opens nothing, the secret is that of an enrolment: a passkey is made with it.
  const enrols = strengthNeeded(services) === "strong";
  const oneTime = enrols ? "" : newOneTimePassword();
  const hash = enrols ? "" : await hashPassword(oneTime);
  return database.transaction(actor, async (tx) => {
    const request = await lockRequest(tx, id);
    if (request === undefined) return noSuchRequest;
    const { person_id: personId, kind } = request;
    if (request.asked_by !== actor.id || personId === actor.id) return notYours;
    if (request.state !== "executed" || personId === null || (kind !== "account" && kind !== "secret"))
      return notOpen;
    const password = enrols ? await openEnrolment(tx, personId) : oneTime;
    if (!enrols) await setPassword(tx, personId, { hash, once: true });
    await deleteSessionsOf(tx, personId);
    await markHandedOver(tx, id);
    tx.record({
      action: "account.handed-over",
      subjectKind: "person",
      subjectId: personId,
      detail: { request: id },
    });
    return { id: personId, password };
  });
}

const notYours = refuse(
  "not-who-asked",
  "The secret of an account is handed over by the person who asked for it, and by nobody else.",
  403,
);

/**
 * Whether what the command line wants of accounts waits for somebody's word (F16): from when two accounts of the unit that
 * could give it have a way in. Before that, in a new unit, it is carried out at once.
 */
export async function commandWaits({ database }: Pick<Services, "database">): Promise<boolean> {
  return database.transaction(commandLine, isCommandBound);
}

/** The requests, open ones first. */
export async function listRequests({ database }: Services, actor: Actor): Promise<AccountRequestRow[]> {
  return database.transaction(actor, async (tx) => {
    tx.record({ action: "people.viewed", subjectKind: "people", subjectId: "requests" });
    return loadRequests(tx, shown);
  });
}
