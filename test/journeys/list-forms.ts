// The forms of watchlists as journeys fill them in.
import type { Page } from "playwright-core";

/** Fills in who keeps a list, its code and its name, with an owner and a legal basis; the form is not sent. */
export async function fillRegister(page: Page, kind: RegExp, code: string, name: string): Promise<void> {
  const field = (label: string | RegExp) => page.getByRole("textbox", { name: label });
  await page.goto("/watchlists/new");
  await page.getByRole("radio", { name: kind }).check();
  await field("Code").fill(code);
  await field("Name of the list").fill(name);
  await field(/^Owner/).fill("Ministry of the Interior");
  await field(/^Legal basis/).fill("Law on police, article 12");
  await page.getByRole("combobox", { name: /^Whom or what it is about/ }).click();
  await page.getByRole("option", { name: "Persons sought" }).click();
  await page.getByRole("combobox", { name: /^Who its persons are/ }).click();
  await page.getByRole("option", { name: "Wanted" }).click();
}

/** Says in the form of an entry who the person is. */
export async function sayWanted(page: Page): Promise<void> {
  await page.getByRole("combobox", { name: /^Who the person is/ }).click();
  await page.getByRole("option", { name: "Wanted" }).click();
}
