// The published exchanges of corpus/cusres: read as the index says, and written with the structure of the published answers.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readBytes, writeCusres } from "#messages";
import type { TravellerAnswer } from "#messages";

const corpus = join(import.meta.dirname, "../../../shared/corpus");

const bytesOf = (path: string): Uint8Array => readFileSync(join(corpus, path));
const only = (path: string) => {
  const [message] = readBytes(bytesOf(path));
  if (message === undefined) throw new Error(`${path} holds no message`);
  return message;
};

/** Segments without what an exchange may choose: the time of preparation and the text for the agent. */
function structure(text: string): string[] {
  return text
    .replace(/\r?\n/g, "")
    .split('"')
    .filter((segment) => segment !== "")
    .map((segment) => {
      if (segment.startsWith("UNB") || segment.startsWith("UNG"))
        return segment.replace(/\+\d{6}:\d{4}/, "+TIME");
      return segment.startsWith("FTX+AAP") ? "FTX+AAP+++TEXT" : segment;
    });
}

describe.skipIf(!existsSync(corpus))("published CUSRES", () => {
  it.each([
    ["china-iapi-01-two-pax-ok", "response", ["OK", "OK"]],
    ["china-iapi-03a-no-board", "response", ["NOT_OK"]],
    ["china-iapi-03b-ok", "response", ["OK"]],
    ["china-iapi-09-unsolicited-no-board", "unsolicited", ["NOT_OK"]],
    ["china-iapi-09-unsolicited-ack", "acknowledgement", ["NOT_OK"]],
  ])("%s", (file, kind, directives) => {
    const message = only(`cusres/${file}.edi`);
    expect(message.accepted).toBe(true);
    expect(message.findings).toEqual([]);
    expect(message.response?.kind).toBe(kind);
    expect(message.response?.results.map((result) => result.directive)).toEqual(directives);
  });

  it("says the codes and the text of each answer", () => {
    const results = (file: string) => only(`cusres/${file}.edi`).response?.results;
    expect(
      results("china-iapi-01-two-pax-ok")?.map(({ codes, travellerRef }) => [codes, travellerRef]),
    ).toEqual([
      [["0Z"], "90001"],
      [["0Z"], "90002"],
    ]);
    expect(results("china-iapi-03a-no-board")).toMatchObject([{ codes: ["1Z"], travellerRef: "90003" }]);
    expect(results("china-iapi-03a-no-board")?.[0]?.texts[0]).toMatch(/\w/);
    expect(results("china-iapi-03b-ok")).toMatchObject([{ codes: ["0Z"] }]);
  });

  it("reads an acknowledgement without association code, its envelope swapped", () => {
    const sent = only("cusres/china-iapi-09-unsolicited-no-board.edi");
    const back = only("cusres/china-iapi-09-unsolicited-ack.edi");
    expect(back.envelope?.type).toHaveLength(4);
    expect([back.control.sender, back.control.recipient]).toEqual([
      sent.control.recipient,
      sent.control.sender,
    ]);
  });

  it("reads the same transaction and flight in an unsolicited message and its acknowledgement", () => {
    const sent = only("cusres/china-iapi-09-unsolicited-no-board.edi").response;
    const back = only("cusres/china-iapi-09-unsolicited-ack.edi").response;
    expect(sent?.transaction?.reference).toBe("1909240821556284716");
    expect(back?.transaction).toEqual(sent?.transaction);
    expect(back?.flights).toEqual(sent?.flights);
    expect(sent?.flights[0]).toEqual({
      designator: "MU589",
      from: "SFO",
      to: "PVG",
      departs: "2026-01-01T14:20",
      arrives: "2026-01-01T09:30",
      qualifiers: ["125", "87"],
    });
  });

  const ok = { directive: "OK" } as const;
  it.each<[string, string, Pick<TravellerAnswer, "directive">]>([
    ["china-iapi-01-two-pax-request", "china-iapi-01-two-pax-ok", ok],
    ["china-iapi-03a-request", "china-iapi-03a-no-board", { directive: "NOT_OK" }],
    ["china-iapi-03b-change-cp", "china-iapi-03b-ok", ok],
  ])("the request %s is answered like %s", (requestFile, answerFile, decision) => {
    const request = only(`paxlst/${requestFile}.edi`);
    const travellers = (request.passengerList?.travellers ?? []).map(({ locator, travellerRef }) => ({
      locator,
      travellerRef,
      ...decision,
    }));
    const answer = writeCusres({ request, travellers, at: "2026-01-01T08:01" });
    expect(answer).not.toBeNull();
    const written = Buffer.from(answer ?? []).toString("latin1");
    const published = Buffer.from(bytesOf(`cusres/${answerFile}.edi`)).toString("latin1");
    expect(structure(written)).toEqual(structure(published));
  });
});
