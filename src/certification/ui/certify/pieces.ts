// Pieces of other slices' screens that the certification is put together with, given by whoever shows it.
import type { ComponentType, ReactNode } from "react";
import type { CaseAttempted } from "../../contract.ts";

export type CertifyPieces = {
  /** Where a carrier comes in with its token. */
  readonly Entry: ComponentType<{ lead: string; onToken: (token: string) => void }>;
  readonly FileButton: ComponentType<{ label: string; onFile: (file: File) => void }>;
  readonly FileDrop: ComponentType<{ label: string; onFile: (file: File) => void; children: ReactNode }>;
  readonly Findings: ComponentType<{
    findings: CaseAttempted["findings"];
    chosen: number | null;
    onChoose: (index: number) => void;
  }>;
};
