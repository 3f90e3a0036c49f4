"""Reads the CSV files that the shop exports each night."""

import csv
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal


@dataclass
class Order:
    number: str
    placed_at: datetime
    amount: Decimal
    currency: str
    items: list = field(default_factory=list)


def parse_amount(text):
    """`1234.50`; exports of shops with a German locale write `1.234,50`."""
    return Decimal(text.replace(" ", ""))


def parse_items(text):
    items = []
    for part in filter(None, text.split("|")):
        sku, quantity = part.rsplit("x", 1)
        items.append((sku, int(quantity)))
    return items


def load_orders(path):
    """All orders of an export, in the order of the file."""
    orders = []
    # Exports from Windows servers are cp1252 when the shop's setting says so.
    with path.open(newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream, delimiter=";"):
            orders.append(
                Order(
                    number=row["number"],
                    placed_at=datetime.fromisoformat(row["placed_at"]),
                    amount=parse_amount(row["amount"]),
                    currency=row["currency"],
                    items=parse_items(row.get("items") or ""),
                )
            )
    return orders
