// What the screens of the schedule ask the server and tell it, and which live topics load them again.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type {
  LegAhead,
  NewSchedule,
  ScheduleImport,
  ScheduleImportDetail,
  ScheduleRow,
  Schedules,
} from "../../contract.ts";
import { get, request, withQuery, type LiveTopics } from "#design/ui";

/** Legs that stand, of one carrier or the first of all, and the last imports. */
export function schedulesQuery(carrier: string) {
  return queryOptions({
    queryKey: ["schedules", carrier],
    queryFn: ({ signal }) => get<Schedules>(withQuery("/api/schedules", { carrier }), { signal }),
    placeholderData: keepPreviousData,
    meta: { live: [{ topic: "schedule" }] satisfies LiveTopics },
  });
}

/** One import with its findings and what it would change now. */
export function importQuery(id: string) {
  return queryOptions({
    queryKey: ["schedule-import", id],
    queryFn: ({ signal }) => get<ScheduleImportDetail>(`/api/schedules/imports/${id}`, { signal }),
  });
}

/** The flights a leg still has. */
export function aheadQuery(id: string) {
  return queryOptions({
    queryKey: ["schedule-ahead", id],
    queryFn: ({ signal }) => get<LegAhead>(`/api/schedules/${id}/ahead`, { signal }),
  });
}

export function addLeg(leg: NewSchedule): Promise<ScheduleRow> {
  return request("POST", "/api/schedules", { body: leg });
}

export function removeLeg(id: string): Promise<void> {
  return request("DELETE", `/api/schedules/${id}`);
}

/** Reads a file into a draft; SSIM records begin with their type, a table with the names of its columns. */
export function readFile(file: File, format: "ssim" | "csv"): Promise<ScheduleImport> {
  return request("POST", withQuery("/api/schedules/imports", { format }), { body: file });
}

export function activateImport(id: string, errorsAccepted: boolean): Promise<ScheduleImport> {
  return request("POST", `/api/schedules/imports/${id}/activate`, { body: { errorsAccepted } });
}

export function discardImport(id: string): Promise<ScheduleImport> {
  return request("POST", `/api/schedules/imports/${id}/discard`);
}
