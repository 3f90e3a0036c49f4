import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { CartService } from './cart/cartService.js';
import { OrderService } from './orders/orderService.js';
import { PaymentClient } from './payments/paymentClient.js';
import { SessionStore } from './session/sessionStore.js';

const sessions = new SessionStore(process.env.SESSION_URL ?? 'memory:');
const carts = new CartService(sessions);
const payments = new PaymentClient(process.env.PSP_URL ?? 'https://psp.example');
const orders = new OrderService(payments);

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

export async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const session = await sessions.load(request.headers.cookie ?? '');
  if (request.method === 'GET' && request.url === '/cart') {
    return send(response, 200, await carts.summary(session));
  }
  if (request.method === 'POST' && request.url === '/cart/voucher') {
    const { code } = (await readJson(request)) as { code: string };
    return send(response, 200, await carts.addVoucher(session, code));
  }
  if (request.method === 'POST' && request.url === '/checkout') {
    const cart = await carts.summary(session);
    // The cart is locked only after the payment: two clicks in quick succession both get here (#1118).
    const order = await orders.place(cart, session.customer);
    await carts.clear(session);
    return send(response, 201, order);
  }
  send(response, 404, { error: 'not found' });
}

createServer((request, response) => {
  handle(request, response).catch(error => {
    console.error(error);
    send(response, 500, { error: 'internal error' });
  });
}).listen(Number(process.env.PORT ?? 8080));
