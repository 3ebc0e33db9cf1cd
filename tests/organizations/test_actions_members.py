"""Members: invited by e-mail, let in on request, given roles, taken off; keepers of others."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from ponte.kit import links
from ponte.kit.actor import Actor
from ponte.kit.duties.models import Duty
from ponte.kit.errors import Refused, RuleBroken
from ponte.organizations import actions
from ponte.organizations.models import AccessRequest, Invitation, Keeping, Membership
from ponte.organizations.rules.access import INVITATION_LINK, KEEPING_LINK, check_may_keep
from ponte.organizations.states import RequestState
from tests.organizations import factories as make

pytestmark = [
    pytest.mark.usefixtures("rows"),
    pytest.mark.django_db(databases=["default", "aside"]),
]
EDITOR, MANAGER = "organization_editor", "organization_manager"


def invite(organization, manager, email="new@example.org", role=EDITOR):
    with make.acting_as(manager) as by:
        return actions.invite_member(organization=organization, email=email, role=role, by=by)


def token(invitation) -> str:
    return links.make(INVITATION_LINK, {"invitation": str(invitation.pk)}, days=14)


def ask(organization, who, role=EDITOR):
    with make.acting_as(who) as by:
        return actions.ask_access(organization=organization, role=role, by=by, message="Hello")


def test_only_the_invited_accepts_an_invitation():
    organization = make.organization()
    invitation = invite(organization, make.member(organization), "New@Example.org")
    with make.acting_as(make.person()) as by, pytest.raises(RuleBroken, match="another"):
        actions.accept_invitation(token=token(invitation), by=by)
    with make.acting_as(make.person(email="new@example.org")) as by:
        membership = actions.accept_invitation(token=token(invitation), by=by)
        assert (membership.organization, membership.role) == (organization, EDITOR)
        with pytest.raises(RuleBroken, match="over"):
            actions.accept_invitation(token=token(invitation), by=by)


def test_an_address_that_was_not_verified_accepts_nothing():
    from allauth.account.models import EmailAddress

    organization = make.organization()
    invitation = invite(organization, make.member(organization))
    who = make.person(email="new@example.org")
    EmailAddress.objects.update(verified=False)
    with make.acting_as(who) as by, pytest.raises(RuleBroken):
        actions.accept_invitation(token=token(invitation), by=by)


def test_a_withdrawn_old_or_forged_invitation_opens_nothing():
    organization = make.organization()
    manager = make.member(organization)
    invitation = invite(organization, manager)
    with make.acting_as(make.person(email="new@example.org")) as by:
        with pytest.raises(RuleBroken):
            actions.accept_invitation(token=token(invitation) + "x", by=by)
        Invitation.objects.update(invited_at=timezone.now() - timedelta(days=15))
    with make.acting_as(manager) as by:
        actions.withdraw_invitation(invitation=invitation, by=by)
        with pytest.raises(RuleBroken):
            actions.withdraw_invitation(invitation=invitation, by=by)
    with make.acting_as(make.person(email="other@example.org")) as by, pytest.raises(RuleBroken):
        actions.accept_invitation(token=token(invitation), by=by)


@pytest.mark.parametrize(
    "email, role, field",
    [("nobody", EDITOR, "email"), ("x@example.org", "platform_officer", "role")],
)
def test_an_invitation_names_a_real_address_and_a_role_of_organizations(email, role, field):
    organization = make.organization()
    with pytest.raises(RuleBroken) as broken:
        invite(organization, make.member(organization), email, role)
    assert broken.value.field == field


def test_an_address_is_invited_once():
    organization = make.organization()
    manager = make.member(organization)
    invite(organization, manager)
    for email in ("new@example.org", manager.email):
        with pytest.raises(RuleBroken) as broken:
            invite(organization, manager, email)
        assert broken.value.field == "email"


def test_the_letter_of_an_invitation_carries_a_link_and_no_name_in_its_subject():
    organization = make.organization("Aquilone")
    invite(organization, make.member(organization))
    make.send_letters()
    letter = mail.outbox[0]
    assert letter.to == ["new@example.org"]
    assert "/organizations/invitations/" in letter.body
    assert "Aquilone" not in letter.subject


def test_somebody_who_manages_always_remains():
    organization = make.organization()
    manager, other = make.member(organization), make.member(organization, EDITOR)
    mine = Membership.objects.get(person=manager)
    with make.acting_as(manager) as by:
        with pytest.raises(RuleBroken, match="last"):
            actions.end_membership(membership=mine, by=by)
        with pytest.raises(RuleBroken, match="last"):
            actions.change_role(membership=mine, role=EDITOR, by=by)
        actions.change_role(membership=Membership.objects.get(person=other), role=MANAGER, by=by)
        actions.end_membership(membership=mine, by=by)
    with make.acting_as(other) as by, pytest.raises(RuleBroken, match="no longer"):
        actions.end_membership(membership=mine, by=by)


def test_a_member_may_leave():
    organization = make.organization()
    make.member(organization)
    editor = make.member(organization, EDITOR)
    with make.acting_as(editor) as by:
        actions.end_membership(membership=Membership.objects.get(person=editor), by=by)
    assert Membership.objects.get(person=editor).ended_at


def test_a_manager_lets_somebody_in_perhaps_in_another_role():
    organization = make.organization()
    manager, who = make.member(organization), make.person()
    request = ask(organization, who, MANAGER)
    with make.acting_as(manager) as by:
        actions.answer_access(request=request, accept=True, role=EDITOR, by=by)
    assert Membership.objects.get(person=who).role == EDITOR
    assert not Duty.objects.filter(ended_at__isnull=True).exists()
    assert ("access_answered", request.pk) in make.told()


def test_a_refusal_has_a_reason_that_is_sent():
    organization = make.organization()
    manager = make.member(organization)
    request = ask(organization, make.person())
    with make.acting_as(manager) as by:
        with pytest.raises(RuleBroken):
            actions.answer_access(request=request, accept=False, by=by)
        actions.answer_access(request=request, accept=False, answer="Not ours.", by=by)
    mail.outbox.clear()
    make.send_letters()
    assert any("Not ours." in letter.body for letter in mail.outbox)


def test_a_request_is_taken_back_with_its_duty():
    organization = make.organization()
    make.member(organization)
    who = make.person()
    request = ask(organization, who)
    with make.acting_as(who) as by:
        actions.withdraw_access(request=request, by=by)
    assert Duty.objects.get().ended_how == "withdrawn"


def test_nobody_asks_twice_or_where_a_member_or_where_nobody_answers():
    organization, free = make.organization(), make.organization("Libera")
    manager, who = make.member(organization), make.person()
    ask(organization, who)
    for where, person in ((organization, who), (organization, manager), (free, who)):
        with pytest.raises(RuleBroken):
            ask(where, person)
    with pytest.raises(RuleBroken) as broken:
        ask(organization, make.person(), "platform_officer")
    assert broken.value.field == "role"


def test_a_request_unanswered_for_a_week_comes_to_the_office():
    organization = make.organization()
    make.member(organization)
    officer = make.officer()
    request = ask(organization, make.person())
    now = timezone.now()
    assert actions.escalate_requests(now=now, by=make.JOB) == 0
    actions.escalate_requests(now=now + timedelta(days=3, hours=1), by=make.JOB)
    assert ("access_reminder", request.pk) in make.told()
    assert actions.escalate_requests(now=now + timedelta(days=7, hours=1), by=make.JOB) == 1
    assert actions.escalate_requests(now=now + timedelta(days=8), by=make.JOB) == 0
    request.refresh_from_db()
    assert request.escalated_at
    with make.acting_as(officer) as by:
        actions.answer_access(request=request, accept=True, by=by)
    mail.outbox.clear()
    make.send_letters()
    assert officer.email in {address for letter in mail.outbox for address in letter.to}


def test_the_console_gives_the_first_roles():
    organization, who = make.organization(), make.person()
    mandate = actions.give_mandate(person=who.pk, role="platform_officer", by=make.JOB)
    assert actions.give_mandate(person=who.pk, role="platform_officer", by=make.JOB) == mandate
    given = {"person": who.pk, "organization": organization, "by": make.JOB}
    membership = actions.give_membership(role=MANAGER, **given)
    assert actions.give_membership(role=MANAGER, **given) == membership
    organization.refresh_from_db()
    assert organization.claimed_at
    with pytest.raises(RuleBroken):
        actions.give_membership(role="platform_officer", **given)


def network(**fields):
    made = make.organization("Consorzio", **({"legal_form": "consortium"} | fields))
    shown = {"standing": "from_register", "source": "Albo", "stated_on": timezone.localdate()}
    make.qualification(made, "consortium", **shown)
    return made, make.member(made)


def keep(keeper, who, kept, ground="Member since 2019"):
    with make.acting_as(who) as by:
        return actions.keep_listings(keeper=keeper, kept=kept, ground=ground, by=by)


def test_a_network_keeps_a_members_listings_and_the_member_is_told():
    keeper, who = network()
    kept = make.organization("Piccola", email="piccola@example.org")
    keeping = keep(keeper, who, kept)
    make.send_letters()
    keeping.refresh_from_db()
    assert keeping.told_at
    letter = next(one for one in mail.outbox if one.to == ["piccola@example.org"])
    assert "/organizations/keepings/" in letter.body


def test_a_member_without_an_address_counts_as_not_told():
    keeper, who = network()
    keeping = keep(keeper, who, make.organization("Piccola"))
    make.send_letters()
    keeping.refresh_from_db()
    assert keeping.told_at is None


def test_only_a_checked_network_keeps_for_others_who_do_not_do_it_themselves():
    keeper, who = network()
    kept = make.organization("Piccola")
    company = make.organization("Azienda", legal_form="limited_company")
    manager = make.member(company)
    with pytest.raises(RuleBroken, match="Only a consortium"):
        keep(company, manager, kept)
    claimed = make.organization("Grande", claimed=True)
    for wrong in (keeper, claimed):
        with pytest.raises(RuleBroken):
            keep(keeper, who, wrong)
    with pytest.raises(RuleBroken) as broken:
        keep(keeper, who, kept, " ")
    assert broken.value.field == "ground"
    keep(keeper, who, kept)
    other, other_manager = network()
    with pytest.raises(RuleBroken, match="already"):
        keep(other, other_manager, kept)


@pytest.mark.parametrize(
    "statement, may",
    [
        (None, False),
        ({"standing": "declared"}, False),
        ({"standing": "from_register", "source": "Albo"}, True),
        ({"standing": "verified", "verified_by": "Office"}, True),
        ({"standing": "verified", "verified_by": "Office", "valid_until": date(2020, 1, 1)}, False),
        ({"standing": "from_register", "source": "Albo", "stated_on": date(2019, 1, 1)}, False),
    ],
)
@pytest.mark.parametrize("kind", ["consortium", "acts_for_members"])
def test_the_word_of_a_consortium_about_itself_lets_it_keep_nobody(kind, statement, may):
    keeper = make.organization("Consorzio", legal_form="consortium")
    who, kept = make.member(keeper), make.organization("Piccola")
    today = timezone.localdate()
    if statement:
        more = {"verified_on": today} if statement["standing"] == "verified" else {}
        make.qualification(keeper, kind, **{"stated_on": today, **more, **statement})
    if may:
        assert keep(keeper, who, kept).keeper == keeper
        return
    with pytest.raises(RuleBroken, match="ask the platform's office to verify"):
        keep(keeper, who, kept)


def test_the_members_mailbox_ends_a_keeping_without_signing_in():
    keeper, who = network()
    keeping = keep(keeper, who, make.organization("Piccola"))
    actions.end_keeping(keeping=keeping, by=Actor.link(KEEPING_LINK, keeping.pk))
    assert Keeping.objects.get().ended_at
    with pytest.raises(RuleBroken):
        actions.end_keeping(keeping=keeping, by=make.actor(who))


def test_the_office_and_the_member_itself_may_end_a_keeping_too():
    for who in (make.officer(), None):
        keeper, keeping_member = network()
        kept = make.organization("Piccola")
        keeping = keep(keeper, keeping_member, kept)
        with make.acting_as(who or make.member(kept)) as by:
            actions.end_keeping(keeping=keeping, by=by)
        keeping.refresh_from_db()
        assert keeping.ended_by_id == by.id


def test_a_network_that_nobody_is_confirmed_for_keeps_nobody():
    with pytest.raises(RuleBroken) as broken:
        check_may_keep(proven={"consortium"}, is_claimed=False)
    assert broken.value.field == "kept"


def test_a_duty_whose_request_is_gone_brings_nothing_to_the_office():
    organization = make.organization()
    make.member(organization)
    request = ask(organization, make.person())
    taken_back = {"state": RequestState.WITHDRAWN, "answered_at": timezone.now()}
    AccessRequest.objects.filter(pk=request.pk).update(**taken_back)
    assert Duty.objects.filter(ended_at__isnull=True).exists()
    assert actions.escalate_requests(now=timezone.now() + timedelta(days=9), by=make.JOB) == 0


def test_a_stranger_is_refused_everywhere():
    organization = make.organization()
    manager = make.member(organization)
    membership = Membership.objects.get(person=manager)
    request = ask(organization, make.person())
    invitation = invite(organization, manager)
    keeper, who = network()
    keeping = keep(keeper, who, make.organization("Piccola"))
    for by in (Actor.anonymous(), make.actor(make.member(make.organization("Altra")))):
        refused = [
            (actions.invite_member, {"organization": organization, "email": "a@b.it"}),
            (actions.withdraw_invitation, {"invitation": invitation}),
            (actions.change_role, {"membership": membership, "role": EDITOR}),
            (actions.end_membership, {"membership": membership}),
            (actions.answer_access, {"request": request, "accept": True}),
            (actions.withdraw_access, {"request": request}),
            (actions.end_keeping, {"keeping": keeping}),
            (actions.keep_listings, {"keeper": keeper, "kept": organization, "ground": "x"}),
            (actions.escalate_requests, {"now": timezone.now()}),
            (actions.note_told, {"keeping": keeping.pk}),
            (actions.note_told_on_paper, {"keeping": keeping, "on": timezone.localdate()}),
            (actions.give_mandate, {"person": manager.pk, "role": MANAGER}),
        ]
        for action, arguments in refused:
            if action is actions.invite_member:
                arguments["role"] = EDITOR
            with pytest.raises(Refused):
                action(by=by, **arguments)
    anonymous = Actor.anonymous()
    with pytest.raises(Refused):
        actions.ask_access(organization=organization, role=EDITOR, by=anonymous)
    with pytest.raises(Refused):
        actions.accept_invitation(token=token(invitation), by=anonymous)
    with pytest.raises(Refused):
        actions.give_membership(
            person=manager.pk, organization=organization, role=MANAGER, by=anonymous
        )
    assert AccessRequest.objects.get().state == RequestState.ASKED


def test_a_keeper_may_edit_what_it_keeps_but_lets_nobody_in():
    from ponte.organizations import permissions

    keeper, who = network()
    kept = make.organization("Piccola")
    keep(keeper, who, kept)
    by = make.actor(who)
    held = permissions.permissions_on(by, kept.pk)
    for permission in (
        permissions.EDIT_ORGANIZATION,
        permissions.MANAGE_MEMBERS,
        permissions.KEEP_LISTINGS,
        permissions.ANSWER_CLAIMS,
    ):
        assert permissions.holds(by, permission, kept.pk) is (permission in held)
    assert permissions.holds(by, permissions.EDIT_ORGANIZATION, kept.pk)
    assert not permissions.holds(by, permissions.MANAGE_MEMBERS, kept.pk)
