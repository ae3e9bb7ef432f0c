"""Where background work runs in the tests."""

from django.tasks.backends.immediate import ImmediateBackend
from zeal import zeal_ignore


class Aside(ImmediateBackend):
    """Runs a task at once, as a worker would elsewhere: its queries are not those of the request that caused it."""

    def enqueue(self, task, args, kwargs):
        with zeal_ignore():
            return super().enqueue(task, args, kwargs)
