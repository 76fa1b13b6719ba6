// What special services say of a traveller, taken one by one as the services of a booking are written.
import type { BookedTraveller } from "../booking.ts";
import type { PostalAddress, TravelDocument } from "../passenger-list.ts";
import { readInfant } from "./infant-text.ts";
import { readDoca, readDoco, readFoid, splitAssociation } from "./travel-document.ts";
import { associationOf } from "./write-findability.ts";
import { SeatPlan } from "./write-seats.ts";
import { namedDay } from "./write-setting.ts";
import type { PushSetting } from "./write-setting.ts";

/** Documents that FOID may carry, and how it names them. */
const foidTypes: ReadonlyMap<string, string> = new Map(Object.entries({ P: "PP", I: "NI", DL: "DL" }));

/** How documents of a traveller are read. */
type DocumentsRead = {
  /** One with another name than the booked one is his all the same. */
  readonly own: boolean;
  /** One with any name is his, and not that of an infant born on the same day. */
  readonly named: boolean;
};

/** A traveller with what has not been written of him yet. */
export class Untold {
  readonly traveller: BookedTraveller;
  /** Position among the booking's travellers. */
  readonly index: number;
  /** His seats, and where each is told. */
  readonly seats: SeatPlan;
  readonly #read: DocumentsRead;
  /** Addresses that no service says. */
  addresses: readonly PostalAddress[];
  /** Of each kind of service what each of them says, null for nothing. */
  readonly #documents: (TravelDocument | null)[];
  readonly #visas: (TravelDocument | null)[] = [];
  readonly #forms: (TravelDocument | null)[] = [];
  #doca: PostalAddress[] = [];
  /** Nationality, sex, or a name in the document that differs; and the birth date. */
  #described: boolean;
  #born: boolean;
  #tickets = 0;
  #cards = 0;

  constructor(traveller: BookedTraveller, index: number, read: DocumentsRead) {
    this.traveller = traveller;
    this.index = index;
    this.seats = new SeatPlan(traveller);
    this.#read = read;
    this.#documents = [...traveller.documents];
    this.addresses = traveller.addresses;
    const { sex, nationality, documentName } = traveller;
    this.#described = sex !== null || nationality !== null || documentName !== undefined;
    this.#born = traveller.birthDate !== null;
  }

  /**
   * Shares out what is known over the services there are (their codes, in order): each document goes to the first service
   * after that of the one before which can say it, so that all keep their order. What finds none is left for DOCS.
   */
  plan(codes: readonly string[], setting: PushSetting): void {
    let next = 0;
    const rest: TravelDocument[] = [];
    const said = new Map<number, TravelDocument>();
    this.#documents.length = 0;
    for (const document of this.traveller.documents) {
      let at = next;
      while (at < codes.length && !mayCarry(codes[at]!, document, setting)) at++;
      if (at === codes.length) rest.push(document);
      else {
        next = at + 1;
        said.set(at, document);
      }
    }
    for (const [at, code] of codes.entries()) this.#listOf(code)?.push(said.get(at) ?? null);
    this.#documents.push(...rest);
    const sayable = this.addresses.filter((address) => isSame(readDoca(docaText(address, false)), address));
    const count = codes.filter((code) => code === "DOCA").length;
    this.#doca = count === 0 ? [] : sayable.slice(-count);
    this.addresses = this.addresses.filter((address) => !this.#doca.includes(address));
  }

  #listOf(code: string): (TravelDocument | null)[] | null {
    if (code === "DOCO") return this.#visas;
    if (code === "FOID") return this.#forms;
    return code === "DOCS" ? this.#documents : null;
  }

  /** Whether something is left that only DOCS can say. */
  get isUntold(): boolean {
    return this.#documents.some((document) => document !== null) || this.#described || this.#born;
  }

  /** The name at the end of a text. */
  get association(): string {
    return associationOf(this.traveller);
  }

  /** DOCS: the next document with all that is known of the person. `infant`: it stands with the adult. */
  docs(setting: PushSetting, infant: boolean): string {
    const { sex, nationality, birthDate, documentName, surname, given } = this.traveller;
    const { own, named } = this.#read;
    const name = own && documentName !== undefined ? documentName : { surname, given };
    const document = this.#documents.shift();
    this.#described = false;
    this.#born = false;
    const items = [
      document?.type ?? "",
      document?.issuer ?? "",
      document?.number ?? "",
      nationality ?? "",
      namedDay(birthDate, setting, "birth"),
      infant ? `${sex ?? "U"}I` : (sex ?? ""),
      namedDay(document?.expires ?? null, setting, "expiry"),
      named ? inItem(name.surname) : "",
      named ? inItem(name.given ?? "") : "",
    ];
    const text = `/${items.join("/")}`;
    // Two empty items more: a name such as `X-1Y` is then no association at the end.
    return splitAssociation(text).association === null ? text : `${text}//`;
  }

  /** DOCO: the next visa, redress or known traveller number. `infant`: it stands with the adult. */
  doco(setting: PushSetting, infant: boolean): string {
    const visa = this.#visas.shift();
    return visa == null ? (infant ? "///////I" : "") : docoText(visa, infant, setting);
  }

  /** FOID: the next identity document of which nothing but its number is known. */
  foid(): string {
    const form = this.#forms.shift();
    return form == null ? "" : foidText(form);
  }

  /** DOCA: the next address that it can say. `infant`: it stands with the adult. */
  doca(infant: boolean): string {
    const address = this.#doca.shift();
    return address === undefined ? (infant ? "///////I" : "") : docaText(address, infant);
  }

  /** TKNE: a ticket number with its coupon. */
  ticket(): string {
    const number = this.traveller.tickets[this.#tickets++]?.number ?? "";
    return /^\d{13,14}$/.test(number) ? `${number}C1` : "";
  }

  /** FQTV: a frequent flyer number. */
  card(): string {
    const card = this.traveller.frequentFlyer[this.#cards++];
    const text = `${card?.carrier ?? ""}${card?.number ?? ""}`;
    return /^(?:[A-Z][A-Z0-9]|\d[A-Z])[A-Z]*\d[A-Z0-9]*$/.test(text) ? text : "";
  }

  /** CHLD: the date of birth. */
  child(setting: PushSetting): string {
    this.#born = false;
    return namedDay(this.traveller.birthDate, setting, "birth");
  }

  /** INFT: name and date of birth, where they are read from it again. */
  infant(setting: PushSetting): string {
    const { surname, given, birthDate } = this.traveller;
    const day = namedDay(birthDate, setting, "birth");
    const text = given === null ? day : `${surname}/${given} ${day}`.trim();
    const read = readInfant(text, setting.flight?.departs ?? setting.preparedAt);
    const isNamed = given === null || (read?.surname === surname && read.given === given);
    if (!isNamed || (read?.birthDate ?? null) !== birthDate || splitAssociation(text).association !== null)
      return "";
    this.#born = false;
    return text;
  }
}

/** A slash would begin another item; letters alone are compared. */
const inItem = (name: string): string => name.replaceAll("/", " ");

function docoText(visa: TravelDocument, infant: boolean, setting: PushSetting): string {
  const { type, number, issuer, issuePlace = "", issued } = visa;
  const day = namedDay(issued ?? null, setting, "birth");
  return `//${type}/${number}/${inItem(issuePlace)}/${day}/${issuer ?? ""}${infant ? "/I" : ""}`;
}

const foidText = ({ type, number }: TravelDocument): string => `${foidTypes.get(type) ?? type}${number}`;

function docaText({ line, city, region, postcode, country }: PostalAddress, infant: boolean): string {
  const items = [country, line, city, region, postcode].map((item) => item ?? "");
  return `/R/${[...items, ...(infant ? ["I"] : [])].join("/")}`;
}

const isSame = (read: { readonly address: PostalAddress } | null, address: PostalAddress): boolean =>
  JSON.stringify(read?.address) === JSON.stringify(address);

/** Whether a service of a kind says a document so that it is read as the same. */
function mayCarry(code: string, document: TravelDocument, setting: PushSetting): boolean {
  const { type, number, issuer, expires } = document;
  if (code === "DOCS") return true;
  if (expires !== null) return false;
  if (code === "DOCO") {
    const date = setting.flight?.departs ?? setting.preparedAt;
    const read = foidTypes.has(type) ? null : readDoco(docoText(document, false, setting), date);
    return read?.type === type && read.number === number && read.country === issuer;
  }
  if (code !== "FOID" || issuer !== null || !foidTypes.has(type)) return false;
  const read = readFoid(foidText(document));
  return read?.type === type && read.number === number;
}
