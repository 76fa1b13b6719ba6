// The thresholds and the calibration that persons put in force, as one profile to screen by.
import type { Transaction } from "#platform";
import { activeThresholds } from "#watchlists";
import type { ThresholdProfile } from "./match.ts";
import { calibrationInForce } from "./model-store.ts";
import { profileOf } from "./profile.ts";

/** Thresholds and calibration in force as the transaction sees them. */
export async function activeProfile(tx: Transaction): Promise<ThresholdProfile> {
  const [thresholds, calibration] = await Promise.all([activeThresholds(tx), calibrationInForce(tx)]);
  return profileOf(thresholds, calibration);
}
