"""Returns (báo cáo của đơn vị): figures and words that a body owes for a period (R18, R19, R36).

A return moves draft → submitted → accepted | returned; every move is a row. Whose turn it is can be
computed at any moment. The figures themselves live in the app `figures`.
"""
