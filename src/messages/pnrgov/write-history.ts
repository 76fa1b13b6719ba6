// Writes what was changed in a booking: as items of history (GR.10 to GR.12), and as the host's own lines (LTS).
import type { Booking } from "../booking.ts";
import type { SegmentToWrite } from "../edifact/write.ts";
import { dayAndTime, segment, times } from "./write-setting.ts";
import type { PushSetting } from "./write-setting.ts";

type Item = Booking["history"][number];

const ITEM = /^(added|cancelled|changed) (flight|traveller|service|baggage)(?: (.*))?$/s;
const LINE = /^(original|added|cancelled|changed) (name|flight|service|contact|ticketing): (.*)$/s;
const lineActions: Readonly<Record<string, string>> = {
  original: "O",
  added: "A",
  cancelled: "X",
  changed: "C",
};
const lineElements: Readonly<Record<string, string>> = {
  name: "NM",
  flight: "SS",
  service: "SR",
  contact: "AP",
  ticketing: "TK",
};

/** The history of a booking in its order; items of one moment stand in one block. */
export function historySegments({ history }: Booking, setting: PushSetting): SegmentToWrite[] {
  const segments: SegmentToWrite[] = [];
  let at: string | null | undefined;
  for (const [index, item] of history.entries()) {
    const line = LINE.exec(item.action);
    if (line !== null) {
      const [, action = "", element = "", content = ""] = line;
      const text = `${index}/${lineActions[action] ?? ""}/${lineElements[element] ?? ""}/${content}`;
      segments.push(segment("LTS", { "4440": text }));
      continue;
    }
    if (item.at !== at) {
      at = item.at;
      segments.push(...openingSegments(at, setting));
    }
    segments.push(...itemSegments(item, setting));
  }
  return segments;
}

function openingSegments(at: string | null, setting: PushSetting): SegmentToWrite[] {
  const opening = segment("ABI", { "9972": "4", "9906": setting.carrier });
  if (at === null) return [opening];
  const [day, time] = dayAndTime(at, setting);
  return [opening, segment("DAT", { C688: { "2005": "T", "9916": day, "9918": time } })];
}

const FLIGHT = /^([A-Z0-9]{0,2})(.*?) ([^\s-]*)-(.*?)(?: (\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?))?$/s;

function itemSegments({ action }: Item, setting: PushSetting): SegmentToWrite[] {
  const [, change = "", kind = "", what = ""] = ITEM.exec(action) ?? [];
  const code = change === "added" ? "A" : change === "cancelled" ? "X" : "C";
  const opening = segment("SAC", { "1229": code });
  switch (kind) {
    case "flight": {
      const [, carrier = "", number = "", from = "", to = "", departs = null] = FLIGHT.exec(what) ?? [];
      const flight = segment("TVL", {
        C310: times({ departs, arrives: null }, setting),
        C328: [from, to],
        C306: carrier,
        C308: number,
      });
      return [opening, flight];
    }
    case "traveller": {
      const slash = what.indexOf("/");
      const [surname, given] = slash < 0 ? [what, ""] : [what.slice(0, slash), what.slice(slash + 1)];
      return [opening, segment("TIF", { C322: surname, ...(given !== "" && { C324: given }) })];
    }
    case "service":
      return [opening, segment("SSR", { C334: what })];
    case "baggage":
      return [opening, segment("TBD")];
    default:
      return [];
  }
}
