//! What a chapter's numbers depend on, hashed when the chapter is built.
//!
//! A chapter's `build.rs` calls [`emit`]. The hash covers the chapter's own
//! sources, the crates of this workspace that take part in a measurement, the
//! locked version of every library that those link, and how they are built: the
//! features asked for and the release profile. It leaves out what
//! only reads a record: the claims, the charts, the command line. So a change
//! to a chart's colours, or to a sentence, measures nothing again, and a
//! change to a strategy does. It holds no path and no date: two machines that
//! build the same sources get the same hash.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use sha2::{Digest as _, Sha256};

/// Crates of this workspace that read records and never touch a measurement.
const READERS: [&str; 4] = ["chapter", "chart", "fingerprint", "record"];

/// Tells the compiler, as environment variables of the chapter being built,
/// what its numbers depend on: `CHAPTER_CODE`, `CHAPTER_RUSTC`,
/// `CHAPTER_TARGET`, `CHAPTER_OPT_LEVEL` and `CHAPTER_RUSTFLAGS`. The macro
/// `measure::build!` reads them.
pub fn emit() -> Result<()> {
    let variable = |name: &str| {
        env::var(name).with_context(|| format!("Cargo did not set {name}"))
    };
    let chapter = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let workspace =
        chapter.ancestors().nth(2).context("a chapter lies two folders deep")?;
    let code = Sources::of(workspace, &variable("CARGO_PKG_NAME")?, &chapter)?;
    for path in &code.watched {
        println!("cargo::rerun-if-changed={}", path.display());
    }
    let rustc = Command::new(variable("RUSTC")?).arg("--version").output()?;
    ensure!(rustc.status.success(), "`rustc --version` failed: {}", rustc.status);
    let set =
        |name: &str, value: &str| println!("cargo::rustc-env={name}={}", value.trim());
    set("CHAPTER_CODE", &code.hash);
    set("CHAPTER_RUSTC", &String::from_utf8_lossy(&rustc.stdout));
    set("CHAPTER_TARGET", &variable("TARGET")?);
    set("CHAPTER_OPT_LEVEL", &variable("OPT_LEVEL")?);
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    set("CHAPTER_RUSTFLAGS", &flags.replace('\u{1f}', " "));
    Ok(())
}

/// The hash of a chapter's sources, and the files whose change may change it.
#[derive(Debug)]
pub struct Sources {
    /// Hexadecimal.
    pub hash: String,
    /// Files and folders.
    pub watched: Vec<PathBuf>,
}

impl Sources {
    /// Hashes what the numbers of `package`, which lies in `folder`, depend on.
    pub fn of(workspace: &Path, package: &str, folder: &Path) -> Result<Self> {
        let lock = workspace.join("Cargo.lock");
        let manifest = workspace.join("Cargo.toml");
        let manifest_of = |name: &str| {
            let own = workspace.join("crates").join(name);
            if name == package { folder } else { &own }.join("Cargo.toml")
        };
        let declared = |name: &str| {
            let own = table(&manifest_of(name)).ok()?;
            own.get("dependencies").and_then(toml::Value::as_table).cloned()
        };
        let linked = Lock::read(&lock)?.linked_by(package, &declared);
        let whole = table(&manifest)?;
        let features = whole
            .get("workspace")
            .and_then(|workspace| workspace.get("dependencies"))
            .and_then(toml::Value::as_table);
        let mut hasher = Sha256::new();
        let mut add = |part: &str| {
            hasher.update(part);
            hasher.update([0]);
        };
        if let Some(profiles) = whole.get("profile").and_then(|all| all.get("release"))
        {
            add(&profiles.to_string());
        }
        let mut folders = vec![folder.join("src")];
        let mut watched = vec![lock, manifest, manifest_of(package)];
        for dependency in &linked {
            let name = dependency.split(' ').next().unwrap_or_default();
            add(dependency);
            if let Some(asked) = features.and_then(|features| features.get(name)) {
                add(&asked.to_string());
            }
            if let Some(own) = declared(name) {
                add(&own.to_string());
            }
            let own = workspace.join("crates").join(name).join("src");
            if own.is_dir() {
                folders.push(own);
                watched.push(manifest_of(name));
            }
        }
        for folder in &folders {
            for file in rust_files(folder)? {
                hasher
                    .update(file.strip_prefix(workspace)?.to_string_lossy().as_bytes());
                hasher.update([0]);
                hasher.update(
                    fs::read(&file).with_context(|| file.display().to_string())?,
                );
            }
        }
        watched.extend(folders);
        Ok(Self { hash: hex(&hasher.finalize()), watched })
    }
}

fn table(path: &Path) -> Result<toml::Table> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    text.parse().with_context(|| path.display().to_string())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

/// The files below a folder that a measurement may run: claims and figures only
/// read what it brought.
fn rust_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|kind| kind == "rs")
            && !path.ends_with("claims.rs")
            && !path.ends_with("figures.rs")
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// `Cargo.lock`: each package as "name version" or, within the workspace,
/// "name 0.1.0", with those that it depends on.
struct Lock(BTreeMap<String, Vec<String>>);

impl Lock {
    fn read(path: &Path) -> Result<Self> {
        let table = table(path)?;
        let empty = Vec::new();
        let packages =
            table.get("package").and_then(toml::Value::as_array).unwrap_or(&empty);
        let text = |package: &toml::Value, key: &str| {
            package
                .get(key)
                .and_then(toml::Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        Ok(Self(
            packages
                .iter()
                .map(|package| {
                    let needs =
                        package.get("dependencies").and_then(toml::Value::as_array);
                    let needs =
                        needs.unwrap_or(&empty).iter().filter_map(toml::Value::as_str);
                    let id = format!(
                        "{} {}",
                        text(package, "name"),
                        text(package, "version")
                    );
                    (id, needs.map(ToOwned::to_owned).collect())
                })
                .collect(),
        ))
    }

    /// Everything that a package links, readers and what only they need left out.
    /// The lock file does not tell what only tests need; the workspace's own
    /// manifests do.
    fn linked_by(
        &self,
        package: &str,
        declared: &dyn Fn(&str) -> Option<toml::Table>,
    ) -> BTreeSet<String> {
        let mut linked = BTreeSet::new();
        let mut open = self.named(package);
        // The command line is a reader, but it is through it that a chapter
        // reaches the harness.
        open.extend(self.named("measure"));
        while let Some(id) = open.pop() {
            let name = id.split(' ').next().unwrap_or_default();
            if READERS.contains(&name) || !linked.insert(id.clone()) {
                continue;
            }
            let declared = declared(name);
            for need in &self.0[&id] {
                let need_name = need.split(' ').next().unwrap_or_default();
                if declared
                    .as_ref()
                    .is_none_or(|declared| declared.contains_key(need_name))
                {
                    open.extend(self.named(need));
                }
            }
        }
        linked
    }

    /// The packages that a dependency's name, or name and version, may mean.
    fn named(&self, need: &str) -> Vec<String> {
        let prefix = format!("{need} ");
        self.0
            .keys()
            .filter(|id| *id == need || id.starts_with(&prefix))
            .cloned()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace() -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder");
        let write = |path: &str, text: &str| {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        };
        write(
            "Cargo.lock",
            r#"
            package = [
                { name = "waits", version = "0.1.0", dependencies = ["chapter", "tester", "web"] },
                { name = "tester", version = "3.0.0" },
                { name = "chapter", version = "0.1.0", dependencies = ["chart", "measure"] },
                { name = "chart", version = "0.1.0", dependencies = ["plot"] },
                { name = "measure", version = "0.1.0" },
                { name = "web", version = "1.0.0" },
                { name = "plot", version = "2.0.0" },
            ]"#,
        );
        write(
            "Cargo.toml",
            "[profile.release]\nlto = false\n[profile.dev]\ndebug = 0\n\
             [workspace.dependencies]\nweb = { version = \"1\", features = [\"tls\"] }\nplot = \"2\"\n",
        );
        write(
            "chapters-code/waits/Cargo.toml",
            "[dependencies]\nchapter = \"0.1\"\nweb = \"1\"\n[dev-dependencies]\ntester = \"3\"\n",
        );
        write("chapters-code/waits/src/main.rs", "fn main() {}");
        write("chapters-code/waits/src/claims.rs", "// claims");
        write("chapters-code/waits/src/figures.rs", "// figures");
        write("crates/measure/src/lib.rs", "// harness");
        write("crates/chart/src/lib.rs", "// drawing");
        root
    }

    fn hash(root: &Path) -> String {
        Sources::of(root, "waits", &root.join("chapters-code/waits"))
            .expect("hashed")
            .hash
    }

    fn changes_when(path: &str, from: &str, to: &str) -> bool {
        let root = workspace();
        let before = hash(root.path());
        let file = root.path().join(path);
        let text = fs::read_to_string(&file).expect("readable");
        assert!(text.contains(from));
        fs::write(file, text.replace(from, to)).expect("written");
        before != hash(root.path())
    }

    #[test]
    fn a_change_to_a_strategy_the_harness_or_a_linked_library_changes_the_hash() {
        assert!(changes_when("chapters-code/waits/src/main.rs", "{}", "{ work() }"));
        assert!(changes_when("crates/measure/src/lib.rs", "harness", "other"));
        assert!(changes_when("Cargo.lock", "1.0.0", "1.0.1"));
    }

    #[test]
    fn a_change_to_how_they_are_built_changes_the_hash() {
        assert!(changes_when("Cargo.toml", "lto = false", "lto = true"));
        assert!(changes_when("Cargo.toml", "tls", "quic"));
    }

    #[test]
    fn a_change_to_what_only_tests_or_readers_use_does_not() {
        assert!(!changes_when("Cargo.lock", "3.0.0", "3.0.1"));
        assert!(!changes_when("Cargo.toml", "plot = \"2\"", "plot = \"3\""));
        assert!(!changes_when("Cargo.toml", "debug = 0", "debug = 1"));
    }

    #[test]
    fn a_change_to_a_claim_or_a_chart_does_not() {
        assert!(!changes_when(
            "chapters-code/waits/src/claims.rs",
            "claims",
            "bolder claims"
        ));
        assert!(!changes_when("crates/chart/src/lib.rs", "drawing", "painting"));
        assert!(!changes_when("Cargo.lock", "2.0.0", "2.0.1"));
    }

    #[test]
    fn the_same_sources_elsewhere_have_the_same_hash() {
        assert_eq!(hash(workspace().path()), hash(workspace().path()));
    }
}
