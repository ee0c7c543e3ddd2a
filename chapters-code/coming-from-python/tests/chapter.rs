//! The chapter as a whole.

checks::chapter_tests!(
    coming_from_python::chapter(),
    env!("CARGO_BIN_EXE_coming-from-python")
);
