// A copy of the repository in which one place is changed for the worse, and what a test says of it there.
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { mkdtempSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export type Mutation = {
  /** The file to damage, from the repository's root. */
  readonly file: string;
  /** What stands there, exactly once, and what is put in its place. */
  readonly find: string;
  readonly put: string;
};

/** One case of a test file: "passed", "failed" with the first line of why, or missing. */
export type Verdict = { readonly title: string; readonly status: string; readonly why: string };

const root = fileURLToPath(new URL("../..", import.meta.url));
const copied = ["src", "test", "db", "bin", "tools", "samples", "docs"] as const;
const shared = ["node_modules", "package.json", "tsconfig.json", "vitest.config.ts"] as const;

/** Makes the copy. Throws where what is to be damaged does not stand there once: the mutation has outlived its code. */
export function mutatedCopy({ file, find, put }: Mutation): { readonly folder: string; remove(): void } {
  const text = readFileSync(join(root, file), "utf8");
  if (text.split(find).length !== 2) throw new Error(`${file} does not hold, once: ${find}`);
  const folder = mkdtempSync(join(tmpdir(), "openpiu-mutation-"));
  for (const name of copied) cpSync(join(root, name), join(folder, name), { recursive: true });
  for (const name of shared) symlinkSync(join(root, name), join(folder, name));
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(
    join(folder, file),
    text.replace(find, () => put),
  );
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs the cases of a test file in the copy whose title holds `named`. */
export async function verdictsIn(
  folder: string,
  { file, named }: { readonly file: string; readonly named: string },
): Promise<readonly Verdict[]> {
  const report = join(folder, "report.json");
  const pattern = named.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const program = join(root, "node_modules", "vitest", "vitest.mjs");
  const words = [
    "run",
    "--project",
    "server",
    file,
    "-t",
    pattern,
    "--reporter=json",
    `--outputFile=${report}`,
  ];
  await new Promise<void>((resolve, reject) => {
    const run = spawn(process.execPath, [program, ...words], { cwd: folder, stdio: "ignore" });
    run.on("error", reject);
    run.on("exit", () => resolve());
  });
  const said = JSON.parse(readFileSync(report, "utf8")) as {
    testResults: { assertionResults: { title: string; status: string; failureMessages?: string[] }[] }[];
  };
  return said.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === "passed" || status === "failed")
    .map(({ title, status, failureMessages = [] }) => ({
      title,
      status,
      why: failureMessages[0]?.split("\n")[0] ?? "",
    }));
}
