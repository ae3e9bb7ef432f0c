"""Named selections of engagements. What somebody may see is decided here and nowhere else."""

from typing import TYPE_CHECKING, Any, NoReturn, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from accounts.models import User


class EngagementQuerySet(models.QuerySet):
    """Engagements."""

    def visible_to(self, user: "User") -> Self:
        """Return the engagements the user takes part in; the practice administrator's are all of them."""
        if not user.is_authenticated:
            return self.none()
        if user.is_administrator:
            return self
        memberships: Any = self.model._meta.get_field("memberships").related_model
        mine = memberships.objects.filter(engagement=OuterRef("pk"), user=user, ended_on__isnull=True)
        return self.filter(Exists(mine))

    def with_others(self, user: "User") -> Self:
        """Return the same, each with `has_others`: whether the user may see any other engagement."""
        others = type(self)(self.model).visible_to(user).exclude(pk=OuterRef("pk"))
        return self.annotate(has_others=Exists(others))

    def under_lock(self) -> Self:
        """Return the same, locked until the transaction ends, with `is_asked`: whether a request is open.

        On SQLite the IMMEDIATE transaction is the lock; of=("self",) keeps PostgreSQL to these rows.
        """
        requests: Any = self.model._meta.get_field("requests").related_model
        is_asked = Exists(requests.objects.filter(engagement=OuterRef("pk"), closed_at=None))
        return self.select_for_update(of=("self",)).annotate(is_asked=is_asked)

    def search(self, words: str) -> Self:
        """Return those whose title, organisation or reference contains every word, in any case."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(title__icontains=word) | Q(organisation__name__icontains=word) | Q(ref__iexact=word)
            )
        return found


class AppendOnlyQuerySet(models.QuerySet):
    """Rows that are written once: history can be added to and read, nothing else."""

    def _refuse(self) -> NoReturn:
        raise TypeError(f"{self.model.__name__} is history: it is never changed or deleted.")

    def update(self, **kwargs: Any) -> int:
        """Refuse."""
        self._refuse()

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        self._refuse()

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        """Refuse."""
        self._refuse()
