// What the screen of processors asks the server, and what it tells it; each act answers with the register as it stands then.
import { queryOptions } from "@tanstack/react-query";
import { get, request } from "#design/ui";
import type { Processors } from "../../processor-contract.ts";

export const processorsQuery = queryOptions({
  queryKey: ["processors"],
  queryFn: ({ signal }) => get<Processors>("/api/processors", { signal }),
});

export function sendToProcessors(path: string, body: object = {}): Promise<Processors> {
  return request("POST", path, { body });
}
