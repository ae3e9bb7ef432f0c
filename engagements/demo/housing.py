"""A housing association: in aftercare, with one relapse."""

from decimal import Decimal

from engagements.demo import papers, scenes
from engagements.demo.housing_beginning import OWNERS, people, prepare
from engagements.demo.stage import Stage, Story, the
from engagements.evaluation import services as evaluation
from engagements.execution import services as execution


def play(stage: Stage) -> None:
    """Play it: started 430 days ago; the manager left 104 days ago."""
    story = Story(
        stage,
        "bram@example.org",
        -430,
        {"name": "Woonstichting De Verzonnen Hof", "sector": "Wonen", "headcount": 160},
        title="Reparaties in negen dagen",
        kind="change",
        situation="11.400 woningen, en wie een reparatie meldt, wacht gemiddeld vier weken. De telefoon staat roodgloeiend.",
        final_goal="Een reparatie is in negen werkdagen klaar, gestuurd door twee eigen teamleiders.",
        days_per_week=4,
        planned_end_on=stage.day(-104),
    )
    people(story)
    prepare(story)
    carry_out(story)
    look_after(story)
    scenes.log(story, DIARY)
    scenes.work_months(story, -430, -104, ("15", "14.5", "16"))
    papers.keep(story, PAPERS)
    story.play()


def carry_out(story: Story) -> None:
    """Execution: everything reached, everything let go."""
    scenes.rate(
        story,
        {
            key: (
                (-390, 1, 1),
                (-330, 2, 2),
                (-280, 4, 3),
                (-230, 5, 5),
                (-180, 6, 6),
                (-110, 7 if key != "materials" else 6, last),
            )
            for key, last in (
                ("call", 7),
                ("planning", 7),
                ("materials", 6),
                ("contractors", 7),
                ("complaints", 6),
            )
        },
        OWNERS,
    )
    scenes.rate(story, {"complaints": ((-100, 6, 7),)}, OWNERS)
    scenes.read_goals(
        story,
        {
            "days": ((-340, "19"), (-280, "15"), (-220, "12"), (-170, "10"), (-120, "8.4")),
            "once": ((-340, "64"), (-280, "70"), (-220, "78"), (-170, "83"), (-122, "86")),
        },
    )
    story.at(
        -299,
        execution.settle_commitment,
        by="manager maintenance",
        commitment=the("cover"),
        outcome="kept",
        note="",
    )
    for key, offset in (
        ("call", -200),
        ("planning", -188),
        ("materials", -178),
        ("contractors", -158),
        ("complaints", -138),
    ):
        lines = [
            (f"{story_line}", "")
            for story_line in ("De wekelijkse sturing", "De cijfers bijhouden en bespreken")
        ]
        scenes.hand_over(story, offset, key, OWNERS[key], lines)
    for key in ("days", "once"):
        story.at(-112, execution.reach_goal, goal=the(key))
    story.command(-104, "advance")


HOLDS = (2, 2, 2, 2, 2)


def look_after(story: Story) -> None:
    """Aftercare: thirty days hold, at ninety the materials slip back."""
    scenes.check(story, -74, 30, {key: (owner, HOLDS, "") for key, owner in OWNERS.items()})
    scenes.check(
        story, -14, 90, {key: (owner, HOLDS, "") for key, owner in OWNERS.items() if key != "materials"}
    )
    slipped = "Sinds de coördinator van het magazijn weg is, wordt er weer per telefoon besteld."
    scenes.check(story, -14, 90, {"materials": ("stock", (0, 1, 0, 1, 2), slipped)})
    story.at(
        -13,
        evaluation.add_fine_tuning,
        by="stock",
        process=the("materials"),
        text="Bestellijst weer verplicht; de vervanger loopt twee weken mee.",
        owner=the("stock"),
        due_on=story.stage.day(10),
    )
    story.at(
        -98,
        evaluation.give_evaluation,
        score=Decimal("4.3"),
        went_well="De vaklieden zijn eigenaar geworden van hun eigen planning.",
        could_better="Ik had het magazijn eerder los moeten laten.",
        may_be_quoted=True,
    )
    story.at(
        -96,
        evaluation.give_evaluation,
        by="sponsor",
        score=Decimal("4.6"),
        went_well="We doen het nu zelf, en het is beter dan het was.",
        could_better="De eerste maanden ging het ons te snel.",
        may_be_quoted=True,
    )
    story.at(-95, evaluation.add_lesson, text="Eerst materiaal in de bus, dan pas tempo vragen.")
    story.at(
        -94,
        evaluation.add_lesson,
        by="sponsor",
        text="Een teamleider leert het van doen, niet van meekijken.",
    )
    scenes.settle_wind(
        story,
        -92,
        (
            (0, "acted_on", "Een melding gaat nu door twee handen: klantcontact en de vakman.", True),
            (1, "acted_on", "De vaklieden staan elke maandag zelf aan het bord.", True),
            (
                2,
                "forgotten",
                "Dit hadden we in het eerste halfjaar moeten oppakken, niet in het laatste.",
                False,
            ),
        ),
    )
    scenes.talk(
        story,
        "third contractor",
        "lead repairs",
        (-3, "Het contract met onze derde aannemer loopt af. Verlengen we, of doen we het anders?", 11),
        (
            (
                -2,
                "manager",
                "Je leunt naar zelf doen, en je cijfers laten het toe. Wat ik zou willen weten: wie vangt een week met "
                "storm op? Leg dat eerst aan je vaklieden voor. De keus is aan jou.",
            ),
        ),
        options=[
            "Een jaar verlengen tegen de raamafspraak",
            "Niet verlengen, het werk naar de andere twee",
            "Niet verlengen, twee eigen vaklieden erbij",
        ],
        leaning="Twee eigen vaklieden erbij. Ze kosten iets meer, maar ze kennen de woningen en blijven.",
        process=the("contractors"),
    )


DIARY = (
    (-428, "private", "Alles is hier spoed. Ik doe deze week niets met spoed.", -1),
    (-400, "steering", "De vaklieden hebben zelf de vijf processen benoemd."),
    (-300, "everyone", "De bussen rijden met vaste voorraad. Eerste week zonder ritten naar de groothandel."),
    (-188, "everyone", "De planning is van Kees. Maandag begint hij, ik schenk koffie.", -2),
    (-120, "sponsor", "Mediaan op 8,4 werkdagen."),
    (
        -13,
        "sponsor",
        "Aisha en Kees houden het vast. Bij het magazijn glijdt het terug; Lies heeft zelf de bijstelling gemaakt.",
        -2,
    ),
)

PAPERS = (
    (
        -425,
        "contract",
        "sponsor",
        "Overeenkomst van opdracht",
        "Vier dagen per week, tot de twee teamleiders het zelf doen.",
    ),
    (
        -110,
        "handover",
        "everyone",
        "Overdracht reparaties",
        "Wie de planning maakt, wie de cijfers leest en wie er dan iets mee doet.",
    ),
)
