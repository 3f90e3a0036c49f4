import { products, type Scenario } from './catalog.ts';
import type { CompanySeed, ContactSeed } from './people.ts';
import type { Random } from './random.ts';

/** What a ticket's texts speak about: each slot keeps its value throughout the ticket. */
export class Slots {
  readonly #values = new Map<string, string>();
  readonly #random: Random;

  constructor(random: Random, scenario: Scenario, company: CompanySeed, contact: ContactSeed) {
    this.#random = random;
    const versions: readonly string[] = products.find(product => product.key === scenario.product)?.versions ?? ['1.0'];
    const reported = random.whole(0, versions.length - 2);
    this.#values
      .set('prev', versions[reported] ?? '')
      .set('version', versions[reported + 1] ?? '')
      .set('shop', `shop.${company.domain}`)
      .set('first', contact.first);
  }

  /** The value of a slot; a slot that nobody knows is a mistake in a scenario. */
  get(name: string): string {
    let value = this.#values.get(name);
    if (value === undefined) {
      const make = makers[name];
      if (!make) throw new RangeError(`no slot {${name}}`);
      value = make(this.#random);
      this.#values.set(name, value);
    }
    return value;
  }

  /** Fills a text; `encode` makes values harmless where the text is HTML. */
  fill(text: string, encode: (value: string) => string = value => value): string {
    return text.includes('{') ? text.replace(/\{(\w+)\}/g, (_, name: string) => encode(this.get(name))) : text;
  }
}

const orderNumber = (random: Random) => `Q-${random.whole(47_000, 49_999)}`;

const makers: Record<string, (random: Random) => string> = {
  order: orderNumber,
  order2: orderNumber,
  sku: random => `QB-${random.whole(1000, 9999)}`,
  amount: random => `${random.whole(12, 1890)}.${random.pick(['00', '50', '90', '95', '99', '05'])}`,
  voucher: random =>
    random.pick(['SPRING15', 'WELCOME10', 'FREESHIP', 'THANKYOU', 'MEMBERS20', 'SORRY5', 'BLACKFRIDAY']),
  browser: random => random.pick(['Firefox 140', 'Chrome 142', 'Safari 18.4', 'Edge 141', 'Samsung Internet 28']),
  os: random => random.pick(['Windows 11', 'macOS 15', 'Ubuntu 24.04', 'iPadOS 18']),
  phone: random =>
    random.pick(['iPhone 15', 'iPhone SE', 'Pixel 9', 'Galaxy A55', 'Galaxy S24', 'Fairphone 5', 'Redmi Note 13']),
  time: random => `${random.whole(6, 21)}:${String(random.whole(0, 59)).padStart(2, '0')}`,
  day: random => random.pick(['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']),
  nth: random => random.pick(['second', 'third', 'fourth', 'fifth']),
  count: random => String(random.whole(3, 48)),
  big: random => `${random.whole(1, 90)},${String(random.whole(0, 999)).padStart(3, '0')}`,
  digits: random => String(random.whole(1000, 99_999)),
  server: random => random.pick(['shop-fe-01', 'shop-fe-03', 'gw-ams-2', 'gw-fra-1', 'checkout-7c9f', 'prod-node-4']),
  bank: random => random.pick(['Northbank', 'Sparkline', 'Crédit Alpin', 'Mutual First', 'Hanseatic']),
  country: random =>
    random.pick(['Norway', 'Switzerland', 'Luxembourg', 'Portugal', 'Finland', 'Northern Ireland', 'Greece', 'Malta']),
  city: random => random.pick(['Bremen', 'Ghent', 'Aarhus', 'Graz', 'Bilbao', 'Nottingham', 'Turku']),
  email: random =>
    random.pick(['j.doe@post.example', 'orders@kunde.example', 'mia.berg@mail.example', 'buchhaltung@firma.example']),
  ip: random => `203.0.113.${random.whole(2, 250)}`,
  id: random => random.whole(0x10000000, 0xffffffff).toString(16),
};
