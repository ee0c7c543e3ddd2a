//! The chapter as a whole.

checks::chapter_tests!(io_bound::chapter(), env!("CARGO_BIN_EXE_io-bound"));
