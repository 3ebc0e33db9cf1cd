"""Legal entities, their sites and qualifications, and who acts for them."""
