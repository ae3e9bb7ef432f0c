"""Mail on what binds a person in the aftercare, after the commit: a key in, fetched again, silent when it is done."""

from django.tasks import task

from engagements.evaluation import emails
from engagements.evaluation.models import FineTuningAction


@task
def tell_fine_tuning(action_pk: int) -> int:
    """Mail the person an adjustment is given to, unless it is done; return how many mails went out."""
    action = FineTuningAction.objects.select_related(
        "owner__user", "process", "engagement__organisation"
    ).get(pk=action_pk)
    if action.done_on or action.owner.ended_on or not action.owner.user.is_active:
        return 0
    return emails.fine_tuning_given(action).send()
