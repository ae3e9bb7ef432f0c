"""When asking without a name is really without a name.

A name is the least of what tells who asked. In a group of four everybody knows everybody's worries; the moment a
question appears points at whoever was seen typing; a list in the order of asking tells who asked after whom. Therefore:

- Only employees ask here: the others around the table speak under their own name, and would make the group look larger
  than the group a question sounds like.
- A question is taken only while at least five employees take part who have really been here: somebody who never
  signed in can't have asked, and is no cover for who can. With fewer it is refused before anything is typed, and not
  held: what is held would come out the week the fifth arrives, when the four it can be from are known.
- What is asked in a week appears on the Monday after it, all at once, without day, time or order.
- Nobody can look back at what they asked: that would need to know whose it is. For the same reason it can't be changed,
  and the limit to a week's questions is one for all.
"""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.lifecycle.exceptions import NotNow
from engagements.lifecycle.models import Engagement
from engagements.people.roles import Role

SMALLEST_GROUP = 5
MOST_A_WEEK = 30
MONDAY = 0


def group_size(engagement: Engagement) -> int:
    """Return among how many employees an asker disappears. One query."""
    employees = engagement.memberships.current().filter(role=Role.EMPLOYEE, user__is_active=True)
    return employees.exclude(user__last_login=None).count()


def next_batch(today: datetime.date | None = None) -> datetime.date:
    """Return the Monday on which what is asked today appears: never the same day."""
    today = today or timezone.localdate()
    return today + datetime.timedelta(days=7 - (today.weekday() - MONDAY) % 7)


def require_group(size: int) -> None:
    """Raise NotNow with the reason while the group is so small that a question could be traced to somebody."""
    if size < SMALLEST_GROUP:
        raise NotNow(too_small(size))


def too_small(size: int) -> str:
    """Return why no question is taken in a group of this size."""
    return _(
        "Asking without your name is possible from %(smallest)s employees who have signed in; at present that is"
        " %(size)s. In so small a group one could guess who asked, so no question is taken here yet."
    ) % {"smallest": SMALLEST_GROUP, "size": size}


def require_room(asked: int) -> None:
    """Raise NotNow when so much was asked this week that it is no longer questions."""
    if asked >= MOST_A_WEEK:
        raise NotNow(_("So many questions were asked this week that no more are taken until Monday."))
