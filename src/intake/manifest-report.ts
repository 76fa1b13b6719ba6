// A filled manifest given back with its findings. Pure.
import { manifestCells, reportOnManifest, type ManifestReport, type ReadMessage } from "#messages";
import { refuse, type Refusal } from "#platform";

export type ManifestBack = Pick<ManifestReport, "format" | "bytes">;

const noManifest = refuse(
  "no-manifest",
  "This is no manifest table (CSV or XLSX). Use the template; messages are explained segment by segment.",
  422,
);

/** The table that `bytes` are and what `message` tells about each row; a refusal where they are none. */
export function reportFor(
  bytes: Uint8Array,
  message: Pick<ReadMessage, "findings"> | undefined,
): ManifestBack | Refusal {
  if (message === undefined || manifestCells(bytes) === null) return noManifest;
  const { format, bytes: report } = reportOnManifest(bytes, message);
  return { format, bytes: report };
}
