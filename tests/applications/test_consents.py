"""The version that is kept with an application stands for the words that were agreed to."""

from __future__ import annotations

from hashlib import sha256

from django.template.loader import render_to_string
from django.utils.translation import override

from locator.applications.consents import CONSENT_VERSION, CONSENTS, LABELS

# The words of this version, in both languages.
WORDS_OF = {"2026-11-26": "dd288233f3f51845"}
SHOWN = {"operator": "O", "contact": "C", "bank": "B", "bank_phone": "P", "kept_days": 90}


def words(language: str) -> str:
    with override(language):
        labels = [str(LABELS[name]) for name in CONSENTS]
        return "\n".join([*render_to_string("apply/notice.html", SHOWN).split(), *labels])


def test_other_words_are_another_version() -> None:
    digest = sha256(f"{words('zh-hans')}\n{words('en')}".encode()).hexdigest()[:16]
    assert {CONSENT_VERSION: digest} == WORDS_OF, (
        "The words that people agree to have changed. Give CONSENT_VERSION the day of the change "
        "(locator/applications/consents.py, and docs/api.md, which names it), then write here: "
        f'WORDS_OF = {{"{CONSENT_VERSION}": "{digest}"}}'
    )


def test_both_languages_are_in_it_and_everything_that_is_agreed_to() -> None:
    assert words("en") != words("zh-hans")
    assert set(LABELS) == set(CONSENTS)
    for language in ("en", "zh-hans"):
        assert all(value in words(language) for value in ("O", "C", "B", "P", "90"))
