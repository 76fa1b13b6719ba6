// Invents the travellers that screening is measured by; runs aside.
import { measuringCases, type MeasuringCases } from "#simulation";

export type Invention = { readonly seed: number; readonly perState: number; readonly perOrigin: number };

/** The cases of a seed. */
export function invent({ seed, perState, perOrigin }: Invention): MeasuringCases {
  return measuringCases(seed, { perState, perOrigin });
}
