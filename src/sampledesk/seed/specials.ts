/** Tickets that test a reader: what customers really send, now and then. */
export interface Special {
  readonly subject?: string;
  /** A subject of the scenario that the conversation follows. */
  readonly like?: string;
  /** Replaces the description; HTML. */
  readonly html?: string;
}

export const specials: readonly Special[] = [
  {
    subject: 'Bestellung läßt sich nicht ändern – Größe „XXL“ fehlt',
    like: 'Change the address of an order',
    html: '<p>Guten Tag,</p><p>eine Kundin hat die falsche Größe bestellt und möchte „XXL“. Das Feld ist grau. Wie können wir die Bestellung noch ändern?</p><p>Schöne Grüße</p>',
  },
  { subject: '🚨 Checkout down again 😱 please help', like: 'No card payments possible' },
  {
    subject: 'لا يمكن إتمام الدفع بالبطاقة (Q-48117)',
    like: 'Customers get "declined: no code"',
    html: '<p dir="rtl">مرحبًا،</p><p dir="rtl">لا يستطيع أحد عملائنا الدفع بالبطاقة. يظهر الخطأ <code>declined: no code</code> للطلب Q-48117.</p><p>(Our English is limited, sorry. The card is refused every time.)</p>',
  },
  { subject: 'החשבונית האחרונה חסרה / invoice missing', like: 'Your invoice lacks our order number' },
  {
    subject: '注文確認メールが届きません',
    like: 'Order confirmations end up in spam',
    html: '<p>お世話になっております。</p><p>お客様に注文確認メールが届きません。迷惑メールフォルダにも見当たりません。ご確認をお願いいたします。</p><p>(Order confirmations do not arrive, also not in the spam folder.)</p>',
  },
  {
    subject:
      `Fwd: Re: Re: Fwd: [EXTERNAL] ${'voucher, basket, invoice and delivery note all show different totals, see below; '.repeat(3)}thanks a lot`
        .padEnd(300, '!')
        .slice(0, 300),
  },
  { subject: 'Prices & "special" <characters> in names: 5 < 7 && 7 > 5', like: 'Search results in a strange order' },
  {
    subject: 'Our shop texts were changed by somebody',
    html: '<p>Somebody entered this as the name of a product, and it ran in our browsers:</p><p>Lamp <script>alert("it ran")</script><img src="x" onerror="alert(\'it ran\')"> <a href="javascript:alert(1)">details</a></p><p>How can we find all such products?</p><style>body{display:none}</style><iframe src="https://example.com/"></iframe>',
  },
  {
    subject: 'Newsletter template looks broken',
    html: '<div style="position:fixed;top:0;left:0;width:100%;height:100%;background:#fff" class="overlay"><form action="https://example.com/collect"><input name="password" value=""></form></div><p>The template above hides the whole page. Please tell us what is wrong with it.</p><svg onload="alert(1)"><circle r="4"></circle></svg>',
  },
  {
    html: '<p>Hello support team,</p><p>the banner on the start page is not shown to us any more, only a grey box. It should look like this:</p><p><img src="https://example.com/assets/banner-spring.png" alt="Spring banner" width="600" height="120"></p><p>Kind regards</p><p><img src="https://example.com/signature/logo.gif" alt=""><img src="https://example.com/track/open.gif?m=8127" width="1" height="1" alt=""></p>',
    subject: 'Banner on the start page is missing',
  },
];
