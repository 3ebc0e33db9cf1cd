"""Where people type, what they typed outlives a lost connection and a session that ended."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "ponte"
DRAFT, SCRIPT = "data-ponte-draft", "ponte/js/draft.js"
TYPED = [
    *("directory/voice_ask", "directory/listing_step", "directory/listing_translate"),
    *("directory/reference_ask", "exchange/import_new", "exchange/import_mapping"),
    *("organizations/organization_form", "organizations/member_list"),
    *("organizations/request_detail", "organizations/claim_form", "organizations/claim_detail"),
    *("organizations/access_ask", "organizations/site_form", "organizations/qualification_list"),
]


def template(name: str) -> str:
    [path] = ROOT.glob(f"*/templates/{name}.html")
    return path.read_text()


@pytest.mark.parametrize("name", TYPED)
def test_a_form_that_is_typed_into_keeps_a_draft(name):
    assert DRAFT in template(name)


def test_whoever_promises_a_draft_brings_the_script_that_keeps_it():
    silent = [
        path.name
        for path in ROOT.glob("*/templates/**/*.html")
        if "<form" in (text := path.read_text()) and DRAFT in text and SCRIPT not in text
    ]
    assert set(silent) <= {"forms.html"}, "the design page gets it from its frame"


def test_what_a_citizen_sent_leaves_the_tab_when_it_has_arrived():
    sent = template("directory/voice_sent")
    assert "data-ponte-arrived" in sent and SCRIPT in sent
