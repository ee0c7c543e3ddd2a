//! The chapter as a whole.

checks::chapter_tests!(cpu_bound::chapter(), env!("CARGO_BIN_EXE_cpu-bound"));
