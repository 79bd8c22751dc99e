"""The roll-out of a resolution (triển khai): who has met, who has issued a document (UX 17).

A resolution is made concrete commune by commune, cell by cell. Every body below says on which day
it met, which document of its own it issued, and what it has handed in for the first quarter.
"""
