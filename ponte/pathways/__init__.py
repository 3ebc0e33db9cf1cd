"""Pathways: from the social co-operative, through a secondment, to a job in a company."""
