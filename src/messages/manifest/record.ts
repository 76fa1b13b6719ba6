// One row of a manifest table as those see it who make persons and a voyage of it.
import type { MessageCode } from "../codes.ts";
import type { GivenValues } from "../findings.ts";

export type TableRecord = {
  /** Of the row, as a spreadsheet counts. */
  readonly number: number;
  /** The value of a column by its machine name; "" where there is none. */
  readonly value: (column: string) => string;
  /** Reports something at the cell of a column, or at the row. */
  readonly report: (code: MessageCode, column: string | null, values?: GivenValues) => void;
};
