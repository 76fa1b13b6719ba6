// A request from its form to its approval: made, submitted, triaged, checked by the legal adviser, approved or refused.
import { isRefusal, newId, refuse, type Refusal, type Transaction } from "#platform";
import { authorityInForce, type AuthorityRow } from "./authority-store.ts";
import { authorityExpired, isUsable, noSuchAuthority } from "./authorities.ts";
import { answerDue, clockTimes, urgencyStands } from "./clocks.ts";
import type { NewRequest, RefusalCode, RequestFields } from "./contract.ts";
import type { DisclosureServices } from "./disclosure-services.ts";
import { checkFields } from "./field-check.ts";
import { nobodyOutside } from "./outside.ts";
import { insertNotice } from "./package-store.ts";
import {
  changeRequest,
  insertRequest,
  nextReference,
  openTwin,
  requestById,
  stepsOf,
  type RequestRecord,
} from "./request-store.ts";
import { requestType, type RequestType } from "./request-types.ts";
import { saidOf } from "./code-lists.ts";
import { openForm, sealForm, subjectsMark } from "./form.ts";
import { digest, moveRequest, noSuchRequest, roleOf } from "./steps.ts";

const places: Readonly<Record<NonNullable<RequestType["elsewhere"]>, string>> = {
  approvals: "the approvals, from the record that is masked",
  rights: "the data protection officer, who takes requests of persons",
  oversight: "the inspector's own access",
  documents: "the document examination centre",
  risk: "the joint risk analysis",
  carriers: "the page of the flight: ask for a push there",
  recalls: "nowhere: recalls are made by themselves",
};

/** Makes a request, and submits it at once if asked to. Returns its id. */
export async function makeRequest(
  tx: Transaction,
  said: NewRequest,
  services: DisclosureServices,
): Promise<string | Refusal> {
  const type = requestType(said.type);
  if (type === undefined)
    return refuse("request-type-unknown", "There is no such type of request.", 422, {
      fields: [{ field: "type", text: "one of the 21 types" }],
    });
  if (type.elsewhere !== undefined) {
    return refuse("wrong-channel", `Requests of this type are taken by ${places[type.elsewhere]}.`, 422);
  }
  const authority = await authorityInForce(tx, said.authorityId);
  if (authority === null) return noSuchAuthority;
  if (!type.kinds.includes(authority.kind)) {
    return refuse(
      "wrong-channel",
      `This type is between the unit and: ${type.kinds.join(", ")}. The authority is none of them.`,
      422,
      {
        fields: [{ field: "type", text: "a type that this authority may use" }],
      },
    );
  }
  const outside = tx.actor.tenant !== undefined && tx.actor.tenant !== "piu";
  if (outside && (type.from !== "authority" || authority.tenant !== tx.actor.tenant)) {
    return refuse("wrong-channel", "You ask in the name of your own organisation only.", 403);
  }
  const id = newId(tx.at);
  // Looked at before it is written: what cannot be submitted leaves no draft behind.
  const hindrance = said.submit
    ? await submissionHindrance(tx, { id, type, authority, fields: said.fields }, services)
    : null;
  if (hindrance !== null) return hindrance;
  const reference = await nextReference(tx, "request");
  const role = roleOf(tx, "liaison", "watch-officer", "analyst", "protection-reviewer");
  await insertRequest(tx, {
    id,
    reference,
    type: type.code,
    direction: type.from === "unit" ? "out" : "in",
    authorityId: said.authorityId,
    tenant: type.from === "unit" ? "piu" : authority.tenant,
    urgent: said.urgent || type.approval === "urgency",
    fields: said.fields,
    form: sealForm(services.key, id, said.fields),
    role,
  });
  tx.record({
    action: "request.made",
    subjectKind: "request",
    subjectId: id,
    detail: { type: type.code, authority: said.authorityId, role },
  });
  if (!said.submit) return id;
  return (await submit(tx, id, services)) ?? id;
}

/** Replaces the form of a draft or of one that was sent back. */
export async function replaceForm(
  tx: Transaction,
  id: string,
  fields: RequestFields,
  { key }: Pick<DisclosureServices, "key">,
): Promise<null | Refusal> {
  const request = await requestById(tx, id, true);
  if (request === null) return noSuchRequest;
  if (request.state !== "draft" && request.state !== "incomplete") {
    return refuse(
      "request-submitted",
      "It was submitted: what was asked is not changed any more. Withdraw it and ask anew.",
    );
  }
  await changeRequest(
    tx,
    id,
    {
      ...sealForm(key, id, fields),
      legal_basis: fields.legalBasis?.code ?? null,
      purpose: fields.purpose ?? null,
      offence: fields.offence?.code ?? null,
    },
    { role: roleOf(tx, "liaison", "watch-officer", "analyst"), reason: "form" },
  );
  tx.record({ action: "request.changed", subjectKind: "request", subjectId: id, detail: {} });
  tx.announce("request", id);
  return null;
}

const today = (at: Date): string => at.toISOString().slice(0, 10);

/** Whether journeys asked about may be over: the window begins before today, or today without flights still to come. */
function reachesBack(fields: RequestFields, at: Date): boolean {
  const from = fields.window?.from ?? "";
  if (from === "" || from > today(at)) return false;
  return (
    from < today(at) ||
    !(fields.subjects ?? []).every(({ flight }) => flight !== undefined && flight.date >= today(at))
  );
}

const domestic: readonly string[] = ["national", "court", "supervisory", "foreign-ministry"];

/** What is wrong with a form for its type and authority, and what is owed of it. */
export function formFaults(type: RequestType, fields: RequestFields, authority: AuthorityRow, at: Date) {
  return checkFields(type, fields, {
    afterTravel: reachesBack(fields, at),
    foreign: !domestic.includes(authority.kind),
    purposes: authority.purposes,
    offences: authority.offences,
  });
}

/** Why a form cannot be submitted now; null: nothing is in the way. */
async function submissionHindrance(
  tx: Transaction,
  of: {
    readonly id: string;
    readonly type: RequestType | undefined;
    readonly authority: AuthorityRow | null;
    readonly fields: RequestFields;
  },
  { key }: Pick<DisclosureServices, "key">,
): Promise<null | Refusal> {
  const { id, type, authority, fields } = of;
  if (type === undefined || authority === null || !isUsable(authority, tx.at)) return authorityExpired;
  const { faults } = formFaults(type, fields, authority, tx.at);
  if (faults.length > 0) {
    return refuse("request-incomplete", "The form is not filled in as this type of request needs it.", 422, {
      fields: faults,
    });
  }
  const subjects = fields.subjects ?? [];
  const twin = await openTwin(tx, {
    id,
    authorityId: authority.authority_id,
    subjectsMark: subjectsMark(key, fields.subjects),
  });
  return twin !== null && subjects.length > 0
    ? refuse("request-duplicate", `The same is asked already: ${twin}.`, 409)
    : null;
}

/** Submits a draft or one that was sent back: the form must be whole. */
export async function submit(
  tx: Transaction,
  id: string,
  services: Pick<DisclosureServices, "key">,
): Promise<null | Refusal> {
  const request = await requestById(tx, id, true);
  if (request === null) return noSuchRequest;
  const fields = openForm(services.key, request);
  const type = requestType(request.type);
  const authority = await authorityInForce(tx, request.authority_id);
  const hindrance = await submissionHindrance(tx, { id, type, authority, fields }, services);
  if (hindrance !== null) return hindrance;
  return moveRequest(tx, request, "submitted", {
    role: roleOf(tx, "liaison", "watch-officer", "analyst", "protection-reviewer"),
    reason: "submitted",
    change: {
      submitted_at: tx.at,
      answer_due_at: answerDue(request.type, request.urgent, tx.at),
      // Of what the unit asks of others the others' law is for them to keep.
      after_travel: request.direction === "in" && reachesBack(fields, tx.at),
      masked: request.direction === "in" && fields.masked === true,
    },
  });
}

/** The duty officer takes it and says whether it is complete (SOP-15). */
export async function triage(
  tx: Transaction,
  id: string,
  said: { readonly complete: boolean; readonly reason: string },
): Promise<null | Refusal> {
  const request = await requestById(tx, id, true);
  if (request === null) return noSuchRequest;
  const role = "watch-officer";
  if (request.state === "submitted") {
    const refusal = await moveRequest(tx, request, "triage", { role, reason: "taken up" });
    if (refusal !== null) return refusal;
  }
  const taken = await requestById(tx, id, true);
  if (taken === null) return noSuchRequest;
  return moveRequest(tx, taken, said.complete ? "legal-check" : "incomplete", {
    role,
    reason: said.reason.trim(),
  });
}

/** The legal adviser's opinion; where a body outside has to approve, it is asked now. */
export async function checkLaw(
  tx: Transaction,
  id: string,
  said: { readonly lawful: boolean; readonly reason: string; readonly code: RefusalCode | null },
  services: Pick<DisclosureServices, "outside" | "key">,
): Promise<null | Refusal> {
  const request = await requestById(tx, id, true);
  if (request === null) return noSuchRequest;
  if (!said.lawful && said.code === null) {
    return refuse("refusal-code-needed", "Say by its code why it is unlawful.", 422, {
      fields: [{ field: "code", text: "a code" }],
    });
  }
  const needed = said.lawful && request.state === "legal-check" && (request.after_travel || request.masked);
  const approvalId = needed ? await askOutside(tx, request, services) : null;
  if (isRefusal(approvalId)) return approvalId;
  return moveRequest(tx, request, "approval-pending", {
    role: "legal-adviser",
    reason: said.reason.trim(),
    change: {
      legal_by: tx.actor.id,
      legal_at: tx.at,
      lawful: said.lawful,
      legal_reason: said.reason.trim(),
      refusal_code: said.lawful ? null : said.code,
      approval_id: approvalId,
      approval: approvalId === null ? "none" : "asked",
    },
  });
}

/**
 * Puts a request before the body outside: asked by who acts, endorsed by who took it up, or who called it urgent. Null where
 * no body is connected.
 */
async function askOutside(
  tx: Transaction,
  request: RequestRecord,
  { outside, key }: Pick<DisclosureServices, "outside" | "key">,
  exPost = false,
): Promise<string | null | Refusal> {
  if (outside === null) return null;
  const fields = openForm(key, request);
  const taken = (await stepsOf(tx, request.request_id)).findLast((step) => step.to_state === "legal-check");
  const endorsed = exPost
    ? { by: request.urgency_by ?? "", reason: request.urgency_reason ?? "" }
    : { by: taken?.actor ?? "", reason: taken?.reason ?? "" };
  return outside.ask(tx, {
    requestId: request.request_id,
    reference: request.reference,
    purpose: fields.purpose ?? "SERIOUS",
    fields,
    elements: fields.elements ?? [],
    urgent: request.urgent,
    exPost,
    masked: request.masked,
    endorsed,
  });
}

const stillOpen: readonly string[] = ["approval-pending", "approved", "searching", "review", "release-check"];

/** Asks the body outside anew, where its approval has had its time or what was asked was taken back. */
export async function askAgain(
  tx: Transaction,
  id: string,
  reason: string,
  services: Pick<DisclosureServices, "outside" | "key">,
): Promise<null | Refusal> {
  const request = await requestById(tx, id, true);
  if (request === null) return noSuchRequest;
  const { outside } = services;
  if (outside === null) return nobodyOutside;
  const over =
    request.approval === "approved" &&
    request.approval_id !== null &&
    (await outside.isOver(tx, request.approval_id));
  if (
    !stillOpen.includes(request.state) ||
    !(request.after_travel || request.masked) ||
    !(over || request.approval === "none")
  ) {
    return refuse(
      "approval-not-over",
      "The body outside is asked anew when its approval has had its time, or when what was asked was taken back.",
    );
  }
  const approvalId = await askOutside(tx, request, services);
  if (isRefusal(approvalId)) return approvalId;
  const step = { role: "legal-adviser", reason: reason.trim() };
  await changeRequest(tx, id, { approval_id: approvalId, approval: "asked" }, step);
  tx.record({
    action: "request.outside-asked",
    subjectKind: "request",
    subjectId: id,
    detail: { approval: approvalId, reason: digest(reason) },
  });
  tx.announce("request", id);
  return null;
}

/** The supervisor approves it, or refuses it with a code; of what the body outside decides by itself they are told. */
export async function approve(
  tx: Transaction,
  id: string,
  said: { readonly approved: boolean; readonly reason: string; readonly code: RefusalCode | null },
): Promise<null | Refusal> {
  const request = await requestById(tx, id, true);
  if (request === null) return noSuchRequest;
  if (request.legal_by === tx.actor.id)
    return refuse("own-legal-check", "You checked the law of this request: another person approves.", 403);
  const role = "supervisor";
  if (!said.approved) {
    const code = said.code ?? (request.refusal_code as RefusalCode | null);
    if (code === null)
      return refuse("refusal-code-needed", "Say by its code why it is refused.", 422, {
        fields: [{ field: "code", text: "a code" }],
      });
    return moveRequest(tx, request, "refused", {
      role,
      reason: said.reason.trim(),
      change: {
        refusal_code: code,
        refusal_reason: said.reason.trim(),
        result: "refused",
        said: saidOf("refused", code),
        answered_at: tx.at,
      },
    });
  }
  if (request.lawful !== true) {
    return refuse("not-lawful", "The legal adviser found no basis for it: it can only be refused.", 409);
  }
  if (
    (request.after_travel || request.masked) &&
    request.approval !== "approved" &&
    !urgencyStands(request, tx.at)
  ) {
    return refuse(
      "outside-approval-needed",
      request.approval === "asked"
        ? "The court or independent body has not decided yet. Nothing is approved by itself."
        : "The journey is over or masked data are wanted: that needs the approval of the court or independent body.",
      409,
    );
  }
  return moveRequest(tx, request, "approved", {
    role,
    reason: said.reason.trim(),
    change: { approved_by: tx.actor.id },
  });
}

/** Urgency (F12): called by the duty officer, confirmed by a supervisor who calls back; the body outside reviews it within 48 hours. */
export async function callUrgency(tx: Transaction, id: string, reason: string): Promise<null | Refusal> {
  const request = await requestById(tx, id, true);
  if (request === null) return noSuchRequest;
  if (
    !["legal-check", "approval-pending"].includes(request.state) ||
    !(request.after_travel || request.masked)
  ) {
    return refuse(
      "urgency-not-possible",
      "Urgency stands in for the approval of the body outside, while that is waited for.",
    );
  }
  await changeRequest(
    tx,
    id,
    { urgency_by: tx.actor.id, urgency_reason: reason.trim() },
    { role: "watch-officer", reason: reason.trim() },
  );
  tx.record({
    action: "request.urgency-called",
    subjectKind: "request",
    subjectId: id,
    detail: { reason: digest(reason) },
  });
  tx.announce("request", id);
  return null;
}

export async function confirmUrgency(
  tx: Transaction,
  id: string,
  reason: string,
  { outside, key }: DisclosureServices,
): Promise<null | Refusal> {
  const request = await requestById(tx, id, true);
  if (request === null) return noSuchRequest;
  if (request.urgency_by === null || request.urgency_confirmed_by !== null) {
    return refuse("urgency-not-called", "Nobody has called this urgent, or it is confirmed already.");
  }
  if (request.urgency_by === tx.actor.id)
    return refuse("own-urgency", "You called this urgent: another person confirms it.", 403);
  if (outside === null) return nobodyOutside;
  const approvalId = request.approval_id ?? (await askOutside(tx, request, { outside, key }, true));
  if (isRefusal(approvalId)) return approvalId;
  await changeRequest(
    tx,
    id,
    {
      urgency_confirmed_by: tx.actor.id,
      urgency_until: new Date(tx.at.getTime() + clockTimes.urgentReview),
      approval_id: approvalId,
      approval: request.approval === "none" ? "asked" : request.approval,
    },
    { role: "supervisor", reason: reason.trim() },
  );
  await insertNotice(tx, {
    kind: "urgent-release",
    requestId: id,
    authorityId: request.authority_id,
    text: request.reference,
  });
  tx.record({
    action: "request.urgency-confirmed",
    subjectKind: "request",
    subjectId: id,
    detail: { reason: digest(reason), calledBy: request.urgency_by },
  });
  tx.announce("request", id);
  tx.announce("notice", id);
  return null;
}

/** Whoever asked takes it back, before anything was released. */
export async function withdraw(tx: Transaction, id: string, reason: string): Promise<null | Refusal> {
  const request = await requestById(tx, id, true);
  if (request === null) return noSuchRequest;
  return moveRequest(tx, request, "withdrawn", {
    role: roleOf(tx, "liaison", "watch-officer", "analyst", "protection-reviewer"),
    reason: reason.trim(),
  });
}
