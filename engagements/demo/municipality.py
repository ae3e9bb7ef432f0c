"""A municipality: in specification, and the next phase is still closed."""

from accounts.models import User
from engagements.demo import papers, scenes
from engagements.demo.stage import Stage, Story, the
from engagements.intake import services as intake
from engagements.lifecycle import asking
from engagements.lifecycle.models import Engagement
from engagements.people.models import Membership
from engagements.people.roles import Role


def play(stage: Stage) -> None:
    """Play it: started 63 days ago, blocked at the end of the specification."""
    story = Story(
        stage,
        "noor@example.org",
        -63,
        {"name": "Gemeente Schijndrecht", "sector": "Overheid", "headcount": 380},
        title="Vergunningen, toezicht en handhaving",
        kind="bridge",
        situation="412 open zaken, 38 procent buiten de wettelijke termijn, en twee teamleiders vertrokken.",
        final_goal="Twee kwartalen lang 95 procent binnen de termijn, met een eigen afdelingshoofd.",
        days_per_week=4,
        planned_end_on=stage.day(250),
    )
    people(story)
    look(story)
    specify(story)
    scenes.log(story, DIARY)
    scenes.work_months(story, -63, -1, ("14", "16"))
    papers.keep(story, PAPERS)
    story.at(
        -9, ask_for_a_promise, member=the("alderman"), text="Een zin van jou bij de raad helpt mij vooruit."
    )
    story.play()


def ask_for_a_promise(*, engagement: Engagement, actor: User, member: Membership, text: str) -> None:
    """Ask somebody of the board for a promise by name; it waits on their page."""
    asking.add_requests(
        engagement=engagement, actor=actor, criterion="commitment_named", members=[member.pk], text=text
    )


def people(story: Story) -> None:
    """Bring in the municipality's people."""
    story.joins(
        -62, "sponsor", Role.SPONSOR, "carla.nepstra@example.org", "Carla Nepstra", "Gemeentesecretaris"
    )
    story.joins(-61, "alderman", Role.BOARD, "youssef.zogezegd@example.org", "Youssef Zogezegd", "Wethouder")
    story.joins(
        -60,
        "permit lead",
        Role.PROCESS_OWNER,
        "wim.papier@example.org",
        "Wim Papier",
        "Coördinator vergunningen",
    )
    story.joins(
        -60,
        "check lead",
        Role.PROCESS_OWNER,
        "sanne.denkmeer@example.org",
        "Sanne Denkmeer",
        "Coördinator toezicht",
    )
    story.joins(-58, "lawyer", Role.PROCESS_OWNER, "bo.regelaar@example.org", "Bo Regelaar", "Jurist")
    story.joins(
        -55, "council", Role.WORKS_COUNCIL, "ria.stemmer@example.org", "Ria Stemmer", "Ondernemingsraad"
    )


SEEN = (
    (-63, "people", "Twee teamleiders weg, en niemand die zegt waarom."),
    (-63, "processes", "Een aanvraag ligt gemiddeld negen dagen voordat iemand haar opent."),
    (-62, "systems", "Het zaaksysteem kent zeven statussen; het team gebruikt er twee."),
    (-62, "culture", "‘Dat doet juridisch’ is hier het einde van een gesprek."),
    (-61, "structure", "Bezwaren zwerven: wie ze krijgt, hangt van de dag af."),
    (-61, "processes", "De stapel wordt op datum afgewerkt, niet op termijn."),
    (-60, "finance", "Dwangsommen komen uit een ander potje, dus niemand ziet ze."),
    (-59, "people", "De jongste medewerker kent de Omgevingswet het best."),
    (-58, "strategy", "De raad wil snel resultaat, het college wil rust."),
    (-56, "culture", "Raadsvragen gaan voor alles, ook als er niets urgents aan is."),
    (-55, "systems", "Drie mensen houden een eigen spreadsheet bij. Alle drie kloppen."),
    (-53, "processes", "Toezicht plant op postcode, niet op risico."),
    (-50, "structure", "Vergunningen en handhaving zien elkaar alleen bij verjaardagen."),
    (-45, "people", "Er zit meer kennis dan vertrouwen in deze afdeling."),
)
CLAIMS = {
    "claim councillors": ("Gemeenteraad", "Laat voor de zomer zien dat de stapel slinkt."),
    "claim executive": ("College", "Rust op de afdeling, en geen incidenten."),
    "claim works council": ("Ondernemingsraad", "Geen gedwongen verplaatsingen."),
}
NAMED = {
    "triage": ("Triage", "Alles komt op één stapel; na negen dagen kijkt er iemand naar."),
    "permits": ("Vergunningen behandelen", "Iedere behandelaar heeft een eigen volgorde."),
    "objections": ("Bezwaren", "Worden uitbesteed, omdat niemand ze van zichzelf vindt."),
    "site": ("Toezicht ter plaatse", "Controles gaan op postcode, risico's blijven liggen."),
    "questions": ("Raadsvragen", "Halen de mensen van hun werk die de vergunningen moeten doen."),
}
SPECIFIED = {
    "triage": (
        "Binnen drie dagen weet een aanvraag welke weg zij gaat, en van wie zij is.",
        "permit lead",
        "lawyer",
        60,
    ),
    "permits": (
        "Elke zaak heeft een behandelaar en een termijn die zichtbaar is.",
        "permit lead",
        "check lead",
        120,
    ),
    "objections": (
        "Eigen juristen handelen bezwaren af en koppelen terug wat we ervan leren.",
        None,
        None,
        180,
    ),
    "site": ("Controles volgen het risico, elke week opnieuw.", "check lead", "permit lead", 150),
    "questions": ("Eén aanspreekpunt, vaste dag, ander werk gaat door.", "lawyer", "check lead", 90),
}
HANDHOLDS = {
    "triage": (
        ("rhythm", "Triage, elke ochtend een kwartier", "Zaal 1.12"),
        ("document", "Beslisboom aanvragen", "Zaaksysteem"),
    ),
    "permits": (
        ("number", "Zaken buiten termijn, per week", "Bord op de gang"),
        ("rhythm", "Termijnoverleg op dinsdag", "Zaal 1.12"),
    ),
    "objections": (
        ("training", "Bezwaren zelf afhandelen", "Vier dagdelen"),
        ("document", "Werkwijze bezwaar", "Intranet"),
    ),
    "site": (
        ("document", "Risicokaart", "Intranet"),
        ("number", "Controles naar risicoklasse", "Maandbericht"),
    ),
    "questions": (
        ("person", "Aanspreekpunt raadsvragen", "Toestel 31"),
        ("rhythm", "Vaste dag: donderdag", "Agenda griffie"),
    ),
}
GOALS = {
    "triage goal": {
        "title": "Binnen drie dagen beoordeeld",
        "process": "triage",
        "due": 75,
        "owner": "permit lead",
        "secures": "wat op dag drie een eigenaar heeft, blijft binnen de termijn",
    },
    "backlog": {
        "title": "De stapel naar 150 zaken",
        "process": "permits",
        "measure": "Open zaken buiten termijn, eind van de maand",
        "unit": "zaken",
        "baseline": "412",
        "target": "150",
        "due": 110,
        "owner": "permit lead",
        "secures": "zolang de stapel er is, gaat alle aandacht naar gisteren",
        "leans_on": ("triage goal",),
    },
    "head goal": {
        "title": "Een eigen afdelingshoofd in dienst",
        "measure": "Afdelingshoofd begonnen",
        "unit": "persoon",
        "baseline": "0",
        "target": "1",
        "due": 150,
        "owner": "sponsor",
        "secures": "zonder eigen hoofd zakt het terug zodra ik weg ben",
    },
    "objections goal": {
        "title": "Bezwaren door eigen juristen",
        "process": "objections",
        "measure": "Aandeel bezwaren dat zelf is afgehandeld",
        "unit": "%",
        "baseline": "10",
        "target": "80",
        "due": 190,
        "owner": "lawyer",
        "secures": "wie zijn eigen bezwaren behandelt, schrijft betere vergunningen",
        "leans_on": ("backlog", "head goal"),
    },
}


def look(story: Story) -> None:
    """Intake: fourteen observations, and three parties who each want something else."""
    scenes.observe(story, SEEN)
    scenes.claim(story, -57, CLAIMS)
    scenes.clash(story, -56, "tempo", "claim councillors", "claim executive")
    scenes.clash(story, -56, "places", "claim councillors", "claim works council")
    story.at(
        -54,
        intake.add_intended_change,
        from_state="De afdeling werkt af wat het langst ligt.",
        to_state="De afdeling kiest elke ochtend wat het eerst moet.",
    )
    story.at(
        -48,
        intake.handle_conflict,
        by="sponsor",
        conflict=the("tempo"),
        state="resolved",
        outcome="De raad krijgt elke maand één cijfer; op de afdeling is dat geen opdracht maar een stand.",
    )
    story.at(
        -47,
        intake.handle_conflict,
        conflict=the("places"),
        state="tension",
        outcome="Niemand wordt verplaatst. Of het lukt met de mensen die er zijn, weten we na drie maanden.",
    )
    scenes.name_processes(story, -46, NAMED)
    scenes.agree(
        story,
        -44,
        "assignment",
        purpose="Werk de stapel weg.",
        result="Minder dan 150 open zaken buiten termijn.",
        authority="Je leidt de afdeling, op personeelsbesluiten na.",
        limits="Geen gedwongen verplaatsingen.",
        reporting="Elke twee weken met de gemeentesecretaris.",
    )
    scenes.ask_trust(story, [(-42, (3, 4, 4, 3), (4, 4, 4, 3))])
    story.command(-38, "advance")


def specify(story: Story) -> None:
    """Specification: the gate shows who still has to do what."""
    scenes.specify_processes(story, -25, SPECIFIED)
    scenes.hold_on(story, -22, HANDHOLDS)
    scenes.set_goals(story, -16, GOALS)
    scenes.rate(
        story,
        {"triage": ((-12, 2, 3),), "permits": ((-12, 3, 3),), "site": ((-11, 3, 4),)},
        {"triage": "permit lead", "permits": "permit lead", "site": "check lead"},
    )
    scenes.promise(
        story,
        -9,
        "alderman's word",
        "alderman",
        "Raadsvragen lopen via het aanspreekpunt, ook de mijne.",
        30,
        accepted=False,
    )
    story.at(
        -6,
        intake.draft_assignment,
        "assignment 2",
        purpose="Bouw triage en eigenaarschap weer op; de stapel volgt.",
        result="Twee kwartalen 95 procent binnen de termijn, met een eigen afdelingshoofd.",
        authority="Je leidt de afdeling, op personeelsbesluiten na.",
        limits="Geen gedwongen verplaatsingen.",
        reporting="Elke twee weken met de gemeentesecretaris.",
        why_new="De stapel is een gevolg. Wat ontbreekt is een ochtend waarop iemand kiest.",
    )


DIARY = (
    (-63, "private", "De deur van het hoofd staat open, er zit niemand. Ik ga op de afdeling zitten.", -1),
    (-57, "practice", "Raad, college en OR: drie klokken, drie tijden.", 0),
    (-44, "sponsor", "We hebben ‘werk de stapel weg’ getekend. Ik denk dat het iets anders wordt.", 1),
    (-30, "everyone", "Elke ochtend een kwartier triage, met wie er is."),
    (-16, "steering", "Vier tussendoelen op papier. Voor triage zoeken we nog een maat."),
    (
        -5,
        "sponsor",
        "Bezwaren heeft nog geen eigenaar. Dat is geen jurist-vraag maar een vraag aan de secretaris.",
        0,
    ),
)

PAPERS = (
    (
        -58,
        "contract",
        "sponsor",
        "Overeenkomst van opdracht",
        "Vier dagen per week, als hoofd van de afdeling.",
    ),
    (-12, "plan", "everyone", "Werkwijze vergunningen", "Zoals besproken met de behandelaars."),
)
