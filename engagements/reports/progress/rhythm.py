"""When the next report is due: every so many weeks, or on a day of the month. Pure: days in, a day out."""

import calendar
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """Days on which reports are due, from `begins_on`: every so many `weeks`, or on the `day` of every month.

    A month without that day has its last day instead. One of the two is set.
    """

    begins_on: datetime.date
    weeks: int | None = None
    day: int | None = None

    def days(self) -> Iterator[datetime.date]:
        """Yield the days, without end."""
        if self.weeks:
            for number in count():
                yield self.begins_on + datetime.timedelta(weeks=self.weeks * number)
        for number in count():
            year, month = divmod(self.begins_on.year * 12 + self.begins_on.month - 1 + number, 12)
            last = calendar.monthrange(year, month + 1)[1]
            found = datetime.date(year, month + 1, min(self.day or 1, last))
            if found >= self.begins_on:
                yield found

    @property
    def half(self) -> datetime.timedelta:
        """Half the time between two reports."""
        return datetime.timedelta(days=7 * self.weeks // 2 if self.weeks else 15)

    def due_after(self, covered: datetime.date | None) -> datetime.date:
        """Return the day of the next report, when those that were sent reach to `covered` (None: there is none yet).

        A report counts for the day it is nearest to: who sends it some days early is not asked for it again.
        """
        return next(day for day in self.days() if covered is None or day > covered + self.half)
