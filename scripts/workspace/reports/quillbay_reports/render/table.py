"""A table for the terminal."""


def render_table(rows, currency):
    """Day, orders and sum in columns; an empty report has only the heading."""
    heading = ("Day", "Orders", f"Sum ({currency})")
    cells = [heading] + [(day.isoformat(), str(count), f"{amount:,.2f}") for day, count, amount in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(3)]
    lines = []
    for row in cells:
        lines.append("  ".join([row[0].ljust(widths[0]), row[1].rjust(widths[1]), row[2].rjust(widths[2])]))
    return "\n".join(lines) + "\n"
