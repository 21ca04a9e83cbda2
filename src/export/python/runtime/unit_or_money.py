"""Names of currencies that are names of units too: KGS, Sek and Ft."""

from .names import currency_code, factor_of, units_named


def as_meant(found, parser):
    """The currency and the unit of a number as its column means them: KGS beside pounds is a unit."""
    is_unit = found.may_be_unit and is_unit_among(found.currency, parser)
    return ("", found.currency) if is_unit else (found.currency, found.unit)


def is_unit_among(name, parser):
    """Whether a currency's name is that of a unit in a column."""
    if parser["currency"] != "" or parser["unit"] == "":
        return False
    refused = parser.get("refused")
    if refused is not None and currency_code(refused) == currency_code(name):
        return False
    family = parser.get("family")
    families = [family] if family else _families_of(parser["unit"])
    return any(unit["family"] in families for unit in units_named(name))


def _families_of(unit):
    """None of an m or a t, which beside money are millions and trillions."""
    return [] if factor_of(unit) is not None else [own["family"] for own in units_named(unit)]
