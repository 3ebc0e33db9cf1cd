"""What happens to opportunities, workers and cases: one verb a function, told `by` whom."""

from ponte.pathways.actions.access import (
    end_assisted,
    give_card,
    invite_worker,
    open_assisted,
    take_card,
)
from ponte.pathways.actions.agreements import (
    amend_agreement,
    revise_agreement,
    withdraw_amendment,
)
from ponte.pathways.actions.calls import (
    add_association_member,
    answer_call,
    close_call,
    edit_call,
    end_association_member,
    publish_call,
    tell_firms,
    write_call,
)
from ponte.pathways.actions.candidates import (
    accept_proposal,
    close_before_start,
    decline_proposal,
    give_up,
    propose_candidate,
    request_activation,
    share_proposal,
)
from ponte.pathways.actions.costs import add_cost, add_wages, remove_cost
from ponte.pathways.actions.documents import (
    complete_document,
    renew_document,
    save_document,
    share_document,
)
from ponte.pathways.actions.emergencies import break_glass, close_emergency, review_emergency
from ponte.pathways.actions.ending import (
    begin_follow_up,
    close_pathway,
    evaluate_pathway,
    record_follow_up,
    record_hire,
    record_other_exit,
    record_return,
)
from ponte.pathways.actions.funding import add_funding, edit_funding, report_funding
from ponte.pathways.actions.hours import confirm_hours, correct_hours, enter_hours
from ponte.pathways.actions.logbook import share_logbook, write_logbook
from ponte.pathways.actions.matching import publish_weights, review_pair
from ponte.pathways.actions.meetings import (
    add_item,
    add_task,
    call_meeting,
    decide_item,
    finish_task,
    hold_meeting,
    invite_guest,
    take_meeting_note,
)
from ponte.pathways.actions.opportunities import (
    contact_company,
    draft_profile,
    edit_opportunity,
    expire_opportunity,
    fill_opportunity,
    find_available,
    find_not_available,
    interview_company,
    open_opportunity,
    take_lead,
    validate_profile,
    withdraw_opportunity,
)
from ponte.pathways.actions.paper_consents import record_paper_withdrawal
from ponte.pathways.actions.papers import (
    confirm_paper,
    drop_paper,
    write_paper_consent,
    write_paper_signature,
    write_paper_statement,
)
from ponte.pathways.actions.pass_use import open_link
from ponte.pathways.actions.people import assign_role, end_role, record_training
from ponte.pathways.actions.placing import (
    approve_match,
    begin_match_review,
    begin_orientation,
    finish_assessment,
    reject_match,
    request_again,
)
from ponte.pathways.actions.posts import fill_freed_post
from ponte.pathways.actions.profiles import (
    take_from_assessment,
    withdraw_limits,
    write_abilities,
    write_conditions,
)
from ponte.pathways.actions.proposals import ask_proposal
from ponte.pathways.actions.publishing import publish_figures
from ponte.pathways.actions.reading_needs import ask_reading, close_reading, open_reading
from ponte.pathways.actions.representatives import appoint_representative, end_representative
from ponte.pathways.actions.secondment import (
    complete_secondment,
    interrupt_secondment,
    resume_secondment,
    review_suspension,
    start_secondment,
    suspend_secondment,
)
from ponte.pathways.actions.sheet_files import attach_file
from ponte.pathways.actions.signers import (
    end_signatory,
    issue_signing_code,
    name_signatory,
    revoke_signing_pass,
    send_signing_code,
    send_signing_link,
)
from ponte.pathways.actions.signing import (
    sign_agreement,
    sign_by_code,
    sign_by_link,
)
from ponte.pathways.actions.sittings import (
    begin_sitting,
    end_sitting,
    pause_sitting,
    resume_sitting,
)
from ponte.pathways.actions.stating import state_ending
from ponte.pathways.actions.stating_passes import state_by_code, state_by_link
from ponte.pathways.actions.tutoring import (
    act_on_issue,
    activate_network,
    hold_interview,
    raise_issue,
)
from ponte.pathways.actions.workers import correct_worker, record_disadvantage, register_worker
from ponte.pathways.actions.yard import cut_off_phone, enrol_phone
from ponte.pathways.actions.yard_entries import settle_entry

__all__ = [
    "accept_proposal",
    "act_on_issue",
    "activate_network",
    "add_association_member",
    "add_cost",
    "add_funding",
    "add_item",
    "add_task",
    "add_wages",
    "amend_agreement",
    "answer_call",
    "appoint_representative",
    "approve_match",
    "ask_proposal",
    "ask_reading",
    "assign_role",
    "attach_file",
    "begin_follow_up",
    "begin_match_review",
    "begin_orientation",
    "begin_sitting",
    "break_glass",
    "call_meeting",
    "close_before_start",
    "close_call",
    "close_emergency",
    "close_pathway",
    "close_reading",
    "complete_document",
    "complete_secondment",
    "confirm_hours",
    "confirm_paper",
    "contact_company",
    "correct_hours",
    "correct_worker",
    "cut_off_phone",
    "decide_item",
    "decline_proposal",
    "draft_profile",
    "drop_paper",
    "edit_call",
    "edit_funding",
    "edit_opportunity",
    "end_assisted",
    "end_association_member",
    "end_representative",
    "end_role",
    "end_signatory",
    "end_sitting",
    "enrol_phone",
    "enter_hours",
    "evaluate_pathway",
    "expire_opportunity",
    "fill_freed_post",
    "fill_opportunity",
    "find_available",
    "find_not_available",
    "finish_assessment",
    "finish_task",
    "give_card",
    "give_up",
    "hold_interview",
    "hold_meeting",
    "interrupt_secondment",
    "interview_company",
    "invite_guest",
    "invite_worker",
    "issue_signing_code",
    "name_signatory",
    "open_assisted",
    "open_link",
    "open_opportunity",
    "open_reading",
    "pause_sitting",
    "propose_candidate",
    "publish_call",
    "publish_figures",
    "publish_weights",
    "raise_issue",
    "record_disadvantage",
    "record_follow_up",
    "record_hire",
    "record_other_exit",
    "record_paper_withdrawal",
    "record_return",
    "record_training",
    "register_worker",
    "reject_match",
    "remove_cost",
    "renew_document",
    "report_funding",
    "request_activation",
    "request_again",
    "resume_secondment",
    "resume_sitting",
    "review_emergency",
    "review_pair",
    "revise_agreement",
    "revoke_signing_pass",
    "save_document",
    "send_signing_code",
    "send_signing_link",
    "settle_entry",
    "share_document",
    "share_logbook",
    "share_proposal",
    "sign_agreement",
    "sign_by_code",
    "sign_by_link",
    "start_secondment",
    "state_by_code",
    "state_by_link",
    "state_ending",
    "review_suspension",
    "suspend_secondment",
    "take_card",
    "take_from_assessment",
    "take_lead",
    "take_meeting_note",
    "tell_firms",
    "validate_profile",
    "withdraw_amendment",
    "withdraw_limits",
    "withdraw_opportunity",
    "write_abilities",
    "write_call",
    "write_conditions",
    "write_logbook",
    "write_paper_consent",
    "write_paper_signature",
    "write_paper_statement",
]
