// The published PNRGOV samples of corpus/pnrgov give the facts of its index and of pnrgov.md §13.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readBytes, redact } from "#messages";

const corpus = join(import.meta.dirname, "../../../shared/corpus/pnrgov");
const bytesOf = (file: string): Buffer => readFileSync(join(corpus, file));

describe.skipIf(!existsSync(corpus))("published PNRGOV", () => {
  it("guide example 1, SQ602: every fact of pnrgov.md §13", () => {
    const source = bytesOf("iata-guide-14-1-ex1-sq602.edi");
    const [message, ...rest] = readBytes(source);
    expect(rest).toEqual([]);
    expect(message).toMatchObject({
      kind: "PNRGOV",
      version: "11.1",
      accepted: true,
      findings: [],
      cuts: [],
    });
    expect(message?.push).toMatchObject({ update: false, statedBookings: 1 });
    const [booking, ...others] = message?.bookings ?? [];
    expect(others).toEqual([]);
    expect(booking).toMatchObject({
      locator: "3PGZOV",
      createdAt: "2013-03-19T13:54",
      sentAt: "2013-05-27T05:59",
      cancelled: false,
      agency: { iata: "32393340", city: "NCE", country: "SG" },
    });
    expect(booking?.segments).toEqual([
      {
        carrier: "SQ",
        number: "602",
        from: "SIN",
        to: "ICN",
        departs: "2013-05-27T14:30",
        arrives: "2013-05-27T22:05",
        status: "HK",
        operating: null,
        class: "D",
        equipment: "333",
      },
    ]);
    expect(booking?.services).toHaveLength(5);
    const [adult, infant, ...more] = booking?.travellers ?? [];
    expect(more).toEqual([]);
    expect(adult).toMatchObject({
      ref: "2",
      type: "adult",
      surname: "BELT",
      given: "ISABELLE",
      title: "MRS",
      sex: "F",
      birthDate: "1978-07-01",
      documents: [{ type: "P", number: "509229987", issuer: "GBR", expires: "2022-11-12" }],
      frequentFlyer: [{ carrier: "SQ", number: "8794285757" }],
      uniqueReference: "001C451486DFF0CC",
      checkIns: [{ number: "SIN-168", seat: "11D", cabin: "J" }],
    });
    expect(adult?.bags.map((bag) => bag.tag)).toEqual(["0123456789", "0123456788", "0123456787"]);
    expect(adult?.bags.reduce((sum, bag) => sum + (bag.weightKg ?? 0), 0)).toBe(33);
    expect(infant).toMatchObject({
      ref: "3",
      type: "infant",
      surname: "BELT",
      given: "SOPHY",
      sex: "F",
      birthDate: "2012-09-20",
      documents: [{ type: "P", number: "512731999", issuer: "GBR", expires: "2017-10-25" }],
      checkIns: [{ number: "SIN-169", seat: "11D", cabin: "J" }],
      infantOf: "2",
    });
    if (message === undefined) return;
    const kept = redact(source, message);
    expect(kept.marks).toEqual([]);
    expect(Buffer.from(kept.bytes).equals(source.subarray(message.start, message.end))).toBe(true);
  });

  it("multipart 1 of 2: the flight of the push, no PNRs, an incomplete series", () => {
    const [message, ...rest] = readBytes(bytesOf("pnrgov-multipart-1-of-2.edi"));
    expect(rest).toEqual([]);
    expect(message).toMatchObject({
      kind: "PNRGOV",
      accepted: true,
      bookings: [],
      control: { part: 1, final: false, accessReference: "EK0160/290825/1435" },
      push: {
        update: false,
        statedBookings: 188,
        flight: {
          carrier: "EK",
          number: "160",
          from: "OSL",
          to: "DXB",
          departs: "2025-08-29T14:35",
          arrives: "2025-08-29T23:25",
        },
      },
    });
    // UNT counts 15 for 6 segments; nothing else is wrong.
    expect(message?.findings.map((finding) => finding.code)).toEqual(["EDI29"]);
  });
});
