// Bundles the screens into dist/web when their sources have changed since the last time.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pinnedNode, root } from "./install.mjs";

const stampFile = join(root, ".cache", "screens-built-from");
const page = join(root, "dist", "web", "index.html");

/**
 * Builds if need be. Returns "built", "unchanged", "none" (there are no screens in this version) or "failed".
 * The stamp is a hash of all sources, so a checkout of another version or a changed file is noticed, a touched one is not.
 */
export function buildScreens() {
  if (!existsSync(join(root, "vite.config.ts"))) return "none";
  const stamp = sourcesHash();
  if (existsSync(page) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp)
    return "unchanged";
  console.error("Building the screens …");
  // Removed first: a build that is killed half-way must not pass for a whole one.
  rmSync(stampFile, { force: true });
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const { status } = spawnSync(pinnedNode, [vite, "build", "--logLevel", "warn"], {
    cwd: root,
    // Its progress is of no interest; what is wrong goes to standard error.
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0 || !existsSync(page)) return "failed";
  mkdirSync(join(root, ".cache"), { recursive: true });
  writeFileSync(stampFile, stamp);
  return "built";
}

/** Everything a bundle can contain: screens, shared pieces, wire shapes, the vocabulary, the shell and the tools' versions. */
function sourcesHash() {
  const hash = createHash("sha256");
  const files = ["package-lock.json", "vite.config.ts", "tsconfig.web.json"].filter((name) =>
    existsSync(join(root, name)),
  );
  for (const entry of readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })) {
    const place = join(entry.parentPath, entry.name).slice(root.length);
    if (entry.isFile() && isScreenSource(place)) files.push(place);
  }
  for (const file of files.sort())
    hash
      .update(`${file}\n`)
      .update(readFileSync(join(root, file)))
      .update("\n");
  return hash.digest("hex");
}

function isScreenSource(place) {
  if (/\.(test|test-d)\.tsx?$/.test(place)) return false;
  return /^src\/(design|vocabulary|app\/web)\/|^src\/[^/]+\/ui\/|^src\/[^/]+\/contract\.ts$/.test(place);
}
