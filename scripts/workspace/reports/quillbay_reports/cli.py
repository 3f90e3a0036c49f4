"""Command line: qb-reports EXPORT [--from DAY] [--to DAY] [--currency CODE] [--out FILE]."""

import argparse
import sys
from datetime import date
from pathlib import Path

from quillbay_reports.aggregate import bucket_by_day, total
from quillbay_reports.currency import Rates
from quillbay_reports.loaders.csv_orders import load_orders
from quillbay_reports.render.table import render_table
from quillbay_reports.render.sheet import write_sheet


def parse_arguments(argv):
    parser = argparse.ArgumentParser(prog="qb-reports")
    parser.add_argument("export", type=Path)
    parser.add_argument("--from", dest="first", type=date.fromisoformat)
    parser.add_argument("--to", dest="last", type=date.fromisoformat)
    parser.add_argument("--currency", default="EUR")
    parser.add_argument("--rates", type=Path)
    parser.add_argument("--out", type=Path)
    return parser.parse_args(argv)


def run(arguments):
    rates = Rates.read(arguments.rates) if arguments.rates else Rates({})
    orders = load_orders(arguments.export)
    days = bucket_by_day(orders, arguments.first, arguments.last)
    rows = [(day, len(found), total(found, rates, arguments.currency)) for day, found in days.items()]
    if arguments.out:
        write_sheet(arguments.out, rows, arguments.currency)
    else:
        sys.stdout.write(render_table(rows, arguments.currency))
    return 0


def main(argv=None):
    arguments = parse_arguments(argv)
    try:
        return run(arguments)
    except FileNotFoundError as error:
        sys.stderr.write(f"qb-reports: {error.filename} does not exist\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
