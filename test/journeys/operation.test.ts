// The carrier desk looks at how the channels work: a carrier asks, sends something unreadable, and is found at once.
import { afterAll, beforeAll, expect, test } from "vitest";
import { flightLandingIn, passengerList } from "./messages.ts";
import { describeJourneys, openScreens, type Screens } from "./screens.ts";

const traveller = { surname: "MUSTERI", given: "LEYLA", birthDate: "1990-05-01", document: "C10000003" };

describeJourneys("how the channels work", () => {
  let screens: Screens;
  beforeAll(async () => {
    screens = await openScreens();
    const [quiet, busy] = [await screens.unit.carrier("A9"), await screens.unit.carrier("J2")];
    await quiet.push({ body: passengerList(flightLandingIn(3, "A9", "12"), [traveller]) });
    await busy.push({ path: "/v1/iapi", body: passengerList(flightLandingIn(3, "J2", "75"), [traveller]) });
    await busy.push({ body: "?" });
  });
  afterAll(() => screens.close());

  test("the figures of the unit, the channels of the server, and the carrier that sends most first", async () => {
    const page = await screens.sitDown("carrier-desk");
    await page.getByRole("link", { name: "Carriers" }).click();
    await page.getByRole("tab", { name: "Operation" }).click();
    const figure = (name: string) => page.locator("main dl > div").filter({ hasText: name });
    await figure("Messages a minute").getByText("3 in the last hour").waitFor();
    await figure("Answers within").getByText("answers: 1, late: 0").waitFor();
    expect(await figure("Unreadable").locator("strong").innerText()).toMatch(/33/);
    await figure("Screening").getByText("works").waitFor();
    const channels = page.getByRole("region", { name: "Channels of this server" });
    expect(await channels.getByRole("row").allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Type B\s+open\s+0\s+0/)]),
    );
    const carriers = page.getByRole("region", { name: "Carriers" });
    expect(await carriers.locator("tr[data-item] th").allInnerTexts()).toEqual([
      expect.stringContaining("Carrier J2"),
      expect.stringContaining("Carrier A9"),
    ]);
    await carriers.getByRole("button", { name: "Channels of Carrier J2" }).click();
    await carriers.getByText("By type in the last hour: PAXLST 1, UNKNOWN 1").waitFor();
    await carriers.getByText("keys in use: 1").waitFor();
    await carriers.getByRole("link", { name: "Carrier J2" }).click();
    await page.waitForURL(/\/carrier\/.*part=connections/);
    expect(screens.misdeeds).toEqual([]);
    await page.context().close();
  });
});
