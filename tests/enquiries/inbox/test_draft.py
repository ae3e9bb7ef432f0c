"""What an enquiry says already of the engagement it may become."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiries.inbox import draft
from enquiries.readiness import QUESTIONS, WORDS_LENGTH
from tests.enquiries.inbox.conftest import make_enquiry

FULL = {each.key: {"choice": "partly", "words": f"Words on {each.key}"} for each in QUESTIONS}


def test_every_answer_named_for_the_assignment_is_a_question():
    named = {key for keys in draft.ANSWERS_FOR.values() for key in keys}

    assert named <= {each.key for each in QUESTIONS}


@pytest.mark.parametrize(
    ("language", "said", "asked"),
    [
        ("nl", "We hebben een beeld, maar nog geen maat", "Van wie is het probleem?"),
        ("en", "We have a picture, but no measure yet", "Who owns the problem?"),
    ],
)
def test_assignment_begins_with_the_answers_in_the_language_of_the_enquiry(db, language, said, asked):
    texts = draft.assignment_of(make_enquiry(readiness=FULL, language=language))

    assert texts["purpose"] == "Our theatres start late every day."
    assert texts["result"] == f"{said}\nWords on done_when"
    assert texts["reporting"].startswith(f"{asked}\n")
    for name, keys in draft.ANSWERS_FOR.items():
        assert all(f"Words on {key}" in texts[name] for key in keys)


def test_what_nobody_said_says_so_where_the_assignment_needs_a_text(db):
    texts = draft.assignment_of(make_enquiry(readiness={}))

    assert (texts["result"], texts["authority"]) == ("Still to be agreed.", "Still to be agreed.")
    assert (texts["limits"], texts["reporting"]) == ("", "")


@pytest.mark.parametrize(
    "answers",
    [
        {"gone": {"choice": "yes", "words": "x"}},
        {"mandate": {"choice": "nonsense"}},
        {"mandate": {}},
        {"mandate": None},
    ],
)
def test_answer_that_is_none_is_left_out(db, answers):
    assert draft.answers_of(make_enquiry(readiness=answers)) == []


def test_record_holds_all_of_the_largest_enquiry_in_entries_that_fit(db):
    words = {each.key: {"choice": "no", "words": each.key[0] * WORDS_LENGTH} for each in QUESTIONS}
    enquiry = make_enquiry(message="late again " * 454, phone="06 12345678", readiness=words)

    entries = draft.record_of(enquiry)

    assert all(len(each) <= 5000 for each in entries)
    whole = " ".join(" ".join(entries).split())
    for part in (
        enquiry.name,
        enquiry.email,
        enquiry.phone,
        "late again late",
        *(w["words"] for w in words.values()),
    ):
        assert part in whole
    assert whole.count("late again") == 454


def test_long_name_still_makes_a_title(db):
    assert len(draft.title_of(make_enquiry(organisation="o" * 120))) == 120


@given(st.text(max_size=400), st.integers(min_value=5, max_value=60))
def test_pieces_lose_no_letter_and_fit(text, most):
    found = list(draft.pieces(text, most))

    assert all(0 < len(each) <= most for each in found if each.strip())
    assert "".join("".join(found).split()) == "".join(text.split())
