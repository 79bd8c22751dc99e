"""Journal (nhật ký): one hash-chained line for every write, and what makes pages go stale (R33).

An action of any app writes inside `actions.recording`: one transaction, its change, its lines, the
head of the chain last. The register says whether the database is a sample (dữ liệu mẫu) or real.
"""
