// Services of a demonstration to which persons in need of protection are referred: invented, as a reviewer would enter them.
import type { NewProtectionService, ProtectionServices } from "#cases/contract";
import { json, signIn } from "./demonstration-people.ts";

const services: readonly NewProtectionService[] = [
  { kind: "child", name: "Child protection desk (invented)", contact: "child@help.example, day and night" },
  {
    kind: "trafficking",
    name: "Shelter for victims of trafficking (invented)",
    contact: "shelter@help.example, day and night",
  },
  { kind: "violence", name: "Crisis centre (invented)", contact: "crisis@help.example, 07:00-23:00" },
];

/** Enters them once, where nobody has entered any. */
export async function seedProtection(address: string): Promise<void> {
  const reviewer = await signIn(address, "protection-reviewer");
  const known = await json<ProtectionServices>(
    await reviewer("GET", "/api/protection-services"),
    "reading the services that protect",
  );
  if (known.services.length > 0) return;
  for (const service of services)
    await json(await reviewer("POST", "/api/protection-services", service), `entering ${service.name}`);
}
