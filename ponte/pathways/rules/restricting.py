"""What stops while a worker's restriction (art. 18 GDPR) or objection (art. 21) stands.

What is kept stays readable, what the running contract asks for goes on, and so does whatever the
worker does. Nothing else is done with it, until the office lifts or refuses the request.
"""

from django.utils.translation import gettext_lazy as _

# Steps that use data for something new, or show them to somebody new.
STOPPED = frozenset(
    {
        "share_proposal",
        "request_activation",
        "begin_orientation",
        "finish_assessment",
        "begin_match_review",
        "reject_match",
        "approve_match",
        "request_again",
        "revise_agreement",
        "amend_agreement",
        "name_signatory",
        "send_signing_link",
        "send_signing_code",
        "issue_signing_code",
        "start_secondment",
        "activate_network",
        "assign_role",
        "begin_follow_up",
        "record_follow_up",
    }
)
RESTRICTED = _(
    "The worker asked that these data are not used for now. They can be read; this step waits "
    "until the office has answered, or lifts the restriction."
)
NOT_COMPARED = _(
    "The worker does not agree with being compared, or asked that the data are not used for now."
)
