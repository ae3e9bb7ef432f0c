"""A case goes from draft to page and back; what is read was agreed to, to the letter, and can be taken back."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from engagements.cases import services
from engagements.cases.models import Case, CaseState, CaseText, Publication
from engagements.lifecycle.asks import asked_of
from engagements.lifecycle.exceptions import NotNow, NotReady, Stale
from engagements.lifecycle.models import AuditEntry
from engagements.people.permissions import PERMISSIONS, seat_of
from engagements.people.roles import ADMINISTRATOR, Role
from engagements.record.approvals import latest_word
from engagements.record.models import ApprovalKind
from engagements.specification.models import Goal
from tests.engagements.cases.conftest import DUTCH, TEXTS, as_read, fresh, stand
from tests.engagements.conftest import person, seat_for
from tests.engagements.helpers import says, told_to


def write(engagement, actor, language="en", **changed):
    """Write the case again, with some of it changed."""
    seen = CaseText.objects.filter(case__engagement=engagement, language=language).first()
    return services.write_case(
        engagement=engagement,
        actor=actor,
        language=language,
        seen=seen.version if seen else None,
        **({"labels": {}} | TEXTS | changed),
    )


def word(case):
    return latest_word(case.engagement, ApprovalKind.CASE, case.pk)


# -- Writing


def test_case_can_be_written_while_the_engagement_is_still_evaluated(engagement, manager):
    text = write(stand(engagement, "active"), manager, kept_out="Duinstad")

    assert (text.title, text.case.state, text.case.kept_out) == (TEXTS["title"], CaseState.DRAFT, "Duinstad")


def test_name_is_refused_beside_the_field_it_is_in(completed, manager, goal):
    with pytest.raises(ValidationError) as refused:
        write(
            completed,
            manager,
            title="Zeezicht starts on time",
            quote="Ask Omar, or info@example.org",
            kept_out="Duinstad",
            holds_now="In Duinstad they know.",
            labels={goal.pk: "Sanne's sessions"},
        )

    assert set(refused.value.message_dict) == {"title", "quote", "holds_now", f"goal_{goal.pk}"}
    assert "“Zeezicht” would give the organisation away" in refused.value.message_dict["title"][0]
    assert "“Omar” is somebody's name" in refused.value.message_dict["quote"][0]
    assert not Case.objects.exists()


def test_other_language_comes_after_that_of_the_engagement(completed, manager):
    with pytest.raises(NotReady, match="language of the engagement first"):
        write(completed, manager, language="nl")


def test_stale_text_is_refused(written, completed, manager):
    write(completed, manager, title="Changed by another")

    with pytest.raises(Stale):
        services.write_case(engagement=completed, actor=manager, language="en", labels={}, seen=1, **TEXTS)


@pytest.mark.parametrize("state", ["asked", "agreed"])
def test_change_after_asking_undoes_the_consent_visibly(state, request, completed, manager):
    case = request.getfixturevalue(state)

    write(completed, manager, title="Something else")

    now = fresh(case)
    assert (now.state, now.frozen) == (CaseState.DRAFT, {})
    if state == "agreed":
        assert (word(case).approved, word(case).lapsed_because) == (True, "the text was changed.")


def test_storing_the_same_text_undoes_nothing(agreed, completed, manager, goal):
    write(completed, manager, labels={goal.pk: "First sessions at eight"}, kept_out="Duinstad, dune")

    assert fresh(agreed).state == CaseState.CONSENTED


def test_same_text_after_a_change_needs_a_consent_of_its_own(agreed, completed, manager, sponsor, goal):
    first = word(agreed)
    write(completed, manager, title="Something else", labels={goal.pk: "First sessions at eight"})
    write(completed, manager, labels={goal.pk: "First sessions at eight"})
    services.ask_consent(engagement=completed, actor=manager, seen=as_read(completed))
    with pytest.raises(NotNow):
        services.publish_case(engagement=completed, actor=manager, seen=as_read(completed))

    again = services.give_consent(engagement=completed, actor=sponsor.user, seen=as_read(completed))

    assert again.pk != first.pk
    assert again.digest == first.digest


def test_published_case_is_not_changed(published, completed, manager):
    for change in (
        lambda: write(completed, manager, title="Changed"),
        lambda: services.remove_language(engagement=completed, actor=manager, language="nl"),
    ):
        with pytest.raises(NotNow, match="Take the page down to change it"):
            change()


def test_language_is_taken_out_again(agreed, completed, manager):
    write(completed, manager, language="nl", **DUTCH)

    services.remove_language(engagement=completed, actor=manager, language="nl")

    assert [text.language for text in CaseText.objects.all()] == ["en"]
    for language in ("nl", "en"):
        with pytest.raises(NotNow):
            services.remove_language(engagement=completed, actor=manager, language=language)


# -- Asking and agreeing


def test_asking_freezes_figures_so_that_they_never_change_silently(asked, completed, goal):
    frozen = asked.frozen
    Goal.objects.filter(pk=goal.pk).update(baseline=1)

    assert frozen["texts"]["en"]["goals"][0]["baseline"] == "54"
    assert fresh(asked).frozen == frozen
    assert frozen["figures"]["held"] == [1, 1]


def test_asking_looks_for_names_that_have_become_known_since(written, completed, manager):
    seat_for(completed, Role.EMPLOYEE, "Planning Penny")
    write(completed, manager, holds_now="Nobody asks for Penelope.")
    seat_for(completed, Role.EMPLOYEE, "Penelope Plan")

    with pytest.raises(NotReady) as refused:
        services.ask_consent(engagement=completed, actor=manager, seen=as_read(completed))

    assert refused.value.reasons[0].startswith("what holds now (English): “Penelope”")


def test_asking_needs_a_sponsor_and_what_was_read(written, completed, manager, sponsor):
    with pytest.raises(Stale):
        services.ask_consent(engagement=completed, actor=manager, seen="0" * 64)
    sponsor.ended_on = timezone.localdate()
    sponsor.save()
    with pytest.raises(NotReady, match="invite one first"):
        services.ask_consent(engagement=completed, actor=manager, seen=as_read(completed))


def test_consent_records_who_when_and_the_exact_text(agreed, sponsor):
    consent = word(agreed)

    assert (consent.member, consent.role, consent.approved) == (sponsor, Role.SPONSOR, True)
    assert consent.content == agreed.frozen
    assert timezone.localdate(consent.at) == timezone.localdate()


def test_consent_to_another_text_than_was_read_is_refused(asked, completed, sponsor):
    with pytest.raises(Stale):
        services.give_consent(engagement=completed, actor=sponsor.user, seen="0" * 64)


def test_change_that_is_asked_for_needs_a_reason_and_reopens_the_text(asked, completed, sponsor, manager):
    with pytest.raises(ValidationError):
        services.return_case(engagement=completed, actor=sponsor.user, seen=as_read(completed), reason=" ")

    services.return_case(engagement=completed, actor=sponsor.user, seen=as_read(completed), reason="Too rosy")

    assert fresh(asked).state == CaseState.DRAFT
    assert (word(asked).approved, word(asked).reason) == (False, "Too rosy")
    services.ask_consent(engagement=completed, actor=manager, seen=as_read(completed))


# -- Publishing and taking back


def test_publication_is_a_copy_under_an_address_that_says_nothing(published, agreed, completed):
    assert published.content == agreed.frozen
    assert published.slug not in (completed.ref, "")
    assert fresh(agreed).state == CaseState.PUBLISHED


def test_case_without_a_consent_that_holds_is_not_published(agreed, completed, manager):
    Case.objects.update(frozen=agreed.frozen | {"figures": {}})  # a state no service leads to

    with pytest.raises(NotNow, match="only when the sponsor has agreed"):
        services.publish_case(engagement=completed, actor=manager, seen=as_read(completed))


@pytest.mark.parametrize("state", ["asked", "agreed", "published"])
def test_sponsor_takes_it_back_from_any_state_without_a_reason(state, request, completed, sponsor):
    request.getfixturevalue(state)

    case = services.withdraw_case(engagement=completed, actor=sponsor.user)

    assert (case.state, case.frozen) == (CaseState.TAKEN_BACK, {})
    assert services.consent_to(completed, case) is None
    for publication in Publication.objects.all():
        assert (publication.content, publication.is_public) == ({}, False)
    with pytest.raises(NotNow):
        services.withdraw_case(engagement=completed, actor=sponsor.user)


@pytest.mark.parametrize("standing", ["active", "on_hold", "ended_early"])
def test_taking_back_is_possible_whatever_became_of_the_engagement(published, completed, sponsor, standing):
    services.withdraw_case(engagement=stand(completed, standing), actor=sponsor.user)

    assert not fresh(published).is_public


def test_taken_back_case_needs_a_new_consent(published, completed, sponsor, manager):
    services.withdraw_case(engagement=completed, actor=sponsor.user)
    with pytest.raises(NotNow):
        services.publish_case(engagement=completed, actor=manager, seen=as_read(completed))

    services.ask_consent(engagement=completed, actor=manager, seen=as_read(completed))
    services.give_consent(engagement=completed, actor=sponsor.user, seen=as_read(completed))
    again = services.publish_case(engagement=completed, actor=manager, seen=as_read(completed))

    assert again.slug == published.slug
    assert again.is_public


def test_practice_takes_the_page_down_and_puts_it_up_again(published, completed, manager):
    administrator = person("Ada Administrator", is_administrator=True)

    case = services.unpublish_case(engagement=completed, actor=administrator)

    assert case.state == CaseState.CONSENTED
    assert fresh(published).content == {}
    services.publish_case(engagement=completed, actor=administrator, seen=as_read(completed))
    assert fresh(published).content == case.frozen


def test_reopened_engagement_keeps_its_page_and_asks_for_nothing_new(published, completed, manager, sponsor):
    reopened = stand(completed, "active")

    assert fresh(published).is_public
    services.unpublish_case(engagement=reopened, actor=manager)
    for service, actor in ((services.publish_case, manager), (services.give_consent, sponsor.user)):
        with pytest.raises(NotNow, match="once the engagement is completed"):
            service(engagement=reopened, actor=actor, seen=as_read(reopened))


@pytest.mark.parametrize("standing", ["active", "ended_early", "declined"])
def test_engagement_that_is_not_completed_can_not_be_asked_about(written, completed, manager, standing):
    with pytest.raises(NotNow, match="once the engagement is completed"):
        services.ask_consent(engagement=stand(completed, standing), actor=manager, seen=as_read(completed))


def test_services_ask_the_permission_table(published, completed, manager, sponsor, stranger, owner):
    people = {Role.MANAGER: manager, Role.SPONSOR: sponsor.user, Role.PROCESS_OWNER: owner.user}
    people |= {ADMINISTRATOR: person("Ada Administrator", is_administrator=True), "stranger": stranger}
    steps = {
        "case-change": lambda who: write(completed, who),
        "case-remove": lambda who: services.remove_language(engagement=completed, actor=who, language="nl"),
        "case-ask": lambda who: services.ask_consent(engagement=completed, actor=who, seen=""),
        "case-consent": lambda who: services.give_consent(engagement=completed, actor=who, seen=""),
        "case-return": lambda who: services.return_case(engagement=completed, actor=who, seen="", reason="R"),
        "case-publish": lambda who: services.publish_case(engagement=completed, actor=who, seen=""),
        "case-unpublish": lambda who: services.unpublish_case(engagement=completed, actor=who),
        "case-withdraw": lambda who: services.withdraw_case(engagement=completed, actor=who),
    }
    for action, step in steps.items():
        for role in people.keys() - PERMISSIONS[action]:
            with pytest.raises(PermissionDenied):
                step(people[role])


# -- Told, asked, mailed


def test_everything_is_audited_and_told_once_to_those_it_concerns(published, completed, sponsor, owner):
    services.withdraw_case(engagement=completed, actor=sponsor.user)

    actions = set(AuditEntry.objects.filter(engagement=completed).values_list("action", flat=True))
    assert actions >= {
        "case-change",
        "case-ask",
        "approval-given",
        "case-consent",
        "case-publish",
        "case-page",
        "case-withdraw",
    }
    assert told_to(sponsor.user, completed) == [
        "The case was taken back",
        "The case was published",
        "Consent was asked for a case",
    ]
    assert told_to(owner.user, completed) == []
    page = AuditEntry.objects.filter(action="case-page").last()
    assert "content" not in page.after


def test_sponsor_is_asked_to_answer_and_the_manager_to_publish(asked, completed, sponsor, manager, owner):
    def asks(user):
        return [ask.sentence for ask in asked_of(completed, seat_of(user, completed))]

    assert asks(sponsor.user) == ["Read the case, and say whether it may be published"]
    assert asks(manager) == asks(owner.user) == []
    services.give_consent(engagement=completed, actor=sponsor.user, seen=as_read(completed))
    assert asks(manager) == ["Publish the case: the sponsor agrees"]
    assert asks(sponsor.user) == []


def test_each_step_mails_whom_it_concerns(
    written, completed, manager, sponsor, owner, django_capture_on_commit_callbacks
):
    theirs, ours = "sanne.sponsor@example.org", "marit.manager@example.org"
    administrator = person("Ada Administrator", is_administrator=True)

    def mailed(service, actor, **values):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            service(engagement=completed, actor=actor, **values)
        return sorted(message.to[0] for message in mail.outbox)

    assert mailed(services.ask_consent, manager, seen=as_read(completed)) == [theirs]
    assert f"/engagements/{completed.ref}/case/consent/" in mail.outbox[0].body
    assert "Nothing is published unless you agree" in mail.outbox[0].body
    assert mailed(services.return_case, sponsor.user, seen=as_read(completed), reason="Too rosy") == [ours]
    assert "Too rosy" in mail.outbox[0].body
    assert mailed(services.ask_consent, manager, seen=as_read(completed)) == [theirs]
    assert mailed(services.give_consent, sponsor.user, seen=as_read(completed)) == []  # news: a little later
    assert mailed(services.publish_case, administrator, seen=as_read(completed)) == [ours, theirs]
    assert mailed(services.unpublish_case, manager) == [theirs]
    assert mailed(services.publish_case, manager, seen=as_read(completed)) == [theirs]
    assert "one press on that page, no reason asked" in mail.outbox[0].body
    assert mailed(services.withdraw_case, sponsor.user) == [ours]


def test_mail_is_in_the_language_of_who_reads_it_and_silent_once_overtaken(
    asked, completed, sponsor, manager
):
    sponsor.user.language = "nl"
    sponsor.user.save(update_fields=["language"])

    assert (
        says("case-news", sponsor.user, case=asked.pk, news="asked").subject
        == "Mogen we dit als praktijkverhaal vertellen? Theatres on time"
    )
    services.withdraw_case(engagement=completed, actor=sponsor.user)
    assert says("case-news", sponsor.user, case=asked.pk, news="asked") is None
