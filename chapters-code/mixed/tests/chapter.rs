//! The chapter as a whole.

checks::chapter_tests!(mixed::chapter(), env!("CARGO_BIN_EXE_mixed"));
