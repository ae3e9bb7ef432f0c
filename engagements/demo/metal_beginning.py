"""How the metal firm's engagement begins: its people, the first look, and the plan."""

from engagements.demo import scenes
from engagements.demo.stage import Story, the
from engagements.intake import services as intake
from engagements.people.roles import Role

STARTS, SPECIFIES, EXECUTES, STEPS_BACK, AGAIN, PAUSES, RESUMES, EVALUATES, COMPLETES = (
    -640,
    -612,
    -560,
    -470,
    -440,
    -400,
    -365,
    -250,
    -40,
)


def people(story: Story) -> None:
    """Bring in the firm's people."""
    story.joins(
        STARTS + 1,
        "sponsor",
        Role.SPONSOR,
        "gerrit.klatergoud@example.org",
        "Gerrit Klatergoud",
        "Oprichter en directeur",
    )
    story.joins(
        STARTS + 1,
        "successor",
        Role.PROCESS_OWNER,
        "lotte.klatergoud@example.org",
        "Lotte Klatergoud",
        "Bedrijfsleider",
    )
    story.joins(STARTS + 3, "board", Role.BOARD, "mark.kommer@example.org", "Mark Kommer", "Raad van advies")
    story.joins(
        STARTS + 5, "foreman", Role.MANAGEMENT, "henk.koper@example.org", "Henk Koper", "Chef productie"
    )


SEEN = (
    (STARTS, "structure", "Elke beslissing boven de honderd euro gaat langs Gerrit."),
    (STARTS + 2, "people", "Lotte weet het antwoord, maar kijkt eerst naar de deur van haar vader."),
    (STARTS + 4, "processes", "Spoedorders breken in; daarna is alles spoed."),
    (STARTS + 9, "culture", "Fouten worden opgelost, niet verteld."),
)
NAMED = {
    "scheduling": ("Productieplanning", "Gerrit schuift elke ochtend zelf met de orders."),
    "quality": ("Kwaliteit", "Afkeur verdwijnt in de schrootbak zonder dat iemand het opschrijft."),
    "stock": ("Voorraad", "Elf weken voorraad, en toch ontbreekt steeds hetzelfde."),
    "customers": ("Klantafspraken", "Grote klanten bellen Gerrit, ook op zondag."),
}
OWNERS = dict.fromkeys(NAMED, "successor")
SPECIFIED = {
    "scheduling": ("Lotte plant per week; spoed gaat via één vaste plek.", "successor", "foreman", -330),
    "quality": ("Afkeur wordt dezelfde dag besproken aan de machine.", "successor", "foreman", -310),
    "stock": ("Bestellen op verbruik, met een ondergrens per artikel.", "successor", "foreman", -290),
    "customers": ("Lotte spreekt de klanten; Gerrit stelt voor, en laat los.", "successor", None, -265),
}
HANDHOLDS = {
    "scheduling": (
        ("rhythm", "Weekplanning, maandag zeven uur", "Kantine"),
        ("number", "Geleverd op tijd", "Bord"),
    ),
    "quality": (("rhythm", "Tien minuten afkeur", "Aan de machine"), ("number", "Afkeur per week", "Bord")),
    "stock": (
        ("document", "Ondergrens per artikel", "Systeem"),
        ("training", "Bestellen op verbruik", "Twee middagen"),
    ),
    "customers": (
        ("person", "Lotte, elke klant haar nummer", ""),
        ("rhythm", "Klantbezoek per kwartaal", ""),
    ),
}


def goal(
    title: str, process: str, measure: str, unit: str, baseline: str, target: str, due: int, secures: str
) -> dict[str, object]:
    """Return the fields of one goal; the successor owns them all."""
    names = ("title", "process", "measure", "unit", "baseline", "target", "due", "secures")
    return dict(zip(names, (title, process, measure, unit, baseline, target, due, secures), strict=True)) | {
        "owner": "successor"
    }


GOALS = {
    "on time": goal(
        "Op tijd leveren",
        "scheduling",
        "Orders op de afgesproken dag",
        "%",
        "71",
        "92",
        -280,
        "wie op tijd levert, wordt niet gebeld",
    ),
    "rush": goal(
        "Minder spoed",
        "scheduling",
        "Spoedorders per week",
        "orders",
        "14",
        "5",
        -300,
        "spoed was de weg om Lotte heen",
    ),
    "scrap": goal(
        "Minder afkeur",
        "quality",
        "Afkeur van het gewicht",
        "%",
        "6.8",
        "3.5",
        -290,
        "geld dat je niet weggooit, hoef je niet te verdienen",
    ),
    "weeks": goal(
        "Minder voorraad",
        "stock",
        "Weken voorraad",
        "weken",
        "11.2",
        "8",
        -285,
        "ruimte en geld om zelf te kunnen kiezen",
    ),
    "visits": goal(
        "Klanten kennen Lotte",
        "customers",
        "Grote klanten door Lotte bezocht",
        "klanten",
        "0",
        "10",
        -270,
        "een klant die Lotte belt, belt Gerrit niet",
    ),
    "fridays": goal(
        "Gerrit een dag minder",
        "customers",
        "Dagen per week dat Gerrit er is",
        "dagen",
        "5",
        "1",
        -262,
        "een lege stoel moet je ook echt leeg laten",
    ),
}


def look(story: Story) -> None:
    """Intake: four weeks."""
    scenes.observe(story, SEEN)
    scenes.claim(
        story,
        STARTS + 6,
        {
            "claim founder": ("De oprichter", "Leer haar hoe ik het doe."),
            "claim successor": ("De opvolger", "Zorg dat ik het op mijn manier mag doen."),
        },
    )
    scenes.clash(story, STARTS + 7, "generations", "claim founder", "claim successor")
    story.at(
        STARTS + 12,
        intake.handle_conflict,
        by="sponsor",
        conflict=the("generations"),
        state="resolved",
        outcome="Zij doet het op haar manier. Wat mij dwarszit, zeg ik tegen Bram.",
    )
    story.at(
        STARTS + 8,
        intake.add_intended_change,
        from_state="Alles loopt langs Gerrit.",
        to_state="Lotte beslist, Gerrit hoort het na.",
    )
    scenes.name_processes(story, STARTS + 14, NAMED)
    scenes.agree(
        story,
        STARTS + 16,
        "assignment",
        purpose="Leid de fabriek tijdelijk mee, en zorg dat Lotte het overneemt.",
        result="Lotte beslist op alle vier de processen; Gerrit is er één dag in de week.",
        authority="Je beslist in de fabriek als Lotte en Gerrit er samen niet uitkomen, en zegt het dan hardop.",
        limits="Niemand hoeft weg.",
        reporting="Elke vrijdag met Gerrit en Lotte samen.",
    )
    scenes.ask_trust(
        story,
        [
            (STARTS + 20, (3, 3, 3, 2), (2, 3, 3, 2)),
            (STARTS + 200, (3, 4, 4, 3), (3, 4, 3, 4)),
            (-255, (5, 4, 5, 4), (5, 5, 5, 4)),
            (-60, (5, 4, 5, 4), (5, 5, 5, 4)),
        ],
    )
    story.command(SPECIFIES, "advance")


def specify(story: Story) -> None:
    """Specification: a plan of six goals."""
    scenes.specify_processes(story, SPECIFIES + 10, SPECIFIED)
    scenes.hold_on(story, SPECIFIES + 15, HANDHOLDS)
    scenes.set_goals(story, SPECIFIES + 20, GOALS)
    scenes.promise(
        story,
        SPECIFIES + 30,
        "no mornings",
        "sponsor",
        "Ik kom 's ochtends niet meer op de vloer.",
        EXECUTES + 60,
    )
    scenes.approve_plan(story, SPECIFIES + 40)
    story.at(SPECIFIES + 45, intake.confirm_assignment, assignment=the("assignment"))
    story.at(SPECIFIES + 46, intake.confirm_assignment, by="sponsor", assignment=the("assignment"))
    story.command(EXECUTES, "advance")
