// Planted cases of the simulator worked to their end in a browser: who is listed is found, confirmed and has a case; who is
// cleared stays cleared when the next message names them again.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { manualClock } from "#platform";
import {
  simulate,
  syntheticWatchlist,
  type PlantedLabel,
  type SimulatedFlight,
  type SimulatedMessage,
} from "#simulation";
import { json } from "../../src/app/demonstration-people.ts";
import type { CarrierLine } from "../harness/unit.ts";
import { describeJourneys, openScreens, statePurpose, type Screens } from "./screens.ts";

const seed = 11;
/** Far ahead, so that sessions begun on it have not ended by the browser's own clock. */
const day = "2036-06-16";

type Case = { readonly label: PlantedLabel; readonly named: readonly SimulatedMessage[] };

/** A flight with two listed persons on board, each named by more than one message; the first is wanted, so may be passed on. */
function flightWithTwo(): { flight: SimulatedFlight; cases: readonly [Case, Case] } {
  const wanted = syntheticWatchlist(seed).flatMap(({ id, category }) => (category === "wanted" ? [id] : []));
  for (const flight of simulate({ seed, day, flights: 60, plantedPerFlight: 3, defectRate: 0 })) {
    const found = flight.labels.flatMap((label): Case[] => {
      if (label.kind !== "listed-exact" || flight.calledOff) return [];
      const named = flight.messages.filter(({ bytes }) =>
        Buffer.from(bytes)
          .toString()
          .replace(/[\r\n]/g, "")
          .includes(label.document),
      );
      return named.length < 2 || named.at(-1)?.purpose !== "pnr-departure" ? [] : [{ label, named }];
    });
    const first = found.find(({ label }) => wanted.includes(label.entry ?? ""));
    const second = found.find((one) => one !== first);
    if (first !== undefined && second !== undefined) return { flight, cases: [first, second] };
  }
  throw new Error("the simulator planted no two listed persons on one flight");
}

describeJourneys("planted cases worked to their end", () => {
  const { flight, cases } = flightWithTwo();
  const [listed, cleared] = cases;
  /** Everything that names one of the two, but for what comes at departure. */
  const before = flight.messages.filter(
    (message) => message.purpose !== "pnr-departure" && cases.some(({ named }) => named.includes(message)),
  );
  const after = flight.messages.filter(
    (message) => message.purpose === "pnr-departure" && cases.some(({ named }) => named.includes(message)),
  );
  let screens: Screens;
  let carrier: CarrierLine;
  let page: Page;

  beforeAll(async () => {
    screens = await openScreens({ clock: manualClock(new Date(flight.departsAt - 3_600_000)) });
    // Only these two are listed: whatever else was planted on the flight is another test's.
    const entries = cases.map(({ label }) => label.entry);
    await screens.unit.lists(syntheticWatchlist(seed).filter(({ id }) => entries.includes(id)));
    carrier = await screens.unit.carrier(flight.carrier);
    for (const message of before) await send(message);
    page = await screens.sitDown("analyst");
    await page.goto("/alerts");
  });
  afterAll(() => screens.close());

  async function send({ bytes }: SimulatedMessage): Promise<void> {
    const answer = await carrier.push({ body: bytes });
    const { messages } = await json<{ messages: { state: string }[] }>(answer, "the push");
    expect(messages.map(({ state }) => state)).toEqual(["processed"]);
  }

  /** The row of the alert on this entry: the queue names the list, the review the entry. */
  async function review({ label }: Case): Promise<void> {
    await page.goto("/alerts");
    const links = page
      .getByRole("row")
      .filter({ hasText: "Strong" })
      .getByRole("link", { name: /Strong/ });
    await links.first().waitFor();
    for (const link of await links.all()) {
      const address = (await link.getAttribute("href")) ?? "";
      await page.goto(address);
      await page.getByRole("heading", { name: /Why do you need/ }).waitFor();
      await statePurpose(page);
      const sides = page.getByRole("table", { name: "Both sides" });
      await sides.waitFor();
      if ((await sides.getByText(label.surname).count()) > 0) return;
      await page.goto("/alerts");
      await links.first().waitFor();
    }
    throw new Error(`no alert on ${label.entry}`);
  }

  async function decide(key: "1" | "2", code: RegExp, reason: string): Promise<void> {
    await page.keyboard.press(key);
    await page.getByRole("radio", { name: code }).check();
    await page.getByRole("textbox", { name: /In words/ }).fill(reason);
    await page.keyboard.press("Control+Enter");
    await page.getByText(/^Decision recorded/).waitFor();
  }

  test("both are in the queue, masked", async () => {
    const rows = page.getByRole("row").filter({ hasText: "Strong" });
    await rows.first().waitFor();
    expect(await rows.count()).toBe(2);
    for (const { label } of cases) expect(await page.getByText(label.surname).count()).toBe(0);
  });

  test("the listed person is confirmed with a reason, and a case is opened", async () => {
    await review(listed);
    const sides = page.getByRole("table", { name: "Both sides" });
    expect(await sides.getByText(listed.label.given).count()).toBeGreaterThan(0);
    await decide("2", /Pass on for action/, "Name, date of birth and list entry agree.");
    await page.goto("/cases");
    await page.getByRole("row").nth(1).getByRole("link").first().click();
    await page.getByRole("heading", { name: "History" }).waitFor();
    await page.getByRole("listitem").filter({ hasText: "Case opened" }).waitFor();
    expect(await page.getByRole("heading", { name: "Alerts of this case" }).count()).toBe(1);
  });

  test("the other one is cleared with a reason, and the queue is empty", async () => {
    await review(cleared);
    await decide("1", /Not the same person/, "The photograph shows another person.");
    await page.getByText("No alert is open").waitFor();
    expect(new URL(page.url()).pathname).toBe("/alerts");
  });

  test("the next message that names both raises neither again", async () => {
    expect(after.length).toBeGreaterThan(0);
    for (const message of after) await send(message);
    await page.goto("/alerts");
    await page.getByText("No alert is open").waitFor();
    for (const state of ["no-match", "confirmed"]) {
      await page.goto(`/alerts?state=${state}`);
      const rows = page.getByRole("row").filter({ hasText: "Strong" });
      await rows.first().waitFor();
      expect(await rows.count()).toBe(1);
    }
    await page.goto("/cases");
    await page.getByRole("row").nth(1).waitFor();
    expect(await page.getByRole("row").count()).toBe(2);
  });

  test("nothing was asked elsewhere and nothing went wrong unseen", () => {
    expect(screens.misdeeds).toEqual([]);
  });
});
