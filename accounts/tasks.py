"""Work after the commit: a primary key in, fetched again, one mail out."""

from django.tasks import task

from accounts import emails
from accounts.models import User


@task()
def send_invitation(user_pk: int, inviter: str, title: str, path: str, role: str = "") -> None:
    """Mail somebody that `inviter` asks them into `title`, to be found at `path`; say nothing to inactive people.

    `role` is the label of their role in their own language. All texts are plain strings: they travel as JSON.
    """
    for user in User.objects.filter(pk=user_pk, is_active=True):
        emails.invitation(user, inviter=inviter, title=title, path=path, role=role).send()


@task()
def send_password_link(user_pk: int) -> None:
    """Mail somebody the link to choose a (new) password; say nothing to inactive people."""
    for user in User.objects.filter(pk=user_pk, is_active=True):
        emails.choose_password(user).send()
