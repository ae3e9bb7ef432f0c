"""Signs of spam. They flag an enquiry for whoever reads the inbox; nothing is ever refused or dropped for them.

A form carries a *stamp*: a random number and the moment it was made, signed, so that neither can be made up.
"""

import ipaddress
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.managers import normalise_email
from enquiries.mails import MailKind
from enquiries.models import Enquiry, Suspicion
from outbox.models import Mail

HASTE = timedelta(seconds=3)
STALE = timedelta(days=7)
PERIOD = timedelta(days=1)
PER_ADDRESS, PER_NETWORK = 3, 10
RECEIPTS_AN_HOUR = 60
LONGEST_STAMP = 120

_signer = TimestampSigner(salt="enquiries.stamp")


def new_stamp() -> str:
    """Return the stamp for a form that is shown now."""
    return _signer.sign(secrets.token_urlsafe(16))


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What the form itself gives away: the stamp it carried, the field nobody sees, and the network it came from."""

    stamp: str = ""
    trap: str = ""
    network: str = ""


def network_of(request: HttpRequest) -> str:
    """Return a keyed hash of the network a request came from (/24, or /48 for IPv6); empty when it can't be told.

    Behind proxies it is the address the outermost trusted one saw; what a visitor wrote there themselves counts
    for nothing.
    """
    address = request.META.get("REMOTE_ADDR", "")
    hops = request.headers.get("x-forwarded-for", "").split(",")
    trusted = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if 0 < trusted <= len(hops):
        address = hops[-trusted]
    try:
        ip = ipaddress.ip_address(address.strip().strip("[]"))
    except ValueError:
        return ""
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    network = ipaddress.ip_network((int(ip), 24 if ip.version == 4 else 48), strict=False)
    return salted_hmac("enquiries.network", str(network), algorithm="sha256").hexdigest()


def suspicions(signs: Signs, email: str) -> list[str]:
    """Return what speaks for spam, as keys of Suspicion; empty when nothing does. At most two queries."""
    found = []
    if signs.trap:
        found.append(Suspicion.TRAP)
    found += _by_time(signs.stamp)
    lately = Enquiry.objects.filter(sent_at__gt=timezone.now() - PERIOD)
    if lately.filter(email=normalise_email(email)).count() >= PER_ADDRESS:
        found.append(Suspicion.ADDRESS)
    if signs.network and lately.filter(network=signs.network).count() >= PER_NETWORK:
        found.append(Suspicion.NETWORK)
    return [each.value for each in found]


def _by_time(stamp: str) -> list[Suspicion]:
    """Say whether the form was sent faster than anybody types, or longer ago than a tab stays open."""
    try:
        _signer.unsign(stamp[:LONGEST_STAMP], max_age=STALE)
    except BadSignature:
        return [Suspicion.STALE]
    try:
        _signer.unsign(stamp[:LONGEST_STAMP], max_age=HASTE)
    except BadSignature:
        return []
    return [Suspicion.HASTE]


def withholds_receipt(found: list[str]) -> bool:
    """Return whether no receipt is mailed, so that nobody can have us fill a stranger's mailbox.

    Somebody who fell into the trap or typed fast is mailed: a real person needs to know that it arrived, and
    these signs are often wrong. Beyond the counts per address, per network and per hour nobody is.
    """
    if Suspicion.ADDRESS in found or Suspicion.NETWORK in found:
        return True
    return _made_lately(MailKind.RECEIPT) >= RECEIPTS_AN_HOUR


def withholds_notice(found: list[str]) -> bool:
    """Return whether the practice is not mailed: in a flood, once an hour is enough to make it open the inbox."""
    return withholds_receipt(found) and _made_lately(MailKind.NOTICE) > 0


def _made_lately(kind: MailKind) -> int:
    hour_ago = timezone.now() - timedelta(hours=1)
    return Mail.objects.filter(kind=kind, made_at__gt=hour_ago).count()
