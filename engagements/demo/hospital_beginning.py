"""How the hospital's engagement begins: its people, the first look, and the plan."""

from engagements.demo import scenes
from engagements.demo.stage import Story, the
from engagements.intake import services as intake
from engagements.people.roles import Role


def people(story: Story) -> None:
    """Bring in the hospital's people."""
    story.joins(
        -237, "sponsor", Role.SPONSOR, "els.verzonnen@example.org", "Els Verzonnen", "Lid raad van bestuur"
    )
    story.joins(
        -236, "staff", Role.BOARD, "rob.bedacht@example.org", "Rob Bedacht", "Voorzitter medische staf"
    )
    story.joins(
        -235, "head", Role.PROCESS_OWNER, "mieke.fictief@example.org", "Mieke Fictief", "Hoofd planning"
    )
    story.joins(
        -232,
        "daylead",
        Role.PROCESS_OWNER,
        "sem.denkbeeld@example.org",
        "Sem Denkbeeld",
        "Teamleider operatiekamers",
    )
    story.joins(
        -231,
        "supply",
        Role.PROCESS_OWNER,
        "fatima.voorbeeld@example.org",
        "Fatima Voorbeeld",
        "Hoofd sterilisatie",
    )
    story.joins(-229, "hr", Role.MANAGEMENT, "joost.zogenaamd@example.org", "Joost Zogenaamd", "Manager HR")
    story.joins(-225, "council", Role.WORKS_COUNCIL, "ank.stel@example.org", "Ank Stel", "Ondernemingsraad")
    story.joins(-200, "planner", Role.EMPLOYEE, "daan.dummy@example.org", "Daan Dummy", "Planner")
    for key, name, title in TEAM:
        story.joins(-150, key, Role.EMPLOYEE, f"{key}.{name.split()[1].lower()}@example.org", name, title)
    story.joins(-200, "shadow", Role.SHADOW, "hein@example.org", "Hein Luwte", "")


#: Enough colleagues that a question can't be traced to one of them.
TEAM = (
    ("lotte", "Lotte Luchtig", "Operatieassistent"),
    ("karel", "Karel Kladje", "Anesthesiemedewerker"),
    ("yara", "Yara Proefdruk", "Planner"),
    ("bas", "Bas Voorschot", "Medewerker sterilisatie"),
)

SEEN = (
    (
        -237,
        "processes",
        "Elke ochtend om half acht overlegt hetzelfde groepje op de gang wie er als eerste mag.",
    ),
    (-236, "people", "Twee planners zijn er langer dan tien jaar. Wat zij weten, staat nergens."),
    (-235, "culture", "Te laat beginnen heet hier ‘uitloop van gisteren’. Niemand schrikt er nog van."),
    (-234, "systems", "De planning staat in drie systemen, en in een schrift."),
    (-233, "structure", "Niemand beslist over de sessies, dus beslist wie het hardst roept."),
    (-230, "finance", "Een leeg uur op de operatiekamer kost meer dan een planner in een week."),
    (-228, "strategy", "Het meerjarenplan belooft groei; nergens staat op welke dagen die moet passen."),
)
CLAIMS = {
    "claim board": ("Raad van bestuur", "Tien procent meer productie, nog dit jaar."),
    "claim specialists": ("Medisch specialisten", "Onze eigen sessies blijven van ons."),
    "claim nurses": ("Verpleging", "Vaste roosters, en niet schuiven op de dag zelf."),
}
NAMED = {
    "board": ("Weekplanbord", "Het bord hangt er, maar de planning van morgen wordt vandaag pas gemaakt."),
    "sessions": ("Sessieverdeling", "Wie het hardst roept, krijgt de sessie. Lege sessies blijven leeg."),
    "daystart": ("Dagstart", "De eerste operatie begint gemiddeld 24 minuten te laat."),
    "instruments": ("Instrumentenstroom", "De meeste netten zijn er. Wat ontbreekt, blijkt pas op de kamer."),
    "capacity": ("Capaciteitsafspraken", "Per specialisme zijn er gewoonten, geen afspraken."),
}
TRUST = (
    (-219, (3, 3, 3, 3), (3, 4, 3, 4)),
    (-180, (3, 3, 4, 3), (4, 4, 3, 3)),
    (-140, (4, 4, 4, 3), (2, 3, 2, 2)),
    (-100, (3, 4, 4, 3), (4, 4, 3, 4)),
    (-60, (4, 4, 4, 4), (4, 4, 4, 4)),
    (-20, (4, 4, 4, 4), (4, 5, 4, 4)),
)


def look(story: Story) -> None:
    """Intake: three weeks of looking and listening."""
    scenes.observe(story, SEEN)
    scenes.claim(story, -231, CLAIMS)
    scenes.clash(story, -230, "tension", "claim board", "claim nurses")
    scenes.clash(story, -230, "quarrel", "claim board", "claim specialists")
    story.at(
        -229,
        intake.add_intended_change,
        from_state="Elke verstoring gaat naar het bestuur.",
        to_state="Het hoofd planning lost verstoringen zelf op, met afspraken die iedereen kent.",
    )
    story.at(
        -226,
        intake.handle_conflict,
        conflict=the("tension"),
        state="tension",
        outcome="Meer productie en vaste roosters wringen. We zeggen het hardop en kijken er elke maand naar.",
    )
    story.at(
        -225,
        intake.handle_conflict,
        by="sponsor",
        conflict=the("quarrel"),
        state="resolved",
        outcome="De sessies blijven van de vakgroepen, maar wat drie weken vooraf leeg is, komt vrij.",
    )
    scenes.name_processes(story, -224, NAMED)
    scenes.agree(
        story,
        -222,
        "assignment",
        purpose="Breng rust in de operatieplanning en leg besluiten waar ze horen: bij het hoofd planning en de vakgroepen.",
        result="Twaalf weken zonder spoedoverleg in het bestuur, met een planbord dat het eigen hoofd leidt.",
        authority="Je beslist over het planproces en over vrijgevallen sessies. Over formatie en investeringen adviseer je.",
        limits="Het aantal kamers en de spoedsessies blijven zoals ze zijn.",
        reporting="Elke maand een half uur met de opdrachtgever, elk kwartaal de stuurgroep.",
    )
    scenes.ask_trust(
        story, TRUST, {-140: "Je was er niet bij de maandbespreking, en ik hoorde het van een ander."}
    )
    story.command(-217, "advance")


SPECIFIED = {
    "board": (
        "Het hoofd planning leidt elke dinsdag het bord; drie weken vooruit ligt de planning vast.",
        "head",
        "planner",
        -50,
    ),
    "sessions": (
        "Drie weken vooraf vallen lege sessies vrij, volgens een regel die iedereen kent.",
        "head",
        "daylead",
        -35,
    ),
    "daystart": (
        "Om kwart voor acht staat het team compleet, en de eerste operatie begint om acht uur.",
        "daylead",
        "head",
        15,
    ),
    "instruments": ("De dag ervoor is bekend wat ontbreekt, en wie het regelt.", "supply", "daylead", 25),
    "capacity": ("Met elk specialisme ligt een jaarafspraak over uren en bedden vast.", "sponsor", None, 40),
}
HANDHOLDS = {
    "board": (
        ("rhythm", "Planbord, elke dinsdag om negen uur", "Vergaderruimte 2"),
        ("document", "Spelregels planning", "Intranet, map Planning"),
        ("number", "Bezetting drie weken vooruit", "Weekoverzicht"),
    ),
    "sessions": (
        ("document", "Vrijvalregel sessies", "Intranet, map Planning"),
        ("rhythm", "Vrijvaloverleg, elke donderdag", "Online"),
    ),
    "daystart": (
        ("rhythm", "Dagstart om 7.45 uur", "Koffiekamer"),
        ("number", "Eerste operatie op tijd, per kamer", "Bord bij de ingang"),
    ),
    "instruments": (
        ("person", "Aanspreekpunt sterilisatie per dag", "Dienstlijst"),
        ("number", "Ontbrekende netten per week", "Weekoverzicht"),
    ),
    "capacity": (
        ("document", "Jaarafspraak per specialisme", "Contractmap"),
        ("training", "Rekenen met capaciteit", "Leerhuis"),
    ),
}
GOALS = {
    "start": {
        "title": "De eerste operatie begint op tijd",
        "process": "daystart",
        "measure": "Aandeel eerste operaties dat om acht uur begint",
        "unit": "%",
        "baseline": "54",
        "target": "80",
        "due": 20,
        "owner": "daylead",
        "secures": "wie op tijd begint, hoeft aan het eind van de dag niet te schuiven",
    },
    "cancelled": {
        "title": "Minder afzeggingen in de laatste 24 uur",
        "process": "sessions",
        "measure": "Afgezegde operaties binnen 24 uur",
        "unit": "%",
        "baseline": "9.5",
        "target": "4",
        "due": 45,
        "owner": "head",
        "secures": "elke late afzegging was tot nu toe een spoedoverleg",
        "leans_on": ("start",),
    },
    "chair": {
        "title": "Het eigen hoofd leidt het planbord",
        "process": "board",
        "measure": "Planborden per maand onder leiding van het hoofd",
        "unit": "keer",
        "baseline": "0",
        "target": "4",
        "due": -55,
        "owner": "head",
        "secures": "wie het bord leidt, neemt ook de besluiten",
    },
    "contracts": {
        "title": "Capaciteitsafspraken getekend",
        "process": "capacity",
        "measure": "Specialismen met een getekende jaarafspraak",
        "unit": "specialismen",
        "baseline": "0",
        "target": "7",
        "due": -20,
        "owner": "staff",
        "secures": "zonder afspraak blijft elke verdeling een onderhandeling",
        "leans_on": ("chair",),
    },
}


def specify(story: Story) -> None:
    """Specification: the plan, approved, and promises by name."""
    scenes.specify_processes(story, -200, SPECIFIED)
    scenes.hold_on(story, -195, HANDHOLDS)
    scenes.set_goals(story, -190, GOALS)
    scenes.approve_plan(story, -178, note="Na twee rondes met de teams.")
    story.at(-175, intake.confirm_assignment, assignment=the("assignment"))
    story.at(-174, intake.confirm_assignment, by="sponsor", assignment=the("assignment"))
    scenes.promise(story, -176, "review 1", "sponsor", "Ik ben bij de maandbespreking.", -160)
    story.command(-170, "advance")
