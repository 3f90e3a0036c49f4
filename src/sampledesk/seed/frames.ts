/** A place in the sample workspace that a stack trace can name. */
export interface Frame {
  /** Path within the workspace. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly name: string;
  /** What stands on that line, or its beginning; a test holds these against the files. */
  readonly code: string;
}

type Place = readonly [line: number, column: number, name: string, code: string];

function of<T extends Readonly<Record<string, Place>>>(file: string, places: T): Record<keyof T, Frame> {
  const frames: Record<string, Frame> = {};
  for (const [id, [line, column, name, code]] of Object.entries(places))
    frames[id] = { file, line, column, name, code };
  return frames as Record<keyof T, Frame>;
}

export const frames = {
  ...of('checkout/src/cart/discounts.ts', {
    discount: [32, 25, 'applyDiscount', 'const percent = rule!.percent;'],
    discountMin: [33, 19, 'applyDiscount', 'if (net < rule!.minimum) return 0;'],
  }),
  ...of('checkout/src/cart/cartService.ts', {
    discountOf: [63, 19, 'CartService.discountOf', 'discount += applyDiscount(net - discount, rule);'],
    summary: [37, 27, 'CartService.summary', 'const discount = this.discountOf(session, net);'],
    summaryTax: [35, 25, 'CartService.summary', 'tax += roundMoney(taxFor(line, session.country) * line.quantity);'],
    addVoucher: [51, 17, 'CartService.addVoucher', 'return this.summary(session);'],
  }),
  ...of('checkout/src/pricing/tax.ts', {
    taxFor: [30, 16, 'taxFor', 'const rate = tableFor(country)[line.taxClass];'],
    tableFor: [24, 21, 'tableFor', 'if (!table) throw new Error('],
  }),
  ...of('checkout/src/pricing/money.ts', {
    minor: [14, 11, 'toMinorUnits', 'throw new RangeError('],
  }),
  ...of('checkout/src/orders/orderService.ts', {
    placeMinor: [32, 15, 'OrderService.place', 'amount: toMinorUnits(cart.total, cart.currency),'],
    placeEmpty: [28, 40, 'OrderService.place', "if (cart.lines.length === 0) throw new Error('the cart is empty');"],
    placePay: [30, 21, 'async OrderService.place', 'const payment = await this.payments.authorise({'],
    placeLabel: [43, 20, 'OrderService.place', 'shipTo: this.label(customer),'],
    label: [
      55,
      13,
      'OrderService.label',
      "const { street, city, country } = customer.address as NonNullable<Customer['address']>;",
    ],
    ensurePaid: [49, 13, 'OrderService.ensurePaid', 'throw new Error('],
    placeEnsure: [36, 10, 'OrderService.place', 'this.ensurePaid(payment, number);'],
  }),
  ...of('checkout/src/orders/invoiceNumber.ts', {
    invoice: [8, 29, 'nextInvoiceNumber', 'if (next > 999_999) throw new RangeError('],
    resume: [16, 31, 'resumeAt', 'if (!year || !number) throw new TypeError('],
  }),
  ...of('checkout/src/payments/paymentClient.ts', {
    post: [49, 13, 'PaymentClient.post', 'throw new PaymentError(`provider answered'],
  }),
  ...of('checkout/src/payments/retry.ts', {
    retry: [12, 14, 'async withRetry', 'return await work();'],
  }),
  ...of('checkout/src/session/sessionStore.ts', {
    session: [26, 26, 'SessionStore.load', 'const session = JSON.parse(stored) as Session;'],
  }),
  ...of('checkout/src/server.ts', {
    handleLoad: [24, 19, 'async handle', "const session = await sessions.load(request.headers.cookie ?? '');"],
    handleCart: [26, 38, 'handle', 'return send(response, 200, await carts.summary(session));'],
    handleVoucher: [30, 32, 'async handle', 'return send(response, 200, await carts.addVoucher(session, code));'],
    handleOrder: [35, 19, 'async handle', 'const order = await orders.place(cart, session.customer);'],
    readJson: [15, 15, 'readJson', 'return JSON.parse(text);'],
    handleJson: [29, 23, 'async handle', 'const { code } = (await readJson(request)) as { code: string };'],
  }),
  ...of('reports/quillbay_reports/cli.py', {
    pyMain: [41, 9, 'main', 'return run(arguments)'],
    pyExit: [48, 5, '<module>', 'sys.exit(main())'],
    pyLoad: [28, 5, 'run', 'orders = load_orders(arguments.export)'],
    pyBucketCall: [29, 5, 'run', 'days = bucket_by_day(orders, arguments.first, arguments.last)'],
    pyRows: [
      30,
      5,
      'run',
      'rows = [(day, len(found), total(found, rates, arguments.currency)) for day, found in days.items()]',
    ],
    pySheetCall: [32, 9, 'run', 'write_sheet(arguments.out, rows, arguments.currency)'],
    pyRatesCall: [27, 5, 'run', 'rates = Rates.read(arguments.rates) if arguments.rates else Rates({})'],
  }),
  ...of('reports/quillbay_reports/aggregate.py', {
    pyKnown: [11, 5, 'bucket_by_day', 'first = first or known[0]'],
    pyDays: [19, 9, 'bucket_by_day', 'days[order.placed_at.date()].append(order)'],
    pyTotal: [25, 5, 'total', 'return sum(rates.convert(order.amount, order.currency, currency) for order in orders)'],
    pyTotalGen: [
      25,
      5,
      '<genexpr>',
      'return sum(rates.convert(order.amount, order.currency, currency) for order in orders)',
    ],
    pyAverage: [31, 5, 'average_basket', 'return total(sales, rates, currency) / len(sales)'],
  }),
  ...of('reports/quillbay_reports/currency.py', {
    pyConvert: [23, 9, 'convert', 'euros = amount / self.per_euro[source]'],
    pyRates: [16, 13, 'read', 'code, rate = line.split()'],
  }),
  ...of('reports/quillbay_reports/loaders/csv_orders.py', {
    pyReader: [36, 9, 'load_orders', 'for row in csv.DictReader(stream, delimiter=";"):'],
    pyAmountCall: [41, 21, 'load_orders', 'amount=parse_amount(row["amount"]),'],
    pyAmount: [20, 5, 'parse_amount', 'return Decimal(text.replace(" ", ""))'],
    pyItemsCall: [43, 21, 'load_orders', 'items=parse_items(row.get("items") or ""),'],
    pyItems: [26, 9, 'parse_items', 'sku, quantity = part.rsplit("x", 1)'],
  }),
  ...of('reports/quillbay_reports/render/sheet.py', {
    pyReplace: [16, 5, 'write_sheet', 'os.replace(draft, path)'],
  }),
  ...of('gateway/src/main/java/com/quillbay/gateway/auth/TokenVerifier.java', {
    jvVerifyExpiry: [
      28,
      13,
      'com.quillbay.gateway.auth.TokenVerifier.verify',
      'throw new InvalidTokenException("token expired at " + expiry);',
    ],
    jvVerifyParse: [
      26,
      9,
      'com.quillbay.gateway.auth.TokenVerifier.verify',
      'var expiry = Instant.ofEpochSecond(Long.parseLong(parts[1]));',
    ],
    jvDecode: [
      31,
      9,
      'com.quillbay.gateway.auth.TokenVerifier.verify',
      'var given = Base64.getUrlDecoder().decode(parts[2]);',
    ],
    jvSecret: [
      16,
      9,
      'com.quillbay.gateway.auth.TokenVerifier.<init>',
      'this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");',
    ],
  }),
  ...of('gateway/src/main/java/com/quillbay/gateway/Gateway.java', {
    jvGateway: [
      21,
      9,
      'com.quillbay.gateway.Gateway.main',
      'var verifier = new TokenVerifier(System.getenv("GATEWAY_SECRET"));',
    ],
    jvGatewayRoutes: [20, 9, 'com.quillbay.gateway.Gateway.main', 'var routes = RouteTable.read(config);'],
  }),
  ...of('gateway/src/main/java/com/quillbay/gateway/proxy/ProxyHandler.java', {
    jvHandleVerify: [
      33,
      13,
      'com.quillbay.gateway.proxy.ProxyHandler.handle',
      'var caller = verifier.verify(authorization.substring("Bearer ".length()));',
    ],
    jvHandleAllow: [34, 13, 'com.quillbay.gateway.proxy.ProxyHandler.handle', 'if (!limiter.allow(caller)) {'],
    jvHandleRoute: [
      38,
      13,
      'com.quillbay.gateway.proxy.ProxyHandler.handle',
      'var target = routes.resolve(exchange.getRequestURI().getPath());',
    ],
    jvHandleForward: [39, 13, 'com.quillbay.gateway.proxy.ProxyHandler.handle', 'forward(exchange, target);'],
    jvForward: [
      52,
      13,
      'com.quillbay.gateway.proxy.ProxyHandler.forward',
      'var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());',
    ],
  }),
  ...of('gateway/src/main/java/com/quillbay/gateway/limit/RateLimiter.java', {
    jvAllow: [
      22,
      9,
      'com.quillbay.gateway.limit.RateLimiter.allow',
      'var times = seen.computeIfAbsent(client, name -> new ArrayDeque<>());',
    ],
    jvPrune: [36, 9, 'com.quillbay.gateway.limit.RateLimiter.prune', 'for (var client : seen.keySet()) {'],
  }),
  ...of('gateway/src/main/java/com/quillbay/gateway/routing/RouteTable.java', {
    jvResolve: [
      34,
      9,
      'com.quillbay.gateway.routing.RouteTable.resolve',
      'throw new IllegalArgumentException("no route for " + path);',
    ],
    jvRead: [
      22,
      13,
      'com.quillbay.gateway.routing.RouteTable.read',
      'table.routes.put(parts[0], URI.create(parts[1]));',
    ],
  }),
};

export type FrameName = keyof typeof frames;
