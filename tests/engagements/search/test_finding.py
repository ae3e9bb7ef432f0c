"""Who finds what: exactly what the pages show them, in one engagement and in all of theirs."""

import pytest
from django.utils import timezone

from engagements.cases.models import Case
from engagements.documents.models import DocumentVersion
from engagements.evaluation.models import Evaluation, FreshWindOutcome
from engagements.intake.models import TrustAnswer
from engagements.people.models import Membership
from engagements.people.permissions import PERMISSIONS, seat_of
from engagements.people.roles import (
    ADMINISTRATOR,
    ORGANISATION_SIDE,
    OWNERS,
    PRACTICE,
    READERS,
    STEERING,
    Role,
)
from engagements.record.models import ApprovalKind, LogEntry, WorkedMonth
from engagements.search import finding
from engagements.search.sources import WORDS_ON
from engagements.search.work import SOURCES
from engagements.sparring.models import SparringRequest, SparringWord
from tests.engagements.conftest import person, seat_for

EVERYONE = frozenset({*Role.values, ADMINISTRATOR})
#: Written out once more, on purpose: what the pages show to whom.
FOUND_BY = {
    "log": EVERYONE,
    "questions": EVERYONE,
    "documents": EVERYONE,
    "versions": EVERYONE,
    "observations": PRACTICE,
    "changes": PRACTICE,
    "claims": PRACTICE | {Role.SPONSOR},
    "assignment": PRACTICE | {Role.SPONSOR, Role.BOARD},
    "processes": READERS | {Role.EMPLOYEE},
    "goals": READERS,
    "commitments": READERS,
    "words": PRACTICE | {Role.SPONSOR, Role.BOARD},
    "lessons": READERS | {Role.EMPLOYEE},
    "history": PRACTICE | STEERING,
    "waivers": EVERYONE,
    "months": PRACTICE | {Role.SPONSOR, Role.FINANCE},
    "reports": PRACTICE | STEERING,
    "conflicts": PRACTICE | {Role.SPONSOR},
    "remarks": PRACTICE | {Role.SPONSOR},
    "handholds": READERS | {Role.EMPLOYEE},
    "ratings": READERS | {Role.EMPLOYEE},
    "plans": READERS,
    "readings": READERS,
    "frictions": PRACTICE,
    "handover": READERS | {Role.EMPLOYEE},
    "sparring": PRACTICE | OWNERS,
    "checks": READERS | {Role.EMPLOYEE},
    "fine-tuning": READERS | {Role.EMPLOYEE},
    "evaluations": PRACTICE | STEERING,
    "fresh-wind": PRACTICE | STEERING,
    "cases": PRACTICE | {Role.SPONSOR},
}


def found(reaches, *words):
    return {group.key: group.hits for group in finding.find(reaches, list(words))}


def inside(engagement, user, *words):
    return found(finding.reach_in(engagement, seat_of(user, engagement)), *words)


def test_every_kind_is_told_to_whom_it_is_shown(strewn):
    assert FOUND_BY.keys() == SOURCES.keys() == strewn.ours.keys()


def test_every_page_of_a_source_is_in_the_table_and_every_kind_of_word_has_one():
    assert {page for source in SOURCES.values() for page in source.pages} <= PERMISSIONS.keys()
    assert WORDS_ON.keys() == set(ApprovalKind.values)


@pytest.mark.parametrize("role", [*Role.values, ADMINISTRATOR])
def test_role_finds_in_one_engagement_and_in_all_what_its_pages_show(engagement, strewn, role):
    administrator = person("Ada Administrator", is_administrator=True)
    user = administrator if role == ADMINISTRATOR else strewn.members[role].user
    expected = {key for key, roles in FOUND_BY.items() if role in roles}

    here = inside(engagement, user, "needle")
    everywhere = found(finding.reach_of(user), "needle", engagement.ref)
    elsewhere = found(finding.reach_of(user), "needle", strewn.theirs.ref)

    assert here.keys() == expected
    assert everywhere.keys() == expected
    assert elsewhere.keys() == (expected if role == ADMINISTRATOR else set())
    assert {hit.engagement for hits in here.values() for hit in hits} == {engagement}


def test_stranger_finds_their_own_and_nothing_else(engagement, strewn, stranger):
    assert seat_of(stranger, engagement) is None
    hits = [hit for hits in found(finding.reach_of(stranger), "needle").values() for hit in hits]

    assert {hit.engagement for hit in hits} == {strewn.theirs}


def test_whose_part_has_ended_finds_nothing(strewn):
    member = strewn.members[Role.SPONSOR]
    Membership.objects.filter(pk=member.pk).update(ended_on=timezone.localdate())

    assert found(finding.reach_of(member.user), "needle") == {}


def test_two_roles_in_two_engagements_are_never_mixed(engagement, strewn):
    """A manager in one and an employee in the other reads the intake of the first alone."""
    user = person("Twan Twice", is_manager=True)
    Membership.objects.create(engagement=engagement, user=user, role=Role.EMPLOYEE)
    Membership.objects.create(engagement=strewn.theirs, user=user, role=Role.MANAGER)
    LogEntry.objects.create(engagement=engagement, author=user, text="needle of my own")
    LogEntry.objects.filter(engagement=engagement).exclude(author=user).update(audience="practice")

    hits = found(finding.reach_of(user), "needle")

    assert {hit.engagement for hit in hits["observations"]} == {strewn.theirs}
    assert {hit.engagement for hit in hits["processes"]} == {strewn.theirs, engagement}
    assert [hit.engagement for hit in hits["log"]] == [engagement, strewn.theirs]


def test_administrator_who_takes_part_has_that_role_there(engagement, strewn):
    user = person("Ada Administrator", is_administrator=True)
    Membership.objects.create(engagement=engagement, user=user, role=Role.EMPLOYEE)

    hits = found(finding.reach_of(user), "needle")

    assert {hit.engagement for hit in hits["observations"]} == {strewn.theirs}


@pytest.mark.parametrize("role", [Role.SHADOW, Role.SPONSOR, Role.EMPLOYEE, Role.MANAGER])
def test_private_entry_and_document_are_found_by_their_author_alone(engagement, strewn, manager, role):
    LogEntry.objects.update(audience="private")
    DocumentVersion.objects.update(audience="private")
    other = (
        seat_for(engagement, role, "Otto Other").user if role == Role.MANAGER else strewn.members[role].user
    )

    assert not {"log", "documents", "versions"} & inside(engagement, other, "needle").keys()
    assert {"log", "documents", "versions"} <= inside(engagement, manager, "needle").keys()


def test_note_of_an_earlier_version_is_not_found_by_readers_of_a_later_one(engagement, strewn, manager):
    paper = strewn.ours["documents"]
    DocumentVersion.objects.filter(document=paper).update(audience="private")
    DocumentVersion.objects.create(
        engagement=engagement,
        document=paper,
        number=2,
        audience="sponsor",
        file="a/c",
        name="p.pdf",
        size=1,
        uploaded_by=manager,
    )

    hits = inside(engagement, strewn.members[Role.SPONSOR].user, "needle")

    assert "documents" in hits
    assert "versions" not in hits


def test_document_put_aside_is_not_found(engagement, strewn, manager):
    paper = strewn.ours["documents"]
    paper.put_aside_at = timezone.now()
    paper.save(update_fields=["put_aside_at"])

    assert not {"documents", "versions"} & inside(engagement, manager, "needle").keys()


def test_words_on_a_page_somebody_may_not_open_are_not_found(engagement, strewn):
    """The board reads the plan and the assignment, not the case; management reads the plan alone."""
    word = strewn.ours["words"]
    for kind, finders in {"case": PRACTICE | {Role.SPONSOR}, "plan": READERS}.items():
        type(word).objects.filter(pk=word.pk).update(kind=kind)
        for role in STEERING | {Role.EMPLOYEE, Role.FINANCE}:
            hits = inside(engagement, strewn.members[role].user, "needle")
            assert ("words" in hits) is (role in finders), (kind, role)


def test_talk_at_the_sparring_desk_is_found_by_whose_it_is_until_it_is_shared(engagement, strewn):
    """Its own owner finds it, and what was said in it, in one engagement and in all; the other owners do not."""
    talk = strewn.ours["sparring"]
    SparringRequest.objects.filter(pk=talk.pk).update(shared=False)
    SparringWord.objects.create(
        sparring=talk, member=strewn.members[Role.MANAGER], text="Whoever waits pays twice"
    )

    for role in (Role.MANAGER, Role.BOARD, Role.MANAGEMENT, Role.SHADOW):
        member, finds = strewn.members[role], role in {Role.MANAGER, Role.BOARD}  # the board's question
        for words in (["needle", engagement.ref], ["pays", "twice"]):
            assert ("sparring" in inside(engagement, member.user, *words)) is finds, (role, words)
            assert ("sparring" in found(finding.reach_of(member.user), *words)) is finds, (role, words)


def test_what_is_revealed_together_is_not_found_before_both_have_spoken(engagement, strewn):
    Evaluation.objects.filter(side=ORGANISATION_SIDE).delete()
    TrustAnswer.objects.filter(side=ORGANISATION_SIDE).delete()

    assert not {"evaluations", "remarks"} & inside(engagement, _of(strewn, Role.SPONSOR), "needle").keys()
    assert "evaluations" in inside(engagement, _of(strewn, Role.MANAGER), "needle")  # one's own
    assert "remarks" not in inside(engagement, _of(strewn, Role.MANAGER), "needle")


def test_what_is_kept_from_the_client_is_not_found_by_them(engagement, strewn):
    FreshWindOutcome.objects.update(shown=False)
    Case.objects.update(state="draft")
    WorkedMonth.objects.update(state="draft")
    kept = {"fresh-wind", "cases", "months", "frictions"}

    assert not kept & inside(engagement, _of(strewn, Role.SPONSOR), "needle").keys()
    assert kept <= inside(engagement, _of(strewn, Role.SHADOW), "needle").keys()


def _of(strewn, role):
    return strewn.members[role].user


def test_all_words_must_be_there_in_whichever_field_and_case_and_accents_do_not_count(
    engagement, strewn, manager
):
    entry = LogEntry.objects.create(
        engagement=engagement, author=manager, text="Eén CAFÉ met coördinatie 100% \\_ ’s avonds"
    )

    for words in (["cafe", "een"], ["coordinatie"], ["100%"], ["\\_"], ["ordin"], ["'s"]):
        assert [
            hit.url.strip("/").rpartition("-")[2] for hit in inside(engagement, manager, *words)["log"]
        ] == [str(entry.pk)], words
    for words in (["cafe", "thee"], ["100_"], ["caf%e"], ["zzz"]):
        assert inside(engagement, manager, *words) == {}, words


def test_newest_comes_first_and_more_is_said(engagement, manager):
    for number in range(7):
        LogEntry.objects.create(engagement=engagement, author=manager, text=f"needle {number}")

    (group,) = finding.find(finding.reach_in(engagement, seat_of(manager, engagement)), ["needle"])

    assert [hit.pieces[-1].text for hit in group.hits] == [" 6", " 5", " 4", " 3", " 2"]
    assert group.more


def test_index_holds_nothing_back_that_a_role_could_see(engagement, strewn):
    """What the pages show and what is found come from the same querysets: compared for every seat there is."""
    for user in [member.user for member in strewn.members.values()]:
        seat = seat_of(user, engagement)
        for source in SOURCES.values():
            if source.opens_to(seat):
                shown = set(source.rows(seat).filter(engagement=engagement).values_list("pk", flat=True))
                rows = finding.rows(source, finding.reach_in(engagement, seat), ["needle"])
                assert {row.pk for row in rows} == shown
