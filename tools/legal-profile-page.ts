// Writes docs/reference/legal-profile.md: every key of the legal profile, its hard limit, and what is shipped.
import { limitText, profileKeys, shippedProfiles } from "#law";

/** The page: one row a key, one column a shipped profile. */
export function legalProfilePage(): string {
  const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
  const rows = profileKeys.map(({ key, limits, project }) => {
    const limit = limits["eu-strict"];
    const values = shippedProfiles.map(({ values: all }) => `\`${shown(all[key]?.value)}\``);
    const hard = limit === undefined ? "" : `${limitText(limit)} (${limit.source})`;
    return `| \`${key}\`${project === true ? " *" : ""} | ${hard} | ${values.join(" | ")} | ${shippedProfiles[0]?.values[key]?.source ?? ""} |`;
  });
  const others = profileKeys.flatMap(({ key, limits }) => {
    const strict = limits["eu-strict"];
    return (["eu-directive", "icao-baseline"] as const).flatMap((family) => {
      const limit = limits[family];
      if (limit?.value === strict?.value && limit?.how === strict?.how) return [];
      return [
        `| \`${key}\` | ${family} | ${limit === undefined ? "none" : `${limitText(limit)} (${limit.source})`} |`,
      ];
    });
  });
  return `# Legal profile

Every key that a legal profile sets, the hard limit that no version may loosen, and the values of the profiles that are shipped. Written from the
program by \`npm run reference\`. Periods are ISO 8601; a period of days or months ends at 00:00:00 UTC of its due date. Keys with * have no value in any
instrument: the State that runs OpenPIU confirms them.

| Key | Hard limit (eu-strict) | ${shippedProfiles.map(({ name }) => name).join(" | ")} | Source |
|---|---|${shippedProfiles.map(() => "---|").join("")}---|
${rows.join("\n")}

Where another body of law has another limit:

| Key | Family | Hard limit |
|---|---|---|
${others.join("\n")}
`;
}
