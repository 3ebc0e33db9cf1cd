"""Form fields of one line: a browser sends no line break in them, others may."""

from django import forms


def one_line(text: str) -> str:
    r"""Return a text without anything that a mail, a file or a log takes for a new line.

    >>> one_line("name\r\nBcc: x"), one_line("a\u2028b\x0bc"), one_line(" two  blanks ")
    ('name Bcc: x', 'a b c', ' two  blanks ')
    """
    return " ".join(text.splitlines())


class Line(forms.CharField):
    """A text of one line."""

    def to_python(self, value: object) -> str:
        return one_line(super().to_python(value) or "")
