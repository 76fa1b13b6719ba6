// Findings of the PNRGOV reader told where they stand in the XML.
import type { MessageCode } from "../codes.ts";
import { FindingCollector, type GivenValues, type Place } from "../findings.ts";

/** Collects findings; while `translate` is set, places of the segments laid out become places in the document. */
export class DocumentFindings extends FindingCollector {
  translate: ((place: Place) => Place) | null = null;

  override add(code: MessageCode, place: Place, values?: GivenValues): void {
    super.add(code, this.translate === null ? place : this.translate(place), values);
  }
}
