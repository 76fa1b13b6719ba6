// What a PAXLST says, as fixed types: the same shape `openpiu read` prints (absent values are null, never a guess).

export type ListFunction =
  | "passenger-list"
  | "crew-list"
  | "flight-status"
  | "master-crew-list"
  | "gate-pass";

export type PassengerList = {
  readonly function: ListFunction;
  /** BGM 1004 as sent: CP, XR, RP, CL, CLNB, CLOB, XF, CF ... or null for a new list. */
  readonly status: string | null;
  readonly reportedAt: string | null;
  readonly reporter: {
    readonly name: string;
    readonly phones: readonly string[];
    readonly emails: readonly string[];
    readonly faxes?: readonly string[];
  };
  /** RFF+TN and its revision: echoed in CUSRES. */
  readonly transaction: { readonly reference: string; readonly revision: string | null } | null;
  readonly flights: readonly ListedFlight[];
  readonly stated: { readonly passengers: number | null; readonly crew: number | null };
  readonly travellers: readonly ListedTraveller[];
  /** Of a manifest: by what they travel. A coach, a train or a ship stands among the flights by carrier and service number. */
  readonly carriage?: Carriage;
};

/** `vehicle`: registration, number plate or IMO number. `borderPoint`: where the border is crossed, as sent. */
export type Carriage = {
  readonly mode: "AIR" | "SEA" | "RAIL" | "BUS" | "CAR" | null;
  readonly vehicle: string | null;
  readonly borderPoint: string | null;
};

export type ListedFlight = {
  /** TDT 8028 as sent, where it is not just carrier, number and suffix (leading zeros): echoed in CUSRES. */
  readonly designator?: string;
  readonly carrier: string;
  /** Without leading zeros. */
  readonly number: string;
  readonly suffix: string | null;
  /** TDT 8051 34: it only crosses the airspace. */
  readonly overflight?: true;
  /** By what else than an aircraft (TDT 8067); `carrier` may then be empty, `number` is the voyage as sent. */
  readonly mode?: "sea" | "rail" | "road";
  /** Which ship or vehicle (TDT 8213): IMO number, plate. */
  readonly vehicle?: string;
  readonly legs: readonly ListedLeg[];
};

/** Local times at the airport, `YYYY-MM-DDTHH:MM`. `border` marks the 125/87 pair. */
export type ListedLeg = {
  readonly from: string;
  readonly to: string;
  readonly departs: string | null;
  readonly arrives: string | null;
  readonly border?: true;
  /** LOC 3227 of both airports, where they are not 125 and 87 on the border leg, 92 and 92 elsewhere: echoed in CUSRES. */
  readonly qualifiers?: readonly [from: string, to: string];
};

export type TravellerRole = "passenger" | "crew" | "in-transit-passenger" | "in-transit-crew";
export type Sex = "M" | "F" | "X";

export type ListedTraveller = {
  readonly role: TravellerRole;
  readonly surname: string;
  readonly given: string | null;
  readonly sex: Sex | null;
  /** `YYYY-MM-DD`, or `YYYY-MM` / `YYYY` where the document leaves parts unknown. */
  readonly birthDate: string | null;
  /** The year was sent with two digits, and a person 100 years older is possible too. */
  readonly birthYearAmbiguous?: true;
  readonly nationality: string | null;
  /** Further nationalities, where more than one was sent. */
  readonly otherNationalities?: readonly string[];
  readonly residence: string | null;
  readonly embark: string | null;
  readonly debark: string | null;
  readonly clearance: string | null;
  /** RFF+AVF: record locator. */
  readonly locator: string | null;
  /** RFF+ABO: the carrier's unique passenger reference. */
  readonly travellerRef: string | null;
  readonly seat: string | null;
  readonly bags: {
    readonly count: number | null;
    readonly tags: readonly string[];
    readonly weightKg: number | null;
  };
  readonly documents: readonly TravelDocument[];
  readonly address: PostalAddress | null;
  readonly placeOfBirth: string | null;
  /** GEI 173 true, 174 false, else null. */
  readonly verified: boolean | null;
  /** EMP: CR1 cockpit, CR2 cabin, CR3 operations, CR4 cargo or other, CR5 pilot not on duty. */
  readonly crewFunction?: string;
  /** References other than locator, passenger reference and seat: AEA, CR, YZY ..., and further ones of these: AVF, ABO, SEA. */
  readonly references?: readonly { readonly qualifier: string; readonly value: string }[];
  /** Ordinal of the NAD segment in its message (UNH = 1): the provenance of this traveller. */
  readonly segment: number;
};

export type TravelDocument = {
  readonly type: string;
  readonly number: string;
  readonly issuer: string | null;
  readonly expires: string | null;
  /** Date and place of issue, where sent (visas). */
  readonly issued?: string;
  readonly issuePlace?: string;
};

export type PostalAddress = {
  readonly line: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postcode: string | null;
  readonly country: string | null;
};
