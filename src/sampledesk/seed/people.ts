import type { GroupName } from './catalog.ts';
import type { Random } from './random.ts';

/** Who works at the help desk. */
export interface TechnicianSeed {
  readonly uid: string;
  readonly first: string;
  readonly last: string;
  readonly title: string;
  readonly groups: readonly GroupName[];
  readonly admin?: boolean;
  /** No longer there: tickets of old may still name them. */
  readonly left?: boolean;
}

/** The first is the one that a newcomer picks: they have the most to do. */
export const technicians: readonly [TechnicianSeed, ...TechnicianSeed[]] = [
  { uid: 'srivera', first: 'Sam', last: 'Rivera', title: 'Support Engineer', groups: ['Level 2 Support', 'Orders'] },
  {
    uid: 'alindqvist',
    first: 'Astrid',
    last: 'Lindqvist',
    title: 'Head of Support',
    groups: ['Orders', 'Billing', 'Platform', 'Level 2 Support', 'Mobile', 'Reporting'],
    admin: true,
  },
  { uid: 'jokafor', first: 'Jude', last: 'Okafor', title: 'Support Engineer', groups: ['Platform', 'Level 2 Support'] },
  { uid: 'mkeller', first: 'Mara', last: 'Keller', title: 'Billing Specialist', groups: ['Billing'] },
  { uid: 'tnguyen', first: 'Thi', last: 'Nguyễn', title: 'Mobile Support', groups: ['Mobile'] },
  { uid: 'pdubois', first: 'Pascal', last: 'Dubois', title: 'Support Engineer', groups: ['Orders', 'Billing'] },
  { uid: 'kwatanabe', first: 'Kei', last: 'Watanabe', title: 'Site Reliability', groups: ['Platform'] },
  { uid: 'rmoreau', first: 'Renée', last: 'Moreau', title: 'Reporting Specialist', groups: ['Reporting'] },
  {
    uid: 'bschroeder',
    first: 'Birgit',
    last: 'Schröder',
    title: 'First Level Support',
    groups: ['Orders', 'Reporting'],
  },
  { uid: 'nharris', first: 'Noel', last: 'Harris', title: 'First Level Support', groups: ['Orders', 'Mobile'] },
  {
    uid: 'ymansour',
    first: 'Yara',
    last: 'Mansour',
    title: 'Developer on Support',
    groups: ['Level 2 Support', 'Reporting'],
  },
  {
    uid: 'vpetrov',
    first: 'Viktor',
    last: 'Petrov',
    title: 'Support Engineer',
    groups: ['Platform', 'Billing'],
    left: true,
  },
];

/** A company that buys from Quillbay, and its people. */
export interface CompanySeed {
  readonly name: string;
  readonly domain: string;
  readonly city: string;
  readonly country: string;
  readonly street: string;
  readonly zip: string;
  readonly phone: string;
  readonly tier: string;
  readonly contacts: readonly ContactSeed[];
}

export interface ContactSeed {
  readonly cid: string;
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly title: string;
  readonly phone: string;
}

const companyNames: readonly (readonly [name: string, domain: string, city: string, country: string])[] = [
  ['Bergmann Werkzeuge', 'bergmann-werkzeuge', 'Remscheid', 'Germany'],
  ['Hollis & Fern Garden Supply', 'hollisfern', 'Bristol', 'United Kingdom'],
  ['Café Meridian Rösterei', 'cafe-meridian', 'Wien', 'Austria'],
  ['Nordlys Outdoor', 'nordlys-outdoor', 'Tromsø', 'Norway'],
  ['Papeterie du Canal', 'papeterieducanal', 'Toulouse', 'France'],
  ['Sterling Bike Works', 'sterlingbikes', 'Leeds', 'United Kingdom'],
  ['Van der Meer Tulips', 'vdmtulips', 'Lisse', 'Netherlands'],
  ['Kowalczyk Meble', 'kowalczyk-meble', 'Poznań', 'Poland'],
  ['Bright Kettle Teas', 'brightkettle', 'Galway', 'Ireland'],
  ['Solberg Fisk', 'solbergfisk', 'Bergen', 'Norway'],
  ['Atelier Lumière', 'atelier-lumiere', 'Lyon', 'France'],
  ['Tanaka Stationery', 'tanaka-stationery', 'Osaka', 'Japan'],
  ['Greystone Books', 'greystonebooks', 'Edinburgh', 'United Kingdom'],
  ['Weingut Sonnenhang', 'sonnenhang', 'Deidesheim', 'Germany'],
  ['Pixel & Thread', 'pixelthread', 'Porto', 'Portugal'],
  ['Maple Ridge Hardware', 'mapleridge', 'Guelph', 'Canada'],
  ['Fratelli Conti Ceramiche', 'conti-ceramiche', 'Faenza', 'Italy'],
  ['Al-Noor Spices', 'alnoorspices', 'Amman', 'Jordan'],
  ['Blåbär Kids', 'blabarkids', 'Uppsala', 'Sweden'],
  ['Harbor Lights Marine', 'harborlights', 'Portland', 'United States'],
  ['Zahnarztbedarf Kühn', 'za-kuehn', 'Leipzig', 'Germany'],
  ['Clover Hill Pharmacy', 'cloverhill', 'Cork', 'Ireland'],
  ['Librería El Faro', 'elfaro', 'Cádiz', 'Spain'],
  ['Rosenthal Uhren', 'rosenthal-uhren', 'Pforzheim', 'Germany'],
  ['Juniper Street Vinyl', 'junipervinyl', 'Manchester', 'United Kingdom'],
  ['Eiswerk Manufaktur', 'eiswerk', 'Hamburg', 'Germany'],
  ['Oy Saunatupa', 'saunatupa', 'Tampere', 'Finland'],
  ['Terracotta Home', 'terracottahome', 'Valencia', 'Spain'],
  ['Pine & Parcel', 'pineparcel', 'Burlington', 'United States'],
  ['Drogerie Waldner', 'drogerie-waldner', 'Innsbruck', 'Austria'],
  ['Kettlebell Republic', 'kettlebellrepublic', 'Austin', 'United States'],
  ['Moulin Vert', 'moulinvert', 'Nantes', 'France'],
  ['Sapphire Audio', 'sapphireaudio', 'Cambridge', 'United Kingdom'],
  ['Bokhandel Lund', 'bokhandel-lund', 'Lund', 'Sweden'],
  ['Schraubenwelt', 'schraubenwelt', 'Künzelsau', 'Germany'],
  ['The Button Jar', 'thebuttonjar', 'York', 'United Kingdom'],
  ['Olive & Oak Deli', 'oliveoak', 'Melbourne', 'Australia'],
  ['Radhaus Brühl', 'radhaus-bruehl', 'Brühl', 'Germany'],
  ['Mistral Voiles', 'mistral-voiles', 'Marseille', 'France'],
  ['Copper Fox Trading', 'copperfox', 'Dublin', 'Ireland'],
];

const firstNames = [
  'Anna',
  'Ben',
  'Carla',
  'David',
  'Élodie',
  'Finn',
  'Grace',
  'Henrik',
  'Ines',
  'Jonas',
  'Katja',
  'Liam',
  'Maja',
  'Niko',
  'Olga',
  'Paul',
  'Rosa',
  'Søren',
  'Tomasz',
  'Ursula',
  'Valentina',
  'Will',
  'Yusuf',
  'Zoë',
  'Layla',
  'Hiroshi',
];
const lastNames = [
  'Adler',
  'Brennan',
  'Castro',
  'Dahl',
  'Eriksen',
  'Fischer',
  'Gallagher',
  'Haddad',
  'Ito',
  'Jansen',
  'Kaya',
  'Lambert',
  'Müller',
  'Novak',
  'O’Neill',
  'Pereira',
  'Quist',
  'Rossi',
  'Sundström',
  'Turner',
  'Ulrich',
  'Vogel',
  'Winter',
  'Zieliński',
];
const titles = [
  'Managing Director',
  'Shop Manager',
  'IT Administrator',
  'Accountant',
  'Developer',
  'Customer Service',
  'Warehouse Lead',
  'Marketing',
];
const streets = [
  'Mill Lane',
  'Harbour Road',
  'Station Street',
  'Church Hill',
  'Market Square',
  'Garden Row',
  'River Walk',
];

/** Companies and contacts, the same for both systems. */
export function makeCompanies(random: Random): CompanySeed[] {
  const taken = new Set<string>();
  return companyNames.map(([name, domain, city, country]) => {
    const contacts: ContactSeed[] = [];
    const wanted = random.whole(1, 3);
    while (contacts.length < wanted) {
      const first = random.pick(firstNames);
      const last = random.pick(lastNames);
      const cid = `${plain(first)}.${plain(last)}`;
      if (taken.has(cid)) continue;
      taken.add(cid);
      const phone = `+${random.whole(31, 49)} ${random.whole(20, 799)} ${random.whole(100000, 999999)}`;
      contacts.push({ cid, first, last, email: `${cid}@${domain}.example`, title: random.pick(titles), phone });
    }
    return {
      name,
      domain: `${domain}.example`,
      city,
      country,
      street: `${random.whole(1, 180)} ${random.pick(streets)}`,
      zip: String(random.whole(10000, 98999)),
      phone: `+${random.whole(31, 49)} ${random.whole(20, 799)} ${random.whole(1000, 9999)}-0`,
      tier: random.pick(['Gold', 'Silver', 'Silver', 'Standard', 'Standard']),
      contacts,
    };
  });
}

/** Lower-case ASCII for IDs and addresses. */
function plain(name: string): string {
  return name
    .replace(/ø/gi, 'o')
    .replace(/ł/gi, 'l')
    .normalize('NFD')
    .replace(/[^a-z]/gi, '')
    .toLowerCase();
}
