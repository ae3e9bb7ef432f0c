"""The secrets in the links of mail to a prospect: each opens one thing of one enquiry, and nothing else.

They are signed with SECRET_KEY, bound to their purpose by the salt, and name the enquiry by its reference.
"""

from datetime import timedelta

from django.core import signing

from enquiries.models import Enquiry

PROVING, WITHDRAWING = "enquiries.prove", "enquiries.withdraw"
PROVING_LASTS = timedelta(days=30)
LONGEST = 200


class Expired(Exception):
    """The link was right once."""


def proving(enquiry: Enquiry) -> str:
    """Return the secret with which somebody proves that the enquiry's e-mail address is theirs."""
    return signing.dumps(enquiry.ref, salt=PROVING)


def withdrawing(enquiry: Enquiry) -> str:
    """Return the secret with which the enquiry is withdrawn, as long as that is possible."""
    return signing.dumps(enquiry.ref, salt=WITHDRAWING)


def enquiry_of(secret: str, purpose: str) -> Enquiry | None:
    """Return the enquiry that a secret opens for a purpose; None when it opens nothing or all was erased.

    Raises Expired when a link to prove an address is older than PROVING_LASTS.
    """
    lasts = PROVING_LASTS if purpose == PROVING else None
    try:
        ref = signing.loads(secret[:LONGEST], salt=purpose, max_age=lasts)
    except signing.SignatureExpired:
        raise Expired from None
    except signing.BadSignature:
        return None
    return Enquiry.objects.filter(ref=ref, erased_at=None).first()
