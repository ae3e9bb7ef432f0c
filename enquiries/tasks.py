"""Background work about enquiries: a key in, fetch, call."""

from django.tasks import task

from enquiries import delivery
from enquiries.models import EnquiryMail


@task
def send_mail_of(enquiry_pk: int) -> int:
    """Try the mail that is due about one enquiry; return how many were sent. What fails is tried again later."""
    sent, _failed = delivery.send_due(EnquiryMail.objects.filter(enquiry_id=enquiry_pk))
    return sent
