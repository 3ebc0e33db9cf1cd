"""What can happen to a listing or a voice, in the past tense and in words a person reads."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "card.started": _("A draft was begun."),
    "card.changed": _("Changed: %(fields)s."),
    "card.put_back": _("The last change was taken back: %(fields)s."),
    "card.published": _("The card was published."),
    "card.suspended": _("The card was suspended."),
    "card.retired": _("The card left the results: %(reason)s."),
    "card.redrafted": _("The card became a draft again."),
    "card.confirmed": _("It was confirmed that everything is still right."),
    "card.translated": _("Translated into %(language)s."),
    "enterprise.started": _("A profile was begun."),
    "enterprise.changed": _("Changed: %(fields)s."),
    "enterprise.put_back": _("The last change was taken back: %(fields)s."),
    "enterprise.published": _("The profile was published."),
    "enterprise.suspended": _("The profile was suspended."),
    "enterprise.retired": _("The profile left the results: %(reason)s."),
    "enterprise.redrafted": _("The profile became a draft again."),
    "enterprise.confirmed": _("It was confirmed that everything is still right."),
    "enterprise.translated": _("Translated into %(language)s."),
    "enterprise.share_verified": _("The share of disadvantaged workers was verified: %(proof)s."),
    "enterprise.certificate_verified": _("The certificate %(name)s was verified: %(proof)s."),
    "enterprise.reference_asked": _("A client was asked to confirm a reference."),
    "enterprise.reference_confirmed": _("A client confirmed a reference."),
    "enterprise.reference_denied": _("A client said that a reference is not right."),
    "reminder.stopped": _("Somebody asked for no more reminders."),
    "callback.asked": _("Somebody asked to be called back."),
    "callback.answered": _("Answered: %(outcome)s."),
    "callback.closed": _("Closed without an answer: %(outcome)s."),
    "callback.escalated": _("It waited too long and was brought to the platform's office."),
    "mistake.asked": _("Somebody reported a mistake."),
    "mistake.answered": _("Dealt with: %(outcome)s."),
    "mistake.closed": _("Closed: %(outcome)s."),
    "mistake.escalated": _("It waited too long and was brought to the platform's office."),
}

PROOFS = {  # what the office may have looked at before it calls a share verified
    "register": _("an extract of a public register"),
    "report": _("the social report"),
    "labour": _("the labour book or the data of INPS"),
    "statement": _("a signed statement by an auditor or an adviser"),
}

CERTIFICATE_PROOFS = {  # what the office may have looked at before it calls one verified
    "certificate": _("the certificate itself"),
    "list": _("the public list of certified organizations"),
    "issuer": _("a word of the body that issued it"),
}

REASONS = {
    "editor": _("its editors took it out"),
    "not confirmed": _("nobody had confirmed it for too long"),
}

OUTCOMES = {
    "callback": {
        "reached": _("we spoke and the question is settled"),
        "passed_on": _("we passed it on to another service, with the person's consent"),
        "no_contact": _("we tried and could not reach the person"),
        "not_ours": _("it was not for us"),
    },
    "mistake": {
        "corrected": _("the listing was corrected"),
        "was_right": _("we checked, and the listing is right"),
        "not_ours": _("it was not about this listing"),
    },
}
