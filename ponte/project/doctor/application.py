"""The application: tables up to date, static files gathered, safe settings on a real server."""

import socket
from pathlib import Path

from ponte.project.doctor.finding import Finding, good, wrong


def look() -> list[Finding]:
    """Needs Django, and its database."""
    from django.conf import settings

    found = [migrations(), static(), sealing()]
    if not settings.DEMO:
        found += [hosts(), cookies(), mail(), protection()]
    return found


def migrations() -> Finding:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        names = ", ".join(f"{one.app_label} {one.name}" for one, _ in plan[:3])
        told = f"{len(plan)} not applied: {names}"
        return wrong("migrations", told, "Run `ponte database migrate`.")
    return good("migrations", "all applied")


def static() -> Finding:
    from django.conf import settings

    from ponte.project.cli.static import STAMP, fingerprint

    stamp = Path(settings.STATIC_ROOT) / STAMP
    if not stamp.exists() or stamp.read_text(encoding="ascii") != fingerprint():
        told = f"not gathered, or older than their sources, in {settings.STATIC_ROOT}"
        return wrong("static files", told, "Run `ponte static`.")
    return good("static files", str(settings.STATIC_ROOT))


def sealing() -> Finding:
    """Every master key that some data key needs is among the secrets."""
    from django.db import DatabaseError

    from ponte.kit.sealing.masters import NoMasterKey, masters
    from ponte.kit.sealing.rotation import masters_in_use

    try:
        masters.newest()
        used = masters_in_use()
        for name in used:
            masters.named(name)
    except NoMasterKey as lost:
        mend = "Put the missing key back: it is in the secrets of your last backup."
        return wrong("sealing keys", str(lost), mend)
    except DatabaseError:
        return wrong("sealing keys", "cannot be read", "Run `ponte database migrate`.")
    return good("sealing keys", f"all {len(used)} in use are at hand")


def hosts() -> Finding:
    from django.conf import settings

    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        mend = "Set PONTE_HOSTS to the names that people type, separated by commas."
        return wrong("hosts", f"{settings.ALLOWED_HOSTS}", mend)
    return good("hosts", ", ".join(settings.ALLOWED_HOSTS))


def cookies() -> Finding:
    from django.conf import settings

    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE):
        mend = "Use ponte.project.settings.prod (PONTE_MODE=production)."
        return wrong("cookies", "travel without encryption", mend)
    return good("cookies", "secure")


def mail() -> Finding:
    from django.conf import settings

    place = (settings.EMAIL_HOST, settings.EMAIL_PORT)
    try:
        socket.create_connection(place, timeout=5).close()
    except OSError as refused:
        mend = "Set PONTE_MAIL_HOST and PONTE_MAIL_PORT, or start the mail server."
        return wrong("mail", f"{place[0]}:{place[1]} does not answer: {refused}", mend)
    return good("mail", f"{place[0]}:{place[1]} answers")


def protection() -> Finding:
    """Without somebody to be told no case can be opened in an emergency."""
    from django.conf import settings

    if not settings.PROTECTION_EMAIL:
        mend = "Set PONTE_PROTECTION_EMAIL; until then no case can be opened in an emergency."
        return wrong("data protection officer", "has no address here", mend)
    return good("data protection officer", f"is told at {settings.PROTECTION_EMAIL}")
