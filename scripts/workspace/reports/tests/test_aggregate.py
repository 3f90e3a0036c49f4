from datetime import date, datetime
from decimal import Decimal

from quillbay_reports.aggregate import bucket_by_day, total
from quillbay_reports.currency import Rates
from quillbay_reports.loaders.csv_orders import Order


def order(day, amount, currency="EUR"):
    return Order("Q-1", datetime.fromisoformat(f"{day}T12:00:00"), Decimal(amount), currency)


def test_days_without_orders_are_listed():
    days = bucket_by_day([order("2026-03-01", 10), order("2026-03-03", 20)])
    assert list(days) == [date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3)]


def test_sums_are_converted():
    rates = Rates({"SEK": Decimal("11.20")})
    assert total([order("2026-03-01", "112.00", "SEK")], rates, "EUR") == Decimal(10)
