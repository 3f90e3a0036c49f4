import { withRetry } from './retry.js';

export interface PaymentRequest {
  reference: string;
  amount: number;
  currency: string;
  method: 'card' | 'sepa' | 'wallet';
}

export interface PaymentResult {
  id: string;
  status: 'authorised' | 'declined' | 'pending';
  declineCode?: string;
}

/** What the payment provider said no to. */
export class PaymentError extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly retriable: boolean,
  ) {
    super(message);
    this.name = 'PaymentError';
  }
}

export class PaymentClient {
  constructor(private readonly baseUrl: string) {}

  /** Authorises a payment. Retries when the provider is busy. */
  authorise(request: PaymentRequest): Promise<PaymentResult> {
    return withRetry(() => this.post('/v2/payments', request), { attempts: 3, firstDelay: 200 });
  }

  refund(paymentId: string, amount: number): Promise<PaymentResult> {
    return this.post(`/v2/payments/${paymentId}/refunds`, { amount });
  }

  private async post(path: string, body: unknown): Promise<PaymentResult> {
    const response = await fetch(this.baseUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(5000),
    });
    if (!response.ok) {
      const retriable = response.status === 429 || response.status >= 500;
      throw new PaymentError(`provider answered ${response.status} to ${path}`, response.status, retriable);
    }
    return (await response.json()) as PaymentResult;
  }
}
