"""Four short ones: declined, withdrawn, ended early and on hold."""

from engagements.demo import scenes
from engagements.demo.stage import Stage, Story
from engagements.people.roles import Role
from engagements.selfcheck.services import add_selfcheck

#: What Noor answered herself a week before she gave the engagement back.
FOUR_FLAGS = {
    "assignment": ("yes", "Vier projecten, vier verschillende opdrachten."),
    "reach": ("yes", "Alleen op maandag, en dan zit zijn agenda vol."),
    "problem": ("yes", ""),
    "conditions": ("no", ""),
    "role": ("unsure", "De projectleiders zien mij als een vijfde projectleider."),
    "handover": ("yes", "Niemand gaat over alle vier."),
}


def play(stage: Stage) -> None:
    """Play all four."""
    declined(stage)
    withdrawn(stage)
    ended_early(stage)
    on_hold(stage)


def declined(stage: Stage) -> None:
    """A request the practice did not take on."""
    story = Story(
        stage,
        "tjitske@example.org",
        -95,
        {"name": "Theater De Luchtspiegel", "sector": "Cultuur"},
        title="Nieuwe zakelijke leiding",
    )
    story.joins(
        -94,
        "sponsor",
        Role.SPONSOR,
        "vera.nepman@example.org",
        "Vera Nepman",
        "Voorzitter bestuur",
        signs_in=False,
    )
    story.command(-90, "decline", reason="Een van ons zit in de raad van toezicht. Dat gaat niet samen.")
    story.play()


def withdrawn(stage: Stage) -> None:
    """A request the client took back."""
    story = Story(
        stage,
        "bram@example.org",
        -150,
        {"name": "Scholengroep Het Schijnbeeld", "sector": "Onderwijs", "headcount": 420},
        title="Rector ad interim",
        kind="bridge",
    )
    story.joins(
        -149, "sponsor", Role.SPONSOR, "otto.verzinsel@example.org", "Otto Verzinsel", "College van bestuur"
    )
    story.command(-143, "withdraw", by="sponsor", reason="We hebben een eigen kandidaat gevonden.")
    story.play()


def ended_early(stage: Stage) -> None:
    """An engagement the manager gave back, with what was still open."""
    story = Story(
        stage,
        "noor@example.org",
        -320,
        {"name": "Waterbedrijf Fata Morgana", "sector": "Nutsbedrijf", "headcount": 310},
        title="Projecten weer op de rails",
        kind="project",
        situation="Vier projecten lopen uit, en niemand is opdrachtgever van alle vier.",
    )
    story.joins(
        -319, "sponsor", Role.SPONSOR, "rik.zeggerdam@example.org", "Rik Zeggerdam", "Directeur projecten"
    )
    scenes.observe(
        story,
        (
            (
                -318,
                "structure",
                "Vier projecten, vier opdrachtgevers, en geen van vieren gaat over het geld.",
            ),
            (-316, "people", "De directeur is er op maandag."),
        ),
    )
    scenes.name_processes(story, -310, {"choose": ("Projecten kiezen", "Alles begint, niets stopt.")})
    scenes.log(story, ((-300, "sponsor", "Derde keer dat de stuurgroep zonder opdrachtgever zat.", 0),))
    story.at(-297, add_selfcheck, answers=FOUR_FLAGS)
    story.command(
        -290,
        "end-early",
        reason="De opdracht is nooit scherp geworden en de opdrachtgever is er niet. Beter nu teruggeven dan straks.",
        last_working_day=stage.day(-283),
        taken_over="De projectleiders houden hun project. De directeur kiest voor de zomer welke twee eerst gaan.",
        advice="Wijs één opdrachtgever aan voordat iemand hier weer aan begint.",
    )
    story.play()


def on_hold(stage: Stage) -> None:
    """An engagement that waits."""
    story = Story(
        stage,
        "tjitske@example.org",
        -70,
        {"name": "Zorggroep Het Zomaar", "sector": "Zorg", "headcount": 240},
        title="Roosters die kloppen",
        situation="Elke week dertig diensten die pas op de dag zelf gevuld worden.",
    )
    story.joins(-69, "sponsor", Role.SPONSOR, "nel.hersens@example.org", "Nel Hersens", "Bestuurder")
    scenes.observe(
        story,
        (
            (-68, "systems", "Het rooster komt uit een pakket, de ruilingen uit een groepsapp."),
            (-66, "people", "Wie het hardst ruilt, heeft het mooiste rooster."),
        ),
    )
    story.command(
        -20,
        "hold",
        by="sponsor",
        reason="Fusiegesprekken: tot die tijd geen besluiten over roosters.",
        expected_return=stage.day(25),
    )
    story.play()
