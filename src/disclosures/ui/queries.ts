// What the screens of requests ask the server, and what they tell it.
import { queryOptions } from "@tanstack/react-query";
import { get, request, withQuery, type LiveTopics } from "#design/ui";
import type { Purpose } from "#vocabulary";
import type {
  Authorities,
  Notices,
  OpenedPackage,
  OwnRequest,
  OwnRequests,
  PackagePreview,
  Packages,
  RequestDetail,
  RequestQueue,
} from "../contract.ts";

export function queueQuery(show: "open" | "ended") {
  return queryOptions({
    queryKey: ["requests", show],
    queryFn: ({ signal }) => get<RequestQueue>(withQuery("/api/requests", { show }), { signal }),
    meta: { live: [{ topic: "request" }, { topic: "package" }] satisfies LiveTopics },
  });
}

/** One request; persons found are in clear, and each load is an entry of the ledger. */
export function requestQuery(id: string, purpose: Purpose | null) {
  return queryOptions({
    queryKey: ["request", id],
    queryFn: ({ signal }) => get<RequestDetail>(`/api/requests/${id}`, { purpose, signal }),
    enabled: purpose !== null,
    meta: { live: [{ topic: "request", subject: id }] satisfies LiveTopics },
  });
}

export function packagesQuery(caseId: string) {
  return queryOptions({
    queryKey: ["packages", caseId],
    queryFn: ({ signal }) => get<Packages>(withQuery("/api/packages", { case: caseId }), { signal }),
    meta: { live: [{ topic: "package" }] satisfies LiveTopics },
  });
}

export const authoritiesQuery = queryOptions({
  queryKey: ["authorities"],
  queryFn: ({ signal }) => get<Authorities>("/api/authorities", { signal }),
  meta: { live: [{ topic: "authority" }] satisfies LiveTopics },
});

export const noticesQuery = queryOptions({
  queryKey: ["disclosure-notices"],
  queryFn: ({ signal }) => get<Notices>("/api/disclosure-notices", { signal }),
  meta: { live: [{ topic: "notice" }] satisfies LiveTopics },
});

export const ownQuery = queryOptions({
  queryKey: ["own-requests"],
  queryFn: ({ signal }) => get<OwnRequests>("/api/own-requests", { signal }),
  meta: {
    live: [{ topic: "request" }, { topic: "package" }, { topic: "recall" }] satisfies LiveTopics,
  },
});

export function ownRequestQuery(id: string) {
  return queryOptions({
    queryKey: ["own-request", id],
    queryFn: ({ signal }) => get<OwnRequest>(`/api/own-requests/${id}`, { signal }),
    meta: { live: [{ topic: "request", subject: id }] satisfies LiveTopics },
  });
}

/** Since when a found person is masked, and which grants to see them the reader holds now. */
export function unmaskingsQuery(personKey: string, purpose: Purpose | null) {
  return queryOptions({
    queryKey: ["approvals", "of", personKey],
    queryFn: ({ signal }) =>
      get<{
        readonly maskedAt: string | null;
        readonly approvals: readonly {
          readonly id: string;
          readonly kind: string;
          readonly form: { readonly caseReference: string };
          readonly may: readonly string[];
        }[];
      }>(withQuery("/api/approvals", { of: personKey }), { purpose, signal }),
    enabled: purpose !== null,
    meta: { live: [{ topic: "approval" }] satisfies LiveTopics },
  });
}

export const previewOf = (id: string, purpose: Purpose | null) =>
  get<PackagePreview>(`/api/packages/${id}/preview`, { purpose });
export const openedOf = (id: string) => get<OpenedPackage>(`/api/own-packages/${id}/content`);

/** Sends an act with the stated purpose. */
export function act<Answer>(path: string, body: object, purpose: Purpose | null = null): Promise<Answer> {
  return request("POST", path, { body, purpose });
}
