"""Places (địa bàn) and bodies (tổ chức, cơ quan, đơn vị): the dated tree, as rows (R1–R3).

A place is (code, since); where it stood is a link with days of its own. Bodies belong to a place
and owe what is asked; only places are summed.
"""
