"""Mail to the practice about an enquiry, after the commit: keys in, fetched again, silent when it no longer holds."""

from django.tasks import task

from enquiries.inbox import emails
from enquiries.models import Enquiry


@task
def tell_assigned(enquiry_pk: int, manager_pk: int) -> int:
    """Mail an interim manager that an enquiry is theirs, unless it is not any more; return how many mails went out."""
    found = Enquiry.objects.select_related("manager").filter(
        pk=enquiry_pk, manager_id=manager_pk, manager__is_active=True
    )
    return sum(emails.assigned(enquiry).send() for enquiry in found)
