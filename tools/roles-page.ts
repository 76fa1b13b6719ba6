// Writes docs/reference/roles.md: which role may do what and for which purposes, as the policies decide.
import { actions, actionsOf, purposesOf, recordClasses, recordsShownTo, roles } from "#access";

const working = { demonstration: false };

/** The page: one row an action, one column a role; then the purposes that go with each role. */
export function rolesPage(): string {
  const able = new Map(
    roles.map((role) => [role, actionsOf({ id: "anyone", roles: [role], purpose: null }, working)]),
  );
  const rows = actions.map(
    (action) =>
      `| \`${action}\` | ${roles.map((role) => (able.get(role)?.includes(action) ? "●" : "")).join(" | ")} |`,
  );
  const purposes = roles.map((role) => {
    const stated = purposesOf({ id: "anyone", roles: [role], purpose: null }, working);
    return `| ${role} | ${stated.map((purpose) => `\`${purpose}\``).join(", ") || "none"} |`;
  });
  const records = roles.map((role) => {
    const seen = recordsShownTo(role);
    const named = recordClasses.filter((one) => seen.includes(one)).map((one) => `\`${one}\``);
    return `| ${role} | ${named.join(", ") || "none"} |`;
  });
  return `# Roles

What each role may do. The policies in \`src/access/policies\` decide (Cedar); this page is written from them by \`npm run reference\`, and a
test compares the two. What is not marked is refused, and the refusal names the policies that decided. Whatever a role permits, a person's
data are shown only for a stated purpose that goes with the role (header \`x-purpose\`), nobody approves what they prepared themselves, and
PostgreSQL holds every row back again on its own (row-level security).

| Action | ${roles.join(" | ")} |
|---|${roles.map(() => "---|").join("")}
${rows.join("\n")}

One person may hold several of the other roles; on one item the work is still kept apart. The data protection officer and the
administrator hold no other role: they oversee, or run, what the others do.

| Role | Purposes it may state |
|---|---|
${purposes.join("\n")}

Every request also names the class of record that the route shows and the state of masking in which the database keeps it
(\`src/access/policies/records.cedar\`): \`none\` (no traveller stands in it), \`clear\`, \`masked\`, \`as-kept\` (several records, each
as it is kept) or \`granted\` (what was masked, opened by a grant in force for this one person). What is masked is opened by
\`granted\` alone, from the \`vault\` alone, for terrorist offences and serious crime alone.

| Role | Records of travellers that it may be shown |
|---|---|
${records.join("\n")}

\`TEST\` may be stated by every role, in a demonstration only.
`;
}
