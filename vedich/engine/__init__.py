"""Roll-up plans over many figures: reference (the oracle), columnar (embedded), cluster (Spark)."""
