// The inspector's text and list of findings together: marks in place, by keyboard and by pointer, in words as well.
import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ReceiptDetail } from "../contract.ts";
import { KeyboardProvider } from "#design/ui";
import { FindingList } from "./FindingList.tsx";
import { Legend } from "./Legend.tsx";
import type { Chosen } from "./marking.ts";
import { layOut } from "./marks.ts";
import { SourceText } from "./SourceText.tsx";

type Source = NonNullable<ReceiptDetail["source"]>;

const lines = ["UNH+1+PAXLST:D:12B'", "DTM+329:841341'", "NAT+2+AZX'", "IFT+4:28+REDACTED'", "SSR+REDACTED'"];
const purposes = [null, "Date of birth (329).", "Nationality."];
const text = `${lines.join("\n")}\n`;
const cutAt = (from: number) => text.indexOf("REDACTED", from);
const firstCut = cutAt(0);
const secondCut = cutAt(firstCut + 1);
const source: Source = {
  text,
  segments: lines.map((line, index) => {
    const start = text.indexOf(line);
    return {
      ordinal: index + 1,
      tag: line.slice(0, 3),
      start,
      end: start + line.length,
      purpose: purposes[index] ?? null,
    };
  }),
  cuts: [
    { start: firstCut, end: firstCut + 8, reason: "sensitive-text" },
    { start: secondCut, end: secondCut + 8, reason: "sensitive-text" },
  ],
  expiresAt: "2026-12-01T00:00:00Z",
};
const findings: ReceiptDetail["findings"] = [
  {
    code: "PX13",
    severity: "warning",
    segment: 3,
    tag: "NAT",
    offset: text.indexOf("AZX"),
    text: "The nationality AZX is not known.",
    source: "paxlst.md",
  },
  {
    code: "PX09",
    severity: "error",
    segment: 2,
    tag: "DTM",
    offset: text.indexOf("841341"),
    text: "The date of birth is no date.",
    source: "paxlst.md",
  },
];
const layout = layOut(source, findings);

function Bench() {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  return (
    <MantineProvider>
      <KeyboardProvider singleKeys>
        <Legend source={source} findings={findings} chosen={chosen} onChoose={setChosen} />
        <SourceText
          source={source}
          layout={layout}
          findings={findings}
          chosen={chosen}
          onChoose={setChosen}
        />
        <FindingList
          findings={findings}
          chosen={chosen?.kind === "finding" ? chosen.index : null}
          onChoose={(index) => setChosen({ kind: "finding", index })}
        />
      </KeyboardProvider>
    </MantineProvider>
  );
}

const press = (code: string) => fireEvent.keyDown(document.body, { code, key: code.at(-1) ?? "" });
const chosenMark = () => document.querySelector("mark[data-chosen]")?.firstChild?.textContent;
const currentCode = () => document.querySelector('[aria-current="true"]')?.textContent;

beforeEach(() => {
  render(<Bench />);
});
afterEach(cleanup);

test("every line stands with its number, and what is found or removed is marked in place and said in words", () => {
  expect(document.querySelectorAll("[data-line]")).toHaveLength(5);
  const date = document.querySelector('mark[data-severity="error"]');
  expect(date?.textContent).toBe("841341 (Error: PX09)");
  expect([...document.querySelectorAll("mark[data-cut]")].map((mark) => mark.textContent)).toEqual([
    "REDACTED (removed: Sensitive text)",
    "REDACTED (removed: Sensitive text)",
  ]);
});

test("a segment's tag says what the segment is for, where that is known", () => {
  expect(screen.getByTitle("Date of birth (329).").textContent).toBe("DTM");
  expect(screen.getByText("SSR").getAttribute("title")).toBeNull();
});

test("J and K go through the findings in the order of the message and the text follows", () => {
  press("KeyJ");
  expect(chosenMark()).toBe("841341");
  press("KeyJ");
  expect(chosenMark()).toBe("AZX");
  press("KeyK");
  expect(chosenMark()).toBe("841341");
  expect(currentCode()).toContain("PX09");
});

test("pressing a mark chooses its finding in the list", () => {
  fireEvent.click(screen.getByText("AZX"));
  expect(currentCode()).toContain("The nationality AZX is not known.");
});

test("the legend counts what was removed and leads from one passage to the next", () => {
  const key = screen.getByRole("button", { name: /Sensitive text: 2/ });
  fireEvent.click(key);
  expect(document.querySelector("mark[data-chosen]")?.getAttribute("data-cut")).toBe("0");
  fireEvent.click(key);
  expect(document.querySelector("mark[data-chosen]")?.getAttribute("data-cut")).toBe("1");
  fireEvent.click(key);
  expect(document.querySelector("mark[data-chosen]")?.getAttribute("data-cut")).toBe("0");
});

test("pointing at a mark shows what it means, Escape takes it away", () => {
  const mark = document.querySelector("mark[data-cut]");
  if (mark === null) throw new Error("no mark");
  fireEvent.mouseOver(mark);
  expect(screen.getByRole("tooltip").textContent).toContain("removed before anything was kept");
  fireEvent.keyDown(document, { key: "Escape" });
  expect(screen.queryByRole("tooltip")).toBeNull();
});

test("errors can be shown alone", () => {
  fireEvent.click(screen.getByLabelText("1 error"));
  expect(screen.queryByText("The nationality AZX is not known.")).toBeNull();
  expect(screen.getByText("The date of birth is no date.")).toBeTruthy();
});
