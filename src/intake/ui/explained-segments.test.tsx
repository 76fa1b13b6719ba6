// An explained message by keyboard, long, and with what was found at each place.
import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { ExplainedMessage, ExplainedSegment } from "../explain-contract.ts";
import { ExplainedSegments } from "./ExplainedSegments.tsx";

const segment = (ordinal: number): ExplainedSegment => ({
  ordinal,
  tag: ordinal === 0 ? "UNB" : "NAT",
  text: ordinal === 0 ? "UNB+UNOA:4" : `NAT+2+AZ${ordinal}`,
  name: "Nationality",
  purpose: "Nationality.",
  path: [],
  mandatory: false,
  max: 1,
  values: [{ place: "1", id: "3493", name: "kind of nationality", value: "2", meaning: "current" }],
});
const finding = (place: number, tag: string, text: string): ExplainedMessage["findings"][number] => ({
  code: "PX13",
  severity: "error",
  segment: place,
  tag,
  offset: 0,
  text,
  source: "paxlst.md",
});
const segments = Array.from({ length: 300 }, (_, at) => segment(at));
const findings = [finding(3, "NAT", "AZ3 is not known."), finding(0, "UNB", "The sender is unknown.")];

const show = (chosen: { segment: number; tag: string } | null) => (
  <MantineProvider>
    <ExplainedSegments segments={segments} findings={findings} chosen={chosen} />
  </MantineProvider>
);
const at = (index: number): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-at="${index}"] > summary`);
  if (found === null) throw new Error(`no segment ${index}`);
  return found;
};

afterEach(cleanup);

test("the arrows, Home and End go through the segments, and Tab has one stop in all of them", () => {
  render(show(null));
  const stops = () => [...document.querySelectorAll("summary[tabindex='0']")];
  expect(stops()).toEqual([at(0)]);
  at(0).focus();
  for (const [key, place] of [
    ["ArrowDown", 1],
    ["ArrowDown", 2],
    ["ArrowUp", 1],
    ["End", 299],
    ["ArrowDown", 299],
    ["Home", 0],
  ] as const) {
    fireEvent.keyDown(document.activeElement ?? document.body, { key });
    expect(document.activeElement).toBe(at(place));
    expect(stops()).toEqual([at(place)]);
  }
});

test("what a segment holds is drawn when it is opened, and then what was found in it stands there in words", async () => {
  const { rerender } = render(show(null));
  expect(document.querySelectorAll("table")).toHaveLength(0);
  rerender(show({ segment: 3, tag: "NAT" }));
  expect(await screen.findByText("AZ3 is not known.")).toBeTruthy();
  expect(document.querySelectorAll("table")).toHaveLength(1);
  expect(at(3).tabIndex).toBe(0);
});

test("a finding about the envelope belongs to the segment of its tag", async () => {
  render(show({ segment: 0, tag: "UNB" }));
  expect(await screen.findByText("The sender is unknown.")).toBeTruthy();
  expect(at(0).textContent).toContain("1 error");
});
