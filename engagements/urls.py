"""Every address of an engagement. Names are those of the permission table."""

from engagements.audit.urls import urlpatterns as audit
from engagements.calendar.urls import urlpatterns as calendar
from engagements.cases.urls import urlpatterns as cases
from engagements.documents.urls import urlpatterns as documents
from engagements.dossier.urls import urlpatterns as dossier
from engagements.evaluation.urls import urlpatterns as evaluation
from engagements.execution.urls import urlpatterns as execution
from engagements.intake.urls import urlpatterns as intake
from engagements.lifecycle.urls import urlpatterns as lifecycle
from engagements.measures.practice.urls import urlpatterns as practice
from engagements.measures.urls import urlpatterns as measures
from engagements.overview.urls import urlpatterns as overview
from engagements.people.urls import urlpatterns as people
from engagements.processes.urls import urlpatterns as processes
from engagements.questions.urls import urlpatterns as questions
from engagements.record.urls import urlpatterns as record
from engagements.reports.handover.urls import urlpatterns as handover_sheet
from engagements.reports.progress.urls import urlpatterns as progress_reports
from engagements.reports.typesetting.urls import urlpatterns as files
from engagements.search.urls import urlpatterns as search
from engagements.selfcheck.urls import urlpatterns as selfcheck
from engagements.sparring.urls import urlpatterns as sparring
from engagements.specification.urls import urlpatterns as specification
from engagements.today.urls import urlpatterns as today

app_name = "engagements"
urlpatterns = [
    *today,  # first: these words are no references
    *calendar,
    *practice,
    *search,
    *overview,
    *lifecycle,
    *people,
    *selfcheck,
    *record,
    *audit,
    *documents,
    *dossier,
    *questions,
    *processes,
    *intake,
    *specification,
    *execution,
    *sparring,
    *evaluation,
    *files,
    *handover_sheet,
    *measures,
    *progress_reports,
    *cases,
]
