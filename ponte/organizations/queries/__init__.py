"""Reading organizations and who acts for them, already scoped to the actor."""
