// What all parts of a push that is written are told from: its flight, its date, and the grammar's table of segments.
import type { ReportedFlight } from "../booking.ts";
import { nearYear, readDayMonthName, referenceYearOf } from "../edifact/dates.ts";
import { layOut } from "../edifact/lay-out.ts";
import type { ElementContent, SegmentContent } from "../edifact/lay-out.ts";
import type { SegmentToWrite } from "../edifact/write.ts";
import { pnrgov } from "../grammar/pnrgov.ts";
import type { PostalAddress } from "../passenger-list.ts";

export type PushSetting = {
  /** The airline that stands where a segment wants one. */
  readonly carrier: string;
  /** `YYYY-MM-DD...` by which two-digit years are told: of the interchange, and of the flight. */
  readonly preparedAt: string;
  readonly flight: ReportedFlight | null;
  /** 10 to 18: what differs between releases (pnrgov.md §1). */
  readonly version: number;
};

/** A segment out of its values by the ids of their data elements. */
export function segment(tag: string, content: SegmentContent = {}): SegmentToWrite {
  return layOut(pnrgov.directory, tag, content);
}

/** DDMMYY where every reader finds the same year in it, else DDMMYYYY; and HHMM, "" for a day without time. */
export function dayAndTime(moment: string, setting: PushSetting): readonly [day: string, time: string] {
  const year = Number(moment.slice(0, 4));
  const isNear = [setting.preparedAt, setting.flight?.departs ?? setting.preparedAt].every(
    (date) => nearYear(year % 100, referenceYearOf(date)) === year,
  );
  const shownYear = isNear ? moment.slice(2, 4) : moment.slice(0, 4);
  return [moment.slice(8, 10) + moment.slice(5, 7) + shownYear, moment.slice(11, 13) + moment.slice(14, 16)];
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/** `05AUG70` where the reader finds the same day in it, else `05AUG1970`: dates in SSR texts; "" for null. */
export function namedDay(date: string | null, setting: PushSetting, kind: "birth" | "expiry"): string {
  if (date === null) return "";
  const beginning = date.slice(8, 10) + (months[Number(date.slice(5, 7)) - 1] ?? "");
  const short = beginning + date.slice(2, 4);
  const reference = { date: setting.flight?.departs ?? setting.preparedAt, birth: kind === "birth" };
  return readDayMonthName(short, reference) === date ? short : beginning + date.slice(0, 4);
}

/** C310: departure and arrival of a flight. */
export function times(
  { departs, arrives }: { readonly departs: string | null; readonly arrives: string | null },
  setting: PushSetting,
): Exclude<ElementContent, string> {
  const [fromDay, fromTime] = departs === null ? ["", ""] : dayAndTime(departs, setting);
  const [toDay, toTime] = arrives === null ? ["", ""] : dayAndTime(arrives, setting);
  return { "9916": fromDay, "9918": fromTime, "9920": toDay, "9922": toTime };
}

/** Longest code of a region; what is longer is its name. */
const LONGEST_REGION_CODE = 9;

/** ADD: an address, of the booking, of a traveller or of who pays, by where it stands. */
export function addressSegment({ line, city, region, postcode, country }: PostalAddress): SegmentToWrite {
  const isCode = region !== null && region.length <= LONGEST_REGION_CODE && !region.includes(" ");
  return segment("ADD", {
    C032: {
      "3299": "700",
      "3042": line ?? "",
      "3164": city ?? "",
      ...(region !== null && { [isCode ? "3229" : "3228"]: region }),
      "3207": country ?? "",
      "3251": postcode ?? "",
    },
  });
}

/** IFT: other service information of the airline. */
export function informationSegment(text: string, setting: PushSetting): SegmentToWrite {
  return segment("IFT", { C346: { "4451": "4", "9980": "28", "9906": setting.carrier }, "4440": text });
}
