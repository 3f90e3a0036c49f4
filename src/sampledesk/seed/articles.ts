import type { Category, GroupName, ProductKey } from './catalog.ts';

/** A knowledge-base article, in the scenarios' small markup. */
export interface ArticleSeed {
  readonly title: string;
  readonly product: ProductKey;
  readonly group: GroupName;
  readonly category: Category;
  /** What the reader sees go wrong, or wants. */
  readonly question: string;
  readonly answer: string;
}

/** What the help desk answers so often that it was written down. */
export const articles: readonly ArticleSeed[] = [
  {
    title: 'Payments fail with 503: what to do while the provider is down',
    product: 'checkout',
    group: 'Billing',
    category: 'Payments',
    question:
      'No card payment goes through, customers see "Please try again later", and the log has `PaymentError: provider answered 503`.',
    answer:
      "The payment provider is disturbed; your shop is not.\n\n1. Look at the provider's status page.\n2. Under *Payments, Methods* switch to the second data centre, or offer payment by invoice meanwhile.\n3. When payments work again, use *Payments, Unfinished, Send link*: each customer gets an e-mail with a link back to their cart.\n\nDo not raise the number of attempts: it delays the answer to the customer and helps nobody.",
  },
  {
    title: 'Payment declined without a reason',
    product: 'checkout',
    group: 'Billing',
    category: 'Payments',
    question:
      'A card is turned down although it is covered. The bank has never seen a request, the log says `declined: no code`.',
    answer:
      'The provider asks for a second factor and your account with it has that switched off.\n\n- Sign in at the provider and switch on **Second factor** for all cards.\n- Ask the customer to pay again from the link in the order confirmation.\n\nFrom Checkout 4.12.0 on, the reason that the provider gives stands in the log as well.',
  },
  {
    title: 'A card was charged twice: find and refund the second payment',
    product: 'checkout',
    group: 'Level 2 Support',
    category: 'Payments',
    question: 'There are two payments at the provider with the same reference and only one order in the shop.',
    answer:
      'Before 4.12.3 a time-out made Checkout send the request again, and both could get through.\n\n1. Update to 4.12.3 or later: all attempts then carry the same idempotency key.\n2. Open *Payments, Reconcile* and choose the days in question. Pairs are marked.\n3. Tick the payment without an order and press *Refund*.\n\nRefunds take up to five bank days.',
  },
  {
    title: 'Expired voucher keeps customers from checking out',
    product: 'checkout',
    group: 'Orders',
    category: 'Cart',
    question:
      'A cart with a voucher that ended meanwhile cannot be ordered any more: the button does nothing or an error page comes.',
    answer:
      'In versions before 4.12.0 the voucher is only looked at when the order is placed.\n\n- **At once**: set the end of the voucher to tomorrow under *Marketing, Vouchers*.\n- **For good**: update. An expired voucher is then taken out of the cart, and the customer sees a hint.',
  },
  {
    title: 'Totals of cart and invoice differ by a cent',
    product: 'checkout',
    group: 'Level 2 Support',
    category: 'Cart',
    question: 'With discounts and several tax rates, cart and invoice may show totals that differ by 0.01.',
    answer:
      'The cart of older versions rounds each line, the invoice rounds the sum. From 4.12.3 on both add up first and round then.\n\nOrders that exist stay as they are. If you keep a test of your own, compare with whole tenths of a cent:\n\n```\nassert.equal(total([1.005, 1.005]), 2.01)\n```',
  },
  {
    title: 'Keep carts longer than half an hour',
    product: 'checkout',
    group: 'Orders',
    category: 'Cart',
    question: 'Customers lose their cart when they come back after lunch.',
    answer:
      'Set `SESSION_IDLE_MINUTES` for the shop, for example to `1440` for a day, and restart it. Goods are not held for a cart: to do that, switch on *Reserve goods in the cart* per article.',
  },
  {
    title: 'Which vouchers can be combined',
    product: 'checkout',
    group: 'Orders',
    category: 'How-to',
    question: 'May a customer use two vouchers in one order, and which is taken off first?',
    answer:
      'Yes, unless one of them has *Not with other vouchers* ticked. They are applied in the order that is best for the customer: percentages first, then fixed amounts, then free delivery.',
  },
  {
    title: 'Order confirmations end up in spam',
    product: 'backoffice',
    group: 'Platform',
    category: 'Accounts',
    question: 'Customers do not get the confirmation of their order, or find it in the spam folder.',
    answer:
      'Mail goes out from our servers in the name of your domain, so your domain must say that it may:\n\n1. Add `include:spf.quillbay.example` to the SPF record.\n2. Add the DKIM key shown under *Settings, Mail*.\n3. Press *Check*. Both lines have to be green; it takes up to a day.',
  },
  {
    title: 'Invoice numbers: start a new range',
    product: 'backoffice',
    group: 'Billing',
    category: 'Invoices',
    question: 'We want invoices of the new year to begin with another number.',
    answer:
      'Under *Invoices, Numbers* choose *New range*, a prefix such as `2027-` and the first day on which it is used. Ranges never overlap, and old invoices keep their number and are found by it.',
  },
  {
    title: 'Correct an invoice that was already sent',
    product: 'backoffice',
    group: 'Billing',
    category: 'Invoices',
    question: 'An invoice has the wrong address or lacks the order number of the customer.',
    answer:
      'An invoice that was sent cannot be changed. Open it and press *Correct*: the old one is cancelled, and the new one carries a reference to it. Both go to the customer in one e-mail.',
  },
  {
    title: 'Import of articles stops at a line',
    product: 'backoffice',
    group: 'Orders',
    category: 'Catalogue',
    question: 'The import of a CSV file ends with *unexpected column*, and nothing is imported.',
    answer:
      'Most often the file is not UTF-8, or a text with a semicolon has no quotes around it.\n\n- Save the file as *CSV UTF-8*.\n- Put texts in double quotes, and write a quote inside as two.\n- From Back Office 7.1.0 on, the message names the line.\n\nNothing is imported unless every line can be read.',
  },
  {
    title: 'Token expired: clocks of gateway and shop disagree',
    product: 'gateway',
    group: 'Platform',
    category: 'API',
    question: 'Calls are answered with 401 *token expired* although the token was made a minute ago.',
    answer:
      'The gateway compares the time in the token with its own clock.\n\n1. Compare `date -u` on both machines. More than 60 seconds apart is too much.\n2. Switch on NTP on the one that is wrong.\n3. As of Gateway 1.10.0 you can allow more with `gateway.token.leeway`.',
  },
  {
    title: 'Answers 429: what the rate limits are',
    product: 'gateway',
    group: 'Platform',
    category: 'API',
    question: 'Our integration gets 429 in the evening when stock is synchronised.',
    answer:
      'Each key may send 600 requests in a minute, counted over a sliding window. Wait as many seconds as `Retry-After` says, and fetch lists with pages of 200 instead of single articles. Higher limits are part of the Gold contract.',
  },
  {
    title: 'Report has fewer orders than the back office',
    product: 'reports',
    group: 'Reporting',
    category: 'Reports',
    question: 'The sales report of a day shows fewer orders than the list in the back office.',
    answer:
      'The report counts days in UTC, the back office in the zone of the shop. Give the report the zone:\n\n```\nquillbay-reports sales --day 2026-03-14 --zone Europe/Berlin\n```\n\nCancelled orders are left out; `--with-cancelled` brings them back.',
  },
  {
    title: 'Sign-in with the fingerprint stopped working',
    product: 'app',
    group: 'Mobile',
    category: 'Mobile App',
    question: 'After the update of the phone the app asks for the password each time.',
    answer:
      'New fingerprints on the phone make the stored key invalid; this is on purpose. Sign in with the password once and switch on *Fingerprint* again under *Account, Security*. Versions before 3.4.0 do not ask by themselves.',
  },
];
