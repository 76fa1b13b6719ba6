// Samples for tests: a small file of each list format with invented persons.

const xml = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The files of the OFAC list in CSV: names, other names, addresses, comments. */
export const ofacFiles = [
  `90001,"VYMYSLOV, Ostap","individual","TEST] [MADEUP","Director",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 10 Dec 1968; alt. DOB circa 1970; POB Baku, Azerbaijan; nationality Georgia; Gender Male; Passport C1234567 (Azerbaijan) expires 2019; National ID No. 77-12 (Georgia); Email Address ostap@example.org; Phone Number +994501112233; a.k.a. 'OSYA, Uncle'; Linked To: MADE UP TRADI"\r\n90002,"MADE UP TRADING CO., LTD.",-0- ,"TEST",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n90003,"BENDEROVA, Zinaida","individual","TEST",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 01 Jan 1971 to 31 Dec 1973; Gender Female."\r\n\u001a`,
  `90001,501,"aka","VYMYSEL, Ostap Ibragim",-0- \r\n90002,502,"aka","MADEUP",-0- \r\n90003,503,"fka","VORONYA, Zinaida",-0- \r\n`,
  `90001,601,"1 Invented Street","Baku","Azerbaijan",-0- \r\n`,
  `90001,"NG CO."\r\n`,
] as const;

export const ofacXml = `${xml}<sdnList xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML">
<publshInformation><Publish_Date>03/05/2026</Publish_Date><Record_Count>2</Record_Count></publshInformation>
<sdnEntry><uid>90001</uid><firstName>Ostap</firstName><lastName>VYMYSLOV</lastName><title>Director</title><sdnType>Individual</sdnType>
<programList><program>TEST</program><program>MADEUP</program></programList>
<idList><id><uid>1</uid><idType>Passport</idType><idNumber>C1234567</idNumber><idCountry>Azerbaijan</idCountry></id>
<id><uid>2</uid><idType>Gender</idType><idNumber>Male</idNumber></id>
<id><uid>3</uid><idType>Email Address</idType><idNumber>Ostap@Example.org</idNumber></id></idList>
<akaList><aka><uid>4</uid><type>a.k.a.</type><category>strong</category><lastName>VYMYSEL</lastName><firstName>Ostap Ibragim</firstName></aka>
<aka><uid>5</uid><type>a.k.a.</type><category>weak</category><lastName>OSYA</lastName></aka></akaList>
<nationalityList><nationality><uid>6</uid><country>Georgia</country><mainEntry>true</mainEntry></nationality></nationalityList>
<dateOfBirthList><dateOfBirthItem><uid>7</uid><dateOfBirth>10 Dec 1968</dateOfBirth></dateOfBirthItem>
<dateOfBirthItem><uid>8</uid><dateOfBirth>circa 1970</dateOfBirth></dateOfBirthItem></dateOfBirthList>
<placeOfBirthList><placeOfBirthItem><uid>9</uid><placeOfBirth>Baku, Azerbaijan</placeOfBirth></placeOfBirthItem></placeOfBirthList></sdnEntry>
<sdnEntry><uid>90002</uid><lastName>MADE UP TRADING CO.</lastName><sdnType>Entity</sdnType></sdnEntry>
</sdnList>`;

/** The advanced form: what stands in it, stands there once and is referred to by number. */
export const ofacAdvancedXml = `${xml}<Sanctions xmlns="http://www.un.org/sanctions/1.0" Version="1">
<DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>3</Month><Day>5</Day></DateOfIssue>
<ReferenceValueSets><CalendarTypeValues><CalendarType ID="1">Gregorian</CalendarType><CalendarType ID="2">Islamic</CalendarType></CalendarTypeValues>
<CountryValues><Country ID="11055" ISO2="AZ">Azerbaijan</Country><Country ID="11090" ISO2="GE">Georgia</Country></CountryValues>
<DetailReferenceValues><DetailReference ID="91526">Male</DetailReference></DetailReferenceValues>
<FeatureTypeValues><FeatureType ID="8" FeatureTypeGroupID="1">Birthdate</FeatureType><FeatureType ID="9" FeatureTypeGroupID="1">Place of Birth</FeatureType>
<FeatureType ID="10" FeatureTypeGroupID="1">Nationality Country</FeatureType><FeatureType ID="21" FeatureTypeGroupID="1">Email Address</FeatureType>
<FeatureType ID="26" FeatureTypeGroupID="1">Title</FeatureType><FeatureType ID="224" FeatureTypeGroupID="1">Gender</FeatureType></FeatureTypeValues>
<IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType><IDRegDocType ID="1584">National ID No.</IDRegDocType></IDRegDocTypeValues>
<NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType><NamePartType ID="1525">Entity Name</NamePartType><NamePartType ID="1528">Patronymic</NamePartType></NamePartTypeValues>
<PartySubTypeValues><PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
<PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType></PartyTypeValues>
<ScriptValues><Script ID="215" ScriptCode="Latn">Latin</Script><Script ID="220" ScriptCode="Cyrl">Cyrillic</Script></ScriptValues></ReferenceValueSets>
<Locations><Location ID="31"><LocationCountry CountryID="11055" CountryRelevanceID="1"/><LocationPart LocPartTypeID="1"><LocationPartValue Primary="true"><Comment/><Value>Baku</Value></LocationPartValue></LocationPart></Location>
<Location ID="32"><LocationCountry CountryID="11090" CountryRelevanceID="1"/></Location></Locations>
<IDRegDocuments><IDRegDocument ID="41" IDRegDocTypeID="1571" IdentityID="51" IssuedBy-CountryID="11055" ValidityID="1"><Comment/><IDRegistrationNo>C1234567</IDRegistrationNo></IDRegDocument>
<IDRegDocument ID="42" IDRegDocTypeID="1584" IdentityID="51" IssuedBy-CountryID="11090" ValidityID="1"><IDRegistrationNo>77-1234</IDRegistrationNo></IDRegDocument></IDRegDocuments>
<DistinctParties><DistinctParty FixedRef="90001"><Comment>Invented.</Comment><Profile ID="90001" PartySubTypeID="4"><Identity ID="51" FixedRef="90001" Primary="true" False="false">
<Alias FixedRef="90001" AliasTypeID="1400" Primary="false" LowQuality="true"><DocumentedName ID="62"><DocumentedNamePart><NamePartValue NamePartGroupID="71" ScriptID="215">OSYA</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<Alias FixedRef="90001" AliasTypeID="1403" Primary="true" LowQuality="false"><DocumentedName ID="61"><DocumentedNamePart><NamePartValue NamePartGroupID="71" ScriptID="215">VYMYSLOV</NamePartValue></DocumentedNamePart><DocumentedNamePart><NamePartValue NamePartGroupID="72" ScriptID="215">Ostap</NamePartValue></DocumentedNamePart></DocumentedName>
<DocumentedName ID="63"><DocumentedNamePart><NamePartValue NamePartGroupID="71" ScriptID="220">Вымыслов</NamePartValue></DocumentedNamePart><DocumentedNamePart><NamePartValue NamePartGroupID="72" ScriptID="220">Остап</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="71" NamePartTypeID="1520"/></MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="72" NamePartTypeID="1521"/></MasterNamePartGroup></NamePartGroups></Identity>
<Feature ID="81" FeatureTypeID="8"><FeatureVersion ID="91"><DatePeriod CalendarTypeID="1"><Start Approximate="false"><From><Year>1968</Year><Month>12</Month><Day>10</Day></From><To><Year>1968</Year><Month>12</Month><Day>10</Day></To></Start><End Approximate="false"><From><Year>1968</Year><Month>12</Month><Day>10</Day></From><To><Year>1968</Year><Month>12</Month><Day>10</Day></To></End></DatePeriod></FeatureVersion></Feature>
<Feature ID="82" FeatureTypeID="8"><FeatureVersion ID="92"><DatePeriod CalendarTypeID="1"><Start Approximate="true"><From><Year>1970</Year><Month>1</Month><Day>1</Day></From><To><Year>1970</Year><Month>1</Month><Day>1</Day></To></Start><End Approximate="true"><From><Year>1970</Year><Month>12</Month><Day>31</Day></From><To><Year>1970</Year><Month>12</Month><Day>31</Day></To></End></DatePeriod></FeatureVersion></Feature>
<Feature ID="83" FeatureTypeID="9"><FeatureVersion ID="93"><VersionLocation LocationID="31"/></FeatureVersion></Feature>
<Feature ID="84" FeatureTypeID="10"><FeatureVersion ID="94"><VersionLocation LocationID="32"/></FeatureVersion></Feature>
<Feature ID="85" FeatureTypeID="224"><FeatureVersion ID="95"><VersionDetail DetailTypeID="1431" DetailReferenceID="91526"/></FeatureVersion></Feature>
<Feature ID="86" FeatureTypeID="26"><FeatureVersion ID="96"><VersionDetail DetailTypeID="1432">Director</VersionDetail></FeatureVersion></Feature>
<Feature ID="87" FeatureTypeID="21"><FeatureVersion ID="97"><VersionDetail DetailTypeID="1432">Ostap@Example.org</VersionDetail></FeatureVersion></Feature></Profile></DistinctParty>
<DistinctParty FixedRef="90002"><Profile ID="90002" PartySubTypeID="3"><Identity ID="52"><Alias Primary="true"><DocumentedName><DocumentedNamePart><NamePartValue NamePartGroupID="73" ScriptID="215">MADE UP TRADING CO.</NamePartValue></DocumentedNamePart></DocumentedName></Alias><NamePartGroups><MasterNamePartGroup><NamePartGroup ID="73" NamePartTypeID="1525"/></MasterNamePartGroup></NamePartGroups></Identity></Profile></DistinctParty></DistinctParties>
<SanctionsEntries><SanctionsEntry ID="90001" ProfileID="90001" ListID="1550"><EntryEvent ID="1"><Comment/></EntryEvent><SanctionsMeasure ID="1" SanctionsTypeID="1"><Comment>TEST</Comment></SanctionsMeasure><SanctionsMeasure ID="2" SanctionsTypeID="1"><Comment>MADEUP</Comment></SanctionsMeasure></SanctionsEntry></SanctionsEntries>
</Sanctions>`;

export const canadaXml = `${xml}<data-set>
<record><Country>Belarus / Bélarus</Country><LastName>Vymyslau (Vymyslov)</LastName><GivenName>Astap</GivenName>
<Aliases>Ostap Vymyslov, Belarusian: Астап Вымыслаў, Russian: Остап Вымыслов</Aliases>
<DateOfBirthOrShipBuildDate>1968-12-10 or 1968-10-12</DateOfBirthOrShipBuildDate><Schedule>1, Part 1</Schedule><Item>7</Item></record>
<record><Country>Belarus / Bélarus</Country><EntityOrShip>Made Up Trading</EntityOrShip><Schedule>1, Part 2</Schedule><Item>1</Item></record>
<record><Country>Hamas Terrorist Attacks / Attaques</Country><LastName>Voronya</LastName><Item>1</Item></record>
</data-set>`;

export const euXml = `${xml}<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-02-03T10:00:00.000+01:00">
<sanctionEntity euReferenceNumber="EU.1.1" logicalId="701"><remark>Invented.</remark><regulation programme="TEST"/>
<subjectType code="person" classificationCode="P"/>
<nameAlias title="Dr" function="Director" firstName="Ostap" middleName="" lastName="Vymyslov" wholeName="Ostap Vymyslov" gender="M" strong="true" logicalId="1"/>
<nameAlias firstName="" middleName="" lastName="" wholeName="Остап Вымыслов" gender="" strong="true" logicalId="2"/>
<nameAlias firstName="" middleName="" lastName="" wholeName="Osya" gender="" strong="false" logicalId="3"/>
<citizenship countryIso2Code="GE" countryDescription="GEORGIA"/>
<birthdate circa="false" calendarType="GREGORIAN" birthdate="1968-12-10" dayOfMonth="10" monthOfYear="12" year="1968" city="Baku" countryIso2Code="AZ" countryDescription="AZERBAIJAN"/>
<birthdate circa="true" calendarType="GREGORIAN" year="1970" countryIso2Code="00"/>
<birthdate circa="false" calendarType="GREGORIAN" yearRangeFrom="1966" yearRangeTo="1969" countryIso2Code="00"/>
<identification number="C1234567" identificationTypeCode="passport" countryIso2Code="AZ"/></sanctionEntity>
<sanctionEntity logicalId="702"><subjectType code="enterprise" classificationCode="E"/><nameAlias wholeName="Made Up Trading"/></sanctionEntity>
</export>`;

const euColumns =
  "fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_Remark;Entity_SubjectType;Entity_SubjectType_ClassificationCode;Entity_Regulation_Programme;NameAlias_LastName;NameAlias_FirstName;NameAlias_MiddleName;NameAlias_WholeName;NameAlias_Gender;NameAlias_Title;NameAlias_Function;BirthDate_City;BirthDate_CountryDescription;BirthDate_BirthDate;BirthDate_Day;BirthDate_Month;BirthDate_Year;BirthDate_YearRangeFrom;BirthDate_YearRangeTo;BirthDate_Circa;BirthDate_CalendarType;BirthDate_CountryIso2Code;Identification_Number;Identification_TypeCode;Identification_CountryIso2Code;Citizenship_CountryIso2Code";
export const euCsv = `\uFEFF${euColumns}
03/02/2026;701;EU.1.1;Invented.;P;person;TEST;Vymyslov;Ostap;;Ostap Vymyslov;M;Dr;Director;;;;;;;;;;;;;;;
03/02/2026;701;EU.1.1;Invented.;P;person;TEST;;;;Остап Вымыслов;;;;;;;;;;;;;;;;;;
03/02/2026;701;EU.1.1;Invented.;P;person;TEST;;;;;;;;Baku;AZERBAIJAN;1968-12-10;10;12;1968;;;false;GREGORIAN;AZ;;;;
03/02/2026;701;EU.1.1;Invented.;P;person;TEST;;;;;;;;;;;;;1970;;;true;GREGORIAN;00;;;;
03/02/2026;701;EU.1.1;Invented.;P;person;TEST;;;;;;;;;;;;;;1966;1969;false;GREGORIAN;;;;;
03/02/2026;701;EU.1.1;Invented.;P;person;TEST;;;;;;;;;;;;;;;;;;;C1234567;passport;AZ;GE
03/02/2026;702;EU.2.1;;E;enterprise;TEST;;;;"Made Up; Trading";;;;;;;;;;;;;;;;;;
`;

export const ukCsv = `Last Updated,03/02/2026
Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,DOB,Town of Birth,Country of Birth,Nationality,Passport Number,Passport Details,National Identification Number,National Identification Details,Position,Country,Other Information,Group Type,Alias Type,Alias Quality,Regime,Last Updated,Group ID
VYMYSEL,Ostap,Ibragim,,,,,,10/12/1968,Baku,Azerbaijan,(1) Georgia (2) Azerbaijan,C1234567,Azerbaijan number C1234567,,,,,,Individual,AKA,Low,Test,03/02/2026,801
VYMYSLOV,Ostap,,,,,Dr,Остап Вымыслов,(1) 10/12/1968. (2) 00/00/1970,Baku,Azerbaijan,Georgia,C1234567,Azerbaijan number C1234567,,,,,"Invented, and no more.",Individual,Primary name,,Test,03/02/2026,801
MADE UP TRADING,,,,,,,,,,,,,,,,,,,Entity,Primary name,,Test,03/02/2026,802
`;

export const ukXml = `${xml}<Designations xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><DateGenerated>03/02/2026</DateGenerated>
<Designation><UniqueID>TST0001</UniqueID><Names><Name><Name1>Ostap</Name1><Name2>Ibragim</Name2><Name6>VYMYSEL</Name6><NameType>Alias</NameType></Name>
<Name><Name1>Ostap</Name1><Name6>VYMYSLOV</Name6><NameType>Primary Name</NameType></Name></Names>
<NonLatinNames><NonLatinName><NameNonLatinScript>Остап Вымыслов</NameNonLatinScript></NonLatinName></NonLatinNames>
<RegimeName>Test</RegimeName><IndividualEntityShip>Individual</IndividualEntityShip><OtherInformation>Invented.</OtherInformation>
<PhoneNumbers><PhoneNumber>+994 50 111 22 33</PhoneNumber></PhoneNumbers>
<IndividualDetails><Individual><DOBs><DOB>10/12/1968</DOB><DOB>dd/mm/1970</DOB></DOBs><Nationalities><Nationality>Georgia</Nationality></Nationalities>
<PassportDetails><Passport><PassportNumber>C1234567</PassportNumber><PassportAdditionalInformation>Azerbaijan</PassportAdditionalInformation></Passport></PassportDetails>
<Titles><Title>Dr</Title></Titles><Positions><Position>Director</Position></Positions>
<BirthDetails><Location><TownOfBirth>Baku</TownOfBirth><CountryOfBirth>Azerbaijan</CountryOfBirth></Location></BirthDetails><Genders><Gender>Male</Gender></Genders></Individual></IndividualDetails></Designation>
<Designation><UniqueID>TST0002</UniqueID><Names><Name><Name6>MADE UP TRADING</Name6><NameType>Primary Name</NameType></Name></Names><IndividualEntityShip>Entity</IndividualEntityShip></Designation>
</Designations>`;

export const ukTreasuryXml = `${xml}<ArrayOfFinancialSanctionsTarget>
<FinancialSanctionsTarget><GroupTypeDescription>Individual</GroupTypeDescription><AliasTypeName>Primary name</AliasTypeName><GroupID>801</GroupID><Name6>VYMYSLOV</Name6><name1>Ostap</name1><RegimeName>Test</RegimeName><Individual_DateOfBirth>10/12/1968</Individual_DateOfBirth></FinancialSanctionsTarget>
<FinancialSanctionsTarget><GroupTypeDescription>Individual</GroupTypeDescription><AliasTypeName>AKA</AliasTypeName><AliasQuality>Good</AliasQuality><GroupID>801</GroupID><Name6>VYMYSEL</Name6><name1>Ostap</name1></FinancialSanctionsTarget>
</ArrayOfFinancialSanctionsTarget>`;

const line = (entity: object): string => `${JSON.stringify(entity)}\n`;
export const ftmJson =
  line({
    id: "NK-1",
    caption: "Ostap Vymyslov",
    schema: "Person",
    datasets: ["test_list"],
    properties: {
      name: ["Остап Вымыслов", "Ostap Vymyslov"],
      alias: ["Ostap Vymysel"],
      weakAlias: ["Osya"],
      birthDate: ["1968-12-10", "1970"],
      gender: ["male"],
      nationality: ["ge"],
      birthCountry: ["az"],
      birthPlace: ["Baku"],
      title: ["Dr"],
      socialSecurityNumber: ["77-1234"],
      topics: ["sanction", "crime"],
      email: ["ostap@example.org"],
    },
  }) +
  line({
    id: "NK-2",
    schema: "Company",
    caption: "Made Up Trading",
    properties: { name: ["Made Up Trading"] },
  }) +
  line({
    id: "NK-3",
    schema: "Passport",
    properties: { holder: ["NK-1"], number: ["C1234567"], country: ["az"] },
  });

const notice = {
  entity_id: "2026/701",
  forename: "OSTAP",
  name: "VYMYSLOV",
  date_of_birth: "1968/12/10",
  nationalities: ["GE"],
  sex_id: "M",
  country_of_birth_id: "AZ",
  place_of_birth: "Baku",
  arrest_warrants: [{ issuing_country_id: "GE", charge: "Invented charge" }],
};
export const interpolJson = JSON.stringify({
  total: 1,
  query: { page: 1, resultPerPage: 20 },
  _embedded: { notices: [notice] },
});
export const interpolLines = `${JSON.stringify(notice)}\n`;

export const mappedCsv = `No;Full name;Also;Born;Sex;Citizen of;Passport;State;Phone;Note
7;Ostap Vymyslov;Остап Вымыслов|Ostap Vymysel;10.12.1968;M;GEO;C1234567;AZE;+994 50 111-22-33;"=HYPERLINK(""http://example.org"")"
8;Zinaida Voronya;;1971;F;Georgia;;;;Seen in Baku
`;
export const mapping = {
  separator: ";",
  dates: "day-first",
  columns: {
    reference: "No",
    fullName: "Full name",
    alias: "Also",
    birthDate: "Born",
    sex: "Sex",
    nationality: "Citizen of",
    documentNumber: "Passport",
    documentCountry: "State",
    phone: "Phone",
    instructions: "Note",
  },
} as const;
