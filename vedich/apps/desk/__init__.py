"""The desk (bàn việc): what needs this person now, joined from every app; and the sample year."""
