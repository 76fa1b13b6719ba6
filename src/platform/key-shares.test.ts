// Shares of a key: enough of them give it back, whichever they are; fewer fit every key alike.
import fc from "fast-check";
import { expect, test } from "vitest";
import { joinShares, shareOf, shareText, splitSecret } from "./key-shares.ts";

const secrets = fc.uint8Array({ minLength: 1, maxLength: 40 });
const parties = fc
  .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 0, max: 4 }))
  .map(([needed, more]) => ({ needed, holders: needed + more }));

test("any so many of the holders have it together, in whatever order", () => {
  fc.assert(
    fc.property(secrets, parties, fc.infiniteStream(fc.nat()), (secret, { needed, holders }, chance) => {
      const shares = [...splitSecret(secret, needed, holders)];
      const chosen = Array.from({ length: needed }, () => {
        const at = (chance.next().value ?? 0) % shares.length;
        return shares.splice(at, 1)[0]!;
      });
      expect(Buffer.from(joinShares(chosen))).toEqual(Buffer.from(secret));
    }),
  );
});

test("one share fewer says nothing: every key fits it with one more share", () => {
  fc.assert(
    fc.property(fc.nat(255), fc.nat(255), (secret, wanted) => {
      const [first] = splitSecret(Uint8Array.of(secret), 2, 3);
      // Among the 256 bytes that the second share may have, exactly one gives each key.
      const fits = Array.from({ length: 256 }, (_, byte) =>
        joinShares([first!, { place: 2, bytes: Uint8Array.of(byte) }]),
      ).filter(([value]) => value === wanted);
      expect(fits).toHaveLength(1);
    }),
    { numRuns: 30 },
  );
});

test("shares of another splitting, or too few, give another key", () => {
  const secret = Buffer.alloc(32, 7);
  const [one, two] = splitSecret(secret, 3, 5);
  const [, , third] = splitSecret(secret, 3, 5);
  expect(Buffer.from(joinShares([one!, two!]))).not.toEqual(secret);
  expect(Buffer.from(joinShares([one!, two!, third!]))).not.toEqual(secret);
});

test("on paper it comes back as it was, and one wrong letter is found", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.integer({ min: 1, max: 16 }),
      (bytes, place) => {
        const text = shareText({ place, bytes });
        expect(shareOf(` ${text.toLowerCase().replaceAll("-", " ")} `)).toEqual({
          place,
          bytes: Buffer.from(bytes),
        });
        expect(shareOf(text.slice(0, -1))).toBeNull();
        const at = text.indexOf("-") + 1;
        const wrong = text[at] === "0" ? "1" : "0";
        expect(shareOf(text.slice(0, at) + wrong + text.slice(at + 1))).toBeNull();
      },
    ),
  );
  for (const none of ["", "x", "17-AABBCC", "0-AABB", "1-"]) expect(shareOf(none)).toBeNull();
});
