// Files of every list format with as many invented persons as asked, for tests of what is refused.
import type { ListFormat } from "../contract.ts";

/** A person of a file: an identifier of digits, and a family name. */
export type NamedRow = { readonly id: string; readonly name: string };

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const lines = (rows: readonly NamedRow[], line: (row: NamedRow) => string): string =>
  rows.map(line).join("\n");
const euColumns = [
  "Entity_LogicalId",
  "Entity_SubjectType",
  "NameAlias_LastName",
  "NameAlias_FirstName",
  "NameAlias_WholeName",
  "BirthDate_Year",
];

const advancedHead = `<ReferenceValueSets><NamePartTypeValues><NamePartType ID="1">Last Name</NamePartType></NamePartTypeValues>
<PartySubTypeValues><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
<PartyTypeValues><PartyType ID="1">Individual</PartyType></PartyTypeValues></ReferenceValueSets>`;

/** Each format with the way to write a file of it. */
export const files: readonly (readonly [format: ListFormat, write: (rows: readonly NamedRow[]) => string])[] =
  [
    [
      "un-xml",
      (rows) =>
        `${head}<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:00Z"><INDIVIDUALS>
${lines(rows, ({ id, name }) => `<INDIVIDUAL><DATAID>${id}</DATAID><FIRST_NAME>${name}</FIRST_NAME></INDIVIDUAL>`)}
</INDIVIDUALS></CONSOLIDATED_LIST>`,
    ],
    [
      "ofac-xml",
      (rows) =>
        `${head}<sdnList><publshInformation><Record_Count>${rows.length}</Record_Count></publshInformation>
${lines(rows, ({ id, name }) => `<sdnEntry><uid>${id}</uid><firstName></firstName><lastName>${name}</lastName><sdnType>Individual</sdnType></sdnEntry>`)}
</sdnList>`,
    ],
    [
      "ofac-advanced-xml",
      (rows) =>
        `${head}<Sanctions>${advancedHead}<DistinctParties>
${lines(rows, ({ id, name }) => `<DistinctParty FixedRef="${id}"><Profile ID="${id}" PartySubTypeID="4"><Identity ID="${id}"><Alias Primary="true"><DocumentedName><DocumentedNamePart><NamePartValue NamePartGroupID="1">${name}</NamePartValue></DocumentedNamePart></DocumentedName></Alias></Identity></Profile></DistinctParty>`)}
</DistinctParties></Sanctions>`,
    ],
    [
      "ofac-csv",
      (rows) =>
        `${lines(rows, ({ id, name }) => `${id},"${name}","individual","TEST",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 1970."`)}\n`,
    ],
    [
      "canada-xml",
      (rows) =>
        `${head}<data-set>
${lines(rows, ({ id, name }) => `<record><Country>Belarus</Country><LastName>${name}</LastName><Schedule>1</Schedule><Item>${id}</Item></record>`)}
</data-set>`,
    ],
    [
      "eu-xml",
      (rows) =>
        `${head}<export generationDate="2026-02-03T10:00:00Z">
${lines(rows, ({ id, name }) => `<sanctionEntity logicalId="${id}"><subjectType code="person" classificationCode="P"/><nameAlias wholeName="${name}"/></sanctionEntity>`)}
</export>`,
    ],
    [
      "eu-csv",
      (rows) =>
        `${euColumns.join(";")}\n${lines(rows, ({ id, name }) => `${id};person;"${name}";;"${name}";1970`)}\n`,
    ],
    [
      "uk-xml",
      (rows) =>
        `${head}<Designations>
${lines(rows, ({ id, name }) => `<Designation><UniqueID>${id}</UniqueID><Names><Name><Name6>${name}</Name6><NameType>Primary Name</NameType></Name></Names><IndividualEntityShip>Individual</IndividualEntityShip></Designation>`)}
</Designations>`,
    ],
    [
      "uk-csv",
      (rows) =>
        `Last Updated,03/02/2026\nName 6,Name 1,Group Type,Group ID\n${lines(rows, ({ id, name }) => `"${name}",,Individual,${id}`)}\n`,
    ],
    [
      "ftm-json",
      (rows) =>
        `${lines(rows, ({ id, name }) => JSON.stringify({ id: `NK-${id}`, schema: "Person", properties: { name: [name] } }))}\n`,
    ],
    [
      "interpol-json",
      (rows) =>
        JSON.stringify({
          total: rows.length,
          query: { page: 1, resultPerPage: rows.length },
          _embedded: {
            notices: rows.map(({ id, name }) => ({ entity_id: `2026/${id}`, forename: "", name })),
          },
        }),
    ],
    [
      "ndjson",
      (rows) =>
        `${lines(rows, ({ id, name }) => JSON.stringify({ id, list: "X", names: [{ full: name }] }))}\n`,
    ],
    ["csv-mapped", (rows) => `No,Name,Born\n${lines(rows, ({ id, name }) => `${id},"${name}",1970`)}\n`],
  ];
