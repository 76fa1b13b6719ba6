// npm run reference: writes the pages of docs/reference that follow from the code.
import { writeFileSync } from "node:fs";
import { repositorySources } from "../test/tidy/sources.ts";
import { answersPage } from "./answers-page.ts";
import { codesPage } from "./codes-page.ts";
import { conformancePage } from "./conformance-page.ts";
import { grammarPage } from "./grammar-page.ts";
import { legalProfilePage } from "./legal-profile-page.ts";
import { problemsPage } from "./problems-page.ts";
import { requestsPage } from "./requests-page.ts";
import { rolesPage } from "./roles-page.ts";
import { storedFieldsPage } from "./stored-fields-page.ts";

writeFileSync(new URL("../docs/reference/answers.md", import.meta.url), answersPage());
writeFileSync(new URL("../docs/reference/codes.md", import.meta.url), codesPage());
writeFileSync(new URL("../docs/reference/conformance-cases.md", import.meta.url), conformancePage());
writeFileSync(new URL("../docs/reference/grammar.md", import.meta.url), grammarPage());
writeFileSync(new URL("../docs/reference/problems.md", import.meta.url), problemsPage(repositorySources()));
writeFileSync(new URL("../docs/reference/roles.md", import.meta.url), rolesPage());
writeFileSync(new URL("../docs/reference/stored-fields.md", import.meta.url), storedFieldsPage());
writeFileSync(new URL("../docs/reference/legal-profile.md", import.meta.url), legalProfilePage());
writeFileSync(new URL("../docs/reference/requests.md", import.meta.url), requestsPage());
