// Writes docs/reference/roles.md: which role may do what and for which purposes, as the policies decide.
import { actions, actionsOf, purposesOf, roles } from "#access";

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

\`TEST\` may be stated by every role, in a demonstration only.
`;
}
