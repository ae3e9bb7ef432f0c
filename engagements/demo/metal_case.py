"""The metal firm's case: written after the end in two languages, agreed to by its founder, published."""

from typing import Any

from engagements.cases import services as cases
from engagements.cases.content import content_now, digest
from engagements.demo.stage import Story
from engagements.specification.models import Goal

WRITTEN, ASKED, AGREED, PUBLISHED = -38, -37, -33, -30
KEPT_OUT = "Nepveen, lasrobot"

DUTCH = {
    "title": "De oprichter ging, en de fabriek merkte er weinig van",
    "about": "Maakindustrie, een familiebedrijf van ruim honderd mensen",
    "situation": "De oprichter wilde stoppen en had een opvolger. Die stond er drie maanden, maar elke beslissing van enig gewicht liep nog langs zijn bureau. Wie haast had, belde hem, ook op zondag. De levertijden liepen op, en er lag elf weken voorraad terwijl steeds hetzelfde ontbrak.",
    "did_intake": "We keken vier weken mee en vroegen iedereen hetzelfde: wie beslist hier echt? De oprichter wilde dat zijn manier werd overgedragen, de opvolger wilde haar eigen manier. Dat hebben we hardop gezegd, en zij beiden ook.",
    "did_specification": "Vier processen werden benoemd, elk met een eigenaar, een vast ritme en een getal op het bord. Toen halverwege een grote klant vertrok, zijn we teruggegaan naar het plan. Drie doelen klopten niet meer; die zijn opnieuw gesteld.",
    "did_execution": "Proces voor proces ging het besluit over. Dat schuurde: twee beloften zijn gebroken en daarna opnieuw gemaakt. De oprichter bleef eerst een ochtend weg, toen een dag, en kwam ten slotte nog één dag in de week.",
    "did_evaluation": "Na een maand stond alles. Na drie maanden schoof de planning in de vakantieweken weer per dag. De vervanger leidt sindsdien de maandag, met dezelfde regels, en dat was genoeg.",
    "holds_now": "De opvolger beslist over planning, kwaliteit, voorraad en klanten. De getallen hangen nog op het bord en worden nog besproken. De oprichter hoort achteraf hoe het ging.",
    "quote": "Ik drink op vrijdag koffie in mijn eigen fabriek, en ga dan weer naar huis.",
}
ENGLISH = {
    "title": "The founder left, and the works hardly noticed",
    "about": "Manufacturing, a family firm of just over a hundred people",
    "situation": "The founder wanted to stop and had a successor. She had been there for three months, but every decision of any weight still crossed his desk. Whoever was in a hurry rang him, on Sundays too. Deliveries ran late, and there were eleven weeks of stock while the same things kept running out.",
    "did_intake": "We watched for four weeks and asked everybody the same question: who really decides here? The founder wanted his way handed on, the successor wanted a way of her own. We said so aloud, and so did they.",
    "did_specification": "Four processes were named, each with an owner, a fixed rhythm and a number on the board. When a large customer left halfway, we went back to the plan. Three goals no longer made sense and were set anew.",
    "did_execution": "Process by process the decision changed hands. It chafed: two promises were broken, and made again. The founder stayed away for a morning, then a day, and in the end came in one day a week.",
    "did_evaluation": "After a month everything stood. After three months the planning slipped back to day by day during the holidays. The deputy has led the Monday since, by the same rules, and that was enough.",
    "holds_now": "The successor decides on planning, quality, stock and customers. The numbers are still on the board, and still talked about. The founder hears afterwards how it went.",
    "quote": "On Fridays I have a coffee in my own works, and then I go home again.",
}
DUTCH_GOALS = {
    "Op tijd leveren": "Orders op de afgesproken dag",
    "Minder spoed": "Spoedorders per week",
    "Minder afkeur": "Afkeur, van het gewicht",
    "Minder voorraad": "Weken voorraad",
}
ENGLISH_GOALS = {
    "Op tijd leveren": "Orders on the agreed day",
    "Minder spoed": "Rush orders a week",
    "Minder afkeur": "Scrap, by weight",
    "Minder voorraad": "Weeks of stock",
}


def tell(story: Story) -> None:
    """Note the case from its first sentence to its page."""
    story.at(WRITTEN, write, language="nl", texts=DUTCH, goals=DUTCH_GOALS, kept_out=KEPT_OUT)
    story.at(WRITTEN, write, language="en", texts=ENGLISH, goals=ENGLISH_GOALS)
    story.at(ASKED, as_read, service=cases.ask_consent)
    story.at(AGREED, as_read, by="sponsor", service=cases.give_consent)
    story.at(PUBLISHED, as_read, service=cases.publish_case)


def write(*, engagement: Any, actor: Any, texts: dict[str, Any], goals: dict[str, str], **values: Any) -> Any:
    """Write the case in one language; the goals to tell by their titles."""
    ids = {goal.title: goal.pk for goal in Goal.objects.filter(engagement=engagement)}
    labels = {ids[title]: label for title, label in goals.items()}
    return cases.write_case(engagement=engagement, actor=actor, labels=labels, **texts, **values)


def as_read(*, engagement: Any, actor: Any, service: Any) -> Any:
    """Do something with the case, having read it as it stands."""
    case = cases.case_of(engagement)
    seen = digest(content_now(case, engagement)) if case else ""
    return service(engagement=engagement, actor=actor, seen=seen)
