"""How the housing association's engagement begins: its people, the first look, and the plan."""

from engagements.demo import scenes
from engagements.demo.stage import Story, the
from engagements.intake import services as intake
from engagements.people.roles import Role


def people(story: Story) -> None:
    """Bring in the association's people."""
    story.joins(
        -429, "sponsor", Role.SPONSOR, "hans.zonneveen@example.org", "Hans Zonneveen", "Directeur-bestuurder"
    )
    story.joins(-428, "board", Role.BOARD, "iris.schijn@example.org", "Iris Schijn", "Raad van toezicht")
    story.joins(
        -427,
        "manager maintenance",
        Role.MANAGEMENT,
        "peter.proef@example.org",
        "Peter Proef",
        "Manager vastgoed",
    )
    story.joins(
        -426,
        "lead intake",
        Role.PROCESS_OWNER,
        "aisha.model@example.org",
        "Aisha Model",
        "Teamleider klantcontact",
    )
    story.joins(
        -426,
        "lead repairs",
        Role.PROCESS_OWNER,
        "kees.maquette@example.org",
        "Kees Maquette",
        "Teamleider onderhoud",
    )
    story.joins(
        -424,
        "stock",
        Role.PROCESS_OWNER,
        "lies.sjabloon@example.org",
        "Lies Sjabloon",
        "Coördinator magazijn",
    )
    story.joins(-420, "finance", Role.FINANCE, "tom.raming@example.org", "Tom Raming", "Controller")


SEEN = (
    (-429, "processes", "Een melding gaat door vijf handen voordat iemand naar de woning rijdt."),
    (-428, "people", "De vaklieden weten precies wat er misgaat. Het wordt ze zelden gevraagd."),
    (-426, "systems", "De planning weet niet wat er in het magazijn ligt."),
    (-423, "culture", "Spoed is de enige manier om binnen een week geholpen te worden, dus alles is spoed."),
)
CLAIMS = {
    "claim director": ("Directie", "Binnen een jaar naar negen dagen, zonder extra mensen."),
    "claim craftsmen": ("Vaklieden", "Eerst fatsoenlijk materiaal in de bus."),
}
NAMED = {
    "call": (
        "Melding aannemen",
        "De vragen aan de telefoon leveren te weinig op: een op de drie keer moet er iemand terug.",
    ),
    "planning": ("Planning", "De planner plant op gevoel; ochtenden lopen vol, middagen leeg."),
    "materials": ("Materialen", "Er wordt per telefoon besteld, en niemand weet wat er ligt."),
    "contractors": ("Aannemers sturen", "Drie aannemers, drie manieren van afrekenen."),
    "complaints": ("Leren van klachten", "Klachten worden beantwoord, niet gelezen."),
}
SPECIFIED = {
    "call": (
        "Negen van de tien meldingen zijn in één gesprek volledig.",
        "lead intake",
        "lead repairs",
        -200,
    ),
    "planning": (
        "De planning ligt een week vooruit vast, met ruimte voor spoed.",
        "lead repairs",
        "lead intake",
        -190,
    ),
    "materials": (
        "Elke bus rijdt met een vaste voorraad; bestellen gaat via de lijst.",
        "stock",
        "lead repairs",
        -180,
    ),
    "contractors": (
        "Eén manier van opdracht geven en afrekenen.",
        "lead repairs",
        "manager maintenance",
        -160,
    ),
    "complaints": (
        "Elke maand wordt één klacht tot de bodem uitgezocht en opgelost.",
        "lead intake",
        "manager maintenance",
        -140,
    ),
}
HANDHOLDS = {
    "call": (
        ("document", "Vragenboom meldingen", "Klantsysteem"),
        ("training", "Doorvragen aan de telefoon", "Elk kwartaal"),
    ),
    "planning": (
        ("rhythm", "Weekstart planning, maandag acht uur", "Werkplaats"),
        ("number", "Doorlooptijd per week", "Bord"),
    ),
    "materials": (
        ("document", "Bestellijst per bus", "Magazijn"),
        ("person", "Coördinator magazijn", "Toestel 214"),
    ),
    "contractors": (
        ("document", "Raamafspraak aannemers", "Contractmap"),
        ("rhythm", "Maandgesprek", "Kantoor"),
    ),
    "complaints": (
        ("rhythm", "Klacht van de maand", "Teamoverleg"),
        ("number", "Klachten per honderd reparaties", "Kwartaalbericht"),
    ),
}
GOALS = {
    "days": {
        "title": "Doorlooptijd naar negen werkdagen",
        "process": "planning",
        "measure": "Mediaan van melding tot gereed",
        "unit": "werkdagen",
        "baseline": "19",
        "target": "9",
        "due": -115,
        "owner": "lead repairs",
        "secures": "dit is wat de huurder merkt",
    },
    "once": {
        "title": "In één keer goed",
        "process": "call",
        "measure": "Reparaties zonder tweede bezoek",
        "unit": "%",
        "baseline": "64",
        "target": "85",
        "due": -120,
        "owner": "lead intake",
        "secures": "een tweede bezoek kost meer dagen dan wat ook",
    },
}
OWNERS = {
    "call": "lead intake",
    "planning": "lead repairs",
    "materials": "stock",
    "contractors": "lead repairs",
    "complaints": "lead intake",
}


def prepare(story: Story) -> None:
    """Intake and specification."""
    scenes.observe(story, SEEN)
    scenes.claim(story, -424, CLAIMS)
    scenes.clash(story, -423, "clash", "claim director", "claim craftsmen")
    story.at(
        -420,
        intake.handle_conflict,
        by="sponsor",
        conflict=the("clash"),
        state="resolved",
        outcome="Eerst de bussen op orde; daarna tellen de dagen.",
    )
    story.at(
        -421,
        intake.add_intended_change,
        from_state="De huurder belt na om te horen waar het blijft.",
        to_state="De huurder weet bij de melding wanneer het klaar is.",
    )
    scenes.name_processes(story, -420, NAMED)
    scenes.agree(
        story,
        -416,
        "assignment",
        purpose="Breng het dagelijks onderhoud terug naar negen werkdagen en leid twee teamleiders op.",
        result="De mediaan staat op negen werkdagen of minder, twee kwartalen lang, zonder interim-manager.",
        authority="Je leidt het onderhoud en beslist over de planning en de inkoop tot € 25.000.",
        limits="Geen gedwongen vertrek.",
        reporting="Elke twee weken met de directeur.",
    )
    scenes.ask_trust(
        story,
        [
            (-412, (3, 3, 4, 3), (4, 3, 4, 3)),
            (-250, (4, 4, 4, 4), (4, 4, 4, 4)),
            (-110, (5, 4, 5, 4), (5, 5, 4, 5)),
        ],
    )
    story.command(-405, "advance")
    scenes.specify_processes(story, -390, SPECIFIED)
    scenes.hold_on(story, -385, HANDHOLDS)
    scenes.set_goals(story, -380, GOALS)
    scenes.promise(
        story,
        -372,
        "cover",
        "manager maintenance",
        "De twee teamleiders krijgen een dag per week vrij om te leren.",
        -300,
    )
    scenes.approve_plan(story, -370)
    story.at(-366, intake.confirm_assignment, assignment=the("assignment"))
    story.at(-365, intake.confirm_assignment, by="sponsor", assignment=the("assignment"))
    story.command(-360, "advance")
