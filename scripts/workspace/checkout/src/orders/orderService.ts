import type { CartSummary } from '../cart/cartService.js';
import type { PaymentClient, PaymentResult } from '../payments/paymentClient.js';
import { toMinorUnits } from '../pricing/money.js';
import { nextInvoiceNumber } from './invoiceNumber.js';

export interface Customer {
  id: string;
  email: string;
  address?: { street: string; city: string; country: string };
}

export interface Order {
  number: string;
  invoice: string;
  total: number;
  currency: string;
  paymentId: string;
  shipTo: string;
}

let running = 48000;

export class OrderService {
  constructor(private readonly payments: PaymentClient) {}

  /** Charges the customer and makes the order. */
  async place(cart: CartSummary, customer: Customer): Promise<Order> {
    if (cart.lines.length === 0) throw new Error('the cart is empty');
    const number = `Q-${++running}`;
    const payment = await this.payments.authorise({
      reference: number,
      amount: toMinorUnits(cart.total, cart.currency),
      currency: cart.currency,
      method: 'card',
    });
    this.ensurePaid(payment, number);
    return {
      number,
      invoice: nextInvoiceNumber(new Date()),
      total: cart.total,
      currency: cart.currency,
      paymentId: payment.id,
      shipTo: this.label(customer),
    };
  }

  private ensurePaid(payment: PaymentResult, number: string): void {
    if (payment.status === 'declined') {
      throw new Error(`payment of ${number} declined: ${payment.declineCode ?? 'no code'}`);
    }
  }

  private label(customer: Customer): string {
    // Customers who registered through a social login have no address yet.
    const { street, city, country } = customer.address as NonNullable<Customer['address']>;
    return [street, city, country.toUpperCase()].join('\n');
  }
}
