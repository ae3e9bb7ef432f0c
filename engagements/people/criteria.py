"""What the people around the table answer: has the sponsor been here, does the board take part?"""

from operator import attrgetter

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagements.lifecycle.criteria import Answer, criterion
from engagements.lifecycle.models import Engagement
from engagements.people.models import Membership
from engagements.people.roles import Role


@criterion("sponsor_signed_in")
def sponsor_signed_in(engagement: Engagement) -> Answer:
    """A sponsor has signed in. Without one it waits for the manager, who can invite somebody."""
    sponsors = _in_role(engagement, Role.SPONSOR)
    if not sponsors:
        return Answer(
            met=False, said=_("No sponsor takes part yet."), spot="people", waits_for=(Role.MANAGER.value,)
        )
    seen = max((s for s in sponsors if s.user.last_login), key=attrgetter("user.last_login"), default=None)
    if seen:
        said = _("%(who)s last signed in on %(day)s.")
        day = timezone.localdate(seen.user.last_login)
    else:
        said = _("%(who)s was invited on %(day)s, and has not signed in yet.")
        day = timezone.localdate(sponsors[-1].invited_at)
    words = {"who": seen or sponsors[-1], "day": date_format(day)}
    return Answer(met=seen is not None, said=said % words, spot="people")


@criterion("board_takes_part")
def board_takes_part(engagement: Engagement) -> Answer:
    """Somebody of the board takes part."""
    names = ", ".join(str(member) for member in _in_role(engagement, Role.BOARD))
    said = (
        _("From the board: %(names)s.") % {"names": names}
        if names
        else _("Nobody from the board takes part yet.")
    )
    return Answer(met=bool(names), said=said, spot="people")


def _in_role(engagement: Engagement, role: Role) -> list[Membership]:
    return list(engagement.memberships.current().filter(role=role).select_related("user"))
