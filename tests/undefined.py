"""A name that a template asks for and nobody gave fails the test instead of printing nothing.

Caught are `{{ name }}`, arguments of tags, `{% with %}`, and what a loop goes through. A page may
still ask `{% if name %}` or write `{{ name|default:... }}`: both say that it may be missing, as
fragments do whose parameters are optional. A relation without a row behind it stays empty, too.
"""

from django.template import defaulttags, engines
from django.template.base import FilterExpression, Variable
from django.template.defaultfilters import default


class UndefinedInTemplate(AssertionError):
    """A template asks for a name that its context does not have."""


class Undefined(UndefinedInTemplate):
    """The same, before it is known which template."""


class Loud(str):
    """What Django puts where a name is undefined, which it asks to name it."""

    def __new__(cls):
        return super().__new__(cls, "%s")

    def __mod__(self, name):
        raise Undefined(f"A template asks for {name}, undefined.")


class LoopedThrough:
    """What a loop goes through; Django asks it to forgive what is missing."""

    def __init__(self, expression):
        self.expression = expression

    def resolve(self, context, ignore_failures=False):
        return self.expression.resolve(context)

    def __getattr__(self, name):
        return getattr(self.expression, name)


def install(patch) -> None:
    """Make every template loud, for as long as the patch lasts."""
    look, resolve, begin = (
        Variable._resolve_lookup,
        FilterExpression.resolve,
        defaulttags.ForNode.__init__,
    )

    def quiet_when_found(self, context):
        found = look(self, context)
        return "" if isinstance(found, Loud) else found

    def forgiving_a_default(self, context, ignore_failures=False):
        optional = bool(self.filters) and self.filters[0][0] is default
        try:
            return resolve(self, context, ignore_failures or optional)
        except Undefined:
            place = getattr(context.render_context.template, "name", None) or "a template"
            raise UndefinedInTemplate(f"{place} asks for {self.var}, undefined.") from None

    def looping(self, loopvars, sequence, *rest, **options):
        begin(self, loopvars, LoopedThrough(sequence), *rest, **options)

    patch.setattr(engines["django"].engine, "string_if_invalid", Loud())
    patch.setattr(Variable, "_resolve_lookup", quiet_when_found)
    patch.setattr(FilterExpression, "resolve", forgiving_a_default)
    patch.setattr(defaulttags.ForNode, "__init__", looping)
