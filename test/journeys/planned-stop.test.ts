// A planned stop: announced by a supervisor, seen on the flight board and by the carrier, and called off again.
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeJourneys, goTo, openScreens, type Screens } from "./screens.ts";
import type { CarrierLine } from "../harness/unit.ts";

describeJourneys("a planned stop", () => {
  let screens: Screens;
  let carrier: CarrierLine;
  beforeAll(async () => {
    screens = await openScreens();
    carrier = await screens.unit.carrier("J2");
  });
  afterAll(() => screens.close());

  const field = (hours: number): string =>
    new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16);

  test("announced, told to those who watch and those who send, and called off", async () => {
    const [begins, ends] = [field(20), field(22)];
    const officer = await screens.sitDown("supervisor");
    const watch = await screens.sitDown("watch-officer");
    await goTo(officer, "/outages");
    await officer.getByRole("button", { name: "Announce a stop" }).click();
    const dialog = officer.getByRole("dialog");
    await dialog.getByRole("button", { name: "Announce it now" }).click();
    await dialog.getByRole("alert").getByText("Choose one channel at least.").waitFor();
    await dialog.getByLabel("Begins (UTC)").fill(begins);
    await dialog.getByText("This is less than 72 hours ahead: telephone the carriers as well.").waitFor();
    await dialog.getByLabel("Ends (UTC)").fill(ends);
    await dialog.getByLabel("HTTPS").check();
    await dialog.getByLabel("SFTP").check();
    await dialog.getByLabel("What carriers are to know").fill("The servers are exchanged. Send by mail.");
    await dialog.getByRole("button", { name: "Announce it now" }).click();
    await dialog.waitFor({ state: "detached" });

    await watch
      .getByRole("region", { name: "Planned stops" })
      .getByText("HTTPS, SFTP. The servers")
      .waitFor();

    const sending = await screens.sitDown(null);
    await goTo(sending, "/send");
    await sending.getByLabel("Token").fill(carrier.token);
    await sending.keyboard.press("Enter");
    const told = sending.getByRole("region", { name: "Planned stops" });
    await told.getByText("Planned stop:").waitFor();
    expect(await told.innerText()).toContain(begins.replace("T", " "));

    await officer.getByRole("button", { name: "Call off" }).click();
    await officer.getByRole("dialog").getByRole("button", { name: "Call off" }).click();
    await officer.getByText("No stop is planned.").waitFor();
    await watch.getByRole("region", { name: "Planned stops" }).waitFor({ state: "detached" });
    expect(screens.misdeeds).toEqual([]);
    for (const page of [officer, watch, sending]) await page.context().close();
  });
});
