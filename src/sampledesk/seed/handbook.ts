import type { Category } from './catalog.ts';

/** An article of the knowledge base, in the scenarios' small markup. */
export interface HandbookEntry {
  readonly category: Category;
  readonly title: string;
  readonly keywords: string;
  readonly text: string;
  /** For the help desk's own people. */
  readonly internal?: boolean;
}

/** What Quillbay's support has written down: the errors are those of its tickets and of the code of its products. */
export const handbook: readonly HandbookEntry[] = [
  {
    category: 'Cart',
    title: 'Cart shows an error page after a voucher has expired',
    keywords: 'voucher expired percent undefined discount',
    text: "**Applies to** Quillbay Checkout up to 4.12.3\n\nThe log of the checkout has\n\n```\nTypeError: Cannot read properties of undefined (reading 'percent')\n    at applyDiscount (checkout/src/cart/discounts.ts:32:25)\n```\n\nA voucher that ends while it lies in a cart has no rule any more, and `applyDiscount` reads one all the same. New carts are fine; carts with the voucher cannot be opened at all.\n\n**At once**\n\n1. Open *Marketing, Vouchers* in the back office.\n2. Set the end of the voucher to a week from today and its value to 0 %.\n3. Within a minute the rules are loaded anew and the carts open again.\n\n**For good**: update to 4.13, which takes expired vouchers out of the cart. Own builds can guard the function:\n\n```\nexport function applyDiscount(net: number, rule: DiscountRule | undefined): number {\n  if (!rule || net < rule.minimum) return 0;\n  const discount = roundMoney((net * rule.percent) / 100);\n  return rule.cap === undefined ? discount : Math.min(discount, rule.cap);\n}\n```",
  },
  {
    category: 'Cart',
    title: 'How vouchers are added up',
    keywords: 'voucher percent cap minimum order stack',
    text: 'Vouchers are taken off one after the other, each from what the one before has left over. A cart of 100.00 EUR with 10 % and 20 % therefore costs 72.00 EUR and not 70.00 EUR.\n\n| Setting | Meaning |\n|---|---|\n| Percent | share of the net value that is taken off |\n| Cap | the most that is taken off, in the currency of the cart |\n| Minimum | least net value of the cart; below it the voucher does nothing |\n| Valid from, until | the first moment and the first moment that is too late |\n\nA voucher for one customer: make it with *Single use* on and send the code to nobody else. There is no tie to an account.',
  },
  {
    category: 'Cart',
    title: 'Cart and invoice differ by one cent',
    keywords: 'rounding cent tax VAT roundMoney',
    text: 'The cart rounds the tax of each line, the invoice rounds the sum. With many lines the two can be a cent apart, and both ways are lawful.\n\n- From 4.13 on the cart adds up first and rounds then, as the invoice does.\n- Before that, tell your accountant that the **invoice** is the one that counts.\n\nPrices with three decimals have another cause: `1.005 * 100` is `100.49999999999999` in binary floating point, so that `Math.round(amount * 100) / 100` loses half a cent. Enter net prices with two decimals, or update.',
  },
  {
    category: 'Cart',
    title: 'Why carts are empty after 20 minutes',
    keywords: 'session idle timeout cookie lost cart',
    text: 'A session ends after 20 minutes without a request (`idleLimit` in `sessionStore.ts`), and the cart goes with it.\n\n- 4.12.3 and later: set `SESSION_IDLE_MINUTES`, for instance to `1440` for a day.\n- Earlier versions: the limit is fixed.\n\nSessions live in the memory of one process. Behind a load balancer with several instances switch on sticky sessions (cookie `qb_session`), or carts vanish at random.',
  },
  {
    category: 'Cart',
    title: 'Error page until the cookie is deleted',
    keywords: 'session corrupt JSON.parse SyntaxError cookie',
    text: '`SyntaxError` from `SessionStore.load` means that a stored session is cut off. Every page fails for that customer, because each begins by reading the session.\n\n1. Ask the customer to delete the cookie `qb_session`. This helps at once.\n2. Find out whether the disk of the session store was full at that time; that is the usual cause.\n3. Update to 4.12.3, which begins a new session when the old one cannot be read.',
  },
  {
    category: 'Payments',
    title: 'Payment provider answers 503 or 429',
    keywords: 'PaymentError provider answered retry outage',
    text: "`PaymentError: provider answered 503 to /v2/payments` is the provider's trouble, not the shop's. The checkout tries three times, after 0.2 s and 0.4 s, and then tells the customer to try again later.\n\n1. Look at the provider's status page.\n2. Wait five minutes; short disturbances heal by themselves.\n3. Longer: set `PSP_URL` to the second data centre and restart the instances one by one.\n4. Afterwards send the *payment failed* mail from *Orders, Open payments*: it has a link back to the cart.\n\nDo **not** raise the number of attempts. See *Card charged twice* for the reason.",
  },
  {
    category: 'Payments',
    title: 'Card charged twice, only one order exists',
    keywords: 'double charge timeout retry idempotency refund',
    text: "Two payments with the same reference a few seconds apart, one order. After a time-out the client does not know whether the provider got the request, and sends it again:\n\n```\nif (error instanceof DOMException && error.name === 'TimeoutError') return true;\n```\n\n**For the customer**\n\n1. Search the reference (`Q-…`) at the provider.\n2. Keep the payment that the order names under *Payment id*.\n3. Refund the other one there, not in the back office: it does not know it.\n4. Tell the customer that the bank takes up to ten working days.\n\n**For good**: 4.13 sends an `Idempotency-Key` with each attempt, so that the provider books once. Two clicks in quick succession are another case: the cart is locked only after the payment. Switch on *Lock the button* in the theme.",
  },
  {
    category: 'Payments',
    title: '"payment declined: no code"',
    keywords: 'declined second factor 3-D Secure bank',
    text: "The bank never saw the request: the provider turned it down because the card asks for a second factor and the shop's account there does not offer it.\n\n1. Sign in at the provider as owner.\n2. Switch on *Strong customer authentication* for all card brands.\n3. Let the customer try again. A new order number is used, which is fine.\n\nIf there **is** a decline code: `51` is too little money, `54` an expired card, `05` anything else. The bank does not tell us more.",
  },
  {
    category: 'Payments',
    title: 'Orders in yen, forint or dinar fail',
    keywords: 'currency JPY HUF KWD minor units RangeError Infinity',
    text: '`RangeError: amount … has no minor units` comes from `toMinorUnits`. Payment providers want whole numbers in the smallest unit: cents for EUR, but whole yen for JPY and thousandths for KWD.\n\n- **Infinity JPY**: a quantity such as `1e400` was typed. Since 4.12.3 quantities are whole and at most 99,999.\n- **Large orders**: amounts above 90 billion of the smallest unit cannot be paid in one go. Split the order.\n- **Another currency without decimals**: ask us; the list in `money.ts` has to be extended.',
  },
  {
    category: 'Payments',
    title: 'Money taken, but no order: social accounts',
    keywords: 'address undefined label social login checkout',
    text: "Customers who signed in with a social account have no address. The payment is made first and the label printed last, so the order fails **after** the money was taken:\n\n```\nTypeError: Cannot destructure property 'street' of 'customer.address' as it is undefined.\n    at OrderService.label (checkout/src/orders/orderService.ts:55:13)\n```\n\n1. Find the payment at the provider by its reference.\n2. Ask the customer for the address and enter the order by hand with *Payment id* filled in, or refund.\n3. Switch on *Ask for the address before payment* (*Settings, Checkout*). It is on in new shops since 4.12.",
  },
  {
    category: 'Invoices',
    title: 'Invoice numbers start at 1 again',
    keywords: 'invoice number duplicate counter restart resumeAt',
    text: "The counter lives in the memory of the process. After a restart it begins at `000001` unless it is told where to go on.\n\n1. Stop orders: *Settings, Checkout, Maintenance*.\n2. Look up the last number of the year, for instance `2026-004711`.\n3. Start with `INVOICE_RESUME=2026-004711`, or call `resumeAt('2026-004711')` in a build of your own.\n4. Cancel the duplicates and issue them again. We send a statement for the tax office on request.\n\nTwo instances must **not** both give out numbers: set `INVOICE_NUMBERS=off` on all but one.\n\n`TypeError: not an invoice number` while resuming: only the form `2026-000123` is taken.",
  },
  {
    category: 'Invoices',
    title: 'VAT for business customers in other countries',
    keywords: 'tax reverse charge VAT number OSS',
    text: '- **Consumers** in Austria, France, the Netherlands, Ireland and Sweden pay the rate of their own country, all others the German one.\n- **Businesses** outside Germany with a valid number pay no tax here (reverse charge). The number is checked at the moment of the order.\n\nNumber entered too late? Cancel the invoice and issue it again **from the order**. A number is two letters and 8 to 12 letters or digits; the check knows the form only.\n\nRates are in `pricing/tax.ts` and, since 7.1, under *Settings, Taxes*.',
  },
  {
    category: 'Invoices',
    title: 'Questions about our own invoices to you',
    keywords: 'licence contract invoice purchase order',
    text: 'Invoices for licences and support come on the second working day of the month for the month before. They list each line item with ticket number, date and time spent.\n\n- **Order number missing, other address**: answer to the mail with the invoice. We issue it again within three days.\n- **A line item you do not agree with**: name the ticket. Time that was spent on a defect of ours is never charged.\n- **More users**: from the day you order; a year in advance is 10 % less.',
  },
  {
    category: 'API',
    title: '401 from the gateway with a fresh token',
    keywords: 'token expired clock skew NTP InvalidTokenException',
    text: 'The gateway compares the expiry in the token with its own clock and up to 1.10.0 makes no allowance. A client whose clock is some seconds behind builds tokens that have expired on arrival.\n\n1. On the client: `timedatectl status`, or `w32tm /query /status` on Windows.\n2. Set up NTP if the difference is more than a second.\n3. Issue tokens for at least five minutes.\n4. Update to 1.10.1, which allows for 30 seconds.\n\n| Message | Cause |\n|---|---|\n| `token expired at …` | clocks, or a token that is really old |\n| `token has 1 parts` | `Bearer ` stands in the header twice, or not at all |\n| `signature does not match` | another `GATEWAY_SECRET` on client and gateway |',
  },
  {
    category: 'API',
    title: '500 instead of 401 without an Authorization header',
    keywords: 'NullPointerException substring authorization header',
    text: 'Up to 1.10.0 the gateway reads the header without looking whether it is there. Health checks without a token fill the log with `NullPointerException … because "authorization" is null`.\n\nLet the health check send any token, or put a proxy in front that refuses such requests. From 1.10.1 on the answer is 401.',
  },
  {
    category: 'API',
    title: 'Routes: the longer prefix is never used',
    keywords: 'routes.conf prefix order archive',
    text: '`routes.conf` has a prefix and an address on each line, and up to 1.10.0 the **first** prefix that fits wins:\n\n```\n# wrong: /orders hides /orders/archive\n/orders          https://shop:8443\n/orders/archive  https://archive:8443\n```\n\nPut longer prefixes first. From 1.10.1 on the longest wins whatever the order, and an unknown path gives 404.\n\n`ArrayIndexOutOfBoundsException` at the start: a line has a prefix and no address. `NullPointerException` in `TokenVerifier`: `GATEWAY_SECRET` is not set.',
  },
  {
    category: 'Performance',
    title: 'Gateway at 100 % CPU under load',
    keywords: 'HashMap ConcurrentModificationException rate limiter threads hang',
    text: 'Several threads write to the map of the rate limiter, which is not made for that. Under load it can end in an endless loop or in `ConcurrentModificationException` in `RateLimiter.prune`.\n\n1. Take a thread dump: `jcmd <pid> Thread.print`. Many threads stand in `HashMap.computeIfAbsent`.\n2. Restart the instance; nothing else frees the threads.\n3. Until the update set `GATEWAY_WORKERS=1`, which costs speed and is safe.\n4. Update to 1.10.1 with `ConcurrentHashMap`.',
  },
  {
    category: 'Performance',
    title: 'Memory of the checkout grows until it is killed',
    keywords: 'memory leak session out of memory heap',
    text: 'Sessions are dropped when they are read too late, never otherwise. Robots that send no cookie get a new one with each request.\n\n- Restart once a day as a stop-gap.\n- Refuse robots in front of the shop (`robots.txt` does not stop the ones that matter).\n- From 4.13 on sessions without a cart are not stored and old ones are swept once a minute.\n\nTo be sure that it is this: `node --heapsnapshot-signal=SIGUSR2`, then look for a `Map` with very many strings.',
  },
  {
    category: 'Performance',
    title: 'One slow system slows down all routes',
    keywords: 'timeout latency workers slow back end',
    text: 'All routes share the workers of the gateway, and each waits up to 30 seconds. One system that hangs uses them all up.\n\n1. `GET /metrics`: `gateway_busy_workers` close to `gateway_workers` is the sign.\n2. Find the route with the largest `gateway_route_seconds`.\n3. From 1.10.1 on give it a limit of its own in `routes.conf`: `/search https://search:8443 timeout=2 share=10%`.',
  },
  {
    category: 'Reports',
    title: 'qb-reports cannot read amounts like 1.234,50',
    keywords: 'Decimal InvalidOperation locale amount CSV',
    text: "`decimal.InvalidOperation` in `parse_amount`: the shop exports in German notation and the tool up to 2.8.0 wants `1234.50`.\n\n- Update to 2.8.1, which reads both.\n- Or set *Settings, Exports, Number format* to *International* and export again.\n- Or convert old files: `sed -E 's/([0-9])\\.([0-9]{3})/\\1\\2/g; s/([0-9]),([0-9]{2})(;|$)/\\1.\\2\\3/g' old.csv > new.csv`\n\nLook at a few lines afterwards: a column of text with such numbers in it is changed too.",
  },
  {
    category: 'Reports',
    title: 'UnicodeDecodeError while reading an export',
    keywords: 'encoding cp1252 utf-8 umlaut UnicodeDecodeError',
    text: 'Servers with Windows export in `cp1252` when *Settings, Exports, Encoding* says so, and the tool up to 2.8.0 reads UTF-8 only.\n\n```\niconv -f cp1252 -t utf-8 export.csv > export-utf8.csv\nqb-reports export-utf8.csv\n```\n\nSince 2.8.1 the tool recognises both.',
  },
  {
    category: 'Reports',
    title: 'KeyError or IndexError with certain days',
    keywords: 'empty export from to KeyError IndexError bucket_by_day',
    text: "- `IndexError: list index out of range`: there are no orders in the file. Give `--from` and `--to`, or update to 2.8.0.\n- `KeyError: datetime.date(…)`: an order lies outside of `--from` and `--to`. Leave both out and cut the result, or update to 2.8.1.\n- `KeyError: 'SEK'`: the file of rates (`--rates`) lacks a currency. It has one line for each, the rate being that of one euro: `SEK 11.32`. Comments stand on lines of their own.",
  },
  {
    category: 'Reports',
    title: 'Revenue of a day differs from the back office',
    keywords: 'time zone UTC day late orders revenue',
    text: 'The export has times in UTC and the report takes their days. An order at 00:30 in Berlin is on the day before in UTC.\n\n- From 2.8.1 on: `qb-reports export.csv --zone Europe/Berlin`.\n- Refunds are orders with a negative amount and belong to the day of the **refund**, not of the order. The back office can show either: *Reports, Revenue, Refunds by*.\n\nOn Windows `PermissionError` means that the old report is open in a spreadsheet. Close it.',
  },
  {
    category: 'Mobile App',
    title: 'App closes on a product without a picture',
    keywords: 'crash image placeholder update',
    text: 'Storefront app 3.3.1 closes when a product has no picture. Upload any picture to the products concerned (*Catalogue, Filter, Without picture*), or ask your customers to update to 3.4.0.\n\n**Push notifications do not arrive?** Look at *App, Push, Certificate*: it runs out once a year. **Signed out at each start?** On systems from version 15 on only 3.4.0 can read the key store.',
  },
  {
    category: 'Accounts',
    title: 'Sign-in fails after a password reset',
    keywords: 'password reset login single sign-on cookie',
    text: '1. Delete the cookies of the back office. One that is left over from 7.0 keeps the old session alive.\n2. Caps lock and keyboard: umlauts in passwords differ between phone and desktop.\n3. After five wrong attempts the account rests for 15 minutes. An administrator can wake it under *Users*.\n4. Single sign-on: the e-mail address has to be the same on both sides, upper and lower case included.\n\nA colleague has left? Block the account, do not delete it: orders and invoices name it.',
  },
  {
    category: 'Catalogue',
    title: 'Import of articles stops or moves columns',
    keywords: 'import CSV semicolon columns prices line',
    text: '- **Stops at a line**: a quotation mark is open. 7.1.1 names the line.\n- **Prices in the wrong column**: a description has a semicolon in it and is not quoted.\n- **Article numbers like `TAXI`** were cut at the `x` in exports before 7.1.1: quantities are written `QB-1234x2`.\n\nTry with ten lines first: *Catalogue, Import, Test run* changes nothing and shows what would happen. Searching finds new articles after the next run of the index, at the latest in an hour.',
  },
  {
    category: 'How-to',
    title: 'Find the log entries that we ask for',
    keywords: 'log file version support export',
    text: '1. *Back office, System, Logs*, then the day and the hour of the error.\n2. *Download*; the file has at most 10 MB and no card numbers.\n3. Attach it to the ticket and tell us the time of **one** occurrence to the minute.\n\nThe version is at the bottom of each page of the back office. For the tools: `qb-reports --version`, and `GET /version` of the gateway.',
  },
  {
    category: 'How-to',
    title: 'Mails end up in spam',
    keywords: 'SPF DKIM mail bounce sender order confirmation',
    text: 'Order confirmations are sent in the name of your domain, so it has to allow that:\n\n```\nshop.example.  TXT  "v=spf1 include:mail.quillbay.example ~all"\nqb._domainkey  CNAME  qb.dkim.quillbay.example.\n```\n\nWait an hour and use *Settings, Mail, Test*. Texts and logo of the mails are under *Settings, Mail, Templates*.',
  },
  {
    category: 'How-to',
    title: 'Support desk: taking over a ticket',
    keywords: 'internal checklist escalation',
    internal: true,
    text: '1. Read the whole history, internal notes too.\n2. Set yourself as assignee **before** you answer.\n3. Level 2 needs: version, log with one time stamp, steps, what was tried.\n4. Branches are named after tickets (`bugfix/1042-voucher-without-rule`), commits mention the number.\n5. Waiting for more than three days? Put the ticket on hold and schedule a look at it.\n\nPromise no dates for releases. "Part of the next version" is enough.',
  },
  {
    category: 'Contract',
    title: 'Which contract covers what',
    keywords: 'contract gold silver response time internal',
    internal: true,
    text: '| Tier | First answer | Hours a month | Phone |\n|---|---|---|---|\n| Gold | 1 hour | 8 | day and night |\n| Silver | 4 hours | 3 | working hours |\n| Standard | next working day | 0 | no |\n\nHours beyond that are line items at 90 EUR. Defects are never charged, whatever the tier.',
  },
];
