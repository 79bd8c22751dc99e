"""Tasks (đầu việc) and what follows them: charges, checks, visits, matters, the roll-out.

Phân công, kiểm tra, đi cơ sở, việc phát sinh, triển khai: R14 to R17. Work follows the post; every
task has one accountable person.
"""
