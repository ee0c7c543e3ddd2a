//! The preprocessor on a fixture book, spoken to as mdBook speaks to it.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::config::Config;

/// A book of one page, `page.md`, in a temporary folder.
struct Fixture {
    root: tempfile::TempDir,
}

impl Fixture {
    fn new(page: &str) -> Self {
        let root = tempfile::tempdir().expect("a folder");
        fs::create_dir(root.path().join("book")).expect("made");
        fs::write(root.path().join("book/page.md"), page).expect("written");
        Self { root }
    }

    fn with(self, path: &str, text: &str) -> Self {
        fs::write(self.root.path().join(path), text).expect("written");
        self
    }

    /// Preprocesses the page; `content` is what mdBook's own preprocessors have
    /// made of it.
    fn run(&self, content: &str, environment: &[(&str, &str)]) -> Output {
        let config = "[book]\nsrc = \"book\"\n[preprocessor.chapters]\nrecorded = \"somewhere\"\ndeadline-seconds = 2\n";
        let config: Config = config.parse().expect("valid");
        let context = PreprocessorContext::new(
            self.root.path().to_owned(),
            config,
            "html".to_owned(),
        );
        let mut book = Book::default();
        book.push_item(BookItem::Chapter(Chapter::new(
            "Page",
            content.to_owned(),
            "page.md",
            Vec::new(),
        )));
        let mut child = Command::new(env!("CARGO_BIN_EXE_book"))
            .arg("preprocess")
            .current_dir(self.root.path())
            .env_remove("BOOK_MEASURE")
            .envs(environment.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("started");
        let input = serde_json::to_vec(&(context, book)).expect("JSON");
        child.stdin.take().expect("a pipe").write_all(&input).expect("written");
        child.wait_with_output().expect("ended")
    }

    fn source(&self) -> String {
        fs::read_to_string(self.root.path().join("book/page.md")).expect("readable")
    }
}

fn page(text: &str) -> String {
    let fixture = Fixture::new(text);
    let output = fixture.run(&fixture.source(), &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let book: Book = serde_json::from_slice(&output.stdout).expect("a book");
    match book.iter().next() {
        Some(BookItem::Chapter(chapter)) => chapter.content.clone(),
        _ => panic!("no chapter"),
    }
}

fn error(fixture: &Fixture) -> String {
    let output = fixture.run(&fixture.source(), &[]);
    assert!(!output.status.success());
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).expect("UTF-8")
}

#[test]
fn a_directive_is_replaced_by_what_its_command_prints() {
    assert_eq!(
        page("Before\n\n<!-- cmdrun printf 'a\\nb\\n' -->\nAfter\n"),
        "Before\n\na\nb\nAfter\n"
    );
    assert_eq!(
        page("It took <!-- cmdrun echo 5 ms --> in all.\n"),
        "It took 5 ms in all.\n"
    );
}

#[test]
fn commands_run_in_the_folder_of_their_page() {
    assert_eq!(page("<!-- cmdrun ls -->\n"), "page.md\n");
}

#[test]
fn a_directive_in_a_code_fence_is_shown_not_run() {
    let text = "```md\n<!-- cmdrun echo run -->\n```\n";
    assert_eq!(page(text), text);
}

#[test]
fn what_a_directive_prints_is_not_run_again() {
    let text = "<!-- cmdrun printf '\\074!-- cmdrun touch made --\\076\\n' -->\n";
    assert_eq!(page(text), "<!-- cmdrun touch made -->\n");
}

#[test]
fn a_failing_directive_fails_the_build_with_file_line_command_and_stderr() {
    let fixture = Fixture::new(
        "# Page\n\n<!-- cmdrun echo fine -->\n\n<!-- cmdrun echo 'no such row' >&2; exit 3 -->\n",
    );
    let error = error(&fixture);
    for part in [
        "1 directive failed",
        "book/page.md:5:",
        "exit 3`",
        "exit status: 3",
        "no such row",
    ] {
        assert!(error.contains(part), "{part}: {error}");
    }
}

#[test]
fn every_failing_directive_is_named_not_only_the_first() {
    let fixture =
        Fixture::new("<!-- cmdrun false -->\n<!-- cmdrun no-such-program -->\n");
    let error = error(&fixture);
    assert!(
        error.contains("book/page.md:1:") && error.contains("book/page.md:2:"),
        "{error}"
    );
    assert!(error.contains("no-such-program"), "{error}");
}

#[test]
fn a_directive_past_its_deadline_fails_the_build() {
    let error = error(&Fixture::new("<!-- cmdrun sleep 600 & sleep 600 -->\n"));
    assert!(error.contains("still running after 2s"), "{error}");
}

#[test]
fn quotes_dollars_and_backslashes_reach_the_command_as_written() {
    assert_eq!(
        page("<!-- cmdrun printf '%s' \"it's $((1 + 1)) \\\\ 'q'\" --> end\n"),
        "it's 2 \\ 'q' end\n"
    );
}

#[test]
fn a_missing_include_fails_the_build() {
    let error = error(&Fixture::new(
        "# Page\n\n```rust\n{{#include ../no/such/file.rs}}\n```\n",
    ));
    assert!(
        error.contains("book/page.md:4:") && error.contains("no such file"),
        "{error}"
    );
}

#[test]
fn a_missing_anchor_fails_the_build() {
    let fixture = Fixture::new("{{#include ../code.rs:listing}}\n")
        .with("code.rs", "// ANCHOR: other\n// ANCHOR_END: other\n");
    let error = error(&fixture);
    assert!(
        error.contains("book/page.md:1:") && error.contains("`ANCHOR: listing`"),
        "{error}"
    );
}

#[test]
fn an_anchor_without_an_end_fails_the_build() {
    let fixture = Fixture::new("{{#include ../code.rs:listing}}\n")
        .with("code.rs", "// ANCHOR: listing\n");
    assert!(error(&fixture).contains("`ANCHOR_END: listing`"));
}

#[test]
fn a_range_beyond_the_end_fails_the_build() {
    let fixture =
        Fixture::new("{{#include ../code.rs:5:9}}\n").with("code.rs", "one line\n");
    assert!(error(&fixture).contains("only 1 lines"));
}

#[test]
fn a_directive_over_two_lines_fails_the_build() {
    let error = error(&Fixture::new("Took\n<!-- cmdrun echo 1\n2 --> and more.\n"));
    assert!(
        error.contains("book/page.md, near line 2") && error.contains("one line"),
        "{error}"
    );
}

#[test]
fn a_directive_that_is_nearly_one_fails_the_build_but_not_in_code() {
    let error = error(&Fixture::new(
        "`<!-- cmdrun -->`\n\nTook <!-- cmdrun -->.\n\n<!--\tcmdrun echo 1 -->\n",
    ));
    assert!(error.contains("2 directives cannot be run"), "{error}");
    assert!(error.contains("near line 3") && error.contains("near line 5"), "{error}");
}

#[test]
fn good_includes_ranges_and_escaped_ones_pass() {
    let fixture = Fixture::new(
        "{{#include ../code.rs:a}} {{#include ../code.rs:1:2}} \\{{#include ../none.rs}}\n",
    )
    .with("code.rs", "// ANCHOR: a\nfn a() {}\n// ANCHOR_END: a\n");
    let output = fixture.run("expanded by mdBook", &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn an_unknown_mode_is_refused_with_the_known_ones() {
    let fixture = Fixture::new("");
    let output = fixture.run("", &[("BOOK_MEASURE", "sometimes")]);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("`never`"));
}

#[test]
fn commands_learn_whose_numbers_to_show() {
    let fixture = Fixture::new("<!-- cmdrun echo $BOOK_MACHINE -->\n");
    let shown = |environment: &[(&str, &str)]| {
        String::from_utf8(fixture.run(&fixture.source(), environment).stdout)
            .expect("UTF-8")
    };
    assert!(shown(&[]).contains("local"));
    assert!(shown(&[("BOOK_MEASURE", "never")]).contains("somewhere"));
}

#[test]
fn only_html_is_supported() {
    let supports = |renderer| {
        Command::new(env!("CARGO_BIN_EXE_book"))
            .args(["preprocess", "supports", renderer])
            .status()
            .expect("ran")
            .success()
    };
    assert!(supports("html"));
    assert!(!supports("markdown"));
}

#[test]
fn a_command_whose_chapter_is_not_built_is_named_in_its_place() {
    let fixture =
        Fixture::new("Before\n\n<!-- cmdrun a-chapter trace pool -->\nAfter\n");
    let chapter = fixture.root.path().join("chapters-code/a-chapter");
    fs::create_dir_all(&chapter).expect("made");
    fs::write(chapter.join("Cargo.toml"), "").expect("written");
    let output = fixture.run(&fixture.source(), &[("BOOK_MEASURE", "never")]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let words =
        "(not run here yet: `cargo run --release -p a-chapter -- trace pool`)\\n";
    assert!(text.contains(words), "{text}");
}

#[test]
fn a_command_is_run_once_until_a_file_that_it_names_changes() {
    let fixture = Fixture::new("<!-- cmdrun sh ../count ../named -->\n")
        .with("count", "echo run >> ../runs; cat \"$1\"\n")
        .with("named", "one");
    let runs = || {
        let output = fixture.run(&fixture.source(), &[]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let file = fixture.root.path().join("runs");
        fs::read_to_string(file).expect("written").lines().count()
    };
    assert_eq!([runs(), runs()], [1, 1]);
    fs::write(fixture.root.path().join("named"), "another").expect("written");
    assert_eq!(runs(), 2);
}

#[test]
fn a_failing_command_is_run_again_each_time() {
    let fixture = Fixture::new("<!-- cmdrun echo run >> ../runs; false -->\n");
    for _ in 0..2 {
        assert!(!fixture.run(&fixture.source(), &[]).status.success());
    }
    let runs = fs::read_to_string(fixture.root.path().join("runs")).expect("written");
    assert_eq!(runs.lines().count(), 2);
}
