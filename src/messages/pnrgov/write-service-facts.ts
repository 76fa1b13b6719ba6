// What special services say of travellers, taken one by one as the services of a booking are written: documents, addresses, names.
import type { BookedTraveller, Booking } from "../booking.ts";
import type { PostalAddress, TravelDocument } from "../passenger-list.ts";
import { readDoca, readState } from "./travel-document.ts";
import { namedDay } from "./write-setting.ts";
import type { PushSetting } from "./write-setting.ts";

/** Documents that FOID may carry, and how it names them. */
const foidTypes: Readonly<Record<string, string>> = { P: "PP", I: "NI", DL: "DL" };

/** A traveller with what has not been written of him yet. */
export class Untold {
  readonly traveller: BookedTraveller;
  /** Position among the booking's travellers. */
  readonly index: number;
  readonly documents: TravelDocument[];
  readonly visas: TravelDocument[] = [];
  readonly forms: TravelDocument[] = [];
  readonly addresses: PostalAddress[];
  /** Nationality, sex, or a name in the document that differs. */
  described: boolean;
  born: boolean;
  /** Tickets and frequent flyer numbers that no service has named. */
  tickets: number;
  cards: number;

  constructor(traveller: BookedTraveller, index: number) {
    this.traveller = traveller;
    this.index = index;
    this.documents = [...traveller.documents];
    this.addresses = [...traveller.addresses];
    const { sex, nationality, documentName } = traveller;
    this.described = sex !== null || nationality !== null || documentName !== undefined;
    this.born = traveller.birthDate !== null;
    this.tickets = traveller.tickets.length;
    this.cards = traveller.frequentFlyer.length;
  }

  /** DOCS: the next document with all that is known of the person. `infant`: it stands under the adult. */
  docs(setting: PushSetting, infant: boolean): string {
    const { sex, nationality, birthDate, documentName, surname, given } = this.traveller;
    const document = this.documents.shift();
    this.described = false;
    this.born = false;
    const name = documentName ?? { surname, given };
    const items = [
      document?.type ?? "",
      document?.issuer ?? "",
      document?.number ?? "",
      nationality ?? "",
      namedDay(birthDate, setting, "birth"),
      infant ? `${sex ?? "U"}I` : (sex ?? ""),
      namedDay(document?.expires ?? null, setting, "expiry"),
      name.surname,
      name.given ?? "",
    ];
    return `/${items.join("/")}`;
  }

  /** DOCO: the next visa, redress or known traveller number. */
  doco(): string {
    const visa = this.visas.shift();
    return visa === undefined ? "" : `//${visa.type}/${visa.number}///${visa.issuer ?? ""}`;
  }

  /** FOID: the next identity document of which nothing but its number is known. */
  foid(): string {
    const form = this.forms.shift();
    return form === undefined ? "" : `${foidTypes[form.type] ?? form.type}${form.number}`;
  }

  /** DOCA: the next address, where it can be said so that it is read the same. */
  doca(): string {
    const address = this.addresses[0];
    if (address === undefined) return "";
    const { line, city, region, postcode, country } = address;
    const text = `/R/${[country, line, city, region, postcode].map((item) => item ?? "").join("/")}`;
    if (JSON.stringify(readDoca(text)?.address) !== JSON.stringify(address)) return "";
    this.addresses.shift();
    return text;
  }

  /** TKNE: a ticket number with its coupon. */
  ticket(): string {
    const { tickets } = this.traveller;
    const number = tickets[tickets.length - this.tickets]?.number ?? "";
    if (this.tickets > 0) this.tickets--;
    return /^\d{13,14}$/.test(number) ? `${number}C1` : "";
  }

  /** FQTV: a frequent flyer number. */
  card(): string {
    const { frequentFlyer } = this.traveller;
    const card = frequentFlyer[frequentFlyer.length - this.cards];
    if (this.cards > 0) this.cards--;
    const text = `${card?.carrier ?? ""}${card?.number ?? ""}`;
    return /^(?:[A-Z][A-Z0-9]|\d[A-Z])[A-Z0-9]*\d[A-Z0-9]*$/.test(text) ? text : "";
  }

  /** CHLD: the date of birth. */
  child(setting: PushSetting): string {
    this.born = false;
    return namedDay(this.traveller.birthDate, setting, "birth");
  }

  /** INFT: name and date of birth. */
  infant(setting: PushSetting): string {
    const { surname, given, birthDate } = this.traveller;
    this.born = false;
    return `${surname}/${given ?? ""} ${namedDay(birthDate, setting, "birth")}`.trim();
  }
}

/** How many services of a kind a booking has. */
export function countOf(booking: Booking, code: string): number {
  return (booking.services ?? []).filter((service) => service.code === code).length;
}

/** All travellers of a booking; documents shared out over the kinds of services that the booking has for them. */
export function untoldOf(booking: Booking): Untold[] {
  const untold = booking.travellers.map((traveller, index) => new Untold(traveller, index));
  let visas = countOf(booking, "DOCO");
  let forms = countOf(booking, "FOID");
  for (const { documents, visas: asVisas, forms: asForms } of untold) {
    for (const document of documents.splice(0)) {
      const { type, issuer, expires } = document;
      const isVisa = expires === null && type !== "" && !(type in foidTypes) && sameState(issuer);
      if (isVisa && visas > 0) {
        visas--;
        asVisas.push(document);
      } else if (issuer === null && expires === null && type in foidTypes && forms > 0) {
        forms--;
        asForms.push(document);
      } else documents.push(document);
    }
  }
  return untold;
}

/** Whether a State is read from a text as it stands. */
const sameState = (code: string | null): boolean => code === null || readState(code) === code;
