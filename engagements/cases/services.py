"""A case from its first sentence to its page, and back: written, asked about, agreed to, published, taken back."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.models import Language
from engagements.cases import letters, rules
from engagements.cases.anonymity import Watch, watch_for
from engagements.cases.content import WRITTEN, Content, content_now, digest, texts_of
from engagements.cases.models import Case, CaseState, CaseText, Publication
from engagements.lifecycle.exceptions import NotNow, NotReady, Stale
from engagements.lifecycle.mailing import mail
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.work import Work, work_on
from engagements.record import approvals
from engagements.record.models import Approval, ApprovalKind
from phases.definitions import Text

if TYPE_CHECKING:
    from accounts.models import User

#: Under which name the public page is audited: what was done with the case is told once.
PAGE = "case-page"
CHANGED = gettext_lazy("the text was changed.")
TAKEN_BACK = gettext_lazy("the sponsor took it back.")


def write_case(
    *,
    engagement: Engagement,
    actor: "User",
    language: str,
    labels: Mapping[int, str],
    kept_out: str | None = None,
    seen: int | None = None,
    **texts: str,
) -> CaseText:
    """Write the case in one language, and return that text; the language of the engagement comes first.

    `labels` are what goals are called, by their id (left out: not told), `kept_out` what must not be in it (None: as it
    was). A changed text undoes the consent. Raises NotNow while it is published, Stale, and ValidationError beside the
    field for a text that would give the organisation away.
    """
    with work_on(engagement, actor, "case-change") as work:
        case = case_of(work.engagement)
        rules.writing(case)
        stored = CaseText.objects.filter(case=case, language=language).first()
        if language != work.engagement.language and stored is None:
            _require_first_language(case, work.engagement)
        case = case or work.add(Case)
        if kept_out is not None:
            case = work.change(case, kept_out=kept_out)
        called = {str(pk): label.strip() for pk, label in labels.items() if label.strip()}
        _require_anonymous(watch_for(work.engagement, case.kept_out), texts, called)
        values = {**texts, "labels": called}
        if stored is None:
            text = work.add(CaseText, case=case, language=language, **values)
        else:
            text = work.change(stored, seen=seen, **values)
        if stored is None or text.version != stored.version:
            _write_on(work, case)
    return text


def remove_language(*, engagement: Engagement, actor: "User", language: str) -> None:
    """Take one language out of the case again; that of the engagement stays. A consent is undone.

    Raises NotNow while the case is published, or when there is nothing to take out.
    """
    with work_on(engagement, actor, "case-remove") as work:
        case = case_of(work.engagement)
        rules.writing(case)
        text = CaseText.objects.filter(case=case, language=language).first()
        if case is None or text is None or language == work.engagement.language:
            raise NotNow(_("There is no other language to take out."))
        work.remove(text)
        _write_on(work, case)


def ask_consent(*, engagement: Engagement, actor: "User", seen: str) -> Case:
    """Freeze texts and figures as they stand, and ask the sponsor, who is mailed; return the case.

    `seen` is the digest of what the actor read. Raises NotReady when nobody can be asked or a name has got into the
    text since it was written, Stale, NotNow unless the engagement is completed.
    """
    with work_on(engagement, actor, "case-ask") as work:
        case = _case_for(work, rules.asking)
        if not letters.people_told(work.engagement, letters.ASKED, actor):
            raise NotReady(_("No sponsor can be asked: invite one first."))
        watch = watch_for(work.engagement, case.kept_out)
        objections = [each for text in texts_of(case) for each in _objections(watch, text)]
        if objections:
            raise NotReady(*objections)
        content = content_now(case, work.engagement)
        _require_seen(seen, content)
        return _move(work, case, CaseState.ASKED, letters.ASKED, frozen=content)


def give_consent(*, engagement: Engagement, actor: "User", seen: str) -> Approval:
    """Agree to exactly the content that was read (`seen`, its digest); return the consent, and mail the manager."""
    with work_on(engagement, actor, "case-consent") as work:
        case = _case_for(work, rules.answering)
        _require_seen(seen, case.frozen)
        consent = approvals.approve(work, kind=ApprovalKind.CASE, subject_id=case.pk, content=case.frozen)
        _move(work, case, CaseState.CONSENTED, letters.CONSENTED)
    return consent


def return_case(*, engagement: Engagement, actor: "User", seen: str, reason: str) -> Approval:
    """Ask for a change in the content that was read, and say which; return that word, and mail the manager."""
    with work_on(engagement, actor, "case-return") as work:
        case = _case_for(work, rules.returning)
        _require_seen(seen, case.frozen)
        word = approvals.ask_for_change(
            work, kind=ApprovalKind.CASE, subject_id=case.pk, content=case.frozen, reason=reason
        )
        _move(work, case, CaseState.DRAFT, letters.RETURNED, frozen={})
    return word


def publish_case(*, engagement: Engagement, actor: "User", seen: str) -> Publication:
    """Publish exactly what the sponsor agreed to, and tell them; return the publication.

    Raises NotNow without a consent that holds for this very content, Stale when another one was read.
    """
    with work_on(engagement, actor, "case-publish") as work:
        case = _case_for(work, rules.publishing)
        _require_seen(seen, case.frozen)
        if not consent_to(work.engagement, case):
            raise NotNow(_("A case is published only when the sponsor has agreed to its exact text."))
        values = {"content": case.frozen, "published_on": timezone.localdate(), "ended_on": None}
        earlier = Publication.objects.filter(case=case).first()
        page = work.under(PAGE)
        publication = (
            page.change(earlier, **values) if earlier else page.add(Publication, case=case, **values)
        )
        _move(work, case, CaseState.PUBLISHED, letters.PUBLISHED)
    return publication


def unpublish_case(*, engagement: Engagement, actor: "User") -> Case:
    """Take the page down, at once; the consent stays, so that it can be published again. Return the case."""
    with work_on(engagement, actor, "case-unpublish") as work:
        case = _case_for(work, rules.taking_down)
        _end_publication(work, case)
        return _move(work, case, CaseState.CONSENTED, letters.UNPUBLISHED)


def withdraw_case(*, engagement: Engagement, actor: "User") -> Case:
    """Take the case back, whatever its state: no reason is asked, the page is gone at once. Return the case."""
    with work_on(engagement, actor, "case-withdraw") as work:
        case = _case_for(work, rules.taking_back)
        _lapse(work, case, TAKEN_BACK)
        _end_publication(work, case)
        return _move(work, case, CaseState.TAKEN_BACK, letters.WITHDRAWN, frozen={})


def case_of(engagement: Engagement) -> Case | None:
    """Return the engagement's case, if one has been begun. One query."""
    return Case.objects.filter(engagement=engagement).first()


def consent_to(engagement: Engagement, case: Case) -> Approval | None:
    """Return the sponsor's consent to exactly what is frozen in the case, or None. One query."""
    return approvals.standing_approval(engagement, ApprovalKind.CASE, case.pk, content=case.frozen)


def _case_for(work: Work, rule: Any) -> Case:
    """Return the case under the lock, when the rule has nothing against it."""
    case = case_of(work.engagement)
    rule(case)
    if case is None:
        raise NotNow(_("There is no case yet."))
    return case


def _move(work: Work, case: Case, state: CaseState, news: str, **values: Any) -> Case:
    """Put the case in a state, and tell those concerned once it is stored."""
    moved = work.change(case, state=state, **values)
    told = letters.people_told(work.engagement, news, work.seat.user)
    mail("case-news", told, weight=letters.NEWS[news].weight, case=moved.pk, news=news)
    return moved


def _write_on(work: Work, case: Case) -> None:
    """Put a case that was asked about back among what is written; the consent lapses, and says so."""
    if case.is_shown:
        _lapse(work, case, CHANGED)
    work.change(case, state=CaseState.DRAFT, frozen={})


def _lapse(work: Work, case: Case, because: Text) -> None:
    with override(work.engagement.language):  # it is stored, so it is said in one language
        approvals.lapse(work.engagement, ApprovalKind.CASE, [case.pk], because=str(because))


def _end_publication(work: Work, case: Case) -> None:
    """Empty the public page, if there is one."""
    publication = Publication.objects.filter(case=case, ended_on=None).first()
    if publication:
        work.under(PAGE).change(publication, content={}, ended_on=timezone.localdate())


def _require_first_language(case: Case | None, engagement: Engagement) -> None:
    if case is None or not CaseText.objects.filter(case=case, language=engagement.language).exists():
        raise NotReady(_("Write the case in the language of the engagement first."))


def _require_seen(seen: str, content: Content) -> None:
    if seen != digest(content):
        raise Stale(_("The case has changed since you opened this page. Read it once more."))


def _require_anonymous(watch: Watch, texts: Mapping[str, str], labels: Mapping[str, str]) -> None:
    """Raise ValidationError beside each field whose text would give the organisation away."""
    read = {**texts, **{f"goal_{pk}": label for pk, label in labels.items()}}
    refused = {name: found for name, text in read.items() if (found := watch.objections(text))}
    if refused:
        raise ValidationError(refused)


def _objections(watch: Watch, text: CaseText) -> list[str]:
    """Return what gives the organisation away in one language, each with where it stands."""
    field_of: Any = text._meta.get_field
    written = {str(field_of(name).verbose_name): getattr(text, name) for name in WRITTEN}
    written |= {label: label for label in text.labels.values()}
    language = Language(text.language).label
    return [
        _("%(field)s (%(language)s): %(objection)s")
        % {"field": field, "language": language, "objection": objection}
        for field, words in written.items()
        for objection in watch.objections(words)
    ]
