// A document as a page on paper: whatever its content, lists and tables of what it says. Pure.
import { escaped } from "./attested.ts";
import type { Pack } from "./packs.ts";

type Value = unknown;
const isRecord = (value: Value): value is Readonly<Record<string, Value>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Names of fields in words: "madeAt" is "made at". */
const inWords = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("-", " ")
    .toLowerCase();

/** The whole content under its title. */
export function documentHtml(title: string, content: Value): string {
  const body = isPack(content) ? clauses(content) : shown(content, 2);
  return `<h1>${escaped(title)}</h1>\n${body}`;
}

type PackLike = Pick<Pack, "unit" | "madeAt" | "profile" | "software" | "counts" | "evidence" | "clauses">;
const isPack = (content: Value): content is PackLike =>
  isRecord(content) && "clauses" in content && "evidence" in content;

/** A pack clause by clause: what is asked, how it stands, the gaps first. */
function clauses({ unit, madeAt, profile, software, counts, evidence, clauses: all }: PackLike): string {
  const found = new Map(evidence.map((one) => [one.probe, one]));
  const items = (texts: readonly string[], of = ""): string =>
    texts.map((text) => `<li${of}>${escaped(text)}</li>`).join("");
  const head = `<p>${escaped(`${unit}; ${software}; legal profile ${profile}; made ${madeAt}`)}</p>
<p>${escaped(
    Object.entries(counts)
      .map(([standing, number]) => `${standing}: ${number}`)
      .join(", "),
  )}</p>`;
  const sections = all.map(({ id, duty, how, standing, gaps, evidence: probes, tests }) => {
    const says = probes.flatMap((probe) => {
      const one = found.get(probe);
      return one === undefined || one.state === "gap" ? [] : [`${one.says} (${one.at.slice(0, 10)})`];
    });
    const shownBy = tests.map(({ title, file, result }) => `${result}: ${title} (${file})`);
    return `<section><h2>${escaped(id)} – ${escaped(standing)}</h2><p><strong>${escaped(duty)}</strong></p><p>${escaped(how)}</p>
<ul>${items(gaps, ' class="gap"')}${items(says)}</ul>${shownBy.length === 0 ? "" : `<details><summary>Tests: ${shownBy.length}</summary><ul>${items(shownBy)}</ul></details>`}</section>`;
  });
  return `${head}\n${sections.join("\n")}`;
}

function shown(value: Value, level: number): string {
  if (value === null || value === undefined) return "–";
  if (Array.isArray(value)) return list(value, level);
  if (isRecord(value)) return fields(value, level);
  return escaped(typeof value === "string" ? value : JSON.stringify(value));
}

function list(values: readonly Value[], level: number): string {
  if (values.length === 0) return "–";
  const [first] = values;
  if (isRecord(first) && Object.keys(first).length <= 6 && values.every((one) => isRecord(one))) {
    const names = Object.keys(first);
    const head = names.map((name) => `<th scope="col">${escaped(inWords(name))}</th>`).join("");
    const rows = values.map(
      (row) =>
        `<tr>${names.map((name) => `<td>${shown(isRecord(row) ? row[name] : null, level)}</td>`).join("")}</tr>`,
    );
    return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table>`;
  }
  if (values.every((one) => isRecord(one)))
    return values.map((one) => `<section>${shown(one, level)}</section><hr>`).join("\n");
  return `<ul>${values.map((one) => `<li>${shown(one, level)}</li>`).join("")}</ul>`;
}

function fields(value: Readonly<Record<string, Value>>, level: number): string {
  return Object.entries(value)
    .map(([name, one]) =>
      isRecord(one) || (Array.isArray(one) && one.some(isRecord))
        ? `<h${Math.min(level, 5)}>${escaped(inWords(name))}</h${Math.min(level, 5)}>\n${shown(one, level + 1)}`
        : `<p><strong>${escaped(inWords(name))}</strong>: ${shown(one, level)}</p>`,
    )
    .join("\n");
}
