// Whatever a client calls a path, it names one of three folders, a file in one of them, or nothing.
import fc from "fast-check";
import { expect, test } from "vitest";
import { folders, fullPath, placeOf } from "./paths.ts";

test.each([
  ["", "root"],
  ["/", "root"],
  [".", "root"],
  ["//in//", "folder"],
  ["in/./list.edi", "file"],
  ["/receipts/list.edi.ack", "file"],
  ["/in/..", "status"],
  ["/IN/list.edi", "status"],
  ["/in/list.edi/", "file"],
  ["/in/sub/list.edi", "status"],
])("%s is a %s", (path, kind) => {
  expect(placeOf(path).kind).toBe(kind);
});

test("no path leads out of the three folders", () => {
  const step = fc.oneof(
    fc.constantFrom("..", ".", "", "in", "receipts", "out", "etc"),
    fc.string(),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 6 }), fc.boolean(), (steps, isAbsolute) => {
      const path = `${isAbsolute ? "/" : ""}${steps.join("/")}`;
      const place = placeOf(path);
      const name = place.kind === "file" ? place.name : "x";
      expect(name).not.toMatch(/[/\\\p{Cc}]|^\.{0,2}$/u);
      expect(place.kind === "folder" || place.kind === "file" ? folders : [...folders, undefined]).toContain(
        "folder" in place ? place.folder : undefined,
      );
      const full = fullPath(path);
      expect(typeof full === "string" ? full : "/").not.toContain("..//");
      expect(typeof full === "string" ? full.split("/") : []).not.toContain("..");
    }),
    { numRuns: 500 },
  );
});
