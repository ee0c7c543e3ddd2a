//! The chapter as a whole.

checks::chapter_tests!(
    concurrency_vs_parallelism::chapter(),
    env!("CARGO_BIN_EXE_concurrency-vs-parallelism")
);
