// What the carriers' own page asks the server, with the carrier's token.
import { queryOptions } from "@tanstack/react-query";
import type { DeliveryReceipt } from "../contract.ts";
import type { CheckedTransmission, OwnDeliveries } from "../send-contract.ts";
import { request } from "#design/ui";

export function ownDeliveries(token: string, signal?: AbortSignal): Promise<OwnDeliveries> {
  return request("GET", "/v1/deliveries", { token, signal });
}

/** The token is no part of the key: what is kept of a query may be shown in tools. */
export function ownDeliveriesQuery(token: string) {
  return queryOptions({
    queryKey: ["own-deliveries"],
    queryFn: ({ signal }) => ownDeliveries(token, signal),
    refetchInterval: 30_000,
  });
}

/** What would become of it; nothing is received. */
export function checkTransmission(token: string, content: Blob): Promise<CheckedTransmission> {
  return request("POST", "/v1/check", { token, body: content });
}

export function sendTransmission(token: string, content: Blob): Promise<DeliveryReceipt> {
  return request("POST", "/v1/messages", { token, body: content, byHand: true });
}
