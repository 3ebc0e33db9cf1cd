"""What an attacker types: texts that break readers, writers and pages that trust them."""

from uuid import UUID

SCRIPT = '"><script>alert(1)</script>'
CLOSES = "</script><script>alert(2)</script>"
NUL = "a\x00b"
TEXTS = (
    SCRIPT,
    CLOSES,
    NUL,
    "x" * 10_000,
    "\u202egnp.exe\u202c \u0645\u0631\u062d\u0628\u0627",
    "' OR 1=1; DROP TABLE accounts_person; --",
    "1) UNION SELECT email FROM accounts_person--",
    "../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "{{ 7*7 }}{% debug %}",
    "%(name)s %s %n {0.__class__}",
    "javascript:alert(1)",
    "=cmd|' /C calc'!A0",
    "a@example.org\r\nBcc: b@example.org",
    "99999999999999999999999999",
    "-1",
    "1e309",
    "NaN",
    "\u00b2",
    "\u0663",
    "9999-99-99",
    "0001-01-01",
    "24:61",
    "[]",
    "None",
    " ",
    "\ufffe\ufeff",
    "\U0001f469\u200d\U0001f469",
)
RAW = (b"%ff%fe", b"%00", b"%c0%ae", b"%ed%a0%80", b"%", b"%zz", b"a=1" * 4_000)
UNKNOWN = UUID("01890000-0000-7000-8000-00000000dead")
# Names that forms do not show and rows do have.
FORGED = {
    "id": str(UNKNOWN),
    "pk": str(UNKNOWN),
    "is_staff": "on",
    "is_superuser": "on",
    "is_active": "",
    "organization": str(UNKNOWN),
    "organization_id": str(UNKNOWN),
    "person": str(UNKNOWN),
    "person_id": str(UNKNOWN),
    "role": "platform_officer",
    "state": "published",
    "origin": "provider",
    "standing": "verified",
    "verified_on": "2099-01-01",
    "verified_by": str(UNKNOWN),
    "claimed_at": "2026-01-01",
    "slug": "new",
    "email": "forged@example.org",
    "password": "forged password",
    "_state": "x",
    "__class__": "x",
}
