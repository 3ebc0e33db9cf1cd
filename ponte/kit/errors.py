"""The two ways an action says no: a rule of the house, or a missing permission."""

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise


class RuleBroken(Exception):
    """A rule refuses the change; the message is a translated sentence with a next step.

    `field` names the form field the sentence belongs beside, if it belongs to one.
    """

    def __init__(self, message: str | Promise, *, field: str | None = None):
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class Refused(PermissionDenied):
    """The actor may not do this here; the answer is 403 and the denial is journalled."""

    def __init__(self, permission: str):
        super().__init__(permission)
        self.permission = permission
