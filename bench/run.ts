// Runs the benchmarks one after the other and keeps what they print: `npm run bench [-- NAME... [--save] [OPTION...]]`.
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, getPriority, loadavg, totalmem } from "node:os";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));
const page = fileURLToPath(new URL("../docs/reference/benchmarks.md", import.meta.url));
/** A file is a benchmark when its second line says how to run it. */
const all = readdirSync(folder)
  .filter((name) => name.endsWith(".ts") && name !== "run.ts")
  .filter((name) => readFileSync(folder + name, "utf8").includes("// Run: npm run bench -- "))
  .map((name) => name.slice(0, -3));

const given = process.argv.slice(2);
const firstOption = given.findIndex((argument) => argument.startsWith("--"));
const wanted = firstOption < 0 ? given : given.slice(0, firstOption);
/** Everything from the first option on goes to each benchmark, save the one that is for this program. */
const options = given.slice(wanted.length).filter((argument) => argument !== "--save");
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`no benchmark named ${unknown.join(", ")}; there are: ${all.join(", ")}`);
  process.exit(2);
}

const results: { name: string; output: string; failed: boolean; beside: string }[] = [];
for (const name of wanted.length > 0 ? wanted : all) {
  console.log(`\n## ${name}`);
  const load = loadavg()[0] ?? 0;
  // Programs that want the processors at the same time: a figure is of a calm machine only where nobody else did.
  const beside = `load ${load.toFixed(1)} when it began, on ${cpus().length} cores${load > cpus().length ? " that others used as well" : ""}${getPriority() === 0 ? "" : `, at priority ${getPriority()}`}`;
  const run = spawnSync(process.execPath, [`${folder}${name}.ts`, ...options], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.stdout.write(run.stdout);
  results.push({ name, output: run.stdout.trim(), failed: run.status !== 0, beside });
}

if (given.includes("--save")) writeFileSync(page, resultsPage());
process.exitCode = results.some((result) => result.failed) ? 1 : 0;

/** The page with these results in place of those of the same benchmarks; of others what it said before stands. */
function resultsPage(): string {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], {
    cwd: folder,
    encoding: "utf8",
  }).trim();
  const machine = `${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  const sections = new Map<string, string>();
  for (const section of readFileSync(page, "utf8")
    .split(/^(?=## )/m)
    .slice(1)) {
    const name = /^## (\S+)/.exec(section)?.[1] ?? "";
    if (all.includes(name)) sections.set(name, section);
  }
  for (const { name, output, failed, beside } of results) {
    const measured = `Measured at commit ${commit} on ${machine}; ${beside}.`;
    sections.set(
      name,
      `## ${name}${failed ? " (failed)" : ""}\n\n${measured}\n\n\`\`\`\n${output}\n\`\`\`\n`,
    );
  }
  const ordered = [...sections.keys()].sort().map((name) => sections.get(name)?.trimEnd());
  return `# Benchmarks\n\nWritten by \`npm run bench -- [NAME...] --save\`. Each figure stands beside a peer or a limit measured in the same run.\n\n${ordered.join("\n\n")}\n`;
}
