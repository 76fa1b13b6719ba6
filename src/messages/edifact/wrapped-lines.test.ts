// Lines of a wrapping device that have lost something: it is said, and no name is changed by it.
import { describe, expect, it } from "vitest";
import { aPassengerList, aPerson } from "../fixtures.ts";
import { readBytes } from "../read.ts";

const read = (text: string) => readBytes(Buffer.from(text, "latin1"));

describe("wrapped lines", () => {
  it("a line that has lost a letter puts no blank into the name of somebody else", () => {
    const persons = [1, 2, 3, 4, 5].map((at) =>
      aPerson({ NAD: ["NAD", "FL", "", "", ["KASSYMOVA", "TEMIRLANA"]] }, at),
    );
    const text = aPassengerList({ persons, serviceString: false });
    const lines = Array.from({ length: Math.ceil(text.length / 63) }, (_, i) =>
      text.slice(i * 63, i * 63 + 63),
    );
    for (let at = 3; at < lines.length - 1; at++) {
      if (!/[A-Z]$/.test(lines[at]!)) continue;
      const damaged = lines.map((line, i) => (i === at ? line.slice(0, 30) + line.slice(31) : line));
      const [message] = read(damaged.join("\r\n"));
      const names = message!.passengerList!.travellers.flatMap(({ surname, given }) => [
        surname,
        given ?? "",
      ]);
      expect(names.filter((one) => /^(?:KASSYMOVA|TEMIRLANA)$/.test(one)).length).toBeGreaterThanOrEqual(9);
      expect(names.filter((one) => one.includes(" "))).toEqual([]);
    }
  });

  it("a blank of a name that the end of a wrapped line has lost is said, and nothing is put into a name", () => {
    const name = ["VAN DER BERG", "ANA MARIA DEL CARMEN"];
    for (let shift = 0; shift < 12; shift++) {
      const persons = [1, 2, 3, 4].map((i) =>
        aPerson(
          { NAD: ["NAD", "FL", "", "", name], "RFF ABO": ["RFF", ["ABO", `J${"2".repeat(shift)}${i}`]] },
          i,
        ),
      );
      const text = aPassengerList({ persons, serviceString: false });
      for (const width of [63, 64, 69]) {
        const lines = Array.from({ length: Math.ceil(text.length / width) }, (_, i) =>
          text.slice(i * width, (i + 1) * width).trimEnd(),
        );
        const [message] = read(lines.join("\r\n"));
        const { travellers } = message!.passengerList!;
        const joined = (names: readonly (string | null)[]) => names.map((one) => one?.replaceAll(" ", ""));
        const sent = persons.map(() => joined(name));
        expect(travellers.map(({ surname, given }) => joined([surname, given]))).toEqual(sent);
        const isCut = lines.some((line) => line.length < width && /[A-Z]$/.test(line));
        expect(message!.findings.map(({ code }) => code)).toEqual(isCut ? ["WRAP_AMBIGUOUS"] : []);
      }
    }
  });
});
