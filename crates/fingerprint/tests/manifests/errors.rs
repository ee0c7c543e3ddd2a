//! What cannot be made a manifest of says why, and what to do.

use crate::workspace::{SOURCE, Workspace};

#[track_caller]
fn assert_error(workspace: &Workspace, said: &str) {
    let error = workspace.error();
    assert!(error.contains(said), "{error:?} does not say {said:?}");
}

#[test]
fn an_experiment_without_its_rust_file_is_an_error() {
    let workspace = Workspace::with(&[("parts/alone.toml", "")]);
    assert_error(&workspace, &format!("has no `{SOURCE}/parts/alone.rs` beside it"));
}

#[test]
fn two_experiments_of_one_name_are_an_error() {
    let workspace =
        Workspace::with(&[("parts/overview.toml", ""), ("parts/overview.rs", "")]);
    assert_error(&workspace, "are the experiment `overview`: rename one");
}

#[test]
fn an_experiment_that_is_not_compiled_is_an_error() {
    let workspace = Workspace::with(&[("parts/new.toml", ""), ("parts/new.rs", "")]);
    assert_error(&workspace, "is not compiled: declare it with `mod`");
}

#[test]
fn a_file_that_does_not_parse_is_named() {
    let workspace = Workspace::with(&[("parts/far.rs", "fn far( {}")]);
    assert_error(
        &workspace,
        &format!("`{SOURCE}/parts/far.rs` is not Rust that parses"),
    );
}

#[test]
fn a_module_without_a_file_is_named() {
    let workspace = Workspace::with(&[("parts.rs", "mod missing;")]);
    assert_error(&workspace, "declares `mod missing;`, which has no file");
}

#[test]
fn a_library_missing_from_the_lock_file_is_named() {
    let workspace = Workspace::with(&[("overview.rs", "use web::get;")]);
    workspace.write("Cargo.lock", "version = 4\n");
    assert_error(&workspace, "`Cargo.lock` has no");
}
