"""The numbers of the procedure; where a law or the first programme gave them, it is said."""

LEAST_HOURS, MOST_HOURS = 250, 500  # of a secondment, first programme
LEAST_MONTHS_EMPLOYED = 6  # first programme
TARGET_AGES = (30, 50)  # first programme; a target, never a bar (D.Lgs 216/2003)
TUTOR_HOURS = 40  # in four areas, first programme
NOTICE_DAYS = 5  # mandatory communication of a secondment
ORIENTATION_DAYS, ASSESSMENT_DAYS, MATCH_DAYS, REPORT_DAYS = 15, 30, 15, 15
ANSWER_REMINDER_DAYS = 30
REVIEW_DAYS = 30  # of a suspension
ISSUE_WORKING_DAYS = 5
MONTHS = (3, 6, 12, 24)  # of the follow-up
LAST_MONTH = 12  # the look back without which a case is closed only with a reason
TUTOR_KEEPS_MONTHS = 24  # how long after the end of a case its tutor reads the whole of it
DAY_MINUTES = 24 * 60
ASSISTED_MINUTES = 45  # a sitting long, of a session beside the worker, on the tutor's device
INVITED_DAYS = 14  # how long the link of a worker's invitation by e-mail is good
