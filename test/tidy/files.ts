// What a file may be called, how long it is, how it begins, and what no file may hold.
import { sliceOrder } from "./order.ts";
import { type Complaint, isProgramFile, type Source } from "./sources.ts";

const linesMax = 600;
const bannedNames: Readonly<Record<string, string>> = {
  utils: "what it does",
  util: "what it does",
  helpers: "what it does",
  helper: "what it does",
  common: "the thing that is shared",
  manager: "what it decides",
  misc: "what it holds",
};

/** Checks length, name and first line of every program file. */
export function checkFiles(sources: readonly Source[]): readonly Complaint[] {
  return sources.flatMap((source) => [
    ...tooLong(source),
    ...badlyNamed(source),
    ...withoutFirstSentence(source),
  ]);
}

function tooLong({ path, text }: Source): readonly Complaint[] {
  const program = isProgramFile({ path, text }) && !path.endsWith(".table.ts");
  const lines = text.split("\n").length - 1;
  if (!program || lines <= linesMax) return [];
  return [
    { path, line: linesMax, text: `${lines} lines: split it, or call a pure table of data …​.table.ts` },
  ];
}

function badlyNamed({ path }: Source): readonly Complaint[] {
  if (!path.startsWith("src/") && !path.startsWith("test/") && !path.startsWith("tools/")) return [];
  const words = path.toLowerCase().split(/[/.-]/);
  return words.flatMap((word) => {
    const instead = bannedNames[word];
    return instead === undefined
      ? []
      : [{ path, line: 1, text: `"${word}" says nothing: name it after ${instead}` }];
  });
}

/** One sentence that says what the file is, before anything else. */
function withoutFirstSentence({ path, text }: Source): readonly Complaint[] {
  // A slice's front door and a test say what they are by their name.
  if (!/\.(ts|tsx|mjs|sql)$/.test(path) || /(^|\/)api\.ts$|\.test\.tsx?$/.test(path)) return [];
  const first = text.replace(/^#!.*\n/, "").trimStart();
  const begins = path.endsWith(".sql") ? /^-- \S/ : /^(\/\/ \S|\/\*\*? \S|\/\*\*\n \* \S)/;
  return begins.test(first)
    ? []
    : [{ path, line: 1, text: "the file does not begin with a sentence that says what it is" }];
}

/** Migrations are numbered without gap, forward only, and named after the slice whose tables they make. */
export function checkMigrations(sources: readonly Source[]): readonly Complaint[] {
  const paths = sources.map(({ path }) => path).filter((path) => path.startsWith("db/migrations/"));
  return paths
    .toSorted((a, b) => (a < b ? -1 : 1))
    .flatMap((path, index) => {
      const found = /^db\/migrations\/(\d{4})-([a-z]+)(-[a-z0-9-]+)?\.sql$/.exec(path);
      if (found === null) return [{ path, line: 1, text: "a migration is called NNNN-slice[-what].sql" }];
      const complaints: Complaint[] = [];
      if (Number(found[1]) !== index + 1) {
        complaints.push({
          path,
          line: 1,
          text: `its number should be ${String(index + 1).padStart(4, "0")}`,
        });
      }
      if (!sliceOrder.includes(found[2] ?? ""))
        complaints.push({ path, line: 1, text: `"${found[2]}" is no slice` });
      return complaints;
    });
}

// Put together from parts, so that this file does not complain about itself.
const machinePath = new RegExp(`(?<![\\w.:/-])/(home|Users|root|work)/` + "[A-Za-z0-9_.-]+");
const registry = new RegExp(
  ["registry" + "\\.(npmjs|yarnpkg)", "npm" + "mirror\\.com", '"resolved": "' + "http"].join("|"),
);

/** No path of somebody's machine and no registry host: the repository works wherever it is cloned. */
export function checkTraces(sources: readonly Source[]): readonly Complaint[] {
  return sources.flatMap(({ path, text }) =>
    text.split("\n").flatMap((content, index) => {
      const line = index + 1;
      if (machinePath.test(content)) return [{ path, line, text: "a path of one machine" }];
      if (registry.test(content)) return [{ path, line, text: "the name of a package registry" }];
      return [];
    }),
  );
}
