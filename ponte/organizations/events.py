"""What can happen to an organization, in the past tense and in words a person reads."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "organization.registered": _("The organization was put on the list."),
    "organization.edited": _("The organization's details were corrected."),
    "organization.closed": _("The organization was marked as closed."),
    "site.added": _("A place was added."),
    "site.edited": _("A place was corrected."),
    "site.removed": _("A place was removed."),
    "qualification.declared": _("The organization declared: %(kind)s."),
    "qualification.recorded": _("Copied from a register: %(kind)s."),
    "qualification.verified": _("Verified by the platform's office: %(kind)s."),
    "qualification.removed": _("No longer stated: %(kind)s."),
    "claim.asked": _("Somebody said to act for the organization."),
    "claim.accepted": _("It was confirmed who acts for the organization."),
    "claim.refused": _("A claim was refused."),
    "claim.withdrawn": _("A claim was taken back."),
    "claim.escalated": _("A claim waited too long and was brought to the office."),
    "access.asked": _("Somebody asked to be let in."),
    "access.accepted": _("Somebody was let in as %(role)s."),
    "access.refused": _("A request to be let in was refused."),
    "access.withdrawn": _("A request to be let in was taken back."),
    "access.escalated": _("A request waited too long and was brought to the office."),
    "membership.given": _("A member was set up as %(role)s."),
    "member.invited": _("Somebody was invited as %(role)s."),
    "member.joined": _("A new member joined as %(role)s."),
    "member.role_changed": _("A member's role became %(role)s."),
    "member.left": _("A member left."),
    "invitation.withdrawn": _("An invitation was taken back."),
    "keeping.began": _("A network began to keep the listings of a member."),
    "keeping.ended": _("The listings are no longer kept by a network."),
}
