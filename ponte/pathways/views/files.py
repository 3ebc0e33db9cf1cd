"""Amounts in files that are taken along."""


def amount(cents: int) -> str:
    """Write an amount as spreadsheets read it.

    >>> amount(125050), amount(-5)
    ('1250.50', '-0.05')
    """
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02}"
