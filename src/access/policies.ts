// Decides by the Cedar policies in policies/ whether someone may do something, and names the policies that decided.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type * as CedarEngine from "@cedar-policy/cedar-wasm/nodejs";
import { purposes, type Purpose } from "#vocabulary";
import { refuse, type Actor, type Refusal } from "#platform";
import { actions, type Action } from "./actions.ts";
import { roles, type Role } from "./contract.ts";
import { classOf, recordClasses, type RecordClass, type RecordShown } from "./record-classes.ts";

/** What was allowed, and by which policies. */
export type Decision = { readonly action: Action; readonly policies: readonly string[] };

/**
 * What is acted upon. `preparedBy`: whose work it is that is now being approved (four eyes). `shown`: the class of record and
 * its state of masking, as the gate found them; without it what the action is about in itself.
 */
export type Item = {
  readonly kind: string;
  readonly id: string;
  readonly preparedBy?: string;
  readonly shown?: RecordShown;
};

export type Circumstances = { readonly demonstration: boolean };

const load = createRequire(import.meta.url);
type Cedar = typeof CedarEngine;
type StatefulAuthorizationCall = CedarEngine.StatefulAuthorizationCall;

let cedar: Cedar | undefined;

/** The policies as text, each under its @id; read once. */
export function policyTexts(): Readonly<Record<string, string>> {
  const engine = load("@cedar-policy/cedar-wasm/nodejs") as Cedar;
  const texts: Record<string, string> = {};
  for (const file of ["roles.cedar", "requests.cedar", "records.cedar", "limits.cedar"]) {
    const parts = engine.policySetTextToParts(readPolicyFile(file));
    if (parts.type === "failure") throw new Error(`${file}: ${parts.errors[0]?.message ?? "not understood"}`);
    for (const text of parts.policies) {
      const id = /@id\("([^"]+)"\)/.exec(text)?.[1];
      if (id === undefined || id in texts) throw new Error(`${file}: a policy without an @id of its own`);
      texts[id] = text;
    }
  }
  return texts;
}

export function policySchema(): string {
  return readPolicyFile("schema.cedarschema");
}

function readPolicyFile(name: string): string {
  return readFileSync(new URL(`./policies/${name}`, import.meta.url), "utf8");
}

/** Loads and parses the policies; without this the first decision does it (some 50 ms). */
export function preparePolicies(): Cedar {
  if (cedar !== undefined) return cedar;
  const engine = load("@cedar-policy/cedar-wasm/nodejs") as Cedar;
  const parsed = engine.preparsePolicySet("openpiu", { staticPolicies: policyTexts() });
  if (parsed.type === "failure") throw new Error(parsed.errors[0]?.message ?? "policies not understood");
  const schema = engine.preparseSchema("openpiu", policySchema());
  if (schema.type === "failure") throw new Error(schema.errors[0]?.message ?? "policy schema not understood");
  cedar = engine;
  return engine;
}

/**
 * Whether `actor` may do `action` (to `item`, for the purpose the actor carries). Returns the decision with the ids of
 * the policies that allowed it, or a refusal that names what forbade it, or which roles may.
 */
export function decide(
  actor: Actor,
  action: Action,
  circumstances: Circumstances,
  item?: Item,
): Decision | Refusal {
  const { allowed, policies } = ask(actor, action, circumstances, item);
  if (allowed) return { action, policies };
  const able = rolesThatMay(action);
  const said = forbidden(policies, actor.purpose);
  if (policies.length > 0 && able.some((role) => actor.roles.includes(role)))
    return policies.includes("masked-needs-grant")
      ? refuse("grant-over", said, 403, { policies })
      : refuse("not-permitted", said, 403, { policies });
  const detail =
    `"${action}" is not part of your roles (${actor.roles.join(", ") || "none"}). ` +
    `It belongs to: ${able.join(", ") || "no role"}. An administrator grants roles.`;
  return refuse("not-permitted", detail, 403, { policies: ["no-policy-permits"] });
}

/** What a policy that forbids says of why, and how to mend it; the first that speaks is told. */
const words: Readonly<Record<string, string>> = {
  "masked-needs-grant":
    "What is masked is opened under a grant of the approver outside the unit, for who was given it, for terrorism or serious crime, while its time runs. There is no such grant, or its time is over: ask anew if it is still necessary.",
  "registers-fit-role": "No role of yours sees registers or files of this kind.",
  "records-fit-role": "No role of yours sees records of this kind.",
  "window-shows-clear":
    "On the ground of the shift's flights nothing is shown that is masked already: open it from its alert, case or request (header x-ground).",
  "four-eyes": "You prepared this yourself: another person has to approve it.",
  "person-needs-purpose":
    "A person's data are shown for a stated purpose only: choose one (header x-purpose).",
  "person-needs-ground":
    "A person's data are shown on a stated ground only: a case, an alert, a request, an offence, or the file number of an inquiry (header x-ground).",
  "search-needs-case": "A search needs a case or a request: state it (header x-ground).",
  "ground-fits-role":
    "Your roles need another ground: who reviews opens persons from an alert, a case or a request; who oversees by the number of a file (header x-ground).",
  "ground-fits-purpose":
    "This ground does not go with the purpose: terrorist offences with TERR, offences of Annex II with SERIOUS, a file number with RIGHTS, OVERSIGHT and QUALITY (headers x-purpose, x-ground).",
};

function forbidden(policies: readonly string[], purpose: string | null): string {
  const said = policies.map((id) => words[id]).find((text) => text !== undefined);
  if (said !== undefined) return said;
  return `The purpose ${purpose ?? "(none)"} does not go with your roles: choose another (header x-purpose).`;
}

type Answer = { readonly allowed: boolean; readonly policies: readonly string[] };

/**
 * Answers by the whole question, to the last field of it: policies are read once and know nothing but what they are asked, so
 * the same question has the same answer. The oldest makes room; a question takes the engine half a millisecond.
 */
const answers = new Map<string, Answer>();
const answersMax = 20_000;

function ask(actor: Actor, action: Action, { demonstration }: Circumstances, item: Item | undefined): Answer {
  const principal = { type: "Person", id: actor.id };
  const resource = { type: "Item", id: item === undefined ? "unit" : `${item.kind}/${item.id}` };
  const preparedBy = item?.preparedBy === undefined ? undefined : { type: "Person", id: item.preparedBy };
  const question: StatefulAuthorizationCall = {
    principal,
    action: { type: "Action", id: action },
    resource,
    context: contextOf(actor, demonstration),
    preparsedPolicySetId: "openpiu",
    preparsedSchemaName: "openpiu",
    validateRequest: true,
    entities: [
      { uid: principal, attrs: {}, parents: actor.roles.map((id) => ({ type: "Role", id })) },
      {
        uid: resource,
        attrs: {
          ...(item?.shown ?? inItself(action)),
          ...(preparedBy === undefined ? {} : { preparedBy: { __entity: preparedBy } }),
        },
        parents: [],
      },
    ],
  };
  const key = JSON.stringify(question);
  const known = answers.get(key);
  if (known !== undefined) return known;
  const found = askEngine(question);
  if (answers.size >= answersMax) answers.delete(answers.keys().next().value ?? key);
  answers.set(key, found);
  return found;
}

/** What an action is about where no route says what it shows: as somebody entitled would be shown it. */
function inItself(action: Action): RecordShown {
  const record = classOf(action);
  if (!showsPersons(action)) return { record, masking: "none" };
  return { record, masking: record === "vault" ? "granted" : "as-kept" };
}

/** Asks the engine itself, which remembers nothing; for measuring it. */
export function askEngine(question: StatefulAuthorizationCall): Answer {
  const answer = preparePolicies().statefulIsAuthorized(question);
  if (answer.type === "failure") throw new Error(answer.errors[0]?.message ?? "no decision");
  const { decision, diagnostics } = answer.response;
  // A policy that cannot be evaluated is a defect: it must not quietly leave a rule out.
  if (diagnostics.errors.length > 0) throw new Error(diagnostics.errors[0]?.error.message);
  return { allowed: decision === "allow", policies: diagnostics.reason.toSorted() };
}

function contextOf({ purpose, ground, tenant }: Actor, demonstration: boolean) {
  const stated = ground === undefined ? [] : ground.split(":");
  const [kind, code] = stated;
  return {
    demonstration,
    tenant: tenant ?? "piu",
    ...(purpose === null ? {} : { purpose }),
    ...(kind === undefined ? {} : { ground: kind }),
    ...(kind === "offence" && code !== undefined ? { offence: code } : {}),
  };
}

/** Whether the action shows a person's data in clear, by the schema's own group. */
export function showsPersons(action: Action): boolean {
  showing ??= new Set(
    [...policySchema().matchAll(/action ([^;]*?)\s+in \[[^\]]*"shows-persons"[^\]]*\]/g)].flatMap(
      ([, names]) => [...(names ?? "").matchAll(/"([a-z-]+)"/g)].map(([, name]) => name ?? ""),
    ),
  );
  return showing.has(action);
}
let showing: ReadonlySet<string> | undefined;

/** A ground of each kind, to find out what somebody may do at all once they state one. */
const anyGround = [
  undefined,
  "offence:TERR",
  "offence:SC01",
  "alert:any",
  "case:any",
  "request:any",
  "inquiry:any",
  "receipt:any",
  "test:any",
];

/** The actions that someone with these roles may be offered; those that show persons with a fitting purpose and ground. */
export function actionsOf(actor: Actor, circumstances: Circumstances): readonly Action[] {
  return remembered(`actions ${keyOf(actor, circumstances)}`, () => {
    const purpose = purposesOf(actor, circumstances)[0] ?? null;
    const may = (action: Action, ground: string | undefined): boolean =>
      ask(
        { ...actor, purpose, ...(ground === undefined ? {} : { ground }) },
        action,
        circumstances,
        undefined,
      ).allowed;
    return actions.filter((action) =>
      (showsPersons(action) ? anyGround : [undefined]).some((ground) => may(action, ground)),
    );
  });
}

/** The classes of records in which this role may be shown travellers, on some purpose and ground. */
export function recordsShownTo(role: Role): readonly RecordClass[] {
  const on = (record: RecordClass, purpose: Purpose | null, ground: string | undefined): boolean =>
    ask(
      { id: "anyone", roles: [role], purpose, ...(ground === undefined ? {} : { ground }) },
      "be-signed-in",
      { demonstration: false },
      { kind: "unit", id: record, shown: { record, masking: record === "vault" ? "granted" : "as-kept" } },
    ).allowed;
  const stated = purposesOf({ id: "anyone", roles: [role], purpose: null }, { demonstration: false });
  return recordClasses.filter((record) =>
    [null, ...stated].some((purpose) => anyGround.some((ground) => on(record, purpose, ground))),
  );
}

/** The purposes that these roles may state, in the vocabulary's order. */
export function purposesOf(actor: Actor, circumstances: Circumstances): readonly Purpose[] {
  return remembered(`purposes ${keyOf(actor, circumstances)}`, () =>
    purposes.filter(
      (purpose) => ask({ ...actor, purpose }, "be-signed-in", circumstances, undefined).allowed,
    ),
  );
}

/** The roles that may do this at all. */
function rolesThatMay(action: Action): readonly Role[] {
  return roles.filter((role) =>
    actionsOf({ id: "anyone", roles: [role], purpose: null }, { demonstration: false }).includes(action),
  );
}

function keyOf({ roles: held }: Actor, { demonstration }: Circumstances): string {
  return `${held.toSorted().join(",")} ${demonstration}`;
}

// What a set of roles may do in general depends on the policies alone, which are read once: it is worked out once a set.
const known = new Map<string, readonly string[]>();

function remembered<Name extends string>(key: string, work: () => readonly Name[]): readonly Name[] {
  const found = known.get(key) ?? work();
  known.set(key, found);
  return found as readonly Name[];
}
