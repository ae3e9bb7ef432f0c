"""The practice itself: what it says about itself, and the managers it shows."""

from engagements.demo.stage import Stage
from practice import services

SAYS = {
    "introduction_nl": (
        "Drie interim-managers die komen om weer weg te gaan. We stappen in als er iets moet veranderen en niemand "
        "binnen er de handen voor vrij heeft. We luisteren naar wie het werk doet, nemen het roer als dat nodig is en "
        "geven het daarna stap voor stap terug.\n\n"
        "Aan het eind tellen we niet wat wij hebben gedaan, maar wat er een half jaar later nog staat."
    ),
    "introduction_en": (
        "Three interim managers who come in order to leave. We step in when something has to change and nobody inside "
        "has their hands free for it. We listen to the people who do the work, take the helm where that is needed, and "
        "then hand it back step by step.\n\n"
        "In the end we don't count what we did, but what still stands half a year later."
    ),
    "phone": "020 555 01 23",
    "address": "Windroosplein 7\n0000 AA Verzonnen aan Zee",
    "registration": "KvK 00000000",
}
MANAGERS = (
    (
        "tjitske@example.org",
        {
            "headline_nl": "Laat zorgprocessen lopen zonder brandjes",
            "headline_en": "Gets care running without daily fires",
            "about_nl": (
                "Was vijftien jaar hoofd van een operatieafdeling en weet hoe een rooster op maandagochtend voelt. "
                "Begint altijd met een week meekijken, en zegt dan pas iets."
            ),
            "about_en": (
                "Ran an operating department for fifteen years and knows what a roster feels like on a Monday morning. "
                "Always begins with a week of watching, and only then says something."
            ),
        },
    ),
    (
        "bram@example.org",
        {
            "headline_nl": "Maakt van een goede nummer twee een nummer één",
            "headline_en": "Turns a good second-in-command into a first",
            "about_nl": (
                "Werkt het liefst waar iets gemaakt of onderhouden wordt: fabrieken, woningen, installaties. Staat zelf "
                "op de vloer, en steeds een stapje verder achter degene die het straks moet doen."
            ),
            "about_en": (
                "Likes it best where something is made or kept in repair: factories, homes, installations. Stands on the "
                "floor himself, each week one step further behind the person who is to do it."
            ),
        },
    ),
    (
        "noor@example.org",
        {
            "headline_nl": "Brengt rust waar iedereen iets anders wil",
            "headline_en": "Brings calm where everybody wants something else",
            "about_nl": (
                "Kent gemeenten en jonge bedrijven van binnen: verschillende taal, dezelfde knopen. Legt ze op tafel, "
                "zonder schuldige te zoeken, en laat los wat een ander kan."
            ),
            "about_en": (
                "Knows town halls and young companies from inside: different words, the same knots. Puts them on the "
                "table, looks for nobody to blame, and lets go of what somebody else can do."
            ),
        },
    ),
)


def play(stage: Stage) -> None:
    """Have the administrator fill in the practice's page, long before the first engagement."""
    administrator = stage.people["greet@example.org"]
    with stage.on(-700):
        services.change_practice(actor=administrator, seen=0, **SAYS)
        for email, said in MANAGERS:
            person = stage.people[email]
            services.add_manager(actor=administrator, user=person, name=person.name, shown=True, **said)
