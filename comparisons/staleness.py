"""When a claim is stale: checked too long ago, or against an older line than the newest."""

import re
from datetime import date, timedelta

FRESH_FOR = timedelta(days=180)
DAYS_PER_MONTH = 30.44


def is_newer(line: str, than: str) -> bool:
    """Tell whether a line is newer, as far as both are written: 3.2 than 3.1.9, 3.1 not."""
    numbers, others = parts(line), parts(than)
    shared = min(len(numbers), len(others))
    return numbers[:shared] > others[:shared]


def parts(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))


def staleness(checked_on: date, against: str, newest: str, *, today: date) -> str:
    """Return the sentence that tells a reader why a claim is stale, "" for a fresh one."""
    behind = bool(against and newest) and is_newer(newest, against)
    if today - checked_on <= FRESH_FOR and not behind:
        return ""
    sentence = f"Checked {time_since(today - checked_on)}"
    if against:
        sentence += f", against {against}"
    return f"{sentence}. Current is {newest}." if behind else f"{sentence}."


def time_since(age: timedelta) -> str:
    months = round(age.days / DAYS_PER_MONTH)
    if months == 0:
        return "this month"
    if months < 24:
        return f"{months} month{'s' if months > 1 else ''} ago"
    return f"{months // 12} years ago"
