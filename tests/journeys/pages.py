"""Every page of Ponte, in one list: where it is, who opens it, and the states it can be in.

A state is what a person did before looking: nothing, sending a form empty, opening a menu,
searching for what does not exist. Addresses that have no page of their own are in NOT_PAGES
with the reason; `test_pages.py` keeps both lists whole.
"""

from tests.journeys.pages_of_agreements import AGREEMENT
from tests.journeys.pages_of_cases import CASES
from tests.journeys.pages_of_data import DATA
from tests.journeys.pages_of_imports import IMPORTS
from tests.journeys.pages_of_matching import MATCHING
from tests.journeys.pages_of_offices import OFFICE
from tests.journeys.pages_of_sheets import SHEETS
from tests.journeys.pages_of_workers import PRESSED_BY_WORKERS, WORKER
from tests.journeys.visit import ERRORS, OPEN, Visit, link, with_both, with_one

CARD = "select id from directory_servicecard where slug = 'laboratorio-di-falegnameria'"
CALLED = "select id from directory_callbackrequest where name = 'Rosa Neri'"
MISTAKEN = "select id from directory_mistakereport"
CLAIMED = "select id from organizations_claim"
ASKED = "select id from organizations_accessrequest"
UNCLAIMED = "select slug from directory_enterprise where origin = 'imported' order by slug limit 1"
SITE = "select id from organizations_site where address = 'via Roma 1'"
QUALIFIED = "select id from organizations_qualification where standing = 'declared'"
CASE, OPENING = "select id from pathways_pathway", "select id from pathways_opportunity"
DECLARED = "select id from directory_enterprise where slug = 'cooperativa-esempio-verde'"
WORKED = "select enterprise_id, id from directory_reference where confirmed_on is null"
OURS, HELP = "organizations/cooperativa-esempio-verde/", "services/assistenza-a-casa-di-esempio/"
KEPT = "organizations/consorzio-esempio/kept/"
LETTER = with_one("organizations/keepings/{}/letter/", "select id from organizations_keeping")
EDITED = "home/listings/card/{}/"

SEARCH = "directory:search"
PUBLIC = (
    Visit("front page", "front", "", states=OPEN),
    Visit("search", SEARCH, "search/", states=OPEN),
    Visit("services found", SEARCH, "search/?kind=service&q=anziani&place=Cuneo", states=OPEN),
    Visit("suppliers found", SEARCH, "search/?kind=enterprise&q=pulizie&place=Torino"),
    Visit("nothing found", SEARCH, "search/?q=astronave"),
    Visit("unknown place", SEARCH, "search/?q=anziani&place=Nonesiste"),
    Visit("map", SEARCH, "search/?kind=service&q=anziani&place=Cuneo&view=map"),
    Visit("card", "directory:service-detail", HELP, states=OPEN),
    Visit(
        "card from a document",
        "directory:service-detail",
        "services/assistente-sociale-di-fabbrica/",
    ),
    Visit(
        "imported card",
        "directory:service-detail",
        "services/casa-della-comunita-di-amelia-consultorio/",
    ),
    Visit(
        "enterprise",
        "directory:enterprise-detail",
        "enterprises/cooperativa-esempio-pulito/",
        states=OPEN,
    ),
    Visit(
        "unclaimed enterprise",
        "directory:enterprise-detail",
        with_one("enterprises/{}/", UNCLAIMED),
    ),
    Visit("not found", "front", "services/there-is-no-such-service/"),
    Visit("about", "about", "about/", states=OPEN),
    Visit("help", "help", "help/"),
    Visit("privacy", "privacy", "privacy/"),
    Visit("accessibility", "accessibility", "accessibility/"),
    Visit("sources", "sources", "sources/"),
    Visit("report", "report", "report/", states=ERRORS),
    Visit("demonstration's mail", "demo-mail", "demo/mail/"),
    Visit("call back", "directory:service-callback", HELP + "call-me/", states=ERRORS),
    Visit("mistake", "directory:service-mistake", HELP + "mistake/", states=ERRORS),
    Visit(
        "call an enterprise",
        "directory:enterprise-callback",
        "enterprises/cooperativa-esempio-pulito/call-me/",
        states=ERRORS,
    ),
    Visit(
        "mistake about an enterprise",
        "directory:enterprise-mistake",
        "enterprises/cooperativa-esempio-pulito/mistake/",
        states=ERRORS,
    ),
    Visit("asked", "directory:voice-sent", link("sent", "sent/{}/")),
    Visit("still right", "directory:listing-confirm", link("confirm", "confirm/{}/")),
    Visit(
        "did they work for you",
        "directory:reference-confirm",
        link("reference", "reference/{}/"),
    ),
    Visit("organization", "organizations:organization-public", OURS),
    Visit(
        "invitation",
        "organizations:invitation",
        link("invitation", "organizations/invitations/{}/"),
    ),
    Visit(
        "kept for you",
        "organizations:keeping-link",
        link("keeping", "organizations/keepings/{}/"),
    ),
)
SIGN_IN = (
    Visit("sign in", "account_login", "accounts/login/", states=ERRORS),
    Visit("make an account", "account_signup", "accounts/signup/", states=ERRORS),
    Visit("ask for a code", "account_request_login_code", "accounts/login/code/", states=ERRORS),
    Visit("forgotten password", "account_reset_password", "accounts/password/reset/"),
    Visit(
        "password is changed", "account_password_reset_completed", "accounts/password/reset/done/"
    ),
    Visit("account not active", "account_inactive", "accounts/inactive/"),
    Visit("sign-in left", "socialaccount_login_cancelled", "accounts/3rdparty/login/cancelled/"),
    Visit("sign out", "account_logout", "accounts/logout/", "buyer"),
    Visit("e-mail addresses", "account_email", "accounts/email/", "buyer"),
    Visit(
        "change password", "account_change_password", "accounts/password/change/", "buyer", ERRORS
    ),
    Visit("once more", "account_reauthenticate", "accounts/reauthenticate/", "buyer"),
    Visit("ways to sign in", "mfa_index", "accounts/2fa/", "buyer"),
    Visit("one-time codes", "mfa_activate_totp", "accounts/2fa/totp/activate/", "buyer", ERRORS),
    Visit("passkeys", "mfa_list_webauthn", "accounts/2fa/webauthn/", "buyer"),
    Visit("add a passkey", "mfa_add_webauthn", "accounts/2fa/webauthn/add/", "buyer"),
    Visit("accounts elsewhere", "socialaccount_connections", "accounts/3rdparty/", "buyer"),
    Visit("card and PIN", "accounts:card", "accounts/card/", states=ERRORS),
    Visit("first time with a card", "accounts:card-first", "accounts/card/first/", states=ERRORS),
    Visit("my account", "accounts:preferences", "accounts/preferences/", "buyer", ERRORS),
)
WORKING = (
    Visit("home", "home", "home/", "manager", OPEN),
    Visit("my organizations", "organizations:organization-list", "organizations/", "manager"),
    Visit(
        "new organization",
        "organizations:organization-register",
        "organizations/new/",
        "newcomer",
        ERRORS,
    ),
    Visit("claims", "organizations:claim-list", "organizations/claims/", "officer"),
    Visit(
        "claim",
        "organizations:claim-detail",
        with_one("organizations/claims/{}/", CLAIMED),
        "officer",
        ERRORS,
    ),
    Visit(
        "make a claim",
        "organizations:organization-claim",
        "organizations/1-out-societa-cooperativa-sociale-onlus/claim/",
        "buyer",
        ERRORS,
    ),
    Visit("ask for access", "organizations:access-ask", OURS + "ask/", "buyer", ERRORS),
    Visit(
        "request",
        "organizations:request-detail",
        with_one("organizations/requests/{}/", ASKED),
        "manager",
    ),
    Visit(
        "organization from inside", "organizations:organization-detail", OURS + "inside/", "manager"
    ),
    Visit(
        "edit organization", "organizations:organization-edit", OURS + "edit/", "manager", ERRORS
    ),
    Visit("add a site", "organizations:site-add", OURS + "sites/new/", "manager", ERRORS),
    Visit("site", "organizations:site-edit", with_one("organizations/sites/{}/", SITE), "manager"),
    Visit(
        "qualifications",
        "organizations:qualification-list",
        OURS + "qualifications/",
        "manager",
        ERRORS,
    ),
    Visit(
        "verify",
        "organizations:qualification-verify",
        with_one("organizations/qualifications/{}/", QUALIFIED),
        "officer",
    ),
    Visit("members", "organizations:member-list", OURS + "members/", "manager", ERRORS),
    Visit("kept listings", "organizations:keeping-list", KEPT, "network", ERRORS),
    Visit("letter on paper", "organizations:keeping-letter", LETTER, "network", ERRORS),
    Visit("my listings", "directory:listing-list", "home/listings/", "manager"),
    Visit("new listing", "directory:listing-start", "home/listings/new/", "manager", ERRORS),
    Visit("listing", "directory:listing-edit", with_one(EDITED, CARD), "manager", OPEN),
    *(
        Visit(
            f"step {step}",
            "directory:listing-step",
            with_one(f"{EDITED}steps/{step}/", CARD),
            "manager",
            ERRORS,
        )
        for step in ("what", "whom", "how", "where", "costs", "contacts")
    ),
    Visit(
        "take back", "directory:listing-undo", with_one(EDITED + "last-change/", CARD), "manager"
    ),
    Visit("preview", "directory:listing-preview", with_one(EDITED + "preview/", CARD), "manager"),
    Visit("translate", "directory:listing-translate", with_one(EDITED + "in/en/", CARD), "manager"),
    Visit(
        "declared share",
        "directory:share-certify",
        with_one("home/listings/{}/share/", DECLARED),
        "officer",
        ERRORS,
    ),
    Visit(
        "ask a client",
        "directory:reference-ask",
        with_both("home/listings/{}/references/{}/", WORKED),
        "officer",
        ERRORS,
    ),
    Visit("cases", "pathways:case-list", "pathways/", "tutor", OPEN),
    *CASES,
    *AGREEMENT,
    *OFFICE,
    *MATCHING,
    *SHEETS,
    *WORKER,
    *DATA,
    Visit("openings", "pathways:opportunity-list", "pathways/openings/", "tutor"),
    Visit(
        "opening",
        "pathways:opportunity-detail",
        with_one("pathways/openings/{}/", OPENING),
        "tutor",
    ),
    Visit("searches without a result", "directory:missing-list", "home/missing/", "officer"),
    Visit("voices", "directory:voice-list", "home/voices/", "editor"),
    Visit(
        "call-back asked",
        "directory:voice-detail",
        with_one("home/voices/callback/{}/", CALLED),
        "editor",
        ERRORS,
    ),
    Visit(
        "mistake reported",
        "directory:voice-detail",
        with_one("home/voices/mistake/{}/", MISTAKEN),
        "editor",
    ),
)
DESIGN = tuple(
    Visit(f"design {name}", "design-page", f"design/{name}/")
    for name in ("forms", "working", "nothing", "bare")
)
PAGES: tuple[Visit, ...] = (
    *PUBLIC,
    *SIGN_IN,
    *WORKING,
    *IMPORTS,
    Visit("design", "design", "design/"),
    *DESIGN,
)
BY_NAME = {one.name: one for one in PAGES}

PART = "answers a part of a page, or data for a script"
PRESSED = "is a pressed button, and leads to a page of this list"
FILE = "answers a file"
ONWARD = "leads to another page"
UNDER_WAY = "is a step of signing in that only its story reaches"
NOT_USED = "belongs to the library and is not used here"
NOT_PAGES = {
    "pathways:matching-take": PRESSED,
    "pathways:mine-consent": PRESSED,
    "pathways:case-consent-scan": FILE,
    "pathways:mine-copy": FILE,
    "pathways:mine-pdf": FILE,
    "pathways:matching-limits": PRESSED,
    "pathways:matching-proposal-file": FILE,
    "pathways:sheet-fill": ONWARD,
    "pathways:sheet-compare-file": FILE,
    "pathways:matching-groups-file": FILE,
    "pathways:hours-export": FILE,
    "pathways:costs-export": FILE,
    "pathways:role-end": PRESSED,
    "pathways:association-member-end": PRESSED,
    "pathways:paper-scan": FILE,
    "pathways:paper-confirm": PRESSED,
    "pathways:paper-drop": PRESSED,
    "pathways:mine-request-lift": PRESSED,
    "pathways:emergency-close": PRESSED,
    "pathways:reading-open": PRESSED,
    "pathways:reading-close": PRESSED,
    "pathways:cost-remove": PRESSED,
    "pathways:sheet-complete": PRESSED,
    "pathways:sheet-sitting": PRESSED,
    "pathways:sheet-attach": PRESSED,
    "pathways:sheet-pdf": FILE,
    "pathways:candidate-pdf": FILE,
    "pathways:sharing-pdf": FILE,
    "pathways:funding-pdf": FILE,
    "pathways:meeting-note": FILE,
    "pathways:figures-table": FILE,
    "pathways:sheet-file": FILE,
    "root": ONWARD,
    "sitemap": FILE,
    "robots": FILE,
    "directory:search-file": FILE,
    "pathways:agreement-pdf": FILE,
    "pathways:agreement-sign": PRESSED,
    "pathways:amendment-withdraw": PRESSED,
    "pathways:signer-verb": PRESSED,
    "pathways:ending-verb": PRESSED,
    "directory:suggest": PART,
    "directory:suggest-place": PART,
    "directory:service-useful": PRESSED,
    "directory:enterprise-useful": PRESSED,
    "directory:listing-export": FILE,
    "directory:missing-export": FILE,
    "directory:voice-export": FILE,
    "organizations:claim-export": FILE,
    "organizations:keeping-export": FILE,
    "organizations:member-export": FILE,
    "organizations:organization-export": FILE,
    "exchange:import-export": FILE,
    "pathways:case-export": FILE,
    **dict.fromkeys(PRESSED_BY_WORKERS, PRESSED),
    "pathways:logbook-export": FILE,
    "pathways:yard-worker": FILE,
    "pathways:yard-send": PART,
    "pathways:yard-enrol": PART,
    "pathways:figures-publish": PRESSED,
    "pathways:figures-file": FILE,
    "pathways:funding-report": PRESSED,
    "pathways:funding-file": FILE,
    "pathways:meeting-hold": PRESSED,
    "pathways:task-finish": PRESSED,
    "pathways:call-move": PRESSED,
    "directory:listing-move": PRESSED,
    "exchange:import-progress": PART,
    "exchange:import-bad-lines": FILE,
    "exchange:import-duplicates": PRESSED,
    "exchange:import-apply": PRESSED,
    "exchange:import-cancel": PRESSED,
    "exchange:import-undo": PRESSED,
    "organizations:place-suggest": PART,
    "pathways:occupation-suggest": PART,
    "pathways:skill-suggest": PART,
    "organizations:claim-withdraw": PRESSED,
    "organizations:request-withdraw": PRESSED,
    "organizations:invitation-withdraw": PRESSED,
    "organizations:keeping-end": PRESSED,
    "organizations:member-change": PRESSED,
    "organizations:member-end": PRESSED,
    "organizations:site-remove": PRESSED,
    "organizations:qualification-remove": PRESSED,
    "account_email_verification_sent": UNDER_WAY,
    "account_set_password": ONWARD,
    "account_confirm_login_code": UNDER_WAY,
    "account_confirm_password_reset_code": UNDER_WAY,
    "account_complete_password_reset": UNDER_WAY,
    "mfa_authenticate": UNDER_WAY,
    "mfa_reauthenticate": UNDER_WAY,
    "mfa_deactivate_totp": UNDER_WAY,
    "mfa_view_recovery_codes": UNDER_WAY,
    "mfa_generate_recovery_codes": UNDER_WAY,
    "mfa_download_recovery_codes": FILE,
    "mfa_reauthenticate_webauthn": UNDER_WAY,
    "mfa_remove_webauthn": UNDER_WAY,
    "mfa_edit_webauthn": UNDER_WAY,
    "mfa_login_webauthn": PART,
    "socialaccount_login_error": UNDER_WAY,
    "socialaccount_signup": UNDER_WAY,
    "en/accounts/social/login/cancelled/": NOT_USED,
    "en/accounts/social/login/error/": NOT_USED,
    "en/accounts/social/signup/": NOT_USED,
    "en/accounts/social/connections/": NOT_USED,
    "openid_connect_login": ONWARD,
    "openid_connect_callback": ONWARD,
}
