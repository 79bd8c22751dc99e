"""The health of the plan (sức khỏe kế hoạch): does it live, or only stand on paper?

Owner rate, freshness, who has never reported, what others typed, unclear tasks; each beside what
was measured elsewhere, with its source. Nobody is ranked by it (R17).
"""
