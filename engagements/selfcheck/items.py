"""The six things that make an engagement one to give back, in the words of the manager who wonders."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phases.definitions import Text

#: From so many times yes on, a talk is the next step.
TALK_FROM = 3


class Reply(models.TextChoices):
    """How the manager answers one item, for themselves."""

    YES = "yes", pgettext_lazy("self-check", "Yes")
    NO = "no", pgettext_lazy("self-check", "No")
    UNSURE = "unsure", pgettext_lazy("self-check", "I don't know")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to look at: the statement, and how it is said to the sponsor without blaming anybody."""

    key: str
    statement: Text
    in_the_talk: Text


ITEMS = (
    Item(
        key="assignment",
        statement=_("The assignment never became sharp."),
        in_the_talk=_("“I notice that we each still mean something else by this assignment.”"),
    ),
    Item(
        key="reach",
        statement=_("I can't reach the sponsor when it matters."),
        in_the_talk=_("“We speak each other less than this change needs.”"),
    ),
    Item(
        key="problem",
        statement=_("The sponsor does not own the problem."),
        in_the_talk=_("“This only holds if somebody here carries it. Who is that, as you see it?”"),
    ),
    Item(
        key="conditions",
        statement=_("What was promised at the start is not there: people, money, time or a mandate."),
        in_the_talk=_("“We agreed on people, money and time. This is what is there, and this is not.”"),
    ),
    Item(
        key="role",
        statement=_("It is unclear what I am here for, or everyone expects something else of me."),
        in_the_talk=_("“People here ask things of me that can't go together. Help me choose.”"),
    ),
    Item(
        key="handover",
        statement=_("There is nobody to hand over to."),
        in_the_talk=_("“If I left tomorrow, I would not know whom to give this to.”"),
    ),
)
BY_KEY = {item.key: item for item in ITEMS}
