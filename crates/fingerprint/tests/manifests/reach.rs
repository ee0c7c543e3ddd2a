//! An edit to a file that an experiment reaches changes its manifest, and no other's.

use crate::workspace::{SOURCE, Workspace};

/// The experiments that change with the far part, where `overview.rs` is this and
/// `parts/near.rs` that.
fn reaching_far(overview: &str, near: &str) -> Vec<String> {
    let workspace =
        Workspace::with(&[("overview.rs", overview), ("parts/near.rs", near)]);
    let unrelated = format!("{SOURCE}/strategies/sequential.rs");
    assert!(
        !workspace.manifest("overview").contains_key(&unrelated),
        "the whole crate"
    );
    workspace.changed_by_source("parts/far.rs", "{ 1 }", "{ 2 }")
}

#[test]
fn a_strategy_changes_the_experiments_that_name_it() {
    let workspace = Workspace::new();
    let pool = workspace.changed_by_source("strategies/pool.rs", "1", "2");
    assert_eq!(pool, ["overview"]);
    let sequential =
        workspace.changed_by_source("strategies/sequential.rs", "now", "then");
    assert_eq!(sequential, ["other"]);
}

#[test]
fn the_experiment_itself_and_the_harness_are_reached() {
    let workspace = Workspace::new();
    assert_eq!(
        workspace.changed_by_source("overview.rs", "rows()", "all_rows()"),
        ["overview"]
    );
    let harness = workspace.changed_by("crates/measure/src/rounds.rs", "Tick", "Tock");
    assert_eq!(harness, ["other", "overview"]);
}

#[test]
fn paths_are_followed_from_where_they_stand() {
    for overview in [
        "use crate::parts::far; fn f() { far::far() }",
        "use crate::parts::{near::*, far::{far as f}};",
        "use super::parts as p; fn f() { p::far::far() }",
        "fn f() { use crate::parts; parts::far::far() }",
        "fn f() { self::inner::f() } mod inner { use super::super::parts::far; }",
        "fn f(x: crate::parts::far::Far) {}",
        "#[serde(with = \"crate::parts::far\")] struct S;",
        "use crate::parts as p; #[serde(default = \"p::far::far\")] struct S;",
    ] {
        assert_eq!(reaching_far(overview, ""), ["overview"], "{overview}");
    }
}

#[test]
fn files_lead_to_further_files() {
    let near = "use super::far; pub fn near() { far::far() }";
    assert_eq!(
        reaching_far("fn f() { crate::parts::near::near() }", near),
        ["overview"]
    );
    assert!(reaching_far("fn f() {}", near).is_empty());
}

#[test]
fn nested_modules_are_reached_without_their_parents() {
    let workspace = Workspace::with(&[
        ("overview.rs", "use crate::parts::near::deep::mine;"),
        ("parts/near.rs", "pub mod deep;\npub fn unused() {}"),
        ("parts/near/deep/mod.rs", "pub mod mine; pub fn mine() {}"),
        ("parts/near/deep/mine.rs", "pub fn f() { 1 }"),
    ]);
    let changed = |path, from| workspace.changed_by_source(path, from, "fn edited()");
    assert_eq!(changed("parts/near/deep/mine.rs", "fn f()"), ["overview"]);
    assert_eq!(changed("parts/near/deep/mod.rs", "fn mine()"), ["overview"]);
    assert!(changed("parts/near.rs", "fn unused()").is_empty());
}

#[test]
fn a_module_in_the_text_of_an_attribute_is_reached() {
    let workspace = Workspace::with(&[
        ("overview.rs", "mod new; #[serde(with = \"new\")] struct S;"),
        ("overview/new.rs", "pub fn serialize() { 1 }"),
    ]);
    assert_eq!(workspace.changed_by_source("overview/new.rs", "1", "2"), ["overview"]);
}

#[test]
fn a_glob_may_bring_any_name() {
    let near = "pub use super::far; pub fn near() {}";
    for overview in [
        "use crate::parts::near::*; fn f() { far::far() }",
        "use crate::parts::*; fn f() { far::far() }",
        "use super::parts::far::*; fn f() { far() }",
    ] {
        assert_eq!(reaching_far(overview, near), ["overview"], "{overview}");
    }
}

#[test]
fn a_re_export_leads_to_what_it_names() {
    for (overview, near) in [
        ("use crate::parts::near::quick;", "pub use super::far::far as quick;"),
        (
            "fn f() { crate::parts::near::away::far() }",
            "pub use crate::parts::far as away;",
        ),
        ("fn f() { crate::parts::near::far() }", "pub use super::far::*;"),
    ] {
        assert_eq!(reaching_far(overview, near), ["overview"], "{overview}");
    }
    let workspace = Workspace::with(&[
        ("overview.rs", "fn f() { crate::parts::near::away::deep::f() }"),
        ("parts/near.rs", "pub use super::far as away;"),
        ("parts/far.rs", "pub mod deep;"),
        ("parts/far/deep.rs", "pub fn f() { 1 }"),
    ]);
    assert_eq!(
        workspace.changed_by_source("parts/far/deep.rs", "1", "2"),
        ["overview"]
    );
    let workspace = Workspace::with(&[("overview.rs", "use measure::Strategy;")]);
    let manifest = workspace.manifest("overview");
    assert!(manifest.contains_key("crates/measure/src/lib.rs"));
}

#[test]
fn a_macro_is_reached_with_what_its_body_and_its_arguments_name() {
    let macros = [
        "macro_rules! row { () => { crate::parts::far::far() }; }",
        "macro_rules! row { ($m:ident) => { $crate::parts::$m::run() }; }",
        "macro_rules! row { () => { far::far() }; }",
        "macro_rules! row { () => { inner!() }; } macro_rules! inner { () => { $crate::parts::far::f() } }",
    ];
    for near in macros {
        assert_eq!(
            reaching_far("use crate::parts::far; fn f() { row!() }", near),
            ["overview"],
            "{near}"
        );
    }
    for near in [macros[0], macros[1], macros[3]] {
        assert_eq!(reaching_far("fn f() { row!() }", near), ["overview"], "{near}");
    }
    let near = "macro_rules! row { () => { parts::far::far() }; }";
    assert_eq!(reaching_far("use crate::parts; fn f() { row!() }", near), ["overview"]);
    let near = "macro_rules! row { ($m:ident) => { $m::far() }; }";
    assert_eq!(
        reaching_far("use crate::parts::*; fn f() { row!(far) }", near),
        ["overview"]
    );
    let near = "macro_rules! row { ($e:expr) => { $e }; }";
    assert_eq!(
        reaching_far("fn f() { row!(crate::parts::far::far()) }", near),
        ["overview"]
    );
    assert_eq!(
        reaching_far("fn f() { vec![crate::parts::far::far()]; }", ""),
        ["overview"]
    );
}

#[test]
fn the_file_that_defines_a_macro_is_reached() {
    let workspace = Workspace::with(&[
        ("overview.rs", "fn f() { row!() }"),
        ("parts/near.rs", "macro_rules! row { () => { 1 }; }"),
    ]);
    assert_eq!(workspace.changed_by_source("parts/near.rs", "1", "2"), ["overview"]);
    assert!(workspace.changed_by_source("parts/far.rs", "1", "2").is_empty());
    let workspace = Workspace::with(&[("overview.rs", "use server::quick; quick!();")]);
    workspace
        .write("crates/server/src/latency.rs", "macro_rules! quick { () => { 1 }; }");
    let changed = workspace.changed_by("crates/server/src/latency.rs", "1", "2");
    assert_eq!(changed, ["overview"]);
}

#[test]
fn a_macro_of_the_same_name_in_a_neighbour_is_not_reached() {
    let row = "macro_rules! row { () => { 1 }; } pub fn rows() { row!() }";
    let workspace = Workspace::with(&[("overview.rs", row), ("parts/near.rs", row)]);
    assert!(workspace.changed_by_source("parts/near.rs", "1", "2").is_empty());
    assert_eq!(workspace.changed_by_source("overview.rs", "1", "2"), ["overview"]);
    let root =
        "macro_rules! row { () => { 1 }; } mod overview; mod other; mod strategies;";
    let workspace = Workspace::with(&[("overview.rs", row), ("lib.rs", root)]);
    assert_eq!(workspace.changed_by_source("lib.rs", "1", "2"), ["overview"]);
}

#[test]
fn what_cannot_be_decided_takes_the_whole_crate() {
    for overview in [
        "fn f() { unknown!() }",
        "fn f() { include!(concat!(env!(\"OUT_DIR\"), \"/rows.rs\")) }",
        "#[path = \"strategies/pool.rs\"] mod mine;",
    ] {
        let workspace = Workspace::with(&[("overview.rs", overview)]);
        let changed = workspace.changed_by_source("parts/far.rs", "{ 1 }", "{ 2 }");
        assert!(changed.contains(&"overview".to_owned()), "{overview}");
    }
    for known in ["println!(\"1\")", "web::serve!()", "std::ptr::addr_of!(x)"] {
        let overview = format!("fn f() {{ {known} }}");
        assert!(reaching_far(&overview, "").is_empty(), "{known}");
    }
    let imported = "use web::json; use clock::*; fn f() { json!(1); tick!() }";
    assert!(reaching_far(imported, "").is_empty());
}

#[test]
fn implementations_in_other_files_are_reached() {
    let overview = "use crate::parts::near::{Near, Work};";
    let near = "pub struct Near; pub trait Work {}";
    for far in [
        "use super::near::Near; impl Near { fn f() -> u64 { 1 } }",
        "impl super::near::Work for u64 { fn f() -> u64 { 1 } }",
        "impl Drop for crate::parts::near::Near { fn drop() { 1 } }",
        "use super::near::*; impl From<Near> for String { fn f() { 1 } }",
        "mod inner { use super::super::near::Near as N; impl N { fn f() { 1 } } }",
        "work_for!(Near, 1); macro_rules! work_for { () => {} }",
        "macro_rules! work_for { ($t:ty) => { impl Near { fn f() { 1 } } } }",
    ] {
        let workspace = Workspace::with(&[
            ("overview.rs", overview),
            ("parts/near.rs", near),
            ("parts/far.rs", far),
        ]);
        let changed = workspace.changed_by_source("parts/far.rs", "1", "2");
        assert_eq!(changed, ["overview"], "{far}");
    }
}

#[test]
fn an_implementation_for_another_type_of_the_same_name_is_not() {
    let workspace = Workspace::with(&[
        ("overview.rs", "use crate::parts::near::Work;"),
        ("parts/near.rs", "pub struct Work;"),
        ("parts/far.rs", "pub struct Work; impl Work { fn f() -> u64 { 1 } }"),
    ]);
    assert!(workspace.changed_by_source("parts/far.rs", "1", "2").is_empty());
}

#[test]
fn included_files_are_reached_by_their_bytes() {
    let workspace = Workspace::with(&[
        (
            "overview.rs",
            "mod words { const TEXT: &str = include_str!(\"../words.txt\"); }",
        ),
        ("../words.txt", "a word"),
    ]);
    let changed =
        workspace.changed_by("chapters-code/waits/words.txt", "a word", "a  word");
    assert_eq!(changed, ["overview"]);
}

#[test]
fn both_sides_of_a_helper_process_are_reached() {
    let workspace = Workspace::with(&[
        ("overview.rs", "use crate::parts::near; fn f() { Helper(near::NAME) }"),
        (
            "parts/near.rs",
            "pub const NAME: &str = \"near\"; pub fn worker() { super::far::far() }",
        ),
    ]);
    assert_eq!(
        workspace.changed_by_source("parts/near.rs", "worker", "work"),
        ["overview"]
    );
    assert_eq!(
        workspace.changed_by_source("parts/far.rs", "{ 1 }", "{ 2 }"),
        ["overview"]
    );
}

#[test]
fn a_service_in_another_crate_is_reached_with_what_it_serves() {
    let overview =
        [("overview.rs", "use server::service; fn f() { service::start() }")];
    let workspace = Workspace::with(&overview);
    for file in ["service", "lib", "latency"] {
        let path = format!("crates/server/src/{file}.rs");
        assert_eq!(
            workspace.changed_by(&path, "pub fn", "pub async fn"),
            ["overview"],
            "{file}"
        );
    }
    assert!(workspace.manifest("overview").contains_key("library web"));
}
