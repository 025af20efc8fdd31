"""The tests mirror the packages; beside them stand the house rules, the browser tests and the benchmarks."""
