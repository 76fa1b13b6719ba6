// The engine's version: changes whenever the same inputs could give another output.

/** Recorded with every run. Normalisation tables, weights and calibration are part of it. */
export const ENGINE_VERSION = "1.4.0";
