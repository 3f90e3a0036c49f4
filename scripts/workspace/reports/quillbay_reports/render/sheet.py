"""Writes a report as a file for spreadsheets."""

import csv
import os


def write_sheet(path, rows, currency):
    """Writes beside the old file first, so that a reader never sees half a report."""
    draft = path.with_suffix(".part")
    with draft.open("w", newline="", encoding="utf-8-sig") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(["day", "orders", f"sum_{currency.lower()}"])
        for day, count, amount in rows:
            writer.writerow([day.isoformat(), count, str(amount).replace(".", ",")])
    # Fails on Windows while the old report is open in a spreadsheet program.
    os.replace(draft, path)
