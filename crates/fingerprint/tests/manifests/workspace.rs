//! A small workspace in a temporary folder: a chapter with the experiments `overview`
//! and `other`, a harness, and a server in a crate of its own.

use std::fs;
use std::path::Path;

use fingerprint::Manifest;
use tempfile::TempDir;

const FILES: &[(&str, &str)] = &[
    (
        "Cargo.toml",
        "[workspace]\nmembers = [\"crates/*\", \"chapters-code/*\"]\n\
         [workspace.dependencies]\nweb = { version = \"1\", features = [\"tls\"] }\n\
         [profile.release]\nlto = false\n[profile.dev]\ndebug = 0\n",
    ),
    (
        "Cargo.lock",
        r#"version = 4
[[package]]
name = "waits"
version = "0.1.0"
dependencies = ["clock", "measure", "server", "web"]
[[package]]
name = "measure"
version = "0.1.0"
dependencies = ["quartz"]
[[package]]
name = "server"
version = "0.1.0"
dependencies = ["web"]
[[package]]
name = "clock"
version = "2.0.0"
[[package]]
name = "quartz"
version = "3.0.0"
[[package]]
name = "web"
version = "1.0.0"
dependencies = ["sockets"]
[[package]]
name = "sockets"
version = "4.0.0"
"#,
    ),
    (
        "crates/measure/Cargo.toml",
        "[package]\nname = \"measure\"\n[dependencies]\ntimer = { package = \"quartz\", version = \"3\" }\n",
    ),
    (
        "crates/measure/src/lib.rs",
        "pub mod rounds;\npub use rounds::Strategy;\n#[macro_export]\nmacro_rules! timed { ($body:expr) => { $body }; }\n",
    ),
    ("crates/measure/src/rounds.rs", "pub struct Strategy(pub timer::Tick);\n"),
    (
        "crates/server/Cargo.toml",
        "[package]\nname = \"server\"\n[dependencies]\nweb.workspace = true\n",
    ),
    (
        "crates/server/src/lib.rs",
        "pub mod service;\nmod latency;\npub fn serve() { latency::wait() }\n",
    ),
    ("crates/server/src/service.rs", "pub fn start() { crate::serve() }\n"),
    ("crates/server/src/latency.rs", "pub fn wait() { web::sleep() }\n"),
    (
        "chapters-code/waits/Cargo.toml",
        "[package]\nname = \"waits\"\n[dependencies]\nclock = \"2\"\nmeasure = { path = \"../../crates/measure\" }\n\
         server = { path = \"../../crates/server\" }\nweb = { workspace = true, features = [\"http\"] }\n",
    ),
    (
        "chapters-code/waits/config.toml",
        "[overview]\nprecise = [[\"a\", \"b\"]]\n[overview.smoke]\nrequests = 1\n[other.smoke]\nrequests = 1\n",
    ),
    (
        "chapters-code/waits/src/lib.rs",
        "pub mod other;\npub mod overview;\npub mod strategies;\nmod parts;\n\
         pub fn chapter() { overview::rows(); other::rows(); }\n",
    ),
    (
        "chapters-code/waits/src/overview.rs",
        "use crate::strategies::pool;\npub fn rows() { pool::fetch(); }\n",
    ),
    ("chapters-code/waits/src/overview.toml", "question = \"Which?\"\n"),
    (
        "chapters-code/waits/src/other.rs",
        "pub fn rows() { crate::strategies::sequential::fetch() }\n",
    ),
    ("chapters-code/waits/src/other.toml", "question = \"How?\"\n"),
    ("chapters-code/waits/src/strategies.rs", "pub mod pool;\npub mod sequential;\n"),
    ("chapters-code/waits/src/strategies/pool.rs", "pub fn fetch() -> u64 { 1 }\n"),
    (
        "chapters-code/waits/src/strategies/sequential.rs",
        "pub fn fetch() { clock::now(); }\n",
    ),
    // For the tests to fill.
    (
        "chapters-code/waits/src/parts.rs",
        "pub mod apart;\npub mod far;\npub mod near;\n",
    ),
    ("chapters-code/waits/src/parts/apart.rs", "use server::serve;\nuse web::get;\n"),
    ("chapters-code/waits/src/parts/far.rs", "pub fn far() -> u64 { 1 }\n"),
    ("chapters-code/waits/src/parts/near.rs", "pub fn near() -> u64 { 1 }\n"),
];

/// The folder of the chapter's code.
pub(crate) const SOURCE: &str = "chapters-code/waits/src";

/// A workspace that can be edited.
pub(crate) struct Workspace(TempDir);

impl Workspace {
    pub(crate) fn new() -> Self {
        let workspace = Self(tempfile::tempdir().expect("a folder"));
        for (path, text) in FILES {
            workspace.write(path, text);
        }
        workspace
    }

    /// One whose files in the chapter's source are these instead.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let workspace = Self::new();
        for (path, text) in files {
            workspace.write(&format!("{SOURCE}/{path}"), text);
        }
        workspace
    }

    pub(crate) fn root(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    pub(crate) fn open(&self) -> fingerprint::Workspace {
        fingerprint::Workspace::open(self.0.path()).expect("a workspace")
    }

    pub(crate) fn manifest(&self, experiment: &str) -> Manifest {
        let manifests = self.open().manifests("waits");
        manifests.expect("manifests").remove(experiment).expect("its manifest")
    }

    /// The message of the error that there is instead of manifests.
    pub(crate) fn error(&self) -> String {
        let manifests = self.open().manifests("waits");
        format!("{:#}", manifests.expect_err("an error instead of manifests"))
    }

    /// The experiments whose manifest an edit changes. The edit is undone.
    pub(crate) fn changed_by(&self, path: &str, from: &str, to: &str) -> Vec<String> {
        let file = self.0.path().join(path);
        let text = fs::read_to_string(&file).expect("readable");
        assert!(text.contains(from), "{path} has no {from:?}: {text}");
        let before = self.open().manifests("waits").expect("manifests");
        fs::write(&file, text.replace(from, to)).expect("written");
        let after = self.open().manifests("waits").expect("manifests");
        fs::write(&file, text).expect("written");
        assert_eq!(before.len(), after.len());
        let changed =
            before.into_iter().filter(|(name, manifest)| after[name] != *manifest);
        changed.map(|(name, _)| name).collect()
    }

    /// The same for a file in the chapter's source.
    pub(crate) fn changed_by_source(
        &self,
        path: &str,
        from: &str,
        to: &str,
    ) -> Vec<String> {
        self.changed_by(&format!("{SOURCE}/{path}"), from, to)
    }
}
