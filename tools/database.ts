// npm run database: runs the private database alone, without the server, for a backup, a restore or a look with psql.
import { onStopSignals, readConfig, startPrivatePostgres, startupLine, startupProblemOf } from "#platform";

const reading = readConfig(process.env, { demonstration: false, workingFolder: process.cwd() });
if ("problems" in reading) {
  for (const problem of reading.problems) console.error(startupLine(problem));
  process.exit(3);
}
const { dataFolder } = reading.config;
try {
  const server = await startPrivatePostgres({ dataFolder, notice: (line) => console.error(line) });
  onStopSignals({ stop: server.stop, stopNow: server.stopNow });
  console.log(`PostgreSQL ${server.version} runs until Ctrl+C. Its owner and its superuser:`);
  console.log(`  ${server.url}\n  ${server.adminUrl}`);
  // The server alone does not keep this process alive.
  setInterval(() => undefined, 60_000);
  const problem = await server.died;
  console.error(startupLine(problem));
  process.exit(3);
} catch (error) {
  const problem = startupProblemOf(error, { doing: "using-data-folder", folder: dataFolder });
  if (problem === undefined) throw error;
  console.error(startupLine(problem));
  process.exit(3);
}
