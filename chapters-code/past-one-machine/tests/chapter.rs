//! The chapter as a whole.

checks::chapter_tests!(
    past_one_machine::chapter(),
    env!("CARGO_BIN_EXE_past-one-machine")
);
