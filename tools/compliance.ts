// npm run compliance: writes docs/reference/compliance.md from the tests and the report of their last run.
import { writeFileSync } from "node:fs";
import { repositorySources } from "../test/tidy/sources.ts";
import { compliancePage } from "./compliance-page.ts";
import { resultsOfLastRun } from "./test-results.ts";

writeFileSync(
  new URL("../docs/reference/compliance.md", import.meta.url),
  compliancePage(repositorySources(), resultsOfLastRun()),
);
