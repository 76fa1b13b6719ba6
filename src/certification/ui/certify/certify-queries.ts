// What the certification page asks the server, with the carrier's token.
import { queryOptions } from "@tanstack/react-query";
import type {
  CaseAttempted,
  CertificateChecked,
  ConformanceRun,
  IssuedCertificate,
  OwnRuns,
  VolumeForm,
} from "../../contract.ts";
import { request } from "#design/ui";

/** The token is no part of the keys: what is kept of a query may be shown in tools. */
export function ownRunsQuery(token: string) {
  return queryOptions({
    queryKey: ["own-runs"],
    queryFn: ({ signal }) => request<OwnRuns>("GET", "/v1/test/runs", { token, signal }),
  });
}

export function ownRunQuery(token: string, id: string) {
  return queryOptions({
    queryKey: ["own-runs", id],
    queryFn: ({ signal }) => request<ConformanceRun>("GET", `/v1/test/runs/${id}`, { token, signal }),
    // What a program sends to the volume test meanwhile is seen to come in.
    refetchInterval: ({ state }) => (state.data?.volume?.state === "waiting" ? volumeSeenMs : false),
  });
}

const volumeSeenMs = 2_000;

export function beginVolume(token: string, run: string, body: VolumeForm): Promise<ConformanceRun> {
  return request("POST", `/v1/test/runs/${run}/volume`, { token, body });
}

export function beginRun(token: string): Promise<ConformanceRun> {
  return request("POST", "/v1/test/runs", { token });
}

export function attemptCase(
  token: string,
  run: string,
  number: number,
  content: Blob,
): Promise<CaseAttempted> {
  return request("POST", `/v1/test/runs/${run}/cases/${number}`, { token, body: content });
}

export function certify(token: string, run: string): Promise<IssuedCertificate> {
  return request("POST", `/v1/test/runs/${run}/certificate`, { token });
}

/** Without the token: anybody may ask. */
export function checkCertificate(signed: string): Promise<CertificateChecked> {
  return request("POST", "/v1/test/certificates/check", { body: { signed } });
}
