// What the carrier desk's screens ask the server.
import { queryOptions } from "@tanstack/react-query";
import type { Static } from "typebox";
import type {
  AgreementDecision,
  AgreementForm,
  Agreements,
  CarrierForm,
  CarrierRegister,
  CarrierRow,
  CredentialForm,
  IssuedCredential,
  PushPlan,
} from "../contract.ts";
import { get, request, type LiveTopics } from "#design/ui";

/** All carriers with their credentials. */
export const registerQuery = queryOptions({
  queryKey: ["carriers"],
  queryFn: ({ signal }) => get<CarrierRegister>("/api/carriers", { signal }),
  meta: { live: [{ topic: "carrier" }] satisfies LiveTopics },
});

const agreementPath = (carrierId: string | null): string =>
  carrierId === null ? "/api/agreements" : `/api/carriers/${carrierId}/agreements`;

/** What is agreed with one carrier, or (null) what every carrier is held to: newest first. */
export function agreementsQuery(carrierId: string | null) {
  return queryOptions({
    queryKey: ["agreements", carrierId],
    queryFn: ({ signal }) => get<Static<typeof Agreements>>(agreementPath(carrierId), { signal }),
    meta: { live: [{ topic: "carrier" }] satisfies LiveTopics },
  });
}

/** What the carrier of this code owes of each flight. */
export function pushPlanQuery(code: string) {
  return queryOptions({
    queryKey: ["push-plan", code],
    queryFn: ({ signal }) => get<PushPlan>(`/api/carriers/${code}/pushes`, { signal }),
    meta: { live: [{ topic: "carrier" }] satisfies LiveTopics },
  });
}

/** null: what the legal profile says. */
export function setPushPlan(code: string, pushes: PushPlan["pushes"] | null): Promise<PushPlan> {
  return request("PUT", `/api/carriers/${code}/pushes`, { body: { pushes } });
}

export function addCarrier(form: Static<typeof CarrierForm>): Promise<CarrierRow> {
  return request("POST", "/api/carriers", { body: form });
}

export function suspendCarrier(carrierId: string, suspended: boolean): Promise<CarrierRow> {
  return request("POST", `/api/carriers/${carrierId}/suspension`, { body: { suspended } });
}

export function issueCredential(
  carrierId: string,
  form: Static<typeof CredentialForm>,
): Promise<Static<typeof IssuedCredential>> {
  return request("POST", `/api/carriers/${carrierId}/credentials`, { body: form });
}

export function revokeCredential(carrierId: string, credentialId: string): Promise<CarrierRow> {
  return request("POST", `/api/carriers/${carrierId}/credentials/${credentialId}/revocation`);
}

export function proposeAgreement(
  carrierId: string | null,
  form: Static<typeof AgreementForm>,
): Promise<Static<typeof Agreements>> {
  return request("POST", agreementPath(carrierId), { body: form });
}

export function decideAgreement(
  agreementId: string,
  decision: Static<typeof AgreementDecision>,
): Promise<Static<typeof Agreements>> {
  return request("POST", `/api/agreements/${agreementId}/decision`, { body: decision });
}
