"""Where the year stands in dates such as 19-01-27."""

from .grammar import grammar
from .missing import is_no_date

_SHORT = grammar(r"^(\d{2})([-/.])(\d{2})\2(\d{2})(?!\d)")
_CLEARLY = 3
_MANY_DAYS = 15


def short_years(cells):
    """
    The form with the year first, where the year is by how many different parts there are (first, last or open),
    and whether dots are between them, where years usually come last. None where cells are written otherwise.
    """
    shown = next((cell for cell in cells if not is_no_date(cell)), "")
    match = _SHORT.search(shown)
    if match is None:
        return None
    mark = match.group(2)
    found = [own for own in map(_SHORT.search, cells) if own]
    firsts, months, thirds = ({own.group(place) for own in found} for place in (1, 3, 4))
    place = "open"
    # Ends of months, or their first days, over many years.
    are_days = "31" in firsts or firsts == {"01"}
    if not are_days and len(months) > 1 and len(thirds) >= max(_MANY_DAYS, _CLEARLY * len(firsts)):
        place = "first"
    elif len(firsts) >= max(_MANY_DAYS, _CLEARLY * len(thirds)):
        place = "last"
    return mark.join(("yy", "mm", "dd")), place, mark == "."
