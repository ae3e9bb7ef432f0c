"""What speaks for spam flags an enquiry; nothing is refused, and nobody's mailbox is filled through us."""

import pytest
from django.test import RequestFactory

from enquiries import mails, services, spam
from enquiries.mails import MailKind
from enquiries.models import Enquiry, Happening, Suspicion
from enquiries.spam import Signs
from tests.enquiries.conftest import asked, in_outbox


def send(stamp="", **values):
    """Receive an enquiry with these signs, or typed words."""
    signs = {name: values.pop(name) for name in ("trap", "network") if name in values}
    return services.receive(asked=asked(**values), language="nl", signs=Signs(stamp=stamp, **signs))[0]


def kinds(enquiry):
    return [each.kind for each in mails.of(enquiry)]


def test_nothing_speaks_against_a_form_that_took_a_minute(stamp, db):
    assert send(stamp, network="n").suspicions == []


@pytest.mark.parametrize(
    ("moment", "found"),
    [
        ("12:00:02", [Suspicion.HASTE]),
        ("12:00:04", []),
        ("23:59:00", []),
    ],
)
def test_time_it_took_is_a_sign(stamp, db, time_machine, moment, found):
    time_machine.move_to(f"2026-11-23 {moment} +0000", tick=False)

    assert send(stamp).suspicions == found


def test_form_of_last_week_and_forged_stamps_are_signs(stamp, db, time_machine):
    time_machine.move_to("2026-12-01 12:00 +0000", tick=False)

    for each in (stamp, "", "x", stamp[:-1] + "_", "\x00", "a:b:c" * 10_000):
        assert send(each).suspicions[:1] == [Suspicion.STALE]


def test_trap_is_a_sign_and_a_receipt_goes_out_all_the_same(stamp, db):
    enquiry = send(stamp, trap="https://spam.example")

    assert enquiry.suspicions == [Suspicion.TRAP]
    assert enquiry.is_suspected
    assert kinds(enquiry) == [MailKind.RECEIPT, MailKind.NOTICE]


def test_fourth_from_an_address_within_a_day_gets_no_receipt_and_the_row_says_so(stamp, db, time_machine):
    sent = [send(stamp, message=str(each), network=f"n{each}", email="RIA@bieb.example") for each in range(4)]

    assert [each.suspicions for each in sent] == [[], [], [], [Suspicion.ADDRESS]]
    assert [MailKind.RECEIPT in kinds(each) for each in sent] == [True, True, True, False]
    assert [each.what for each in sent[3].events.all()] == [Happening.SENT, Happening.WITHHELD]

    time_machine.move_to("2026-11-24 12:02 +0000", tick=False)
    assert send(stamp, message="The next day").suspicions == []


def test_eleventh_from_a_network_gets_no_receipt(stamp, db):
    sent = [send(stamp, email=f"p{each}@example.org", network="n") for each in range(11)]

    assert [each.suspicions for each in sent] == [[]] * 10 + [[Suspicion.NETWORK]]
    assert kinds(sent[10]) == []
    assert Enquiry.objects.count() == 11


def test_practice_is_told_of_a_flood_once_an_hour(stamp, db, time_machine):
    for each in range(3):
        send(stamp, message=str(each))
    assert kinds(send(stamp, message="Fourth")) == []

    time_machine.move_to("2026-11-23 13:02 +0000", tick=False)

    assert kinds(send(stamp, message="Fifth")) == [MailKind.NOTICE]
    assert kinds(send(stamp, message="Sixth")) == []


def test_receipts_have_an_upper_limit_whatever_they_are_sent_from(stamp, db):
    first = send(stamp)
    for _each in range(spam.RECEIPTS_AN_HOUR - 1):
        in_outbox(first, MailKind.RECEIPT)

    enquiry = send(stamp, email="somebody@example.org", network="other")

    assert (enquiry.suspicions, kinds(enquiry)) == ([], [])
    assert enquiry.events.filter(what=Happening.WITHHELD).exists()


# -- Networks ----------------------------------------------------------------------------------------------


def network(address, forwarded="", proxies=0, settings=None):
    """Return the hash of the network of a request."""
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    return spam.network_of(RequestFactory(headers=headers).get("/", REMOTE_ADDR=address))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.254", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("2001:db8:1:2::1", "2001:db8:1:ffff::9", True),
        ("2001:db8:1::1", "2001:db8:2::1", False),
        ("::ffff:192.0.2.1", "192.0.2.7", True),
    ],
)
def test_addresses_of_one_network_count_together(settings, one, other, same):
    assert (network(one, settings=settings) == network(other, settings=settings)) is same


def test_network_is_that_of_the_visitor_behind_trusted_proxies(settings):
    direct = network("192.0.2.1", settings=settings)

    assert network("10.0.0.1", "203.0.113.5, 192.0.2.9", 1, settings=settings) == direct
    assert network("10.0.0.1", "192.0.2.9, 10.0.0.2", 2, settings=settings) == direct
    # What a visitor claims counts for nothing without proxies, or with fewer hops than there are proxies.
    assert network("192.0.2.1", "203.0.113.5", 0, settings=settings) == direct
    assert network("192.0.2.1", "203.0.113.5", 2, settings=settings) == direct


def test_network_is_a_keyed_hash_and_empty_without_an_address(settings):
    known = network("192.0.2.1", settings=settings)
    settings.SECRET_KEY = "another " * 8

    assert len(known) == 64
    assert known != network("192.0.2.1", settings=settings)
    assert network("", settings=settings) == network("unknown", settings=settings) == ""
