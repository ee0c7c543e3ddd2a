//! What decides no measurement changes no manifest.

use crate::workspace::{SOURCE, Workspace};

const POOL: &str = "strategies/pool.rs";

/// The experiments that differ between two texts of the pool's file.
fn changed(before: &str, after: &str) -> Vec<String> {
    Workspace::with(&[(POOL, before)]).changed_by_source(POOL, before, after)
}

#[test]
fn comments_docs_and_lint_attributes_change_nothing() {
    let bare = "pub fn fetch() { row!(1) } mod inner { fn f() {} }";
    for documented in [
        "// Why.\npub fn fetch() { /* how */ row!(1) } mod inner { fn f() {} }",
        "//! What.\n/// Does.\npub fn fetch() { row!(1) } mod inner { //! In.\n fn f() {} }",
        "#![allow(dead_code)] #[doc = \"x\"] pub fn fetch() { row!(1) } #[expect(x)] mod inner { fn f() {} }",
        "pub fn fetch() { #[warn(unused)] row!(\n/// In a macro.\n1) } mod inner { fn f() {} }",
    ] {
        assert!(changed(bare, documented).is_empty(), "{documented}");
    }
    assert_eq!(changed(bare, &format!("#[inline] {bare}")), ["overview"]);
}

#[test]
fn tests_change_nothing() {
    let bare = "pub fn fetch() {} impl X { fn f() {} } trait T { fn g() {} }";
    for tested in [
        "pub fn fetch() {} impl X { fn f() {} } trait T { fn g() {} } #[cfg(test)] mod tests { use crate::other; }",
        "#[test] fn it_works() {} pub fn fetch() {} impl X { fn f() {} } trait T { fn g() {} }",
        "#[tokio::test] async fn it_works() {} pub fn fetch() {} impl X { fn f() {} } trait T { fn g() {} }",
        "#[cfg(all(unix, test))] use a::b; pub fn fetch() {} impl X { fn f() {} } trait T { fn g() {} }",
        "pub fn fetch() { #[cfg(test)] let x = 1; } impl X { fn f() {} #[cfg(test)] fn t() {} } trait T { fn g() {} #[cfg(test)] fn t() {} }",
    ] {
        assert!(changed(bare, tested).is_empty(), "{tested}");
    }
    for built in ["#[cfg(not(test))] fn f() {}", "#[cfg(any(test, unix))] fn f() {}"] {
        assert_eq!(changed(bare, &format!("{bare} {built}")), ["overview"], "{built}");
    }
}

#[test]
fn formatting_changes_nothing() {
    for (one, other) in [
        (
            "fn fetch(a:u8,b:u8)->u8{a+b}",
            "fn fetch(\n    a: u8,\n    b: u8,\n) -> u8 {\n    a + b\n}",
        ),
        ("use b::c;\nuse a::{e, d};", "use a::{d, e};\nuse b::c;"),
        ("fn f() { g(|x| { x + 1 }) }", "fn f() { g(|x| x + 1) }"),
        (
            "fn f() { match x { 1 => { g() }, _ => h() } }",
            "fn f() { match x { 1 => g(), _ => h(), } }",
        ),
        (
            "fn f() { match x { 1 => { g(); h() }, _ => h() } }",
            "fn f() { match x { 1 => { g(); h() } _ => h() } }",
        ),
        ("fn f<T>() where T: Copy {}", "fn f<T>()\nwhere\n    T: Copy,\n{\n}"),
        ("fn f(x: Vec<A, B>) { row!(1,&x) }", "fn f(x: Vec<A, B,>) { row!(1, &x) }"),
    ] {
        assert!(changed(one, other).is_empty(), "{one}");
    }
    assert_eq!(changed("fn f() { x = (1) }", "fn f() { x = (1,) }"), ["overview"]);
    assert_eq!(changed("use a::b;", "use a::c as b;"), ["overview"]);
}

#[test]
fn a_declared_module_changes_nothing_until_it_is_named() {
    let workspace = Workspace::with(&[
        ("overview.rs", "mod new; pub fn rows() {}"),
        ("overview/new.rs", "pub fn f() { 1 }"),
    ]);
    assert!(workspace.changed_by_source("overview/new.rs", "1", "2").is_empty());
    assert!(workspace.changed_by_source("overview.rs", "mod new;", "").is_empty());
    let named =
        workspace.changed_by_source("overview.rs", "rows() {", "rows() { new::f();");
    assert_eq!(named, ["overview"]);
}

#[test]
fn a_module_for_tests_is_not_reached_and_may_be_missing() {
    let workspace = Workspace::with(&[(
        "overview.rs",
        "pub fn rows() {} #[cfg(test)] mod tests; #[cfg(test)] use crate::parts::far;",
    )]);
    assert!(workspace.changed_by_source("parts/far.rs", "1", "2").is_empty());
}

#[test]
fn the_data_file_changes_nothing() {
    assert!(
        Workspace::new().changed_by_source("overview.toml", "Which", "What").is_empty()
    );
}

#[test]
fn the_dev_profile_changes_nothing() {
    assert!(
        Workspace::new().changed_by("Cargo.toml", "debug = 0", "debug = 1").is_empty()
    );
}

#[test]
fn the_values_of_a_profile_change_nothing_here() {
    let config = "chapters-code/waits/config.toml";
    assert!(
        Workspace::new().changed_by(config, "requests = 1", "requests = 2").is_empty()
    );
}

#[test]
fn the_same_sources_elsewhere_have_the_same_manifests() {
    let (here, there) = (Workspace::new(), Workspace::new());
    assert_ne!(here.root(), there.root());
    assert_eq!(here.manifest("overview"), there.manifest("overview"));
    let manifest = format!("{:?}", here.manifest("overview"));
    assert!(!manifest.contains(&*here.root().to_string_lossy()));
    assert!(manifest.contains(&format!("{SOURCE}/{POOL}")));
}
