"""The stage: days relative to today, and stories told as scripts that are played in the order of time.

Nothing here writes a row that a service could write. Time travels, so that every date, also those that the
database and the services set themselves, is the one on which it "happened".
"""

import datetime
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import time_machine
from django.contrib.auth.models import update_last_login
from django.db.models import Model
from django.utils import timezone

from accounts.invitations.services import accept
from accounts.models import Invitation, User
from engagements.lifecycle import services as lifecycle
from engagements.lifecycle.models import Engagement
from engagements.people.services import add_member


@dataclass
class Stage:
    """Where the stories are played: what today is, who exists, and the one password everybody signs in with."""

    password_hash: str
    today: datetime.date = field(default_factory=timezone.localdate)
    people: dict[str, User] = field(default_factory=dict)

    def day(self, offset: int) -> datetime.date:
        """Return the day `offset` days from today (negative: ago)."""
        return self.today + datetime.timedelta(days=offset)

    @contextmanager
    def on(self, offset: int, minutes: int = 0) -> Iterator[datetime.date]:
        """Make it nine o'clock that day, or so many minutes later; time goes on from there."""
        when = datetime.datetime.combine(self.day(offset), datetime.time(9), timezone.get_current_timezone())
        with time_machine.travel(when + datetime.timedelta(minutes=minutes)):
            yield self.day(offset)

    def person(self, email: str, name: str, language: str = "nl", **extra: Any) -> User:
        """Return the person with this address, made on first call; everybody has the demo's password."""
        if email not in self.people:
            user = User.objects.create_user(email, name=name, language=language, **extra)
            user.password = self.password_hash  # hashed once: a real hash costs a third of a second
            user.save(update_fields=["password"])
            self.people[email] = user
        return self.people[email]


def _version_of(item: Any) -> int:
    """Return the version somebody sees who opens the item now."""
    return type(item).objects.get(pk=item.pk).version


@dataclass(frozen=True)
class Thing:
    """Something an earlier line of the script made, by the name that line gave it."""

    name: str


def the(name: str) -> Any:
    """Return a reference to what an earlier line of the script named."""
    return Thing(name)


class Story:
    """One engagement as a script: lines are noted in any order, and played in the order of time.

    `things` holds what lines have made, by the name they gave it; memberships by the short name of who joined.
    """

    def __init__(
        self, stage: Stage, manager: str, starts: int, organisation: dict[str, Any], **values: Any
    ) -> None:
        self.stage = stage
        self.manager = stage.people[manager]
        self.things: dict[str, Any] = {}
        self.script: list[tuple[int, int, Callable[[], None]]] = []
        with stage.on(starts) as day:
            self.engagement = lifecycle.start_engagement(
                actor=self.manager, organisation=organisation, starts_on=day, **values
            )

    def at(
        self,
        offset: int,
        service: Callable[..., Any],
        called: str = "",
        /,
        by: str = "manager",
        **values: Any,
    ) -> None:
        """Note that somebody does something on a day: a service with its values; `the(...)` stands for earlier things.

        What the service returns is kept under the name in `called`. Engagement and actor are filled in.
        """
        self._note(offset, lambda: self._do(service, called, by, values))

    def joins(
        self, offset: int, key: str, role: str, email: str, name: str, title: str, signs_in: bool = True
    ) -> None:
        """Note that somebody is invited on a day and, unless told otherwise, signs in the next."""
        language = self.engagement.language
        user = self.stage.person(email, name, language)
        details = {"email": email, "role": role, "title": title, "language": language}
        self._note(offset, lambda: self._do(add_member, key, "manager", details | {"name": name}))
        if signs_in:
            self._note(offset + 1, lambda: self._comes_in(user))

    def _comes_in(self, user: User) -> None:
        """Let somebody accept the invitation and sign in, which nobody notes but the two."""
        update_last_login(User, user)
        into = self.engagement.get_absolute_url()
        for invitation in Invitation.objects.filter(user=user).into(into).standing():
            accept(invitation)

    def command(
        self, offset: int, command: str, by: str = "manager", reason: str = "", **answers: Any
    ) -> None:
        """Note a command of the life cycle on a day, given by somebody who saw the latest state."""

        def give() -> None:
            now = Engagement.objects.get(pk=self.engagement.pk)
            answered = {name: self._found(value) for name, value in answers.items()}
            lifecycle.change(
                engagement=now,
                actor=self._user(by),
                command=command,
                seen=now.moves,
                reason=reason,
                **answered,
            )

        self._note(offset, give)

    def play(self) -> None:
        """Play the script, day by day; lines of one day a few minutes apart, in the order they were noted."""
        yesterday, minutes = None, 0
        for offset, _number, line in sorted(self.script, key=lambda each: each[:2]):
            minutes = minutes + 7 if offset == yesterday else 0
            yesterday = offset
            with self.stage.on(offset, minutes):
                line()

    def _note(self, offset: int, line: Callable[[], None]) -> None:
        self.script.append((offset, len(self.script), line))

    def _do(self, service: Callable[..., Any], called: str, by: str, values: dict[str, Any]) -> None:
        values = {key: self._found(value) for key, value in values.items()} | {"actor": self._user(by)}
        asked = inspect.signature(service).parameters
        if "engagement" in asked:
            values["engagement"] = self.engagement
        if "seen" in asked and asked["seen"].default is inspect.Parameter.empty:
            values["seen"] = _version_of(self._subject(values))
        made = service(**values)
        if called:
            if called in self.things:
                raise ValueError(f"The script calls two things {called!r}.")
            self.things[called] = made

    def _found(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._found(each) for each in value]
        return self.things[value.name] if isinstance(value, Thing) else value

    def _subject(self, values: dict[str, Any]) -> Model:
        """Return the item a change is about: the first one among its values."""
        return next(
            each for each in values.values() if isinstance(each, Model) and not isinstance(each, User)
        )

    def _user(self, by: str) -> User:
        return self.manager if by == "manager" else self.things[by].user
