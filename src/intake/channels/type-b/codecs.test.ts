// MATIP packets, BATAP and plain framing, byte by byte.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBatap, writeAcknowledgement, writeBatapMessage } from "./batap.ts";
import { ByteQueue } from "./byte-queue.ts";
import { framedBytesMax, FramedReader, wayOf, writeFramed, type FramedUnit } from "./framed.ts";
import { MatipReader, writeClose, writeConfirm, writeData, writeOpen, type MatipPacket } from "./matip.ts";

const bytes = (...values: number[]) => Buffer.from(values);
const packets = (...chunks: Uint8Array[]): MatipPacket[] => {
  const reader = new MatipReader();
  return chunks.flatMap((chunk) => [...reader.push(chunk)]);
};

/** Cuts bytes where the numbers say. */
function cut(whole: Buffer, places: readonly number[]): Buffer[] {
  const at = [...new Set(places.map((place) => place % (whole.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((from, i) => whole.subarray(from, at[i] ?? whole.length));
}
const places = fc.array(fc.nat(), { maxLength: 30 });

describe("MATIP", () => {
  test("a session open of RFC 2351 and its answer", () => {
    const open = bytes(1, 0xfe, 0, 6, 4, 0x20);
    const said = { coding: 4, protection: 2, caller: 0, hosts: null };
    expect(packets(open)).toEqual([{ kind: "open", open: said }]);
    expect(writeOpen(said)).toEqual(open);
    expect(writeConfirm(0)).toEqual(bytes(1, 0xfd, 0, 5, 0));
    expect(writeConfirm(3)).toEqual(bytes(1, 0xfd, 0, 5, 0x43));
    expect(writeClose(0)).toEqual(bytes(1, 0xfc, 0, 5, 0));
    expect(packets(writeConfirm(3), writeConfirm(0), writeClose(0x84), bytes(1, 0xfd, 0, 5, 3))).toEqual([
      { kind: "confirm", cause: 3 },
      { kind: "confirm", cause: 0 },
      { kind: "close", cause: 0x84 },
      { kind: "confirm", cause: 3 },
    ]);
  });

  test("host identifiers are taken where the diagram, and where the words of the standard put them", () => {
    const hosts = [0x12, 0x34, 0x56, 0x78];
    for (const filler of [[], [0, 0], [0, 0, 0]]) {
      const open = bytes(1, 0xfe, 0, 10 + filler.length, 4, 0x26, ...filler, ...hosts);
      expect(packets(open)).toEqual([
        {
          kind: "open",
          open: { coding: 4, protection: 2, caller: 1, hosts: { sender: 0x1234, recipient: 0x5678 } },
        },
      ]);
    }
  });

  test("a session open that says nothing sensible is refused with its cause", () => {
    const causeOf = (...body: number[]) => {
      const [packet] = packets(bytes(1, 0xfe, 0, 4 + body.length, ...body));
      return packet?.kind === "open-refused" ? packet.cause : packet;
    };
    expect(causeOf(0x14, 0x20)).toBe(1);
    expect(causeOf(5, 0x20)).toBe(2);
    expect(causeOf(4)).toBe(2);
    expect(causeOf(4, 0x22, 0x12, 0x34)).toBe(2);
    expect(causeOf(4, 0x20, ...Array<number>(10).fill(0))).toBe(2);
  });

  test("after a malformed packet nothing more is taken from the stream", () => {
    const why = (...chunk: number[]) => {
      const reader = new MatipReader();
      const [first] = reader.push(bytes(...chunk));
      expect(reader.push(writeClose(0))).toEqual([]);
      return first?.kind === "fault" ? first.why : first;
    };
    expect(why(2, 0xfe)).toMatch("0x02");
    expect(why(1, 0x00, 0, 3)).toMatch("3 bytes");
    expect(why(1, 0xfe, 0xff, 0xff)).toMatch("65535 bytes");
    expect(why(1, 0xf0, 0, 4)).toMatch("0xf0");
    expect(why(0x47, 0x45, 0x54, 0x20)).toMatch("0x47");
  });

  test("packets are the same however TCP cuts the stream", () => {
    const payload = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(fc.array(payload, { maxLength: 8 }), places, (payloads, at) => {
        const stream = Buffer.concat([
          writeOpen({ coding: 4, protection: 2, caller: 0, hosts: null }),
          ...payloads.map(writeData),
          writeClose(0),
        ]);
        const whole = packets(stream);
        expect(whole).toHaveLength(payloads.length + 2);
        expect(packets(...cut(stream, at))).toEqual(whole);
      }),
    );
  });

  test("any bytes end in packets or a fault, never in an exception", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), (chunks) => {
        const found = packets(...chunks);
        expect(found.findIndex(({ kind }) => kind === "fault")).toBeOneOf([-1, found.length - 1]);
      }),
    );
  });
});

describe("BATAP", () => {
  test("a serial stands behind each message, and a P where it may have been delivered before", () => {
    const message = Buffer.from("QU GYDPIXS\r\n.MUCKMTS 210801\r\nTEXT\r\n");
    expect(writeBatapMessage(message, 7, false).toString()).toBe(`${message.toString()} 007`);
    expect(readBatap(writeBatapMessage(message, 999, true))).toEqual({
      kind: "message",
      bytes: message,
      serial: 999,
      possibleDuplicate: true,
    });
    expect(readBatap(message)).toEqual({
      kind: "message",
      bytes: message,
      serial: null,
      possibleDuplicate: false,
    });
  });

  test("an acknowledgement lists serials", () => {
    expect(writeAcknowledgement([7, 12, 1000]).toString()).toBe("IMA007012000");
    expect(readBatap(Buffer.from("IMA007012"))).toEqual({ kind: "acknowledged", serials: [7, 12] });
    expect(readBatap(Buffer.from("IMA07")).kind).toBe("message");
    expect(readBatap(Buffer.alloc(0)).kind).toBe("message");
  });
});

describe("SOH and ETX", () => {
  const units = (chunks: readonly Uint8Array[]): FramedUnit[] => {
    const reader = new FramedReader();
    return [...chunks.flatMap((chunk) => [...reader.push(chunk)]), ...reader.end()];
  };
  const texts = (chunks: readonly Uint8Array[]) =>
    units(chunks).map((unit) => (unit.kind === "telegram" ? unit.bytes.toString("latin1") : unit.why));

  test("each telegram ends at its ETX, at the next SOH, or with the connection", () => {
    expect(texts([Buffer.from("\u0001A\u0003\r\n\u0001B\u0001C\u0003D")])).toEqual(["A", "B", "C", "D"]);
    expect(texts([writeFramed(Buffer.from("A"))])).toEqual(["A"]);
  });

  test("telegrams are the same however TCP cuts the stream", () => {
    const piece = fc.constantFrom("\u0001", "\u0003", "A", "B\r\n", "\u0002");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), places, (pieces, at) => {
        const stream = Buffer.from(pieces.join(""));
        expect(texts(cut(stream, at))).toEqual(texts([stream]));
      }),
    );
  });

  test("a telegram without an end is given up at the bound", () => {
    const reader = new FramedReader();
    const found = Array.from({ length: 70 }, () => reader.push(Buffer.alloc(1000, 0x41))).flat();
    expect(found.map(({ kind }) => kind)).toEqual(["fault"]);
    expect(units([Buffer.alloc(framedBytesMax + 9, 0x41), Buffer.of(3)])).toMatchObject([{ kind: "fault" }]);
  });

  test("the first two bytes tell MATIP from a heading", () => {
    expect(wayOf(bytes(1))).toBe(null);
    expect(wayOf(bytes())).toBe(null);
    expect(wayOf(bytes(1, 0xfe))).toBe("matip");
    expect(wayOf(bytes(1, 0))).toBe("matip");
    expect(wayOf(Buffer.from("\u0001Q"))).toBe("framed");
    expect(wayOf(Buffer.from("\u0001\r"))).toBe("framed");
    expect(wayOf(Buffer.from("QU"))).toBe("framed");
    expect(wayOf(bytes(0x16, 3))).toBe("neither");
  });
});

test("a queue of bytes gives back what came in", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.uint8Array({ maxLength: 5000 }), fc.nat(6000))), (steps) => {
      const queue = new ByteQueue();
      let expected = Buffer.alloc(0);
      for (const [chunk, count] of steps) {
        queue.append(chunk);
        expected = Buffer.concat([expected, chunk]);
        expect(queue.length).toBe(expected.length);
        expect(queue.indexOf(7)).toBe(expected.indexOf(7));
        expect(queue.at(3)).toBe(expected[3]);
        expect(queue.take(count).equals(expected.subarray(0, count))).toBe(true);
        expected = expected.subarray(count);
      }
    }),
    { numRuns: 50 },
  );
});
