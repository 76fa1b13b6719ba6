// What stands in a kept source where something was taken out.

/** Stands where something was cut: letters only, so that it is data under every set of service characters. */
export const CUT_MARK = "REDACTED";
