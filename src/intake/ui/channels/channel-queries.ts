// What the screens of outages of channels ask the server.
import { queryOptions } from "@tanstack/react-query";
import type { ChannelOutages, NewChannelOutage, NewFallback } from "../../channel-outage-contract.ts";
import { get, request, type LiveTopics } from "#design/ui";

export const channelOutagesQuery = queryOptions({
  queryKey: ["channel-outages"],
  queryFn: ({ signal }) => get<ChannelOutages>("/api/channel-outages", { signal }),
  meta: { live: [{ topic: "outage" }] satisfies LiveTopics },
});

export const openOutage = (body: NewChannelOutage): Promise<ChannelOutages> =>
  request<ChannelOutages>("POST", "/api/channel-outages", { body });
export const endOutage = (id: string): Promise<ChannelOutages> =>
  request<ChannelOutages>("POST", `/api/channel-outages/${id}/end`, {});
export const proposeFallback = (body: NewFallback): Promise<ChannelOutages> =>
  request<ChannelOutages>("POST", "/api/fallback-channels", { body });
export const decideFallback = (id: string, approve: boolean, reason: string): Promise<ChannelOutages> =>
  request<ChannelOutages>("POST", `/api/fallback-channels/${id}/decision`, { body: { approve, reason } });
export const endFallback = (id: string): Promise<ChannelOutages> =>
  request<ChannelOutages>("POST", `/api/fallback-channels/${id}/end`, {});
