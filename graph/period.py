"""Periods: how a question names one, and how an answer shows days and what is counted in them."""

from datetime import date

from graph.days import count
from graph.edtf import MAX, MIN, Days, EdtfError, days_of
from graph.fact_view import Object
from graph.question import ParameterError


def shown(days: Days) -> Object:
    """A range for an answer: `from` and `until`, both included, as ISO days, None where there is no limit; and how many
    `days` it has, None without a limit."""
    return {
        "from": days.earliest.isoformat() if days.earliest != MIN else None,
        "until": days.latest.isoformat() if days.latest != MAX else None,
        "days": count((days,)),
    }


def figure(lowest: float | None, highest: float | None) -> Object:
    """A number that depends on dates which are not exactly known: the lowest and the highest that the claims allow;
    None where they set no limit, or where there is nothing to count."""
    return {"lowest": lowest, "highest": highest}


def period_of(first: object, last: object) -> Days:
    """The period from the first to the last day, each a day, a month or a year in EDTF, the last one wholly within it.
    Raises ParameterError, naming the parameter `from` or `to`, for anything else and for an end before the start."""
    earliest, latest = _range_of(first, "from"), _range_of(last, "to")
    if latest.latest < earliest.earliest:
        raise ParameterError("to", f'"{last}" is before "{first}"', "give a day not before the first one")
    return Days(earliest.earliest, latest.latest)


def limited_period(first: object, last: object) -> Days:
    """The same for a period with a first and a last day. Raises ParameterError for one without a limit, too."""
    period = period_of(first, last)
    if period.latest == MAX or period.earliest == MIN:
        raise ParameterError("to", "the period has no limit", "give a first and a last day, such as 2022 and 2023")
    return period


def period_between(between: object, parameter: str = "between") -> Days:
    """The period that an EDTF text gives: ``2022-01/2022-06``, a year, a month, a day, or one open on one side
    (``2022/..``). Raises ParameterError, naming the parameter, for anything else."""
    return _range_of(between, parameter)


def _range_of(value: object, parameter: str) -> Days:
    if isinstance(value, Days):
        return value
    try:
        return days_of(value.isoformat() if isinstance(value, date) else str(value))
    except EdtfError as error:
        raise ParameterError(parameter, str(error), "for example 2022-05-20 or 2022-01/2022-06") from None
