"""Exchange rates from a file with one `CODE rate` a line, the rate being that of one euro."""

from decimal import Decimal


class Rates:
    def __init__(self, per_euro):
        self.per_euro = {"EUR": Decimal(1), **per_euro}

    @classmethod
    def read(cls, path):
        per_euro = {}
        for line in path.read_text().splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            code, rate = line.split()
            per_euro[code.upper()] = Decimal(rate)
        return cls(per_euro)

    def convert(self, amount, source, target):
        if source == target:
            return amount
        euros = amount / self.per_euro[source]
        return euros * self.per_euro[target]
