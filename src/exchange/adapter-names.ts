// By which adapter a partner is spoken to.

export const adapterNames = ["unit", "interpol", "europol", "third-country"] as const;
export type AdapterName = (typeof adapterNames)[number];
