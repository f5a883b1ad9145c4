"""Days in the browser are those of the calendar."""

import random
from datetime import date

import pytest
from playwright.sync_api import Page

from tests.explorer.modules import called

pytestmark = pytest.mark.browser
EPOCH = date(1970, 1, 1).toordinal()


def test_days_are_those_of_the_calendar_both_ways(opened: Page) -> None:
    chance = random.Random(6)
    days = [date.fromordinal(chance.randint(1, date.max.toordinal())) for _ in range(2000)]
    days += [date.min, date.max, date(99, 12, 31), date(2024, 2, 29), date(1900, 2, 28), date(1970, 1, 1)]
    texts = [day.isoformat() for day in days]
    numbers = called(opened, "return texts.map(days.toDay);", "days", texts=texts)
    assert numbers == [day.toordinal() - EPOCH for day in days]
    assert called(opened, "return numbers.map(days.toText);", "days", numbers=numbers) == texts


NO_DAYS = [None, 19132, "", "today", " 2022-05-20", "2022-05-20T00:00", "2022-05-2०"]
NO_DAYS += ["2022", "2022-05", "2022-5-20", "2022-02-30", "1900-02-29", "2022-13-01", "0000-01-01"]


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_is_no_day_is_none(opened: Page, text: object) -> None:
    assert called(opened, "return days.toDay(text);", "days", text=text) is None


def test_today_is_the_day_of_the_reader(opened: Page) -> None:
    before, found, after = date.today(), called(opened, "return days.toText(days.today());", "days"), date.today()
    assert before.isoformat() <= found <= after.isoformat()
