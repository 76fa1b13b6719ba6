// The weights of the scoring model: starting values of screening.md §5, fitted on the development bench.

/** Bits by similarity of two aligned words: [similarity, share of the word's bits], linear between. */
export const SHARE_BY_SIMILARITY: readonly (readonly [number, number])[] = [
  [0.64, 0],
  [0.7, 0.3],
  [0.85, 0.7],
  [0.95, 0.95],
  [1, 1],
];

/**
 * Bits of a whole name by the sum of its words' bits: [sum, bits], linear between. Words of one name are not
 * independent (families, regions, namesakes), so what comes after the first twenty bits counts for less.
 */
export const NAME_BY_WORDS: readonly (readonly [number, number])[] = [
  [0, 0],
  [10, 10],
  [20, 17.5],
  [60, 23],
];

export const NAME = {
  surnameConflict: -15,
  givenConflict: -11,
  unknownConflict: -6,
  /**
   * The most that a name is worth whose given name is another where surname and full birth date agree. One child in forty
   * is a twin, and far fewer people are listed under a given name that none of their others resembles.
   */
  twinMost: -3,
  partConflict: -5,
  patronymicConflict: -4,
  patronymicMissing: -0.3,
  /** What a patronymic that is not known would add if it agreed, of a father's name neither rare nor common. */
  patronymicAgrees: 6,
  partMissing: -0.8,
  givenMissing: -3,
  surnameMissing: -5,
  /** Instead of surnameConflict for a woman whose full birth date is equal: she may have married. */
  marriedName: -11,
  extraShare: -0.3,
  extraMost: -6,
  swappedBoth: -0.5,
  crossRole: -1,
  /** A given name that is listed as the father's, or the reverse: relatives, not the person. */
  fatherAsGiven: -4,
  join: -0.5,
  initial: 3,
  /** A word that is listed as it stands is likelier another name than a slip for one that it resembles. */
  knownName: -2,
  weakAlias: 0.5,
  singleNameMost: 8,
  /** Name bits from which a name alone may be strong. */
  strongAlone: 24,
} as const;

/** Bits of birth dates by how they relate (screening.md §5.2). */
export const BIRTH_DATE = {
  equal: 13,
  defaultDate: 8,
  dayMonthSwapped: 8,
  swappedNearYear: 2,
  slip: 5,
  twoYearsRestEqual: 4,
  yearMonthEqual: 9,
  yearEqual: 5.4,
  calendar: 4,
  sameYear: -1,
  nearYear: -9,
  /** A year off by one or two where a side knows no more than the year. */
  nearYearAlone: [-4, -6],
  farYear: -12.5,
  veryFarYear: -14,
  /** Within a listed range, by its width in years: at most 2, at most 5, wider. */
  withinRange: [5, 4, 3],
  besideRange: -2,
  /** Approximate year off by 0, 1, 2. */
  circa: [4, 3, 1],
  circaNear: -3,
  /** One of two centuries agrees the more easily. */
  otherCentury: -1,
} as const;

export const PERSON = {
  sexEqual: 0.8,
  sexDifferent: -3.5,
  nationalityEqual: 2,
  birthCountryEqual: 2,
  nationalityDifferent: -2,
  /** A minor against an entry for adults of which no birth date is known. */
  minor: -2,
  /** Born in the listed country: where that is the nationality too it says little more, else by how rare the country is. */
  birthPlace: [1, 3],
} as const;

export const DOCUMENT = {
  equal: 22,
  /** An equal number of the same State makes the pair strong whatever the name says. */
  strongBits: 8,
  /** From so many document bits on, another name counts against the pair for no more than this. */
  nameBesideFrom: 12,
  nameBesideLeast: -6,
  /** Number and State equal, the kinds of document known and other ones: a kind mistaken on a side is likelier than chance. */
  typeDiffers: 18,
  countryUnknown: [0, 0, 0, 0, 0, 0, 6, 11, 16],
  countryDiffers: 2,
  lookAlike: 12,
  oneEdit: 6,
  oneEditNameBits: 10,
} as const;

/** Expected true matches per traveller; spread over the active entries it is the prior. */
export const EXPECTED_MATCHES = 1e-4;
/** A short list does not make each of its entries likelier to travel. */
export const LEAST_POPULATION = 10_000;

/** Calibration: probability = 1 / (1 + 2^-(slope * bits + offset)). */
export const CALIBRATION = { slope: 1, offset: 11.5 } as const;
