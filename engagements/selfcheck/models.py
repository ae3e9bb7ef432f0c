"""What a manager asks themselves in private: is this still an engagement to go on with?"""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.lifecycle import fields
from engagements.lifecycle.models import Engagement
from engagements.selfcheck.items import ITEMS, TALK_FROM, Item, Reply
from engagements.selfcheck.querysets import SelfCheckQuerySet


class SelfCheck(models.Model):
    """Six answers of one manager on one day (*zelfcheck*); theirs alone until they share it with their shadow manager.

    `answers` maps an item's key to `{"reply": …, "line": …}`. Written once: another day is another check.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_on = fields.day(_("date"), default=timezone.localdate)
    answers = models.JSONField(default=dict)
    shared_at = models.DateTimeField(null=True, blank=True)

    objects = SelfCheckQuerySet.as_manager()

    class Meta:
        ordering = ("-taken_on", "-pk")
        verbose_name = _("self-check")
        indexes = (models.Index(fields=("engagement", "author", "-taken_on", "-id")),)

    def __str__(self) -> str:
        return str(self.taken_on)

    @property
    def flags(self) -> int:
        """How often the answer was yes."""
        return sum(answer["reply"] == Reply.YES for answer in self.answers.values())

    @property
    def suggests_a_talk(self) -> bool:
        """Whether there is enough to talk about with the sponsor."""
        return self.flags >= TALK_FROM

    @property
    def replies(self) -> list[tuple[Item, Reply, str]]:
        """Each item with what was answered, and the line that was added."""
        found: list[tuple[Item, Reply, str]] = []
        for item in ITEMS:
            answer: Any = self.answers.get(item.key)
            if answer:
                found.append((item, Reply(answer["reply"]), answer["line"]))
        return found
