"""How fast `vedich rollup` is, as ratios inside one run (DESIGN §7). Never a test with a clock."""
