//! The members of the workspace, and what each depends on.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context as _, Result, anyhow, ensure};
use cargo_lock::Lockfile;
use toml::{Table, Value};

use crate::modules::{Tree, relative};

/// The sources of a workspace, each file parsed when it is first needed and then kept.
pub struct Workspace {
    pub(crate) root: PathBuf,
    pub(crate) members: Vec<Member>,
    pub(crate) lock: Lockfile,
    /// `[profile.release]`, in one way of writing it.
    pub(crate) release_profile: String,
}

/// A package of the workspace.
pub(crate) struct Member {
    pub(crate) name: String,
    /// From the workspace's root, such as `crates/measure`.
    pub(crate) folder: String,
    /// By the name that its code has for each.
    pub(crate) dependencies: BTreeMap<String, Dependency>,
    tree: OnceLock<Result<Tree, String>>,
}

/// What a package depends on.
pub(crate) struct Dependency {
    pub(crate) package: String,
    /// Its number, if it is a member itself.
    pub(crate) member: Option<usize>,
    /// Version and features, of the package's and of the workspace's `Cargo.toml`.
    pub(crate) request: String,
}

impl Workspace {
    /// Reads the `Cargo.toml`s and the `Cargo.lock` of the workspace in this folder.
    pub fn open(root: &Path) -> Result<Self> {
        let manifest = table(&root.join("Cargo.toml"))?;
        let mut members = Vec::new();
        for folder in folders(root, &manifest)? {
            members
                .push((relative(root, &folder)?, table(&folder.join("Cargo.toml"))?));
        }
        let names = members
            .iter()
            .map(|(folder, table)| package_name(folder, table))
            .collect::<Result<Vec<_>>>()?;
        let shared = manifest.get("workspace").and_then(|all| all.get("dependencies"));
        let members =
            members.into_iter().zip(&names).map(|((folder, table), name)| Member {
                name: name.clone(),
                folder,
                dependencies: dependencies(&table, shared, &names),
                tree: OnceLock::new(),
            });
        let lock = root.join("Cargo.lock");
        Ok(Self {
            members: members.collect(),
            lock: Lockfile::load(&lock).with_context(|| {
                format!("cannot read `{}`: `cargo update -w` writes it", lock.display())
            })?,
            release_profile: manifest
                .get("profile")
                .and_then(|profiles| profiles.get("release"))
                .map(one_way)
                .unwrap_or_default(),
            root: root.to_owned(),
        })
    }

    /// The number of the member in this folder, such as `crates/measure`.
    pub(crate) fn member_in(&self, folder: &str) -> Result<usize> {
        self.members.iter().position(|member| member.folder == folder).with_context(
            || format!("`{folder}` is not a package of this workspace: check its name"),
        )
    }

    /// The modules of a member.
    pub(crate) fn tree(&self, member: usize) -> Result<&Tree> {
        let Member { folder, tree, .. } = &self.members[member];
        tree.get_or_init(|| {
            Tree::parse(&self.root, folder).map_err(|error| format!("{error:#}"))
        })
        .as_ref()
        .map_err(|error| anyhow!("{error}"))
    }

    /// The files that were read or looked for until now, from the workspace's root: as long as they
    /// and those that the manifests name stay as they are, so do the manifests of the
    /// same experiments.
    pub fn sources(&self) -> BTreeSet<String> {
        let trees =
            self.members.iter().filter_map(|member| member.tree.get()?.as_ref().ok());
        let files = trees.flat_map(|tree| &tree.files).map(|file| file.path.clone());
        // A `main.rs` beside a `lib.rs` is read for the libraries that it names.
        let packages = self.members.iter().flat_map(|member| {
            ["Cargo.toml", "src/main.rs"]
                .map(|file| format!("{}/{file}", member.folder))
        });
        let own = ["Cargo.lock", "Cargo.toml"].map(ToOwned::to_owned);
        files.chain(packages).chain(own).collect()
    }

    /// The members that are compiled with this one, itself among them.
    pub(crate) fn linked(&self, member: usize) -> BTreeSet<usize> {
        let mut linked = BTreeSet::new();
        let mut open = vec![member];
        while let Some(member) = open.pop() {
            if linked.insert(member) {
                let dependencies = self.members[member].dependencies.values();
                open.extend(dependencies.filter_map(|dependency| dependency.member));
            }
        }
        linked
    }
}

pub(crate) fn table(path: &Path) -> Result<Table> {
    let text = fs::read_to_string(path)
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    text.parse()
        .with_context(|| format!("`{}` is not TOML: correct it", path.display()))
}

/// A value as text that no layout, comment or order of keys changes.
pub(crate) fn one_way(value: &Value) -> String {
    let Value::Table(table) = value else { return value.to_string() };
    let sorted: BTreeMap<_, _> =
        table.iter().map(|(key, value)| (key, one_way(value))).collect();
    format!("{sorted:?}")
}

fn folders(root: &Path, manifest: &Table) -> Result<Vec<PathBuf>> {
    let members = manifest.get("workspace").and_then(|all| all.get("members"));
    let members =
        members.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut folders = Vec::new();
    for member in members.iter().filter_map(Value::as_str) {
        let Some(parent) = member.strip_suffix("/*") else {
            folders.push(root.join(member));
            continue;
        };
        let parent = root.join(parent);
        for entry in fs::read_dir(&parent)
            .with_context(|| format!("cannot list `{}`", parent.display()))?
        {
            folders.push(entry?.path());
        }
    }
    folders.retain(|folder| folder.join("Cargo.toml").is_file());
    folders.sort();
    Ok(folders)
}

fn package_name(folder: &str, table: &Table) -> Result<String> {
    ensure!(
        table.get("lib").is_none_or(|lib| lib.get("name").is_none()),
        "`{folder}/Cargo.toml` names its library: leave it the name of the package"
    );
    let name = table.get("package").and_then(|package| package.get("name"));
    let name = name.and_then(Value::as_str);
    Ok(name.with_context(|| format!("`{folder}/Cargo.toml` has no name"))?.to_owned())
}

fn dependencies(
    table: &Table,
    shared: Option<&Value>,
    members: &[String],
) -> BTreeMap<String, Dependency> {
    let targets = table.get("target").and_then(Value::as_table);
    let targets = targets
        .into_iter()
        .flat_map(Table::values)
        .map(|target| target.get("dependencies"));
    let all = targets
        .chain([table.get("dependencies")])
        .flatten()
        .filter_map(Value::as_table);
    all.flatten()
        .map(|(key, own)| {
            let shared = shared.and_then(|shared| shared.get(key)).filter(|_| {
                own.get("workspace").and_then(Value::as_bool).unwrap_or_default()
            });
            let renamed = [Some(own), shared]
                .into_iter()
                .flatten()
                .find_map(|request| request.get("package").and_then(Value::as_str));
            let package = renamed.unwrap_or(key).to_owned();
            let member = members.iter().position(|member| *member == package);
            let request = one_way(own) + &shared.map(one_way).unwrap_or_default();
            (key.replace('-', "_"), Dependency { package, member, request })
        })
        .collect()
}
