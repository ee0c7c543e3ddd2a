//! The chapter as a whole.

checks::chapter_tests!({{module}}::chapter(), env!("CARGO_BIN_EXE_{{chapter}}"));
