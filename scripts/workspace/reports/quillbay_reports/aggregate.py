"""Groups orders and adds them up."""

from collections import OrderedDict
from datetime import timedelta


def bucket_by_day(orders, first=None, last=None):
    """Orders of each day, oldest first; days without orders are there with an empty list."""
    # Days are those of the export's time stamps (UTC): late orders of a German shop land on the day before.
    known = sorted(order.placed_at.date() for order in orders)
    first = first or known[0]
    last = last or known[-1]
    days = OrderedDict()
    day = first
    while day <= last:
        days[day] = []
        day += timedelta(days=1)
    for order in orders:
        days[order.placed_at.date()].append(order)
    return days


def total(orders, rates, currency):
    """Sum of the orders in one currency. Refunds are orders with a negative amount."""
    return sum(rates.convert(order.amount, order.currency, currency) for order in orders)


def average_basket(orders, rates, currency):
    """Mean value of an order, without refunds."""
    sales = [order for order in orders if order.amount > 0]
    return total(sales, rates, currency) / len(sales)


def top_products(orders, count=10):
    """The products sold most often, with how often."""
    sold = {}
    for order in orders:
        for sku, quantity in order.items:
            sold[sku] = sold.get(sku, 0) + quantity
    return sorted(sold.items(), key=lambda pair: pair[1], reverse=True)[:count]
